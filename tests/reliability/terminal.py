"""The program in a terminal, as a clerk has it: a pty, keys in, a screen to read; every wait has a deadline."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyte

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30.0
"""Seconds after which a test gives up waiting; never how long it takes."""

ENTER, ESCAPE, UP, DOWN, TAB = "\r", "\x1b", "\x1b[A", "\x1b[B", "\t"
BEFORE = "\x1b[1;5A"
"""Ctrl+Up: the answer before."""


def control(letter: str) -> str:
    """What Ctrl and a letter send."""
    return chr(ord(letter.upper()) - 64)


def pasted(text: str) -> str:
    """What a terminal sends for a paste in bracketed mode."""
    return f"\x1b[200~{text}\x1b[201~"


def environment(home: Path, **changes: str | None) -> dict[str, str]:
    """A plain clerk's environment; a change to None takes a variable away."""
    plain: dict[str, str | None] = {
        "PATH": os.environ["PATH"], "HOME": str(home), "NIANBAO_HOME": str(home / "nianbao"),
        "TERM": "xterm-256color", "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    return {name: value for name, value in (plain | changes).items() if value is not None}


class Warm:
    """The warmed-up program; :meth:`start` takes some ten milliseconds."""

    def __init__(self) -> None:
        self._server = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("warm.py"))],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip

    def ask(self, **request: Any) -> int:
        assert self._server.stdin is not None and self._server.stdout is not None
        print(json.dumps(request), file=self._server.stdin, flush=True)
        return int(self._server.stdout.readline())

    def close(self) -> None:
        self._server.communicate()


# Makes the terminal on stdin the controlling one of a new session, which signals and job control go by.
_TAKE = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execvp(sys.argv[1], sys.argv[1:])"
_LAUNCH = (sys.executable, "-I", "-S", "-c", _TAKE)


class Terminal:
    """A terminal with the program in it.

    :param arguments: what stands behind ``nianbao``.
    :param warm: fork it from there; start ``command`` when None.
    """

    def __init__(
        self,
        arguments: Sequence[str],
        variables: Mapping[str, str],
        folder: Path,
        size: tuple[int, int] = (80, 24),
        warm: Warm | None = None,
        command: Sequence[str] = (sys.executable, "-m", "assistant"),
    ) -> None:
        self.master, slave = pty.openpty()
        self.screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = bytearray()
        self._set_size(size)
        self._warm = warm
        if warm is not None:
            start = {"tty": os.ttyname(slave), "arguments": list(arguments), "environment": dict(variables)}
            self.pid = warm.ask(start={**start, "folder": str(folder)})
        else:
            self._process = subprocess.Popen(
                [*_LAUNCH, *command, *arguments],
                stdin=slave, stdout=slave, stderr=slave, start_new_session=True, env=dict(variables), cwd=folder,
            )  # fmt: skip
            self.pid = self._process.pid
        # The child holds its own end by now or opens it by name; ours is kept until it has, see read().
        self._slave: int | None = slave
        self._exit: int | None = None

    # -- what is on it -------------------------------------------------------------------------
    @property
    def text(self) -> str:
        """What can be read on the screen, line by line."""
        rows = (self.screen.buffer[row] for row in range(self.screen.lines))
        return "\n".join("".join(row[at].data for at in range(self.screen.columns)).rstrip() for row in rows)

    def says(self, words: str) -> bool:
        """Whether ``words`` can be read, wherever the lines break."""
        return "".join(words.split()) in "".join(self.text.split())

    def read(self, seconds: float) -> bool:
        """Take in what the program wrote within ``seconds``; False when nothing came."""
        ready, _, _ = select.select([self.master], [], [], max(seconds, 0))
        if not ready:
            return False
        try:
            data = os.read(self.master, 1 << 16)
        except OSError:
            return False
        self._let_go()
        self.raw += data
        self._stream.feed(data)
        return bool(data)

    def until(self, seen: str | Callable[[], Any], patience: float = PATIENCE) -> None:
        """Wait until words are on the screen, or a condition holds."""
        holds = (lambda: self.says(seen)) if isinstance(seen, str) else seen
        end = time.monotonic() + patience
        while not holds():
            if time.monotonic() > end:
                raise AssertionError(f"waited for {seen!r}; the screen shows\n{self.text}")
            self.read(0.05)

    def until_quiet(self, seconds: float = 0.2) -> None:
        """Wait until nothing more is painted."""
        while self.read(seconds):
            pass

    # -- what is done to it --------------------------------------------------------------------
    def send(self, keys: str | bytes) -> None:
        """Type; what the program paints meanwhile is taken in, so that neither side waits for the other."""
        data = keys.encode("utf-8", "surrogatepass") if isinstance(keys, str) else keys
        os.set_blocking(self.master, False)
        end = time.monotonic() + PATIENCE
        while data:
            try:
                data = data[os.write(self.master, data) :]
            except BlockingIOError:
                assert time.monotonic() < end, "the program takes no input"
                self.read(0.01)
        os.set_blocking(self.master, True)

    def resize(self, columns: int, rows: int) -> None:
        """Pull the window to another size."""
        self.screen.resize(rows, columns)
        self._set_size((columns, rows))

    def hang_up(self) -> None:
        """Close the window."""
        self._let_go()
        os.close(self.master)
        self.master = -1

    def kill(self, number: int = signal.SIGKILL) -> None:
        os.kill(self.pid, number)

    @property
    def stopped(self) -> bool:
        """Whether the process is suspended."""
        state = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[0]
        return state == "T"

    def wait(self, patience: float = PATIENCE) -> int:
        """Wait until the program has ended; its exit code, negative for a signal."""
        end = time.monotonic() + patience
        while not self._gone():
            if time.monotonic() > end:
                raise AssertionError(f"the program did not end; the screen shows\n{self.text}")
            if self.master < 0 or not self.read(0.02):
                time.sleep(0.005)
        while self.master >= 0 and self.read(0):
            pass
        return self._reap()

    def close(self) -> None:
        """Put an end to it, whatever state it is in."""
        if self._exit is None:
            if not self._gone():
                self.kill()
            self._reap()
        self._let_go()
        if self.master >= 0:
            os.close(self.master)
            self.master = -1

    # -- inside --------------------------------------------------------------------------------
    def _gone(self) -> bool:
        if self._exit is not None:
            return True
        try:
            return Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
        except (FileNotFoundError, ProcessLookupError):
            return True

    def _reap(self) -> int:
        if self._exit is None:
            self._exit = self._warm.ask(wait=self.pid) if self._warm is not None else self._process.wait()
        return self._exit

    def _set_size(self, size: tuple[int, int]) -> None:
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))

    def _let_go(self) -> None:
        if self._slave is not None:
            os.close(self._slave)
            self._slave = None
