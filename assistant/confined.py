"""Functions called in a process of their own, with bounds on memory, time and the size of the answer.

For what cannot be counted beforehand: scripts and templates that others wrote, and libraries that read files of others,
some of them native code that ends the whole process. The process is started when it is first wanted, serves one call
after the other, each within the limits, and ends when nothing is asked of it for a while. It knows the caller's
environment, writes no file by itself and dies with its caller.
"""

from __future__ import annotations

import atexit
import io
import os
import pickle
import signal
import struct
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass
from threading import Lock, Timer, current_thread
from types import FrameType
from typing import IO, Any, Literal, NoReturn, ParamSpec, TypeVar

from assistant.errors import NianbaoError, OutOfTime
from assistant.program import confined_command, own_environment

Arguments = ParamSpec("Arguments")
Value = TypeVar("Value")
Loss = Literal["memory", "time", "failed", "start"]
Listener = Callable[[Any], object]

IDLE_SECONDS = 30.0
_GRACE = 2
"""Seconds of processor time after which the process is ended, when the code that runs took no notice of its limit."""
_HEAD = struct.Struct(">Q")
_ROOTS = frozenset({"assistant", "builtins", "collections", "datetime", "decimal"})
"""Packages whose classes an answer may be made of."""


@dataclass(frozen=True)
class Limits:
    """What one process may have.

    :param memory: bytes of data, the program itself included. :param seconds: processor time of one call.
    :param waiting: seconds after which a call is given up whatever the process does. :param answer: bytes of an answer.
    """

    memory: int = 300_000_000
    seconds: float = 5
    waiting: float = 60
    answer: int = 50_000_000


class Lost(Exception):
    """The call gave no answer: it wanted more memory or time than it may have, or failed, or no process was started."""

    def __init__(self, why: Loss) -> None:
        super().__init__(why)
        self.why = why


inside = False
"""Whether this is such a process itself: what would be called in another one is called here."""
_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


class Confined:
    """A process that calls functions for this one. It may be used by several threads, which wait in turn.

    :param passes: errors that are the caller's, as those for people are; any other one loses the call.
    """

    def __init__(self, limits: Limits = Limits(), *passes: type[Exception]) -> None:
        self._limits = limits
        self._passes = passes
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._lock = Lock()
        self._rest: Timer | None = None

    def call(
        self, function: Callable[Arguments, Value], *arguments: Arguments.args, **options: Arguments.kwargs
    ) -> Value:
        """What a function of a module's top level returns for these arguments, in the process.

        :raises Lost: the call took more than its limits, or failed. Otherwise raises what the function raises.
        """
        if inside:
            return function(*arguments, **options)
        question = pickle.dumps((self._limits.seconds, self._passes, function, arguments, options))
        with self._lock:
            kind, answer = self._asked(question)
        if kind == "returned":
            return answer  # type: ignore[no-any-return]
        raise _error(answer) if kind == "refused" else Lost(answer)

    def followed(
        self, listener: Listener, function: Callable[Arguments, Value], *arguments: Arguments.args,
        **options: Arguments.kwargs,
    ) -> Value:  # fmt: skip
        """As :meth:`call`; ``listener`` is given what the function tells by :func:`tell`, and ends the call by raising.

        Raises what ``listener`` raises.
        """
        token = _listener.set(listener)
        try:
            return self.call(function, *arguments, **options)
        finally:
            _listener.reset(token)

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            # A process that was forked from the owner has only copies of the ends of its pipes.
            return
        process.kill()
        process.communicate()
        atexit.unregister(self.close)

    def _asked(self, question: bytes) -> tuple[str, Any]:
        if self._rest is not None:
            self._rest.cancel()
        if self._process is None or self._owner != os.getpid() or self._process.poll() is not None:
            self.close()
            self._process, self._owner = _start(self._limits.memory), os.getpid()
            atexit.register(self.close)
        process = self._process
        patience = Timer(self._limits.waiting, process.kill)
        patience.daemon = True
        patience.start()
        try:
            return self._answer_of(process, question)
        except (OSError, EOFError, pickle.UnpicklingError, ValueError) as error:
            raise Lost(_why(process, error)) from None
        finally:
            patience.cancel()
            self._settle(process)

    def _answer_of(self, process: subprocess.Popen[bytes], question: bytes) -> tuple[str, Any]:
        assert process.stdin is not None and process.stdout is not None
        try:
            _write(process.stdin, question)
            while True:
                kind, answer = _Answer(_read(process.stdout, self._limits.answer)).load()
                if kind != "told":
                    return kind, answer
                if listener := _listener.get():
                    listener(answer)
        except BaseException as error:
            # An answer that nobody waits for any more would be taken for that of the next call.
            if isinstance(error, OSError | EOFError) and not isinstance(error, _TooLong):
                _await_end(process)
            self.close()
            raise

    def _settle(self, process: subprocess.Popen[bytes]) -> None:
        if self._process is process:
            self._rest = Timer(IDLE_SECONDS, self._close_idle, (process,))
            self._rest.daemon = True
            self._rest.start()

    def _close_idle(self, process: subprocess.Popen[bytes]) -> None:
        with self._lock:
            # A call that came in between has its own clock.
            if self._process is process and self._rest is current_thread():
                self.close()


