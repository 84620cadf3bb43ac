"""What is still wanted from whom, by keys: the list is written, a reply pasted, a filled list read back."""

from __future__ import annotations

from pathlib import Path

from textual.events import Paste

from assistant.tui.screens.ticking import TickScreen
from tests.tui.desk import desk, until


async def test_a_list_is_written_and_a_pasted_reply_is_filled_in_after_a_look(tmp_path: Path) -> None:
    async with desk(until("overview.website_items"), tmp_path) as clerk:
        before = clerk.conversation.session.draft()
        await clerk.press("f2")
        await clerk.type("收集")
        await clerk.press("enter")
        assert clerk.says("财政所1项"), clerk.shown()
        await clerk.press("1", "enter", "enter")
        assert [path.suffix for path in tmp_path.glob("*收集清单*")] == [".docx"]
        await clerk.press("enter", "f2")
        await clerk.type("收集")
        await clerk.press("enter", "3", "enter")
        clerk.app.post_message(Paste("网站58条，公众号120条\n开会8次\n检查：4次"))
        await clerk.settle()
        await clerk.press("enter")
        assert isinstance(clerk.screen, TickScreen)
        assert clerk.says("政府网站公开条数：58条") and clerk.says("开会8次（没有认出说的是哪一项）")
        await clerk.press("down", "space", "enter")
        report = clerk.conversation.session.draft().report
        assert (report.overview.website_items, report.overview.new_media_items, report.overview.checks) == (58, None, 4)
        assert clerk.at == "overview.new_media_items"
        await clerk.press("ctrl+z")
        assert clerk.conversation.session.draft().work == before.work
