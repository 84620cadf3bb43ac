"""A sentence of last year's report with places for this year's figures, as a clerk takes it for a draft.

In its text a place stands in braces:

``{subject}``                         who and when, as the paragraph says it
``{year}`` ``{year-1}``               the report year, the year before it
``{overview.website_items}``          the value of an answer, a cell, or the sum of several joined by ``+``;
                                      ``{overview.events/政府开放日}`` the count of an entry of a list by its name
``{比上年增加:requests.received.total-43:件}``  a comparison: its words as they stood, what is compared with which
                                      number, the measure word (``%``: as a percentage, ``%1`` with one decimal)
``{?}``                               a figure that is not known to be any answer: it waits for the clerk
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from assistant.composing.build import Words
from assistant.composing.typed import CLOSE, OPEN, Typed, mark, settle, unmark
from assistant.composing.values import Part, Pending, Table
from assistant.composing.words import yuan
from assistant.document import print_number
from assistant.language.passage import plain
from assistant.language.quantities import quantities
from assistant.language.statement import masked
from assistant.language.words import pattern, table
from assistant.report import printable

SUBJECT_PLACE, MARK_PLACE = "subject", "?"
ENTRY = "/"
_PLACE = re.compile(r"\{([^{}]+)\}")
_YEAR = re.compile(r"year(-1)?")
_COMPARISON = re.compile(
    r"(?P<words>[^:]+):(?P<paths>[^:]+)-(?P<then>\d{1,12}(?:\.\d{1,4})?):(?P<unit>%[0-4]?|[^:%]{0,4})"
)
_TYPED = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")
_VALUES = (Pending, Typed, str, int, Decimal, list, tuple)
_PERCENT = "%"
_NAMED = ("requests.rows", "requests.columns", "proceedings.outcomes", "proceedings.blocks")
MAX_TEXT = 10_000
"""Characters of a sentence with its places."""
_MAX_PATHS = 100

Path = Annotated[str, Field(max_length=200)]


class FormerSentence(BaseModel):
    """A sentence of last year's report (see the module); frozen, stored in drafts.

    ``needs`` are answers that it claims without a figure and that must hold, ``none`` answers and cells of
    which it says that there was nothing, ``replaces`` the other slots of the phrase book that it tells.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: Annotated[str, Field(min_length=1, max_length=MAX_TEXT), AfterValidator(printable)]
    needs: Annotated[tuple[Path, ...], Field(max_length=_MAX_PATHS)] = ()
    none: Annotated[tuple[Path, ...], Field(max_length=_MAX_PATHS)] = ()
    replaces: Annotated[tuple[Path, ...], Field(max_length=_MAX_PATHS)] = ()


class _NoLongerFits(Exception):
    """What a sentence tells is not so this year."""


@dataclass(frozen=True)
class Answers:
    """What a sentence is filled from: the variables of the templates, and the small words of the build."""

    context: Mapping[str, Any]
    words: Words
    read: dict[str, Any] = field(default_factory=dict, compare=False)

    def value(self, path: str) -> Any:
        """The answer, cell or count of an entry at a path; None where it is not known or does not apply."""
        if path not in self.read:
            self.read[path] = self._value(path)
        return self.read[path]

    def _value(self, path: str) -> Any:
        whole, _, entry = path.partition(ENTRY)
        value: Any = self.context
        for name in whole.split("."):
            if isinstance(value, Pending):
                return value
            # Drafts may come from anybody: a path leads to answers and cells and to nothing else.
            if isinstance(value, Mapping):
                value = value.get(name)
            elif isinstance(value, Part | Table) and not name.startswith("_"):
                value = getattr(value, name, None)
            else:
                return None
        value = _count_of(value, entry) if entry else value
        return value if isinstance(value, _VALUES) else None

    @property
    def year(self) -> int | None:
        year = self.value("agency.year")
        return year if isinstance(year, int) else None


def filled(sentence: FormerSentence, answers: Answers, subject: Callable[[], str]) -> str | None:
    """The sentence with this year's figures, typed text marked; None where its meaning no longer fits.

    :param subject: who and when, asked for where the sentence says it.
    """
    if not all(_holds(answers.value(path)) for path in sentence.needs):
        return None
    if any(answers.value(path) not in (0, (), [], "") for path in sentence.none):
        return None
    try:
        text = _PLACE.sub(lambda place: _filled(place[1], answers, subject), sentence.text)
    except _NoLongerFits:
        return None
    return text


def has_marks(sentence: FormerSentence) -> bool:
    """Whether a figure of the sentence waits for the clerk, whatever the answers are."""
    return f"{{{MARK_PLACE}}}" in sentence.text