class _Answer(pickle.Unpickler):
    """What a process says, made of plain values and of our own classes: what it runs may have taken it over."""

    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data))

    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name) if module.partition(".")[0] in _ROOTS else None
        if not isinstance(found, type):
            raise pickle.UnpicklingError(f"{module}.{name}")
        return found


def _start(memory: int) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            confined_command(memory), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            start_new_session=True, env=own_environment(),
        )  # fmt: skip
    except OSError:
        raise Lost("start") from None


def _await_end(process: subprocess.Popen[bytes]) -> None:
    """Wait for a process that seems to have ended: how it ended is known a moment after its pipe is closed."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(1)


def _why(process: subprocess.Popen[bytes], error: Exception) -> Loss:
    if isinstance(error, _TooLong):
        return "memory"
    ended = {-getattr(signal, name) for name in ("SIGXCPU", "SIGKILL") if hasattr(signal, name)}
    return "time" if isinstance(error, OSError | EOFError) and process.returncode in ended else "failed"


def _error(told: tuple[type[Exception], tuple[Any, ...]]) -> Exception:
    kind, arguments = told
    return kind(*arguments)


class _TooLong(EOFError):
    """More is to be read than an answer may have."""


def _write(stream: IO[bytes], data: bytes) -> None:
    stream.write(_HEAD.pack(len(data)) + data)
    stream.flush()


def _read(stream: IO[bytes], most: int) -> bytes:
    """:raises EOFError: the other end is gone, or tells a length that no answer has."""
    (size,) = _HEAD.unpack(_exactly(stream, _HEAD.size))
    if size > most:
        raise _TooLong
    return _exactly(stream, size)


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


# -- in the process --------------------------------------------------------------------------------
_told: IO[bytes] | None = None
_QUESTION = 1 << 40
"""Bytes: what the caller asks is its own."""


def tell(value: object) -> None:
    """Let the listener of the call under way know something, if there is one."""
    if _told is not None:
        _write(_told, pickle.dumps(("told", value)))
    elif listener := _listener.get():
        listener(value)


def serve(memory: int) -> None:
    """Answer calls until the caller is gone."""
    global inside, _told  # noqa: PLW0603 - they are of this process
    inside = True
    asked, _told = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # What runs here may print: the answers are not to be mixed with it.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    _bound_memory(memory)
    while True:
        try:
            question = _read(asked, _QUESTION)
        except EOFError:
            return
        _write(_told, _answer(question))


def _answer(question: bytes) -> bytes:
    passes: tuple[type[Exception], ...] = ()
    try:
        seconds, passes, function, arguments, options = pickle.loads(question)
        _bound_time(seconds)
        value = function(*arguments, **options)
        _stop_time()
        return pickle.dumps(("returned", value))
    except NianbaoError as error:
        told: tuple[str, Any] = "refused", (type(error), (error.message, error.hint, error.title))
    except MemoryError:
        told = "lost", "memory"
    except OutOfTime:
        told = "lost", "time"
    except Exception as error:  # noqa: BLE001 - whatever others make fail is one loss to the caller
        told = ("refused", (type(error), error.args)) if isinstance(error, passes) else ("lost", "failed")
    _stop_time()
    return pickle.dumps(told)


def _bound_memory(memory: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _bound_time(seconds: float) -> None:
    """Limit the processor time from now on: by an error that names the place, later by the end of the process."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    limit = int(used.ru_utime + used.ru_stime + seconds) + _GRACE
    resource.setrlimit(resource.RLIMIT_CPU, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
    signal.signal(signal.SIGPROF, _too_long)
    signal.setitimer(signal.ITIMER_PROF, seconds)


def _stop_time() -> None:
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, 0)


def _too_long(number: int, frame: FrameType | None) -> NoReturn:
    raise OutOfTime("more time than it may take")
