"""A question that one key answers; an answer that is a group asks which of the group."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Static

from assistant.tui.inputs.cases.offers import Offer
from assistant.tui.inputs.cases.wording import say
from assistant.tui.inputs.rows import Row, Rows
from assistant.visible import visible


class Chooser(Widget):
    """A title over rows with keys. Number keys, Enter and a click choose; Esc goes a step back.

    Its owner hands the keys over and is called back at once, not by messages: keys that were typed
    ahead must meet the question that they are meant for.
    """

    DEFAULT_CSS = """
    Chooser {
        height: auto;
        .title { padding: 0 1; text-style: bold; }
        Rows { max-height: 50vh; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.rows = Rows()
        self._title = Static("", classes="title", markup=False)
        self._asked = ""
        self._offers: tuple[Offer, ...] = ()
        self._above: tuple[Offer, ...] = ()
        self._value: str | None = None
        self._chosen: Callable[[str], None] = lambda value: None
        self._left: Callable[[], None] = lambda: None

    def compose(self) -> ComposeResult:
        yield self._title
        yield self.rows

    def ask(
        self,
        title: str,
        offers: Sequence[Offer],
        chosen: Callable[[str], None],
        left: Callable[[], None],
        value: str | None = None,
    ) -> None:
        """Ask for one of ``offers``, the pointer on the one that means ``value``.

        :param chosen: called with what was chosen.
        :param left: called when Esc is pressed on the uppermost offers.
        """
        self._asked, self._value, self._above = title, value, ()
        self._chosen, self._left = chosen, left
        self._show(tuple(offers))

    def press(self, event: events.Key) -> bool:
        """Take a key; False when it means nothing here."""
        if event.key == "escape":
            self.back()
            return True
        index = self.rows.index if event.key == "enter" else None
        if index is None and event.is_printable and event.character:
            index = self.rows.with_key(event.character)
        if index is not None:
            self._take(index)
        return index is not None

    @property
    def in_group(self) -> bool:
        """Whether one of a group is asked for."""
        return bool(self._above)

    def _show(self, offers: tuple[Offer, ...], group: str = "", at: int | None = None) -> None:
        self._offers = offers
        self._title.update(visible(say("choose.of_group", title=self._asked, group=group) if group else self._asked))
        rows = [Row(offer.text, offer.key or str(place), note=offer.note) for place, offer in enumerate(offers, 1)]
        if at is None:
            at = next((place for place, offer in enumerate(offers) if offer.holds(self._value)), 0)
        self.rows.show(rows, at)

    def back(self) -> None:
        """Go a step back: from a group to all offers, from these to the owner."""
        if self._above:
            group, offers = self._offers, self._above
            self._above = ()
            self._show(offers, at=next(place for place, offer in enumerate(offers) if offer.below == group))
        else:
            self._left()

    def _take(self, index: int) -> None:
        offer = self._offers[index]
        if offer.below:
            self._above = self._offers
            self._show(offer.below, offer.text)
        else:
            self._chosen(offer.value)

    def on_rows_clicked(self, event: Rows.Clicked) -> None:
        event.stop()
        self._take(event.index)

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()