def tells_all(text: str, replaced: Sequence[str]) -> bool:
    """Whether every figure and every typed word of rendered texts stands in another, and this names nothing more.

    What it may name are results and kinds of applicants, reviews and suits, as readers know them.
    """
    said, before = "".join(settle(text)), "".join(settle("".join(replaced)))
    figures = {quantity.value for quantity in quantities(plain(before))}
    if not figures <= {quantity.value for quantity in quantities(plain(said))}:
        return False
    return _named(said) <= _named(before) and all(words in said for one in replaced for words in _TYPED.findall(one))


def _named(text: str) -> set[str]:
    """The results, kinds of applicants, reviews and suits that a text names."""
    found: set[str] = set()
    for group in _NAMED:
        for name in table(group):
            text, met = masked(text, f"{group}.{name}", None)
            found |= {name} if met else set()
    return found


def _holds(value: Any) -> bool:
    return value is not None and not isinstance(value, Pending) and bool(value)


def _filled(place: str, answers: Answers, subject: Callable[[], str]) -> str:
    if place == SUBJECT_PLACE:
        return subject()
    if place == MARK_PLACE:
        return mark(answers.words.pending.replace("{label}", answers.words.figure or answers.words.unknown))
    if year := _YEAR.fullmatch(place):
        if answers.year is None:
            raise _NoLongerFits
        return str(answers.year - (1 if year[1] else 0))
    if comparison := _COMPARISON.fullmatch(place):
        return _compared(comparison, answers)
    return _printed(_sum(place, answers))


def _sum(paths: str, answers: Answers) -> Any:
    """The value at a path or the sum at several; Pending while one of them is to come, None where there is none."""
    values = [value for path in paths.split("+") if (value := answers.value(path)) is not None]
    waiting = next((value for value in values if isinstance(value, Pending)), None)
    if len(values) <= 1:
        return values[0] if values else None
    if waiting is not None:
        return waiting.sum()
    return sum(values) if all(isinstance(value, int | Decimal) for value in values) else None


def _printed(value: Any) -> str:
    """A value as it stands in a sentence; nothing to count or to say makes the sentence unfit."""
    if isinstance(value, Pending):
        return str(value)
    if value is None or not value or isinstance(value, bool | list | tuple):
        raise _NoLongerFits
    return str(yuan(value))


def _compared(place: re.Match[str], answers: Answers) -> str:
    """The comparison made anew: its words where the count went the same way, else the opposite ones."""
    now, then = _sum(place["paths"], answers), Decimal(place["then"])
    if isinstance(now, Pending):
        return str(now)
    if not isinstance(now, int | Decimal):
        raise _NoLongerFits
    change = Decimal(now) - then
    lead, verb = _parted(place["words"])
    if not change:
        equal = table("comparisons.equal")
        return equal["said"].replace("{lead}", pattern("comparisons.than").sub(equal["with"], lead))
    return f"{lead}{_verb(verb, change > 0)}{_amount(abs(change), then, place['unit'])}"


def _amount(change: Decimal, then: Decimal, unit: str) -> str:
    if not unit.startswith(_PERCENT):
        return f"{print_number(change)}{unit}"
    if not then:
        raise _NoLongerFits
    decimals = int(unit.removeprefix(_PERCENT) or 0)
    share = (change / then * 100).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{share}{_PERCENT}"


def _parted(words: str) -> tuple[str, str]:
    """A comparison's words: with what is compared (比上年), and which way the count went ("" for neither)."""
    verb = pattern("comparisons.verb").search(words)
    if verb and not pattern("comparisons.same").search(words):
        return words[: verb.start()], words[verb.start() :]
    lead = pattern("comparisons.same").sub("", words)
    equal = table("comparisons.equal")
    return pattern("comparisons.with").sub(equal["than"], lead) or equal["lead"], ""


def _verb(verb: str, more: bool) -> str:
    """The word for a change in a direction, of the same pair as ``verb``."""
    pairs = table("comparisons.pairs")
    for up, down in pairs.items():
        if up in verb or down in verb:
            return verb.replace(down, up) if more else verb.replace(up, down)
    up, down = next(iter(pairs.items()))
    return up if more else down


def _count_of(entries: Any, name: str) -> Any:
    """The count of the entry called ``name`` in a list of names with counts; in a list of names the name itself."""
    if isinstance(entries, Pending):
        return entries
    for entry in entries or ():
        if isinstance(entry, Typed | str) and unmark(str(entry)) == name:
            return entry
        held = list(vars(entry).values()) if hasattr(entry, "__dict__") else []
        if held and str(getattr(held[0], "text", held[0])) == name:
            return getattr(entry, "count", None)
    return None
