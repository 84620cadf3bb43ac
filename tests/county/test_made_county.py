"""A made county gives exactly what was planted in it, in every form."""

from __future__ import annotations

import io
import json
import random
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import Result
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook
from python_calamine import CalamineWorkbook

from assistant.county.forms import docx_bytes, html_bytes, json_data
from assistant.county.lists import lists
from assistant.county.rollup import Rollup
from assistant.county.roster import Roster, Unit, roster_of
from assistant.county.standing import standing
from assistant.county.workbook import workbook_bytes
from assistant.libreoffice import convert
from assistant.reading import read_bytes
from tests.county.conftest import Read

SHEETS = {"T2": "表二 主动公开", "T3": "表三 申请", "T4": "表四 复议和诉讼"}


def test_the_lists_are_what_was_planted_and_nothing_else(county: Read) -> None:
    made, found = county.made, standing(county.filings, county.roster)
    assert {entry.unit.name for entry in found.missing} == made.missing
    assert {entry.unit.name: entry.earlier[0].name for entry in found.doubled} == made.doubled
    assert [(entry.unit.name, entry.filing and entry.filing.agency) for entry in found.entries if entry.renamed] == [
        (made.renamed, made.former)
    ]
    assert {frozenset((pair.one.name, pair.other.name)) for pair in found.alike} == made.pairs
    wrong = {entry.unit.name: entry for entry in found.filed if entry.has_errors}
    assert wrong.keys() == made.faulty.keys()
    for name, entry in wrong.items():
        rules = {judged.finding.rule for judged in entry.found if judged.finding.severity == "error"}
        assert rules & made.faulty[name], name
    assert not (found.strangers or found.unreadable or found.other_years or found.whole)


def test_the_sum_is_what_two_hundred_cells_added_by_hand_are(county: Read) -> None:
    made, found = county.made, standing(county.filings, county.roster)
    whole = Rollup(found)
    cells = [(key, path) for key, of in whole.totals.items() for path in of]
    assert len(cells) == 200
    assert [whole.totals[key][path] for key, path in cells] == [made.total(key, path) for key, path in cells]
    right = Rollup(found, with_errors=False)
    assert {entry.unit.name for entry in right.left_out} == made.faulty.keys()
    assert all(right.totals[key][path] == made.total(key, path, *made.faulty) for key, path in cells)
    assert any(right.totals[key][path] != whole.totals[key][path] for key, path in cells)
    parts = whole.parts("T3", "received.total")
    assert sum(part.value for part in parts) == made.total("T3", "received.total") and len(parts) > 10


def test_the_order_of_the_files_makes_no_difference(county: Read) -> None:
    shuffled = list(county.filings)
    random.Random(7).shuffle(shuffled)
    assert standing(shuffled, county.roster) == standing(county.filings, county.roster)
    assert roster_of((each.agency, each.kind) for each in shuffled) == roster_of(
        (each.agency, each.kind) for each in county.filings
    )


def test_a_correction_changes_the_row_of_its_unit_and_the_sum_alone(county: Read) -> None:
    before = standing(county.filings, county.roster)
    entry = next(entry for entry in before.filed if entry.unit.name.endswith("财政局"))
    assert entry.filing is not None and entry.filing.signed is not None
    cells = {**entry.filing.tables["T3"], "received.business": "107"}
    corrected = entry.filing.model_copy(
        update={
            "file": "更正.docx", "digest": "new", "modified": entry.filing.modified + 1,
            "tables": {**entry.filing.tables, "T3": cells},
        }
    )  # fmt: skip
    after = standing([*county.filings, corrected], county.roster)
    changed = [one.unit.name for one, other in zip(before.entries, after.entries, strict=True) if one != other]
    assert changed == [entry.unit.name]
    old, new = Rollup(before).totals, Rollup(after).totals
    was = Decimal(entry.filing.tables["T3"]["received.business"])
    assert new["T3"]["received.business"] - old["T3"]["received.business"] == 107 - was
    assert [path for path in new["T3"] if new["T3"][path] != old["T3"][path]] == ["received.business"]
    assert (new["T2"], new["T4"]) == (old["T2"], old["T4"])


def sums(workbook: Workbook, key: str) -> list[Decimal]:
    """The results of the formulas of a table's sheet, computed from the rows that they name."""
    sheet = workbook[SHEETS[key]]
    row = next(cells for cells in sheet.iter_rows(min_row=3) if str(cells[0].value).startswith("合计"))
    found = []
    for cell in row[1:]:
        area = str(cell.value).removeprefix("=SUM(").removesuffix(")")
        column, first, last_column, last = range_boundaries(area)
        assert column == last_column == cell.column and (first, last) == (3, row[0].row - 1)
        found.append(sum((Decimal(str(sheet.cell(line, column).value)) for line in range(first, last + 1)), Decimal(0)))
    return found


@pytest.mark.parametrize("with_errors", [True, False])
def test_the_workbook_has_a_row_a_unit_and_formulas_that_give_the_sum(county: Read, with_errors: bool) -> None:
    rollup = Rollup(standing(county.filings, county.roster), with_errors)
    workbook = load_workbook(io.BytesIO(workbook_bytes(rollup)))
    assert {"错误", "未报", "较上年变化", "雷同", "收费", "复议诉讼"} <= set(workbook.sheetnames)
    for key, of in rollup.totals.items():
        assert sums(workbook, key) == list(of.values())
    missing = [row[0] for row in workbook["未报"].iter_rows(min_row=2, values_only=True)]
    assert set(missing) == county.made.missing
    notes = "".join(str(row[0]) for row in workbook["说明"].iter_rows(values_only=True))
    assert all(name in notes for name in county.made.faulty)
    assert ("没有计入" in notes) is not with_errors


