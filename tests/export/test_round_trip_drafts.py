"""draft -> file -> reader: a drafted report comes back as it was, line for line and cell for cell.

The normal run tries 60 reports for each format; ``NIANBAO_ROUND_TRIPS=500`` tries as many as it says.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator

import pytest
from drafted_reports import ENDINGS, drafted_documents
from hypothesis import HealthCheck, given, settings

from assistant.document import Document, FigureTable, Heading, Paragraph
from assistant.export import WRITERS
from assistant.reading import read_bytes
from assistant.standard import agency_kinds
from tests.examples import examples

EXAMPLES = int(os.environ.get("NIANBAO_ROUND_TRIPS") or examples(60))
CELLS = 10 + 175 + 15


def printed(document: Document) -> Iterator[tuple[str, ...]]:
    """Everything that a report prints, each part under what it is, in printed order."""
    yield "title", document.title
    for paragraph in document.preface:
        yield "preface", paragraph.text
    for section in document.sections:
        yield "section", section.key, section.heading
        for block in section.blocks:
            if isinstance(block, Heading):
                yield "heading", str(block.level), block.text
            elif isinstance(block, Paragraph):
                yield "paragraph", block.text
            else:
                yield "table", block.schema_key
    yield "signature", document.signature.agency, document.signature.date_text, str(document.signature.day)


def cells(document: Document) -> dict[str, str]:
    """All number cells by address."""
    return {f"{table.schema_key}.{path}": text for table in document.tables() for path, text in table.cells.items()}


def test_every_kind_of_agency_is_tried() -> None:
    assert set(ENDINGS) == set(agency_kinds())


@pytest.mark.parametrize("kind", [".docx", ".html"])
@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(document=drafted_documents())
def test_a_drafted_report_comes_back_as_it_was(kind: str, document: Document) -> None:
    target = io.BytesIO()
    WRITERS[kind](document, target, draft=False)
    found = read_bytes(target.getvalue(), f"年报{kind}")
    assert list(printed(found)) == list(printed(document))
    assert len(cells(found)) == CELLS
    assert cells(found) == cells(document)
    assert (found.agency, found.year, found.unread, found.old_format) == (document.agency, document.year, (), ())
    assert [table.departures for table in found.tables() if isinstance(table, FigureTable)] == [()] * 3
