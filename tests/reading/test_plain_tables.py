"""Tables whose texts are taken in one go are read as cell by cell."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from lxml import etree

from assistant.errors import NianbaoError
from assistant.reading.budget import Budget
from assistant.reading.docx import read_docx
from assistant.reading.docx.reader import PlainTables
from assistant.reading.stream import Stream, Table
from tests.examples import examples
from tests.reading.mutations import WORD, Damaged, mutated_word


def _read_cell_by_cell(data: bytes) -> Stream:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PlainTables, "rows", lambda self, table: None)
        return read_docx(data, "报告", Budget())


def _has_stray_text(data: bytes) -> bool:
    """Whether text stands where none can: a table read in one go takes it up, cell by cell it is passed over."""
    document = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    return any(
        (element.tail or "").strip() or ((element.text or "").strip() and not _in_paragraph(element))
        for element in document.iter()
    )


def _in_paragraph(element: etree._Element) -> bool:
    above = (etree.QName(holder).localname for holder in element.iterancestors())
    return next((name == "p" for name in above if name in {"p", "tc", "tr", "tbl"}), False)


@pytest.mark.parametrize("path", WORD, ids=lambda path: path.name)
def test_whole_reports_are_read_alike(path: Path) -> None:
    data = path.read_bytes()
    assert read_docx(data, path.name, Budget()) == _read_cell_by_cell(data)


@settings(max_examples=examples(150), suppress_health_check=list(HealthCheck))
@given(mutated_word())
def test_damaged_reports_are_read_alike(file: Damaged) -> None:
    try:
        stream = read_docx(file.data, "报告", Budget())
    except NianbaoError:
        return
    assume(not _has_stray_text(file.data))
    assert stream == _read_cell_by_cell(file.data)


@pytest.mark.parametrize("path", [path for path in WORD if path.name.startswith(("01", "02"))], ids=lambda it: it.name)
def test_the_tables_of_office_programs_are_plain(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else nothing would be quicker for it."""
    answers = []
    rows = PlainTables.rows
    monkeypatch.setattr(PlainTables, "rows", lambda self, table: answers.append(rows(self, table)) or answers[-1])
    tables = [block for block in read_docx(path.read_bytes(), path.name, Budget()).blocks if isinstance(block, Table)]
    assert len(answers) >= len(tables) == 3
    assert None not in answers
