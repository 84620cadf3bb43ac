"""WordprocessingML elements, built directly: ``word("jc", val="center")`` is ``<w:jc w:val="center"/>``."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from assistant.export.messages import printable

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

_MAIN = f"{{{WORD}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BREAKS = {"\n": "br", "\t": "tab"}


def word(tag: str, *children: etree._Element, **attributes: object) -> etree._Element:
    """An element of the main namespace with attributes of the same namespace, for a :func:`root` to hold."""
    element = etree.Element(_MAIN + tag)
    for name, value in attributes.items():
        element.set(_MAIN + name, str(value))
    element.extend(children)
    return element


def root(tag: str, *children: etree._Element) -> etree._Element:
    """The outermost element of a part; it alone declares the prefixes for all within."""
    element = etree.Element(_MAIN + tag, nsmap={"w": WORD, "r": RELATIONSHIPS})
    element.extend(children)
    return element


def run(text: str) -> etree._Element:
    """A run that prints ``text``: newlines as line breaks, tabs as tabs, all else as it stands."""
    element = word("r")
    for piece in _pieces(printable(text)):
        if piece in _BREAKS:
            element.append(word(_BREAKS[piece]))
        else:
            letters = word("t")
            letters.text = piece
            letters.set(_SPACE, "preserve")
            element.append(letters)
    return element


def paragraph(style: str, text: str, *properties: etree._Element) -> etree._Element:
    """A paragraph in a named style; ``properties`` are the few that a style cannot know."""
    return paragraph_of(style, (run(text),) if text else (), *properties)


def paragraph_of(style: str, content: Iterable[etree._Element], *properties: etree._Element) -> etree._Element:
    """A paragraph in a named style made of ready runs and fields."""
    return word("p", word("pPr", word("pStyle", val=style), *properties), *content)


def _pieces(text: str) -> Iterable[str]:
    start = 0
    for position, character in enumerate(text):
        if character in _BREAKS:
            if position > start:
                yield text[start:position]
            yield character
            start = position + 1
    if start < len(text):
        yield text[start:]
