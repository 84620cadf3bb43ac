"""What a county is read from: its folders and files, the roster, last year's, and what is kept beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from assistant.county.filing import Filing, LastYear, filing_of
from assistant.county.record import ENDING as RECORD_ENDING
from assistant.county.record import Record, read_record
from assistant.county.roster import Roster, read_roster, roster_of
from assistant.county.standing import County, standing
from assistant.county.store import ENDING as STORE_ENDING
from assistant.county.store import Store, filings
from assistant.errors import NianbaoError
from assistant.files import exists, is_file, is_folder
from assistant.reading.gathering import gathered
from assistant.texts import COMMANDS, COUNTY, LETTERS

ROSTERS = ("county.toml", "county.xlsx")
"""What a roster in the folder itself is called."""
_STEM = "county"

Watch = Callable[[int], AbstractContextManager[Callable[[Filing], object]]]
"""Begins to watch the reading of so many files; what it gives is told of each. What that raises ends the reading."""


class Standing(NamedTuple):
    """How the county stands; ``kept``: whether what was read could be kept for the next time."""

    county: County
    kept: bool


@dataclass(frozen=True)
class Task:
    """The folders and files, the roster, last year's, the own office's draft.

    :param roster_file: None: one in a folder by its usual name, else ``spare_roster``.
    :param last: folder or file of last year's, "" for none. :param own: file or name of a draft, "" for none.
    """

    names: tuple[str, ...]
    roster_file: Path | None = None
    last: str = ""
    own: str = ""
    spare_roster: Path | None = None

    @classmethod
    def of_folder(cls, folder: Path, spare_roster: Path | None = None) -> Task:
        """The reports in a folder, with the roster in it or beside it."""
        near = (place / name for place in (folder, folder.parent) for name in ROSTERS)
        return cls((str(folder),), next((path for path in near if is_file(path)), None), spare_roster=spare_roster)

    @cached_property
    def _roster_path(self) -> Path | None:
        if self.roster_file is not None:
            return self.roster_file
        inside = [Path(name, own) for name in self.names if is_folder(Path(name)) for own in ROSTERS]
        return next((path for path in inside if is_file(path)), None)

    @cached_property
    def roster(self) -> Roster | None:
        """The roster. :raises NianbaoError: it cannot be read."""
        path = self._roster_path or self.spare_roster
        return None if path is None else read_roster(path)

    def _beside(self, ending: str) -> Path:
        """A file beside the roster, else in the first folder, else beside the first file."""
        if self._roster_path is not None:
            return self._roster_path.with_name(f"{self._roster_path.stem}{ending}")
        first = Path(self.names[0])
        return (first if is_folder(first) else first.parent) / f"{_STEM}{ending}"

    @property
    def store_path(self) -> Path:
        """Where what was read is kept."""
        return self._beside(STORE_ENDING)

    @property
    def record_path(self) -> Path:
        """Where verdicts and letters are kept."""
        return self._beside(RECORD_ENDING)

    @cached_property
    def record(self) -> Record:
        """The verdicts and letters. :raises NianbaoError: they cannot be read."""
        return read_record(self.record_path)

    def filings(self, watch: Watch) -> list[Filing]:
        """This year's files alone. :raises NianbaoError: a name is that of nothing, or a folder holds no report."""
        files = _files(self.names)
        with Store(self.store_path) as store:
            return _read(files, store, watch)

    def county(self, watch: Watch) -> Standing:
        """How the county stands. :raises NianbaoError: nothing can be read, or ``own`` or ``last`` is no report."""
        roster, record = self.roster, self.record
        own = self._own()
        # Nothing is written, not even what is kept, before there is something to read.
        files, files_last = _files(self.names), self._files_of_last()
        with Store(self.store_path) as store:
            last = self._last(files_last, store, watch)
            known = roster or roster_of((each.agency, each.kind) for each in last)
            before = LastYear(known, tuple(each.brief() for each in last)) if last else None
            found = _read(files, store, watch, before)
            kept = store.kept
        county = standing(found, roster, last, record, own)
        if roster is None and not county.filed:
            problem = next((each.problem for each in found if each.problem), COUNTY.say("output.no_report_hint"))
            names = COUNTY.say("separator").join(self.names)
            raise NianbaoError(*COUNTY.refusal("output.no_report", names=names, problem=problem))
        return Standing(county, kept)

    def _files_of_last(self) -> list[str]:
        try:
            return _files([self.last]) if self.last else []
        except NianbaoError as error:
            raise NianbaoError(COMMANDS.say("say.bad_last", sentence=error.sentence())) from error

    def _last(self, files: Sequence[str], store: Store, watch: Watch) -> list[Filing]:
        found = [each for each in _read(files, store, watch) if not each.problem] if files else []
        if self.last and not found:
            raise NianbaoError(*COUNTY.refusal("output.last_empty", name=self.last))
        return found

    def _own(self) -> Filing | None:
        if not self.own:
            return None
        from assistant.drafts.readiness import inspect

        return filing_of(inspect(self.own), "", 0)

    def refuse_inside(self, path: Path) -> None:
        """:raises NianbaoError: what is written to ``path`` would be read as a report the next time."""
        if folder := self._holding(path):
            raise NianbaoError(*COUNTY.refusal("output.inside", path=path, folder=folder))

    def refuse_letters_inside(self, path: Path) -> None:
        """:raises NianbaoError: the letters in the folder ``path`` would be read as reports the next time."""
        if folder := self._holding(path):
            raise NianbaoError(*LETTERS.refusal("say.inside", path=path, folder=folder))

    def _holding(self, path: Path) -> str:
        """The folder of reports that ``path`` is in, "" for none."""
        inside = (
            name for name in self.names if is_folder(Path(name)) and path.resolve().is_relative_to(Path(name).resolve())
        )
        return next(inside, "")


def _files(names: Sequence[str]) -> list[str]:
    """The report files of these names. :raises NianbaoError: one is that of nothing, or a folder holds no report."""
    for name in names:
        if not exists(Path(name)):
            raise NianbaoError(*COUNTY.refusal("output.nowhere", name=name))
    return list(dict.fromkeys(gathered(names).files))


def _read(files: Sequence[str], store: Store, watch: Watch, last: LastYear | None = None) -> list[Filing]:
    with watch(len(files)) as told:
        return filings(files, store, last, told)
