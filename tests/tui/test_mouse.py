"""By mouse: a section of the outline, a sentence of the preview or a table leads to its answer; the wheel scrolls."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.events import MouseScrollDown

from assistant.tui.widgets.live_preview import LivePreview
from tests.tui.desk import WIDE, Desk, desk, sample, until


async def click(clerk: Desk, text: str, within: int = 0) -> None:
    """Click on the first place where ``text`` can be read, from the column ``within`` on."""
    for row, line in enumerate(clerk.shown().split("\n")):
        place = line.find(text)
        while place >= 0:
            column = cell_len(line[:place])
            if column >= within:
                await clerk.pilot.click(offset=(column + 1, row))
                await clerk.settle()
                return
            place = line.find(text, place + 1)
    raise AssertionError(text)


async def test_a_click_on_a_section_leads_to_what_is_open_in_it() -> None:
    async with desk(until("overview.new_media_items"), size=WIDE) as clerk:
        await click(clerk, "基本情况")
        assert clerk.at == "agency.name", "all of it is answered: its first question"
        await click(clerk, "一、总体情况")
        assert clerk.at == "overview.new_media_items"


@pytest.mark.parametrize(
    ("words", "key"),
    [("公示栏发布", "overview.notice_items"), ("26条", "overview.website_items")],
)
async def test_a_click_on_a_sentence_of_the_preview_leads_to_its_answer(words: str, key: str) -> None:
    async with desk(until("overview.new_media_items"), size=(160, 50)) as clerk:
        preview = clerk.screen.query_one(LivePreview)
        assert words in preview.plain.replace("\n", "")
        await click(clerk, words[:3], preview.region.x)
        assert clerk.at == key


async def test_a_click_on_a_table_opens_it_again() -> None:
    async with desk(sample(), size=(160, 50)) as clerk:
        preview = clerk.screen.query_one(LivePreview)
        for line in range(0, int(preview.max_scroll_y), 10):
            preview.scroll_to(y=line, animate=False)
            await clerk.settle()
            if "行政许可" in clerk.shown():
                break
        await click(clerk, "行政许可", preview.region.x)
        assert clerk.at == "disclosure"


async def test_the_wheel_scrolls_the_preview() -> None:
    async with desk(sample(), size=(140, 24)) as clerk:
        pane = clerk.screen.query_one(LivePreview)
        before = pane.scroll_offset.y
        assert pane.max_scroll_y > 0
        x, y = pane.region.x + 3, pane.region.y + 3
        pane.post_message(MouseScrollDown(pane, x, y, 0, 1, 0, False, False, False, x, y))
        await clerk.settle()
        assert pane.scroll_target_y > before
