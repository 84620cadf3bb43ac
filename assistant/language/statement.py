"""What a sentence says about cells of the statutory tables."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import NamedTuple

from assistant.language.passage import Passage
from assistant.language.quantities import Quantity
from assistant.language.words import pattern
from assistant.standard import Cell, Standard


class Statement(NamedTuple):
    """One figure that the text claims for one cell or a sum of cells.

    ``about``: "requests", "proceedings", "norms", "decisions" or "fees". ``label`` names what was
    said ("received", "all_done"). ``alternatives`` are the sums of cell addresses that the words
    can mean, the likeliest first; the claim holds when one of them fits. ``quantity`` is None when
    words stand for the figure (未收到, 均已办结). ``partial``: the figure may cover a part only.
    ``sure``: the words leave no doubt of the cells; of any other statement a finding is only advice.
    """

    about: str
    label: str
    value: Decimal
    alternatives: tuple[tuple[str, ...], ...]
    passage: Passage
    quote: str
    quantity: Quantity | None = None
    partial: bool = False
    sure: bool = True


def address(table: str, path: str) -> str:
    """A cell's address in findings: ``T3.received.total``."""
    return f"{table}.{path}"


@cache
def cells_by_address(known: Standard) -> dict[str, Cell]:
    """All cells of all tables of a format by address."""
    return {address(key, path): cell for key, schema in known.tables.items() for path, cell in schema.cells.items()}


def is_neutral(text: str, kind: str) -> bool:
    """Whether nothing is left of ``text`` once the words that change no meaning are taken out.

    ``kind`` names the list ("requests.neutral"). Words are taken out longest first, once.
    """
    return not pattern(kind).sub("", text)


def masked(text: str, name: str, year: int | None) -> tuple[str, bool]:
    """``text`` with all matches of a pattern blanked out by 〓, and whether there were any."""
    blanked = pattern(name, year).sub(lambda match: "〓" * len(match.group()), text)
    return blanked, blanked != text
