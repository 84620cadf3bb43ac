"""The page: paper, margins and grid; page numbers below; the stamp of a draft above and across."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from assistant.export.messages import mark
from assistant.export.word.elements import RELATIONSHIPS, paragraph, paragraph_of, run, word

_WATERMARK = Path(__file__).with_name("parts") / "watermark.xml"
_VML = {"v": "urn:schemas-microsoft-com:vml"}

# GB/T 9704-2012 5.2: A4; margins 37, 26, 35, 28 mm; 22 lines of 28 characters of 16 pt. In twips.
_PAPER = {"w": 11906, "h": 16838}
_MARGINS = {"top": 2098, "right": 1474, "bottom": 1984, "left": 1587, "header": 1134, "footer": 1361, "gutter": 0}
_LINE_PITCH = 579
_CHARACTER_SPACE = -842
"""What a character of 16 pt gives up for 28 of them to fill 156 mm, in 1/4096 pt."""


def section_properties(references: list[tuple[str, str, str]]) -> etree._Element:
    """``w:sectPr``; ``references`` are ("header" or "footer", "default" or "even", relationship id)."""
    element = word("sectPr")
    for part, pages, relationship in references:
        reference = word(f"{part}Reference", type=pages)
        reference.set(f"{{{RELATIONSHIPS}}}id", relationship)
        element.append(reference)
    element.append(word("pgSz", **_PAPER))
    element.append(word("pgMar", **_MARGINS))
    element.append(word("pgNumType", start=1))
    element.append(word("docGrid", type="linesAndChars", linePitch=_LINE_PITCH, charSpace=_CHARACTER_SPACE))
    return element


def footer(style: str) -> etree._Element:
    """A footer that prints ``— 1 —`` in the style given."""
    number = word("fldSimple", run("1"), instr=" PAGE ")
    return word("ftr", paragraph_of(style, (run("— "), number, run(" —"))))


def draft_header(name: str) -> etree._Element:
    """A header that stamps the page as a draft: a line above, the word across.

    ``name`` is the shape's own name in the file.
    """
    picture = etree.parse(_WATERMARK, etree.XMLParser(remove_blank_text=True, remove_comments=True)).getroot()
    (shape,) = picture.findall("v:shape", _VML)
    shape.set("id", name)
    shape.set("alt", mark("draft"))
    for path in shape.findall("v:textpath", _VML):
        path.set("string", mark("draft"))
    line = paragraph("Header", mark("draft_line"))
    line.append(word("r", picture))
    return word("hdr", line)
