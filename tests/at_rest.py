"""Waiting for the running program by its event loop, not by how busy the processor is.

Textual's pilot takes the program to be at rest when the process has used little processor time for a
fiftieth of a second. That is slow on an idle machine, slower on a loaded one, and a guess on both. The event
loop knows: when nothing on it can run, every message has been handled, and the rest is threads and timers.
"""

from __future__ import annotations

import asyncio
import os
import time
from contextlib import suppress
from random import Random
from typing import Any

import pytest
from textual._context import active_app
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.worker import Worker, WorkerCancelled

from assistant.tui import NianbaoApp

NEVER = 86_400.0
"""Seconds until the screen would be drawn by itself: longer than any test."""


async def until_at_rest(*_: float) -> None:
    """Wait until the running program has handled every message and drawn what they changed.

    Threads and timers are not waited for, but what Textual puts off by a few milliseconds is done once nothing
    else is left: the new size of the terminal, and drawing.
    """
    app = active_app.get()
    while True:
        while _can_run():
            await asyncio.sleep(0)
        if not app.is_running or not app.screen_stack:
            return
        app._check_resize()
        app.screen._on_timer_update()
        if not _can_run():
            return


def _can_run() -> bool:
    """Whether anything but the caller waits for its turn on the event loop."""
    return bool(asyncio.get_running_loop()._ready)  # type: ignore[attr-defined]


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until everything that was set off in the program has happened, what it set off in its turn included.

    Only threads are waited for: a worker on the event loop may be waiting for a dialog, that is, for a key.
    """
    app = pilot.app
    assert isinstance(app, NianbaoApp)
    await pilot.pause()
    while (busy := _threads(app)) or not app.at_rest:
        for worker in busy:
            with suppress(WorkerCancelled):  # another one has taken its place meanwhile
                await worker.wait()
        await pilot.pause()


def _threads(app: NianbaoApp) -> list[Worker[Any]]:
    return [worker for worker in app.workers if worker._thread_worker and not worker.is_finished]


_ask_every_widget = Pilot._wait_for_screen


async def _handled_by_all(pilot: Pilot[Any], timeout: float = 30.0) -> bool:
    """Wait until no widget of the screen has a message left.

    Textual's pilot sends a message to each widget after each key, which takes more processor time than most keys.
    That is done only where a widget is still in the middle of a message, as when it waits for a thread.
    """
    await until_at_rest()
    app = pilot.app
    if app.is_running and app.screen_stack:
        pumps = (app, *app.screen.walk_children(with_self=True))
        if all(_waits_for_messages(pump) for pump in pumps):
            return True
    return await _ask_every_widget(pilot, timeout)


def _waits_for_messages(pump: MessagePump) -> bool:
    """Whether everything sent to ``pump`` has been handled and its loop waits for more."""
    return bool(pump._message_queue.ready_event._waiters)  # type: ignore[attr-defined]


@pytest.fixture
def quick_pilot(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pilot waits after each key by :func:`until_at_rest`, and the screen is drawn then, not sixty times a second.

    What is drawn is therefore the same on a fast machine and on a slow one, and each state is drawn once.
    """
    for module in ("textual.app", "textual.pilot"):
        monkeypatch.setattr(f"{module}.wait_for_idle", until_at_rest)
    monkeypatch.setattr(Pilot, "_wait_for_screen", _handled_by_all)
    monkeypatch.setattr("textual.screen.UPDATE_PERIOD", NEVER)


SLOW_SEED = os.environ.get("NIANBAO_SLOW", "")
"""A seed makes every test with a pilot run as on a slow machine: ``NIANBAO_SLOW=1 pytest tests/tui``."""
_TURNS, _SECONDS = 20, 0.02
"""The longest delays: of mounting in turns of the event loop, of a thread in seconds."""


@pytest.fixture
def slow_machine(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Delays the mounting of each widget and the start of each thread at random, when there is a seed.

    Mounting is delayed by turns of the event loop, which :func:`until_at_rest` sees, and not by time.
    """
    if not SLOW_SEED:
        return
    chance = Random(f"{SLOW_SEED} {request.node.nodeid}")
    mounted, ran = MessagePump._pre_process, Worker._run_threaded

    async def mounted_later(pump: MessagePump) -> bool:
        for _ in range(chance.randint(0, _TURNS)):
            await asyncio.sleep(0)
        return await mounted(pump)

    async def run_later(worker: Worker[Any]) -> Any:
        work, delay = worker._work, chance.uniform(0, _SECONDS)

        def late() -> Any:
            time.sleep(delay)
            return work()  # type: ignore[operator]

        if not asyncio.iscoroutinefunction(work) and callable(work):
            worker._work = late
        return await ran(worker)

    monkeypatch.setattr(MessagePump, "_pre_process", mounted_later)
    monkeypatch.setattr(Worker, "_run_threaded", run_later)
