"""A draft whose tables are the sum of many units' reports, in the running program."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from assistant.cli import group
from assistant.county.filing import read_filing
from assistant.drafts import Draft, DraftStore, read_draft
from assistant.report import NO_ORIGINS, with_answer
from assistant.tui.inputs.base import AnswerInput
from assistant.tui.inputs.rows import Rows
from tests.tui.desk import SAMPLES, desk, sample
from tests.tui.small_county import make_small

MADE_OF = "由51家的报告合计，有错误的6家没有计入"


async def test_the_card_over_a_table_says_what_its_figures_are_made_of() -> None:
    sample = read_draft(SAMPLES / "qingpuyuan-county-2024.toml")
    origins = NO_ORIGINS.given("requests", "rollup", MADE_OF)
    draft = Draft(sample.report, at="requests", origins=origins)
    async with desk(DraftStore().save(draft)) as clerk:
        assert clerk.at == "requests"
        assert clerk.says(MADE_OF)
    async with desk(DraftStore().save(draft.changed(at="disclosure"))) as clerk:
        assert not clerk.says(MADE_OF)


async def test_the_grid_says_of_a_summed_cell_which_units_give_it_until_the_cell_is_changed(tmp_path: Path) -> None:
    folder = make_small(tmp_path)
    draft = DraftStore().create(sample().report)
    CliRunner().invoke(group, ["rollup", str(folder), "--into", draft.name, "--force"], catch_exceptions=False)
    summed = DraftStore().load(draft.name).changed(at="requests")
    per_unit = {
        filing.agency: filing.number("T3", "received.natural_person")
        for filing in (read_filing(str(file)) for file in folder.iterdir())
    }
    async with desk(summed) as clerk:
        while isinstance(clerk.app.focused, Rows):
            await clerk.press("enter")
        assert all(clerk.says(f"{unit}{number}") for unit, number in per_unit.items() if number)
        await clerk.press("9")
        assert not clerk.says("构成")


async def test_the_sentences_of_a_sum_are_ticked_by_keys_and_their_figures_taken_by_enter(tmp_path: Path) -> None:
    folder = make_small(tmp_path)
    known = read_draft(SAMPLES / "qingpuyuan-county-2024.toml").report
    draft = DraftStore().create(with_answer(known, "overview.requests_more", None))
    CliRunner().invoke(group, ["rollup", str(folder), "--into", draft.name, "--force"], catch_exceptions=False)
    summed = DraftStore().load(draft.name).changed(at="overview.requests_more")
    async with desk(summed) as clerk:
        choices = [choice.value for choice in clerk.screen.query_one(AnswerInput).choices]
        assert choices[-3:] == ["requests_by_group", "requests_by_unit", "result_shares"]
        await clerk.press(*["down"] * choices.index("requests_by_group"), "space", "enter")
        assert clerk.at == "overview.requests_by_group" and clerk.says("乡镇街道")
        while clerk.at != "overview.summed_units":
            await clerk.press("enter")
        await clerk.press("enter")
    overview = clerk.only_draft().report.overview
    received = {
        filing.agency: int(filing.number("T3", "received.total") or 0)
        for filing in (read_filing(str(file)) for file in folder.glob("*.txt"))
    }
    bureaus = sum(count for agency, count in received.items() if agency.endswith("局"))
    groups = {"部门": bureaus, "乡镇街道": sum(received.values()) - bureaus}
    assert {each.group: each.count for each in overview.requests_by_group or ()} == groups
    assert overview.summed_units == len(received)
