"""Practice for a first-day clerk: an invented town with its papers, planted mistakes, and what was found of them.

Its drafts lie in a store of their own, apart from the clerk's.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

from assistant import resources
from assistant.drafts.beginning import begin, interview_of
from assistant.drafts.draft import Draft
from assistant.drafts.readiness import readiness
from assistant.drafts.recycle_bin import RecycleBin
from assistant.drafts.store import DraftStore, read_draft
from assistant.export.placing import staged
from assistant.export.publish import publish
from assistant.files import exists, make_private_folder
from assistant.interview import Script, load_script
from assistant.interview.expressions import Expression
from assistant.language.similarity import likeness
from assistant.reading import listed_problems, read_file
from assistant.register.template import template_bytes
from assistant.report import read, with_answer
from assistant.resources import PRACTICE_FOLDER, default_home
from assistant.texts import PRACTICE

_FILE = "practice.toml"

_LIKE = 0.7
"""From which likeness on a problem is last year's once more."""

Outcome = Literal["found", "missed", "open"]


@dataclass(frozen=True)
class Verdict:
    """A planted mistake and whether the draft avoids it; ``open`` while the answer that shows it is not given.

    ``where`` tells what stands where in the papers; it is for after the answer.
    """

    title: str
    outcome: Outcome
    where: str


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads((resources.folder("samples") / PRACTICE_FOLDER / _FILE).read_text(encoding="utf-8"))


class Practice:
    """The practice of one clerk: the papers and the draft.

    :param home: the data folder; :func:`default_home` when None.
    """

    def __init__(self, home: Path | None = None) -> None:
        self.store = DraftStore((home or default_home()) / PRACTICE_FOLDER)

    @cached_property
    def folder(self) -> Path:
        """Where the papers lie."""
        return self.store.home / str(_data()["papers"]["folder"])

    @property
    def papers(self) -> tuple[Path, ...]:
        """Last year's report, the register of applications, the summary of the year."""
        return tuple(self.folder / str(_data()["papers"][name]) for name in ("last_year", "register", "summary"))

    def draft(self) -> Draft:
        """The draft under way, a new one where there is none; the papers are laid out where they are missing.

        :raises NianbaoError: the disk refuses, or the draft cannot be opened.
        """
        self._lay_out()
        entries = self.store.list()
        return self.store.load(entries[0].name) if entries else self._begin()

    def again(self) -> Draft:
        """A new draft; the one before goes into the practice's own recycle bin. :raises NianbaoError: as above."""
        self._lay_out()
        for entry in self.store.list():
            RecycleBin(self.store).throw_away(entry.name)
        return self._begin()

    def _begin(self) -> Draft:
        year, name = int(_data()["year"]), str(_data()["name"])
        draft = begin(read_file(self.papers[0]), year)
        report = with_answer(draft.report, "agency.name", str(_data()["agency"]))
        return self.store.create(report, name, draft.last_year)

    def _lay_out(self) -> None:
        """Write the papers that are not there; one that is there stays as it is."""
        make_private_folder(self.folder)
        last_year, register, summary = self.papers
        if not exists(last_year):
            source = resources.folder("samples") / PRACTICE_FOLDER / str(_data()["last_year"])
            publish(readiness(read_draft(source)).document, last_year)
        written: dict[Path, Callable[[], bytes]] = {
            register: lambda: template_bytes(str(_data()["agency"]), int(_data()["year"]), _data()["application"]),
            summary: lambda: str(_data()["texts"]["summary"]).lstrip().encode("utf-8-sig"),
        }
        for path, data in written.items():
            if not exists(path):
                with staged(path, data(), force=False):
                    pass


def verdicts(draft: Draft, script: Script | None = None) -> tuple[Verdict, ...]:
    """What became of each planted mistake in a draft of the practice.

    :param script: the question scripts; the shipped ones when None.
    """
    script = script or load_script()
    interview = interview_of(draft, script)
    found = []
    for trap in _data()["trap"]:
        outcome: Outcome = "open"
        if read(draft.report, trap["needs"]) is not None:
            copied = trap.get("unlike_last_year", False)
            right = not _repeats(draft) if copied else interview.holds(Expression(trap["right"], _FILE))
            outcome = "found" if right else "missed"
        found.append(Verdict(trap["title"], outcome, trap["where"]))
    return tuple(found)


def _repeats(draft: Draft) -> bool:
    """Whether a problem of the draft is one that last year's report named already."""
    last = listed_problems(draft.last_year).found if draft.last_year is not None else []
    items = draft.report.problems.items or []
    return any(likeness(item.problem, other) >= _LIKE for item in items for other in last)


def introduction(practice: Practice) -> str:
    """What is to be done, and where the papers lie."""
    papers = PRACTICE.say("separator").join(path.name for path in practice.papers)
    return PRACTICE.say("intro", folder=practice.folder, papers=papers)


def result(draft: Draft, script: Script | None = None) -> tuple[str, list[str]]:
    """How many planted mistakes were found, and a line on each; what is still open is not given away."""
    told = verdicts(draft, script)
    outcomes = [verdict.outcome for verdict in told]
    lines = [
        PRACTICE.say(f"result.{verdict.outcome}", number=number, title=verdict.title, where=verdict.where)
        for number, verdict in enumerate(told, start=1)
    ]
    if waiting := outcomes.count("open"):
        lines.append(PRACTICE.say("result.left", open=waiting))
    title = PRACTICE.say("result.title", total=len(told), found=outcomes.count("found"))
    return title, [*lines, PRACTICE.say("result.again")]
