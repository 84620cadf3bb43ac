"""A draft whose tables are the sum of many units' reports, in the running program."""

from __future__ import annotations

from assistant.drafts import Draft, DraftStore, read_draft
from assistant.report import NO_ORIGINS
from tests.tui.desk import SAMPLES, desk

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
