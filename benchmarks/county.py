"""``rollup``: a thousand files of all sorts read by a folder, and the same folder again without a change.

The second run is held against the first. Memory is that of the largest process, of a small folder and of a large one:
what is kept of a file is small, so that it hardly grows.

    python -m benchmarks county
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure
from tests.corpus.cases import cases

_AGAIN = 0.1
"""The share of the first run that the second may take."""
_PROGRAM = """
import resource, sys
from assistant.cli import group
group.main(["rollup", sys.argv[1]], standalone_mode=False)
usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
scale = 1 if sys.platform == "darwin" else 1024
print(max(each.ru_maxrss for each in usages) * scale / 1e6, file=sys.stderr)
"""


def figures(quick: bool) -> Iterator[Figure]:
    """First run, second run, and memory of a tenth of the files and of all."""
    many = 40 if quick else 1000
    with tempfile.TemporaryDirectory(prefix="nianbao-bench-") as place:
        few, all_ = Path(place, "few"), Path(place, "all")
        _fill(few, many // 10)
        _fill(all_, many)
        _, little = _run(few)
        first, much = _run(all_)
        again, _ = _run(all_)
    yield Figure(f"rollup of {many} files, a file", 1000 * first / many, "ms", "a second", 1000.0)
    yield Figure(f"rollup of {many} files again", again, "s", "the first run", first, _AGAIN)
    yield Figure(f"the largest process, {many} files", much, "MB", f"of {many // 10} files", little)


def _fill(folder: Path, number: int) -> None:
    folder.mkdir()
    for case in cases(number):
        (folder / f"{case.number:04d}.{case.name.rpartition('.')[2]}").write_bytes(case.data)


def _run(folder: Path) -> tuple[float, float]:
    """Seconds by the clock, and megabytes of the largest process."""
    start = time.perf_counter()
    command = [sys.executable, "-c", _PROGRAM, str(folder)]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True)
    return time.perf_counter() - start, float(done.stderr.split()[-1])
