"""What differs between two states of a draft, in the clerk's words: 「新收·自然人：6 → 5」."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.drafting import ClerkText
from assistant.drafts.model import Draft
from assistant.interview import Interview, Question, Script
from assistant.report import Figures, read

_SHOWN = 24


@cache
def _words() -> dict[str, str]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Difference:
    """One answer, cell or text that differs; ``question`` is the key that it answers, "" for wording and reasons."""

    title: str
    before: str
    after: str
    question: str = ""

    def sentence(self) -> str:
        """``新收·自然人：6 → 5``."""
        before, after = (_shortened(text) or _words()["none"] for text in (self.before, self.after))
        return _words()["line"].format(title=self.title, before=before, after=after)


def differences(before: Draft, after: Draft, script: Script) -> tuple[Difference, ...]:
    """All that differs in the work of two states, in the order of the script."""
    earlier, later = Interview(script, before.report), Interview(script, after.report)
    found: list[Difference] = []
    for question in script.questions:
        if read(before.report, question.key) != read(after.report, question.key):
            found += _in_answer(question, earlier, later)
    found += _in_text(before.clerk, after.clerk)
    for word, given in (("reason", "acknowledged"), ("unlocked", "unlocked")):
        reasons = [{reason.reason for reason in getattr(draft, given)} for draft in (before, after)]
        found += [Difference(_words()[word], text, "") for text in sorted(reasons[0] - reasons[1])]
        found += [Difference(_words()[word], "", text) for text in sorted(reasons[1] - reasons[0])]
    if before.last_year != after.last_year:
        titles = [draft.last_year.title if draft.last_year else "" for draft in (before, after)]
        found.append(Difference(_words()["last_year"], titles[0], titles[1]))
    return tuple(found)


def _in_answer(question: Question, earlier: Interview, later: Interview) -> list[Difference]:
    was, now = read(earlier.report, question.key), read(later.report, question.key)
    if isinstance(was, Figures) and isinstance(now, Figures):
        before, after = was.values(), now.values()
        cells = [
            Difference(cell.name, str(before[path]), str(after[path]), question.key)
            for path, cell in was.schema_of().cells.items()
            if not cell.derived and before[path] != after[path]
        ]
        if cells:
            return cells
    return [Difference(question.title, earlier.shown(question), later.shown(question), question.key)]


def _in_text(before: ClerkText, after: ClerkText) -> Iterator[Difference]:
    for key in dict.fromkeys((*before.edits, *after.edits)):
        was, now = before.edits.get(key), after.edits.get(key)
        if was != now:
            own = now.based_on if was is None and now is not None else ""
            generated = was.based_on if was is not None else ""
            yield Difference(_words()["paragraph"], was.text if was else own, now.text if now else generated)
    for key in dict.fromkeys((*before.wordings, *after.wordings)):
        first, second = before.wordings.get(key), after.wordings.get(key)
        if first != second:
            yield Difference(_words()["wording"], _number(first), _number(second))


def _number(wording: int | None) -> str:
    return _words()["usual_wording"] if wording is None else _words()["nth_wording"].format(number=wording + 1)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
