"""The clerk's drafts on disk: list, open, save. Throwing away is in :mod:`assistant.drafts.recycle_bin`."""

from __future__ import annotations

import errno
import os
import re
import unicodedata
from collections.abc import Container, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from assistant.document import Document
from assistant.drafts.draft import (
    MAX_DRAFT_BYTES,
    DamagedDraft,
    Draft,
    NewerDraft,
    Revision,
    dump,
    dumped_work,
    parse,
    readable_text,
    trail_in,
    work_text,
)
from assistant.drafts.history import SUFFIX, History, set_aside
from assistant.drafts.lock import Claim, DraftInUse, claim
from assistant.errors import NianbaoError, reason
from assistant.files import MARK, NameTaken, NotSaved, is_folder, move_new, read_regular, sweep, visible, write_private
from assistant.interview import Interview, Script, load_script
from assistant.report import Report
from assistant.resources import default_home
from assistant.texts import DRAFTS, ERRORS

DAMAGED = DRAFTS.say("kept.damaged")
_BY_HAND = DRAFTS.say("kept.by_hand")
BESIDE = ".txt"
"""A damaged file is kept under an ending that no list of drafts takes for a draft and every editor opens."""


class ChangedElsewhere(NotSaved):
    """The file holds other work than when it was last read or written here; it was not overwritten.

    ``theirs`` is the draft in the file, None when it cannot be opened (``problem`` says why).
    """

    title = ERRORS.say("title.changed_elsewhere")

    def __init__(self, path: Path, theirs: Draft | None, problem: str = "") -> None:
        super().__init__(*DRAFTS.refusal("changed_elsewhere", path=path))
        self.path = path
        self.theirs = theirs
        self.problem = problem


def replacing(path: Path, before: str | None, history: History, draft: Draft, work: str, over: bool) -> Draft:
    """Keep what the file at ``path`` holds; the draft as it is then to be written, at a step of its own.

    :param before: the text of the file, None when there is none.
    :param work: the draft's :func:`dumped_work`.
    :param over: the clerk wants it, though others have changed the file.
    :raises ChangedElsewhere: others have, and nobody has decided. :raises NotSaved: no room to keep it.
    :raises NameTaken: the draft is new, and another one has its name.
    """
    if before is not None and not (draft.stored or over):
        raise NameTaken.at(path, FileExistsError(errno.EEXIST, ""))
    if before is None:
        return draft if draft.revision.step else draft.changed(revision=draft.revision.onward())
    if before != draft.stored:
        _keep_theirs(path, before, history, draft, over)
    if work_text(before) == work_text(dump(draft, work)) or (over and before != draft.stored):
        return draft
    step = trail_in(before).step or next(iter(history.numbers()), 0) + 1
    if before == draft.stored and not history.holds(step, before):
        _keep_ours(path, before, history, draft, step)
    if draft.revision.step != step or _same_but_reasons(before, draft):
        return draft
    return draft.changed(revision=draft.revision.onward())


def _text(path: Path) -> str | None:
    """The text of the file to the byte, "" when it can be no draft, None when there is no file."""
    try:
        data = read_regular(path, MAX_DRAFT_BYTES)
        return "" if len(data) > MAX_DRAFT_BYTES else data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    except FileNotFoundError:
        return None
    except OSError as error:
        raise NotSaved.at(path, error) from error


def _keep_theirs(path: Path, before: str, history: History, draft: Draft, over: bool) -> None:
    """Keep what others have written: in the history when it is a draft, else beside the new one."""
    theirs, problem = None, ""
    try:
        theirs = parse(before, draft.name)
    except NianbaoError as error:
        problem = error.sentence()
    ours = parse(draft.stored, draft.name).work if draft.stored else None
    if ours is not None and not over and (theirs is None or theirs.work not in (ours, draft.work)):
        raise ChangedElsewhere(path, theirs, problem)
    if theirs is None:
        set_aside(path, path.parent, DAMAGED, BESIDE)
    else:
        set_aside(path, history.folder, _BY_HAND, SUFFIX)


def _keep_ours(path: Path, before: str, history: History, draft: Draft, step: int) -> None:
    """Keep the state that was read from the file, when it is not among the versions yet."""
    if not history.path(step).exists() or _same_but_reasons(before, history.draft(step)):
        history.record(step, before)
    elif draft.revision.before > step:
        # Edited by hand while it was closed: a step of its own, as loading counted it.
        history.record(draft.revision.before, before)
    else:
        set_aside(path, history.folder, _BY_HAND, SUFFIX)


