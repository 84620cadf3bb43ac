"""Damaged files give a report or one sentence: no traceback, no long wait."""

from __future__ import annotations

import os
import time

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from mutations import PAGES, TEXTS, Damaged, mutated_file, mutated_word

from assistant.document import Document, normalise
from assistant.errors import NianbaoError
from assistant.intake import read_bytes

EXAMPLES = int(os.environ.get("NIANBAO_MUTATIONS", "700"))
"""Damaged files of each kind: three kinds make 2,100 in a run."""

SECONDS = 5.0

_KINDS = {"docx": mutated_word(), "page": mutated_file(PAGES), "text": mutated_file(TEXTS)}


@pytest.mark.parametrize("kind", _KINDS)
def test_damaged_files_end_well(kind: str) -> None:
    outcomes: dict[str, int] = {}

    @seed(20250109)
    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck), derandomize=False
    )
    @given(_KINDS[kind])
    def read(file: Damaged) -> None:
        started = time.perf_counter()
        outcome = _outcome(file.data)
        assert time.perf_counter() - started < SECONDS
        outcomes[outcome] = outcomes.get(outcome, 0) + 1

    read()
    # The damage must leave most files readable, or the readers behind the parsers would never be reached.
    assert outcomes.get("report", 0) > EXAMPLES / 5, outcomes


def _outcome(data: bytes) -> str:
    try:
        report = read_bytes(data, "报告")
    except NianbaoError as refusal:
        assert refusal.message.endswith("。")
        assert "\n" not in refusal.sentence()
        return "refused"
    _check(report)
    return "report"


def _check(report: Document) -> None:
    """What holds of every Document, however damaged the file was."""
    for table in report.tables():
        assert set(table.cells) <= set(table.schema.cells)
        assert all(isinstance(normalise(text), str) for text in table.cells.values())
    keys = [paragraph.key for paragraph in report.paragraphs()]
    assert len(keys) == len(set(keys))
    assert all(text.strip() == text and text for text in (paragraph.text for paragraph in report.paragraphs()))
    assert all("\n" not in passage for passage in report.unread)


@settings(max_examples=200, deadline=None, database=None)
@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_anything_at_all_ends_well(data: bytes) -> None:
    _outcome(data)
