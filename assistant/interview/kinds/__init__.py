"""The kinds of answers, one handler each."""

from assistant.interview.kinds.base import Kind, Raw
from assistant.interview.kinds.choosing import ChoiceKind, ChoicesKind, YesNoKind
from assistant.interview.kinds.days import DateKind
from assistant.interview.kinds.lists import ListKind
from assistant.interview.kinds.numbers import IntegerKind, MoneyKind
from assistant.interview.kinds.tables import TableKind, read_cell
from assistant.interview.kinds.texts import ParagraphKind, TextKind

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        TextKind(), ParagraphKind(), IntegerKind(), MoneyKind(), DateKind(), YesNoKind(),
        ChoiceKind(), ChoicesKind(), ListKind(), TableKind(),
    )
}  # fmt: skip
"""Every kind by name. A question script names one for each question."""

__all__ = ["KINDS", "Kind", "Raw", "read_cell"]
