"""What this program is made of, and how it starts itself once more: installed, from a checkout, or frozen."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

CONFINED = "--confined"
"""First argument of a frozen program that shall serve as a process of :mod:`assistant.confined`."""

_LIBRARIES = (
    "textual", "pydantic", "jinja2", "click", "python-docx", "lxml", "pdfplumber", "openpyxl", "textual-serve",
)  # fmt: skip


def libraries() -> Iterator[str]:
    """The libraries that faults may lie in, each with its version; those that are not installed are left out."""
    from importlib.metadata import PackageNotFoundError, version  # takes long to load, and few starts want it

    for name in _LIBRARIES:
        with suppress(PackageNotFoundError):
            yield f"{name} {version(name)}"


def is_frozen() -> bool:
    """Whether this is an executable that holds Python and all libraries (PyInstaller)."""
    return bool(getattr(sys, "frozen", False))


def confined_command(memory: int) -> list[str]:
    """What starts a process that answers calls within bounds."""
    if is_frozen():
        return [sys.executable, CONFINED, str(memory)]
    code = "import sys; from assistant.confined import serve; serve(int(sys.argv[1]))"
    return [sys.executable, "-P", "-X", "utf8=1", "-c", code, str(memory)]


def own_command(*arguments: str) -> list[str]:
    """What starts the command line of this very program."""
    start = [] if is_frozen() else ["-P", "-X", "utf8=1", "-m", "assistant"]
    return [sys.executable, *start, *arguments]


def own_environment() -> dict[str, str]:
    """This process's environment, in which the package of this process is found first."""
    above = str(Path(__file__).resolve().parent.parent)
    known = os.environ.get("PYTHONPATH", "")
    return {**os.environ, "PYTHONPATH": os.pathsep.join(part for part in (above, known) if part)}
