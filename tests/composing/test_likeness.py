"""Neighbours with the same facts, and one agency over the years, read otherwise: the goals of the benchmark hold."""

from __future__ import annotations

from benchmarks.likeness import GOALS, TOWNS, neighbours, years


def test_neighbours_with_equal_facts_read_otherwise() -> None:
    found = neighbours(TOWNS[:12])
    assert found["mean"] <= GOALS["mean"]
    assert found["highest"] <= GOALS["highest"]
    assert found["equal"] <= GOALS["equal"] / 2


def test_no_paragraph_is_like_that_of_the_year_before() -> None:
    assert max(alike for alikes in years(count=2).values() for alike in alikes) <= GOALS["year before"]
