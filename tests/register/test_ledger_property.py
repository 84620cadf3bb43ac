"""Any cases, written as a register in any order and any words, give the same T3."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_files import delimited, workbook

from assistant.register import cases_of, read_ledger_bytes
from assistant.report.cases import RequestCase, applicant_kinds, case_outcomes, tally
from assistant.standard import Leaf
from tests.examples import examples

YEAR = 2024
FIRST, LAST = date(YEAR, 1, 1), date(YEAR, 12, 31)

Row = dict[str, object]

cases = st.lists(
    st.builds(
        RequestCase,
        applicant=st.sampled_from(list(applicant_kinds())),
        outcome=st.sampled_from(list(case_outcomes())),
        carried_in=st.booleans(),
        note=st.from_regex(r"〔2024〕[1-9][0-9]{0,2}号", fullmatch=True),
    ),
    max_size=40,
)


def between(chance: random.Random, first: date, last: date) -> date:
    return first + timedelta(days=chance.randrange((last - first).days + 1))


def row_of(case: RequestCase, chance: random.Random) -> Row:
    """One way in which an office would have written the case down."""
    received = between(chance, FIRST, LAST)
    if case.carried_in:
        received = between(chance, date(YEAR - 2, 1, 1), FIRST - timedelta(days=1))
    done: date | str = between(chance, max(received, FIRST), LAST)
    outcome = wording(case_outcomes()[case.outcome], chance)
    if case.outcome == "carried_out":
        later = between(chance, LAST + timedelta(days=1), date(YEAR + 1, 3, 31))
        done, outcome = chance.choice([("", ""), ("", outcome), (later, "公开"), (later, "什么词都行")])
    return {
        "登记编号": case.note,
        "申请人类型": wording(applicant_kinds()[case.applicant], chance),
        "收到日期": received,
        "办结日期": done,
        "办理结果": outcome,
    }


def wording(leaf: Leaf, chance: random.Random) -> str:
    forms = [leaf.header.label, leaf.header.short, leaf.header.label.partition("（")[0] or leaf.header.label]
    forms += [f"{group.short}：{leaf.header.short}" for group in leaf.headers[:-1]]
    return chance.choice(forms)


def decoys(chance: random.Random) -> list[Row]:
    """Applications of other years, which must not count."""
    earlier, later = date(YEAR - 1, 5, 1), date(YEAR + 1, 1, 1)
    base: Row = {"登记编号": "另", "申请人类型": "自然人", "办理结果": "予以公开"}
    rows = [
        {**base, "收到日期": earlier, "办结日期": FIRST - timedelta(days=1)},
        {**base, "收到日期": later, "办结日期": later},
    ]
    return rows[: chance.randrange(3)]


def register(found: Sequence[RequestCase], chance: random.Random) -> list[list[object]]:
    rows = [row_of(case, chance) for case in found] + decoys(chance)
    chance.shuffle(rows)
    headings = ["登记编号", "申请人类型", "收到日期", "办结日期", "办理结果", "申请人姓名", "申请内容"]
    chance.shuffle(headings)
    lines: list[list[object]] = [["永乐镇政府信息公开申请台账"]] * chance.randrange(2)
    lines.append(list(headings))
    for row in rows:
        lines += [[]] * (chance.random() < 0.1)
        lines.append([row.get(heading, "某某") for heading in headings])
    if chance.random() < 0.5:
        lines.append(["合计", None, f"{len(rows)}件"])
    return lines


def key(case: RequestCase) -> tuple[str, str, bool, str]:
    return case.applicant, case.outcome, case.carried_in, case.note


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.too_slow])
@given(cases, st.randoms(use_true_random=False))
def test_a_register_gives_back_the_cases_it_was_written_from(found: list[RequestCase], chance: random.Random) -> None:
    lines = register(found, chance)
    sheets = {"说明": [["请看下一张表"]], "2024": lines}
    for data, name in (
        (workbook(sheets), "a.xlsx"),
        (delimited(lines, "gbk"), "a.csv"),
        (delimited(lines, "utf-8", "\t"), "a.txt"),
    ):
        ledger = read_ledger_bytes(data, name)
        assert not ledger.unknown_applicants(YEAR) and not ledger.unknown_outcomes(YEAR)
        read = cases_of(ledger, YEAR).cases
        assert sorted(map(key, read)) == sorted(map(key, found))
        assert tally(read) == tally(found)
