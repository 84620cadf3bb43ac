"""Files made to take time or memory are read or refused by one sentence, within bounds.

Each is read in a process of its own, which the system ends at its limits of processor time and of address space.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.errors import NianbaoError
from assistant.reading import bounds, read_bytes
from assistant.reading.budget import Budget, Exceeded
from tests.reading.hostile_files import ARCHIVES, FAMILIES, PAGES, TEXTS, WORD, ZIPS, package, page

ROOT = Path(__file__).resolve().parents[2]

_SECONDS = 10
"""Of processor time, twice what is promised: a hang is told from a slow machine; benchmarks/bounds.py measures."""
_ADDRESSES = 350 << 20
"""Bytes: of them 40 MB are the program itself, and what the system gives out in large pieces lies a little above."""

_READ = f"""
import os, resource, sys
from assistant.errors import NianbaoError
from assistant.reading import read_bytes
from assistant.reading import docx, html, markdown, text
from tests.reading.hostile_files import FAMILIES

def ends_well(data):
    try:
        read_bytes(data, "报告")
    except NianbaoError as refusal:
        return refusal.message.endswith("。") and "\\n" not in refusal.sentence()
    return True

for name in sys.argv[1:]:
    data = FAMILIES[name]()
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, ({_SECONDS}, {_SECONDS}))
        resource.setrlimit(resource.RLIMIT_AS, ({_ADDRESSES}, {_ADDRESSES}))
        os._exit(0 if ends_well(data) else 1)
    _, status = os.waitpid(child, 0)
    print(name, status, sep="\\t", flush=True)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="limits and processes are set by POSIX means")
@pytest.mark.parametrize("group", [WORD, PAGES, ARCHIVES, TEXTS, ZIPS], ids=["docx", "html", "mht", "text", "zip"])
def test_files_made_to_be_heavy_end_well(group: dict[str, object]) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests" / "reports")])}
    done = subprocess.run(
        [sys.executable, "-c", _READ, *group], cwd=ROOT, env=environment, capture_output=True, text=True,
        encoding="utf-8", check=True,
    )  # fmt: skip
    ended = dict(line.split("\t") for line in done.stdout.splitlines())
    assert ended == dict.fromkeys(group, "0"), done.stderr[-2000:]


@pytest.mark.parametrize("name", [name for name in PAGES if name.startswith("the character set")])
def test_no_character_set_ends_in_a_traceback(name: str) -> None:
    with pytest.raises(NianbaoError):
        read_bytes(FAMILIES[name](), "报告")


def test_one_budget_is_for_all_parts_of_a_file() -> None:
    half = "<w:p/>" * (bounds.MAX_NODES // 2)
    assert read_bytes(package(half), "报告").title
    with pytest.raises(NianbaoError, match="异常庞大"):
        read_bytes(package(half, styles=half), "报告")


def test_a_page_within_its_budget_is_read_and_one_above_is_refused() -> None:
    row = "<table><tr>" + "<td>0" * 100 + "</table>"
    assert read_bytes(page(row * (bounds.MAX_CELLS // 100)), "报告").title
    with pytest.raises(NianbaoError, match="太长"):
        read_bytes(page(row * (bounds.MAX_CELLS // 100 + 1)), "报告")


def test_what_is_taken_is_gone() -> None:
    budget = Budget()
    budget.take("cells", bounds.MAX_CELLS)
    assert budget.left("cells") == 0
    with pytest.raises(Exceeded):
        budget.take("cells")
