"""The line of keys at the bottom: whole key names where there is room, short ones on narrow terminals."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.style import Style
from textual.widgets import Static

from assistant.texts import SCREENS

_ROOMY = 100
_FIRST_TO_GO = ("s", "p", "ctrl+z", "f2", "f3", "ctrl+e", "ctrl+p", "l")
"""What is left out where the line is too short; F1 tells all keys."""


class Keys(Static):
    """What can be pressed now: keys of the widget that has the keyboard, then those of the screen.

    One line drawn whole, in place of Textual's footer, which builds a widget for each key anew on
    every change of focus.

    :param spare: the keys of this screen that are left out before any other where the line is too short.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Keys {
        dock: bottom;
        height: 1;
        background: $footer-background;
        color: $footer-description-foreground;
        text-wrap: nowrap;
    }
    """

    def __init__(self, spare: Sequence[str] = ()) -> None:
        super().__init__(markup=False)
        self.auto_links = False
        self._first_to_go = (*spare, *_FIRST_TO_GO)
        self._due = False
        self._line = Content("")

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._show_soon)

    def on_resize(self) -> None:
        self._show_soon(self.screen)

    def _show_soon(self, screen: Screen[object]) -> None:
        """Once for all the changes that an answer brings: which keys are active takes long to find out."""
        if not self._due:
            self._due = True
            screen.call_later(self._show, screen)

    def _show(self, screen: Screen[object]) -> None:
        self._due = False
        active = [found for found in screen.active_bindings.values() if found.binding.show and found.enabled]
        places = _places(screen)
        shown = sorted((found.binding for found in active), key=lambda binding: places.get(binding.key, -1))
        width = self.app.size.width
        parts = {binding.key: (key_name(binding, width), binding.description) for binding in shown}
        for key in self._first_to_go:
            if sum(cell_len(f"{name} {label} ") for name, label in parts.values()) <= width:
                break
            parts.pop(key, None)
        drawn = [_drawn(key, name, label) for key, (name, label) in parts.items()]
        line = Content(" ").join(drawn)
        if not line.is_same(self._line):
            self._line = line
            self.update(line, layout=False)


def _places(screen: Screen[object]) -> dict[str, int]:
    """Where the screen declares its keys; before all of them stands what the focused widget brings."""
    declared = [key for known in screen.BINDINGS if isinstance(known, Binding) for key in known.key.split(",")]
    return {key: place for place, key in reversed(list(enumerate(declared)))}


def _drawn(key: str, name: str, label: str) -> Content:
    """``F1 帮助``; a click on it presses the key."""
    press = Style.from_meta({"@click": f"app.simulate_key({key!r})"})
    return Content.assemble((name, "bold $footer-key-foreground"), f" {label}").stylize(press)


def key_name(binding: Binding, width: int) -> str:
    """How a key is called at the bottom of a terminal ``width`` cells wide: ``Ctrl+G`` or ``^G``, ``回车``."""
    if binding.key_display:
        return binding.key_display
    modifiers, key = binding.parse_key()
    names: dict[str, str] = SCREENS.entry("key_names")
    name = names.get(key, key.upper() if len(key) == 1 or key[1:].isdecimal() else key.capitalize())
    control = "Ctrl+" if width >= _ROOMY else "^"
    prefixes = {"ctrl": control, "shift": "Shift+", "alt": "Alt+"}
    return "".join(prefixes.get(modifier, f"{modifier}+") for modifier in modifiers) + name
