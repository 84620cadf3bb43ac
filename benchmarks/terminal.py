"""A program in a pseudo-terminal: keys in as bytes, the moment at which words came out."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

_SEQUENCE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])")
_LIMIT = 30.0
"""Seconds after which words that have not come are not waited for any more."""


class Terminal:
    """A running program and what it has painted, control sequences left out.

    The times are those at which the bytes could be read from the pseudo-terminal; what a terminal
    emulator then needs to draw them is the same for every program and not part of it.

    :param command: the program with its arguments.
    :param environment: laid over this process's own.
    :param size: columns and lines.
    """

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str] | None = None, size: tuple[int, int] = (100, 30)
    ) -> None:
        self._command = list(command)
        self._environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(environment or {})}
        self._size = size
        self._raw = b""
        self.started = 0.0

    def __enter__(self) -> Self:
        self._screen, inside = pty.openpty()
        columns, lines = self._size
        fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            self._command, stdin=inside, stdout=inside, stderr=inside, env=self._environment, start_new_session=True
        )
        os.close(inside)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._screen)

    def press(self, keys: str) -> float:
        """Write keys as the terminal sends them; the moment just before."""
        moment = time.perf_counter()
        os.write(self._screen, keys.encode())
        return moment

    def wait_for(self, words: str) -> float:
        """The moment at which ``words`` had been painted since the last call that found its own.

        :raises TimeoutError: they did not come; the error tells what was painted instead.
        """
        wanted, limit = words.encode(), time.perf_counter() + _LIMIT
        while True:
            found = _SEQUENCE.sub(b"", self._raw).find(wanted)
            if found >= 0:
                moment = time.perf_counter()
                self._raw = b""
                return moment
            if not select.select([self._screen], [], [], max(limit - time.perf_counter(), 0))[0]:
                raise TimeoutError(f"{words!r} was not painted; {self._plain()[-400:]!r} was")
            self._raw += self._read()

    def rest(self, quiet: float = 0.3) -> None:
        """Wait until nothing has been painted for ``quiet`` seconds, and forget what was."""
        while select.select([self._screen], [], [], quiet)[0]:
            self._read()
        self._raw = b""

    @property
    def peak_memory(self) -> float:
        """The most memory that the program has held so far, in MB."""
        return self._told("VmHWM")

    @property
    def memory(self) -> float:
        """The memory that the program holds now, in MB."""
        return self._told("VmRSS")

    def _told(self, name: str) -> float:
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="utf-8")
        found = re.search(rf"{name}:\s+(\d+) kB", status)
        return int(found[1]) / 1024 if found else 0.0

    def _read(self) -> bytes:
        try:
            return os.read(self._screen, 1 << 16)
        except OSError as error:
            raise TimeoutError(f"the program ended; it had painted {self._plain()[-2000:]}") from error

    def _plain(self) -> str:
        return _SEQUENCE.sub(b"", self._raw).decode(errors="replace")
