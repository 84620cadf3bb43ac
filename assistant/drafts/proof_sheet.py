"""The proof sheet (核对单) beside an exported report: what its figures come from, what the checks said of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Literal

from assistant.checks import Finding
from assistant.composing import phrasing
from assistant.document import Document, FigureTable, Paragraph, read_number
from assistant.drafts.beginning import interview_of
from assistant.drafts.draft import Draft
from assistant.drafts.readiness import Readiness
from assistant.drafts.reasons import kept_doubt
from assistant.errors import NianbaoError
from assistant.export import publish, written_path
from assistant.export.grounds import NO_GROUNDS, Grounds
from assistant.export.placing import refuse_taken, staged
from assistant.export.word.sheet import SheetPart, sheet_docx
from assistant.interview import Interview, Question
from assistant.report import PROPOSED, Origin, RequestFigures, read
from assistant.standard import Cell, TableSchema, chinese_date
from assistant.texts import PROOF_SHEET

Source = Literal["cases", "derived"] | Origin

_NUMBER_KINDS = ("integer", "money")
_YEAR = "agency.year"


def source_of_cell(draft: Draft, schema: TableSchema, path: str, settled: Mapping[str, int]) -> tuple[Source, str]:
    """What the cell at ``path`` comes from, and the number that last year's report settles for it ("": none).

    :param settled: the cells of this table that last year's report settles, by path.
    """
    before = settled.get(path)
    printed = "" if before is None else str(before)
    if schema.cells[path].derived:
        return "derived", printed
    figures, origin = read(draft.report, schema.section), draft.origins.of(schema.section)
    if origin in ("register", "rollup"):
        return origin, printed
    if isinstance(figures, RequestFigures) and figures.cases:
        return "cases", printed
    if before is not None and figures is not None and figures.cells.get(path, 0) == before:
        return "last_year", printed
    return origin, printed


def told_answers(interview: Interview, *, counts: bool) -> Iterator[tuple[Question, str, str]]:
    """The answered questions of the text in the script's order, tables and lists of what else to report apart.

    Each with the answer as shown, and last year's as shown ("" when it is not known).

    :param counts: those whose answer is a number, else the others.
    """
    for question in interview.path:
        number = question.kind in _NUMBER_KINDS and question.key != _YEAR
        if number == counts and question.kind != "table" and not question.asks_more and interview.is_answered(question):
            yield question, interview.shown(question), interview.last_shown(question)


_SHOWN = 30
_AS_WORD = (".docx", ".pdf")
"""Endings of reports beside which the proof sheet is a Word file."""
_LINE_END = "\n"


def _say(name: str, /, **slots: object) -> str:
    return PROOF_SHEET.say(f"texts.{name}", **slots)


def proof_sheet(draft: Draft, readiness: Readiness, file: Path) -> str:
    """The proof sheet of ``file``, the report of ``draft`` as it was written.

    It names every figure with its source, all findings that are open, the reasons given for the
    others, the paragraphs in the clerk's own words, what is not answered, and the file's SHA-256.

    :param readiness: the state of the draft that was written.
    :raises NianbaoError: ``file`` cannot be read.
    """
    lines = [
        _say("title", title=readiness.document.title),
        *_identity(file),
        "",
        _say("figures"),
        *_figures(draft, readiness.document),
        "",
        _say("findings"),
        *findings_told(readiness.findings),
    ]
    for name, part in (
        ("reasons", reasons_told(readiness)),
        ("own_words", own_words(readiness.document)),
        ("unanswered", (_say("open", title=question.title) for question in readiness.unanswered)),
    ):
        lines += ["", _say(name), *(list(part) or [_say("none")])]
    for name, part in (("former", _former(draft, readiness.document)), ("doubts", _doubts(draft))):
        told = list(part)
        lines += ["", _say(name), *told] if told else []
    return "".join(f"{' '.join(line.splitlines())}{_LINE_END}" for line in lines)


def _former(draft: Draft, document: Document) -> Iterator[str]:
    """The sentences of last year's report that the clerk took and that print with this year's figures."""
    applicable = interview_of(draft).applicable
    written = {paragraph.key for paragraph in document.paragraphs() if paragraph.state in ("written", "pending")}
    for key in sorted({slot.partition("/")[0] for slot in draft.clerk.former} & written):
        made = phrasing(draft.report, applicable, draft.clerk, key)
        yield from (_say("sentence", text=made.text[each.start : each.end]) for each in made.sentences if each.former)


def _doubts(draft: Draft) -> Iterator[str]:
    """The doubts that the clerk answered by confirming, where the answer is still the one that was confirmed."""
    interview = interview_of(draft)
    for question, _, doubt in interview.standing_doubts():
        raw = interview.raw(question)
        if raw is not None and kept_doubt(question.key, doubt, raw) in draft.kept_doubts:
            yield _say("doubt", title=question.title, shown=interview.shown(question), doubt=doubt)


def proof_path(file: Path) -> Path:
    """Where the proof sheet of a written report stands: beside it, under its name; a Word file beside Word and PDF."""
    kind = "docx" if file.suffix.lower() in _AS_WORD else "txt"
    return file.with_name(PROOF_SHEET.entry("name").format(stem=file.stem, kind=kind))


def write_proof_sheet(
    draft: Draft, readiness: Readiness, file: Path, *, exported: Draft | None = None, force: bool = False
) -> Path:
    """Writes the proof sheet of ``file`` beside it, whole or not at all; returns where it stands.

    :param exported: the draft as its report was last written to a file before, None when that is not known.
    :raises NianbaoError: one is there already and ``force`` is not given, or the disk refuses.
    """
    target = proof_path(file)
    refuse_taken(target, force=force)
    if target.suffix == ".docx":
        data = _word_sheet(draft, readiness, file, exported)
    else:
        # The mark at the front tells old editors on Windows that the text is UTF-8.
        data = proof_sheet(draft, readiness, file).encode("utf-8-sig", "replace")
    with staged(target, data, force=force):
        pass
    return target


def _word_sheet(draft: Draft, readiness: Readiness, file: Path, exported: Draft | None) -> bytes:
    """The page for whoever signs, with what identifies the file that was written."""
    from assistant.drafts.sign_off import sign_off

    head = SheetPart(lines=_identity(file))
    return sheet_docx(_say("title", title=readiness.document.title), [head, *sign_off(draft, readiness, exported)])


def _identity(file: Path) -> list[str]:
    """Name, size and digest of a written file. :raises NianbaoError: it cannot be read."""
    data = _read(file)
    return [_say("file", name=file.name, size=len(data)), _say("digest", digest=hashlib.sha256(data).hexdigest())]


def publish_with_proof(
    draft: Draft,
    readiness: Readiness,
    path: Path,
    *,
    as_draft: bool = False,
    exported: Draft | None = None,
    force: bool = False,
    charts: bool = False,
    grounds: Grounds = NO_GROUNDS,
) -> tuple[Path, Path]:
    """Writes the report of ``draft`` to ``path`` and its proof sheet beside it; returns where both stand.

    :raises NianbaoError: as :func:`assistant.export.publish`, and when the proof sheet must not be
        written; what stands in its place already is found before anything is written.
    """
    refuse_taken(proof_path(written_path(path, draft=as_draft)), force=force)
    last = draft.last_year
    file = publish(readiness.document, path, draft=as_draft, force=force, last=last, charts=charts, grounds=grounds)
    return file, write_proof_sheet(draft, readiness, file, exported=exported, force=force)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise NianbaoError(_say("unreadable", name=file.name), _say("unreadable_hint")) from None


def _figures(draft: Draft, document: Document) -> Iterator[str]:
    """The cells of every table that are not 0, then the numbers that stand in the text only."""
    interview = interview_of(draft)
    for table in document.tables():
        yield _say("table", title=document.standard.section(table.schema.section).title)
        question = interview.script.question(table.schema.section)
        yield from _cells(draft, table, dict(interview.fixed(question)))
    yield _say("counts")
    for counts in (True, False):
        if not counts:
            yield _say("facts")
        rows = list(told_answers(interview, counts=counts))
        for question, value, before in rows:
            source = origin_words(draft, question.key, value, before if counts else "")
            yield _say("row", name=question.title, value=_shortened(" ".join(value.split())), source=source)
        if not rows:
            yield _say("none")


def _cells(draft: Draft, table: FigureTable, settled: dict[str, int]) -> Iterator[str]:
    schema = table.schema
    zeros = [path for path, text in table.cells.items() if not settled.get(path) and read_number(text) == 0]
    if all(not text for text in table.cells.values()):
        yield _say("blank")
        return
    for path, cell in schema.cells.items():
        if path in zeros:
            continue
        source, before = source_of_cell(draft, schema, path, settled)
        printed = table.cells.get(path, "")
        words = _source(source, printed, "" if source == "last_year" else before)
        yield _say("row", name=cell_label(cell), value=f"{printed}{cell.unit}", source=words)
    if zeros:
        yield _say("all_zeros" if len(zeros) == len(schema.cells) else "zeros", count=len(zeros))


def cell_label(cell: Cell) -> str:
    """What a cell is called. The unit stands behind the number; a label that names it, too, would say it twice."""
    return cell.name.removesuffix(_say("unit", unit=cell.unit))


def _source(source: Source, value: str, before: str) -> str:
    """The source in words, with what last year's report says where that is known."""
    words: dict[str, str] = PROOF_SHEET.entry("sources")
    if not before:
        return words[source]
    return words["same" if value == before else "other"].format(source=words[source], before=before)


