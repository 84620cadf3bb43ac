"""The file of an open draft was changed by others: what differs, and whose work is to stand."""

from __future__ import annotations

from assistant.drafts import ChangedElsewhere, Draft
from assistant.drafts.differences import differences
from assistant.interview import Script
from assistant.tui.screens.choice import ChoiceScreen
from assistant.tui.words import entry, say


def conflict_screen(conflict: ChangedElsewhere, mine: Draft, script: Script) -> ChoiceScreen:
    """The dialog; gives "mine", "theirs" or None for later. What cannot be opened cannot be chosen."""
    choices: dict[str, str] = dict(entry("conflict.choices"))
    if conflict.theirs is None:
        choices.pop("theirs")
        told = [say("conflict.damaged", problem=conflict.problem)]
    else:
        told = [f"  {difference.sentence()}" for difference in differences(mine, conflict.theirs, script)]
        told = [say("conflict.differs"), *told]
    return ChoiceScreen(conflict.title, [say("conflict.told", path=conflict.path), "", *told], choices)
