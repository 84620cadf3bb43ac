"""What four ways from the empty list of drafts to the Word file take: answers, keys, and time.

A clerk made of keys plays them through the running program at 80 x 24, with everything between two keys
waited for: a township's year without applications, one with four that are entered one by one, one with forty
that are read from the office's register, and a quiet year begun from last year's report. Time is the clerk's,
by the keystroke-level model (Card, Moran, Newell 1980: 0.28 s a key, 1.35 s of thinking an answer), and the
processor's for the program.

    python -m benchmarks.ways
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import chdir
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from textual.pilot import Pilot

from assistant.drafts import DraftStore, read_draft
from assistant.drafts.readiness import readiness
from assistant.export import publish
from assistant.interview import KINDS, Interview, Question, Raw, load_script
from assistant.report import Report, with_answer
from assistant.report.cases import applicant_kinds, case_outcomes
from assistant.tui import NianbaoApp
from tests.samples import finished_samples
from tests.tui.clerk import Clerk
from tests.tui.test_from_last_year import Township

TODAY, NEXT_YEAR = date(2025, 1, 6), date(2026, 1, 6)
SIZE = (80, 24)
A_KEY, AN_ANSWER = 0.28, 1.35
"""Seconds of the keystroke-level model: an average typist's key, and the thinking before an act."""

QUIET: dict[str, Any] = {
    "agency.name": "清河镇人民政府", "overview.website_items": 26, "overview.trainings": 1, "overview.trainees": 3,
    "disclosure": {}, "requests": {}, "proceedings": {},
    "problems.items": [{"problem": "部分栏目更新不够及时", "measure": "建立更新台账"}],
}  # fmt: skip
FOUR = (
    ("natural_person", "granted"), ("natural_person", "partly_granted"),
    ("business", "denied.third_party"), ("natural_person", "unavailable.not_held"),
)  # fmt: skip
REGISTER = "台账.xlsx"


@dataclass(frozen=True)
class Taken:
    """What one way took."""

    name: str
    answers: int
    by_enter: int
    keys: int
    processor: float

    @property
    def clerk(self) -> float:
        """Seconds of the clerk."""
        return self.keys * A_KEY + self.answers * AN_ANSWER


class Office(Clerk):
    """A clerk who knows a few answers, accepts what is proposed for the others, and has applications or a register."""

    applications: tuple[tuple[str, str], ...] = ()
    register = False

    async def answer(self, question: Question) -> None:
        if question.key != "requests" or not (self.applications or self.register):
            await super().answer(question)
            return
        await (self._from_register() if self.register else self._one_by_one())
        self.asked.append(question.key)
        await self.settle()

    async def _one_by_one(self) -> None:
        await self.press("c")
        kinds, outcomes = list(applicant_kinds()), list(case_outcomes())
        groups = list(dict.fromkeys(path.partition(".")[0] for path in outcomes if path != "carried_out"))
        for applicant, outcome in self.applications:
            group = outcome.partition(".")[0]
            of_group = [path for path in outcomes if path.startswith(f"{group}.")]
            places = [kinds.index(applicant), 0, groups.index(group), *([of_group.index(outcome)] if of_group else [])]
            for place in places:
                await self.press(*([str(place + 1)] if place else []), "enter")
        await self.press("ctrl+s")

    async def _from_register(self) -> None:
        await self.press("l")
        await self.type(REGISTER)
        await self.press("enter")
        await self.settle()
        await self.press("enter", "ctrl+s")


def known_report(requests: Raw) -> Report:
    """All that is asked of the quiet year, what is not known as it is proposed."""
    interview = Interview(load_script(), Report(), today=TODAY)
    while (question := interview.current) is not None:
        value = KINDS["table"].read(requests, question, year=2024) if question.key == "requests" else None
        value = QUIET.get(question.key) if value is None else value
        if value is None:
            interview.answer(_proposed(interview, question))
        else:
            report = with_answer(interview.report, question.key, value)
            interview = Interview(interview.script, report, today=TODAY)
    return interview.report


