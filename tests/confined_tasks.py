"""Functions that tests call in a process of its own, which finds them by the name of this module."""

from __future__ import annotations

from assistant.confined import tell
from assistant.errors import NianbaoError


def refuses() -> None:
    raise NianbaoError("不行。", "再试。", "没有做")


def counts(most: int) -> int:
    for number in range(most):
        tell(number)
    return most
