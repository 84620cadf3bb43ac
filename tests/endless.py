"""Work that must be bounded by what there is to do: counted in lines of code, or given up when it does not end.

No test says how fast the machine is. What runs in Python is counted; a pattern that is tried from every place
cannot be, so that it gets a text for which it would need many minutes, and is given up long before.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

PATIENCE = 10.0
"""Seconds of the processor, many times what anything takes that is tried by :func:`ends`."""


class DoesNotEnd(Exception):
    """More is done than there is to do."""


@contextmanager
def ends(patience: float = PATIENCE) -> Iterator[None]:
    """Give up what runs within, if it seems to have no end; where there is no such clock, it runs on.

    :param patience: seconds of the processor.
    :raises DoesNotEnd: after them.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, patience)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _give_up(_: int, __: FrameType | None) -> None:
    raise DoesNotEnd


def work(do: Callable[[], object], most: int, *rooms: ModuleType) -> int:
    """How many lines of the code of these packages run.

    :raises DoesNotEnd: after ``most`` of them.
    """
    with counting(most, *rooms) as lines:
        do()
    return lines()


@contextmanager
def counting(most: int, *rooms: ModuleType) -> Iterator[Callable[[], int]]:
    """Tells how many lines of the code of these packages have run within, in this thread.

    :raises DoesNotEnd: after ``most`` of them.
    """
    count = 0
    folders = tuple(str(Path(str(room.__file__)).parent) for room in rooms)

    def inside(_: FrameType, event: str, __: Any) -> Any:
        nonlocal count
        count += event == "line"
        if count > most:
            raise DoesNotEnd
        return inside

    before = sys.gettrace()
    sys.settrace(lambda frame, *_: inside if frame.f_code.co_filename.startswith(folders) else None)
    try:
        yield lambda: count
    finally:
        sys.settrace(before)
