"""What one file may take of a reader, whatever its format: one budget, handed to every reader that the file meets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from assistant.reading import bounds
from assistant.reading.stream import Block, Line, Table

Kind = Literal[
    "bytes", "nodes", "steps", "lines", "characters", "cells", "markup", "commands", "printed", "shapes", "crossings"
]

_LIMITS: dict[Kind, int] = {
    "bytes": bounds.MAX_UNPACKED_BYTES,
    "nodes": bounds.MAX_NODES,
    "steps": bounds.MAX_STEPS,
    "lines": bounds.MAX_BLOCKS,
    "characters": bounds.MAX_READ_CHARACTERS,
    "cells": bounds.MAX_CELLS,
    "markup": bounds.MAX_CHARACTERS,
    "commands": bounds.MAX_CONTENT_BYTES,
    "printed": bounds.MAX_PRINTED_CHARACTERS,
    "shapes": bounds.MAX_SHAPES,
    "crossings": bounds.MAX_CROSSINGS,
}
_UNPACKED: tuple[Kind, ...] = ("bytes", "nodes", "steps")


class Exceeded(Exception):
    """A file takes more than any report does; ``why`` is the refusal that says so."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(kind)
        self.why = "bomb" if kind in _UNPACKED else "too_long"


class Budget:
    """What is left of each kind. Readers take off what they are about to make, before they make it."""

    def __init__(self) -> None:
        self._left = dict(_LIMITS)

    def take(self, kind: Kind, amount: int = 1) -> None:
        """Takes off an amount.

        :raises Exceeded: there is not so much left.
        """
        self._left[kind] -= amount
        if self._left[kind] < 0:
            raise Exceeded(kind)

    def left(self, kind: Kind) -> int:
        """How much is left."""
        return self._left[kind]

    def counted(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """The blocks as they come, their lines, cells and characters taken off; blocks within cells as well."""
        for block in blocks:
            if isinstance(block, Line):
                self.take("lines")
                self.take("characters", len(block.text))
            elif isinstance(block, Table):
                self._count(block)
            yield block

    def _count(self, table: Table) -> None:
        for row in table.rows:
            self.take("cells", len(row) or 1)
            for cell in row:
                self.take("characters", len(cell.text))
                for inner in cell.blocks:
                    if isinstance(inner, Table):
                        self._count(inner)
