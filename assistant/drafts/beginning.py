"""How a draft begins, and what last year's report gives to the conversation over it."""

from __future__ import annotations

import os
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

import tomli_w

from assistant.document import Document, to_data
from assistant.drafts.draft import Draft, Revision, readable_text
from assistant.drafts.store import read_draft
from assistant.errors import NianbaoError
from assistant.files import NameTaken, NotSaved, is_folder, write_private
from assistant.interview import NO_LAST_YEAR, Interview, Script, load_script
from assistant.report import Report, all_from, answered_paths
from assistant.staging import staging_name
from assistant.texts import DRAFTS, ERRORS

if TYPE_CHECKING:
    from assistant.last_year.carry_forward import CarriedForward


Thing = TypeVar("Thing")

MAX_LAST_YEAR_BYTES = 1_000_000
"""Last year's report as a draft keeps it: a hundred times an ordinary one."""

DRAFT_SUFFIX = ".toml"
_YEAR = "agency.year"


class NotLastYears(NianbaoError):
    """A report that a draft cannot keep as the one of the year before."""

    title = ERRORS.say("title.not_last_years")


def begin(last: Document | None, year: int | None) -> Draft:
    """A new draft, with last year's report and with the report year answered where they are known.

    :raises NotLastYears: ``last`` is on another year than the one before ``year``, or endlessly long.
    :raises AnswerRefused: the format does not cover ``year``.
    """
    interview = Interview(load_script(), Report(), at=_YEAR)
    if year is not None:
        interview.answer(str(year))
    if last is not None:
        _check(last, year)
    return Draft(interview.report, last_year=last, origins=interview.origins).with_packs()


def interview_of(draft: Draft, script: Script | None = None, today: date | None = None) -> Interview:
    """The conversation over ``draft``, standing where the clerk stood, with what last year's report gives to it.

    :param script: the question scripts; the shipped ones when None.
    :raises DataFileError: a script or a template does not fit.
    """
    script = script or load_script()
    return Interview(script, draft.report, draft.at, today, carried(draft, script) or NO_LAST_YEAR, draft.origins)


def carried(draft: Draft, script: Script) -> CarriedForward | None:
    """What the report on the year before gives to the draft, None when there is none; worked out once for each."""
    last = draft.last_year
    return None if last is None else _carried(_Same(last, (last.agency, last.year)), _Same(script))


def taken_over(path: Path) -> tuple[Draft, tuple[str, ...]]:
    """The draft of the same year behind a finished report, with notes for the clerk; a draft file as it is.

    :raises NianbaoError: the file cannot be read.
    """
    if path.suffix == DRAFT_SUFFIX:
        return read_draft(path).changed(name="", revision=Revision()), ()
    from assistant.last_year.recovery import recover
    from assistant.reading import read_file

    recovery = recover(read_file(path))
    origins = all_from(answered_paths(recovery.report), "file")
    return Draft(recovery.report, recovery.clerk, origins=origins), recovery.notes


def save_as(draft: Draft, path: Path, *, force: bool = False) -> None:
    """Write ``draft`` to a file of the clerk's choice. ``force`` overwrites one that is there.

    :raises NotSaved: it is no ``.toml`` file, it exists already, or the disk does not take it.
    """
    if path.suffix != DRAFT_SUFFIX:
        raise NotSaved(*DRAFTS.refusal("save_as.ending", name=path.name, ending=DRAFT_SUFFIX))
    if not is_folder(path.parent):
        raise NotSaved(*DRAFTS.refusal("save_as.no_folder", folder=path.parent))
    taken = NotSaved(*DRAFTS.refusal("save_as.exists", path=path))
    if os.path.lexists(path) and not force:
        raise taken
    text = readable_text(draft)
    with staging_name(path) as staging:
        try:
            write_private(path, text, new=not force, staging=staging)
        except NameTaken as error:
            raise taken from error


def _check(last: Document, year: int | None) -> None:
    if year is not None and last.year is not None and last.year != year - 1:
        raise NotLastYears(*DRAFTS.refusal("last_year.other_year", year=last.year, wanted=year - 1))
    size = len(tomli_w.dumps(to_data(last)).encode("utf-8", "replace"))
    if size > MAX_LAST_YEAR_BYTES:
        raise NotLastYears(*DRAFTS.refusal("last_year.too_large", size=size))


class _Same(Generic[Thing]):
    """A thing as a key: mostly it is the very same one, and else it is compared with those of its agency and year."""

    def __init__(self, thing: Thing, hashed: object = None) -> None:
        self.thing = thing
        self._hash = hash(hashed)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and (self.thing is other.thing or self.thing == other.thing)

    def __hash__(self) -> int:
        return self._hash


@lru_cache(maxsize=4)
def _carried(last: _Same[Document], script: _Same[Script]) -> CarriedForward:
    # The readers are slow to load, and most drafts begin from nothing.
    from assistant.last_year.carry_forward import carry_forward

    return carry_forward(last.thing, script.thing)
