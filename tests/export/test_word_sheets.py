"""Sheets beside the report in Word: letters, lists, comparisons."""

from __future__ import annotations

import io

import docx
import pytest
from docx.document import Document

from assistant.export.word.sheet import SheetPart, sheet_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def sheet(*rows: list[str]) -> Document:
    return docx.Document(io.BytesIO(sheet_docx("一览", [SheetPart(rows=[["较早", "较晚"], *rows], shares=(1, 1))])))


def test_odd_and_even_pages_have_their_number() -> None:
    made = sheet(["甲", "乙"])
    assert made.settings.odd_and_even_pages_header_footer
    (section,) = made.sections
    for footer in (section.footer, section.even_page_footer):
        assert not footer.is_linked_to_previous
        assert " PAGE " in [field.get(f"{W}instr") for field in footer._element.iter(f"{W}fldSimple")]


@pytest.mark.parametrize(("characters", "splits"), [(0, False), (60, False), (600, True)])
def test_a_row_goes_on_on_the_next_page_only_where_half_a_page_would_stay_empty(characters: int, splits: bool) -> None:
    row = sheet(["改", "字" * characters]).tables[0].rows[1]._tr
    assert (row.find(f"{W}trPr/{W}cantSplit") is None) == splits
