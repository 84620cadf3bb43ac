"""What a question declares about reports that are already written, beside what it asks.

``last_year`` and ``nothing``: what last year's answer gives to this year's. ``continues``: the list of
last year that this one goes on with. ``recover``: how the answer is told in a finished report, in our own
sentences and in anybody's. Patterns are regular expressions of the package ``regex``, written as for ``re``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from textwrap import shorten
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict
from pydantic_core import PydanticCustomError

from assistant.errors import DataFileError
from assistant.texts import INTERVIEW

if TYPE_CHECKING:
    import regex

Use = Literal["keep", "review", "ask"]
"""What becomes of last year's answer: suggested as it is, offered once it was looked at, asked anew."""
Nothing = Literal["keep", "ask"]
"""What becomes of last year's "there was none": suggested again, or asked anew."""
Reader = Literal["fee_notices", "fee_charged", "fee_received"]
"""A reader of :mod:`assistant.last_year.figures` for what no pattern tells."""

NUMBER = re.compile(r"#([^#]+)#")
"""In a pattern of ``count``: a number with one of these measure words, ``#条|篇#``."""
VALUE = "v"
"""The group of a pattern that holds the answer."""
_SHOWN = 60
"""Characters of a pattern that a sentence about it repeats."""
_SLOT = re.compile(r"\{(\w*)\}")


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _one_way(uses: tuple[Use, ...]) -> tuple[Use, ...]:
    if not uses or ("ask" in uses and len(uses) > 1):
        raise PydanticCustomError("uses", "ask stands alone", {})
    return uses


Uses = Annotated[tuple[Use, ...], BeforeValidator(_as_list), AfterValidator(_one_way)]
Patterns = Annotated[tuple[str, ...], BeforeValidator(_as_list)]


