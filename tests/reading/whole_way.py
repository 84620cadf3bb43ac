"""Damaged files taken the whole way, in a process of their own, whose memory is told at the end.

python -m tests.reading.whole_way KIND FILES      one JSON line: outcomes, MB at most, seconds of the slowest file
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from assistant import confined
from assistant.checks import check
from assistant.checks.inspection import Inspection, to_json
from assistant.document import Document, normalise
from assistant.drafts import read_draft
from assistant.errors import NianbaoError
from assistant.interview import Interview, load_script
from assistant.last_year.carry_forward import carry_forward
from assistant.last_year.recovery import recover
from assistant.reading import UnreadableFile, listed_problems, read_bytes
from assistant.register import cases_of, read_ledger_bytes
from tests.endless import ends
from tests.reading.mutations import (
    REGISTER,
    Damaged,
    drafts,
    mutated_file,
    mutated_word,
    mutated_workbook,
    mutated_zip,
    pages,
    reports,
    with_commas,
)
from tests.register.ledger_files import delimited

SECONDS = 10.0
"""Processor time of a file, twice the promise: a hang is told from a slow machine, benchmarks/bounds.py measures."""
MEGABYTES = 300.0
SEED = 20250109
SCRIPT = load_script()

_ANSWERED = 10
"""Of so many files one also becomes a draft and the beginning of the next year's: that takes ten times the reading."""

_ADDRESSES = 1_500_000_000
"""Bytes of address space: a file that wants more must not take the machine with it."""


def outcome(data: bytes, *, answered: bool = True) -> str:
    """What becomes of a file: "report", or "refused" by one sentence. Anything else is raised."""
    try:
        report = read_bytes(data, "报告")
    except NianbaoError as refusal:
        return _refused(refusal)
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


def _refused(refusal: NianbaoError) -> str:
    assert (refusal.message if isinstance(refusal, UnreadableFile) else refusal.sentence()).endswith("。")
    assert "\n" not in refusal.sentence()
    return "refused"


def register_outcome(data: bytes) -> str:
    """The same of a register, whose applications are counted."""
    try:
        ledger = read_ledger_bytes(data, "台账")
    except NianbaoError as refusal:
        return _refused(refusal)
    found = cases_of(ledger, 2024)
    assert all(text and "\n" not in text for text in (*found.left_out, *ledger.skipped))
    return "report"


def draft_outcome(data: bytes) -> str:
    """The same of a draft, which opens with its questions."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "一份.toml"
        path.write_bytes(data)
        try:
            draft = read_draft(path)
        except NianbaoError as refusal:
            return _refused(refusal)
    Interview(SCRIPT, draft.report, draft.at, today=date(2025, 1, 6))
    return "report"


def _any_outcome(data: bytes) -> str:
    """Of a zip file, which is a report or a register."""
    return register_outcome(data) if b"xl/" in data else outcome(data)


KINDS: dict[str, tuple[st.SearchStrategy[Damaged], Callable[[bytes], str]]] = {
    "docx": (mutated_word(), outcome),
    "html": (mutated_file(reports("*.html")), outcome),
    "mht": (mutated_file(reports("*.mht")), outcome),
    "txt": (mutated_file([*reports("*.txt"), *with_commas()]), outcome),
    "md": (mutated_file(reports("[0-9]*.md")), outcome),
    "pdf": (mutated_file(pages(), other_encodings=False), outcome),
    "zip": (mutated_zip(), _any_outcome),
    "xlsx": (mutated_workbook(), register_outcome),
    "csv": (mutated_file([delimited(REGISTER), delimited(REGISTER, "utf-8", "\t")]), register_outcome),
    "toml": (mutated_file(drafts()), draft_outcome),
}


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
    damaged, outcome_of = KINDS[kind]
    quick = partial(outcome, answered=False) if outcome_of is outcome else outcome_of
    outcomes: Counter[str] = Counter()
    slowest = [0.0]

    @seed(SEED)
    @settings(
        max_examples=files, deadline=None, database=None, suppress_health_check=list(HealthCheck),
        # A failing file is kept as it is: making it small takes minutes.
        phases=[Phase.generate],
    )  # fmt: skip
    @given(damaged)
    def all_end_well(file: Damaged) -> None:
        begun = time.process_time()
        with ends(SECONDS):
            found = (quick if outcomes.total() % _ANSWERED else outcome_of)(file.data)
        outcomes[found] += 1
        slowest[0] = max(slowest[0], time.process_time() - begun)

    all_end_well()
    return {**outcomes, "megabytes": _peak(), "seconds": slowest[0]}


def _peak() -> float:
    """The most memory that this process has had, in MB; ru_maxrss would count the program that started it, too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024


if __name__ == "__main__":
    # This process has bounds itself: none is started for a page of a PDF or a workbook.
    confined.inside = True
    if os.name == "posix":
        resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES, _ADDRESSES))
    print(json.dumps(run(sys.argv[1], int(sys.argv[2]))))
