"""Drafts that were thrown away: kept with their history for thirty days, and brought back whole."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from time import monotonic, sleep

from assistant.drafts.lock import Claim, DraftInUse, claim
from assistant.drafts.store import DraftEntry, DraftStore, NoSuchDraft
from assistant.errors import NianbaoError, reason
from assistant.files import make_private_folder, move_new
from assistant.texts import RECYCLE_BIN

KEPT_DAYS = 30
"""Days that a draft stays in the recycle bin, the day on which it was thrown away not counted."""

_SUFFIX = ".toml"
_STAMP = "%Y%m%d-%H%M%S-%f"
_NAMED = re.compile(r"(?P<name>.+)-(?P<stamp>\d{8}-\d{6}-\d{6})", re.DOTALL)
_LOCK = ".bin"
_PATIENCE = 5.0
"""Seconds for which a window waits for another one that is moving a draft; a move takes milliseconds."""
_LOOK_AGAIN = 0.02


def _filled(text: str, **slots: object) -> tuple[str, str]:
    """The message and the hint that the text file calls ``text``."""
    message, hint = RECYCLE_BIN.entry(text)
    return message.format(**slots), hint.format(**slots)


class BinError(NianbaoError):
    """A draft does not go into the recycle bin or out of it; it is still where it was."""

    @classmethod
    def of(cls, text: str, **slots: object) -> BinError:
        """The error that the text file calls ``text``."""
        return cls(*_filled(text, **slots), RECYCLE_BIN.say("title"))


@dataclass(frozen=True)
class ThrownAway:
    """A draft in the recycle bin: its file, the name that it had, and when it was thrown away."""

    path: Path
    name: str
    thrown_at: datetime

    @property
    def id(self) -> str:
        """Tells it from others of the same name."""
        return self.path.stem

    @property
    def history(self) -> Path:
        """Where its versions are kept; a draft may have none."""
        return self.path.with_suffix("")

    def days_left(self, today: date) -> int:
        """Days until it is removed; 0 on the last day, below 0 when it is overdue."""
        return KEPT_DAYS - max((today - self.thrown_at.date()).days, 0)


class RecycleBin:
    """The drafts that were thrown away from ``store``: ``trash/<name>-<time>.toml``, the history in a folder beside it.

    The name and the time stand in the file's name, so that one rename moves a draft with both. The file enters first
    and leaves last: wherever a move is cut short, the draft can be found and its history still belongs to it.
    One process at a time moves anything.
    """

    def __init__(self, store: DraftStore) -> None:
        self._store = store
        self.folder = store.home / "trash"

    # -- looking -------------------------------------------------------------------------------
    def list(self) -> Sequence[ThrownAway]:
        """All drafts in the bin, the one thrown away last first. :raises BinError: the folder cannot be read."""
        try:
            with os.scandir(self.folder) as inside:
                found = [thrown for entry in inside if (thrown := _thrown_away(Path(entry.path))) is not None]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise BinError.of("not_read", folder=self.folder, reason=reason(error)) from error
        return sorted(found, key=lambda thrown: (thrown.thrown_at, thrown.id), reverse=True)

    def summary(self, thrown: ThrownAway) -> DraftEntry:
        """What the draft is, as the list of drafts tells it, under the name that it had."""
        return replace(self._store.summary(thrown.path), name=thrown.name)

    def called(self, name: str) -> ThrownAway:
        """The draft in the bin that is meant by its id, name, agency or agency with year, or a part of one of these.

        :raises NoSuchDraft: none fits, or several do. :raises BinError: the bin cannot be read.
        """
        known = {thrown: self._known_as(thrown) for thrown in self.list()}
        by_id = [thrown for thrown in known if thrown.id == name]
        exact = [thrown for thrown, names in known.items() if name in names]
        partly = [thrown for thrown, names in known.items() if any(name in own for own in names)]
        fits = by_id or exact or (partly if name else [])
        if len(fits) == 1:
            return fits[0]
        slots: dict[str, object] = {"name": name, "count": len(fits)}
        if fits:
            told = (RECYCLE_BIN.say("one_of_several", id=fit.id, thrown_at=fit.thrown_at) for fit in fits)
            text, slots["known"] = "several", "、".join(told)
        else:
            text = "unknown" if known else "empty"
        raise NoSuchDraft(*_filled(text, **slots))

    def _known_as(self, thrown: ThrownAway) -> tuple[str, ...]:
        entry = self.summary(thrown)
        return (thrown.name, entry.agency, f"{entry.agency}{entry.year}")

    # -- moving --------------------------------------------------------------------------------
    def throw_away(self, name: str) -> ThrownAway:
        """Move a draft with its history into the bin.

        :raises DraftInUse: it is open in another window. :raises BinError: the disk does not let it go.
        """
        held = self._store.claim(name)
        try:
            with self._alone():
                return self._throw(self._store.path(name), self._store.versions(name).folder)
        except FileNotFoundError as error:
            raise BinError.of("missing", name=name) from error
        except OSError as error:
            raise BinError.of("not_thrown", name=name, reason=reason(error)) from error
        finally:
            held.release()

    def _throw(self, file: Path, history: Path) -> ThrownAway:
        make_private_folder(self.folder)
        thrown = self._entered(file)
        try:
            _move_history(history, thrown.history)
        except OSError:
            move_new(thrown.path, file)
            raise
        return thrown

    def _entered(self, file: Path) -> ThrownAway:
        """``file`` in the bin, under a name that nothing there has."""
        for later in count():
            now = datetime.now() + timedelta(microseconds=later)
            thrown = ThrownAway(self.folder / f"{file.stem}-{now.strftime(_STAMP)}{_SUFFIX}", file.stem, now)
            with suppress(FileExistsError):
                move_new(file, thrown.path)
                return thrown
        raise AssertionError

    def restore(self, thrown: ThrownAway) -> str:
        """Bring a draft back with its history; its name, another one when its own is taken or in use by now.

        :raises BinError: it is not in the bin any more, or the disk refuses; nothing has changed then.
        """
        with self._alone():
            self._finish_moves()
            if not thrown.path.exists():
                raise BinError.of("gone", name=thrown.name)
            while True:
                held = self._store.claim_free(thrown.name)
                try:
                    self._bring_back(thrown, held.name)
                except FileExistsError:
                    # Somebody who cannot be kept out by a lock was faster.
                    continue
                except OSError as error:
                    raise BinError.of("not_restored", name=thrown.name, reason=reason(error)) from error
                finally:
                    held.release()
                return held.name

    def _bring_back(self, thrown: ThrownAway, name: str) -> None:
        target, history = self._store.path(name), self._store.versions(name).folder
        make_private_folder(target.parent)
        make_private_folder(history.parent)
        moved = _move_history(thrown.history, history)
        try:
            move_new(thrown.path, target)
        except OSError:
            if moved:
                history.rename(thrown.history)
            raise

    def _finish_moves(self) -> None:
        """Bring histories into the bin whose drafts went there alone: the process ended between the two moves."""
        for thrown in self.list():
            history = self._store.versions(thrown.name).folder
            if thrown.history.exists() or not history.exists() or self._store.path(thrown.name).exists():
                continue
            with suppress(OSError, DraftInUse):
                held = self._store.claim(thrown.name)
                try:
                    history.rename(thrown.history)
                finally:
                    held.release()

    # -- removing ------------------------------------------------------------------------------
    def sweep(self, now: datetime | None = None) -> int:
        """Remove for good what has been in the bin for more than :data:`KEPT_DAYS` days; how many drafts that were.

        What the disk does not let go is left for the next time, and so is everything while another window is busy.
        """
        now = now or datetime.now()
        removed = 0
        with suppress(BinError, OSError):
            if not self.folder.is_dir():
                return 0
            with self._alone(patience=0):
                self._finish_moves()
                overdue = [thrown for thrown in self.list() if thrown.days_left(now.date()) < 0]
                for thrown in overdue:
                    with suppress(OSError):
                        _remove(thrown)
                        removed += 1
                self._remove_left_histories(now)
        return removed

    def remove(self, drafts: Iterable[ThrownAway]) -> None:
        """Remove drafts from the bin for good. :raises BinError: the disk does not let one go."""
        with self._alone():
            for thrown in drafts:
                try:
                    _remove(thrown)
                except OSError as error:
                    raise BinError.of("not_emptied", name=thrown.name, reason=reason(error)) from error

    def _remove_left_histories(self, now: datetime) -> None:
        """Remove old histories whose draft is gone: what a removal that was cut short has left."""
        for folder in self.folder.iterdir():
            moment = _stamp_of(folder.name)
            left = moment is not None and folder.is_dir() and not Path(f"{folder}{_SUFFIX}").exists()
            if left and moment is not None and now - moment > timedelta(days=KEPT_DAYS):
                shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def _alone(self, patience: float | None = None) -> Iterator[None]:
        """While nobody else moves or removes anything. :raises BinError: another window does not come to an end."""
        held = self._hold(_PATIENCE if patience is None else patience)
        try:
            yield
        finally:
            held.release()

    def _hold(self, patience: float) -> Claim:
        until = monotonic() + patience
        while True:
            try:
                return claim(self.folder, _LOCK)
            except DraftInUse:
                if monotonic() > until:
                    raise BinError.of("busy") from None
            sleep(_LOOK_AGAIN)


def _stamp_of(stem: str) -> datetime | None:
    """When the thing of that name was thrown away; None for what the recycle bin has not named."""
    named = _NAMED.fullmatch(stem)
    try:
        return datetime.strptime(named["stamp"], _STAMP) if named else None
    except ValueError:
        return None


def _thrown_away(path: Path) -> ThrownAway | None:
    """The draft in a file of the bin; None for other files, which are nobody's to remove."""
    moment, named = _stamp_of(path.stem), _NAMED.fullmatch(path.stem)
    if path.suffix != _SUFFIX or moment is None or named is None:
        return None
    with suppress(OSError, ValueError, OverflowError):
        # Nothing is thrown away before it was written: a clock that was wrong then must not shorten the thirty days.
        moment = max(moment, datetime.fromtimestamp(path.stat().st_mtime))
    return ThrownAway(path, named["name"], moment)


def _move_history(folder: Path, target: Path) -> bool:
    """Move the versions of a draft; False when it has none."""
    if not folder.is_dir():
        return False
    folder.rename(target)
    return True


def _remove(thrown: ThrownAway) -> None:
    # Without its file a history is nobody's: what is left of it here goes with a later sweep.
    thrown.path.unlink(missing_ok=True)
    shutil.rmtree(thrown.history, ignore_errors=True)
