"""How many cells the terminal itself gives to a text: it is asked where its cursor stands."""

from __future__ import annotations

import os
import re
import select
import sys
from collections.abc import Sequence

_ASK = "\x1b[6n"
_ANSWER = re.compile(rb"\x1b\[(\d+);(\d+)R")
_PATIENCE = 1.0
"""Seconds that a terminal may take to answer; those that know the question answer at once."""
_MOST_BYTES = 4096


def measured(texts: Sequence[str]) -> list[int] | None:
    """The cells of each text; None where there is no terminal, or one that does not answer.

    What is drawn for it is wiped out again.
    """
    if sys.platform == "win32" or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return None
    import termios
    import tty

    keyboard = sys.stdin.fileno()
    before = termios.tcgetattr(keyboard)
    try:
        tty.setcbreak(keyboard)
        widths = []
        for text in texts:
            # What is drawn in cells of its own line tells the width by the column behind it.
            sys.stdout.write(f"\r{text}{_ASK}")
            sys.stdout.flush()
            column = _column(keyboard)
            if column is None:
                return None
            widths.append(column - 1)
        return widths
    finally:
        sys.stdout.write("\r\x1b[K")
        sys.stdout.flush()
        termios.tcsetattr(keyboard, termios.TCSADRAIN, before)


def _column(keyboard: int) -> int | None:
    answer = b""
    while len(answer) < _MOST_BYTES:
        ready, _, _ = select.select([keyboard], [], [], _PATIENCE)
        if not ready or not (data := os.read(keyboard, 64)):
            return None
        answer += data
        if found := _ANSWER.search(answer):
            return int(found[2])
    return None
