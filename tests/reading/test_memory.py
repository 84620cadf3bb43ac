"""A file that was read is gone from memory at once: a thousand in one command take no more than one."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from assistant.reading import read_file

REPORTS = Path(__file__).parents[1] / "reports"
_TRIES = 3
FILES = sorted(path for path in REPORTS.iterdir() if path.suffix in (".docx", ".html", ".txt", ".mht"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_reading_leaves_nothing_that_waits_for_a_collection(path: Path) -> None:
    read_file(path)
    # A resting process of another test may end meanwhile and leave something of its own, but not every time.
    assert any(not _left_by_reading(path) for _ in range(_TRIES))


def _left_by_reading(path: Path) -> set[str]:
    """The modules of what is freed by the collector only; a tree of lxml is large, and it does not know how large."""
    gc.collect()
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        read_file(path)
        gc.collect()
        left = {type(thing).__module__ for thing in gc.garbage}
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()
    return {module for module in left if module.startswith(("lxml", "assistant"))}
