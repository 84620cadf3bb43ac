"""Files made to be heavy and files that are damaged, beside what is promised of any file: five seconds and 300 MB.

python -m benchmarks bounds
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import NamedTemporaryFile

from benchmarks.figures import Figure

ROOT = Path(__file__).resolve().parents[1]
SECONDS, MEGABYTES = 5.0, 300.0
DAMAGED = 700
_PAGES, _PDF_SECONDS = 6, 2.0
_PDF = """
import sys
from pathlib import Path
from assistant.reading import read_file

read_file(Path(sys.argv[1]))
"""
_MILLISECONDS = 60.0
"""Of one damaged file, its damage and its whole way included."""
_HEAVY = """
import os, resource, sys
from assistant.errors import NianbaoError
from assistant.reading import docx, html, markdown, read_bytes, text
from tests.reading.hostile_files import FAMILIES

for name in sys.argv[1:]:
    data = FAMILIES[name]()
    child = os.fork()
    if not child:
        try:
            read_bytes(data, "报告")
        except NianbaoError:
            pass
        os._exit(0)
    _, _, used = os.wait4(child, 0)
    print(name, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, sep="\\t")
"""


def figures(quick: bool = False) -> Iterator[Figure]:
    """The slowest and the largest of the heavy files, then the damaged ones of each kind."""
    if os.name != "posix":
        return
    yield from _printed()
    yield from _heavy(quick)
    yield from _damaged(quick)


def _printed() -> Iterator[Figure]:
    """A report of six pages as a printed PDF."""
    from tests.corpus.cases import cases
    from tests.corpus.printing import pdf_file

    draft = next(case.draft for case in cases(400) if case.name.endswith(".pdf"))
    data, blocks = b"", draft.parts[0].blocks
    while data.count(b"/Type/Page/") < _PAGES:
        blocks += list(blocks[-5:])
        data = pdf_file(draft, Random(0))
    before = _used()
    with NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        _run("-c", _PDF, file.name)
    yield Figure(f"a PDF of {_PAGES} pages, read", _used() - before, "s", "promised", _PDF_SECONDS, 1.0)


def _heavy(quick: bool) -> Iterator[Figure]:
    from tests.reading.hostile_files import FAMILIES

    names = list(FAMILIES)[: 3 if quick else None]
    told = [line.split("\t") for line in _run("-c", _HEAVY, *names).splitlines()]
    seconds, slowest = max((float(each[1]), each[0]) for each in told)
    megabytes, largest = max((float(each[2]), each[0]) for each in told)
    yield Figure(f"heavy files, slowest of {len(told)}", seconds, "s", f"promised; {slowest}", SECONDS, 1.0)
    yield Figure(f"heavy files, largest of {len(told)}", megabytes, "MB", f"promised; {largest}", MEGABYTES, 1.0)


def _damaged(quick: bool) -> Iterator[Figure]:
    from tests.reading.whole_way import KINDS

    files = 3 if quick else DAMAGED
    for kind in list(KINDS)[: 1 if quick else None]:
        before = _used()
        told = json.loads(_run("-m", "tests.reading.whole_way", kind, str(files)))
        each = (_used() - before) * 1000 / files
        yield Figure(f"{files} damaged {kind}, each", each, "ms", "limit", _MILLISECONDS, 1.0)
        yield Figure(f"{files} damaged {kind}, slowest", told["seconds"], "s", "promised", SECONDS, 1.0)
        yield Figure(f"{files} damaged {kind}, largest", told["megabytes"], "MB", "promised", MEGABYTES, 1.0)


def _used() -> float:
    import resource  # no such module on Windows

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _run(*arguments: str) -> str:
    paths = os.pathsep.join(map(str, (ROOT, ROOT / "tests" / "reports")))
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env={**os.environ, "PYTHONPATH": paths}, stdout=subprocess.PIPE,
        text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return done.stdout
