"""The sum of any reports, the change from last year, the county's own office, and the draft that takes the sum."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.county.filing import Filing
from assistant.county.rollup import Rollup
from assistant.county.roster import Roster, Unit
from assistant.county.standing import standing
from assistant.drafts import DraftStore
from assistant.drafts.proof_sheet import source_of_cell
from assistant.drafts.undo import UndoStack
from assistant.errors import NianbaoError
from assistant.interview import load_script
from assistant.report import Report, read, with_answer
from assistant.session.session import Session
from assistant.standard import standard
from tests.county.conftest import Read
from tests.examples import examples

CELLS = {key: tuple(schema.cells) for key, schema in standard(2024).tables.items()}
PATHS = [(key, path) for key, paths in CELLS.items() for path in paths]
NAMES = "甲乙丙丁戊己庚辛"


def filing(name: str, year: int = 2024, **tables: dict[str, str]) -> Filing:
    return Filing(
        file=f"{name}{year}.docx", digest=f"{name}{year}", agency=f"{name}水镇人民政府", year=year, tables=tables
    )


TEXTS = st.one_of(
    st.integers(0, 999999).map(str), st.sampled_from(["", "/", "—", "３", "1,204", "7件"]),
    st.decimals(0, 9999, places=2).map(str),
)  # fmt: skip
VALUES = {"３": 3, "1,204": 1204, "7件": 7, "": 0, "/": 0, "—": 0}


@settings(max_examples=examples(150))
@given(
    st.lists(st.dictionaries(st.sampled_from(PATHS), TEXTS, max_size=30), min_size=1, max_size=len(NAMES)),
    st.randoms(use_true_random=False),
)
def test_the_sum_of_any_reports_is_that_of_their_cells_in_any_order(reports: list[dict], draw: object) -> None:
    filings = []
    for name, cells in zip(NAMES, reports, strict=False):
        tables: dict[str, dict[str, str]] = {key: {} for key in CELLS}
        for (key, path), text in cells.items():
            tables[key][path] = text
        filings.append(filing(name, **tables))
    rollup = Rollup(standing(filings))
    for key, path in PATHS:
        texts = [cells[key, path] for cells in reports if (key, path) in cells]
        due = sum((Decimal(VALUES.get(text, text)) for text in texts), Decimal(0))
        assert rollup.totals[key][path] == due == sum(part.value for part in rollup.parts(key, path))
    shuffled = list(filings)
    draw.shuffle(shuffled)  # type: ignore[attr-defined]
    assert Rollup(standing(shuffled)).totals == rollup.totals


def test_a_cell_that_is_no_number_counts_as_nothing_and_is_told() -> None:
    rollup = Rollup(standing([filing("甲", T2={"permits": "若干"}), filing("乙", T2={"permits": "4"})]))
    assert rollup.totals["T2"]["permits"] == 4
    assert [(entry.unit.name, key, path, text) for entry, key, path, text in rollup.unreadable] == [
        ("甲水镇人民政府", "T2", "permits", "若干")
    ]


def test_changes_are_those_of_units_that_filed_in_both_years_and_outliers_are_marked() -> None:
    now = [filing("甲", T2={"permits": "600"}), filing("乙", T2={"permits": "110"}), filing("丙", T2={"permits": "9"})]
    last = [filing("甲", 2023, T2={"permits": "100"}), filing("乙", 2023, T2={"permits": "100"})]
    found = Rollup(standing(now, last=last)).changes
    told = {(change.unit.name if change.unit else "", change.cell.path): change for change in found}
    assert set(told) == {("", "permits"), ("甲水镇人民政府", "permits"), ("乙水镇人民政府", "permits")}
    assert told["", "permits"][3:] == (200, 710)
    assert told["甲水镇人民政府", "permits"].striking and told["甲水镇人民政府", "permits"].percent == 500
    assert not told["乙水镇人民政府", "permits"].striking


def test_what_was_merged_into_a_unit_is_added_up_for_last_year() -> None:
    roster = Roster(year=2024, unit=(Unit(name="甲水镇人民政府", former=("乙水镇人民政府",)),))
    last = [filing("甲", 2023, T2={"permits": "10"}), filing("乙", 2023, T2={"permits": "5"})]
    found = Rollup(standing([filing("甲", T2={"permits": "20"})], roster, last)).changes
    assert [(change.before, change.now) for change in found] == [(15, 20), (15, 20)]


def test_two_versions_of_last_years_report_count_once_though_one_leaves_out_the_county() -> None:
    roster = Roster(year=2024, unit=(Unit(name="临江县甲水镇人民政府"),))
    short = filing("甲", 2023, T2={"permits": "10"})
    long = filing("甲", 2023, T2={"permits": "12"}).model_copy(
        update={"agency": "临江县甲水镇人民政府", "modified": 9.0}
    )
    found = Rollup(standing([filing("甲", T2={"permits": "20"})], roster, [long, short])).changes
    assert {(change.before, change.now) for change in found} == {(12, 20)}


def test_of_last_year_only_the_whole_areas_report_may_be_known() -> None:
    last = filing("甲", 2023, T2={"permits": "30"}).model_copy(update={"agency": "临江县人民政府"})
    now = [
        filing("甲", T2={"permits": "20"}).model_copy(update={"agency": f"临江县{name}局"}) for name in ("水利", "财政")
    ]
    (change,) = Rollup(standing(now, last=[last])).changes
    assert (change.unit, change.before, change.now) == (None, 30, 40)


def test_a_report_of_the_whole_area_a_stranger_and_another_year_are_left_out_and_named(county: Read) -> None:
    whole = filing("甲", T2={"permits": "9"}).model_copy(update={"agency": "临江县人民政府", "file": "县.docx"})
    stranger, old, nameless = filing("乙"), filing("丙", 2023), filing("丁").model_copy(update={"agency": ""})
    found = standing([*county.filings, whole, stranger, old, nameless], county.roster)
    assert [each.agency for each in found.whole] == ["临江县人民政府"]
    assert {each.file for each in found.strangers} == {stranger.file, nameless.file}
    assert found.other_years == (old,)
    assert Rollup(found).totals == Rollup(standing(county.filings, county.roster)).totals


# -- the draft -----------------------------------------------------------------------------------
@pytest.fixture
def draft(data_home: Path) -> str:
    """A stored draft of the county without figures."""
    report = Report()
    for path, value in (("agency.name", "临江县人民政府"), ("agency.kind", "county_government"), ("agency.year", 2024)):
        report = with_answer(report, path, value)
    return DraftStore().create(report).name


def rollup_into(nianbao: Callable[..., Result], county: Read, name: str, *more: str) -> Result:
    return nianbao(
        "rollup", county.made.folder, "--roster", county.made.roster, "--into", name, "--without-errors", *more
    )


def test_the_draft_takes_the_sum_with_its_origin_and_one_undo_takes_it_back(
    county: Read, nianbao: Callable[..., Result], draft: str
) -> None:
    store = DraftStore()
    before = store.load(draft)
    done = rollup_into(nianbao, county, draft)
    assert done.exception is None, done.exception
    after = store.load(draft)
    for key, schema in after.report.standard.tables.items():
        values = read(after.report, schema.section).values()
        assert values == {path: county.made.total(key, path, *county.made.faulty) for path in schema.cells}
        assert after.origins.of(schema.section) == "rollup"
        assert "51家" in after.origins.said[schema.section] and "6家没有计入" in after.origins.said[schema.section]
        assert source_of_cell(after, schema, next(iter(schema.cells)), {})[0] == "rollup"
    taken_back = UndoStack(store).back(after)
    assert taken_back is not None and taken_back.work == before.work
    remark = Session(store, after, load_script(), date(2025, 1, 20)).exchange("requests").remark
    assert "由51家的报告合计" in remark


def test_figures_that_stand_in_the_draft_are_replaced_by_force_alone(
    county: Read, nianbao: Callable[..., Result], draft: str
) -> None:
    store = DraftStore()
    filled = store.load(draft)
    filled = filled.changed(report=with_answer(filled.report, "disclosure", {"permits": 1}))
    store.save(filled)
    error = rollup_into(nianbao, county, draft).exception
    assert isinstance(error, NianbaoError) and "--force" in error.sentence()
    assert read(store.load(draft).report, "disclosure").cells == {"permits": 1}
    assert rollup_into(nianbao, county, draft, "--force").exception is None
    due = county.made.total("T2", "permits", *county.made.faulty)
    assert read(store.load(draft).report, "disclosure").cells["permits"] == due


def test_the_own_office_counts_as_one_unit_from_its_draft(
    county: Read, nianbao: Callable[..., Result], draft: str
) -> None:
    store = DraftStore()
    own = store.load(draft)
    report = with_answer(own.report, "agency.name", "临江县人民政府办公室")
    store.save(own.changed(report=with_answer(report, "disclosure", {"permits": 7})))
    out = county.made.roster.with_name("own.json")
    arguments = ("rollup", county.made.folder, "--roster", county.made.roster, "--own", draft, "-o", out, "--force")
    assert nianbao(*arguments).exception is None
    import json

    data = json.loads(out.read_text(encoding="utf-8"))
    assert data["total"]["T2"]["permits"] == county.made.total("T2", "permits") + 7
    assert "临江县人民政府办公室" in data["counted"]
