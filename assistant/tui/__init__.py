"""The screens. The only room that imports textual."""

from assistant.tui.app import NianbaoApp, run

__all__ = ["NianbaoApp", "run"]
