"""Text on its way to a terminal: what would act on it, or show nothing, becomes visible."""

from __future__ import annotations

import unicodedata
from typing import Any

MARK = "\ufffd"
_SHOWN_CONTROLS = "\n\t"
_JOINERS = "\u200d\ufe0f"
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def acts(character: str) -> bool:
    """Whether a character is none that one sees: controls (ESC, C1), bidi overrides, halves of characters."""
    return character not in _SHOWN_CONTROLS and character not in _JOINERS and unicodedata.category(character) in _HIDDEN


def visible(text: str) -> str:
    """``text`` with every character that would act on the terminal, or show nothing, as a replacement mark."""
    return text if text.isprintable() else "".join(MARK if acts(character) else character for character in text)


def json_text(data: Any, indent: int | None = None) -> str:
    """``data`` as JSON that a terminal may be shown: Chinese as it is, what acts on a terminal escaped."""
    import json  # for commands only; the first question does without

    text = json.dumps(data, ensure_ascii=False, indent=indent)
    if text.replace("\n", "").isprintable():
        return text
    return "".join(json.dumps(character)[1:-1] if acts(character) else character for character in text)
