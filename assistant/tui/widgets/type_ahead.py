"""Keys pressed while an answer is being put on disk wait here for the next question."""

from __future__ import annotations

from textual import events
from textual.widget import Widget


class TypeAhead(Widget, can_focus=True):
    """Holds the keyboard between two questions; what was pressed meanwhile goes to the next input."""

    DEFAULT_CSS = """
    TypeAhead { width: 1; height: 0; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._held: list[events.Key | events.Paste] = []

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        self._held.append(events.Key(event.key, event.character))

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        self._held.append(events.Paste(event.text))

    def release(self) -> None:
        """Send what was held to whatever has the focus now."""
        held, self._held = self._held, []
        for event in held:
            self.app.post_message(event)
