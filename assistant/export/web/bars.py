"""Horizontal bars as inline SVG with a text alternative; colours and sizes stand in the picture itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.export.messages import figure
from assistant.export.web.elements import content, element

_WIDTH = 400
_ROW = 30
_PAIR = 50
_TOP = 6
_LABEL = 138
_LONGEST = 190
_KEY = 100
_COLOUR = "#1f5f99"
_PALE = "#9dbcd8"


@dataclass(frozen=True)
class Bar:
    """One bar: its label, its length in the chart's unit, and the number as printed."""

    label: str
    value: Decimal
    printed: str


@dataclass(frozen=True)
class Pair:
    """One quantity in two years: its bar of this year and its bar of last year."""

    now: Bar
    before: Bar


def bar_chart(name: str, title: str, bars: Sequence[Bar], unit: str) -> str:
    """A ``<figure>``; ``name`` makes its ids unique on the page. Sizes are SVG user units."""
    longest = max(bar.value for bar in bars)
    words = [figure("bar", label=bar.label, value=bar.printed, unit=unit) for bar in bars]
    inner: list[str] = []
    for place, bar in enumerate(bars):
        top = _TOP + _ROW * place
        inner += [_label(bar.label, top + _ROW * 2 // 3), *_bar(bar, top + 5, _ROW - 10, longest, unit, _COLOUR)]
    return _figure(name, title, figure("joiner").join(words), inner, _TOP * 2 + _ROW * len(bars))


def paired_chart(name: str, title: str, pairs: Sequence[Pair], unit: str, years: tuple[str, str]) -> str:
    """A ``<figure>`` with two bars for each quantity and a key on top that names the years.

    :param years: this year and last year in words.
    """
    longest = max(bar.value for pair in pairs for bar in (pair.now, pair.before))
    words = []
    inner = []
    for place, (year, colour) in enumerate(zip(years, (_COLOUR, _PALE), strict=True)):
        left = _LABEL + _KEY * place
        inner.append(element("rect", "", x=left, y=_TOP + 5, width=14, height=14, fill=colour))
        inner.append(element("text", content(year), x=left + 20, y=_TOP + 17))
    for place, pair in enumerate(pairs):
        top = _TOP + _ROW + _PAIR * place
        inner += [
            _label(pair.now.label, top + _PAIR // 2 + 3),
            *_bar(pair.now, top + 4, 18, longest, unit, _COLOUR),
            *_bar(pair.before, top + 24, 18, longest, unit, _PALE),
        ]
        now, before = ((year, bar.printed) for year, bar in zip(years, (pair.now, pair.before), strict=True))
        slots = {"year": now[0], "value": now[1], "last_year": before[0], "last_value": before[1], "unit": unit}
        words.append(figure("pair", label=pair.now.label, **slots))
    return _figure(name, title, figure("pair_joiner").join(words), inner, _TOP * 2 + _ROW + _PAIR * len(pairs))


def _figure(name: str, title: str, words: str, drawn: Sequence[str], height: int) -> str:
    """The drawing with its caption and, for those who cannot see it, the words for what it shows."""
    inner = [
        element("title", content(title), id=f"{name}-title"),
        element("desc", content(words), id=f"{name}-text"),
        *drawn,
    ]
    picture = element(
        "svg",
        "\n".join(("", *inner, "")),
        viewBox=f"0 0 {_WIDTH} {height}",
        role="img",
        aria_labelledby=f"{name}-title {name}-text",
        font_size=14,
    )
    return element("figure", f"\n{element('figcaption', content(title))}\n{picture}\n")


def _label(text: str, base: int) -> str:
    return element("text", content(text), x=_LABEL - 8, y=base, text_anchor="end")


def _bar(bar: Bar, top: int, height: int, longest: Decimal, unit: str, colour: str) -> list[str]:
    """The bar and the number behind it."""
    long = max(round(bar.value / longest * _LONGEST) if longest else 0, 1)
    return [
        element("rect", "", x=_LABEL, y=top, width=long, height=height, fill=colour),
        element("text", content(f"{bar.printed}{unit}"), x=_LABEL + long + 6, y=top + height // 2 + 5),
    ]
