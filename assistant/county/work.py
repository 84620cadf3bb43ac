"""A county as its clerk works on it: how it stands, what is decided of it, what is written. Knows no screen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path

from assistant.county.forms import refuse_output, write_rollup
from assistant.county.into_draft import with_sum
from assistant.county.letters import (
    Letter,
    Round,
    Sending,
    Stage,
    Wordings,
    letter_lines,
    letter_text,
    letter_to,
    next_round,
    stage,
)  # fmt: skip
from assistant.county.record import Judgement, Record, judged, read_record, write_record
from assistant.county.rollup import Rollup
from assistant.county.standing import County, Entry, Judged
from assistant.county.task import Task
from assistant.county.writing import write_round
from assistant.drafts import Draft, DraftStore
from assistant.errors import NianbaoError
from assistant.texts import COUNTY


class CountyWork:
    """What the clerk decides is on disk before it is shown.

    ``with_errors``: whether the sum takes in the units with errors.

    :param county: how it stands, as ``task`` was read. :param kept: whether what was read is kept for the next time.
    :param wordings: the office's own wordings of letters, None for ours alone.
    """

    def __init__(self, task: Task, county: County, kept: bool = True, wordings: Path | None = None) -> None:
        self.task = task
        self.kept = kept
        self.with_errors = True
        self.wordings_file = wordings
        self._turn_to(county, task.record)

    def _turn_to(self, county: County, record: Record) -> None:
        self.county, self.record = county, record
        self._rollups: dict[bool, Rollup] = {}
        self.__dict__.pop("_by_name", None)

    @cached_property
    def _by_name(self) -> Mapping[str, Entry]:
        return {entry.unit.name: entry for entry in self.county.entries}

    # -- reading -------------------------------------------------------------------------------
    def entry(self, unit: str) -> Entry:
        """The unit of that name as it stands. :raises KeyError: there is none."""
        return self._by_name[unit]

    def stage(self, entry: Entry) -> Stage:
        """How far a unit is."""
        return stage(entry, self.record)

    def rollup(self) -> Rollup:
        """The sum with or without the units with errors; one and the same until something is decided."""
        if self.with_errors not in self._rollups:
            self._rollups[self.with_errors] = Rollup(self.county, self.with_errors)
        return self._rollups[self.with_errors]

    def summed(self) -> Rollup:
        """The sum, added up: with thousands of units that takes a moment."""
        rollup = self.rollup()
        _ = rollup.totals
        return rollup

    def wordings(self) -> Wordings:
        """The wordings of letters. :raises NianbaoError: the office's own cannot be read, or do not fit."""
        return Wordings(self.wordings_file)

    def round(self, *, again: bool = False) -> Round:
        """Who is to get a letter now.

        :param again: the last letters are made anew where nobody has filed since, by the verdicts of now.
        """
        return next_round(self.county, self.record, again=again)

    def letter(self, unit: str) -> Letter | None:
        """The letter to a unit, None when it gets none."""
        return letter_to(self.entry(unit), self.record)

    def letter_text(self, letter: Letter, sending: Sending) -> str:
        """A letter as it will read. :raises NianbaoError: a wording of the office's own fails."""
        return letter_text(*letter_lines(letter, self.county, sending))

    # -- deciding ------------------------------------------------------------------------------
    def judge(self, unit: str, found: Judged, judgement: Judgement, why: str, today: date) -> None:
        """Give a verdict on a finding, in the place of an earlier one.

        :raises NianbaoError: 不算问题 without a reason, or the disk refuses; nothing is changed then.
        """
        self._decide(unit, self.record.with_verdict(judged(unit, found.finding, judgement, why, today)))

    def take_back(self, unit: str, found: Judged) -> None:
        """Take the verdict on a finding back. :raises NianbaoError: the disk refuses; nothing is changed then."""
        if found.verdict is not None:
            self._decide(unit, self.record.without_verdict(found.verdict.id))

    def _decide(self, unit: str, record: Record) -> None:
        write_record(record, self.task.record_path)
        self._turn_to(self.county.judging(unit, record), record)

    # -- writing -------------------------------------------------------------------------------
    def write_letters(self, folder: Path, sending: Sending, *, again: bool = False, force: bool = False) -> int:
        """Write the letters of this round and the overview; how many letters. One that was broken off is written first.

        :param again: see :meth:`round`. :param force: files that are there are replaced.
        :raises NianbaoError: the folder is that of the reports or holds such files, or the disk refuses.
        """
        self.task.refuse_letters_inside(folder)
        unfinished = self.record.unfinished
        round_ = self.round(again=again or (unfinished is not None and unfinished.again))
        try:
            record = write_round(round_, self.record, self.task.record_path, folder, sending, force=force)
        except NianbaoError:
            self._turn_to(self.county, read_record(self.task.record_path))
            raise
        if record is not self.record:
            self._turn_to(self.county, record)
        return len(round_.letters)

    def write_rollup(self, path: Path) -> None:
        """Write the roll-up. :raises NianbaoError: it exists, would be read as a report, or the disk refuses."""
        refuse_output(path)
        self.task.refuse_inside(path)
        write_rollup(self.rollup(), path)

    def fill(self, store: DraftStore, name: str, *, force: bool = False) -> Draft:
        """Put the sum into a draft where it is kept, as one version.

        :raises AlreadyFilled: it has figures and ``force`` is not given.
        :raises NianbaoError: no report counts, the draft does not take the sum, another window holds it, or the disk
            refuses; it is then as it was.
        """
        rollup = self.rollup()
        if not rollup.counted:
            raise NianbaoError(*COUNTY.refusal("output.nothing"))
        held = store.claim(name)
        try:
            return store.save(with_sum(store.load(held.name), rollup, force=force))
        finally:
            held.release()
