"""Last year's report → what the next year's interview begins with.

Everything here was printed last year, or follows from what was printed; what was not recognised
with certainty is absent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.document import Document, is_blank, number_in
from assistant.errors import AnswerRefused
from assistant.interview import KINDS, Interview, LastYear, Question, Raw, Script, load_script
from assistant.interview.declarations import filled
from assistant.interview.turns import turn
from assistant.last_year import Answered, read_answers
from assistant.last_year.answers import NOTHING, READABLE
from assistant.last_year.clauses import said_entries
from assistant.last_year.figures import table_sections
from assistant.last_year.sentences import Remembered, remembered
from assistant.last_year.vocabulary import message
from assistant.report import Report, read, with_answer
from assistant.standard import standard

_YEAR = "agency.year"
_OVERVIEW = "overview"


@dataclass(frozen=True)
class CarriedForward(LastYear):
    """What last year's report gives to this year's.

    ``answers``: counts of a year are suggested only where there was nothing to count. ``fixed``:
    typed cells that follow from last year's, by section key and path (上年结转 of every column).
    ``cells``: last year's printed cells by section key and path. ``expected``: cells from which
    this year's can be computed: the documents in force on 31 December, to which those issued are
    added and from which those repealed are taken. ``paragraphs``: last year's text by the planned
    paragraph in whose place it stood; ``sentences``: those of it that may be said again with this year's figures.
    """

    cells: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    expected: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    paragraphs: Mapping[str, str] = field(default_factory=dict)
    sentences: Mapping[str, tuple[Remembered, ...]] = field(default_factory=dict)


def carry_forward(last: Document, script: Script | None = None) -> CarriedForward:
    """What ``last`` gives to the report on the year after it.

    :param script: the question scripts; the shipped ones when None.
    :raises DataFileError: a script or a template does not fit (never the file's doing).
    """
    script = script or load_script()
    answered = read_answers(last, script)
    interview = Interview(script, answered.report)
    silent = tuple(key for key in _silent(last, answered, script) if key in interview.applicable)
    return CarriedForward(
        answers={
            **dict.fromkeys(silent, "0"),
            **dict(_suggested(interview)),
            **dict(_computed(answered.report, silent, script)),
            **({_YEAR: str(last.year + 1)} if last.year is not None else {}),
            **dict(_continued(answered, script)),
        },
        texts=dict(_texts(interview)),
        shown={**dict.fromkeys(silent, message("text", "silent")), **dict(_shown(interview))},
        cells={
            section.key: dict(table.cells)
            for section in table_sections(last.standard)
            if (table := last.table(section.table))
        },
        notes=_without_empty(dict(_notes(answered, script))),
        fixed=_without_empty({"requests": dict(_carried_in(last))}),
        expected=_without_empty({"disclosure": dict(_in_force(last))}),
        paragraphs={key: answered.placement.joined(key) for key in answered.placement.texts},
        sentences=_without_empty(dict(_remembered(answered, script))),
    )


def _remembered(answered: Answered, script: Script) -> Iterator[tuple[str, tuple[Remembered, ...]]]:
    for key, texts in answered.placement.texts.items():
        if sum(map(len, texts)) <= READABLE:
            yield key, remembered(key, texts, answered.report, script)


def _suggested(interview: Interview) -> Iterator[tuple[str, Raw]]:
    """What stands, and what there was none of."""
    for question in interview.path:
        value = read(interview.report, question.key)
        if value is None or question.kind == "table":
            continue
        nothing = value in NOTHING.values()
        raw = KINDS[question.kind].raw(value)
        again = question.nothing == "keep" if nothing else "keep" in question.last_year
        if again and _can_be_given(interview, question, raw):
            yield question.key, raw


def _computed(report: Report, silent: tuple[str, ...], script: Script) -> Iterator[tuple[str, Raw]]:
    """Last year's figures from which this year's report tells a change."""
    for key in silent:
        report = with_answer(report, key, 0)
    interview = Interview(script, report)
    for question in script.questions:
        raw = interview.evaluated(question.former, question)
        if raw is not None:
            yield question.key, raw


def _texts(interview: Interview) -> Iterator[tuple[str, Raw]]:
    """The sentences that the next report may say again."""
    for question in interview.script.questions:
        if "review" in question.last_year and read(interview.report, question.key):
            raw = interview.raw(question)
            if raw is not None and _can_be_given(interview, question, raw):
                yield question.key, raw


def _can_be_given(interview: Interview, question: Question, raw: Raw) -> bool:
    """Whether the interview takes an answer that a report may hold (a group without a deputy)."""
    try:
        interview.show_raw(question, raw)
    except AnswerRefused:
        return False
    return True


def _shown(interview: Interview) -> Iterator[tuple[str, str]]:
    for question in interview.path:
        if interview.is_answered(question) and question.kind != "table" and not question.continues:
            yield question.key, interview.shown(question)


def _silent(last: Document, answered: Answered, script: Script) -> Iterator[str]:
    """The counts of which a report that was wholly read says no word."""
    texts = [text for texts in answered.placement.texts.values() for text in texts]
    if last.unread or not any(answered.placement.said(_OVERVIEW)):
        return
    for question in script.questions:
        words = turn(question, question.recover.silent)
        if words and read(answered.report, question.key) is None and not any(words.search(text) for text in texts):
            yield question.key


def _continued(answered: Answered, script: Script) -> Iterator[tuple[str, Raw]]:
    """The lists that go on with one of last year's: its entries, each waiting for what only this year can tell."""
    for question, former in _followed(script):
        entries = _former(answered, former, question)
        if entries is not None:
            yield question.key, [{key: entry.get(key, "") for key in question.field_keys} for entry in entries]


def _followed(script: Script) -> Iterator[tuple[Question, Question]]:
    """The lists that go on with another one, and that one."""
    by_key = {question.key: question for question in script.questions}
    for question in script.questions:
        if question.continues and question.continues.question in by_key:
            yield question, by_key[question.continues.question]


def _former(answered: Answered, former: Question, question: Question) -> list[dict[str, str]] | None:
    """Last year's entries of ``former``, with those fields at least that ``question`` has too; None when not known."""
    value = read(answered.report, former.key)
    if value is not None:
        return [dict(entry) for entry in value]
    return said_entries(former, answered.placement.joined, question.field_keys)


def _notes(answered: Answered, script: Script) -> Iterator[tuple[str, dict[str, str]]]:
    """What last year's report says beside the entries, by the first field that both lists have."""
    for question, former in _followed(script):
        beside = question.continues.beside if question.continues else ""
        shared = next((key for key in question.field_keys if key in former.field_keys), "")
        entries = [dict(entry) for entry in read(answered.report, former.key) or ()]
        yield question.key, {entry[shared]: filled(beside, entry) for entry in entries if beside and shared}


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
    number = None if is_blank(text) else number_in(text)
    whole = number is not None and number >= 0 and number == number.to_integral_value()
    return int(number) if number is not None and whole else None


def _without_empty(tables: Mapping[str, Any]) -> dict[str, Any]:
    return {key: cells for key, cells in tables.items() if cells}
