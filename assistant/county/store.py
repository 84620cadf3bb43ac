"""What was read of files, kept in a small SQLite file: an unchanged file is not read again.

An entry is found by the bytes of the file, its name (rules look at it), the version of the program and the report of
the year before that it was held against. Nothing else is kept here: who deletes the file loses only time.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from pydantic import ValidationError

from assistant import __version__
from assistant.county.filing import Filing, LastYear, digest_of, lost_filing, read_filing
from assistant.processes import mapped

_SHAPE = 2
"""Raised when :class:`Filing` changes its shape."""
_VERSION = f"{__version__}/{_SHAPE}"
_WAIT = 30.0
"""Seconds for another run to let go of the file."""
_TABLES = """
create table if not exists filing (
  digest text not null, name text not null, version text not null, last text not null, data blob not null,
  primary key (digest, name, version, last)
) without rowid
"""
ENDING = ".cache.sqlite"
_IN_MEMORY = ":memory:"

Progress = Callable[[Filing], object]


class Store:
    """The entries at ``path``; where no file can be there they are kept in memory, for this run only.

    :param path: None: in memory.
    """

    def __init__(self, path: Path | None) -> None:
        self.kept = path is not None
        try:
            self._base = _opened(str(path) if path is not None else _IN_MEMORY)
        except sqlite3.OperationalError:  # the folder takes no file, or somebody else holds it for long
            self.kept = False
            self._base = _opened(_IN_MEMORY)
        except sqlite3.DatabaseError:
            self._base = self._anew(path)

    def _anew(self, path: Path | None) -> sqlite3.Connection:
        """A damaged file is made anew; one that cannot be taken away is done without."""
        with suppress(OSError, sqlite3.DatabaseError):
            if path is not None and path.is_file():
                path.unlink()
                return _opened(str(path))
        self.kept = False
        return _opened(_IN_MEMORY)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._base.close()

    def find(self, file: str, digest: str, last: LastYear | None) -> Filing | None:
        """What was read of a file of these bytes and this name, None when it is to be read."""
        name = Path(file).name
        rows = self._rows(
            "select last, data from filing where digest=? and name=? and version=?", digest, name, _VERSION
        )
        for held_against, data in rows if digest else ():
            found = _unpacked(data)
            if found is None:
                continue
            before = None if last is None else last.of(found.agency, found.year)
            if (before.digest if before is not None else "") == held_against:
                with suppress(OSError):
                    return found.model_copy(update={"file": file, "modified": Path(file).stat().st_mtime})
        return None

    def keep(self, filing: Filing) -> None:
        """Keep what was read; a file that could not be read is tried again next time."""
        if filing.problem or not filing.digest:
            return
        data = zlib.compress(filing.model_dump_json(exclude_defaults=True).encode())
        with suppress(sqlite3.DatabaseError):  # a full disk: the next run reads this file again
            self._base.execute(
                "insert or replace into filing values (?, ?, ?, ?, ?)",
                (filing.digest, filing.name, _VERSION, filing.last, data),
            )

    def _rows(self, query: str, *values: str) -> list[tuple[str, bytes]]:
        try:
            with closing(self._base.execute(query, values)) as cursor:
                return cursor.fetchall()
        except sqlite3.DatabaseError:
            return []


def _opened(place: str) -> sqlite3.Connection:
    base = sqlite3.connect(place, timeout=_WAIT, isolation_level=None)
    try:
        # Each entry is there as soon as it is made; a power cut may take the last ones, which costs only time.
        base.execute("pragma synchronous=off")
        base.execute(_TABLES)
        base.execute("delete from filing where version<>?", (_VERSION,))
    except sqlite3.DatabaseError:
        base.close()
        raise
    return base


def _unpacked(data: bytes) -> Filing | None:
    try:
        return Filing.model_validate_json(zlib.decompress(data))
    except (ValidationError, zlib.error, TypeError):
        return None


def filings(
    files: Sequence[str], store: Store, last: LastYear | None = None, progress: Progress = lambda filing: None
) -> list[Filing]:
    """What is kept of each file, in their order: from the store, or read now in as many processes as there are cores.

    What was read is in the store at once: a run that is killed goes on where it was.

    :param progress: told of each filing as it comes.
    """
    digests = {file: digest_of(file) for file in files}
    found: dict[str, Filing] = {}
    for file in files:
        known = store.find(file, digests[file], last)
        if known is not None:
            found[file] = known
            progress(known)
    left = [file for file in files if file not in found]
    for filing in _read(left, last):
        store.keep(filing)
        found[filing.file] = filing
        progress(filing)
    return [found[file] for file in files]


def _read(files: Sequence[str], last: LastYear | None) -> Iterator[Filing]:
    return mapped(partial(read_filing, last=last), files, lost_filing)
