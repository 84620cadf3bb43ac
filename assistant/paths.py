"""Paths as people type them: a name that no disk takes is a file that is not there, not an error."""

from __future__ import annotations

import os.path
from pathlib import Path


def exists(path: Path) -> bool:
    """Whether something is there; False also for a name that is too long or holds a NUL."""
    return os.path.exists(path)  # noqa: PTH110 - Path.exists raises on such names


def is_file(path: Path) -> bool:
    """Whether a regular file is there; False as :func:`exists`."""
    return os.path.isfile(path)  # noqa: PTH113 - as above


def is_folder(path: Path) -> bool:
    """Whether a folder is there; False as :func:`exists`."""
    return os.path.isdir(path)  # noqa: PTH112 - as above


def typed_path(text: str) -> Path:
    """The path that is meant by ``text``: ``~`` is the home folder; ``~somebody`` who is not known stays as it is."""
    return Path(os.path.expanduser(text))  # noqa: PTH111 - Path.expanduser raises on somebody not known
