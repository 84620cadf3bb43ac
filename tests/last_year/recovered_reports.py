"""Finished reports to recover, what they print, and how they come out again."""

from __future__ import annotations

from dataclasses import replace

from assistant.document import Document, FigureTable, Heading, Paragraph
from assistant.last_year.recovery import Recovery
from tests.composing.drafting_reports import township
from tests.reading.finished_reports import completed, printed


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs()]


def cells(document: Document) -> dict[str, dict[str, str]]:
    return {table.schema_key: dict(table.cells) for table in document.tables()}


def words_of(document: Document) -> str:
    """All words; where paragraphs are joined, one without a mark at its end gets a full stop."""
    return "".join("".join(texts(document)).replace("。", "").split())


def again(recovery: Recovery) -> Document:
    return printed(recovery.report, recovery.clerk)


def ordinary() -> Document:
    return printed(completed(township()))


def with_paragraphs(document: Document, section: str, *blocks: Paragraph | Heading) -> Document:
    """``document`` with other paragraphs in one section."""
    sections = (replace(each, blocks=blocks) if each.key == section else each for each in document.sections)
    return replace(document, sections=tuple(sections))


def with_cells(document: Document, key: str, changed: dict[str, str]) -> Document:
    """``document`` with other printed cells in one table."""

    def table(block: Paragraph | Heading | FigureTable) -> Paragraph | Heading | FigureTable:
        if isinstance(block, FigureTable) and block.schema_key == key:
            return replace(block, cells={**block.cells, **changed})
        return block

    sections = (replace(each, blocks=tuple(map(table, each.blocks))) for each in document.sections)
    return replace(document, sections=tuple(sections))
