"""Lines that mail programs and converters broke in the middle of a sentence, put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.reading.bounds import MAX_HEADING, MAX_PARAGRAPH
from assistant.reading.recognise.flow import Item
from assistant.reading.recognise.headings import heads, is_statutory
from assistant.reading.recognise.signatures import read_date
from assistant.reading.recognise.vocabulary import fold, vocabulary
from assistant.reading.stream import Line
from assistant.reading.tables import tells
from assistant.reading.tables.labels import is_figure, is_label
from assistant.standard import guess_kind

_SHORTEST = 12
"""Characters of a line that may be the beginning of a sentence."""

_WIDEST = 80
"""Characters of a printed line: a longer one is a paragraph, however it ends."""

_NARROW = 0.5
"""Share of the longest broken line below which a line was not broken at the margin."""

_MANY, _SHARE = 2, 0.3
"""Broken lines, and their share of all lines of text, by which a file breaks its lines."""

_ENDS = re.compile(r"[。！？!?；;：:…]$|[。！？!?；;][”’」》）)]$")
_INSIDE = re.compile(r"[。！？；，,]")
_STOP = "。"
_PAIRS = (("（", "）"), ("《", "》"), ("“", "”"))
_GOES_ON = re.compile(r"^[，。；、！？”’》」）,;]")
_OPEN = re.compile(r"[，、《“「（(—,]$")


def joined(items: Sequence[Item]) -> list[Item]:
    """The items with broken lines put together, where the file breaks its lines; broken section titles always."""
    items = _with_whole_titles(items)
    texts = [
        item for item in items if isinstance(item, Line) and len(item.text) >= _SHORTEST and not _stands_alone(item)
    ]
    broken = sum(_is_broken(line.text) for line in texts)
    if broken < _MANY or broken < _SHARE * len(texts):
        return list(items)
    narrow = _NARROW * max(len(line.text) for line in texts if len(line.text) <= _WIDEST)
    found: list[Item] = []
    parts: list[str] = []
    for item in items:
        last = found[-1] if found else None
        if isinstance(last, Line) and isinstance(item, Line) and _continues(parts, last, item, narrow):
            parts.append(item.text)
            continue
        if isinstance(last, Line) and len(parts) > 1:
            found[-1] = last._replace(text="".join(parts))
        found.append(item)
        parts = [item.text] if isinstance(item, Line) else []
    if found and isinstance(found[-1], Line) and len(parts) > 1:
        found[-1] = found[-1]._replace(text="".join(parts))
    return found


def _with_whole_titles(items: Sequence[Item]) -> list[Item]:
    """The items, a section's title that a line end broke in two put together."""
    found: list[Item] = []
    for item in items:
        last = found[-1] if found else None
        if isinstance(last, Line) and isinstance(item, Line) and _is_broken_title(last, item):
            found[-1] = last._replace(text=last.text + item.text)
        else:
            found.append(item)
    return found


def _is_broken_title(begun: Line, line: Line) -> bool:
    """Whether a numbered line is the beginning of a section's title and the next one all of its end."""
    if len(begun.text) + len(line.text) > MAX_HEADING:
        return False
    (head, *_) = heads(begun.text) or (None,)
    if head is None or not head.whole or not head.numeral.level or is_statutory(head.name):
        return False
    return is_statutory(head.name + fold(line.text))


def _continues(parts: Sequence[str], begun: Line, line: Line, narrow: float) -> bool:
    """Whether a line goes on with ``parts``, the lines put together so far.

    A line of fewer characters than ``narrow`` did not reach the margin, so it was not broken there.
    """
    end = parts[-1]
    if (
        begun.rank
        or line.rank
        or begun.mark
        or line.mark
        or len(end) > _WIDEST
        or len(parts) * len(end) > MAX_PARAGRAPH
    ):
        return False
    if _GOES_ON.search(line.text):
        return not _is_cell(begun.text)
    if _is_unclosed(end) or (not end.endswith(_STOP) and _is_unclosed("".join(parts[-2:]))):
        return not _stands_alone(line)
    if len(end) < narrow:
        return False
    if _ENDS.search(end) or _stands_alone(line) or (len(parts) == 1 and _stands_alone(begun)):
        return False
    if any(head.numeral.level for head in heads(line.text)[:1]):
        return False
    return len(parts) > 1 or _is_broken(end) or _OPEN.search(end) is not None


def _is_unclosed(text: str) -> bool:
    """Whether a bracket or a title is open at the end of a line."""
    return any(text.count(opening) > text.count(closing) for opening, closing in _PAIRS)


def _is_broken(text: str) -> bool:
    """Whether a line of text ends within a sentence: it has stops, and none at its end."""
    if len(text) > _WIDEST:
        return False
    return _is_unclosed(text) or (not _ENDS.search(text) and bool(_INSIDE.search(text) or len(text) > MAX_HEADING - 10))


def _is_cell(text: str) -> bool:
    return is_figure(text) or bool(tells(text)) or is_label(text)


def _stands_alone(line: Line) -> bool:
    """Whether a line is no part of a sentence: a heading, a cell, a name or a date under the report."""
    text = line.text
    if line.rank or line.mark or _is_cell(text):
        return True
    if len(text) > MAX_HEADING:
        return False
    folded = fold(text)
    if vocabulary().title["tail"].search(folded) or vocabulary().noise.fullmatch(folded):
        return True
    if any(
        head.whole and (is_statutory(head.name) or head.numeral.level) and not _INSIDE.search(text)
        for head in heads(text)
    ):
        return True
    name = len(text) <= _NAME and not _INSIDE.search(text) and guess_kind(folded)
    dated = read_date(text) is not None and len(folded) <= _DATE
    return bool(name) or dated


_NAME, _DATE = 24, 14
"""Characters of a line that is an agency's name, and of one that is a date."""
