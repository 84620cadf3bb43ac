"""What a paragraph style says of its paragraphs: heading level, list, and whether it is title or signature.

Source: ECMA-376 part 1 §17.7; the built-in style names are the same in Word, WPS and LibreOffice.
"""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from assistant.reading.docx.names import Names, first_children
from assistant.reading.stream import Mark

_MARKS: dict[str, Mark] = {"title": "title", "signature": "signature", "date": "date"}
_HEADING = "heading "
_MAX_CHAIN = 20
"""Styles based on styles: a chain longer than this goes round in a circle."""


class ParagraphStyle(NamedTuple):
    """``rank``: heading level from 1, 0 none, None not said; ``number`` and ``depth``: its list."""

    rank: int | None = None
    number: str = ""
    depth: int | None = None
    mark: Mark = ""


PLAIN = ParagraphStyle()


def rank_of(outline: etree._Element | None, names: Names) -> int | None:
    """The heading level that an outline level (``w:outlineLvl``) states, None when there is none."""
    if outline is None:
        return None
    level = names.number(outline, 9)
    return level + 1 if level < 9 else 0


class Styles:
    """The paragraph styles of one file by id; each is read when a paragraph first names it."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._read: dict[str, ParagraphStyle] = {"": PLAIN}
        if root is not None:
            self._names = Names(root)
            key = self._names("styleId")
            self._elements = {style.get(key, ""): style for style in root.iterchildren(self._names("style"))}

    def get(self, key: str) -> ParagraphStyle:
        """The style of that id, what it is based on included; a plain one when there is none."""
        if key not in self._read:
            self._read[key] = self._whole(key)
        return self._read[key]

    def _whole(self, key: str) -> ParagraphStyle:
        style = PLAIN
        for depth in range(_MAX_CHAIN):
            element = self._elements.get(key)
            if element is None:
                break
            above, based_on = _own(element, self._names)
            style = ParagraphStyle(
                rank=above.rank if style.rank is None else style.rank,
                number=style.number or above.number,
                depth=above.depth if style.depth is None else style.depth,
                mark=style.mark if depth else above.mark,
            )
            key = based_on
        return style


def _own(element: etree._Element, names: Names) -> tuple[ParagraphStyle, str]:
    """What a style itself says, and the id of the style that it is based on."""
    called, based_on, formatted = names("name"), names("basedOn"), names("pPr")
    parts = first_children(element, called, based_on, formatted)
    name = names.value(parts.get(called)).strip().lower()
    outline, listed = names("outlineLvl"), names("numPr")
    said = first_children(parts[formatted], outline, listed) if formatted in parts else {}
    rank = rank_of(said.get(outline), names)
    level = name.removeprefix(_HEADING)
    if rank is None and level != name and level.isascii() and level.isdigit():
        rank = int(level[:2])
    number = said.get(listed)
    style = ParagraphStyle(
        rank=rank,
        number="" if number is None else names.value(number.find(names("numId"))),
        depth=None if number is None else names.number(number.find(names("ilvl")), -1),
        mark=_MARKS.get(name, ""),
    )
    return style, names.value(parts.get(based_on))
