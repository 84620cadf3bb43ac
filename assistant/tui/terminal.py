"""The program and its terminal: where it draws, whether it can be suspended, and how it ends on a signal.

On a signal, a closed window or a terminal that is gone, what is typed is saved first.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

from textual.app import App

from assistant.errors import NianbaoError

_LOOK = 2.0
"""Seconds between two checks whether the terminal is still open."""
_SIGNALS = [getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGHUP") if hasattr(signal, name)]


class SignalHandler:
    """Saves and ends the running application on SIGTERM, SIGINT and SIGHUP.

    The handlers run in the main thread even while it waits for a terminal that takes no output any
    more, so they save by themselves and do not ask the event loop to.

    :param save: puts everything on disk at once, or raises a NianbaoError.
    """

    def __init__(self, app: App[Any], save: Callable[[], None]) -> None:
        self._app = app
        self._save = save
        self._ended_by: int | None = None
        self._refusal = ""

    def begin(self) -> None:
        """Install the signal handlers. Must run in the main thread, while the application runs."""
        self._loop = asyncio.get_running_loop()
        for number in _SIGNALS:
            signal.signal(number, self._told)
        self._suspend_between_callbacks()
        self._app.set_interval(_LOOK, self._look)

    def save(self) -> None:
        """Save everything; when that fails, :meth:`end` prints the sentence on stderr."""
        try:
            self._save()
        except NianbaoError as error:
            self._refusal = error.sentence()
        else:
            self._refusal = ""

    def end(self) -> None:
        """After the application has exited: raise the signal that ended it again, if there was one."""
        if self._ended_by is None:
            return
        if self._refusal:
            print(self._refusal, file=sys.stderr)  # noqa: T201 - the screen is gone by now
        signal.raise_signal(self._ended_by)

    # -- inside --------------------------------------------------------------------------------
    def _suspend_between_callbacks(self) -> None:
        """Have the event loop call the driver's handler of SIGTSTP.

        It writes to the terminal and waits for the driver's threads. In the midst of a callback the main thread may
        hold the lock of the queue it writes to, or one that such a thread waits for, and would wait for ever.
        """
        if sys.platform == "win32":
            return
        suspend = signal.getsignal(signal.SIGTSTP)
        if callable(suspend):
            self._loop.add_signal_handler(signal.SIGTSTP, suspend, signal.SIGTSTP, None)

    def _told(self, number: int, _: FrameType | None) -> None:
        # The same signal a second time ends the process at once.
        signal.signal(number, signal.SIG_DFL)
        self.save()
        if _terminal_gone():
            signal.raise_signal(number)
        self._ended_by = number
        self._loop.call_soon_threadsafe(self._app.exit)

    def _look(self) -> None:
        """End the program when the terminal is closed, even where SIGHUP is ignored (nohup)."""
        if _terminal_gone():
            self.save()
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            signal.raise_signal(signal.SIGTERM)


BROWSER_DRIVER = "assistant.tui.browser:BrowserDriver"
"""What draws in a browser, as the environment variable TEXTUAL_DRIVER names it."""


def browser_is_open() -> bool:
    """Whether this process draws for a page of ``nianbao serve``."""
    return os.environ.get("TEXTUAL_DRIVER") == BROWSER_DRIVER


def _terminal_gone() -> bool:
    """Whether nothing can be shown any more. Of a page that is gone its driver learns by itself."""
    if browser_is_open():
        return False
    return sys.__stdin__ is None or not os.isatty(sys.__stdin__.fileno())


def can_suspend() -> bool:
    """Whether the parent is a shell with job control, which can resume a suspended program."""
    if sys.platform == "win32":
        return False
    with suppress(OSError):
        parent = os.getppid()
        return os.getsid(parent) == os.getsid(0) and os.getpgid(parent) != os.getpgrp()
    return False


@contextmanager
def painting_on_terminal() -> Iterator[None]:
    """Let Textual, which draws on stderr, draw on stdout while stderr is redirected to a file."""
    if browser_is_open() or sys.__stderr__ is None or sys.__stderr__.isatty():
        yield
        return
    stderr = sys.__stderr__.fileno()
    before = os.dup(stderr)
    os.dup2(sys.stdout.fileno(), stderr)
    try:
        yield
    finally:
        os.dup2(before, stderr)
        os.close(before)


def default_folder() -> Path:
    """The current folder, or the user's documents where nothing can be written into it."""
    import platformdirs  # slow to load, and wanted by few

    places: tuple[Callable[[], Path], ...] = (Path.cwd, platformdirs.user_documents_path, Path.home)
    for place in places:
        # Each may be missing: a removed USB drive, a user without a home folder.
        with suppress(OSError, RuntimeError):
            folder = place()
            if folder.is_dir() and os.access(folder, os.W_OK):
                return folder
    return Path(tempfile.gettempdir())
