"""Horizontal bars as inline SVG with a text alternative; colours and sizes stand in the picture itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.export.messages import figure
from assistant.export.web.elements import content, element

_WIDTH = 400
_ROW = 30
_TOP = 6
_LABEL = 138
_LONGEST = 190
_COLOUR = "#1f5f99"


@dataclass(frozen=True)
class Bar:
    """One bar: its label, its length in the chart's unit, and the number as printed."""

    label: str
    value: Decimal
    printed: str


def bar_chart(name: str, title: str, bars: Sequence[Bar], unit: str) -> str:
    """A ``<figure>``; ``name`` makes its ids unique on the page. Sizes are SVG user units."""
    longest = max(bar.value for bar in bars)
    words = [figure("bar", label=bar.label, value=bar.printed, unit=unit) for bar in bars]
    inner = [
        element("title", content(title), id=f"{name}-title"),
        element("desc", content(figure("joiner").join(words)), id=f"{name}-text"),
    ]
    for place, bar in enumerate(bars):
        inner += _bar(bar, place, longest, unit)
    height = _TOP * 2 + _ROW * len(bars)
    picture = element(
        "svg",
        "\n".join(("", *inner, "")),
        viewBox=f"0 0 {_WIDTH} {height}",
        role="img",
        aria_labelledby=f"{name}-title {name}-text",
        font_size=14,
    )
    return element("figure", f"\n{element('figcaption', content(title))}\n{picture}\n")


def _bar(bar: Bar, place: int, longest: Decimal, unit: str) -> list[str]:
    top = _TOP + _ROW * place
    base = top + _ROW * 2 // 3
    long = round(bar.value / longest * _LONGEST) if longest else 0
    return [
        element("text", content(bar.label), x=_LABEL - 8, y=base, text_anchor="end"),
        element("rect", "", x=_LABEL, y=top + 5, width=max(long, 1), height=_ROW - 10, fill=_COLOUR),
        element("text", content(f"{bar.printed}{unit}"), x=_LABEL + max(long, 1) + 6, y=base),
    ]
