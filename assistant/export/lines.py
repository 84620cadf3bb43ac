"""Where lines end: an agency's long name broken at sense, and how many lines a text takes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from assistant.export.messages import printable, width
from assistant.language.agency import agency_parts

CHARACTERS = 28
"""Full-width characters of 16 pt in a line (GB/T 9704-2012 5.2.3)."""

_INDENT = 2
_CLOSING = "，。、；：？！”’）》〉】〕」』％…"
_PIECE = re.compile(rf"[“‘（《〈【〔「『]*(?:[!-~]+|.)[{_CLOSING}]*", re.DOTALL)
"""What a line does not break: a run of digits and Latin letters or another character, with brackets and stops at it."""
_LATIN = re.compile("[!-~]")
_GAP = 0.25
"""What a run of digits and Latin letters takes beyond half widths: nothing in Word, half a character in LibreOffice."""
_LONG_RUN = re.compile(r"[!-~]{16,}")


def has_long_run(text: str) -> bool:
    """Whether a text holds an address of the web or the like, which would leave a wide gap before it in the line."""
    return _LONG_RUN.search(text) is not None


def name_lines(agency: str, widest: float) -> list[str]:
    """A name on as few lines as it needs, as even as its parts allow; whole when it fits or has no parts.

    :param widest: full-width characters of a line.
    """
    if width(agency) <= widest:
        return [agency]
    parts, best = agency_parts(agency), [agency]
    for count in range(2, len(parts) + 1):
        lines = min(_ways(parts, count), key=_widest)
        if _widest(lines) < _widest(best):
            best = lines
        if _widest(best) <= widest:
            break
    return best


def _widest(lines: Sequence[str]) -> float:
    return max(map(width, lines))


def _ways(parts: Sequence[str], count: int) -> Iterator[list[str]]:
    """Every way to put the parts on ``count`` lines."""
    for breaks in combinations(range(1, len(parts)), count - 1):
        yield ["".join(parts[start:end]) for start, end in pairwise((0, *breaks, len(parts)))]


def line_count(text: str, characters: float = CHARACTERS, indent: float = _INDENT) -> int:
    """How many lines a paragraph takes. A stop may hang over the end of a line, as in Word."""
    return sum(_wrapped(line, characters, indent) for line in printable(text).split("\n")) or 1


def _wrapped(text: str, characters: float, indent: float) -> int:
    lines, taken, start = 1, indent, indent
    for piece in _PIECE.findall(text):
        wide = width(piece) + (_GAP if _LATIN.search(piece) else 0)
        room = characters + (piece[-1] in _CLOSING)
        if taken > start and taken + wide > room:
            lines, taken, start = lines + 1, 0.0, 0.0
        while taken + wide > room:
            lines, wide, taken = lines + 1, wide - (characters - taken), 0.0
        taken += wide
    return lines
