"""Reports as workbooks and as JSON: labels as printed, texts that stay texts, everything back again."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from export_reports import documents, figures, township
from hypothesis import given, settings
from openpyxl import load_workbook

from assistant.document import Document, FigureTable
from assistant.errors import NianbaoError
from assistant.export import WRITERS, publish
from assistant.export.grounds import Fact, Grounds
from assistant.export.publish import differences, read_again
from assistant.export.workbook import MOST
from assistant.standard import layout, standard
from tests.examples import examples

DATA = [".xlsx", ".json"]


def written(report: Document, kind: str, *, draft: bool = False) -> bytes:
    target = io.BytesIO()
    WRITERS[kind](report, target, draft=draft)
    return target.getvalue()


def sheets(data: bytes) -> dict[str, Any]:
    return {sheet.title: sheet for sheet in load_workbook(io.BytesIO(data))}


def with_lead(text: str) -> Document:
    first, *rest = township().sections
    blocks = tuple(replace(b, text=text) if getattr(b, "key", "") == "overview.lead" else b for b in first.blocks)
    return replace(township(), sections=(replace(first, blocks=blocks), *rest))


@pytest.mark.parametrize("kind", DATA)
@settings(max_examples=examples(40))
@given(report=documents())
def test_any_report_comes_back(kind: str, report: Document) -> None:
    assert differences(report, read_again(report, written(report, kind), f"x{kind}")) == []


@pytest.mark.parametrize("kind", DATA)
def test_what_was_written_otherwise_is_found(kind: str) -> None:
    report = with_lead("别的一段话。")
    data = written(report, kind)
    assert differences(township(), read_again(township(), data, f"x{kind}"))
    other = replace(report, sections=tuple(
        replace(part, blocks=(figures("T4", {"review.total": "9"}),)) if part.key == "proceedings" else part
        for part in report.sections
    ))  # fmt: skip
    assert any("T4" in place for place in differences(other, read_again(other, data, f"x{kind}")))


def test_each_table_is_a_sheet_with_its_printed_labels_and_numbers() -> None:
    found = sheets(written(township(), ".xlsx"))
    assert list(found) == [part.title for part in standard().sections if part.table] + ["正文"]
    sheet = found["收到和处理政府信息公开申请情况"]
    for cell in layout(standard().tables["T3"]):
        value = sheet.cell(2 + cell.row, 1 + cell.column).value
        if cell.role == "number":
            assert value == int(township().table("T3").cells[cell.path])  # type: ignore[union-attr]
        else:
            assert value == cell.text
    assert found["主动公开政府信息情况"].cell(1, 1).value == "主动公开政府信息情况"
    fees = [cell.value for row in found["主动公开政府信息情况"].iter_rows() for cell in row if cell.value == 0.36]
    assert fees == [0.36]


@pytest.mark.parametrize("text", ["=1+1", "+86", "-3", "@SUM(A1)", '=HYPERLINK("x")'])
def test_a_text_that_looks_like_a_formula_stays_a_text(text: str) -> None:
    report = with_lead(text)
    (cell,) = [
        cell for row in sheets(written(report, ".xlsx"))["正文"].iter_rows() for cell in row if cell.value == text
    ]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    table = replace(township().table("T3"), cells={**township().table("T3").cells, "received.total": f"{text}件"})  # type: ignore
    parts = tuple(
        replace(part, blocks=(table,))
        if any(isinstance(b, FigureTable) and b.schema_key == "T3" for b in part.blocks)
        else part
        for part in report.sections
    )
    sheet = sheets(written(replace(report, sections=parts), ".xlsx"))["收到和处理政府信息公开申请情况"]
    assert [cell.data_type for row in sheet.iter_rows() for cell in row if cell.value == f"{text}件"] == ["s"]


def test_a_paragraph_too_long_for_a_cell_goes_on_in_the_next_row(tmp_path: Path) -> None:
    report = with_lead("公" * (MOST + 10))
    assert publish(report, tmp_path / "x.xlsx").is_file()


def test_facts_stand_on_a_sheet_of_their_own_where_they_are_told(tmp_path: Path) -> None:
    fact = Fact("overview.trainings", "培训次数", "2次", "register", "台账")
    path = publish(township(), tmp_path / "x.xlsx", grounds=Grounds(facts=(fact,)))
    rows = [[cell.value for cell in row] for row in sheets(path.read_bytes())["数据来源"].iter_rows(min_row=2)]
    assert rows == [["事项", "内容", "来源", "键"], ["培训次数", "2次", "台账", "overview.trainings"]]
    assert "数据来源" not in sheets(written(township(), ".xlsx"))


def test_a_draft_says_so_on_every_sheet() -> None:
    for sheet in sheets(written(township(), ".xlsx", draft=True)).values():
        assert "草稿" in sheet.cell(1, 1).value


def test_pictures_of_both_years_are_drawn_only_when_they_are_asked_for(tmp_path: Path) -> None:
    last = replace(township(), year=2023)
    plain = publish(township(), tmp_path / "a.html", last=last).read_text(encoding="utf-8")
    drawn = publish(township(), tmp_path / "b.html", last=last, charts=True).read_text(encoding="utf-8")
    assert "<svg" not in plain and ".years" not in plain
    assert drawn.count("<svg") == 3
    assert drawn.partition("</main>")[0].partition("<main>")[2] == plain.partition("</main>")[0].partition("<main>")[2]
    for words in ('role="img"', "<title", "<desc", "本年新收2024年3件，2023年3件"):
        assert words in drawn
    assert "http" not in drawn.partition("</head>")[2].replace("http-equiv", "")
    assert "<script" not in drawn


def test_the_endings_are_named_where_one_is_unknown(tmp_path: Path) -> None:
    with pytest.raises(NianbaoError) as caught:
        publish(township(), tmp_path / "x.ods")
    assert all(kind in caught.value.sentence() for kind in DATA)
