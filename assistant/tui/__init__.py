"""The screens. The only room that imports textual."""

from __future__ import annotations

from assistant.tui.app import NianbaoApp
from assistant.tui.run import run

__all__ = ["NianbaoApp", "run"]