def origin_words(draft: Draft, key: str, value: str, before: str) -> str:
    """The origin of an answer in words, and of a proposal whether it was confirmed."""
    words = _source(draft.origins.of(key), value, "" if draft.origins.of(key) == "last_year" else before)
    if said := draft.origins.said.get(key, ""):
        words += _say("said", sentence=_shortened(said))
    if draft.origins.of(key) not in PROPOSED:
        return words
    return words + _say("not_confirmed" if draft.origins.unconfirmed(key) else "confirmed")


def findings_told(findings: tuple[Finding, ...]) -> Iterator[str]:
    """How many findings there are, then each on a line."""
    severities: dict[str, str] = PROOF_SHEET.entry("severities")
    yield _say("count", **{key: sum(finding.severity == key for finding in findings) for key in severities})
    for finding in findings:
        yield _say("finding", severity=severities[finding.severity], message=finding.message, rule=finding.rule)


def reasons_told(readiness: Readiness) -> Iterator[str]:
    """The findings that a reason was given for, each with its reason on the next line."""
    for finding, given in readiness.answered:
        day: date = given.on
        yield _say("reason", message=finding.message, rule=finding.rule)
        yield _say("because", reason=given.reason, day=chinese_date(day))


def own_words(document: Document) -> Iterator[str]:
    """The paragraphs in the clerk's own words, with the heading of their section."""
    parts = [(document.title, document.preface), *((section.heading, section.blocks) for section in document.sections)]
    for heading, blocks in parts:
        for block in blocks:
            if isinstance(block, Paragraph) and block.state in ("edited", "stale"):
                yield _say("own" if block.state == "edited" else "stale", heading=heading, text=_short(block))


def _short(paragraph: Paragraph) -> str:
    return _shortened(paragraph.text)


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