def _same_but_reasons(before: str, draft: Draft | None) -> bool:
    """Whether only reasons given for warnings differ: they fall away with their figures, which is no step."""
    if draft is None:
        return False
    try:
        was = parse(before, draft.name)
    except NianbaoError:
        return False
    return (was.report, was.clerk, was.last_year) == (draft.report, draft.clerk, draft.last_year)


_UNSAFE = re.compile(rf'[\\/:*?"<>|.\s{MARK}]+')
# What Windows keeps for devices, whatever ending follows.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)$", re.IGNORECASE)
_MAX_NAME = 50


class NoSuchDraft(NianbaoError):
    """No draft, or more than one, goes by that name."""

    title = ERRORS.say("title.no_such_draft")


@dataclass(frozen=True)
class DraftEntry:
    """A draft as the list shows it. ``problem`` is "" or the sentence why it cannot be opened.

    ``newer``: it is not damaged, a later program wrote it.
    """

    name: str
    agency: str
    year: int | None
    answered: int
    total: int
    saved_at: datetime
    problem: str = ""
    newer: bool = False


def read_draft(path: Path) -> Draft:
    """A draft from a file anywhere.

    :raises NianbaoError: the file cannot be read. :raises DamagedDraft: it is no draft.
    """
    text, saved_at = _read(path)
    return parse(text, path.stem).changed(saved_at=saved_at)


def _read(path: Path) -> tuple[str, datetime]:
    """The text of a draft file to the byte, and when it was written. Raises as :func:`read_draft`."""
    try:
        state = path.stat()
        if state.st_size > MAX_DRAFT_BYTES:
            raise DamagedDraft(*DRAFTS.refusal("file.too_large", name=path.name, size=state.st_size))
        return read_regular(path, MAX_DRAFT_BYTES).decode("utf-8"), _time(state)
    except UnicodeDecodeError as error:
        raise DamagedDraft(*DRAFTS.refusal("file.encoding", name=path.name)) from error
    except OSError as error:
        raise NianbaoError(*DRAFTS.refusal("file.unreadable", path=path, reason=reason(error))) from error


