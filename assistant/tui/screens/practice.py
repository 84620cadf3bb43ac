"""The practice: its draft in a conversation of its own, what is to be done, and what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.drafts.practice import Practice, introduction, result
from assistant.errors import NianbaoError
from assistant.session.session import Session
from assistant.texts import PRACTICE
from assistant.tui.screens.conversation import ConversationScreen
from assistant.tui.screens.dialogs import MessageScreen
from assistant.tui.screens.draft_screen import DraftScreen, in_thread

if TYPE_CHECKING:
    from assistant.tui.app import NianbaoApp


async def practise(app: NianbaoApp) -> None:
    """Lay the papers out and open the draft over the list of drafts. For a worker."""
    practice = Practice(app.store.home)
    app.notify(PRACTICE.say("preparing"), markup=False)
    app.hold_keys()  # what is typed meanwhile is for the practice, whose conversation releases the keys
    draft = await in_thread(app.screen, practice.draft)
    try:
        if isinstance(draft, NianbaoError):
            raise draft
        held = practice.store.claim(draft.name)
    except NianbaoError as error:
        app.release_keys()
        app.push_screen(MessageScreen.of(error))
        return
    app.clear_notifications()
    session = Session(practice.store, draft, app.script, app.today, held)
    await app.push_screen(ConversationScreen(session, practice.folder))
    if not draft.revision.before:
        app.push_screen(MessageScreen(PRACTICE.say("title"), introduction(practice)))


async def show_result(screen: DraftScreen) -> None:
    """What was found of the planted mistakes. For a worker."""
    draft, script = screen.session.draft(), screen.session.script
    told = await in_thread(screen, lambda: result(draft, script))
    if isinstance(told, NianbaoError):
        screen.app.push_screen(MessageScreen.of(told))
    else:
        title, lines = told
        screen.app.push_screen(MessageScreen(title, "\n".join(lines)))
