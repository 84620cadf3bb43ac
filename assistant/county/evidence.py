"""What a finding rests on in the report itself: cells of a table and sentences of the text, with what stands around."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.checks import Finding
from assistant.document import Document, is_blank, number_in
from assistant.language.statement import cells_by_address
from assistant.standard import Cell

_SENTENCE = re.compile("[^。；！？]*[。；！？]|[^。；！？]+$")
_QUOTED = re.compile("“([^”]+)”")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


class CellSource(NamedTuple):
    """A cell by its labels with what is printed in it; ``named``: the finding speaks of it, else it stands by one."""

    name: str
    printed: str
    named: bool = True


class TextSource(NamedTuple):
    """A sentence that a finding rests on with the one before it and the one behind it, "" where there is none."""

    before: str
    sentence: str
    after: str


class Evidence(NamedTuple):
    """The source in the tables and the source in the text; empty where the finding rests on none."""

    cells: tuple[CellSource, ...] = ()
    texts: tuple[TextSource, ...] = ()


def evidence(document: Document, finding: Finding) -> Evidence:
    """What ``finding`` rests on in ``document``."""
    return Evidence(tuple(_cells(document, finding)), tuple(_texts(document, finding)))


def _cells(document: Document, finding: Finding) -> Iterator[CellSource]:
    """The named cells but for those that add nothing; of a single one also the others of its row that hold a number."""
    known = cells_by_address(document.standard)
    named = [address for address in finding.where if address in known]
    printed = {address: _printed(document, address) for address in named}
    filled = [address for address in named if address == named[0] or _counts(printed[address])]
    yield from (CellSource(known[address].name, printed[address]) for address in filled)
    if len(named) == 1:
        yield from _beside(document, named[0], known[named[0]])


def _beside(document: Document, address: str, cell: Cell) -> Iterator[CellSource]:
    table = address.partition(".")[0]
    for path, other in document.standard.tables[table].cells.items():
        text = _printed(document, f"{table}.{path}")
        if other.row.path == cell.row.path and path != cell.path and _counts(text):
            yield CellSource(other.name, text, named=False)


def _printed(document: Document, address: str) -> str:
    table, _, path = address.partition(".")
    found = document.table(table)
    return found.cells.get(path, "") if found is not None else ""


def _counts(text: str) -> bool:
    return not is_blank(text) and number_in(text) != 0


def _texts(document: Document, finding: Finding) -> Iterator[TextSource]:
    """In each paragraph that the finding names: the sentence that it quotes, else one with a figure it speaks of."""
    texts = {paragraph.key: paragraph.text for paragraph in document.paragraphs()}
    for key in finding.where:
        if key in texts:
            sentences = [each for each in _SENTENCE.findall(texts[key]) if each.strip()]
            place = _place(sentences, (*_QUOTED.findall(finding.message), *finding.values))
            if place is not None:
                around = ["", *sentences, ""]
                yield TextSource(*(text.strip() for text in around[place : place + 3]))


def _place(sentences: Sequence[str], pieces: Sequence[str]) -> int | None:
    """The first sentence with the first of the pieces that stands in any; the first one where none does."""
    for value in pieces:
        for place, sentence in enumerate(sentences):
            if value in _NUMBER.findall(sentence) if _NUMBER.fullmatch(value) else value in sentence:
                return place
    return 0 if sentences else None
