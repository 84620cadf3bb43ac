"""Damaged files give findings or one sentence: no traceback, no long wait, no flood of memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.examples import examples
from tests.reading.whole_way import KINDS, MEGABYTES, SECONDS, outcome

EXAMPLES = int(os.environ.get("NIANBAO_MUTATIONS") or examples(700))
"""Damaged files of each kind: three kinds make 2,100 in a run of CI."""

BUDGET = 60.0
"""Seconds for all of them on two cores, counted as time of the processors: waiting for other work is not in it."""

CORES = 2

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is measured by Linux means")
def test_damaged_files_end_well() -> None:
    with ThreadPoolExecutor(CORES) as pool:
        found = dict(zip(KINDS, pool.map(_taken_the_whole_way, KINDS), strict=True))
    for kind, outcome_of in found.items():
        assert outcome_of["slowest"] < SECONDS, kind
        assert outcome_of["megabytes"] < MEGABYTES, kind
        # The damage must leave most files readable, or the readers behind the parsers would never be reached.
        assert outcome_of.get("report", 0) > EXAMPLES / 5, found
        assert outcome_of.get("refused", 0) > 0, found
    taken = [outcome_of["processor"] for outcome_of in found.values()]
    # Two cores at work side by side are done when the sum is, or the longest kind, which keeps to one of them.
    assert max(sum(taken) / CORES, *taken) < BUDGET * max(EXAMPLES / 700, 1), found


def _taken_the_whole_way(kind: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.reading.whole_way", kind, str(EXAMPLES)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@settings(max_examples=examples(200), database=None)
@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_anything_at_all_ends_well(data: bytes) -> None:
    outcome(data)
