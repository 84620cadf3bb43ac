"""A PDF's drawing commands run by pdfminer as far as a report needs.

Packed parts are measured before they are unpacked, and what is drawn is counted while it is drawn.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from typing import Any

from pdfminer.layout import LTPage
from pdfminer.pdfinterp import PDFPageInterpreter, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, stream_value
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent
from pdfplumber.pdf import PDF

from assistant.reading.bounds import MAX_PART_BYTES, MAX_UNPACKED_BYTES
from assistant.reading.budget import Budget, Exceeded

_CHUNK = 1 << 16
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_DICTIONARY_BYTES = 2000
_EXPANDING = re.compile("LZW|RunLength|RL")
_MAX_EXPANDING_BYTES = 1 << 16


def _admit(budget: Budget, stream: PDFStream) -> None:
    """Takes off what a stream of drawing commands unpacks to, before it is unpacked."""
    raw = stream.rawdata
    if raw is None:
        budget.take("commands", len(stream.get_data()))
        return
    if stream.decipher is not None and stream.objid is not None and stream.genno is not None:
        raw = stream.decipher(stream.objid, stream.genno, raw, stream.attrs)
    filters = " ".join(str(kind) for kind, _ in stream.get_filters())
    if len(raw) > _MAX_EXPANDING_BYTES and _EXPANDING.search(filters):
        raise Exceeded("commands")
    budget.take("commands", max(len(raw), _unpacked_size(raw, 0, budget.left("commands"))))


_SHAPES_OF_A_FORM = 10
"""A drawing within a drawing takes as long as so many lines: it is a program of its own."""

_UNDRAWN = (3, 7)
"""Modes in which text is set and not drawn (ISO 32000-1 §9.3.6)."""


class _BoundedDevice(PDFPageAggregatorWithMarkedContent):
    """Collects what a page draws, as far as the budget reaches; undrawn text only with ``keeps_undrawn``."""

    budget: Budget
    keeps_undrawn = False
    drawn = undrawn = 0
    _is_undrawn = False

    def render_string(self, textstate: PDFTextState, *args: Any, **kwargs: Any) -> None:
        self._is_undrawn = textstate.render in _UNDRAWN
        super().render_string(textstate, *args, **kwargs)

    def render_char(self, *args: Any, **kwargs: Any) -> float:
        self.budget.take("printed")
        width = super().render_char(*args, **kwargs)
        if not self._is_undrawn:
            self.drawn += 1
        else:
            self.undrawn += 1
            if not self.keeps_undrawn:
                self.cur_item._objs.pop()
        return width

    def paint_path(self, *args: Any, **kwargs: Any) -> None:
        self.budget.take("shapes")
        super().paint_path(*args, **kwargs)

    def begin_figure(self, *args: Any, **kwargs: Any) -> None:
        self.budget.take("shapes", _SHAPES_OF_A_FORM)
        super().begin_figure(*args, **kwargs)


class _BoundedInterpreter(PDFPageInterpreter):
    """Runs drawing commands as far as the budget reaches: forms within forms would multiply without end."""

    device: _BoundedDevice

    def execute(self, streams: Sequence[object]) -> None:
        for stream in streams:
            _admit(self.device.budget, stream_value(stream))
        super().execute(streams)


class BoundedPage(Page):
    """A page whose drawing commands run within the budget that the pages of its file share."""

    def __init__(self, opened: PDF, page: PDFPage, number: int, budget: Budget) -> None:
        super().__init__(opened, page, number)
        self._budget = budget

    @property
    def layout(self) -> LTPage:
        device = self._run(keeps_undrawn=False)
        if device.undrawn and not device.drawn:
            # A scan carries its text undrawn behind the picture of the page.
            device = self._run(keeps_undrawn=True)
        return device.get_result()

    def _run(self, *, keeps_undrawn: bool) -> _BoundedDevice:
        device = _BoundedDevice(self.pdf.rsrcmgr, pageno=self.page_number, laparams=None)
        device.budget = self._budget
        device.keeps_undrawn = keeps_undrawn
        _BoundedInterpreter(self.pdf.rsrcmgr, device).process_page(self.page_obj)
        return device


def unpacks_too_much(data: bytes) -> bool:
    """Whether a packed part of the file, pictures aside, which are never unpacked, grows beyond all measure."""
    left = MAX_UNPACKED_BYTES
    for match in _STREAM.finditer(data):
        head = data[max(match.start() - _DICTIONARY_BYTES, 0) : match.start()].rpartition(b"obj")[2]
        if b"/Image" in head and b"/Width" in head and b"#" not in head:
            continue
        size = _unpacked_size(data, match.end(), min(left, MAX_PART_BYTES))
        left -= size
        if left < 0 or size > MAX_PART_BYTES:
            return True
    return False


def _unpacked_size(data: bytes, start: int, limit: int) -> int:
    """Bytes to which the packed part that begins at ``start`` grows; 0 where none does; above ``limit`` it stops."""
    inflater, size = zlib.decompressobj(), 0
    for place in range(start, len(data), _CHUNK):
        piece = data[place : place + _CHUNK]
        while piece and not inflater.eof:
            try:
                size += len(inflater.decompress(piece, _CHUNK))
            except zlib.error:
                return size
            if size > limit:
                return size
            piece = inflater.unconsumed_tail
        if inflater.eof:
            break
    return size
