"""A draft that cannot be opened: what is wrong, and the good version that can stand in for it."""

from __future__ import annotations

from datetime import datetime

from textual.screen import ModalScreen

from assistant.drafts.rescue import Rescue
from assistant.tui.screens.choice import ChoiceScreen
from assistant.tui.screens.message import MessageScreen
from assistant.tui.timing import ago
from assistant.tui.words import entry, say


def rescue_screen(found: Rescue) -> ModalScreen[str | None] | ModalScreen[None]:
    """The dialog; gives "recover" when the clerk wants the good version. A newer draft is only told of."""
    sentence, version = found.error.sentence(), found.version
    if version is None:
        told = say("rescue.newer" if found.newer else "rescue.kept", path=found.path)
        return MessageScreen(found.error.title if found.newer else say("rescue.title"), f"{sentence}\n{told}")
    when = ago(version.saved_at, datetime.now()) if version.saved_at else ""
    paragraphs = [sentence, "", say("rescue.version", when=when, answered=found.answered, total=found.total)]
    paragraphs += (
        [say("rescue.differs"), *(f"  {line}" for line in found.lines)] if found.lines else [say("rescue.same")]
    )
    return ChoiceScreen(say("rescue.title"), paragraphs, entry("rescue.choices"))