def test_the_workbook_can_be_read_on_paper(county: Read) -> None:
    workbook = load_workbook(io.BytesIO(workbook_bytes(Rollup(standing(county.filings, county.roster)))))
    sheets = {key: workbook[name] for key, name in SHEETS.items()}
    # 175 columns on one page are black; the names of the units are then on each of many pages.
    assert [sheet.sheet_properties.pageSetUpPr.fitToPage for sheet in sheets.values()] == [True, False, True]
    assert sheets["T3"].print_title_cols == "$A:$A" and sheets["T3"].page_setup.scale == 75
    usual = sheets["T3"].row_dimensions[3].height or 15
    assert all(sheet.row_dimensions[row].height > usual for sheet in sheets.values() for row in (1, 2))
    notes = workbook["说明"]
    longest = max(range(2, notes.max_row + 1), key=lambda row: len(str(notes.cell(row, 1).value)))
    assert notes.row_dimensions[longest].height > 2 * usual, "a line that names many units is seen whole"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_computes_the_same_sums(county: Read, tmp_path: Path) -> None:
    rollup = Rollup(standing(county.filings, county.roster))
    source = tmp_path / "sum.xlsx"
    source.write_bytes(workbook_bytes(rollup))
    made = convert(source, "ods", 120)
    workbook = CalamineWorkbook.from_path(str(made))
    for key, of in rollup.totals.items():
        rows = workbook.get_sheet_by_name(SHEETS[key]).to_python()
        computed = next(row[1:] for row in rows if str(row[0]).startswith("合计"))
        assert [pytest.approx(float(value)) for value in of.values()] == computed


def test_a_name_that_looks_like_a_formula_stays_a_name() -> None:
    names = ("=1+1", "+86", "-镇", "@sum")
    rollup = Rollup(standing([], Roster(year=2024, unit=tuple(Unit(name=name) for name in names))))
    sheet = load_workbook(io.BytesIO(workbook_bytes(rollup)))["未报"]
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in cells] == [(name, "s", True) for name in names]


def test_word_page_and_data_tell_the_same_sum(county: Read) -> None:
    rollup = Rollup(standing(county.filings, county.roster))
    received = str(rollup.totals["T3"]["received.total"])
    page = html_bytes(rollup).decode()
    parts = rollup.parts("T3", "received.total")
    assert f"本年新收·总计 {received}：{parts[0].unit}{parts[0].value}" in page
    assert received in "".join(_texts(docx_bytes(rollup)))
    data = json.loads(json.dumps(json_data(rollup)))
    assert str(data["total"]["T3"]["received"]["total"]) == received
    assert len(data["reports"]) == 57 and set(data["missing"]) == county.made.missing
    assert {each["unit"] for each in data["reports"] if each["state"] == "errors"} == county.made.faulty.keys()


def _texts(data: bytes) -> list[str]:
    import docx

    document = docx.Document(io.BytesIO(data))
    return [cell.text for table in document.tables for row in table.rows for cell in row.cells]


def test_the_commands_say_it_in_the_terminal_and_make_the_roster(
    county: Read, nianbao: Callable[..., Result], tmp_path: Path
) -> None:
    done = nianbao("rollup", county.made.folder, "--roster", county.made.roster)
    assert done.exception is None
    assert "应报60家，已报57家，未报3家" in done.output
    assert all(name in done.output for name in (*county.made.missing, *county.made.faulty))
    for pair in county.made.pairs:
        assert any(all(name in line for name in pair) for line in done.output.splitlines() if "雷同" in line)
    assert nianbao("roster", county.made.folder, "-o", tmp_path / "made.xlsx").exception is None
    from assistant.county.roster import read_roster

    made = read_roster(tmp_path / "made.xlsx")
    due = {unit.name for unit in county.roster.unit} - county.made.missing - {county.made.renamed}
    assert {unit.name for unit in made.unit} == due | {county.made.former}


def test_the_lists_of_fees_and_cases_hold_the_units_with_any(county: Read) -> None:
    found = {each.key: each for each in lists(Rollup(standing(county.filings, county.roster)))}
    cells = county.made.cells
    with_cases = {
        name for name, of in cells.items()
        if any(Decimal(of["T4"][f"{block}.{way}"]) for block in ("review", "suit_direct", "suit_after_review")
               for way in ("upheld", "corrected", "other", "pending", "total"))
    }  # fmt: skip
    assert {row[0] for row in found["proceedings"].rows} == with_cases
    assert {name for name, of in cells.items() if Decimal(of["T2"]["fees"])} <= {row[0] for row in found["fees"].rows}


def test_what_was_read_is_a_report_that_anybody_reads(county: Read) -> None:
    """The GBK page and the PDF among the files are read as what they are."""
    by_name = {filing.name: filing for filing in county.filings}
    for name in ("03.html", "04.pdf"):
        data = (county.made.folder / name).read_bytes()
        assert by_name[name].agency == read_bytes(data, name).agency
    assert b"gb2312" in (county.made.folder / "03.html").read_bytes()
