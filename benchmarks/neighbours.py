"""``neighbour-text``: a county's thousand reports of as many agencies held against each other.

The worst case is the whole command over a thousand copies of one report, each under a name of its own, so that every
pair is alike: its time with reading is held against a minute. The usual case, a thousand texts that share nothing but
some sentences, is held against the time that reading such files takes. Memory is what the texts kept take.

    python -m benchmarks neighbours
"""

from __future__ import annotations

import random
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from assistant.checks.examination import Examination
from assistant.checks.neighbours import Prose, neighbours, prose
from assistant.document import Block, Document, Paragraph
from assistant.export import write_docx
from benchmarks.checking import CHECK
from benchmarks.copies import township
from benchmarks.figures import Figure

_LIMIT, _ROOM = 60.0, 8.0
"""Seconds for a thousand files with their reading; kilobytes that may be kept of a report."""
_LETTERS = "".join(chr(point) for point in range(0x4E10, 0x6E10))


def figures(quick: bool) -> Iterator[Figure]:
    """All alike with reading, none alike by itself, and what is kept of each."""
    many = 40 if quick else 1000
    with tempfile.TemporaryDirectory(prefix="nianbao-bench-") as folder:
        files = _copies(Path(folder), many)
        start = time.perf_counter()
        subprocess.run([*CHECK, *files], stdout=subprocess.DEVNULL, check=False)
        clock = time.perf_counter() - start
    yield Figure(f"check of {many} .docx, all alike", clock, "s", "a minute for 1000", _LIMIT * many / 1000, 1.0)
    kept = [prose(Examination(document)) for document in _unlike(many)]
    start = time.perf_counter()
    neighbours(kept)
    yield Figure(f"{many} texts held against each other", time.perf_counter() - start, "s", "check with reading", clock)
    yield Figure("kept of each text", sum(map(_size, kept)) / many, "KB", "limit", _ROOM, 1.0)


def _copies(folder: Path, number: int) -> list[str]:
    """The names of that many Word files, one text under as many agencies."""
    files = []
    for place in range(number):
        path = folder / f"{place:04d}.docx"
        with path.open("wb") as file:
            write_docx(_named(township(), place), file)
        files.append(str(path))
    return files


def _named(document: Document, place: int) -> Document:
    stem = _LETTERS[place % 90] + _LETTERS[100 + place // 90]
    agency = f"{stem}镇人民政府"
    signature = replace(document.signature, agency=agency)
    return replace(document, agency=agency, title=document.title.replace(document.agency, agency), signature=signature)


def _unlike(number: int) -> Iterator[Document]:
    """Reports whose sentences are their own but for three in ten, as those of neighbours are."""
    draw = random.Random(7)
    common = [_sentence(draw) for _ in range(40)]
    for place in range(number):
        report = _named(township(), place)
        sections = tuple(
            replace(section, blocks=tuple(_reworded(block, common, draw) for block in section.blocks))
            for section in report.sections
        )
        yield replace(report, sections=sections)


def _reworded(block: Block, common: list[str], draw: random.Random) -> Block:
    if not isinstance(block, Paragraph):
        return block
    text = "".join(draw.choice(common) if draw.random() < 0.3 else _sentence(draw) for _ in range(6))
    return replace(block, text=text)


def _sentence(draw: random.Random) -> str:
    return "".join(draw.choices(_LETTERS, k=30)) + "。"


def _size(kept: Prose) -> float:
    bits = kept.sketch.filled.bit_length() + kept.sketch.bits.bit_length()
    return (len(kept.packed) + bits / 8) / 1024
