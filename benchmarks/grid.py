"""How long the grid of 25 × 7 cells works from a keystroke to the bytes for the terminal.

Textual gathers repaints and sends them at most 60 times a second; that wait is not counted, only
the work of this process, rendering to terminal sequences included. Goal: 95 % under one frame.

    python benchmarks/grid.py [KEYS]
"""

from __future__ import annotations

import asyncio
import sys
import time
from itertools import cycle, islice
from typing import Any

from textual import events
from textual.app import App, ComposeResult

from assistant.interview import load_script
from assistant.standard import standard
from assistant.tui.inputs import InputContext, input_for

FRAME = 16.0
KEYS = ("1", "2", "backspace", "down", "right", "5", "enter", "tab", "x", "delete", "pagedown", "pageup", "ctrl+z")


class Bench(App[None]):
    """The grid, full of numbers; counts the time of each frame that was sent."""

    def __init__(self) -> None:
        super().__init__()
        cells = standard().tables["T3"].cells
        present: Any = {path: str(number % 7 + 1) for number, path in enumerate(cells) if not cells[path].derived}
        self.table = input_for(load_script().question("requests"), InputContext(present=present))
        self.frames = 0

    def compose(self) -> ComposeResult:
        yield self.table

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


async def main(number: int) -> bool:
    app = Bench()
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        times = []
        for key in islice(cycle(KEYS), number):
            times.append(await work_of(app, key))
            await pilot.pause()
    times.sort()
    at_95 = times[int(len(times) * 0.95)]
    sys.stdout.write(
        f"{number} keys: median {times[number // 2]:.1f} ms, 95 % under {at_95:.1f} ms, slowest {times[-1]:.1f} ms\n"
    )
    return at_95 <= FRAME


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)) else 1)
