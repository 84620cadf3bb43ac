"""The clerk's drafts on disk: list, open, save, throw away, take back."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import platformdirs

from assistant.document import Document
from assistant.drafts.atomic import make_private_folder, write_private
from assistant.drafts.model import DamagedDraft, Draft, dump, parse
from assistant.errors import NianbaoError
from assistant.interview import Interview, Script, load_script
from assistant.report import Report

HISTORY_KEPT = 20
MAX_DRAFT_BYTES = 2_000_000
_UNSAFE = re.compile(r'[\\/:*?"<>|.\s]+')
_SESSION = re.compile(r"^\[session", re.MULTILINE)
_MAX_NAME = 50


class NoSuchDraft(NianbaoError):
    """No draft, or more than one, goes by that name."""

    title = "没有找到草稿"


@dataclass(frozen=True)
class DraftEntry:
    """A draft as the list shows it. ``problem`` is "" or the sentence why it cannot be opened."""

    name: str
    agency: str
    year: int | None
    answered: int
    total: int
    saved_at: datetime
    problem: str = ""


def default_home() -> Path:
    """The data folder: ``NIANBAO_HOME``, else the user's data directory of the system."""
    given = os.environ.get("NIANBAO_HOME")
    return Path(given).expanduser() if given else Path(platformdirs.user_data_dir("nianbao", appauthor=False))


def read_draft(path: Path) -> Draft:
    """A draft from a file anywhere.

    :raises NianbaoError: the file cannot be read. :raises DamagedDraft: it is no draft.
    """
    try:
        if path.stat().st_size > MAX_DRAFT_BYTES:
            raise DamagedDraft(f"“{path.name}”有{path.stat().st_size}字节，不像一份草稿，", "请核对文件。")
        text = path.read_text(encoding="utf-8-sig")
        saved_at = datetime.fromtimestamp(path.stat().st_mtime)
    except UnicodeDecodeError as error:
        raise DamagedDraft(f"“{path.name}”不是 UTF-8 编码的文本，", "请核对是不是草稿文件（.toml）。") from error
    except OSError as error:
        raise NianbaoError(f"打不开“{path}”（{error.strerror}），", "请核对文件名和权限。") from error
    return parse(text, path.stem).changed(saved_at=saved_at)


