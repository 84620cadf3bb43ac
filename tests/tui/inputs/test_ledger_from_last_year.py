"""A register read where last year's report settles how many were left open; by keys."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from last_year_harness import LastYearHarness, carried_over
from test_ledger_input import folder, press, register

__all__ = ["folder"]

NEW = ("2025-1", "自然人", "2025-03-05", "2025-03-20", "予以公开")


def left_open(*applicants: str) -> list[Sequence[str]]:
    """Applications of December that were answered in January."""
    return [
        (f"2024-{number}", who, "2024-12-25", "2025-01-10", "予以公开")
        for number, who in enumerate(applicants, start=7)
    ]


@pytest.mark.parametrize(
    ("applicants", "told"),
    [
        (("自然人", "自然人", "企业"), ""),
        (("自然人", "企业"), "上年结转的还有1件没有说明"),
        (("自然人", "自然人", "自然人", "企业"), "自然人：登记了上年结转3件，上年年报结转下年度2件，对不上。"),
    ],
)
async def test_a_register_is_held_against_what_last_year_left_open(
    folder: Path, applicants: tuple[str, ...], told: str
) -> None:
    register(folder, [*left_open(*applicants), NEW])
    app = LastYearHarness(carried_over())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(app, pilot, "l")
        await press(app, pilot, *"台账", "tab", "enter")
        assert f"本年新收1＋上年结转{len(applicants)}" in app.screen_text()
        await press(app, pilot, "enter")
        assert told in app.screen_text().replace("\n", "")
        await press(app, pilot, "ctrl+s")
        assert len(app.raws) == (0 if told else 1)
        if told:
            assert "上年" in app.notice
        else:
            carried = [one["applicant"] for one in app.raws[0] if one["carried_in"]]  # type: ignore[union-attr, call-overload, index]
            assert sorted(carried) == ["business", "natural_person", "natural_person"]


async def test_what_is_too_many_is_removed_or_unlocked_by_a_reason(folder: Path) -> None:
    register(folder, left_open("自然人", "自然人", "自然人", "企业"))
    for keys in (["d"], ["f6", *"上年年报有误 已更正", "enter"]):
        app = LastYearHarness(carried_over())
        async with app.run_test(size=(80, 24)) as pilot:
            await press(app, pilot, "l")
            await press(app, pilot, *"台账", "tab", "enter")
            await press(app, pilot, "enter")
            await press(app, pilot, "ctrl+s")
            assert app.raws == [] and "比上年年报多" in app.notice
            await press(app, pilot, *keys, "ctrl+s")
            assert len(app.raws[0]) == (3 if keys == ["d"] else 4)  # type: ignore[arg-type]
