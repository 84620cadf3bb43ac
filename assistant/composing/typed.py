"""Typed text on its way through a template: marked, so that tidying the joins never reaches inside it.

The marks are private-use characters, which no answer can hold (``report/types.py`` refuses them).
"""

from __future__ import annotations

import re

OPEN, CLOSE, BREAK = "\ue000", "\ue001", "\ue002"

_MARKED = re.compile(f"({OPEN}[^{CLOSE}]*{CLOSE})")
_RUN = re.compile("[，、；。]{2,}")
_STRENGTH = "、，；。"
_FINAL = re.compile("[。！？…：；，、]$|[。！？…][”’」』）》]$")
_DROPPED = "。；，"

_EDGES = "。；，、：;,: \t\u3000"
_FULL_STOP = re.compile(r"(?<=[\u3400-\u9fff）》”])\.$")
_NUMERAL = "[一二三四五六七八九十]"
_NUMBERING = re.compile(
    rf"^(?:{_NUMERAL}{{1,3}}是|[（(](?:{_NUMERAL}{{1,3}}|\d{{1,2}})[）)]|\d{{1,2}}[.．、](?!\d)"
    rf"|{_NUMERAL}{{1,3}}、(?!{_NUMERAL}))\s*"
)


class Typed:
    """Text that the clerk typed. It prints literally and compares as its text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __str__(self) -> str:
        return mark(self.text)

    def __eq__(self, other: object) -> bool:
        return self.text == (other.text if isinstance(other, Typed) else other)

    def __hash__(self) -> int:
        return hash(self.text)


def mark(text: str) -> str:
    """``text`` between the marks that keep it literal."""
    return f"{OPEN}{text}{CLOSE}"


def unmark(text: str) -> str:
    """``text`` without marks."""
    return text.replace(OPEN, "").replace(CLOSE, "")


def clause(text: str) -> str:
    """A typed line fit to stand inside a sentence: without punctuation at its ends.

    "" when nothing with a meaning is left ("。", "—").
    """
    bare = _FULL_STOP.sub("", text.strip(_EDGES)).strip(_EDGES)
    return bare if any(character.isalnum() for character in bare) else ""


def unnumbered(text: str) -> str:
    """A clause without a numbering of its own (``一是``, ``（一）``, ``1.``): the report numbers it."""
    return clause(_NUMBERING.sub("", text)) or text


def settle(rendered: str) -> list[str]:
    """Rendered text as printed paragraphs: template white space gone, joins tidy, typed text untouched.

    Where a typed text ends with its own punctuation, the template's mark after it goes; where
    conditions leave two marks of a template side by side, the stronger stays.
    """
    return [text for part in rendered.split(BREAK) if (text := _settle_one(part))]


def _settle_one(rendered: str) -> str:
    printed = ""
    after_typed = False
    for piece in _MARKED.split(rendered.replace(mark(""), "")):
        if piece.startswith(OPEN):
            printed += unmark(piece)
            after_typed = True
            continue
        text = _RUN.sub(_strongest, "".join(piece.split()))
        if after_typed and text[:1] in set(_DROPPED) and _FINAL.search(printed):
            text = text[1:]
        printed += text
        after_typed = after_typed and not text
    return printed


def _strongest(run: re.Match[str]) -> str:
    return max(run.group(), key=_STRENGTH.index)
