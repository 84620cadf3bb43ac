"""Damaged files taken the whole way, in a process of their own, whose memory is told at the end.

python -m tests.reading.whole_way KIND FILES      one JSON line: outcomes, MB at most
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, seed, settings

from assistant.checks import check
from assistant.checks.inspection import Inspection, to_json
from assistant.document import Document, normalise
from assistant.errors import NianbaoError
from assistant.interview import load_script
from assistant.last_year.carry_forward import carry_forward
from assistant.last_year.recovery import recover
from assistant.reading import listed_problems, read_bytes
from tests.endless import ends
from tests.reading.mutations import PAGES, TEXTS, Damaged, mutated_file, mutated_word

SECONDS = 10.0
"""Processor time of a file, twice the promise: a hang is told from a slow machine, benchmarks/bounds.py measures."""
MEGABYTES = 300.0
SEED = 20250109
SCRIPT = load_script()
KINDS = {"docx": mutated_word(), "page": mutated_file(PAGES), "text": mutated_file(TEXTS)}

_ANSWERED = 10
"""Of so many files one also becomes a draft and the beginning of the next year's: that takes ten times the reading."""

_ADDRESSES = 1_500_000_000
"""Bytes of address space: a file that wants more must not take the machine with it."""


def outcome(data: bytes, *, answered: bool = True) -> str:
    """What becomes of a file: "report", or "refused" by one sentence. Anything else is raised."""
    try:
        report = read_bytes(data, "报告")
    except NianbaoError as refusal:
        assert refusal.message.endswith("。")
        assert "\n" not in refusal.sentence()
        return "refused"
    _holds(report)
    listed_problems(report)
    last = replace(report, year=report.year - 1) if report.year else None
    findings = check(report, last, "报告.docx")
    assert all(finding.message and "\n" not in finding.message for finding in findings)
    json.dumps(to_json(Inspection("报告", report, findings)), ensure_ascii=False).encode("utf-8")
    if answered:
        notes = recover(report, SCRIPT).notes
        assert all(note and "\n" not in note for note in notes)
        carry_forward(report, SCRIPT)
    return "report"


def _holds(report: Document) -> None:
    """What holds of every Document, however damaged the file was."""
    for table in report.tables():
        assert set(table.cells) <= set(table.schema.cells)
        assert all(isinstance(normalise(text), str) for text in table.cells.values())
    keys = [paragraph.key for paragraph in report.paragraphs()]
    assert len(keys) == len(set(keys))
    assert all(text.strip() == text and text for text in (paragraph.text for paragraph in report.paragraphs()))
    assert all("\n" not in passage for passage in report.unread)


def run(kind: str, files: int) -> dict[str, Any]:
    """Takes that many damaged files of a kind the whole way."""
    outcomes: Counter[str] = Counter()

    @seed(SEED)
    @settings(max_examples=files, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(KINDS[kind])
    def all_end_well(file: Damaged) -> None:
        with ends(SECONDS):
            found = outcome(file.data, answered=sum(outcomes.values()) % _ANSWERED == 0)
        outcomes[found] += 1

    all_end_well()
    return {**outcomes, "megabytes": _peak()}


def _peak() -> float:
    """The most memory that this process has had, in MB; ru_maxrss would count the program that started it, too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024


if __name__ == "__main__":
    if os.name == "posix":
        resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES, _ADDRESSES))
    print(json.dumps(run(sys.argv[1], int(sys.argv[2]))))
