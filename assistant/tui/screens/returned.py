"""A copy of the report that comes back changed: its differences to the draft, taken over one by one or all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.drafts.returned import Remark, Returned, contradictions, returned
from assistant.errors import NianbaoError
from assistant.last_year.returned import Change
from assistant.reading import REPORT_ENDINGS
from assistant.texts import RETURNED
from assistant.tui.inputs.rows import Row
from assistant.tui.screens.dialogs import MessageScreen
from assistant.tui.screens.draft_screen import in_thread
from assistant.tui.screens.files import FilePrompt
from assistant.tui.screens.ticking import TickScreen

if TYPE_CHECKING:
    from assistant.tui.screens.draft_screen import DraftScreen

_LISTED = 6


def _say(name: str, /, **slots: object) -> str:
    return RETURNED.say(f"screen.{name}", **slots)


def returned_screen(found: Returned) -> TickScreen:
    """Each difference with both texts, the comments at their place, what cannot be taken over."""
    count = len(found.changes)
    title = _say("title", count=count) if count else _say("same")
    return TickScreen(title, _say("about"), [_row(found, change) for change in found.changes], list(_others(found)))


def _row(found: Returned, change: Change) -> Row:
    if change.kind != "text":
        return Row(f"{change.title}：{_say('change', before=change.before, after=change.after)}")
    before, after = (text or RETURNED.say("say.nowhere") for text in change.excerpts)
    remarks = [_remark(remark) for remark in found.remarks if remark.key == change.key]
    note = _say("follows") if change.follows else ""
    return Row(change.title, note=note, more=(_say("before", text=before), _say("after", text=after), *remarks))


def _others(found: Returned) -> Iterator[Row]:
    """The comments that stand at no difference, and what cannot be taken over."""
    texts = {change.key for change in found.changes if change.kind == "text"}
    elsewhere = [remark for remark in found.remarks if remark.key not in texts]
    comments = [f"{remark.place}　{_remark(remark)}" for remark in elsewhere]
    for name, lines in (("comments", comments), ("notes", found.notes)):
        if lines:
            yield Row(_say(name), heading=True)
            yield from (Row(" ".join(line.split())) for line in lines)


def _remark(remark: Remark) -> str:
    return _say("comment", author=remark.author, text=" ".join(remark.text.split()))


async def bring_back(screen: DraftScreen, path: Path | None = None) -> None:
    """Ask for the copy (where none is named), show what differs, take over what the clerk ticks. For a worker."""
    app, session = screen.app, screen.session
    if session.read_only:
        screen.notify(_say("read_only"), markup=False)
        return
    path = path or await app.push_screen_wait(FilePrompt("returned", screen.folder, REPORT_ENDINGS))
    if path is None:
        return
    copy, before = path, session.draft()
    screen.notify(_say("reading"), markup=False)
    found = await in_thread(screen, lambda: returned(before, copy, session.script))
    app.clear_notifications()
    if isinstance(found, NianbaoError):
        app.push_screen(MessageScreen.of(found))
        return
    taken = await app.push_screen_wait(returned_screen(found))
    if taken:
        changes = [found.changes[place] for place in taken]
        session.take_returned(changes)
        screen.saver.save()
        await screen.show_changed()
        screen.notify(_say("done", count=len(changes)), markup=False)
        after = session.draft()
        wrong = await in_thread(screen, lambda: contradictions(before, after, session.script))
        if wrong and not isinstance(wrong, NianbaoError):
            lines = "\n".join(f"· {finding.message}" for finding in wrong[:_LISTED])
            app.push_screen(MessageScreen(_say("contradictions", count=len(wrong)), lines))
