"""The main paths of the program with the network forbidden. Run as a script; it ends with 0 when nobody tried.

An audit hook sees what any module of the process does. The socket pair of the event loop is a Unix socket
and stays allowed; names are not looked up, nothing is connected, bound or sent, no other program is started.
The program itself may be started once more, for what runs within bounds: it is watched there, too.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from socket import AF_UNIX
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "samples" / "yongle-2024.toml"
_FORBIDDEN = ("socket.", "http.", "urllib.", "ftplib.", "smtplib.", "imaplib.", "poplib.", "telnetlib.", "webbrowser.")
_PROGRAMS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn")
tried: list[str] = []


def watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.__new__" and arguments[1] == AF_UNIX:
        return
    if event == "subprocess.Popen" and arguments[0] == sys.executable and "assistant.confined" in str(arguments[1]):
        return
    if event.startswith((*_FORBIDDEN, *_PROGRAMS)):
        tried.append(f"{event}{arguments!r}")
        raise PermissionError(f"{event} is forbidden here")


def command(*arguments: str | Path, expected: int = 0) -> None:
    from assistant.cli import main

    sys.argv = ["nianbao", *map(str, arguments)]
    try:
        main()
    except SystemExit as ended:
        assert ended.code == expected, (arguments, ended.code)


async def interview(folder: Path) -> None:
    """A new report by keys: answers, help, jump, preview, findings, the export screen, home."""
    from assistant.tui import NianbaoApp

    app = NianbaoApp(today=date(2025, 1, 6), folder=folder)
    async with app.run_test(size=(120, 40)) as pilot:

        async def press(*keys: str) -> None:
            await pilot.press(*keys)
            for _ in range(3):
                with contextlib.suppress(asyncio.CancelledError):
                    await app.workers.wait_for_complete()
                await pilot.pause()

        await press("n")
        await press(*"abc", "enter", "enter")
        await press("1", "enter", "enter", "enter", "enter")
        for key in ("f1", "ctrl+g", "ctrl+p", "ctrl+e", "f2"):
            await press(key)
            await press("escape")
        await press("escape")


def paths(folder: Path) -> tuple[Callable[[], None], ...]:
    made = [folder / f"out-{ending}.{ending}" for ending in ("docx", "html", "md", "txt")]
    template = folder / "ledger.xlsx"
    return (
        lambda: asyncio.run(interview(folder)),
        lambda: command("list", "--json"),
        *(lambda path=path: command("export", SAMPLE, "-o", path, "--proof") for path in made),
        *(lambda path=path: command("import", path, "-o", folder / f"{path.suffix[1:]}.toml") for path in made[:2]),
        lambda: command("check", SAMPLE, *made),
        lambda: command("check", made[0], "--format", "json", "--last", made[1]),
        lambda: command("ledger", "--template", template),
        lambda: command("ledger", template, "--year", "2024"),
        lambda: command("rules"),
    )


def main() -> int:
    folder = Path(sys.argv[1])
    sys.path.insert(0, str(ROOT))
    os.environ["PYTHONPATH"] = os.pathsep.join(map(str, (Path(__file__).with_name("watched"), ROOT)))
    sys.addaudithook(watch)
    for path in paths(folder):
        path()
    print(*tried, sep="\n", file=sys.stderr)
    return 1 if tried else 0


if __name__ == "__main__":
    sys.exit(main())
