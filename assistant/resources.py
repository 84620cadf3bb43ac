"""Where the data folders stand, and their texts: beside the package, in a wheel, an office's own; and the clerk's."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from assistant.errors import DataFileError, NianbaoError, reason
from assistant.files import is_file, is_folder
from assistant.texts import DATA_FILES

_refused: list[str] = []
MAX_FILES = 200
MAX_BYTES = 200_000
"""How many files of a folder of prompts or templates are read, and how large they may be together."""
_SHOWN = 60
_PACKAGE = Path(__file__).resolve().parent
_VARIABLES = {"prompts": "NIANBAO_PROMPTS", "templates": "NIANBAO_TEMPLATES"}

_PACKS = "NIANBAO_PACKS"
_BETWEEN = "\n"
"""Stands between two folders: a colon may well stand in the name of one."""
PACKS_FOLDER = "packs"
"""Where the data folder keeps the packs of offices."""
PRACTICE_FOLDER = "practice"
"""Where the data folder keeps the drafts of the practice, and samples/ what the practice is made of."""


def folder(name: str) -> Path:
    """The folder of data called ``name`` (``prompts``, ``templates`` or ``samples``).

    An office's own prompts and templates go first: the folder that NIANBAO_PROMPTS or
    NIANBAO_TEMPLATES names (see :func:`use`).

    :raises DataFileError: it is not there.
    """
    place = own(name)
    if place is None:
        return shipped(name)
    if not is_folder(place):
        raise DataFileError(*DATA_FILES.refusal("folder.none", place=place, option=name, variable=_VARIABLES[name]))
    return place


def own(name: str) -> Path | None:
    """The office's own folder of that name, there or not; None when the shipped one is meant."""
    given = os.environ.get(_VARIABLES.get(name, ""), "")
    return Path(given) if given else None


def shipped(name: str) -> Path:
    """The folder that comes with the program.

    A built wheel carries it as ``assistant/_data/<name>``; in a checkout, and so in an editable
    installation, it lies at the top level.

    :raises DataFileError: neither place has it (a broken installation).
    """
    for place in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise DataFileError(*DATA_FILES.refusal("folder.shipped", name=name))


def use(name: str, path: Path) -> None:
    """Take ``prompts`` or ``templates`` from another folder, in this process and those that it starts.

    :raises DataFileError: it is no folder.
    """
    os.environ[_VARIABLES[name]] = str(path.absolute())
    folder(name)


def is_shipped(place: Path) -> bool:
    """Whether a folder came with the program. What stands in it has been looked through by the program's tests."""
    return place in (_PACKAGE / "_data" / place.name, _PACKAGE.parent / place.name)


def texts(place: Path, *endings: str) -> dict[str, str]:
    """The texts of the files in ``place`` whose names end so, by their path within it, ``/`` between its parts.

    Only what lies in the folder itself is read: no link leads out of it, no pipe or device is opened.
    (The shipped folders may be links themselves, as some installers lay them.)

    :raises DataFileError: a file cannot be read, leads out of the folder, or there is too much of them.
    """
    trusted = is_shipped(place)
    root = place.resolve()
    found: dict[str, str] = {}
    size = 0
    for path in _files(place, endings):
        name = path.relative_to(place).as_posix()
        if not trusted and not path.resolve().is_relative_to(root):
            raise DataFileError(*DATA_FILES.refusal("folder.outside", name=name, place=place))
        size += path.stat().st_size
        if len(found) >= MAX_FILES or size > MAX_BYTES:
            raise DataFileError(*DATA_FILES.refusal("folder.too_much", place=place, files=MAX_FILES, size=MAX_BYTES))
        found[name] = _text(path, name)
    return found


def _files(place: Path, endings: tuple[str, ...]) -> list[Path]:
    """The regular files, in order of their names; looks no deeper than one folder, as the shipped ones are laid."""
    try:
        near = _entries(place) if place.is_dir() else []
        near += [path for sub in near if sub.is_dir() for path in _entries(sub)]
        return sorted(path for path in near if path.name.endswith(endings) and path.is_file())
    except OSError as error:
        raise DataFileError(*DATA_FILES.refusal("folder.unreadable", place=place, reason=reason(error))) from error


def _entries(place: Path) -> list[Path]:
    return list(islice(place.iterdir(), 5 * MAX_FILES))


def _text(path: Path, name: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DataFileError(*DATA_FILES.refusal("folder.file", name=name, error=error)) from error


def line_of(text: str, key: str, before: int = 0) -> str:
    """Where in a file of entries one with ``key = "…"`` stands, as sentences name it; "" when it is not found.

    :param before: how many entries of the same key stand before it.
    """
    wanted = re.compile(rf"""\s*key\s*=\s*(["']){re.escape(key)}\1\s*(?:#.*)?""")
    lines = (number for number, line in enumerate(text.splitlines(), start=1) if wanted.fullmatch(line))
    number = next(islice(lines, before, None), 0)
    return DATA_FILES.say("line", number=number) if number else ""


def packs() -> tuple[Path, ...]:
    """The folders of the packs of offices that are in use, see :func:`use_packs`."""
    return tuple(Path(place) for place in os.environ.get(_PACKS, "").split(_BETWEEN) if place)


def pack_file(name: str) -> Path | None:
    """The file of that name in the first pack in use that brings it, None when none does."""
    return next((place / name for place in packs() if is_file(place / name)), None)


def packs_refused() -> tuple[str, ...]:
    """Sentences on the packs that cannot be used in this process."""
    return tuple(_refused)


def use_packs(places: Sequence[Path], refused: Sequence[str] = ()) -> None:
    """Use these packs and no others from now on, in this process and those that it starts.

    :param refused: sentences on those that cannot be used.
    """
    _refused[:] = refused
    for name, variable in _VARIABLES.items():
        if any(own(name) == place / name for place in packs()):
            del os.environ[variable]
    os.environ[_PACKS] = _BETWEEN.join(map(str, places))
    for name, variable in _VARIABLES.items():
        for place in places:
            # What the clerk names goes before what an office has handed out.
            if not os.environ.get(variable) and is_folder(place / name):
                os.environ[variable] = str(place / name)


def pack_names() -> tuple[str, ...]:
    """The names of the packs in use: each lies in a folder of its name."""
    return tuple(place.parent.name for place in packs())


def _usual_home() -> str:
    import platformdirs  # slow to load

    return platformdirs.user_data_dir("nianbao", appauthor=False)


def default_home() -> Path:
    """The data folder: ``NIANBAO_HOME``, else the user's data directory of the system.

    :raises NianbaoError: the system does not tell where this user's files are, or takes no name that long.
    """
    given = os.environ.get("NIANBAO_HOME")
    try:
        home = Path(given or _usual_home()).expanduser()
    except RuntimeError:
        home = Path("~")
    if str(home).startswith("~"):
        raise NianbaoError(*DATA_FILES.refusal("folder.no_home"))
    try:
        home.lstat()
    except OSError as error:
        # What else may be wrong with the folder is told when something is to be written there.
        if error.errno == errno.ENAMETOOLONG:
            shown = f"{str(home)[:_SHOWN]}…"
            raise NianbaoError(*DATA_FILES.refusal("folder.home_too_long", path=shown, why=reason(error))) from error
    return home
