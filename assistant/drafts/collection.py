"""The list of what is still wanted from whom (收集清单): what is open in a draft, by the office that knows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from assistant.drafts.beginning import carried, interview_of
from assistant.drafts.draft import Draft
from assistant.drafts.proof_sheet import cell_label
from assistant.errors import NianbaoError
from assistant.export.placing import refuse_taken, staged
from assistant.export.word.sheet import SheetPart, sheet_docx
from assistant.interview import Interview, Question, Script, load_script
from assistant.report import RequestFigures, figures_class
from assistant.texts import COLLECTION

_COUNTS = ("integer", "money")
_CHOICES = ("choice", "choices", "yesno")
_SHOWN = 6
"""Choices that are named beside a blank."""
_SHARES = (28, 20, 10, 14, 28)
ENDINGS = (".docx", ".txt")


@dataclass(frozen=True)
class Wanted:
    """One blank: an answer, or with ``cell`` a cell of a table.

    ``whom``: the office that knows it; ``last``: last year's answer as shown ("" where it is not known);
    ``note``: what is to be known for filling it. ``optional``: only to be filled where there is something to tell.
    """

    question: Question
    label: str
    whom: str
    unit: str = ""
    last: str = ""
    note: str = ""
    cell: str = ""
    optional: bool = False


def _say(name: str, /, **slots: object) -> str:
    return COLLECTION.say(f"list.{name}", **slots)


def wanted(draft: Draft, script: Script | None = None) -> tuple[Wanted, ...]:
    """What is open and somebody else may know, in the order of the script; what nobody has ticked yet is optional.

    :param script: the question scripts; the shipped ones when None.
    """
    script = script or load_script()
    interview = interview_of(draft, script)
    found: list[Wanted] = []
    for question in interview.path:
        if interview.is_answered(question) or not question.whom:
            continue
        if question.asks_more:
            found += _behind(interview, question)
        elif question.kind == "table":
            found += _cells(draft, script, question)
        else:
            found.append(_answer(interview, question))
    return tuple(found)


def by_office(blanks: Sequence[Wanted]) -> Mapping[str, list[Wanted]]:
    """The blanks by the office that knows them, the offices in the order in which they first come."""
    found: dict[str, list[Wanted]] = {}
    for blank in blanks:
        found.setdefault(blank.whom, []).append(blank)
    return found


def offices(blanks: Sequence[Wanted]) -> str:
    """How many blanks each office has to fill: 信息中心3项，财政所1项."""
    counts = Counter(blank.whom for blank in blanks)
    told = (COLLECTION.say("say.office", whom=whom, count=count) for whom, count in counts.items())
    return COLLECTION.say("say.separator").join(told)


def _answer(interview: Interview, question: Question, optional: bool = False) -> Wanted:
    last = interview.last_shown(question)
    note = _note(interview, question)
    return Wanted(question, question.title, question.whom, question.unit, last, note, optional=optional)


def _note(interview: Interview, question: Question) -> str:
    """What stands beside a blank: what can be chosen, or the form of an entry."""
    if question.kind in _CHOICES:
        shown = [choice.shown for choice in interview.choices(question)][:_SHOWN]
        return _say("choices", choices=_say("separator").join(shown)) if shown else ""
    if question.kind == "list" and question.fields:
        counted = any(field.unit for field in question.fields)
        mark = "" if counted else "→"
        example = mark.join(f"{field.example or field.ask}{field.unit}" for field in question.fields)
        return _say("entry", example=example)
    return ""


def _behind(interview: Interview, question: Question) -> Iterator[Wanted]:
    """The counts behind a list of what else can be reported that nobody has ticked yet."""
    offered = {each.name for each in interview.more(question)}
    for each in interview.script.within(question.key):
        if each.tick in offered and each.kind in _COUNTS and each.whom:
            yield _answer(interview, each, optional=True)


def _cells(draft: Draft, script: Script, question: Question) -> Iterator[Wanted]:
    """The cells of a table; applications are counted from a register, which is asked for instead."""
    kind = figures_class(question.key)
    assert kind is not None, question.key
    label = _say("table_label", title=question.title)
    if issubclass(kind, RequestFigures):
        yield Wanted(question, label, question.whom, note=_say("register"))
        return
    yield Wanted(question, label, question.whom, note=_say("table"))
    given = carried(draft, script)
    last = given.cells.get(question.key, {}) if given is not None else {}
    for path, cell in kind.schema_of(draft.report.agency.year).cells.items():
        if not cell.derived:
            whom = question.whom_of.get(path) or question.whom_of.get(path.partition(".")[0]) or question.whom
            before = f"{last[path]}{cell.unit}" if path in last else ""
            yield Wanted(question, cell_label(cell), whom, cell.unit, before, cell=path)


# -- the file ------------------------------------------------------------------------------------
def write_collection(
    draft: Draft, path: Path, *, script: Script | None = None, force: bool = False
) -> tuple[Wanted, ...]:
    """Write the list to ``path`` (.docx or .txt), whole or not at all; what is on it, () where nothing was written.

    :raises NianbaoError: another ending, the file exists and ``force`` is not given, or the disk refuses.
    """
    if path.suffix.lower() not in ENDINGS:
        raise NianbaoError(*COLLECTION.refusal("say.ending", name=path.name))
    blanks = wanted(draft, script)
    if blanks:
        refuse_taken(path, force=force)
        data = collection_docx(draft, blanks) if path.suffix.lower() == ".docx" else _text_file(draft, blanks)
        with staged(path, data, force=force):
            pass
    return blanks


def _text_file(draft: Draft, blanks: Sequence[Wanted]) -> bytes:
    # The mark at the front tells old editors on Windows that the text is UTF-8.
    return collection_text(draft, blanks).encode("utf-8-sig", "replace")


def _head(draft: Draft, blanks: Sequence[Wanted]) -> tuple[str, str]:
    agency = draft.report.agency
    title = _say("title", agency=agency.name or _say("unnamed"), year=agency.year or "")
    return title, _say("about", count=len(blanks), office=_say("office"))


def collection_text(draft: Draft, blanks: Sequence[Wanted]) -> str:
    """The list as text: a line for each blank, with last year's answer, and a note where one is needed."""
    lines = [*_head(draft, blanks)]
    for whom, own in by_office(blanks).items():
        lines += ["", _say("whom", whom=whom, count=len(own))]
        lines += chain.from_iterable(_blank_lines(blank) for blank in own if not blank.optional)
        optional = list(chain.from_iterable(_blank_lines(blank) for blank in own if blank.optional))
        lines += [_say("optional_below"), *optional] if optional else []
    return "".join(f"{line}\n" for line in lines)


def _blank_lines(blank: Wanted) -> Iterator[str]:
    last = _say("last", last=blank.last) if blank.last else ""
    yield _say("blank", label=blank.label, unit=blank.unit, last=last)
    if blank.note:
        yield _say("note", note=blank.note)


def collection_docx(draft: Draft, blanks: Sequence[Wanted]) -> bytes:
    """The list as a Word file: a table for each office."""
    title, about = _head(draft, blanks)
    parts = [SheetPart(lines=[about])]
    for whom, own in by_office(blanks).items():
        rows = [list(COLLECTION.entry("list.columns"))]
        rows += [
            [blank.label, "", blank.unit, blank.last, blank.note or (_say("optional") if blank.optional else "")]
            for blank in own
        ]
        parts.append(SheetPart(_say("whom", whom=whom, count=len(own)), rows=rows, shares=_SHARES))
    return sheet_docx(title, parts)
