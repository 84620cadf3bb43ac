"""White space as a browser shows it. Source: CSS Text 3 §4.1."""

from __future__ import annotations

import re
import unicodedata

BREAK = "\v"
"""Stands for a line break (br) while a line is gathered: source text can hold newlines of its own."""

_RUN = re.compile(r"[ \t\r\n\f]+")
_NO_BREAK_SPACE = "\u00a0"


def inline(text: str) -> str:
    """Text between tags with white space collapsed; a source line broken between ideographs is joined."""
    if not text:
        return ""
    return _RUN.sub(_space, text.replace(BREAK, " ").replace(_NO_BREAK_SPACE, " "))


def settle(text: str) -> str:
    """A gathered line without outer white space; its line breaks are ``\\n``."""
    lines = [" ".join(_RUN.split(line)).strip() for line in text.split(BREAK)]
    return "\n".join(lines).strip()


def _space(run: re.Match[str]) -> str:
    if "\n" not in run[0]:
        return " "
    before, after = run.string[run.start() - 1 : run.start()], run.string[run.end() : run.end() + 1]
    return "" if _wide(before) and _wide(after) else " "


def _wide(character: str) -> bool:
    return bool(character) and unicodedata.east_asian_width(character) in "WF"
