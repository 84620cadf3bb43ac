"""A key in a conversation of a thousand settled exchanges: one step up, one page, to the beginning and to the end.

python -m benchmarks transcript
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

from textual.app import App, ComposeResult

from assistant.interview import Exchange, load_script
from assistant.tui.themes import THEMES
from assistant.tui.widgets.transcript import Transcript
from benchmarks.figures import Figure, at_95

FRAME = 1000 / 60
"""Milliseconds of one frame."""
_KEYS = ("up", "pageup", "home", "down", "pagedown")


class _Talk(App[None]):
    def __init__(self, exchanges: int) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        questions = load_script().questions
        self._exchanges = {
            f"{number}": Exchange(
                questions[number % len(questions)], f"第{number}个问题是什么？", "回答" * (number % 40)
            )
            for number in range(exchanges)
        }

    def compose(self) -> ComposeResult:
        yield Transcript()

    def on_mount(self) -> None:
        script = load_script()
        self.query_one(Transcript).sync(
            tuple(self._exchanges), self._exchanges.__getitem__, lambda _: script.sections[0]
        )


async def _times(exchanges: int, rounds: int) -> list[float]:
    app, times = _Talk(exchanges), []
    async with app.run_test(size=(80, 24)) as pilot:
        transcript = app.query_one(Transcript)
        transcript.focus()
        await pilot.pause()
        for _ in range(rounds):
            for key in _KEYS:
                began = time.perf_counter()
                {
                    "up": lambda: transcript.action_move(-1), "pageup": lambda: transcript.action_move(-8),
                    "home": transcript.action_first, "down": lambda: transcript.action_move(1),
                    "pagedown": lambda: transcript.action_move(8),
                }[key]()  # fmt: skip
                for line in range(transcript.size.height):
                    transcript.render_line(line)
                times.append((time.perf_counter() - began) * 1000)
            await pilot.pause()
    return times


def figures(quick: bool = False) -> Iterator[Figure]:
    """What one key takes until all lines in sight are drawn, 95 % under."""
    few, many = (30, 60) if quick else (40, 1000)
    rounds = 3 if quick else 60
    shorter, longer = (at_95(asyncio.run(_times(count, rounds))) for count in (few, many))
    yield Figure(f"a key in {many} exchanges, 95 % under", longer, "ms", "one frame", FRAME, 1.0)
    yield Figure(f"a key in {few} exchanges, 95 % under", shorter, "ms", "one frame", FRAME, 1.0)
