"""Where files are meant that are named without a folder."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def usual_folder() -> Path:
    """The current folder, or the user's documents where nothing can be written into it."""
    import platformdirs  # slow to load, and wanted by few

    places: tuple[Callable[[], Path], ...] = (Path.cwd, platformdirs.user_documents_path, Path.home)
    for place in places:
        # Each may be gone: a stick that was pulled out, a user without a home.
        with suppress(OSError, RuntimeError):
            folder = place()
            if folder.is_dir() and os.access(folder, os.W_OK):
                return folder
    return Path(tempfile.gettempdir())
