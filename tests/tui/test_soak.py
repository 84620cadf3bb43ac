"""A long year: what an answer and its undo leave behind does not add up."""

from __future__ import annotations

import gc
from collections import Counter

from textual._styles_cache import StylesCache
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets._toast import Toast, ToastHolder

from assistant.drafts import Draft
from benchmarks.answering import answered
from tests.examples import examples
from tests.tui.desk import Desk, desk

STEPS = examples(300)
COUNTED = (Widget, StylesCache, Strip, Draft)
SLACK = {Widget: 30, StylesCache: 30, Strip: 120, Draft: 4}
"""Objects of each kind that a moment may have more than another one, the last messages among them, however many steps
lie between the two."""


async def kept(at: Desk) -> Counter[type]:
    """How many objects of each kind exist when all is at rest; messages aside, which go by a clock, five seconds on."""
    await at.rest()
    gc.collect()
    things = gc.get_objects()
    messages = [thing for thing in things if isinstance(thing, Toast | ToastHolder)]
    aside = {id(thing) for message in messages for thing in (message, message._styles_cache)}
    return Counter(kind for thing in things for kind in COUNTED if isinstance(thing, kind) and id(thing) not in aside)


async def test_answers_and_undos_leave_nothing_behind() -> None:
    interview = answered(10)
    async with desk(Draft(interview.report, at=interview.at)) as clerk:
        for _ in range(5):
            await clerk.press("enter", "ctrl+z")
        before = await kept(clerk)
        for _ in range(STEPS):
            await clerk.press("enter", "ctrl+z")
        grown = await kept(clerk) - before
        assert clerk.at == interview.at
    assert not {kind.__name__: count for kind, count in grown.items() if count > SLACK[kind]}
