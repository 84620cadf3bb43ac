"""Damaged files give findings or one sentence: no traceback, no long wait, no flood of memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.whole_way import KINDS, MEGABYTES, SECONDS, outcome

EXAMPLES = int(os.environ.get("NIANBAO_MUTATIONS", "700"))
"""Damaged files of each kind: three kinds make 2,100 in a run."""

BUDGET = 60.0
"""Seconds of one processor for all of them, when nothing else keeps it busy; a shared one takes up to twice as long."""

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is measured by Linux means")
@pytest.mark.parametrize("kind", KINDS)
def test_damaged_files_end_well(kind: str) -> None:
    command = [sys.executable, "-m", "tests.intake.whole_way", kind, str(EXAMPLES)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    found = json.loads(done.stdout)
    assert found["slowest"] < SECONDS
    assert found["megabytes"] < MEGABYTES
    assert found["processor"] < 2 * BUDGET / len(KINDS) * max(EXAMPLES / 700, 1), found
    # The damage must leave most files readable, or the readers behind the parsers would never be reached.
    assert found.get("report", 0) > EXAMPLES / 5, found
    assert found.get("refused", 0) > 0, found


@settings(max_examples=200, deadline=None, database=None)
@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_anything_at_all_ends_well(data: bytes) -> None:
    outcome(data)