def _proposed(interview: Interview, question: Question) -> Raw:
    """What is proposed; where nothing is, the least that may be said."""
    default = interview.default(question)
    return (
        default
        if default is not None
        else {"yesno": "是", "choices": [], "list": [], "text": ""}.get(question.kind, "0")
    )


def write_register(path: Path) -> None:
    """Forty applications as an office notes them."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["编号", "申请人类别", "收到申请日期", "答复日期", "答复结果"])
    results = ("予以公开", "部分公开", "本机关不掌握相关政府信息", "属于国家秘密")
    for number in range(1, 41):
        received = date(2024, 1, 2) + timedelta(days=8 * number)
        sheet.append(
            [
                number,
                "自然人" if number % 4 else "商业企业",
                received,
                received + timedelta(days=9),
                results[number % 4],
            ]
        )
    book.save(path)


async def _to_the_file(clerk: Clerk) -> None:
    """From the finished interview to the file: export, accept, look over what Enter accepted."""
    for keys in (("ctrl+e",), ("enter",), ("a", "enter")):
        await clerk.press(*keys)
        await clerk.settle()


async def _new(clerk: Clerk) -> None:
    await clerk.press("enter")
    await clerk.settle()
    await clerk.answer_all()


async def _from_last_year(clerk: Township) -> None:
    await clerk.from_file(Path("去年.docx"))
    await clerk.go_through()


async def play(
    name: str, today: date, clerk_of: Callable[[Pilot[Any]], Clerk], way: Callable[[Any], Awaitable[None]]
) -> Taken:
    """Play one way in the current folder."""
    before = time.process_time()
    app = NianbaoApp(DraftStore(Path("drafts")), today=today, folder=Path())
    async with app.run_test(size=SIZE) as pilot:
        clerk = clerk_of(pilot)
        await clerk.settle()
        await way(clerk)
        await _to_the_file(clerk)
    answers = clerk.questions + clerk.sections if isinstance(clerk, Township) else len(clerk.asked)
    if not list(Path().glob("*年度报告.docx")):
        raise RuntimeError(f"{name}: no file was written")
    return Taken(name, answers, clerk.by_enter, clerk.pressed, time.process_time() - before)


def office(applications: tuple[tuple[str, str], ...] = (), register: bool = False) -> Callable[[Pilot[Any]], Clerk]:
    """The clerk of a way, for its program."""
    cases = [{"applicant": who, "outcome": how, "carried_in": False, "note": ""} for who, how in applications]
    forty = {"received.natural_person": "40", "granted.natural_person": "40"}
    report = known_report(cases or (forty if register else {}))

    def made(pilot: Pilot[Any]) -> Clerk:
        clerk = Office(pilot, report)
        clerk.applications, clerk.register = applications, register
        return clerk

    return made


async def ways() -> list[Taken]:
    """All four, one after the other, each in a folder of its own."""
    sample = read_draft(finished_samples() / "yongle-2024.toml")

    def township(pilot: Pilot[Any]) -> Clerk:
        return Township(pilot, sample.report)

    played = []
    for name, today, clerk_of, way in (
        ("an empty township", TODAY, office(), _new),
        ("four applications, one by one", TODAY, office(FOUR), _new),
        ("forty applications, from a register", TODAY, office(register=True), _new),
        ("from last year's report", NEXT_YEAR, township, _from_last_year),
    ):
        with tempfile.TemporaryDirectory() as folder, chdir(folder):
            os.environ["NIANBAO_HOME"] = folder
            write_register(Path(REGISTER))
            publish(readiness(sample).document, Path("去年.docx"))
            played.append(await play(name, today, clerk_of, way))
    return played


def main() -> None:
    """Print the table as docs/reliability.md has it."""
    print("| way | answers | by Enter alone | keys | clerk | processor |")
    print("|---|---|---|---|---|---|")
    for taken in asyncio.run(ways()):
        minutes, seconds = divmod(round(taken.clerk), 60)
        print(
            f"| {taken.name} | {taken.answers} | {taken.by_enter or '–'} | {taken.keys} | {minutes}:{seconds:02d} min"
            f" | {taken.processor:.1f} s |"
        )


if __name__ == "__main__":
    main()
