"""The line of keys at the bottom: whole key names where there is room, short ones on narrow terminals."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Footer

from assistant.tui.words import entry

_ROOMY = 100
_FIRST_TO_GO = ("ctrl+z", "f2", "f3", "ctrl+e", "ctrl+p")
"""What is left out where the line is too short; F1 tells all keys."""


class Keys(Footer):
    """Textual's footer, compact, following the width of the terminal.

    Keys of the widget that has the keyboard come first, then those of the screen as it declares them.
    """

    def __init__(self) -> None:
        super().__init__(compact=True, show_command_palette=False)
        self._width = 0

    def compose(self) -> ComposeResult:
        declared = [binding for binding in self.screen.BINDINGS if isinstance(binding, Binding)]
        order = [key for binding in declared for key in binding.key.split(",")]
        parts = sorted(super().compose(), key=lambda part: _place(part, order))
        for key in _FIRST_TO_GO:
            if sum(_width(part) for part in parts) <= self.app.size.width:
                break
            parts = [part for part in parts if getattr(part, "key", "") != key]
        yield from parts

    def on_resize(self, event: events.Resize) -> None:
        if event.size.width != self._width:
            self._width = event.size.width
            self.refresh(recompose=True)


def _place(part: Widget, order: list[str]) -> int:
    key = getattr(part, "key", "")
    return order.index(key) if key in order else -1


def _width(part: Widget) -> int:
    """Cells that a key with its label takes, the gap behind it included."""
    return cell_len(f"{getattr(part, 'key_display', '')} {getattr(part, 'description', '')}") + 1


def key_name(binding: Binding, width: int) -> str:
    """How a key is called in the footer of a terminal ``width`` cells wide: ``Ctrl+G`` or ``^G``, ``回车``."""
    if binding.key_display:
        return binding.key_display
    modifiers, key = binding.parse_key()
    names: dict[str, str] = entry("key_names")
    name = names.get(key, key.upper() if len(key) == 1 or key[1:].isdecimal() else key.capitalize())
    control = "Ctrl+" if width >= _ROOMY else "^"
    prefixes = {"ctrl": control, "shift": "Shift+", "alt": "Alt+"}
    return "".join(prefixes.get(modifier, f"{modifier}+") for modifier in modifiers) + name