class DraftStore:
    """All drafts of one clerk in ``home``: ``drafts/``, ``history/<name>/``, ``locks/`` and ``trash/``.

    :param home: the data folder; :func:`default_home` when None.
    """

    def __init__(self, home: Path | None = None) -> None:
        self.home = home or default_home()
        self.folder = self.home / "drafts"
        self._script: Script | None = None
        # Whether the folder was there once: a stick that was pulled out is not made anew under its name.
        self._stood = is_folder(self.folder)

    # -- finding -------------------------------------------------------------------------------
    def list(self) -> Sequence[DraftEntry]:
        """All drafts, the one edited last first; damaged ones too, with their problem.

        :raises NianbaoError: the folder is there and cannot be read.
        """
        try:
            with os.scandir(self.folder) as found:
                paths = [Path(entry.path) for entry in found if entry.name.endswith(".toml")]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise NianbaoError(
                *DRAFTS.refusal("file.folder_unreadable", path=self.folder, reason=reason(error))
            ) from error
        entries = [self.summary(path) for path in paths if not path.name.startswith(".")]
        return sorted(entries, key=lambda entry: entry.saved_at, reverse=True)

    def summary(self, path: Path) -> DraftEntry:
        """The draft in a file of the store as a list shows it; with its problem when it cannot be opened."""
        try:
            draft = read_draft(path)
        except NianbaoError as error:
            newer = isinstance(error, NewerDraft)
            return DraftEntry(path.stem, path.stem, None, 0, 0, _written(path), error.sentence(), newer)
        report, saved_at = draft.report, draft.saved_at or _written(path)
        self._script = self._script or load_script()
        progress = Interview(self._script, report, today=date.today()).progress
        agency = report.agency
        return DraftEntry(path.stem, agency.name or path.stem, agency.year, progress.answered, progress.total, saved_at)

    def load(self, name: str) -> Draft:
        """:raises NianbaoError: there is no such file. :raises DamagedDraft: it cannot be taken."""
        draft, history = read_draft(self.path(name)), self.versions(name)
        newest = next(iter(history.numbers()), 0)
        revision = draft.revision if draft.revision.step else Revision(step=newest + 1, before=newest)
        if history.path(revision.step).exists() and not history.holds(revision.step, draft.stored):
            # Edited by hand since: a step of its own.
            revision = revision.after(newest).onward()
        return draft.changed(revision=revision.after(newest))

    def find(self, name: str | None) -> Draft:
        """The draft that ``name`` means. Raises as :meth:`called` and :meth:`load`."""
        return self.load(self.called(name))

    def called(self, name: str | None) -> str:
        """The name of the draft that is meant by its name, agency or agency with year; the last edited for None.

        :raises NoSuchDraft: none fits, or several do.
        """
        entries = self.list()
        if name is None:
            if not entries:
                raise NoSuchDraft(*DRAFTS.refusal("not_found.empty"))
            return entries[0].name
        names = {entry.name: (entry.name, entry.agency, f"{entry.agency}{entry.year}") for entry in entries}
        exact = [own for own, known in names.items() if name in known]
        fits = [name] if name in names else exact or [own for own, known in names.items() if name in known[2]]
        if len(fits) == 1:
            return fits[0]
        if fits:
            names_found = DRAFTS.say("not_found.separator").join(fits)
            raise NoSuchDraft(*DRAFTS.refusal("not_found.several", count=len(fits), name=name, names=names_found))
        raise NoSuchDraft(*DRAFTS.refusal("not_found.none", name=name))

    def path(self, name: str) -> Path:
        """Where the draft of that name is kept."""
        return self.folder / f"{name}.toml"

    def versions(self, name: str) -> History:
        """The kept versions of a draft."""
        return History(self.home / "history" / name)

    def version(self, name: str, step: int) -> Draft | None:
        """The newest kept version up to ``step`` that can be opened; None when there is none."""
        history = self.versions(name)
        numbers = [number for number in history.numbers() if number <= step]
        for place, number in enumerate(numbers):
            draft = history.draft(number)
            if draft is None:
                continue
            before = draft.revision.before or next(iter(numbers[place + 1 :]), 0)
            return draft.changed(name=name, revision=Revision(step=number, before=before))
        return None

    def mark_exported(self, draft: Draft) -> None:
        """Remember that the report of a stored draft was written to a file as it stands; of another nothing is kept."""
        if draft.name and draft.revision.step and self.versions(draft.name).folder.exists():
            self.versions(draft.name).mark_exported(draft.revision.step)

    def exported(self, name: str) -> Draft | None:
        """The draft as its report was last written to a file; None when it never was or that version is gone."""
        history = self.versions(name)
        step = history.exported()
        return history.draft(step) if step else None

    def claim(self, name: str) -> Claim:
        """Hold a draft for one window. :raises DraftInUse: another has it."""
        held = claim(self.home / "locks", name)
        if held.locked:
            sweep(self.folder, name)
            sweep(self.versions(name).folder)
        return held

    def claim_new(self, report: Report, wanted: str = "") -> Claim:
        """Hold a free name for a draft that is not on disk yet, made from ``wanted`` or else from the agency."""
        return self.claim_free(_stem(report, wanted))

    def claim_free(self, stem: str) -> Claim:
        """Hold ``stem`` or, with a number behind it, the first such name that no draft has and no window holds."""
        taken: set[str] = set()
        while True:
            name = self._free(stem, taken)
            try:
                held = self.claim(name)
            except DraftInUse:
                taken.add(name)
                continue
            if self._is_free(name):
                return held
            # A draft of that name was saved between the look and the lock.
            held.release()

    # -- saving --------------------------------------------------------------------------------
    def save(self, draft: Draft, *, over: bool = False) -> Draft:
        """Put the draft on disk, durably, and return it with its name and time; its work is kept as a version, too.

        :param over: write over other work that the file holds since; that is kept in the history.
        :raises ChangedElsewhere: the file holds other work than when it was last read or written.
        :raises NameTaken: a new draft has a name that another one has got meanwhile.
        :raises NotSaved: the disk did not take it, or it could not be read again; the file before is untouched.
        """
        if not draft.name:
            return self._save_unnamed(draft)
        path, history = self.path(draft.name), self.versions(draft.name)
        if self._stood and not is_folder(self.folder):
            what = ERRORS.say("not_saved.file", path=self.folder)
            raise NotSaved.because(what, *DRAFTS.refusal("folder_gone"))
        before = _text(path)
        work = dumped_work(draft)
        draft = replacing(path, before, history, draft, work, over)
        text = readable_text(draft, work)
        write_private(path, text, new=before is None)
        self._stood = True
        if not history.holds(draft.revision.step, text):
            history.record(draft.revision.step, text)
            history.prune(draft.revision, len(text))
        history.stand_at(draft.revision.step)
        return draft.changed(saved_at=_time(path.stat()), stored=text)

    def _save_unnamed(self, draft: Draft) -> Draft:
        while True:
            with suppress(NameTaken):
                return self.save(draft.changed(name=self._free(_stem(draft.report)), stored=""))

    def keep(self, draft: Draft) -> None:
        """Keep a state of a draft among its versions without making it the draft."""
        self.versions(draft.name).record(draft.revision.step, dump(draft))

    def add(self, draft: Draft, wanted: str = "") -> Draft:
        """Save ``draft`` as a new one, under a free name that is held meanwhile; the name as :meth:`claim_new`."""
        while True:
            held = self.claim_new(draft.report, wanted)
            try:
                return self.save(draft.changed(name=held.name, revision=Revision(), stored=""))
            except NameTaken:
                # Somebody who cannot be kept out by a lock was faster.
                continue
            finally:
                held.release()

    def create(self, report: Report, name: str = "", last_year: Document | None = None) -> Draft:
        """A new draft on disk; ``name`` is made from the agency when empty."""
        return self.add(Draft(report, last_year=last_year), name)

    def import_file(self, path: Path) -> Draft:
        """A copy of a draft file among the drafts. :raises NianbaoError: as :func:`read_draft`."""
        draft = read_draft(path)
        return self.add(draft, draft.name)

    # -- names ---------------------------------------------------------------------------------
    def better_name(self, name: str, before: Report, report: Report) -> str:
        """The name that a draft made from ``before`` would get from ``report``, "" where its name may stay.

        A name that the clerk chose stays, and so does one that differs only by the number behind it.
        """
        old, new = _stem(before), _stem(report)
        own = name == old or re.fullmatch(rf"{re.escape(old)}-\d+(?:-\d+)*", name)
        return new if own and old != new else ""

    def rename(self, name: str, report: Report) -> Claim:
        """Give a draft, which the caller holds, a free name made from its agency, its versions along.

        :returns: the draft under its new name, held for the caller.
        :raises NotSaved: the disk refuses; the draft has its old name then.
        """
        held = self.claim_new(report)
        path, history, moved = self.path(name), self.versions(name).folder, self.versions(held.name).folder
        try:
            has_versions = history.is_dir()
            if has_versions:
                history.rename(moved)
            try:
                move_new(path, self.path(held.name))
            except OSError:
                if has_versions:
                    moved.rename(history)
                raise
        except OSError as error:
            held.release()
            raise NotSaved.at(path, error) from error
        return held

    def _free(self, stem: str, taken: Container[str] = ()) -> str:
        name, number = stem, 2
        while name in taken or not self._is_free(name):
            name, number = f"{stem}-{number}", number + 1
        return name

    def _is_free(self, name: str) -> bool:
        return not (os.path.lexists(self.path(name)) or self.versions(name).folder.exists())


def _stem(report: Report, wanted: str = "") -> str:
    """A name for a draft's file that every disk takes."""
    unnamed = DRAFTS.say("unnamed")
    text = unicodedata.normalize("NFKC", wanted or report.agency.name or unnamed)
    name = _UNSAFE.sub("-", visible(text)).strip("-")[:_MAX_NAME] or unnamed
    return f"{name}-" if _DEVICE.match(name) else name


def _written(path: Path) -> datetime:
    """When a file was written; long ago when even that cannot be told."""
    try:
        return _time(path.stat())
    except OSError:
        return datetime.fromtimestamp(0)


def _time(state: os.stat_result) -> datetime:
    """When a file was written; long ago when no calendar has that day."""
    try:
        return datetime.fromtimestamp(state.st_mtime)
    except (OSError, OverflowError, ValueError):
        return datetime.fromtimestamp(0)
