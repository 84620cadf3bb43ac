"""The application from its start to the exit code."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.tui.app import NianbaoApp
from assistant.tui.pastes import take_pastes_as_text
from assistant.tui.terminal import painting_on_terminal
from assistant.tui.tidying import Tidying

if TYPE_CHECKING:
    from assistant.drafts import Draft, DraftStore

_TURN = 0.0005
"""Seconds after which a thread lets the others run. With Python's own 5 ms an answer waits for the screen on its way
to the disk, at each step anew, and what is painted waits for its way to the terminal."""


def run(
    draft: Draft | None = None,
    store: DraftStore | None = None,
    today: date | None = None,
    folder: Path | None = None,
    begin: bool = False,
) -> int:
    """Run the application until the clerk leaves; its exit code. ``begin``: a new report at once.

    :raises NianbaoError: a question script does not load or fails on the way; all answers given are on disk.
    """
    app = NianbaoApp(store, draft, today, folder, begin)
    app.tidying = Tidying()
    take_pastes_as_text()
    if not app.opens_at_once:
        app.tidying.begin()
    sys.setswitchinterval(_TURN)
    with painting_on_terminal():
        app.run()
    app.tidying.end()
    app.guard.end()
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0
