"""Which words name which applicant and which outcome, and which name none."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from ledger_files import HEADINGS, xlsx

import assistant.register as ledger_room
from assistant.register import cases_of, read_ledger_bytes
from assistant.report.cases import applicant_kinds, case_outcomes
from assistant.standard import Leaf

WORDS = tomllib.loads((Path(ledger_room.__file__).parent / "words.toml").read_text(encoding="utf-8"))
TWO = ("申请人类型", "办理结果")


def key_of(applicant: str, outcome: str) -> tuple[str, str] | None:
    """What a register of this one row is counted as."""
    data = xlsx([HEADINGS, ("1", applicant, "2024-02-01", "", outcome)])
    cases = cases_of(read_ledger_bytes(data, "a.xlsx"), 2024).cases
    return (cases[0].applicant, cases[0].outcome) if cases else None


def forms(leaf: Leaf) -> list[str]:
    """How offices copy a statutory label: whole, short, without its number, with its group in front."""
    label, short = leaf.header.label, leaf.header.short
    found = [
        label,
        short,
        f"  {label} ",
        label.replace("“", '"').replace("”", '"'),
        label.replace("“", "").replace("”", ""),
    ]
    for group in leaf.headers[:-1]:
        found += [
            f"{group.label}{label}",
            f"{group.short}：{short}",
            f"{group.short}（{short}）",
            f"{group.short}-{label}",
        ]
    return found


@pytest.mark.parametrize("key", case_outcomes())
def test_every_statutory_outcome_is_known_however_it_is_copied(key: str) -> None:
    for form in forms(case_outcomes()[key]):
        assert key_of("自然人", form) == ("natural_person", key), form


@pytest.mark.parametrize("key", applicant_kinds())
def test_every_statutory_kind_of_applicant_is_known(key: str) -> None:
    for form in forms(applicant_kinds()[key]):
        assert key_of(form, "予以公开") == (key, "granted"), form


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("公开", "granted"),
        ("同意公开", "granted"),
        ("依法予以公开", "granted"),
        ("已主动公开，告知获取方式和途径", "granted"),
        ("告知获取方式和途径", "granted"),
        ("部分公开", "partly_granted"),
        ("信息不存在", "unavailable.not_held"),
        ("政府信息不存在告知书", "unavailable.not_held"),
        ("不掌握", "unavailable.not_held"),
        ("不予公开（个人隐私）", "denied.third_party"),
        ("撤回", "other.other"),
        ("申请人撤回申请", "other.other"),
        ("信访", "not_processed.petition"),
        ("信访类", "not_processed.petition"),
        ("重复", "not_processed.repeated"),
        ("未办结", "carried_out"),
        ("办理中", "carried_out"),
        ("结转下年度", "carried_out"),
        ("④属于保护第三方合法权益", "denied.third_party"),
        ("信息不存在。", "unavailable.not_held"),
        ("資訊", None),
        ("資訊不存在", None),
        ("信息不存在 ", "unavailable.not_held"),
        ("屬於國家秘密", "denied.state_secret"),
    ],
)
def test_what_offices_write_for_an_outcome(text: str, key: str | None) -> None:
    found = key_of("个人", text)
    assert found == (("natural_person", key) if key else None)


@pytest.mark.parametrize(
    "text",
    [
        *[
            "不予公开",
            "（三）不予公开",
            "无法提供",
            "不予处理",
            "其他处理",
            "（六）其他处理",
            "其他处理情况",
            "依法不予公开",
        ],
        *[
            "不同意公开",
            "不公开",
            "未公开",
            "暂不公开",
            "不予提供",
            "已答复",
            "已办结",
            "同意",
            "补正",
            "延期",
            "三",
            "1",
            "不予公开（重复申请）",
        ],
    ],
)
def test_what_says_no_case_or_denies_it_is_left_to_the_clerk(text: str) -> None:
    ledger = read_ledger_bytes(xlsx([HEADINGS, ("1", "个人", "2024-02-01", "2024-02-09", text)]), "a.xlsx")
    assert dict(ledger.unknown_outcomes()) == {text: 1}
    assert cases_of(ledger, 2024).cases == ()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        *[("个人", "natural_person"), ("公民", "natural_person"), ("公司", "business"), ("企业", "business")],
        *[("律师事务所", "legal_service"), ("高校", "research"), ("研究院", "research"), ("协会", "social")],
        *[("基金会", "social"), ("其他组织", "other"), ("其他", "other"), ("法人或其他组织（公司）", "business")],
        *[("法人或其他组织", None), ("法人", None), ("单位", None), ("王小明", None), ("某某有限公司", None)],
    ],
)
def test_what_offices_write_for_an_applicant(text: str, key: str | None) -> None:
    assert key_of(text, "公开") == ((key, "granted") if key else None)


@pytest.mark.parametrize("role", ["applicant", "outcome"])
def test_every_synonym_means_what_its_list_says(role: str) -> None:
    synonyms = [(key, word) for key, listed in WORDS[role].items() for word in listed]
    rows = [("自然人", word) if role == "outcome" else (word, "予以公开") for _, word in synonyms]
    cases = cases_of(read_ledger_bytes(xlsx([TWO, *rows]), "a.xlsx"), 2024).cases
    assert [getattr(case, role) for case in cases] == [key for key, _ in synonyms]


def test_no_synonym_repeats_a_statutory_label() -> None:
    leaves = {**applicant_kinds(), **case_outcomes()}
    labels = {name for leaf in leaves.values() for name in (leaf.header.label, leaf.header.short)}
    listed = [word for role in ("applicant", "outcome") for words in WORDS[role].values() for word in words]
    assert labels.isdisjoint(listed)
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("column", WORDS["column"], ids=lambda column: column["role"])
def test_every_heading_of_the_lists_is_recognised(column: dict[str, list[str]]) -> None:
    role = str(column["role"])
    values = {"applicant": "个人", "outcome": "公开", "received": "2024-01-09", "done": "2024-02-09", "serial": "7"}
    for heading in [*column["headings"], *column["unsure"]]:
        headings = {"applicant": "申请人类型", "outcome": "办理结果", role: heading}
        row = [values.get(name, "x") for name in headings]
        ledger = read_ledger_bytes(xlsx([list(headings.values()), row]), "a.xlsx")
        assert ledger.columns[role] == heading
