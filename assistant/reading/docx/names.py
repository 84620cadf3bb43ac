"""The element names of WordprocessingML that carry text, in the namespace that a file uses.

Word writes the transitional namespace; "strict" files write another one for the same elements.
Source: ECMA-376 part 1 §17.
"""

from __future__ import annotations

from lxml import etree

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
STRICT_DRAWING = "http://purl.oclc.org/ooxml/drawingml/main"
VML = "urn:schemas-microsoft-com:vml"

ALTERNATES = f"{{{COMPATIBILITY}}}AlternateContent"
CHOICE = f"{{{COMPATIBILITY}}}Choice"
FALLBACK = f"{{{COMPATIBILITY}}}Fallback"
PICTURES = (f"{{{DRAWING}}}blip", f"{{{STRICT_DRAWING}}}blip", f"{{{VML}}}imagedata")

_OFF = {"0", "false", "off", "none"}


def first_children(element: etree._Element, *tags: str) -> dict[str, etree._Element]:
    """The first child of each of some qualified names: one look where several ``find`` would each take as long."""
    found: dict[str, etree._Element] = {}
    for child in element.iterchildren(*tags):
        found.setdefault(child.tag, child)
    return found


def drop(element: etree._Element) -> None:
    """Takes an element out of its tree."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def whole(text: str, default: int) -> int:
    """A value as a whole number, ``default`` when it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default


class Names:
    """Qualified names for one file: ``names("p")`` is its paragraph element."""

    def __init__(self, root: etree._Element) -> None:
        namespace = etree.QName(root).namespace or TRANSITIONAL
        self._prefix = f"{{{namespace}}}"
        self._val = f"{self._prefix}val"

    def __call__(self, local: str) -> str:
        return f"{self._prefix}{local}"

    def value(self, element: etree._Element | None) -> str:
        """The ``w:val`` of an element, "" when there is no element or no value."""
        return "" if element is None else element.get(self._val, "")

    def number(self, element: etree._Element | None, default: int) -> int:
        """The ``w:val`` of an element as a whole number, ``default`` when it is none."""
        return whole(self.value(element), default)

    def is_on(self, element: etree._Element | None) -> bool:
        """Whether a switch is there and not switched off."""
        return element is not None and self.value(element) not in _OFF
