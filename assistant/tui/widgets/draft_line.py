"""A draft as one line of the list."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from rich.cells import cell_len
from textual.content import Content

from assistant.drafts import DraftEntry
from assistant.files import visible
from assistant.texts import SCREENS
from assistant.tui.widgets.cells import Flow, literal, pad, shorten


def ago(moment: datetime, now: datetime) -> str:
    """今天 09:12, 昨天 17:30, 3天前, or the date when it is longer ago than a month."""
    days = (now.date() - moment.date()).days
    if days <= 0:
        return SCREENS.say("time.today", hour=moment.hour, minute=moment.minute)
    if days == 1:
        return SCREENS.say("time.yesterday", hour=moment.hour, minute=moment.minute)
    if days <= 30:
        return SCREENS.say("time.days", days=days)
    return SCREENS.say("time.day", year=moment.year, month=moment.month, day=moment.day)


_COLUMNS = (38, 10, 8, 14)


def draft_line(item: DraftEntry) -> Flow:
    """A draft as one line: its columns, or its name and why it cannot be read."""
    if item.problem:
        return Flow(partial(_damaged, item))
    progress = SCREENS.say("home.progress", answered=item.answered, total=item.total)
    year = SCREENS.say("home.year", year=item.year) if item.year else SCREENS.say("home.no_year")
    done = item.answered == item.total
    cells = [item.agency, year, SCREENS.say("home.complete") if done else progress, ago(item.saved_at, datetime.now())]
    return Flow(row(cells))


def _damaged(item: DraftEntry, width: int) -> Content:
    name = pad(shorten(visible(item.name), _COLUMNS[0]), _COLUMNS[0])
    word = SCREENS.say("home.newer" if item.newer else "home.damaged")
    room = max(width - cell_len(name) - cell_len(word) - 3, 0)
    return Content.assemble(name, " ", (word, "bold $error"), "  ", shorten(visible(item.problem), room))


def row(cells: list[str], style: str = "") -> Content:
    """The columns of a draft, or their titles."""
    padded = " ".join(pad(shorten(visible(text), width), width) for text, width in zip(cells, _COLUMNS, strict=True))
    return literal(padded.rstrip(), style)
