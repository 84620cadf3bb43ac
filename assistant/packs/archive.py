"""The zip file of a pack, which anybody may have made: unpacked within bounds, and only files that a pack may have."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from assistant.checks.local import HEAD_FILE
from assistant.errors import NianbaoError, reason
from assistant.files import read_regular
from assistant.reading.archives import directory_fits
from assistant.texts import PACKS

MAX_FILE_BYTES = 2_000_000
MAX_MEMBERS = 300
MAX_UNPACKED_BYTES = 1_000_000
"""Of all files together; the shipped questions and sentences have under 200,000."""
_ALLOWED = re.compile(
    r"pack\.toml|rules\.toml|roster\.toml|letters\.toml"
    r"|prompts/[a-z0-9][a-z0-9_-]*\.toml|templates/(?:[a-z0-9][a-z0-9_-]*/)?[a-z0-9][a-z0-9_-]*\.toml",
    re.ASCII,
)
"""No name with a dot in front, a drive, a step upwards or a letter that another system reads otherwise."""
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


class PackError(NianbaoError):
    """A pack that is not taken: nothing of it is installed."""

    title = PACKS.say("title")

    @classmethod
    def of(cls, text: str, /, **slots: object) -> PackError:
        """The refusal that the text file calls ``text``."""
        return cls(*PACKS.refusal(text, **slots))


def unpacked(path: Path) -> Mapping[str, bytes]:
    """The files of a pack by their path within it; one folder around them all, as zipping a folder makes, is left out.

    :raises PackError: it cannot be read, is no zip file, is out of bounds, or holds what no pack holds.
    """
    try:
        data = read_regular(path, MAX_FILE_BYTES)
    except OSError as error:
        raise PackError.of("archive.unreadable", path=path, why=reason(error)) from error
    except ValueError as error:
        raise PackError.of("archive.unreadable", path=path, why=PACKS.say("archive.no_name")) from error
    if len(data) > MAX_FILE_BYTES or not directory_fits(data, MAX_MEMBERS):
        raise _too_much(path)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _members(archive, path)
    except _DAMAGE as error:
        raise PackError.of("archive.damaged", path=path) from error


def _too_much(path: Path) -> PackError:
    return PackError.of("archive.too_much", path=path, files=MAX_MEMBERS, size=MAX_UNPACKED_BYTES)


def _members(archive: zipfile.ZipFile, path: Path) -> Mapping[str, bytes]:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    around = _folder_around([info.filename for info in infos])
    found: dict[str, bytes] = {}
    left = MAX_UNPACKED_BYTES
    for info in infos:
        name = info.filename.removeprefix(around)
        mode = info.external_attr >> 16
        odd = stat.S_IFMT(mode) not in (0, stat.S_IFREG) or info.flag_bits & _ENCRYPTED
        if not _ALLOWED.fullmatch(name) or name in found or odd or info.compress_type not in _METHODS:
            raise PackError.of("archive.member", path=path, name=info.filename)
        with archive.open(info) as member:
            found[name] = member.read(left + 1)
        left -= len(found[name])
        if left < 0:
            raise _too_much(path)
    if HEAD_FILE not in found:
        raise PackError.of("archive.no_head", path=path, file=HEAD_FILE)
    return found


def _folder_around(names: list[str]) -> str:
    """The folder that all files lie in, with its stroke; "" when the head of the pack lies at the top."""
    head = next((name for name in names if name.count("/") == 1 and name.endswith(f"/{HEAD_FILE}")), "")
    around = head.removesuffix(HEAD_FILE)
    return around if around and HEAD_FILE not in names and all(name.startswith(around) for name in names) else ""
