"""A Document as plain data and back, exactly: texts, numbers, dates, lists and mappings that TOML can hold.

What is unknown (``year``, ``day``) is left out, since TOML has no null. So is ``format``, the key of the report's
format, where the year tells it; without a year the first format needs no word. A block is recognised by the key
that only its kind has: ``level`` a heading, ``table`` a statutory table, neither a paragraph.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, TypeVar, get_args

from assistant.document.model import (
    Block,
    Document,
    FigureTable,
    Heading,
    Paragraph,
    ParagraphState,
    Section,
    Signature,
)
from assistant.standard import Standard, agency_kinds, first_report_year, standard, standard_of

Value = TypeVar("Value")

_STATES: dict[str, ParagraphState] = {state: state for state in get_args(ParagraphState)}
_OPTIONAL_TEXTS = ("agency", "kind", "title", "self_word")


class NotADocument(ValueError):
    """Data that is no Document; the text names the place and says what is wrong there."""


def to_data(document: Document) -> dict[str, Any]:
    """The whole Document as TOML can hold it; :func:`from_data` gives an equal one."""
    head = {name: getattr(document, name) for name in _OPTIONAL_TEXTS}
    lists = {"unread": list(document.unread), "old_format": list(document.old_format)}
    return {
        **{name: text for name, text in head.items() if text},
        **({} if document.year is None else {"year": document.year}),
        **({} if document.standard is _usual(document.year) else {"format": document.standard.key}),
        **{name: texts for name, texts in lists.items() if texts},
        "signature": _signature_data(document.signature),
        "preface": [_block_data(paragraph) for paragraph in document.preface],
        "sections": [
            {"key": section.key, "heading": section.heading, "blocks": [_block_data(block) for block in section.blocks]}
            for section in document.sections
        ],
    }


def _usual(year: int | None) -> Standard:
    """The format of a report whose record names none."""
    return standard(first_report_year() if year is None else year)


def _signature_data(signature: Signature) -> dict[str, Any]:
    day = {} if signature.day is None else {"day": signature.day}
    return {"agency": signature.agency, "date_text": signature.date_text, **day}


def _block_data(block: Block) -> dict[str, Any]:
    if isinstance(block, FigureTable):
        departures = {"departures": list(block.departures)} if block.departures else {}
        return {"table": block.schema_key, **departures, "cells": dict(block.cells)}
    if isinstance(block, Heading):
        return {"key": block.key, "level": block.level, "text": block.text}
    sources = {"sources": list(block.sources)} if block.sources else {}
    state = {} if block.state == "written" else {"state": block.state}
    return {"key": block.key, **sources, **state, "text": block.text}


def from_data(data: Mapping[str, Any]) -> Document:
    """The Document in ``data``.

    :raises NotADocument: something is missing, unknown or of another type than it must be.
    """
    taken = _Taker(data, "")
    head = {name: taken.text(name, "") for name in _OPTIONAL_TEXTS}
    if head["kind"] and head["kind"] not in agency_kinds():
        raise NotADocument(f"kind: {head['kind']}")
    year = taken.number("year")
    known = _format(taken, year)
    document = Document(
        **head,
        year=year,
        preface=tuple(_paragraph(item) for item in taken.parts("preface")),
        sections=tuple(_section(item, known) for item in taken.parts("sections")),
        signature=_signature(taken.part("signature")),
        unread=taken.texts("unread"),
        old_format=taken.texts("old_format"),
    )
    taken.done()
    return document


class _Taker:
    """Takes values of exactly one type out of a mapping by name, and says where one does not fit."""

    def __init__(self, data: object, place: str) -> None:
        if not isinstance(data, Mapping):
            raise NotADocument(place or "document")
        self._rest = dict(data)
        self._place = place

    def holds(self, name: str) -> bool:
        return name in self._rest

    def done(self) -> None:
        """:raises NotADocument: something is left that nobody asked for."""
        for name in self._rest:
            raise self.refuse(str(name))

    def refuse(self, name: str) -> NotADocument:
        return NotADocument(f"{self._place}.{name}" if self._place else name)

    def text(self, name: str, otherwise: str | None = None) -> str:
        if otherwise is not None and name not in self._rest:
            return otherwise
        return self._take(name, str)

    def number(self, name: str) -> int | None:
        return self._take(name, int) if name in self._rest else None

    def day(self, name: str) -> date | None:
        return self._take(name, date) if name in self._rest else None

    def texts(self, name: str) -> tuple[str, ...]:
        items = self._take(name, list) if name in self._rest else []
        return tuple(self._all(name, items))

    def cells(self, name: str) -> dict[str, str]:
        cells = self._take(name, dict)
        return dict(zip(cells, self._all(name, cells.values()), strict=True))

    def part(self, name: str) -> _Taker:
        return _Taker(self._rest.pop(name, None), str(self.refuse(name)))

    def parts(self, name: str) -> list[_Taker]:
        items = self._take(name, list) if name in self._rest else []
        return [_Taker(item, str(self.refuse(f"{name}.{place}"))) for place, item in enumerate(items)]

    def _take(self, name: str, kind: type[Value]) -> Value:
        value = self._rest.pop(name, None)
        # Not isinstance: a truth value is no number, and a time of day is no date.
        if type(value) is not kind:
            raise self.refuse(name)
        return value

    def _all(self, name: str, items: Collection[object]) -> list[str]:
        texts = [item for item in items if isinstance(item, str)]
        if len(texts) != len(items):
            raise self.refuse(name)
        return texts


def _signature(taken: _Taker) -> Signature:
    signature = Signature(taken.text("agency"), taken.text("date_text"), taken.day("day"))
    taken.done()
    return signature


def _format(taken: _Taker, year: int | None) -> Standard:
    if not taken.holds("format"):
        return _usual(year)
    try:
        return standard_of(taken.text("format"))
    except KeyError:
        raise taken.refuse("format") from None


def _section(taken: _Taker, known: Standard) -> Section:
    blocks = tuple(_block(item, known) for item in taken.parts("blocks"))
    section = Section(taken.text("key"), taken.text("heading"), blocks)
    taken.done()
    return section


def _block(taken: _Taker, known: Standard) -> Block:
    if taken.holds("table"):
        return _table(taken, known)
    return _heading(taken) if taken.holds("level") else _paragraph(taken)


def _heading(taken: _Taker) -> Heading:
    level = taken.number("level")
    heading = Heading(taken.text("key"), taken.text("text"), 2 if level is None else level)
    taken.done()
    return heading


def _paragraph(taken: _Taker) -> Paragraph:
    state = _STATES.get(taken.text("state", "written"))
    if state is None:
        raise taken.refuse("state")
    paragraph = Paragraph(taken.text("key"), taken.text("text"), taken.texts("sources"), state)
    taken.done()
    return paragraph


def _table(taken: _Taker, known: Standard) -> FigureTable:
    schema = known.tables.get(taken.text("table"))
    if schema is None:
        raise taken.refuse("table")
    cells = taken.cells("cells")
    for path in cells:
        if path not in schema.cells:
            raise taken.refuse(f"cells.{path}")
    table = FigureTable(schema.key, cells, taken.texts("departures"), known.key)
    taken.done()
    return table
