"""The keys of the conversation. Those of functions go before whatever the input does with its keys."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from assistant.tui.words import entry

_LABELS: dict[str, str] = entry("keys")

CONVERSATION_KEYS: list[BindingType] = [
    Binding("f1", "help", _LABELS["help"], priority=True),
    Binding("f2", "app.commands", _LABELS["commands"], priority=True),
    Binding("f3", "wording", _LABELS["wording"], priority=True),
    Binding("f4", "last_year", _LABELS["last_year"], priority=True),
    Binding("ctrl+g", "jump", _LABELS["jump"], priority=True),
    Binding("ctrl+p", "preview", _LABELS["preview"], priority=True),
    Binding("ctrl+e", "export", _LABELS["export"], priority=True),
    Binding("ctrl+z", "undo", _LABELS["undo"]),
    Binding("ctrl+y", "redo", _LABELS["redo"], show=False),
    Binding("escape", "give_up", _LABELS["give_up"]),
    Binding("escape", "home", _LABELS["home"]),
    Binding("ctrl+q", "app.quit", _LABELS["quit"], priority=True),
    Binding("up", "transcript", show=False),
    Binding("ctrl+up", "transcript", show=False, priority=True),
    Binding("pageup", "transcript", show=False),
]
