"""Drafts as lines of a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

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


COLUMNS = (38, 10, 8, 14)
"""The widths of agency, year, progress and time of the last change, in cells."""


class DraftList(OptionList):
    """The drafts, one a line."""

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._drafts: Sequence[DraftEntry] = ()

    @property
    def chosen(self) -> DraftEntry | None:
        """The draft pointed at, None when there is none."""
        place = self.highlighted
        return self._drafts[place] if place is not None and place < len(self._drafts) else None

    def show(self, drafts: Sequence[DraftEntry], name: str = "") -> None:
        """Show ``drafts``, pointing at ``name``; else at the one pointed at before, or at what is in its place now."""
        place = self.highlighted or 0
        name = name or (self.chosen.name if self.chosen is not None else "")
        self._drafts = drafts
        names = [item.name for item in drafts]
        self.clear_options().add_options(Option(_line(item)) for item in drafts)
        if names:
            self.highlighted = names.index(name) if name in names else min(place, len(names) - 1)
            self.focus()


def _line(item: DraftEntry) -> Flow:
    """A draft as one line: its columns, or its name and why it cannot be read."""
    if item.problem:
        return Flow(partial(_damaged, item))
    cells = [item.agency, year_of(item), progress_of(item), ago(item.saved_at, datetime.now())]
    return Flow(row(cells, COLUMNS))


def year_of(item: DraftEntry) -> str:
    """The report year, or that it is not known."""
    return SCREENS.say("home.year", year=item.year) if item.year else SCREENS.say("home.no_year")


def progress_of(item: DraftEntry) -> str:
    """How many questions are answered, or that the draft cannot be opened as it is."""
    if item.problem:
        return _state_word(item)
    done = item.answered == item.total
    return (
        SCREENS.say("home.complete") if done else SCREENS.say("home.progress", answered=item.answered, total=item.total)
    )


def _state_word(item: DraftEntry) -> str:
    return SCREENS.say("home.newer" if item.newer else "home.damaged")


def _damaged(item: DraftEntry, width: int) -> Content:
    name = pad(shorten(visible(item.name), COLUMNS[0]), COLUMNS[0])
    word = _state_word(item)
    room = max(width - cell_len(name) - cell_len(word) - 3, 0)
    return Content.assemble(name, " ", (word, "bold $error"), "  ", shorten(visible(item.problem), room))


def row(cells: Sequence[str], widths: Sequence[int], style: str = "") -> Content:
    """Texts, or their titles, in columns of so many cells."""
    padded = " ".join(pad(shorten(visible(text), width), width) for text, width in zip(cells, widths, strict=True))
    return literal(padded.rstrip(), style)
