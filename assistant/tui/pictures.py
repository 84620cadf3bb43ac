"""A picture of the screen as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.app import App

from assistant.texts import SCREENS


def keep_picture(app: App[Any], folder: Path) -> None:
    """Put what is on the screen into ``folder`` as an SVG file, and tell the clerk where, or why not."""
    try:
        path = app.save_screenshot(path=str(folder))
    except OSError as error:
        sentence = SCREENS.say("screenshot.failed", path=folder, reason=error.strerror)
        app.notify(sentence, severity="error", markup=False)
    else:
        app.notify(SCREENS.say("screenshot.saved", path=path), markup=False)
