"""The practice by keys: from the list of drafts into the invented town, its register, and the result."""

from __future__ import annotations

from assistant.drafts import DraftStore
from assistant.tui.screens.conversation import ConversationScreen
from assistant.tui.screens.dialogs import MessageScreen
from assistant.tui.screens.home import HomeScreen
from tests.tui.desk import desk


async def test_a_first_day_clerk_practises_apart_from_the_real_drafts() -> None:
    async with desk() as clerk:
        await clerk.press("p")
        assert isinstance(clerk.screen, MessageScreen) and clerk.says("三处错")
        await clerk.press("enter")
        assert isinstance(clerk.screen, ConversationScreen) and clerk.says("柳溪镇人民政府")
        await clerk.press("f2")
        await clerk.type("练习结果")
        await clerk.press("enter")
        assert isinstance(clerk.screen, MessageScreen) and clerk.says("还没有做到这一步")
        await clerk.press("enter")
        await clerk.app.run_action("go_home")
        await clerk.settle()
        assert isinstance(clerk.screen, HomeScreen)
        assert DraftStore().list() == []
