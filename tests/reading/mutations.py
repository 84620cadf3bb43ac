"""Reports damaged in the ways files get damaged: cut, repeated, shuffled, with junk put in."""

from __future__ import annotations

import hashlib
import io
import tempfile
import zipfile
from copy import deepcopy
from datetime import date
from functools import cache
from itertools import product
from pathlib import Path

from hypothesis import strategies as st
from lxml import etree

from assistant.reading.encoding import decode
from tests.reading.pdf_files import grid, lines, pdf
from tests.register.ledger_files import FIRST_SHEET, HEADINGS, with_shared_texts, xlsx
from tests.reports.making.facts import load
from tests.reports.making.text import chinese_commas, commas
from tests.samples import finished_samples

REPORTS = Path(__file__).resolve().parent.parent / "reports"

WORD = sorted(REPORTS.glob("*.docx"))
BODY = "word/document.xml"
REGISTER = [
    HEADINGS,
    *[
        (f"2024-{number:03}", applicant, date(2024, 1 + number % 12, 3), "2024年12月9日", outcome)
        for number, (applicant, outcome) in enumerate(
            product(("自然人", "商业企业", "社会公益组织"), ("予以公开", "部分公开", "不予公开：属于国家秘密", "其他"))
        )
    ],
]


def reports(pattern: str) -> list[bytes]:
    """The written reports whose file names fit."""
    return [path.read_bytes() for path in sorted(REPORTS.glob(pattern))]


def with_commas() -> list[bytes]:
    """Reports as text, the cells of their tables parted by commas."""
    facts = load("01-town-libreoffice")
    return [commas(facts).encode(), chinese_commas(facts).encode()]


def pages() -> list[bytes]:
    """Short reports as PDF: a long one takes most of a second."""
    title, heading = "安平县财政局2024年政府信息公开工作年度报告", "二、主动公开政府信息情况"
    rows = [
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", "0", "0", "0"],
        ["行政规范性文件", "3", "1", "12"],
    ]
    table = grid([80, 200, 300, 400, 500], [180, 210, 240, 270], rows)
    said = lines([title, "一、总体情况", "　　全年主动公开信息276条。", heading])
    return [pdf([*said, *table]), pdf(said[:3], [*lines([heading]), *table])]


def drafts() -> list[bytes]:
    """Drafts of every release, and the finished ones."""
    folders = Path(__file__).parents[1] / "drafts" / "versions", finished_samples()
    return [path.read_bytes() for folder in folders for path in sorted(folder.glob("*.toml"))]


_JUNK = [
    b"",
    b"\x00\x00",
    b"\xff\xfe",
    b"<",
    b"</w:tc>",
    b"<table><tr><td>",
    b"</table>",
    b"<td colspan=99999 rowspan=99999>",
    b'<w:gridSpan w:val="99999999999"/>',
    b'<w:vMerge w:val="continue"/>',
    b"&nbsp;&#0;&#x110000;&undefined;",
    b"\t\t\t",
    b"|||",
    b"\r\n\r\n",
    "一、二、三、（一）".encode(),
    "一、总体情况".encode(),
    "二〇二四年十三月四十日".encode(),
    "自然人".encode("gbk"),
    "総計".encode(),
    b"\xe2\x80\xae\xef\xbb\xbf",
    b"-1e999999",
    b"9" * 400,
]


@st.composite
def mutated(draw: st.DrawFn, data: bytes) -> bytes:
    """``data`` with one to six damages, most of them at the edges of tags, lines and cells."""
    for _ in range(draw(st.integers(1, 6))):
        start = _edge(data, draw(st.integers(0, len(data))), draw(st.booleans()))
        end = _edge(data, min(len(data), start + draw(st.integers(0, 400))), draw(st.booleans()))
        start, end = min(start, end), max(start, end)
        piece, kind = data[start:end], draw(st.sampled_from(["drop", "repeat", "move", "junk", "swap", "cut"]))
        if kind == "drop":
            data = data[:start] + data[end:]
        elif kind == "repeat":
            data = data[:end] + piece * draw(st.integers(1, 40)) + data[end:]
        elif kind == "move":
            rest = data[:start] + data[end:]
            place = _edge(rest, draw(st.integers(0, len(rest))), near=True)
            data = rest[:place] + piece + rest[place:]
        elif kind == "junk":
            data = data[:start] + draw(st.sampled_from(_JUNK)) + data[start:]
        elif kind == "swap":
            data = data[:start] + piece[::-1] + data[end:]
        elif draw(st.integers(0, 9)) == 0:
            data = data[:start]
    return data


def _edge(data: bytes, place: int, near: bool) -> int:
    """The next place at or after ``place`` where a tag, a line or a cell begins."""
    if not near:
        return place
    found = [data.find(mark, place) for mark in (b"<", b"\n", b"\t", b"|")]
    return min((spot for spot in found if spot >= 0), default=place)


def parts_of(path: Path | io.BytesIO) -> dict[str, bytes]:
    """The members of a zip file."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    """Members as a zip file again."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


