"""How fast a report is read, as ratios with peers measured in turn in one run on this machine.

A .docx against python-docx reading the same tables by ``Table.cell`` (quadratic in the cells), and
against unzipping and parsing the parts that hold text and nothing more; a page and a text against
their parsers alone; the import against that of lxml. Every run reads another copy of the report.

    python benchmarks/reading.py [RUNS] [--quick]
"""

from __future__ import annotations

import io
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Sequence
from itertools import cycle

import docx
import lxml.html
from copies import REPORTS, docx_copies, own_export, text_copies
from lxml import etree

from assistant.intake import read_bytes

GOAL_CELLS = 20.0
GOAL_PARSING = 3.0
COPIES = 12
WORD = ("01-town-libreoffice", "02-street-opendocument", "03-bureau-tracked", "04-county-pages", "14-town-strict")
WHOLE = ("own export", "01-town-libreoffice", "02-street-opendocument")
"""Files that office programs write; the others are bare bodies made by hand, which python-docx does not open."""

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


def decode(data: bytes) -> None:
    data.decode("utf-8").splitlines()


def in_turn(works: Sequence[Work], copies: Sequence[bytes], runs: int) -> list[float]:
    """The milliseconds of the quickest run of each work, taken in turn, after two to warm up.

    The quickest, in time of this process alone: other programs on the machine must not blur a ratio.
    """
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


def import_time(statement: str, runs: int) -> float:
    """The milliseconds of the quickest whole process that only runs ``statement``."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", statement], check=True)
        times.append((time.perf_counter() - start) * 1000)
    return min(times)


def word_rows(runs: int) -> bool:
    """Prints the rows of the Word files; whether all goals are reached."""
    columns = f"{'nianbao':>9}{'unzip+parse':>13}{'ratio':>8}{'Table.cell':>13}{'ratio':>8}"
    print(f"{'.docx, quickest of ' + str(runs):<28}{columns}")
    reached = True
    for name in ("own export", *WORD):
        data = own_export() if name == "own export" else (REPORTS / f"{name}.docx").read_bytes()
        copies = docx_copies(data, COPIES)
        mine, parsing = in_turn((ours, unzip_and_parse), copies, runs)
        row = f"{name:<28}{mine:>7.2f}ms{parsing:>11.2f}ms{mine / parsing:>7.1f}x"
        if name in WHOLE:
            (cells,) = in_turn((by_cells,), copies[:2], max(runs // 20, 1))
            row += f"{cells:>11.1f}ms{cells / mine:>7.0f}x"
            reached = reached and cells / mine >= GOAL_CELLS and mine / parsing <= GOAL_PARSING
        print(row)
    return reached


def other_rows(runs: int) -> None:
    print(f"{'others':<28}{'nianbao':>9}{'peer':>13}{'ratio':>8}")
    for name, peer, what in (
        ("06-bureau-portal.html", parse_page, "lxml.html parse"),
        ("11-bureau-2019.html", parse_page, "lxml.html parse"),
        ("10-county-tabs.txt", decode, "decode, split"),
        ("12-town-plain.txt", decode, "decode, split"),
    ):
        mine, parsing = in_turn((ours, peer), text_copies(REPORTS / name, COPIES), runs)
        print(f"{name:<28}{mine:>7.2f}ms{parsing:>11.2f}ms{mine / parsing:>7.1f}x  {what}")
    peer_import = "import lxml.etree, zipfile"
    mine, bare = import_time("import assistant.intake", runs // 4), import_time(peer_import, runs // 4)
    print(f"{'import assistant.intake':<28}{mine:>7.0f}ms{bare:>11.0f}ms{mine / bare:>7.1f}x  {peer_import}")


def main(arguments: Sequence[str]) -> int:
    """Prints the tables; 1 when a goal is missed, unless ``--quick`` (for CI) only asks whether all works."""
    quick = "--quick" in arguments
    numbers = [int(argument) for argument in arguments if argument.isdigit()]
    runs = numbers[0] if numbers else 8 if quick else 60
    reached = word_rows(runs)
    other_rows(runs)
    return 0 if reached or quick else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
