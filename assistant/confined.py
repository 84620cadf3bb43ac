"""Work on what others wrote, in a process of its own: one that takes too long or too much is ended, ours goes on.

The process is started when it is first wanted and serves one call after the other, each within its own limits. It
knows the caller's environment, writes no file by itself and dies with its caller.
"""

from __future__ import annotations

import atexit
import os
import pickle
import signal
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Lock, Timer
from types import FrameType
from typing import IO, Any, ParamSpec, TypeVar

from assistant.errors import NianbaoError
from assistant.sandbox import OutOfBounds

Arguments = ParamSpec("Arguments")
Value = TypeVar("Value")

SECONDS = 5
"""Processor time of one call; after that the code that runs is refused, and two seconds later the process is ended."""
_GRACE = 2
WALL_SECONDS = 60.0
"""Time after which a process is ended that neither answers nor works."""
MEMORY = 300_000_000
"""Bytes of the process, the program itself included."""
_MOST = 50_000_000
"""Bytes of an answer."""
_HEAD = struct.Struct(">Q")
_PROGRAM = "from assistant.confined import serve; serve()"


class Lost(Exception):
    """The process was ended in the middle of a call, or its answer cannot be taken."""


class Confined:
    """A process that calls functions for this one. :meth:`call` may be used by several threads, which wait in turn.

    :param seconds: processor time of one call.
    """

    _within = False

    def __init__(self, seconds: int = SECONDS) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()

    @classmethod
    def within(cls) -> bool:
        """Whether this is such a process itself."""
        return cls._within

    def call(
        self, function: Callable[Arguments, Value], *arguments: Arguments.args, **options: Arguments.kwargs
    ) -> Value:
        """What a function of a module's top level returns for these arguments, in the process.

        :raises Lost: the call took more than its limits. Otherwise raises what the function raises.
        """
        question = pickle.dumps((self._seconds, function, arguments, options))
        with self._lock:
            kind, answer = self._asked(question)
        if kind == "returned":
            return answer  # type: ignore[no-any-return]
        raise _error(answer) if kind == "refused" else Lost(answer)

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None
            atexit.unregister(self.close)

    def _asked(self, question: bytes) -> tuple[str, Any]:
        if self._process is None:
            self._process = _start()
            atexit.register(self.close)
        process = self._process
        assert process.stdin is not None and process.stdout is not None
        patience = Timer(WALL_SECONDS, process.kill)
        patience.daemon = True
        patience.start()
        try:
            _write(process.stdin, question)
            return pickle.loads(_read(process.stdout))  # type: ignore[no-any-return]
        except (OSError, EOFError, pickle.UnpicklingError):
            self.close()
            raise Lost from None
        finally:
            patience.cancel()


def _start() -> subprocess.Popen[bytes]:
    above = str(Path(__file__).resolve().parent.parent)
    known = os.environ.get("PYTHONPATH", "")
    try:
        return subprocess.Popen(
            [sys.executable, "-P", "-X", "utf8=1", "-c", _PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, start_new_session=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(part for part in (above, known) if part)},
        )  # fmt: skip
    except OSError:
        raise Lost from None


def _error(told: tuple[type[Exception], tuple[Any, ...]]) -> Exception:
    kind, arguments = told
    return kind(*arguments)


def _write(stream: IO[bytes], data: bytes) -> None:
    stream.write(_HEAD.pack(len(data)) + data)
    stream.flush()


def _read(stream: IO[bytes]) -> bytes:
    """:raises EOFError: the other end is gone, or tells a length that no answer has."""
    (size,) = _HEAD.unpack(_exactly(stream, _HEAD.size))
    if size > _MOST:
        raise EOFError
    return _exactly(stream, size)


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


# -- in the process --------------------------------------------------------------------------------
def serve() -> None:
    """Answer calls until the caller is gone."""
    Confined._within = True
    asked, told = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # What runs here may print: the answers are not to be mixed with it.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    _bound_memory()
    while True:
        try:
            question = _read(asked)
        except EOFError:
            return
        _write(told, _answer(question))


def _answer(question: bytes) -> bytes:
    try:
        seconds, function, arguments, options = pickle.loads(question)
        _bound_time(seconds)
        value = function(*arguments, **options)
        _stop_time()
        return pickle.dumps(("returned", value))
    except NianbaoError as error:
        told: tuple[str, Any] = "refused", (type(error), (error.message, error.hint, error.title))
    except LookupError as error:
        told = "refused", (type(error), error.args)
    except (OutOfBounds, MemoryError, RecursionError) as error:
        told = "lost", type(error).__name__
    _stop_time()
    return pickle.dumps(told)


def _bound_memory() -> None:
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _bound_time(seconds: int) -> None:
    """Limit the processor time from now on: by an error that names the place, later by the end of the process."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + _GRACE, hard))
    signal.signal(signal.SIGPROF, _too_long)
    signal.setitimer(signal.ITIMER_PROF, seconds)


def _stop_time() -> None:
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, 0)


def _too_long(number: int, frame: FrameType | None) -> None:
    raise OutOfBounds("more time than a report takes")
