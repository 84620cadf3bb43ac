"""The report files that are meant by the names of files and folders."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from assistant.errors import NianbaoError
from assistant.files import MARK, is_folder
from assistant.reading.files import PAGE_ENDINGS, REPORT_ENDINGS
from assistant.texts import COMMANDS

_TEMPORARY = ("~", ".")
"""What office programs lay beside an open file begins so (~$年报.docx, .~lock.年报.docx#), hidden files too."""

_PARTS = (".files", "_files")
"""Ends the name of the folder that a browser saves a page's pictures and frames in."""


class Gathered(NamedTuple):
    """The files to check, and how many others lay in the folders."""

    files: tuple[str, ...]
    skipped: int = 0


def gathered(names: Sequence[str]) -> Gathered:
    """Files and drafts as they are named, and in the place of each folder the reports in it and below it.

    :raises NianbaoError: a folder cannot be read, or holds no report.
    """
    files: list[str] = []
    skipped = 0
    for name in names:
        if not is_folder(Path(name)):
            files.append(name)
            continue
        inside = list(_inside(name))
        reports = [path for path in inside if _is_report(path)]
        if not reports:
            raise NianbaoError(_said("no_reports", name))
        files += reports
        skipped += len(inside) - len(reports)
    return Gathered(tuple(files), skipped)


def _inside(folder: str) -> Iterator[str]:
    """All files of a folder and of those in it, by name; not the parts of saved pages, nor what links lead to."""

    def refuse(error: OSError) -> None:
        raise NianbaoError(_said("folder_denied", error.filename or folder)) from error

    for place, folders, names in os.walk(folder, onerror=refuse):
        pages = {Path(name).stem for name in names if Path(name).suffix.lower() in PAGE_ENDINGS}
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not _is_part(name, pages))
        yield from (str(Path(place, name)) for name in sorted(names))


def _is_part(folder: str, pages: set[str]) -> bool:
    return any(folder.removesuffix(ending) in pages for ending in _PARTS if folder.endswith(ending))


def _is_report(file: str) -> bool:
    path = Path(file)
    return path.suffix.lower() in REPORT_ENDINGS and not path.name.startswith(_TEMPORARY)


def _said(name: str, folder: str) -> str:
    """A sentence about a folder, on one line: its name may hold line breaks."""
    return COMMANDS.say(f"say.{name}", folder=folder.replace("\n", MARK).replace("\t", MARK))
