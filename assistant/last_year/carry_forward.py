"""Last year's report → what the next year's interview begins with.

Everything here was printed last year, or follows from what was printed; what was not recognised
with certainty is absent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.document import Document, is_blank, read_number
from assistant.errors import AnswerRefused
from assistant.interview import KINDS, Interview, LastYear, Question, Raw, Script, load_script
from assistant.last_year import Answered, read_answers
from assistant.last_year.clauses import problem_clauses
from assistant.last_year.figures import table_sections
from assistant.last_year.vocabulary import keys, message, patterns
from assistant.report import read
from assistant.standard import standard

_STANDING = (
    "agency.name", "agency.kind", "agency.self_word", "agency.contact", "agency.website",
    "overview.leader", "overview.deputy", "overview.members", "overview.in_assessment",
    "overview.content_kinds", "overview.key_fields", "overview.review_systems", "overview.review_practice",
    "overview.platforms", "overview.zones", "overview.columns", "overview.supervisors",
)  # fmt: skip
"""What stays from one year to the next until somebody changes it."""

_TEXTS = ("overview.review_practice", "overview.assessment", "overview.social_evaluation", "other.matters")
"""Whole sentences: a report that repeats last year's is sent back, so each has to be looked at before it is taken."""

_LOOKED_AT = ("overview.assessment", "overview.social_evaluation", "problems.items", "problems.last_year")
"""Judgements of one year: even where there was nothing to say, this year's has to be thought about."""

_YEAR, _ITEMS, _LAST_YEAR = "agency.year", "problems.items", "problems.last_year"
_FOUND = "problems.found"
_OVERVIEW = "overview"
_NOTHING: tuple[Any, ...] = (0, False, "", [])


@dataclass(frozen=True)
class CarriedForward(LastYear):
    """What last year's report gives to this year's.

    ``answers``: counts of a year are suggested only where there was nothing to count. ``fixed``:
    typed cells that follow from last year's, by section key and path (上年结转 of every column).
    ``cells``: last year's printed cells by section key and path. ``expected``: cells from which
    this year's can be computed: the documents in force on 31 December, to which those issued are
    added and from which those repealed are taken. ``paragraphs``: last year's text by the planned
    paragraph in whose place it stood.
    """

    cells: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    expected: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    paragraphs: Mapping[str, str] = field(default_factory=dict)


def carry_forward(last: Document, script: Script | None = None) -> CarriedForward:
    """What ``last`` gives to the report on the year after it.

    :param script: the question scripts; the shipped ones when None.
    :raises DataFileError: a script or a template does not fit (never the file's doing).
    """
    script = script or load_script()
    answered = read_answers(last, script)
    interview = Interview(script, answered.report)
    silent = tuple(key for key in _silent(last, answered) if key in interview.applicable)
    return CarriedForward(
        answers={
            **dict.fromkeys(silent, "0"),
            **dict(_suggested(interview)),
            **dict(_year_and_problems(last, answered)),
        },
        texts=dict(_texts(interview)),
        shown={**dict.fromkeys(silent, message("text", "silent")), **dict(_shown(interview))},
        cells={
            section.key: dict(table.cells)
            for section in table_sections(last.standard)
            if (table := last.table(section.table))
        },
        notes=_without_empty({_LAST_YEAR: dict(_planned(answered))}),
        fixed=_without_empty({"requests": dict(_carried_in(last))}),
        expected=_without_empty({"disclosure": dict(_in_force(last))}),
        paragraphs={key: answered.placement.joined(key) for key in answered.placement.texts},
    )


def _suggested(interview: Interview) -> Iterator[tuple[str, Raw]]:
    """What stands, and what there was none of."""
    for question in interview.path:
        value = read(interview.report, question.key)
        if value is None or question.kind == "table" or question.key in _LOOKED_AT:
            continue
        raw = KINDS[question.kind].raw(value)
        if (question.key in _STANDING or value in _NOTHING) and _can_be_given(interview, question, raw):
            yield question.key, raw


def _texts(interview: Interview) -> Iterator[tuple[str, Raw]]:
    """The sentences that the next report may say again."""
    for key in _TEXTS:
        question = interview.script.question(key)
        if read(interview.report, key):
            raw = interview.raw(question)
            if raw is not None and _can_be_given(interview, question, raw):
                yield key, raw


def _can_be_given(interview: Interview, question: Question, raw: Raw) -> bool:
    """Whether the interview takes an answer that a report may hold (a group without a deputy)."""
    try:
        interview.show_raw(question, raw)
    except AnswerRefused:
        return False
    return True


def _shown(interview: Interview) -> Iterator[tuple[str, str]]:
    for question in interview.path:
        if interview.is_answered(question) and question.kind != "table" and question.key != _LAST_YEAR:
            yield question.key, interview.shown(question)


def _silent(last: Document, answered: Answered) -> Iterator[str]:
    """The counts of which a report that was wholly read says no word."""
    texts = [text for texts in answered.placement.texts.values() for text in texts]
    if last.unread or not any(answered.placement.said(_OVERVIEW)):
        return
    for key in keys("silent"):
        (words,) = patterns("silent", key)
        if read(answered.report, key) is None and not any(words.search(text) for text in texts):
            yield key


def _year_and_problems(last: Document, answered: Answered) -> Iterator[tuple[str, Raw]]:
    """The year after, and last year's problems, each waiting for its outcome."""
    if last.year is not None:
        yield _YEAR, str(last.year + 1)
    items = answered.report.problems.items
    named = problem_clauses(answered.placement.joined(_FOUND)) if items is None else [item.problem for item in items]
    if named:
        yield _LAST_YEAR, [{"problem": problem, "outcome": ""} for problem in named]
    elif items is not None:
        yield _LAST_YEAR, []


def _planned(answered: Answered) -> Iterator[tuple[str, str]]:
    """The measure that was planned against each of last year's problems."""
    for item in answered.report.problems.items or ():
        yield item.problem, message("text", "planned", measure=item.measure)


def _carried_in(last: Document) -> Iterator[tuple[str, int]]:
    """What was open on 31 December is carried in, column by column."""
    table = standard(None if last.year is None else last.year + 1).tables["T3"]
    for column in table.blocks[0].column_leaves:
        cell = table.cells[f"carried_in.{column.path}"]
        number = _count(last, "T3", f"carried_out.{column.path}")
        if number is not None and not cell.derived:
            yield cell.path, number


def _in_force(last: Document) -> Iterator[tuple[str, int]]:
    for row in last.standard.tables["T2"].blocks[0].row_leaves:
        path = f"{row.path}.in_force"
        number = _count(last, "T2", path)
        if number is not None:
            yield path, number


def _count(last: Document, schema: str, path: str) -> int | None:
    """A printed whole number; None for a blank, which need not be 0, and for anything else."""
    table = last.table(schema)
    text = table.cells.get(path, "") if table is not None else ""
    number = None if is_blank(text) else read_number(text)
    whole = number is not None and number >= 0 and number == number.to_integral_value()
    return int(number) if number is not None and whole else None


def _without_empty(tables: Mapping[str, Any]) -> dict[str, Any]:
    return {key: cells for key, cells in tables.items() if cells}
