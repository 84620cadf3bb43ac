"""Small PDF files made for a test: texts and ruled lines at places of A4 pages, in points from the upper left."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import NamedTuple

WIDTH, HEIGHT = 595, 842
LEFT, RIGHT = 80, 512
SIZE = 16


class Text(NamedTuple):
    """Characters on one line; Chinese ones are ``size`` wide, others half of it. ``state``: commands before them."""

    x: float
    y: float
    text: str
    size: float = SIZE
    state: bytes = b""


class Rule(NamedTuple):
    """A ruled line."""

    x: float
    y: float
    to_x: float
    to_y: float


Drawn = Text | Rule


def lines(texts: Sequence[str], y: float = 80, step: float = 28) -> list[Drawn]:
    """Lines below each other from the left margin; one that begins with two full-width spaces is indented."""
    return [
        Text(LEFT + 2 * SIZE if text.startswith("　　") else LEFT, y + step * place, text.strip())
        for place, text in enumerate(texts)
    ]


def grid(xs: Sequence[float], ys: Sequence[float], texts: Sequence[Sequence[str]]) -> list[Drawn]:
    """A table with a line around every cell."""
    drawn: list[Drawn] = [Rule(xs[0], y, xs[-1], y) for y in ys] + [Rule(x, ys[0], x, ys[-1]) for x in xs]
    for y, row in zip(ys, texts, strict=False):
        drawn += [Text(x + 2, y + 4, text, 10) for x, text in zip(xs, row, strict=False) if text]
    return drawn


def pdf(*pages: Sequence[Drawn], encrypt: bytes = b"", more: Sequence[bytes] = ()) -> bytes:
    """A file of these pages. ``encrypt``: its dictionary of encryption; ``more``: further whole objects."""
    characters = sorted({sign for page in pages for item in page if isinstance(item, Text) for sign in item.text})
    count = len(pages)
    kids = b" ".join(b"%d 0 R" % (7 + 2 * number) for number in range(count))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids),
        b"<</Type/Font/Subtype/Type0/BaseFont/Made/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 6 0 R>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Made/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        b"/Supplement 0>>/FontDescriptor 5 0 R/DW 1000/W[32 126 500]>>",
        b"<</Type/FontDescriptor/FontName/Made/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880"
        b"/Descent -120/CapHeight 700/StemV 80>>",
        stream(_meanings("".join(characters))),
    ]
    for number, page in enumerate(pages):
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
            % (WIDTH, HEIGHT, 8 + 2 * number)
        )
        objects.append(stream(b"\n".join(map(_drawn, page))))
    return _file([*objects, *more], encrypt)


def stream(content: bytes, head: bytes = b"") -> bytes:
    """A packed part."""
    packed = zlib.compress(content)
    return b"<<%s/Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (head, len(packed), packed)


def _drawn(item: Drawn) -> bytes:
    if isinstance(item, Rule):
        return f"0.5 w {item.x} {HEIGHT - item.y} m {item.to_x} {HEIGHT - item.to_y} l S".encode()
    written = item.text.encode("utf-16-be").hex()
    place = f"BT /F {item.size} Tf {item.x} {HEIGHT - item.y - item.size} Td <{written}> Tj ET"
    return b"q %s %s Q" % (item.state, place.encode())


def _meanings(characters: str) -> bytes:
    pairs = "\n".join(f"<{ord(sign):04x}> <{ord(sign):04x}>" for sign in characters)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(characters)} beginbfchar\n{pairs}\nendbfchar endcmap end end"
    ).encode()


def _file(objects: Sequence[bytes], encrypt: bytes) -> bytes:
    written, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"<</Size %d/Root 1 0 R/ID[<00><00>]%s>>" % (len(objects) + 1, encrypt)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return written + head + table + b"trailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (trailer, len(written))
