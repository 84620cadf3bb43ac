"""How long a box for text works from a keystroke to the bytes for the terminal while it holds a long text.

Measured as in :mod:`benchmarks.grid`, before a tail of 1,500 characters, which fill the box, of 5,000,
of 10,000 and of 19,000. Goals: a key before a long tail takes at most a quarter more than before the short
one, and before 10,000 no longer than a frame.

    python -m benchmarks long_text
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from itertools import cycle, islice

from benchmarks.figures import Figure, at_95
from benchmarks.grid import FRAME, Bench, work_of

BOXES = {"paragraph": ("other.matters", "ctrl+home"), "line": ("agency.contact", "home")}
SHORT, LONG, FRAMED = 1_500, (5_000, 10_000, 19_000), 10_000
KEYS = ("x", "y", "left", "backspace", "right", "delete")
_UNIT = "政府信息公开工作，按时公开，群众满意。"


async def times_of(box: str, tail: int, number: int) -> list[float]:
    """Milliseconds of work for each of ``number`` keys before so many characters."""
    key, home = BOXES[box]
    app = Bench(key, (_UNIT * (tail // len(_UNIT) + 1))[:tail])
    times = []
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(home, *KEYS)
        for each in islice(cycle(KEYS), number):
            times.append(await work_of(app, each))
            await pilot.pause()
    return times


def figures(quick: bool = False) -> Iterator[Figure]:
    """A key before a long tail against the same before a short one."""
    number = len(KEYS) if quick else 150
    for box in BOXES:
        short = at_95(asyncio.run(times_of(box, SHORT, number)))
        for tail in LONG:
            ours = at_95(asyncio.run(times_of(box, tail, number)))
            what = f"a key in a {box} before {tail:,}, 95 % under"
            yield Figure(what, ours, "ms", f"before {SHORT:,}", short, 1.25)
            if tail == FRAMED:
                yield Figure(what, ours, "ms", "one frame", FRAME, 1.0)
