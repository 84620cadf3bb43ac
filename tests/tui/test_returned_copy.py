"""A copy that comes back is looked at and taken over by keys alone, and one Ctrl+Z takes it back."""

from __future__ import annotations

from pathlib import Path

from assistant.tui.screens.conversation import ConversationScreen
from assistant.tui.screens.dialogs import MessageScreen
from assistant.tui.screens.ticking import TickScreen
from tests.drafts.returned_copies import Copy, exported, with_totals
from tests.tui.desk import desk, sample


def returned_copy(folder: Path) -> Path:
    """The sample's report: one figure more in a table and its totals, a paragraph rewritten, a comment."""
    draft = sample()
    copy = Copy(exported(draft))
    lead = copy.body()[1]
    copy.rewrite(lead, "本年度工作由镇长亲自抓。")
    copy.comment(lead, "这样写行不行")
    copy.set_cells("T2", with_totals(draft, "disclosure", {"permits": 12}))
    return copy.save(folder / "改回.docx")


async def test_differences_are_ticked_taken_over_and_taken_back(tmp_path: Path) -> None:
    returned_copy(tmp_path)
    async with desk(sample(), tmp_path) as clerk:
        before = clerk.conversation.session.draft()
        await clerk.press("f2")
        await clerk.type("改回")
        await clerk.press("enter")
        await clerk.type("改回.docx")
        await clerk.press("enter")
        assert isinstance(clerk.screen, TickScreen)
        assert clerk.says("改：本年度工作由镇长亲自抓。") and clerk.says("李主任：这样写行不行")
        await clerk.press("enter")
        assert isinstance(clerk.screen, TickScreen), "nothing is ticked, so nothing is taken"
        await clerk.press("space", "a", "enter")
        if isinstance(clerk.screen, MessageScreen):
            await clerk.press("enter")
        assert isinstance(clerk.screen, ConversationScreen)
        after = clerk.conversation.session.draft()
        assert after.report.disclosure is not None and after.report.disclosure.cells["permits"] == 12
        assert "本年度工作由镇长亲自抓。" in [edit.text for edit in after.clerk.edits.values()]
        await clerk.press("ctrl+z")
        assert clerk.conversation.session.draft().work == before.work


async def test_a_file_of_another_year_is_refused_in_a_sentence(tmp_path: Path) -> None:
    from assistant.report import with_answer

    other = sample().changed(report=with_answer(sample().report, "agency.year", 2023))
    Copy(exported(other)).save(tmp_path / "去年.docx")
    async with desk(sample(), tmp_path) as clerk:
        clerk.conversation.action_merge(tmp_path / "去年.docx")
        await clerk.settle()
        assert isinstance(clerk.screen, MessageScreen) and clerk.says("2023年度")
