"""The table of hostile texts, and what no output may hold."""

from __future__ import annotations

import tomllib
import unicodedata
from pathlib import Path

TEXTS: dict[str, str] = tomllib.loads(Path(__file__).with_name("hostile.toml").read_text(encoding="utf-8"))["texts"]
TEXTS |= {"half_high": "甲\ud83d乙", "half_low": "甲\udc4d", "undecodable": "甲\udcff\udcfe"}

# What a shell can hand over: no NUL, and bytes that are no UTF-8 as Python shows them.
ARGUMENTS = {name: text for name, text in TEXTS.items() if "\0" not in text and not name.startswith("half")}

_HARMLESS = "\n\t\u200d\ufe0f"


def acting(text: str) -> set[str]:
    """The characters of an output that would act on a terminal or hide in it."""
    hidden = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    return {f"U+{ord(each):04X}" for each in text if each not in _HARMLESS and unicodedata.category(each) in hidden}
