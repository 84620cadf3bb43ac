"""The words of this folder, from its text.toml."""

from __future__ import annotations

from pathlib import Path

from assistant.tui.inputs.wording import words_of

say = words_of(Path(__file__).parent)
