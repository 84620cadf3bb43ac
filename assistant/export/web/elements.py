"""HTML as text: escaped content, elements with attributes."""

from __future__ import annotations

from html import escape

from assistant.export.characters import printable


def content(text: str) -> str:
    """Text as element content; a newline becomes a line break."""
    return "<br>".join(escape(line, quote=False) for line in printable(text).split("\n"))


def line(text: str) -> str:
    """Text as the content of an element that holds one line and no elements (``title``)."""
    return escape(" ".join(printable(text).split()), quote=False)


def element(tag: str, inner: str, **attributes: str | int) -> str:
    """``<tag name="value">inner</tag>``; a trailing underscore of a name is dropped (``class_``)."""
    return f"{opening(tag, **attributes)}{inner}</{tag}>"


def opening(tag: str, **attributes: str | int) -> str:
    """The start tag alone, also for elements that have no end tag."""
    pairs = (f' {name.rstrip("_").replace("_", "-")}="{_attribute(value)}"' for name, value in attributes.items())
    return f"<{tag}{''.join(pairs)}>"


def _attribute(value: str | int) -> str:
    return escape(" ".join(printable(str(value)).split()))