class DraftStore:
    """All drafts of one clerk in ``home``: ``drafts/``, ``history/<name>/`` and ``trash/``.

    :param home: the data folder; :func:`default_home` when None.
    """

    def __init__(self, home: Path | None = None) -> None:
        self.home = home or default_home()
        self.folder = self.home / "drafts"
        self._script: Script | None = None

    # -- finding -------------------------------------------------------------------------------
    def list(self) -> Sequence[DraftEntry]:
        """All drafts, the one edited last first; damaged ones too, with their problem."""
        try:
            entries = [self._entry(path) for path in self.folder.glob("*.toml")]
        except OSError:
            return []
        return sorted(entries, key=lambda entry: entry.saved_at, reverse=True)

    def load(self, name: str) -> Draft:
        """:raises NianbaoError: there is no such file. :raises DamagedDraft: it cannot be taken."""
        return read_draft(self.path(name))

    def find(self, name: str | None) -> Draft:
        """The draft that ``name`` means: its name, agency or agency with year; the last edited when None.

        :raises NoSuchDraft: none fits, or several do. :raises DamagedDraft: it cannot be taken.
        """
        entries = self.list()
        if name is None:
            if not entries:
                raise NoSuchDraft("还没有任何草稿，", "请用 nianbao new 开始一份。")
            return self.load(entries[0].name)
        names = {entry.name: (entry.name, entry.agency, f"{entry.agency}{entry.year}") for entry in entries}
        exact = [own for own, known in names.items() if name in known]
        fits = [name] if name in names else exact or [own for own, known in names.items() if name in known[2]]
        if len(fits) == 1:
            return self.load(fits[0])
        if fits:
            raise NoSuchDraft(f"有{len(fits)}份草稿都叫“{name}”：{'、'.join(fits)}，", "请写出其中一份的全名。")
        raise NoSuchDraft(f"没有叫“{name}”的草稿，", "用 nianbao list 看看有哪些。")

    def path(self, name: str) -> Path:
        """Where the draft of that name is kept."""
        return self.folder / f"{name}.toml"

    # -- saving --------------------------------------------------------------------------------
    def save(self, draft: Draft) -> Draft:
        """Put the draft on disk, durably, and return it with its name and time.

        The version before is kept in the history when an answer has changed since.

        :raises NotSaved: the disk did not take it; the file before is untouched.
        """
        name = draft.name or self._free_name(draft.report)
        draft = draft.changed(name=name)
        path = self.path(name)
        self._remember(path, draft)
        write_private(path, dump(draft))
        return draft.changed(saved_at=datetime.fromtimestamp(path.stat().st_mtime))

    def create(self, report: Report, name: str = "", last_year: Document | None = None) -> Draft:
        """A new draft on disk; ``name`` is made from the agency when empty."""
        return self.save(Draft(report, name=self._free_name(report, name), last_year=last_year))

    def import_file(self, path: Path) -> Draft:
        """A copy of a draft file among the drafts. :raises NianbaoError: as :func:`read_draft`."""
        draft = read_draft(path)
        return self.save(draft.changed(name=self._free_name(draft.report, draft.name)))

    # -- throwing away -------------------------------------------------------------------------
    def trash(self, name: str) -> Path:
        """Move a draft to the trash folder; :meth:`restore` brings it back."""
        folder = self.home / "trash"
        target = folder / f"{name}-{datetime.now():%Y%m%d-%H%M%S-%f}.toml"
        try:
            make_private_folder(folder)
            self.path(name).replace(target)
        except OSError as error:
            raise NianbaoError(f"“{name}”移不到回收站（{error.strerror}），", "请检查文件夹权限。") from error
        return target

    def restore(self, trashed: Path) -> str:
        """Bring a draft back from the trash; its name (a new one when the old one is taken since)."""
        stem = trashed.stem.rsplit("-", 3)[0]
        name = self._free(stem)
        try:
            trashed.replace(self.path(name))
        except OSError as error:
            raise NianbaoError(f"“{stem}”从回收站拿不回来（{error.strerror}），", "请检查文件夹权限。") from error
        return name

    def history(self, name: str) -> tuple[Path, ...]:
        """The kept earlier versions of a draft, the newest first."""
        return tuple(sorted((self.home / "history" / name).glob("*.toml"), reverse=True))

    # -- inside --------------------------------------------------------------------------------
    def _remember(self, path: Path, draft: Draft) -> None:
        """Keep the file as it was, when the work in it differs from what is about to be written."""
        try:
            before = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return
        # The place where the clerk stands is written last; moving about is no new version.
        if _SESSION.split(before)[0].rstrip() == dump(draft.changed(at=None, typed=None)).rstrip():
            return
        kept = self.history(draft.name)
        number = int(kept[0].stem) + 1 if kept else 1
        write_private(self.home / "history" / draft.name / f"{number:06d}.toml", before)
        for old in kept[HISTORY_KEPT - 1 :]:
            with suppress(OSError):
                old.unlink()

    def _entry(self, path: Path) -> DraftEntry:
        saved_at = datetime.fromtimestamp(path.stat().st_mtime)
        try:
            report = read_draft(path).report
        except NianbaoError as error:
            return DraftEntry(path.stem, path.stem, None, 0, 0, saved_at, error.sentence())
        self._script = self._script or load_script()
        progress = Interview(self._script, report, today=date.today()).progress
        agency = report.agency
        return DraftEntry(path.stem, agency.name or path.stem, agency.year, progress.answered, progress.total, saved_at)

    def _free_name(self, report: Report, wanted: str = "") -> str:
        text = unicodedata.normalize("NFKC", wanted or report.agency.name or "新报告")
        return self._free(_UNSAFE.sub("-", text).strip("-")[:_MAX_NAME] or "新报告")

    def _free(self, stem: str) -> str:
        name, number = stem, 2
        while self.path(name).exists():
            name, number = f"{stem}-{number}", number + 1
        return name
