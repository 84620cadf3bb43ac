"""Invented reports as files with what is right of them: the identity, every cell, the faults planted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from assistant.document import Document
from assistant.reading import read_bytes
from tests.corpus.draft import Draft, assembled
from tests.corpus.faults import FAULTS, Planted
from tests.corpus.office import Figures, Office, an_office, figures
from tests.corpus.printing import PRINTERS, printer
from tests.corpus.prose import Year

_CLEAN, _WITH_LAST, _DEAR = 0.4, 0.4, 0.05
"""Shares of reports without a fault, with last year's report at hand, and printed as PDF."""


@dataclass(frozen=True)
class Case:
    """One report: its file, last year's where it is known, and the truth."""

    number: int
    name: str
    data: bytes
    last: Document | None
    draft: Draft
    office: Office
    year: int
    planted: tuple[Planted, ...]

    @property
    def clean(self) -> bool:
        return not self.planted


def cases(count: int, first: int = 0) -> Iterator[Case]:
    """The reports numbered from ``first``; a number always means the same report."""
    return (case(number) for number in range(first, first + count))


def case(number: int) -> Case:
    """The report of a number."""
    random = Random(number)
    office, count = an_office(random), random.randint(2022, 2025)
    last = figures(random, office) if random.random() < _WITH_LAST else None
    own = _own(random, office, last)
    year = Year(office, count, own, f"corpus-{number}", last)
    planted = _plant(year, random, number)
    draft = assembled(year)
    for fault in planted:
        if fault.change is not None:
            fault.change(draft)
    name = printer(random, dear=random.random() < _DEAR)
    data = PRINTERS[name](draft, Random(number))
    same = draft if any(fault.kind == "text_of_last_year" for fault in planted) else None
    before = _last_document(office, count - 1, last, same) if last is not None else None
    return Case(number, name, data, before, draft, office, count, planted)


def _own(random: Random, office: Office, last: Figures | None) -> Figures:
    if last is None:
        return figures(random, office)
    return figures(random, office, last.t3["carried_out"], int(last.t2["normative.in_force"]))


def _plant(year: Year, random: Random, number: int) -> tuple[Planted, ...]:
    """One to three faults that do not touch each other's words; the kinds take turns so that none is left out."""
    if random.random() < _CLEAN:
        return ()
    names = list(FAULTS)
    wanted = [names[number % len(names)], *random.sample(names, len(names))]
    found: list[Planted] = []
    for name in wanted:
        if len(found) == 1 and random.random() < 0.5:
            break
        if len(found) == 3 or any(_clash(name, other.kind) for other in found):
            continue
        planted = FAULTS[name](year, random)
        found += [planted] if planted else []
    return tuple(found)


_GROUPS = (
    {
        "balance",
        "result_total",
        "row_total",
        "word_in_cell",
        "carried_differently",
        "carried_blank",
        "unpaid_without_notice",
        "said_received",
        "said_carried_in",
        "said_done",
        "said_carried_out",
        "said_people",
        "said_granted",
        "said_partly",
        "said_reason",
        "said_unavailable",
        "said_none",
        "said_all_done",
        "wrong_percent",
        "renamed_label",
    },
    {"case_total", "blanks", "said_reviews", "said_suits", "said_upheld", "said_corrected", "said_no_cases"},
    {"norms_less", "norms_lost", "said_issued", "said_repealed", "said_in_force"},
    {"yuan_in_table", "said_fees", "rules_of_a_bureau"},
    {"parts_over", "two_values"},
    {"other_period", "sentence_of_another_year", "text_of_last_year"},
    {"no_part_five", "parts_swapped", "part_renamed", "part_seven", "part_five_empty", "no_measures", "fewer_measures"},
    {"late", "early", "signed_by_another"},
    {"another_county", "another_bureau", "copied_from_above", "wrong_self_word"},
    {"fee_not_told", "more_received_than_charged", "unpaid_without_notice"},
    {"aspect_left_out", "no_accountability", "said_issued", "said_repealed", "said_in_force"},
)


def _clash(one: str, other: str) -> bool:
    return one == other or any(one in group and other in group for group in _GROUPS)


def _last_document(office: Office, count: int, last: Figures, same: Draft | None) -> Document:
    """Last year's report, in words that this year's does not use, unless its text is to be the same."""
    year = Year(office, count, last, f"last-{office.name}-{count}")
    draft = assembled(year)
    draft.title, draft.agency = [f"{office.name}{count}年政府信息公开工作年度报告"], office.name
    draft.day = draft.day or f"{count + 1}年1月20日"
    draft.part("overview").blocks = [
        ("h", "（一）主动公开"),
        ("p", "依托网站集约化平台更新栏目，及时发布惠企利民举措。"),
    ]
    draft.part("problems").blocks = [("p", "线上互动渠道利用率偏低。今后将优化留言办理流程。")]
    draft.part("other").blocks = [("p", "没有收取信息处理费。")]
    if same is not None:
        for key in ("overview", "problems"):
            kept = [part for part in same.parts if part.key == key]
            for part in kept:
                blocks = [(kind, text.replace(str(count + 1), str(count))) for kind, text in part.blocks]
                draft.part(key).blocks = blocks
    return read_bytes(PRINTERS["page.html"](draft, Random(count)), "上年.html")
