"""How fast a report is read, beside peers measured in turn.

A .docx against unzipping and parsing the parts that hold text and nothing more, and against
python-docx reading the same tables by ``Table.cell`` (quadratic in the cells); a page and a text
against their parsers alone; the import against that of lxml. Every run reads another copy of the
report, and of all runs the quickest counts, in time of this process alone. A PDF is read in a process
of its own: against one that has pdfplumber extract the words and tables of the pages, in the time of
the processor that this process and its children take.

    python -m benchmarks reading
"""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle

import docx
import lxml.html
from lxml import etree

from assistant.reading import read_bytes
from benchmarks.copies import REPORTS, docx_copies, own_export, text_copies
from benchmarks.figures import Figure

GOAL_CELLS = 1 / 20
GOAL_PARSING = 3.0
COPIES = 12
WORD = ("01-town-libreoffice.docx", "02-street-opendocument.docx")
BARE = ("03-bureau-tracked.docx", "04-county-pages.docx", "14-town-strict.docx")
"""Bodies without any formatting, made by hand: no office writes them, and little is parsed for all that is read."""

OTHERS = ("06-bureau-portal.html", "11-bureau-2019.html", "10-county-tabs.txt", "12-town-plain.txt")
IMPORT = "import lxml.etree, zipfile"
PDF = "17-county-print.pdf"
GOAL_PDF = 3.0
EXTRACT = """
import io, sys
import pdfplumber
with pdfplumber.open(io.BytesIO(sys.stdin.buffer.read())) as pages:
    for page in pages.pages:
        page.extract_text(), page.extract_tables()
"""

_PARTS = ("_rels/.rels", "word/_rels/document.xml.rels", "word/document.xml", "word/styles.xml", "word/numbering.xml")
_SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}

Work = Callable[[bytes], object]


def ours(data: bytes) -> object:
    return read_bytes(data, "报告")


def by_cells(data: bytes) -> None:
    """The three tables alone, as python-docx's documentation reads them."""
    for table in docx.Document(io.BytesIO(data)).tables:
        for row in range(len(table.rows)):
            for column in range(len(table.columns)):
                table.cell(row, column).text  # noqa: B018 - read and thrown away


def unzip_and_parse(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in set(_PARTS) & set(archive.namelist()):
            etree.fromstring(archive.read(name), etree.XMLParser(**_SAFE))  # type: ignore[arg-type]


def parse_page(data: bytes) -> None:
    lxml.html.document_fromstring(data.decode("utf-8"))


def extract(data: bytes) -> None:
    """pdfplumber's own extraction, as its documentation shows it."""
    subprocess.run([sys.executable, "-c", EXTRACT], input=data, check=True)


def decode(data: bytes) -> None:
    data.decode("utf-8").splitlines()


def in_turn(works: Sequence[Work], copies: Sequence[bytes], runs: int) -> list[float]:
    """The milliseconds of the quickest run of each work, taken in turn, after two to warm up."""
    for work in works:
        for data in copies[-2:]:
            work(data)
    times: list[list[float]] = [[] for _ in works]
    for _, data in zip(range(runs), cycle(copies), strict=False):
        for work, taken in zip(works, times, strict=True):
            start = time.process_time()
            work(data)
            taken.append((time.process_time() - start) * 1000)
    return [min(taken) for taken in times]


def processor_times(works: Sequence[Work], data: bytes, runs: int) -> list[float]:
    """As :func:`in_turn`, of this process and its children; every run reads the same bytes."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(runs):
        for work, taken in zip(works, times, strict=True):
            start = _processor()
            work(data)
            taken.append((_processor() - start) * 1000)
    return [min(taken) for taken in times]


def _processor() -> float:
    """The seconds of the processor that this process and its ended children have taken."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def import_time(statement: str, runs: int) -> float:
    """The milliseconds of the quickest whole process that only runs ``statement``."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", statement], check=True)
        times.append((time.perf_counter() - start) * 1000)
    return min(times)


def figures(quick: bool) -> Iterator[Figure]:
    """Word files, pages, texts, a PDF, the import."""
    runs = 6 if quick else 60
    for name in ("own export", *WORD, *BARE):
        data = own_export() if name == "own export" else (REPORTS / name).read_bytes()
        copies = docx_copies(data, COPIES)
        mine, parsing = in_turn((ours, unzip_and_parse), copies, runs)
        yield Figure(f"reading {name}", mine, "ms", "unzip and parse alone", parsing, GOAL_PARSING)
        if name not in BARE:
            (cells,) = in_turn((by_cells,), copies[:1], 1 if quick else 3)
            yield Figure(f"reading {name}", mine, "ms", "python-docx Table.cell, tables alone", cells, GOAL_CELLS)
    for name in OTHERS:
        peer, what = (parse_page, "lxml.html parse") if name.endswith(".html") else (decode, "decode and split")
        mine, parsing = in_turn((ours, peer), text_copies(REPORTS / name, COPIES), runs)
        yield Figure(f"reading {name}", mine, "ms", what, parsing)
    mine, peer_time = processor_times((ours, extract), (REPORTS / PDF).read_bytes(), 1 if quick else 8)
    yield Figure(f"reading {PDF}", mine, "ms", "pdfplumber, words and tables", peer_time, GOAL_PDF)
    mine, bare = (import_time(statement, max(runs // 6, 2)) for statement in ("import assistant.reading", IMPORT))
    yield Figure("import assistant.reading", mine, "ms", IMPORT, bare)