class Damaged:
    """A damaged file; a failing one is kept for a look instead of filling the screen."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def __repr__(self) -> str:
        path = Path(tempfile.gettempdir()) / f"nianbao-damaged-{hashlib.sha256(self.data).hexdigest()[:12]}"
        path.write_bytes(self.data)
        return f"Damaged({str(path)!r})"


_VALUES = ["", "0", "1", "2", "7", "-1", "99999999999", "continue", "restart", "bullet", "1.5", "heading 1", "Title"]


@st.composite
def mutated_tree(draw: st.DrawFn, data: bytes) -> bytes:
    """An XML part with elements dropped, repeated, moved and nested, attributes and texts changed; well formed."""
    root = etree.fromstring(data)
    for _ in range(draw(st.integers(1, 12))):
        elements = list(root.iter())[1:]
        if len(elements) > 1:
            element, other = (elements[draw(st.integers(0, len(elements) - 1))] for _ in range(2))
            _damage(draw, element, other)
    return etree.tostring(root)


def _damage(draw: st.DrawFn, element: etree._Element, other: etree._Element) -> None:
    parent = element.getparent()
    kind = draw(st.sampled_from(["drop", "repeat", "move", "attribute", "text", "rename"]))
    if kind == "drop":
        parent.remove(element)
    elif kind == "repeat":
        for _ in range(draw(st.integers(1, 8))):
            parent.insert(parent.index(element), deepcopy(element))
    elif kind == "move":
        other.append(deepcopy(element))
    elif kind == "attribute":
        for name in element.attrib:
            element.set(name, draw(st.sampled_from(_VALUES)))
    elif kind == "text":
        element.text = draw(st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")))
    else:
        element.tag = other.tag


@st.composite
def mutated_word(draw: st.DrawFn) -> Damaged:
    """A Word file with damages in one of its parts."""
    parts = _parts_once(draw(st.sampled_from(WORD)))
    texts = [name for name in parts if name.endswith((".xml", ".rels")) and name.startswith(("word/", "_rels"))]
    return draw(_with_damage(parts, draw(st.sampled_from([*texts, *[BODY] * len(texts)]))))


@st.composite
def mutated_workbook(draw: st.DrawFn) -> Damaged:
    """A register as a workbook with damages in one of its parts."""
    parts = draw(st.sampled_from(_workbooks()))
    return draw(_with_damage(parts, draw(st.sampled_from([*parts, *[FIRST_SHEET] * len(parts)]))))


@cache
def _workbooks() -> list[dict[str, bytes]]:
    return [parts_of(io.BytesIO(data)) for data in (xlsx(REGISTER), with_shared_texts(xlsx(REGISTER)))]


@st.composite
def mutated_zip(draw: st.DrawFn) -> Damaged:
    """A Word file or a workbook with damages in the zip file itself: its streams, its lengths, its directory."""
    data = draw(st.sampled_from([path.read_bytes() for path in WORD] + [packed(parts) for parts in _workbooks()]))
    directory = data.rfind(b"PK\x01\x02", 0, data.rfind(b"PK\x05\x06")) if draw(st.booleans()) else 0
    whole = draw(_with_flipped_bytes(data[directory:]) | mutated(data[directory:]))
    return Damaged(data[:directory] + whole)


@st.composite
def _with_damage(draw: st.DrawFn, parts: dict[str, bytes], name: str) -> Damaged:
    kind = draw(st.integers(0, 9))
    damage = mutated if kind < 2 else _inflated if kind == 2 else mutated_tree
    return Damaged(packed({**parts, name: draw(damage(parts[name]))}))


_parts_once = cache(parts_of)


@st.composite
def _with_flipped_bytes(draw: st.DrawFn, data: bytes) -> bytes:
    """A zip file in which a few bytes are other ones: a stream that does not unpack, a false length, a false name."""
    changed = bytearray(data)
    for place in draw(st.lists(st.integers(0, len(data) - 1), min_size=1, max_size=8)):
        changed[place] = draw(st.integers(0, 255))
    return bytes(changed)


@st.composite
def _inflated(draw: st.DrawFn, data: bytes) -> bytes:
    """An XML part that is well formed and asks for more than it has: entities in entities, deep nests, long rows."""
    root = etree.fromstring(data)
    kind = draw(st.sampled_from(["entities", "nests", "box", "cells", "blanks"]))
    if kind == "entities":
        return _LAUGHS + etree.tostring(root)
    place = draw(st.sampled_from([element for element in root.iter() if len(element)] or [root]))
    inner = deepcopy(place[0] if len(place) else root)
    number = draw(st.integers(2, 60))
    if kind == "blanks":
        inner.text = " \u3000" * number * 500
        place.append(inner)
        return etree.tostring(root)
    tags = {"nests": ("tbl", "tr", "tc"), "box": ("p", "r", "pict", "txbxContent"), "cells": ("tc",)}[kind]
    for _ in range(number):
        if kind == "cells":
            place.append(deepcopy(inner))
            continue
        for tag in reversed(tags):
            outer = etree.Element(f"{{{etree.QName(root).namespace}}}{tag}")
            outer.append(inner)
            inner = outer
    place.append(inner)
    return etree.tostring(root)


_LAUGHS = b"<!DOCTYPE x [<!ENTITY a 'ha'>" + b"".join(
    b"<!ENTITY %c '%s'>" % (98 + depth, b"&%c;" % (97 + depth) * 40) for depth in range(6)
) + b"]>"  # fmt: skip

_ENCODINGS = ["utf-8", "utf-8-sig", "gbk", "gb18030", "big5", "utf-16", "latin-1"]


@st.composite
def mutated_file(draw: st.DrawFn, files: list[bytes], other_encodings: bool = True) -> Damaged:
    """A file with damages, a text at times in another encoding than it declares."""
    data = draw(st.sampled_from(files))
    if other_encodings and draw(st.integers(0, 5)) == 0:
        text = decode(data) or ""
        data = text.encode(draw(st.sampled_from(_ENCODINGS)), errors="replace")
    return Damaged(draw(mutated(data)))
