"""A warmed-up ``python -m assistant``: everything imported once, then the real program forked into terminals.

A forked child is the same program: its own session and terminal, real signals, real files. Only importing
and compiling templates and styles is spared it. Run as a script; it takes one JSON request a line on stdin and
answers each on stdout: ``{"start": {...}}`` with the process id, ``{"wait": pid}`` with how it ended.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any, NoReturn

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import assistant.cli
from assistant.drafts import Draft, DraftStore, read_draft
from assistant.tui import NianbaoApp

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "yongle-2024.toml"


async def warm_up(store: DraftStore) -> None:
    """Open an untouched new report and a finished one without a terminal, and what finished ones are looked at with."""
    for draft in (Draft(), read_draft(SAMPLE)):
        async with NianbaoApp(store, draft).run_test() as pilot:
            await pilot.pause()
            await pilot.app.workers.wait_for_complete()
            await pilot.press("ctrl+p", "escape", "ctrl+e", "escape")


def become(request: dict[str, Any]) -> NoReturn:
    """In the child: take the terminal, the environment and the arguments, and run the program."""
    os.setsid()
    terminal = os.open(request["tty"], os.O_RDWR)
    for stream in range(3):
        os.dup2(terminal, stream)
    sys.stdin = sys.__stdin__ = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = sys.__stdout__ = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = sys.__stderr__ = open(2, "w", encoding="utf-8", closefd=False, buffering=1)  # noqa: SIM115
    os.environ.clear()
    os.environ.update(request["environment"])
    os.chdir(request["folder"])
    sys.argv = ["nianbao", *request["arguments"]]
    assistant.cli.main()


def serve() -> None:
    """Answer requests until stdin is closed."""
    with tempfile.TemporaryDirectory() as home:
        asyncio.run(warm_up(DraftStore(Path(home, "warm"))))
    assert threading.active_count() == 1, "a fork would leave these threads behind"
    gc.collect()
    gc.freeze()  # no child looks through what is loaded
    for line in sys.stdin:
        request = json.loads(line)
        if "start" in request:
            child = os.fork()
            if child == 0:
                become(request["start"])
            answer = child
        else:
            answer = os.waitstatus_to_exitcode(os.waitpid(request["wait"], 0)[1])
        print(answer, flush=True)


if __name__ == "__main__":
    serve()
