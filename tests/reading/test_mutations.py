"""Damaged files give findings or one sentence: no traceback, no long wait, no flood of memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.examples import examples
from tests.reading.whole_way import KINDS, MEGABYTES, outcome

FEWEST = 50
"""Of fewer files of a kind it may be that none is refused."""
EXAMPLES = int(os.environ.get("NIANBAO_MUTATIONS") or max(examples(200), FEWEST))
"""Damaged files of each kind: ten kinds make 2,000 in a run of CI; NIANBAO_MUTATIONS asks for more."""

READABLE = {"pdf": 0.05, "zip": 0.02, "toml": 0.05}
"""The least share of files that must stay readable where a damage hits harder than in a page or a text."""

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is measured by Linux means")
@pytest.mark.parametrize("kind", KINDS)
def test_damaged_files_end_well(kind: str) -> None:
    found = _taken_the_whole_way(kind)
    assert found["megabytes"] < MEGABYTES, found
    # The damage must leave enough files readable, or the readers behind the parsers would never be reached.
    assert found.get("report", 0) > EXAMPLES * READABLE.get(kind, 0.2), found
    assert found.get("refused", 0) > 0 or kind == "md", found  # Markdown is text whatever is damaged


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
