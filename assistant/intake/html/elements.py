"""What HTML elements mean for reading. Source: WHATWG HTML §15.3 (how elements are shown)."""

from __future__ import annotations

from lxml import etree

from assistant.intake.stream import Mark

PICTURE = "img"
MAIN = ("article", "main")

SKIPPED = frozenset(
    {
        *("head", "script", "style", "noscript", "template", "title", "svg", "math", "canvas", "iframe", "object"),
        *("embed", "audio", "video", "map", "select", "button", "input", "textarea", "nav", "footer", "aside"),
        *("menu", "dialog", "caption", "rt", "rp", "del", "s", "strike"),
    }
)
"""Not shown, not text, struck out, or the furniture of a page; a caption says the section's title once more."""

BLOCKS = frozenset(
    {
        *("html", "body", "address", "article", "main", "section", "blockquote", "center", "div", "p", "pre", "hr"),
        *(
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hgroup",
            "ul",
            "ol",
            "li",
            "dl",
            "dt",
            "dd",
            "figure",
            "figcaption",
            "header",
        ),
        *("table", "thead", "tbody", "tfoot", "tr", "td", "th", "fieldset", "legend", "details", "summary", "form"),
    }
)
"""Elements that begin a new line."""

HEADINGS = {f"h{level}": level for level in range(1, 7)}

_MARKS: dict[str, Mark] = {"date": "date", "signature": "signature"}
_HIDING = ("display:none", "visibility:hidden")
_CHINESE = ("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal", "simp-chinese-formal")
_DIGITS = "一二三四五六七八九十"


def is_hidden(element: etree._Element) -> bool:
    """Whether the element itself says that it is not shown."""
    if element.get("hidden") is not None:
        return True
    style = str(element.get("style", ""))
    return any(hiding in "".join(style.lower().split()) for hiding in _HIDING)


def mark_of(element: etree._Element) -> Mark:
    """Signature or date, when the element's class says so."""
    names = element.get("class", "").split()
    return next((mark for name, mark in _MARKS.items() if name in names and "signature" in names), "")


def numeral_of(item: etree._Element) -> str:
    """What a browser prints before an item of a numbered list, "" for other lists."""
    above = item.getparent()
    if above is None or above.tag != "ol":
        return ""
    start = str(above.get("start", "1"))
    first = int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1
    number = first + sum(other.tag == "li" for other in item.itersiblings(preceding=True))
    style = str(above.get("style", "")).lower()
    if "none" in style:
        return ""
    if any(name in style for name in _CHINESE) and number <= len(_DIGITS):
        return f"{_DIGITS[number - 1]}、"
    return f"{number}."
