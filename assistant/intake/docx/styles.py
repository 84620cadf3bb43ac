"""What a paragraph style says of its paragraphs: heading level, list, and whether it is title or signature.

Source: ECMA-376 part 1 §17.7; the built-in style names are the same in Word, WPS and LibreOffice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml import etree

from assistant.intake.docx.names import Names
from assistant.intake.stream import Mark

_MARKS: dict[str, Mark] = {"title": "title", "signature": "signature", "date": "date"}
_HEADING = "heading "
_MAX_CHAIN = 20
"""Styles based on styles: a chain longer than this goes round in a circle."""


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """``rank``: heading level from 1, 0 none, None not said; ``number`` and ``depth``: its list."""

    rank: int | None = None
    number: str = ""
    depth: int | None = None
    mark: Mark = ""


PLAIN = ParagraphStyle()


def rank_of(properties: etree._Element | None, names: Names) -> int | None:
    """The heading level that paragraph properties state, None when they state none."""
    outline = None if properties is None else properties.find(names("outlineLvl"))
    if outline is None:
        return None
    level = names.number(outline, 9)
    return level + 1 if level < 9 else 0


def read_styles(root: etree._Element | None) -> dict[str, ParagraphStyle]:
    """All paragraph styles by id, what they are based on included."""
    if root is None:
        return {}
    names = Names(root)
    own: dict[str, ParagraphStyle] = {}
    based: dict[str, str] = {}
    for element in root.iterchildren(names("style")):
        key = element.get(names("styleId"), "")
        own[key] = _own(element, names)
        based[key] = names.value(element.find(names("basedOn")))
    return {key: _whole(key, own, based) for key in own}


def _own(element: etree._Element, names: Names) -> ParagraphStyle:
    name = names.value(element.find(names("name"))).strip().lower()
    properties = element.find(names("pPr"))
    rank = rank_of(properties, names)
    level = name.removeprefix(_HEADING)
    if rank is None and level != name and level.isascii() and level.isdigit():
        rank = int(level[:2])
    number = properties.find(names("numPr")) if properties is not None else None
    return ParagraphStyle(
        rank=rank,
        number="" if number is None else names.value(number.find(names("numId"))),
        depth=None if number is None else names.number(number.find(names("ilvl")), -1),
        mark=_MARKS.get(name, ""),
    )


def _whole(key: str, own: dict[str, ParagraphStyle], based: dict[str, str]) -> ParagraphStyle:
    style = own[key]
    for _ in range(_MAX_CHAIN):
        key = based.get(key, "")
        if key not in own:
            break
        above = own[key]
        style = replace(
            style,
            rank=above.rank if style.rank is None else style.rank,
            number=style.number or above.number,
            depth=above.depth if style.depth is None else style.depth,
        )
    return style
