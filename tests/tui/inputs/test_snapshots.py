"""How every kind of input looks, small and large; ``pytest --snapshot-update`` renews the pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from input_harness import Harness, shipped
from last_year_harness import IN_FORCE, PENDING, carried_over
from textual.pilot import Pilot

SIZES = [(80, 24), (140, 40)]
T3 = {
    "received.natural_person": "6", "carried_in.natural_person": "1", "granted.natural_person": "4",
    "denied.third_party.natural_person": "2", "received.business": "1", "carried_out.business": "x",
}  # fmt: skip
CASES = [
    {"applicant": "natural_person", "outcome": "granted", "note": "2024-1号"},
    {"applicant": "business", "outcome": "unavailable.not_held", "carried_in": True},
    {"applicant": "legal_service", "outcome": "denied.third_party", "note": "征求了第三方意见，[对方]书面不同意公开"},
    {"applicant": "other", "outcome": "carried_out"},
]
WHY = {"carried_in.natural_person": "上年年报有误，已于3月更正为5件"}
UNLOCKED = {"carried_in.natural_person": "5", "carried_in.business": "2"}

KINDS: dict[str, tuple[str, dict[str, Any], list[str]]] = {
    "text": ("agency.name", {}, []),
    "text_default": ("agency.self_word", {"default": "我镇", "default_shown": "我镇"}, []),
    "integer_refused": ("overview.website_items", {}, [*"二十六", "enter"]),
    "money": ("other.fee_charged", {"present": "1200.5"}, []),
    "date": ("agency.signed_on", {"default": "2025年1月15日", "default_shown": "2025年1月15日"}, []),
    "yesno": ("overview.in_assessment", {"default": "是", "default_shown": "是"}, []),
    "choice": ("overview.review_practice", {"default": "发布前逐条进行保密审查和个人信息保护审查"}, []),
    "choice_own_words": ("overview.deputy", {}, ["4", *"[b]副镇长"]),
    "choices": ("overview.content_kinds", {"default": ["机构职能", "政策文件"]}, ["down", "space"]),
    "paragraph": ("other.matters", {"default": "", "default_shown": "（无）"}, [*"第一件。", "enter", *"第二件[/b]"]),
    "list": ("problems.items", {}, ["2", "4", "up"]),
    "list_offers": ("overview.review_systems", {"default": []}, ["down"]),
    "list_entry": ("problems.items", {}, ["a", *"更新不及时", "enter"]),
    "table_prompt": ("requests", {"year": 2024}, []),
    "cases_prompt": ("requests", {"year": 2024, "present": CASES}, ["escape"]),
    "cases_list": ("requests", {"year": 2024, "present": CASES}, ["up", "up", "up"]),
    "cases_many": ("requests", {"year": 2024, "present": CASES * 50}, ["home", "pagedown", "pagedown"]),
    "cases_who": ("requests", {"year": 2024, "present": CASES}, ["a"]),
    "cases_how": ("requests", {"year": 2024, "present": CASES}, ["a", "1", "2", "down", "down"]),
    "cases_how_of_group": ("requests", {"year": 2024, "present": CASES}, ["home", "enter", "enter", "enter", "5"]),
    "cases_note": ("requests", {"year": 2024, "present": CASES}, ["home", "b"]),
    "table_t2": ("disclosure", {"present": {"normative.in_force": "3", "fees": "0.5"}}, ["end", "down"]),
    "table_t3": ("requests", {"present": T3}, ["down", "down", "right"]),
    "table_t3_bottom": ("requests", {"present": T3}, ["ctrl+end", "left", "left", "left", "left", "left"]),
    "table_t4": ("proceedings", {}, ["g", "2", "tab", "1"]),
    "last_year_prompt": ("requests", {"year": 2025, "last_year": carried_over()}, []),
    "last_year_cases": ("requests", {"year": 2025, "last_year": carried_over()}, ["n", "1"]),
    "last_year_cases_list": ("requests", {"year": 2025, "last_year": carried_over()}, ["c", "1", "escape"]),
    "last_year_locked": ("requests", {"last_year": carried_over()}, ["g", "down", "5"]),
    "last_year_reason": ("requests", {"last_year": carried_over()}, ["g", "down", "f6", *"上年年报有误"]),
    "last_year_unlocked": ("requests", {"last_year": carried_over(reasons=WHY), "present": UNLOCKED}, ["down"]),
    "last_year_turned": ("requests", {"last_year": carried_over()}, ["g", "f7", "down", "right"]),
    "last_year_t2_prompt": ("disclosure", {"last_year": IN_FORCE}, []),
    "last_year_t2": ("disclosure", {"last_year": IN_FORCE}, ["g", "down", "2", "end"]),
    "last_year_t4_prompt": ("proceedings", {"last_year": PENDING}, []),
    "last_year_t4": ("proceedings", {"last_year": PENDING}, ["g", "1"]),
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind(kind: str, size: tuple[int, int], snap_compare: Callable[..., bool]) -> None:
    key, context, press = KINDS[kind]
    theme = "xuanzhi" if size == (140, 40) else "huimo"
    assert snap_compare(Harness(shipped(key), theme, **context), terminal_size=size, press=press)


REGISTER = """编号,申请人类型,收到日期,办结日期,办理结果
1,自然人,2024-01-05,2024-01-20,予以公开
2,李某,2024-02-05,2024-02-20,信息不存在
3,自然人,2024-03-05,,已转办
4,自然人,2023-12-05,2024-01-03,信访
5,自然人,2022-12-05,2023-01-03,信访
合计,,,,
"""
STEPS = {"path": [], "unknown": ["enter"], "summary": ["enter", "1", "6", "3"]}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("step", STEPS)
def test_register(
    step: str, size: tuple[int, int], snap_compare: Callable[..., bool], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "台账.csv").write_text(REGISTER, encoding="utf-8")
    app = Harness(shipped("requests"), "xuanzhi" if size == (140, 40) else "huimo", year=2024, present=CASES)

    async def read(pilot: Pilot[None]) -> None:
        for key in ["escape", "l", *"台账.csv", *STEPS[step]]:
            await pilot.press(key)
            await app.workers.wait_for_complete()
            await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=read)