class _Declared(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Continuation(_Declared):
    """The list of last year that this one goes on with, entry by entry.

    The fields that both lists have are taken over, the others wait for the clerk. ``beside`` is shown
    beside an entry, its slots (``{measure}``) filled from last year's.
    """

    question: str
    beside: str = ""


class PartPatterns(_Declared):
    """Where one field of the entries is enumerated: the planned paragraph, our own turns of words in it.

    ``lead`` stands in front of the field in each clause of our own; ``{problem}`` in it is another
    field of the same entry, as the object of 针对.
    """

    paragraph: str
    own: Patterns = ()
    lead: str = ""


class EntryPatterns(_Declared):
    """How the entries of a list with fields are told: each field in a paragraph of its own, or all in one.

    ``parts`` by field. Else, in ``paragraph``: ``clauses`` hold the enumeration of entries (group "v"),
    ``clause`` what each of them tells, ``single`` an only entry, ``apart`` one enumeration for each
    field. The groups of the last three are named as the fields.
    """

    parts: dict[str, PartPatterns] = {}
    paragraph: str = ""
    clauses: Patterns = ()
    clause: Patterns = ()
    single: Patterns = ()
    apart: Patterns = ()


class RecoveryPatterns(_Declared):
    """How an answer is told in a finished report.

    Counts: ``count`` meets a sentence in which every number is a sign of its own, ``#条|篇#`` the one
    that is wanted; ``zero`` are words that stand for 0; ``silent`` the words without which a report
    says nothing of it. Texts and lists: the group "v" of ``said``, in anybody's sentences (our own are
    read by the wordings of the phrase book); ``items`` is what every entry of a list holds, ``linked``
    whether a 和 may join its last two. ``whole`` is the planned paragraph that is the answer as it stands,
    ``reader`` a reader by name, ``entries`` are for lists with fields.
    """

    count: Patterns = ()
    zero: Patterns = ()
    silent: str = ""
    said: Patterns = ()
    items: str = ""
    linked: bool = True
    whole: str = ""
    reader: Reader | None = None
    entries: EntryPatterns | None = None


NO_PATTERNS = RecoveryPatterns()


class SpokenWords(_Declared):
    """How a clerk tells the answer in a sentence of the own words.

    Counts and amounts: ``words`` is what they call it, ``units`` the measure words beside the question's own,
    ``never`` words beside which it is something else. Other answers: the group "v" of ``said``. Lists with
    fields: ``parts``, for each field the words in front of its enumeration.
    """

    words: str = ""
    units: tuple[str, ...] = ()
    never: str = ""
    said: Patterns = ()
    parts: dict[str, str] = {}


UNSPOKEN = SpokenWords()


def mistake(name: str, place: str, /, **slots: object) -> DataFileError:
    """A fault of a script at ``place`` in words."""
    return DataFileError(INTERVIEW.say(f"script.{name}", **{"place": place, **slots}), INTERVIEW.say("script.hint"))


def compiled(text: str, place: str) -> regex.Pattern[str]:
    """A pattern of a question, its ``#条|篇#`` as the sign of a number. :raises DataFileError: it is none."""
    import regex  # an interview that reads no report needs none

    try:
        return regex.compile(NUMBER.sub(r"⟦(?P<n>\\d+):(?:\1)⟧", text))
    except (regex.error, RecursionError, OverflowError) as error:
        raise mistake("no_pattern", place, pattern=shorten(text, _SHOWN), error=error) from error


def check_recover(recover: RecoveryPatterns, fields: Sequence[str], place: str) -> None:
    """Whether every pattern is one, with the groups that are read from it, and every part a field of the entries.

    :raises DataFileError: it is not.
    """
    for name, texts, groups in _wanted(recover, set(fields)):
        for text in texts:
            missing = groups - compiled(text, place).groupindex.keys()
            if missing:
                raise mistake("no_group", f"{place} 的 {name}", pattern=shorten(text, _SHOWN), group=sorted(missing)[0])
    for key, part in recover.entries.parts.items() if recover.entries else ():
        check_fields((key, *_SLOT.findall(part.lead)), fields, place)


def check_spoken(spoken: SpokenWords, fields: Sequence[str], place: str) -> None:
    """Whether every pattern of clerks' words is one, with its group. :raises DataFileError: it is not."""
    for text in (spoken.words, spoken.never, *spoken.parts.values()):
        compiled(text, place)
    for text in spoken.said:
        if VALUE not in compiled(text, place).groupindex:
            raise mistake("no_group", f"{place} 的 spoken.said", pattern=shorten(text, _SHOWN), group=VALUE)
    check_fields(tuple(spoken.parts), fields, place)


def check_continues(continues: Continuation, fields: Sequence[str], former: Sequence[str], place: str) -> None:
    """Whether the list goes on with one of last year: ``former`` are that one's fields, () when it has none.

    :raises DataFileError: it does not.
    """
    if not set(fields) & set(former):
        raise mistake("no_former", place, key=continues.question)
    check_fields(_SLOT.findall(continues.beside), former, place)


def check_fields(names: Sequence[str], fields: Sequence[str], place: str) -> None:
    """:raises DataFileError: one of ``names`` is no field of an entry."""
    for name in names:
        if name not in fields:
            raise mistake("no_field", place, name=name)


def filled(text: str, fields: Mapping[str, str]) -> str:
    """``text`` with its slots filled from the fields of an entry, and nothing else done to it."""
    return _SLOT.sub(lambda slot: fields.get(slot[1], ""), text)


def _wanted(recover: RecoveryPatterns, fields: set[str]) -> Iterator[tuple[str, tuple[str, ...], set[str]]]:
    """Every declaration of patterns by name, with the groups that each of them must have."""
    yield "recover.count", recover.count, {"n"}
    yield "recover.zero", recover.zero, set()
    yield "recover.silent", (recover.silent,) if recover.silent else (), set()
    yield "recover.said", recover.said, {VALUE}
    yield "recover.items", (recover.items,) if recover.items else (), set()
    if entries := recover.entries:
        yield "recover.entries.clauses", entries.clauses, {VALUE}
        yield "recover.entries.clause", entries.clause, fields
        yield "recover.entries.single", entries.single, fields
        yield "recover.entries.apart", entries.apart, fields
        for key, part in entries.parts.items():
            yield f"recover.entries.parts.{key}.own", part.own, {VALUE}
