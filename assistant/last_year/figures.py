"""The printed tables as typed figures, with a note on every cell that is not what it prints."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from pydantic import ValidationError

from assistant.document import Document, FigureTable, is_blank, print_number, read_number
from assistant.interview import Question, read_cell
from assistant.interview.declarations import Reader
from assistant.interview.turns import turns
from assistant.language.disclosure import Charges, charges
from assistant.language.mentions import Sentence, of_another_period, sentences
from assistant.language.passage import Passage, plain
from assistant.language.quantities import quantities
from assistant.last_year.vocabulary import message
from assistant.reading.messages import quote
from assistant.report import Figures, figures_class
from assistant.report.types import MAX_COUNT
from assistant.standard import SectionSchema, Standard

_NAMED = 3
"""Cells named in one note; a table that lacks more of them is short of whole rows."""


def table_sections(known: Standard) -> tuple[SectionSchema, ...]:
    """The sections that consist of a statutory table; their keys are those of the answers."""
    return tuple(section for section in known.sections if section.table)


def figures_of(document: Document, section: SectionSchema, year: int | None, notes: list[str]) -> Figures | None:
    """The figures of a section's table in the format of ``year``, None when there is no table to take them from.

    A cell that is blank, not printed or no number counts as 0. ``notes`` takes what was done so,
    and every printed total that its parts do not make up.
    """
    table = document.table(section.table)
    heading = section.heading
    if table is None:
        notes.append(message("table", "old" if document.old_format else "missing", heading=heading))
        return None
    if all(is_blank(text) for text in table.cells.values()):
        notes.append(message("table", "empty", heading=heading))
        return None
    notes += [message("table", "departure", heading=heading, departure=departure) for departure in table.departures]
    kind = figures_class(section.key)
    assert kind is not None, section.key
    figures = kind.of({}, year)
    for path, cell in figures.table_schema.cells.items():
        if not cell.derived and not is_blank(table.cells.get(path, "")):
            figures = _with_cell(figures, path, table.cells[path], heading, notes)
    notes += _gaps(table, heading)
    notes += _wrong_totals(table, figures.values(), heading)
    return figures


def _with_cell(figures: Figures, path: str, text: str, heading: str, notes: list[str]) -> Figures:
    cell = figures.table_schema.cells[path]
    slots = {"heading": heading, "cell": cell.name, "text": quote(text)}
    try:
        changed = figures.with_cell(path, read_cell(text, cell.unit))
    except ValidationError:
        notes.append(message("table", "unreadable", **slots))
        return figures
    if read_number(text) is None:
        notes.append(message("table", "read_as", number=print_number(changed.cells.get(path, 0)), **slots))
    return changed


def _gaps(table: FigureTable, heading: str) -> Iterator[str]:
    cells = table.schema.cells
    unprinted = [cell.name for path, cell in cells.items() if path not in table.cells]
    blank = [cells[path].name for path, text in table.cells.items() if is_blank(text)]
    for key, names in (("unprinted", unprinted), ("blank", blank)):
        if names:
            yield message("table", key, heading=heading, count=len(names), cells=_listed(names))


def _wrong_totals(table: FigureTable, values: Mapping[str, int | Decimal], heading: str) -> Iterator[str]:
    for path, cell in table.schema.cells.items():
        printed = table.cells.get(path, "")
        if not cell.derived or is_blank(printed) or path not in values:
            continue
        if read_cell(printed, cell.unit) != values[path]:
            slots = {"cell": cell.name, "printed": quote(printed), "sum": print_number(values[path])}
            yield message("table", "total", heading=heading, **slots)


def _listed(names: Sequence[str]) -> str:
    more = message("text", "more") if len(names) > _NAMED else ""
    return message("text", "listing").join(names[:_NAMED]) + more


def sentences_of(key: str, texts: Sequence[str], year: int | None) -> tuple[Sentence, ...]:
    """The sentences of the paragraphs under a planned key."""
    section, _, aspect = key.partition(".")
    found: list[Sentence] = []
    for text in texts:
        found += sentences(Passage(section, aspect, key, plain(text)), year)
    return tuple(found)


def count(question: Question, spoken: Sequence[Sentence]) -> int | None:
    """The whole number that the sentences give for an answer, None when they leave a doubt."""
    found = {value for sentence in spoken for value in _values(question, sentence)}
    number = found.pop() if len(found) == 1 else None
    whole = number is not None and number <= MAX_COUNT and number == number.to_integral_value()
    return int(number) if number is not None and whole else None


def _notices(told: Charges) -> Decimal | None:
    """Notices sent; none where none was charged and nothing is said of notices."""
    if told.notices is None and told.charged == told.received == Decimal(0):
        return Decimal(0)
    return told.notices


READERS: Mapping[Reader, Callable[[Sequence[Sentence]], Decimal | None]] = {
    "fee_notices": lambda spoken: _notices(charges(tuple(spoken))),
    "fee_charged": lambda spoken: charges(tuple(spoken)).charged,
    "fee_received": lambda spoken: charges(tuple(spoken)).received,
}
"""What sentences say of 信息处理费, by the names that questions declare: notices sent, yuan charged, yuan received."""


def counted(sentence: Sentence) -> str:
    """The sentence with every number a sign of its own: ``公开⟦0:条⟧，其中⟦1:条⟧``."""
    text, end = "", 0
    for place, quantity in enumerate(quantities(sentence.text)):
        text += f"{sentence.text[end : quantity.start]}⟦{place}:{quantity.unit}⟧"
        end = quantity.end
    return text + sentence.text[end:]


def _values(question: Question, sentence: Sentence) -> Iterator[Decimal | None]:
    """Every number that the sentence gives for an answer; None for one that is vague, and so no number."""
    text = counted(sentence)
    found = quantities(sentence.text)
    for turn in turns(question, question.recover.count):
        for match in turn.finditer(text):
            quantity = found[int(match["n"])]
            if not of_another_period(sentence.text[: quantity.start], sentence.year):
                yield None if quantity.vague else quantity.value
    for turn in turns(question, question.recover.zero):
        for match in turn.finditer(text):
            if not of_another_period(text[: match.start()], sentence.year):
                yield Decimal(0)
