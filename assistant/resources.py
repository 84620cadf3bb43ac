"""Where the data folders stand: in a checkout beside the package, in a wheel inside it."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import DataFileError

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder of shipped data called ``name`` (``prompts``, ``templates`` or ``samples``).

    A built wheel carries it as ``assistant/_data/<name>``; in a checkout, and so in an editable
    installation, it lies at the top level.

    :raises DataFileError: neither place has it (a broken installation).
    """
    for place in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise DataFileError(f"找不到程序自带的“{name}”文件夹，安装可能不完整，", "请重新安装 nianbao。")
