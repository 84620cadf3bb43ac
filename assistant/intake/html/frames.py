"""A page that shows other pages in frames: what it refers to."""

from __future__ import annotations

from lxml import etree

from assistant.intake.bounds import MAX_TAGS

_FRAMES = ("iframe", "frame")
_NOWHERE = ("about:", "javascript:", "data:")
_MOST = 3
"""Frames that are named: portals put a counter or two beside the one that matters."""


def frames_of(text: str) -> list[str]:
    """The addresses of the pages in a page's frames, as the page writes them."""
    if text.count("<") > MAX_TAGS:
        return []
    parser = etree.HTMLParser(encoding="utf-8", recover=True, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:
        return []
    addresses = [] if root is None else [frame.get("src", "").strip() for frame in root.iter(*_FRAMES)]
    return [address for address in addresses if address and not address.lower().startswith(_NOWHERE)][:_MOST]
