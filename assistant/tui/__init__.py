"""The screens. The only room that imports textual."""

from assistant.tui.app import NianbaoApp
from assistant.tui.running import run

__all__ = ["NianbaoApp", "run"]
