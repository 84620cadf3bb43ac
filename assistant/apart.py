"""A task of ours in a process of its own, with bounds on memory and time that the system holds.

For what cannot be counted beforehand: libraries that read files of others, some of them native code that ends the whole
process. The task is a file that defines ``answer(data, *arguments) -> str``; it is run by its path, so that it loads no
more of the project than it imports itself. This file is both sides, and imports nothing of the project.
"""

from __future__ import annotations

import runpy
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Loss = Literal["memory", "time", "failed"]
_NO_MEMORY = 3


@dataclass(frozen=True)
class Limits:
    """Bytes of address space, and seconds of processor time; waiting may take several times as long."""

    memory: int
    seconds: int


class Lost(Exception):
    """The process gave no answer: it wanted more memory or time than it may have, or failed."""

    def __init__(self, why: Loss) -> None:
        super().__init__(why)
        self.why = why


_PATIENCE = 3
"""Times the processor time that is waited for an answer: other work may hold the processor."""


def answer_of(task: Path, data: bytes, *arguments: object, limits: Limits) -> str:
    """What ``answer`` in the file ``task`` makes of ``data`` and the ``arguments``.

    :raises Lost: it made nothing. :raises OSError: the system starts no process.
    """
    bounds = (limits.memory, limits.seconds)
    command = [sys.executable, "-P", __file__, str(task), *map(str, (*bounds, *arguments))]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_PATIENCE * limits.seconds, check=False)
    except subprocess.TimeoutExpired:
        raise Lost("time") from None
    if done.returncode == 0:
        return done.stdout.decode("utf-8", errors="surrogatepass")
    raise Lost("memory" if done.returncode == _NO_MEMORY else "time" if _ran_out(done.returncode) else "failed")


def _ran_out(status: int) -> bool:
    import signal

    return status in {-getattr(signal, name) for name in ("SIGXCPU", "SIGKILL") if hasattr(signal, name)}


def _bound(memory: int, seconds: int) -> None:
    try:
        import resource
    except ImportError:  # pragma: no cover - Windows has none, there the waiting time alone is a bound
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    # The second number kills where the first one's signal is not heard.
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _main(task: str, memory: str, seconds: str, *arguments: str) -> int:
    _bound(int(memory), int(seconds))
    try:
        answer = runpy.run_path(task)["answer"](sys.stdin.buffer.read(), *arguments)
        sys.stdout.buffer.write(answer.encode("utf-8", errors="surrogatepass"))
    except MemoryError:
        return _NO_MEMORY
    return 0


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
