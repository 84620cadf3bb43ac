"""One function over many files, on all cores: the answers in their order, a few files under way at a time.

A file that ends its process loses its own answer only: the others are asked for again in a new one.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stderr, suppress
from itertools import islice
from threading import current_thread, main_thread
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing.context import BaseContext

Item = TypeVar("Item")
Answer = TypeVar("Answer")

WORTH_PROCESSES = 12
"""Fewer files are done sooner than another process has started."""
_AHEAD = 4
"""Files under way for each core: memory stays flat, and no core waits."""


def mapped(
    function: Callable[[Item], Answer], items: Sequence[Item], lost: Callable[[Item], Answer]
) -> Iterator[Answer]:
    """What ``function`` says of each item, in their order.

    :param function: picklable, handed to each process once; raises nothing.
    :param lost: what is to be said of an item whose process ended.
    """
    cores = os.cpu_count() or 1
    if len(items) < WORTH_PROCESSES or cores == 1:
        yield from map(function, items)
        return
    yield from _in_processes(function, items, lost, cores)


def _in_processes(
    function: Callable[[Item], Answer], items: Sequence[Item], lost: Callable[[Item], Answer], cores: int
) -> Iterator[Answer]:
    from concurrent.futures.process import BrokenProcessPool

    done = 0
    while done < len(items):
        pool = _pool(function, cores)
        waiting = iter(items[done:])
        under_way = [pool.submit(_call_here, item) for item in islice(waiting, cores * _AHEAD)]
        try:
            while under_way:
                yield under_way[0].result()
                done += 1
                under_way.pop(0)
                under_way += [pool.submit(_call_here, item) for item in islice(waiting, 1)]
        except BrokenProcessPool:
            # Which of those under way has ended the process is told by asking for each alone.
            together = items[done : done + cores * _AHEAD]
            for item in together:
                yield _alone(function, item, lost)
                done += 1
        finally:
            _close(pool, under_way)


def _alone(function: Callable[[Item], Answer], item: Item, lost: Callable[[Item], Answer]) -> Answer:
    from concurrent.futures.process import BrokenProcessPool

    pool = _pool(function, 1)
    try:
        answer: Answer = pool.submit(_call_here, item).result()
    except BrokenProcessPool:
        return lost(item)
    finally:
        _close(pool, [])
    return answer


def _pool(function: Callable[[Any], Any], cores: int) -> ProcessPoolExecutor:
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(cores, _context(), initializer=_begin, initargs=(function,))


def _context() -> BaseContext | None:
    """How processes begin. A fork of a program with threads may take along locks that nobody opens any more, so that
    another thread than the main one begins its processes anew.
    """
    if current_thread() is main_thread():
        return None
    from multiprocessing import get_context

    if os.name == "posix":
        from multiprocessing.resource_tracker import ensure_running

        # It hands its stderr down to a process of its own; what stands there while a screen is shown is no file.
        with redirect_stderr(sys.__stderr__):
            ensure_running()
    return get_context("spawn")


def _close(pool: ProcessPoolExecutor, under_way: Sequence[Future[Any]]) -> None:
    for each in under_way:
        each.cancel()
    with suppress(OSError):
        pool.shutdown(wait=True, cancel_futures=True)


_here: Callable[[Any], Any] | None = None


def _begin(function: Callable[[Any], Any]) -> None:
    global _here  # noqa: PLW0603 - the one function of this process
    _here = function


def _call_here(item: Any) -> Any:
    assert _here is not None
    return _here(item)
