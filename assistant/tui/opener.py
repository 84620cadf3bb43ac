"""Opening a file or folder with what the system has for it; in a browser, handing it over as a download."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from textual.app import App

from assistant.files import visible
from assistant.texts import SCREENS


def opener() -> str:
    """The program that opens files here: open, start, xdg-open; "" where there is none or no desktop to open on."""
    if sys.platform == "win32":
        return "start"
    if sys.platform == "darwin":
        return shutil.which("open") or ""
    desktop = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
    return (shutil.which("xdg-open") or "") if desktop else ""


def open_path(path: Path) -> bool:
    """Open a file or folder with the program of the system; whether that could be started."""
    program = opener()
    if not program:
        return False
    with suppress(OSError):
        if sys.platform == "win32":
            os.startfile(path)
        else:
            subprocess.Popen(
                [program, str(path)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        return True
    return False


def offer_download(app: App[Any], path: Path) -> None:
    """Where the screen is in a browser, let that download a file that was written."""
    if app.is_web:
        with suppress(OSError):
            app.deliver_binary(path)
            app.notify(SCREENS.say("browser.offered", name=visible(path.name)), markup=False)
