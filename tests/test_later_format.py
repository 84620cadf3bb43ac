"""A later format is one TOML more: an invented one of 2027, whose T3 has a row more, from the keys to the checks."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from assistant import standard as formats_room
from assistant.checks import Finding, check
from assistant.document import Document, FigureTable, Section, from_data, to_data
from assistant.drafts import DraftStore, read_draft
from assistant.drafts.draft import dump, parse
from assistant.drafts.readiness import readiness
from assistant.errors import AnswerRefused
from assistant.export import WRITERS
from assistant.interview import Interview, load_script
from assistant.last_year.recovery import recover
from assistant.reading import read_bytes
from assistant.register import cases_of, read_ledger_bytes
from assistant.register.template import template_bytes
from assistant.report import Report, RequestFigures, case_outcomes, with_answer
from assistant.standard import Standard, known_format, standard
from assistant.tui import NianbaoApp
from assistant.tui.screens.proposals import ProposalsScreen
from tests.at_rest import quick_pilot
from tests.tui.clerk import Clerk

__all__ = ["quick_pilot"]

SAMPLE = Path(__file__).resolve().parent.parent / "samples" / "yongle-2024.toml"
SHIPPED = Path(formats_room.__file__).with_name("format_2021.toml")
SCRIPT = load_script()
TODAY = date(2028, 1, 6)
ROW, LABEL = "denied.trial_data", "9.属于试验数据"
BEFORE, NUMBER = "denied.administrative_inquiry", "国办公开办函〔2027〕9号"
ANSWER = {"received": {"natural_person": 3}, "denied": {"trial_data": {"natural_person": 2}}}
ANSWER["carried_out"] = {"natural_person": 1}


@pytest.fixture
def later_file(tmp_path: Path) -> Path:
    """The file of the invented format."""
    text = SHIPPED.read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if '"administrative_inquiry"' in line)
    more = f'      {{ key = "trial_data", label = "{LABEL}", basis = "试拟", meaning = "试拟的一行" }},'
    changes = (
        ('key = "2021"', 'key = "2027"'),
        ("first_year = 2021", "first_year = 2027"),
        ('number = "国办公开办函〔2021〕30号"', f'number = "{NUMBER}"'),
        (row, f"{row}\n{more}"),
        (f'"{BEFORE}",', f'"{BEFORE}", "{ROW}",'),
    )
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    file = tmp_path / "format_2027.toml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture
def later(later_file: Path) -> Iterator[Standard]:
    """The invented format, known for the length of a test."""
    with known_format(later_file) as known:
        yield known


def report_on(year: int, requests: object = ANSWER) -> Report:
    """The sample as a report on ``year``."""
    report = with_answer(read_draft(SAMPLE).report, "requests", None)
    report = with_answer(with_answer(report, "agency.year", year), "agency.signed_on", date(year + 1, 1, 9))
    return with_answer(report, "requests", requests)


def document_on(year: int, requests: object = ANSWER) -> Document:
    return readiness(read_draft(SAMPLE).changed(report=report_on(year, requests))).document


def written(document: Document, kind: str) -> bytes:
    target = io.BytesIO()
    WRITERS[kind](document, target, draft=False)
    return target.getvalue()


def cells(document: Document) -> dict[str, str]:
    table = document.table("T3")
    assert table is not None
    return dict(table.cells)


def with_cells(document: Document, **changed: str) -> Document:
    """``document`` with other texts in cells of T3 (``_`` for the dots between the row and the column)."""

    def block(section: Section) -> Section:
        blocks = (
            replace(one, cells={**one.cells, **{path.replace("__", "."): text for path, text in changed.items()}})
            if isinstance(one, FigureTable) and one.schema_key == "T3"
            else one
            for one in section.blocks
        )
        return replace(section, blocks=tuple(blocks))

    return replace(document, sections=tuple(map(block, document.sections)))


def rules(findings: list[Finding]) -> set[str]:
    return {finding.rule for finding in findings}


# -- the format ---------------------------------------------------------------------------------
def test_each_year_has_the_newest_format_that_is_not_later(later: Standard) -> None:
    assert [standard(year).key for year in (2019, 2021, 2026, 2027, 2040)] == ["2021", "2021", "2021", "2027", "2027"]
    assert standard() is standard(2027) is later
    assert f"{ROW}.business" in later.tables["T3"].cells
    assert len(later.tables["T3"].cells) == len(standard(2026).tables["T3"].cells) + 7


def test_a_format_is_known_within_its_block_only(later: Standard) -> None:
    with known_format(SHIPPED):
        assert standard() is later
    assert standard() is later


def test_a_format_whose_name_and_year_differ_is_refused(tmp_path: Path) -> None:
    wrong, before = tmp_path / "format_2030.toml", standard(2030)
    wrong.write_text(SHIPPED.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(ValueError, match="format_2030"), known_format(wrong):
        pass
    assert standard(2030) is before


def test_a_report_of_the_newest_format_is_begun_and_composed_without_reading_older_ones(later_file: Path) -> None:
    program = (
        "import sys; from datetime import date; from pathlib import Path; opened = []\n"
        "sys.addaudithook(lambda event, args: opened.append(Path(str(args[0])).name) if event == 'open' else None)\n"
        "from assistant.standard import known_format\n"
        "with known_format(Path(sys.argv[1])):\n"
        "    from assistant.composing import compose\n"
        "    from assistant.interview import Interview, load_script\n"
        "    from assistant.report import Report, with_answer\n"
        "    interview = Interview(load_script(), with_answer(Report(), 'agency.year', 2027), today=date(2028, 1, 6))\n"
        "    compose(interview.report, interview.applicable)\n"
        "print(*(name for name in opened if name.startswith('format_')))\n"
    )
    found = subprocess.run([sys.executable, "-c", program, later_file], capture_output=True, text=True, check=True)
    assert found.stdout.split() == [later_file.name]


# -- answers ------------------------------------------------------------------------------------
def test_the_tables_of_a_report_have_the_cells_of_its_year(later: Standard) -> None:
    interview = Interview(SCRIPT, with_answer(report_on(2027), "requests", None), "requests", TODAY)
    interview.answer({"received.natural_person": "2", f"{ROW}.natural_person": "2件"})
    figures = interview.report.requests
    assert figures is not None and figures.values()["total.total"] == 2
    earlier = Interview(SCRIPT, with_answer(report_on(2026, {}), "requests", None), "requests", TODAY)
    with pytest.raises(AnswerRefused, match=f"表里没有“{ROW}"):
        earlier.answer({f"{ROW}.natural_person": "2"})
    assert earlier.report.requests is None


def test_a_table_goes_over_into_the_format_of_another_year_unless_a_number_would_be_lost(later: Standard) -> None:
    plain = Interview(SCRIPT, report_on(2026, {"received": {"business": 1}}), "agency.year", TODAY)
    plain.answer("2027")
    assert plain.report.requests == RequestFigures.of({"received": {"business": 1}}, 2027)
    filled = Interview(SCRIPT, report_on(2027), "agency.year", TODAY)
    with pytest.raises(AnswerRefused, match="2026年的表式没有“属于试验数据·自然人”这一格"):
        filled.answer("2026")
    assert filled.report == report_on(2027)


def test_applications_one_by_one_may_end_in_the_new_row(later: Standard) -> None:
    assert ROW in case_outcomes(2027) and ROW not in case_outcomes(2026)
    case = {"applicant": "business", "outcome": ROW}
    figures = report_on(2027, {"cases": [case]}).requests
    assert figures is not None and figures.cells[f"{ROW}.business"] == 1
    with pytest.raises(ValueError, match=ROW):
        report_on(2026, {"cases": [case]})


def test_a_draft_comes_back_in_the_format_of_its_year(later: Standard) -> None:
    for year, requests in ((2027, ANSWER), (2026, {"granted": {"business": 1}})):
        draft = read_draft(SAMPLE).changed(report=report_on(year, requests))
        again = parse(dump(draft), draft.name).report
        assert again == draft.report and again.requests is not None
        assert again.requests.format == again.standard.key == standard(year).key


def test_a_register_names_the_new_row_in_its_year_only(later: Standard) -> None:
    register = read_ledger_bytes(f"申请人类型,办理结果,收到日期\n自然人,{LABEL},2027-03-01\n".encode(), "台账.csv")
    assert [case.outcome for case in cases_of(register, 2027).cases] == [ROW] and not register.unknown_outcomes(2027)
    register = read_ledger_bytes(f"申请人类型,办理结果,收到日期\n自然人,{LABEL},2026-03-01\n".encode(), "台账.csv")
    assert dict(register.unknown_outcomes(2026)) == {LABEL: 1}
    assert cases_of(register, 2026).cases == () and LABEL in cases_of(register, 2026).left_out[0]
    options = load_workbook(io.BytesIO(template_bytes(year=2027))).worksheets[1].iter_rows(values_only=True)
    assert any(LABEL in row for row in options)


# -- keys, the Word file, reading, checks -------------------------------------------------------
async def test_the_whole_way_by_keys(later: Standard, tmp_path: Path, quick_pilot: None) -> None:
    report = report_on(2027)
    folder = tmp_path / "out"
    folder.mkdir()
    async with NianbaoApp(DraftStore(), today=TODAY, folder=folder).run_test(size=(100, 30)) as pilot:
        clerk = Clerk(pilot, report)
        await clerk.press("enter")
        await clerk.settle()
        await clerk.answer_all()
        await clerk.press("ctrl+e")
        await clerk.settle()
        await clerk.press("enter")
        await clerk.settle()
        assert isinstance(clerk.app.screen, ProposalsScreen), "what Enter accepted is looked over"
        await clerk.press("a", "enter")
        await clerk.settle()
    (file,) = folder.glob("*2027年*.docx")
    found = read_bytes(file.read_bytes(), file.name)
    assert cells(found)[f"{ROW}.natural_person"] == "2" and cells(found)["total.total"] == "2"
    assert found.standard is later


@pytest.mark.parametrize("kind", [".docx", ".html", ".txt", ".md"])
def test_what_is_written_is_read_back(later: Standard, kind: str) -> None:
    document = document_on(2027)
    data = written(document, kind)
    found = read_bytes(data, f"年报{kind}")
    assert cells(found) == cells(document) and len(cells(found)) == len(later.tables["T3"].cells)
    assert [table.departures for table in found.tables()] == [()] * 3 and found.unread == ()
    assert found.standard is later
    if kind == ".txt":
        assert LABEL in data.decode()


def test_the_text_counts_the_new_row_and_names_the_new_number(later: Standard) -> None:
    text = "".join(paragraph.text for paragraph in document_on(2027).paragraphs())
    assert re.search("办结(?:政府信息公开申请|申请)?2件，[^。]{0,40}不予公开", text) and NUMBER in text
    assert NUMBER not in "".join(paragraph.text for paragraph in document_on(2026, {}).paragraphs())


@pytest.mark.parametrize("year", [2026, 2027])
def test_without_a_year_the_labels_tell_the_format(later: Standard, year: int) -> None:
    document = document_on(year, {"received": {"business": 1}, "granted": {"business": 1}})
    text = written(document, ".html").decode().replace(str(year), "").replace(str(year + 1), "")
    found = read_bytes(text.encode(), "年报.html")
    assert found.year is None
    assert found.standard is standard(year) and cells(found) == cells(document)


def test_what_is_drafted_has_no_error_and_every_sum_takes_in_the_new_row(later: Standard) -> None:
    document = document_on(2027)
    assert not rules(check(document)) & {"table-shape", "t3-balance", "t3-row-total", "t3-result-total"}
    wrong = check(with_cells(document, **{f"{ROW.replace('.', '__')}__natural_person": "1"}))
    off = next(finding for finding in wrong if finding.rule == "t3-result-total")
    assert f"T3.{ROW}.natural_person" in off.where and "试验数据" in off.message
    assert "t3-row-total" in rules(wrong)


def test_a_report_of_2027_in_the_old_tables_lacks_the_row_and_one_of_2026_in_the_new_has_one_too_many(
    later: Standard,
) -> None:
    old = written(document_on(2026, {}), ".html").decode().replace("2026", "2027")
    missing = [finding for finding in check(read_bytes(old.encode(), "年报.html")) if finding.rule == "table-shape"]
    assert [LABEL in finding.message for finding in missing] == [True]
    new = written(document_on(2027), ".html").decode().replace("2027", "2026")
    extra = [finding for finding in check(read_bytes(new.encode(), "年报.html")) if finding.rule == "table-shape"]
    assert [LABEL in finding.message for finding in extra] == [True]


# -- from year to year, and kept ----------------------------------------------------------------
def test_last_years_report_of_the_old_format_begins_one_of_the_new(later: Standard) -> None:
    last = document_on(2026, {"received": {"business": 2}, "carried_out": {"business": 2}})
    recovered = recover(last, SCRIPT).report
    assert recovered.requests is not None and recovered.requests.format == "2021"
    carried = {"carried_in": {"business": 2}, "denied": {"trial_data": {"business": 2}}}
    document = document_on(2027, carried)
    assert "carry-over" not in rules(check(document, last))
    assert "carry-over" in rules(check(document_on(2027), last))


def test_a_recorded_report_comes_back_in_its_format(later: Standard) -> None:
    for document in (document_on(2026, {}), document_on(2027)):
        assert "format" not in to_data(document)
        assert from_data(to_data(document)) == document
    undated = replace(document_on(2027), year=None)
    assert to_data(undated)["format"] == "2027" and from_data(to_data(undated)) == undated
    assert "format" not in to_data(replace(document_on(2026, {}), year=None))
