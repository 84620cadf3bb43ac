"""The real program killed at random moments, 200 times in CI: what the screen has acknowledged is on disk."""

from __future__ import annotations

import time
from pathlib import Path
from random import Random

import pytest

from assistant.drafts import DraftStore
from assistant.interview import Interview
from assistant.report import Report
from tests.examples import examples
from tests.reliability.conftest import Start
from tests.reliability.terminal import Terminal
from tests.reliability.typist import Typist

CLERKS, KILLS = 8, examples(25)
LONGEST_SAVE = 0.12
"""Seconds from the accepting key to well behind the next question: the kill falls somewhere within."""


def newest(home: Path) -> Report | None:
    """The answers of the draft edited last; every draft there is must open."""
    store = DraftStore(home)
    entries = store.list()
    for entry in entries:
        assert not entry.problem, entry.problem
        store.load(entry.name)
    return store.load(entries[0].name).report if entries else None


def die_answering(typist: Typist, terminal: Terminal, moment: float) -> Interview:
    """Type an answer and be killed within ``moment`` seconds; the book if the screen still took it."""
    terminal.send(typist.type(terminal))
    after = typist.after()
    end = time.monotonic() + moment
    while (left := end - time.monotonic()) > 0:
        terminal.read(left)
    terminal.kill()
    terminal.wait()
    if terminal.says(typist.heading(after)):
        typist.book = after
    return after


@pytest.mark.parametrize("clerk", range(CLERKS))
def test_a_kill_at_any_moment_loses_nothing_acknowledged(clerk: int, start: Start, data_home: Path) -> None:
    chance = Random(f"clerk {clerk}")
    typist = Typist(chance)
    before: list[str] = []
    for _ in range(KILLS):
        known = {entry.name for entry in DraftStore(data_home).list()} - set(before)
        terminal = start("resume") if known else start("new")
        terminal.until(typist.heading())
        for _ in range(chance.randint(0, 2)):
            if not typist.done:
                typist.answer(terminal)
        if typist.done:
            terminal.kill()
            terminal.wait()
            before = [entry.name for entry in DraftStore(data_home).list()]
            typist = Typist(chance)
            continue
        after = die_answering(typist, terminal, chance.uniform(0, LONGEST_SAVE))
        kept = newest(data_home) if {entry.name for entry in DraftStore(data_home).list()} - set(before) else Report()
        assert kept in (typist.book.report, after.report), f"{typist.book.at}: {typist.given!r}\n{terminal.text}"
        if kept == after.report:
            typist.book = after
        terminal.close()
