"""The report of a fault of the program: where in the code it happened, and nothing that anybody has written.

It holds no local variables, no messages of exceptions (they quote what was typed), no arguments of the command line and
no folder of the user.
"""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from traceback import FrameSummary, StackSummary, walk_tb

from assistant import __version__
from assistant.errors import NianbaoError
from assistant.files import NameTaken, visible, write_private
from assistant.program import is_frozen, libraries
from assistant.resources import default_home
from assistant.texts import ERRORS

_FOLDER = "faults"
_KEPT = 20
"""Reports that stay in the folder, the newest."""
_DEEPEST = 10
"""Exceptions of one chain that are told."""
_ROOTS = ("site-packages", "assistant", "_internal")
"""Folders behind which a path says nothing of the machine."""
_VARIABLES = ("TERM", "TERM_PROGRAM", "COLORTERM", "LANG", "LC_ALL", "WT_SESSION")
_MOST_FRAMES = 60


def report_text(error: BaseException) -> str:
    """The report of an exception that nobody has handled."""
    return "\n".join((*_surroundings(), "", *_chain(error), ""))


def write_report(error: BaseException) -> Path | None:
    """Write the report into a new private file of the data folder; None where that cannot be."""
    with suppress(NianbaoError, OSError):
        folder = default_home() / _FOLDER
        stem = time.strftime("fault-%Y%m%d-%H%M%S")
        for number in range(100):
            path = folder / f"{stem}-{os.getpid()}-{number}.txt"
            with suppress(NameTaken):
                write_private(path, report_text(error), new=True)
                _forget_old(folder)
                return path
    return None


def fault_sentence(what: str, error: BaseException | None) -> str:
    """``what`` happened, and where its report was written now; the report itself where no file takes it."""
    if error is None:
        return what
    path = write_report(error)
    if path is not None:
        return what + ERRORS.say("fault.written", path=visible(shown_path(path)))
    return f"{report_text(error)}\n{what}{ERRORS.say('fault.shown')}"


def shown_path(path: Path) -> str:
    """The path with ``~`` for the home folder, as it can be shown to others."""
    with suppress(RuntimeError, ValueError):
        return str(Path("~") / path.relative_to(Path.home()))
    return str(path)


def _forget_old(folder: Path) -> None:
    for path in sorted(folder.glob("fault-*.txt"))[:-_KEPT]:
        with suppress(OSError):
            path.unlink()


def _surroundings() -> Iterator[str]:
    yield f"nianbao {__version__}{' (frozen)' if is_frozen() else ''}"
    yield f"time {time.strftime('%Y-%m-%d %H:%M:%S%z')}"
    yield f"Python {platform.python_version()} {platform.system()} {platform.release()} {platform.machine()}"
    yield from libraries()
    for name in _VARIABLES:
        if value := os.environ.get(name):
            # That one is a number of the terminal; that it is there says which terminal it is.
            yield f"{name}={'set' if name == 'WT_SESSION' else value}"
    yield f"stdout {getattr(sys.stdout, 'encoding', None)} files {sys.getfilesystemencoding()}"


def _chain(error: BaseException) -> Iterator[str]:
    """The exceptions as Python would show them, the last one first: their kinds and where they were raised."""
    told: list[BaseException] = []
    waiting = [error]
    while waiting and len(told) < _DEEPEST:
        current = waiting.pop(0)
        if any(current is each for each in told):
            continue
        told.append(current)
        yield f"{type(current).__module__}.{type(current).__qualname__}"
        if isinstance(current, OSError):
            yield f"  errno {current.errno}"
        frames = StackSummary.extract(walk_tb(current.__traceback__), lookup_lines=False)
        yield from (_place(frame) for frame in frames[-_MOST_FRAMES:])
        grouped = current.exceptions if isinstance(current, BaseExceptionGroup) else ()
        following = (*grouped, current.__cause__, None if current.__suppress_context__ else current.__context__)
        waiting.extend(each for each in following if each is not None)


def _place(frame: FrameSummary) -> str:
    return f"  {_from_root(frame.filename)}:{frame.lineno} {frame.name}"


def _from_root(filename: str) -> str:
    """The path from its package on: what stands before it may name the user, or what a checkout is called."""
    parts = Path(filename).parts
    for root in _ROOTS:
        if root in parts:
            kept = parts[len(parts) - 1 - parts[::-1].index(root) :]
            return "/".join(kept[1:] if root == "site-packages" else kept)
    return parts[-1] if parts else "?"
