"""Which statutory table a table is, told by its labels; and whether it only lays out a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from assistant.intake.bounds import MAX_LABEL
from assistant.intake.recognise.folding import fold
from assistant.intake.recognise.tables.labels import bare, is_number, labels_of
from assistant.intake.recognise.vocabulary import vocabulary
from assistant.intake.stream import Table
from assistant.standard import standard

ENOUGH = 2
"""Labels of one format table that a table must hold to be taken for it (a piece may have one row only)."""

_LAYOUT_TEXT = 60
"""Characters in a cell that no label or figure has: such a table lays out text."""


def schema_of(table: Table) -> str:
    """T2, T3 or T4, or "" when the table's labels are those of none of them."""
    if _nested(table):
        return ""
    return schema_of_texts(cell.text for row in table.rows for cell in row)


def schema_of_texts(texts: Iterable[str]) -> str:
    """As :func:`schema_of`, for loose texts."""
    found: dict[str, set[str]] = defaultdict(set)
    # Most cells are figures, and no figure is a label.
    for text in texts:
        if text and not text.isdigit() and (schema := tells(text)):
            found[schema].add(bare(fold(text)))
    best = max(found, key=lambda key: len(found[key]), default="")
    return best if best and len(found[best]) >= ENOUGH else ""


def tells(text: str) -> str:
    """The schema that a single text by itself points to, or ""."""
    return _told(text) if len(text) <= MAX_LABEL else ""


@lru_cache(maxsize=4096)
def _told(text: str) -> str:
    folded = fold(text)
    return _telling().get(folded, "") or _telling().get(bare(folded), "")


def lays_out(table: Table) -> bool:
    """Whether a table that is none of the format serves to lay out text, not to show figures."""
    if _nested(table) or all(sum(bool(cell.text) for cell in row) <= 1 for row in table.rows):
        return True
    if len(table.rows) == 1 and not any(is_number(cell.text) for cell in table.rows[0]):
        return True
    return any(len(cell.text) > _LAYOUT_TEXT for row in table.rows for cell in row)


def fingerprints(texts: Iterable[str]) -> Iterator[str]:
    """The labels of the 2019 trial format among some texts, as that format prints them."""
    folded = {fold(text) for text in texts if len(text) <= MAX_LABEL}
    yield from (label for label in vocabulary().fingerprints if fold(label) in folded)


def _nested(table: Table) -> bool:
    return any(isinstance(block, Table) for row in table.rows for cell in row for block in cell.blocks)


@cache
def _telling() -> dict[str, str]:
    """Words that stand in one table only, and which."""
    owners: dict[str, set[str]] = {}
    for key in standard().tables:
        for word in labels_of(key).known:
            owners.setdefault(word, set()).add(key)
    telling = {word: keys.pop() for word, keys in owners.items() if len(keys) == 1}
    telling |= {fold(word): "T2" for word in vocabulary().fingerprints}
    return telling
