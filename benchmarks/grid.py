"""How long the grid of 25 × 7 cells works from a keystroke to the bytes for the terminal.

Textual gathers repaints and sends them at most 60 times a second; that wait is not counted, only
the work of this process, rendering to terminal sequences included. Goal: 95 % under one frame.

    python -m benchmarks grid
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from itertools import cycle, islice
from typing import Any

from textual import events
from textual.app import App, ComposeResult

from assistant.interview import load_script
from assistant.standard import standard
from assistant.tui.inputs import InputContext, input_for
from benchmarks.figures import Figure, at_95

FRAME = 16.0
KEYS = ("1", "2", "backspace", "down", "right", "5", "enter", "tab", "x", "delete", "pagedown", "pageup", "ctrl+z")


class Bench(App[None]):
    """An input for the question ``key`` with an answer in it; counts the frames that were sent."""

    def __init__(self, key: str, present: Any) -> None:
        super().__init__()
        self.input = input_for(load_script().question(key), InputContext(present=present))
        self.frames = 0

    def compose(self) -> ComposeResult:
        yield self.input

    def _display(self, screen: Any, renderable: Any) -> None:
        """Headless Textual renders nothing; do what a terminal driver would be given."""
        if hasattr(renderable, "render_segments"):
            renderable.render_segments(self.console)
            self.frames += 1
        super()._display(screen, renderable)


async def work_of(app: Bench, key: str) -> float:
    """Milliseconds of work for one key, waiting left out."""
    frames = app.frames
    start = time.process_time()
    app.post_message(events.Key(key, key if len(key) == 1 else None))
    for _ in range(50):  # a key that changes nothing sends no frame
        await asyncio.sleep(0.002)
        if app.frames != frames:
            break
    return (time.process_time() - start) * 1000


async def times_of(number: int) -> list[float]:
    """Milliseconds of work for each of ``number`` keys."""
    cells = standard().tables["T3"].cells
    app = Bench("requests", {path: str(number % 7 + 1) for number, path in enumerate(cells) if not cells[path].derived})
    times = []
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        for key in islice(cycle(KEYS), number):
            times.append(await work_of(app, key))
            await pilot.pause()
    return times


def figures(quick: bool = False) -> Iterator[Figure]:
    """The grid's keys against one frame."""
    times = asyncio.run(times_of(len(KEYS) if quick else 300))
    yield Figure("a key in the 25 x 7 grid, 95 % under", at_95(times), "ms", "one frame", FRAME, 1.0)
