"""The practice: papers that can be read, planted mistakes that are told apart, and drafts kept apart."""

from __future__ import annotations

from typing import Any

from assistant.drafts import Draft, DraftStore
from assistant.drafts.beginning import interview_of
from assistant.drafts.practice import Practice, result, verdicts
from assistant.drafts.readiness import readiness
from assistant.reading import read_file, read_rows
from assistant.register import cases_of, read_ledger
from assistant.report import with_answer


def answered(draft: Draft, **values: Any) -> Draft:
    for key, value in values.items():
        draft = draft.changed(report=with_answer(draft.report, key.replace("__", "."), value))
    return draft


def test_the_papers_are_real_ones_and_the_summary_contradicts_them() -> None:
    practice = Practice()
    draft = practice.draft()
    last_year, register, summary = practice.papers
    assert read_file(last_year).year == 2024 and draft.report.agency.year == 2025
    assert draft.last_year is not None and draft.last_year.table("T3") is not None
    cases = cases_of(read_ledger(register), 2025, {})
    draft = answered(draft, requests={"cases": [case.model_dump() for case in cases.cases]})
    figures = draft.report.requests
    assert figures is not None
    told = "".join(row[0] for row in read_rows(summary))
    assert (figures.values()["received.total"], figures.values()["carried_in.total"]) == (5, 1)
    assert "申请6件" in told and "没有上年结转" in told
    assert not [one for one in readiness(draft).findings if one.rule in ("t3-balance", "carry-over")]


def test_who_believes_the_summary_misses_and_who_looks_finds() -> None:
    draft = Practice().draft()
    assert [one.outcome for one in verdicts(draft)] == ["open"] * 3
    assert "台账" not in "".join(result(draft)[1])
    copied = [{"problem": "政策解读以文字为主，群众看不太明白", "measure": "多做图解"}]
    outcome = [{"problem": "政策解读以文字为主，群众看不太明白", "outcome": "做了图解4期，已经解决"}]
    believed = answered(
        draft, requests={"received": {"natural_person": 6}, "granted": {"natural_person": 6}},
        problems__items=copied, problems__last_year=outcome,
    )  # fmt: skip
    assert [one.outcome for one in verdicts(believed)] == ["missed"] * 3
    looked = answered(
        believed,
        requests={
            "received": {"natural_person": 4, "business": 1}, "carried_in": {"natural_person": 1},
            "granted": {"natural_person": 4, "business": 1}, "carried_out": {"natural_person": 1},
        },
        problems__items=[{"problem": "村（社区）公示栏更换不及时", "measure": "每月巡查一次公示栏"}],
    )  # fmt: skip
    title, lines = result(looked)
    assert [one.outcome for one in verdicts(looked)] == ["found"] * 3, lines
    assert "找到3处" in title and any("2026年1月6日" in line for line in lines)


def test_it_is_kept_apart_gone_on_with_and_begun_again() -> None:
    practice, store = Practice(), DraftStore()
    draft = practice.draft()
    assert store.list() == [] and interview_of(draft).follows_last
    practice.store.save(answered(draft, overview__website_items=96))
    assert Practice().draft().report.overview.website_items == 96
    practice.papers[2].write_text("我做的记号", encoding="utf-8")
    assert practice.again().report.overview.website_items is None
    assert practice.papers[2].read_text(encoding="utf-8") == "我做的记号"
    assert len(practice.store.list()) == 1 and store.list() == []
