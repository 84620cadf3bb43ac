"""HTML written piece by piece: text and attributes escaped, nothing in them that HTML forbids."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

from assistant.export.messages import printable


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


@cache
def style(name: str) -> str:
    """One of the style sheets of this folder, which pages carry within themselves."""
    return Path(__file__).with_name(f"{name}.css").read_text(encoding="utf-8")
