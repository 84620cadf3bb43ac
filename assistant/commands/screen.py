"""Opening the screen from a command: whether there is a terminal for it, and what it begins with."""

from __future__ import annotations

import codecs
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.commands.messages import message
from assistant.errors import NianbaoError

if TYPE_CHECKING:
    from assistant.drafts import Draft


def open_screen(
    draft: Draft | None,
    begin: bool = False,
    returned: Path | None = None,
    practice: bool = False,
    materials: Sequence[Path] = (),
) -> int:
    """Run the application. ``returned``: a changed copy of the draft's report, shown beside it at once.
    ``practice``: the practice at once. ``materials``: files that tell answers of the draft.

    :raises NianbaoError: there is no terminal to run it in.
    """
    need_terminal()
    return _opened(draft, begin, returned, practice, materials)


def open_window() -> int:
    """Run the application for a page of ``nianbao serve``.

    :raises NianbaoError: this process was not started by it.
    """
    from assistant.tui.terminal import browser_is_open

    if not browser_is_open():
        raise NianbaoError(message("no_terminal"))
    return _opened()


def _opened(
    draft: Draft | None = None,
    begin: bool = False,
    returned: Path | None = None,
    practice: bool = False,
    materials: Sequence[Path] = (),
) -> int:
    # Textual paints at most so often a second: twice its own number makes the next question come sooner.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    # Nothing of what is loaded now is garbage; the application collects from its first moment of rest on.
    gc.disable()
    from assistant.tui import run

    return run(draft, begin=begin, returned=returned, practice=practice, materials=materials)


def need_terminal() -> None:
    """:raises NianbaoError: there is no terminal that the screen could be opened in."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM") == "dumb":
        raise NianbaoError(message("no_terminal"))
    if codecs.lookup(sys.stdout.encoding).name != "utf-8":
        raise NianbaoError(message("terminal_encoding", encoding=sys.stdout.encoding))
