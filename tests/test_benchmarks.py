"""Every bench runs in its short form and tells a figure; how good the figures are is no matter of a test."""

from __future__ import annotations

import os

import pytest

from benchmarks.__main__ import benches, line, main, measured
from benchmarks.figures import Figure, at_95

POSIX_ONLY = {"startup", "answering", "soak", "bounds"}


@pytest.mark.parametrize("name", benches())
def test_every_bench_measures_something(name: str) -> None:
    if name in POSIX_ONLY and os.name != "posix":
        pytest.skip("needs pseudo-terminals and limits of processes")
    found = list(measured(name, quick=True))
    assert found
    for figure in found:
        assert figure.ours > 0 and figure.theirs > 0, figure
        assert figure.peer in line(figure)


def test_a_missed_goal_is_marked_and_fails_nothing() -> None:
    missed, kept = Figure("x", 3.0, "ms", "y", 2.0, 1.3), Figure("x", 2.0, "ms", "y", 2.0, 1.3)
    assert missed.missed and "!1.30" in line(missed)
    assert not kept.missed and "!" not in line(kept)


def test_a_broken_bench_is_told_and_the_others_are_measured(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--quick", "no_such_bench", "grid"]) == 1
    told = capsys.readouterr()
    assert "no_such_bench is broken" in told.err and "grid" in told.out


def test_95_of_100_values_do_not_exceed_the_figure() -> None:
    assert at_95([float(value) for value in range(100, 0, -1)]) == 96.0
    assert at_95([7.0]) == 7.0
