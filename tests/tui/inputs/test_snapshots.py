"""How every kind of input looks, small and large; ``pytest --snapshot-update`` renews the pictures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from input_harness import Harness, shipped

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
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind(kind: str, size: tuple[int, int], snap_compare: Callable[..., bool]) -> None:
    key, context, press = KINDS[kind]
    theme = "xuanzhi" if size == (140, 40) else "huimo"
    assert snap_compare(Harness(shipped(key), theme, **context), terminal_size=size, press=press)
