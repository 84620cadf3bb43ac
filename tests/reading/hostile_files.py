"""Files made to take a reader's time or memory: each is a family of its own, far larger than a report."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from html import escape

TITLE = "安平镇人民政府2024年政府信息公开工作年度报告"
HEADINGS = (TITLE, "三、收到和处理政府信息公开申请情况")
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = (
    f'xmlns:w="{_W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(body: str, styles: str = "", numbering: str = "", more: dict[str, bytes] | None = None) -> bytes:
    """A .docx around a body."""
    head = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in HEADINGS)
    relation = f'<Relationship Id="a" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}">{relation}</Relationships>',
        "word/document.xml": f"<w:document {_NAMES}><w:body>{head}{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_NAMES}>{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {_NAMES}>{numbering}</w:numbering>",
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**{name: text.encode() for name, text in parts.items()}, **(more or {})}.items():
            archive.writestr(name, content)
    return written.getvalue()


def nested(outer: str, inner: str, depth: int, core: str) -> str:
    """``core`` within that many elements, whose opening and closing parts are ``outer`` and ``inner``."""
    return outer * depth + core + inner * depth


def run(text: str, said: str = "") -> str:
    return f"<w:r><w:rPr>{said}</w:rPr><w:t>{text}</w:t></w:r>"


_BOX = "<w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r>"
_DELETED = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p>"
_LISTED = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>'
_NUMBERED = '<w:num w:numId="{}"><w:abstractNumId w:val="1"/></w:num>'
_CONTROL = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"


def _level(text: str, number: int = 0) -> str:
    return f'<w:lvl w:ilvl="{number}"><w:numFmt w:val="decimal"/><w:lvlText w:val="{text}"/></w:lvl>'


def _list(text: str) -> str:
    return f'<w:abstractNum w:abstractNumId="1">{_level(text)}</w:abstractNum>' + _NUMBERED.format(1)


def _table(rows: int, columns: int, inside: str = "<w:p/>") -> str:
    return "<w:tbl>" + ("<w:tr>" + f"<w:tc>{inside}</w:tc>" * columns + "</w:tr>") * rows + "</w:tbl>"


WORD: dict[str, Callable[[], bytes]] = {
    "deleted paragraph marks": lambda: package(_DELETED.format("<w:r/>") * 40_000),
    "deleted paragraph marks with text": lambda: package(_DELETED.format("<w:r><w:t>a</w:t></w:r>" * 20) * 4_000),
    "deleted runs": lambda: package("<w:p>" + "<w:del><w:r><w:delText>a</w:delText></w:r></w:del>" * 30_000 + "</w:p>"),
    "deleted rows": lambda: package("<w:tbl>" + "<w:tr><w:trPr><w:del/></w:trPr><w:tc/></w:tr>" * 30_000 + "</w:tbl>"),
    "text boxes": lambda: package(f"<w:p>{_BOX.format('<w:p/>')}</w:p>" * 25_000),
    "text boxes in one paragraph": lambda: package(f"<w:p>{_BOX.format('<w:p/>') * 25_000}</w:p>"),
    "text boxes of many paragraphs": lambda: package(f"<w:p>{_BOX.format('<w:p/>' * 100) * 1_000}</w:p>"),
    "text boxes within text boxes": lambda: package(
        nested("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>", 50, "<w:p/>") * 600
    ),
    "second versions": lambda: package(
        "<w:p>"
        + nested("<mc:AlternateContent><mc:Choice>", "</mc:Choice><mc:Fallback/></mc:AlternateContent>", 100, "") * 500
        + "</w:p>"
    ),
    "pictures within pictures": lambda: package(
        "<w:p><w:r>" + nested("<w:pict>", "</w:pict>", 200, "<w:p/>" * 400) * 100 + "</w:r></w:p>"
    ),
    "long texts of levels": lambda: package(_LISTED * 2_000, numbering=_list("a" * 1_000_000)),
    "levels of many slots": lambda: package(_LISTED * 2_000, numbering=_list("%1" * 500_000)),
    "many lists": lambda: package(
        _LISTED,
        numbering='<w:abstractNum w:abstractNumId="1">'
        + "".join(_level("%1", place) for place in range(10))
        + "</w:abstractNum>"
        + "".join(map(_NUMBERED.format, range(40_000))),
    ),
    "attributes": lambda: package('<w:p a="1" b="2" c="3" d="4" e="5" f="6"/>' * 240_000),
    "attributes of one element": lambda: package("<w:p " + " ".join(f'a{n}="{n}"' for n in range(200_000)) + "/>"),
    "names of elements": lambda: package("".join(f"<a{n}/>" for n in range(140_000))),
    "namespaces": lambda: package("".join(f'<a xmlns="u{n}"/>' for n in range(100_000))),
    "namespaces within namespaces": lambda: package(
        ("".join(f'<a xmlns:b{n}="u{n}">' for n in range(200)) + "<w:p/>" * 300 + "</a>" * 200) * 10
    ),
    "character data": lambda: package("<w:p><w:r><w:t>" + "<![CDATA[a]]>" * 280_000 + "</w:t></w:r></w:p>"),
    "references": lambda: package("<w:p><w:r><w:t>" + "&#97;" * 3_000_000 + "</w:t></w:r></w:p>"),
    "remarks": lambda: package("<w:p><w:r><w:t>" + "a<!--b-->" * 250_000 + "</w:t></w:r></w:p>"),
    "one long text": lambda: package("<w:p><w:r><w:t>" + "公开" * 2_600_000 + "</w:t></w:r></w:p>"),
    "brackets": lambda: package("<w:p><w:r><w:t>" + "[" * 15_000_000 + "</w:t></w:r></w:p>"),
    "many breaks": lambda: package("<w:p><w:r>" + "<w:br/><w:t>一、总体情况</w:t>" * 80_000 + "</w:r></w:p>"),
    "cells": lambda: package(_table(400, 180)),
    "cells of figures": lambda: package(_table(1_200, 12, "<w:p><w:r><w:t>（一）予以公开</w:t></w:r></w:p>")),
    "tables": lambda: package(_table(1, 1) * 30_000),
    "tables within tables": lambda: package(
        nested("<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>", 60, "<w:p/>" * 100) * 300
    ),
    "content controls": lambda: package(nested(_CONTROL, "</w:sdtContent></w:sdt>", 100, run("a") * 300) * 60),
    "placeholders in a cell": lambda: package(
        "<w:tbl><w:tr><w:tc>"
        + nested(_CONTROL, "</w:sdtContent></w:sdt>", 100, run("3") * 300) * 60
        + "</w:tc></w:tr></w:tbl>"
    ),
    "white runs": lambda: package("<w:p>" + run("3", '<w:color w:val="FFFFFF"/>') * 45_000 + "</w:p>"),
    "white runs of a long style": lambda: package(
        "<w:p>" + run("3", '<w:rStyle w:val="x"/><w:color w:val="FFFFFF"/>') * 30_000 + "</w:p>",
        styles='<w:style w:styleId="x"><w:rPr>' + '<w:shd w:val="clear"/>' * 30_000 + "</w:rPr></w:style>",
    ),
    "shifted runs": lambda: package("<w:p>" + run("3", '<w:position w:val="9"/><w:sz w:val="9"/>') * 40_000 + "</w:p>"),
    "styles of styles": lambda: package(
        "<w:p>" + run("3", '<w:rStyle w:val="s29999"/>') * 1_000 + "</w:p>",
        styles="".join(
            f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{n - 1}"/><w:rPr><w:vanish/></w:rPr></w:style>'
            for n in range(30_000)
        ),
    ),
    "a style named by many paragraphs": lambda: package(
        "<w:p><w:pPr>" + '<w:pStyle w:val="x"/>' * 300 + "</w:pPr>" + run("3") * 30_000 + "</w:p>",
        styles='<w:style w:styleId="x"><w:rPr><w:strike/></w:rPr></w:style>',
    ),
    "exponents": lambda: package(
        "<w:p>" + nested("<m:sSup><m:sup>", "</m:sup></m:sSup>", 100, "<m:r><m:t>3</m:t></m:r>" * 300) * 60 + "</w:p>"
    ),
    "long names of styles": lambda: package('<w:p><w:pPr><w:pStyle w:val="' + "x" * 5_000_000 + '"/></w:pPr></w:p>'),
}


def page(body: str, head: str = "") -> bytes:
    opened = "".join(f"<p>{text}</p>" for text in HEADINGS)
    return f"<!DOCTYPE html><html><head>{head}</head><body>{opened}{body}</body></html>".encode()


PAGES: dict[str, Callable[[], bytes]] = {
    "list items": lambda: page("<ol>" + "<li>a" * 90_000 + "</ol>"),
    "lists within lists": lambda: page("<ol><li>a" * 40_000),
    "lists of many": lambda: page(("<ol>" + "<li>公开" * 300 + "</ol>") * 300),
    "attributes of elements": lambda: page("<p a=1 b=2 c=3 d=4 e=5 f=6>" * 200_000),
    "attributes of an element": lambda: page("<p " + " ".join(f"a{n}={n}" for n in range(300_000)) + ">"),
    "inline elements": lambda: page("<b>a" * 250_000),
    "closed inline elements": lambda: page("<b>a</b>" * 140_000),
    "tags that close nothing": lambda: page("</p>" * 280_000),
    "spans": lambda: page("<table>" + "<tr>" + "<td rowspan=32>a" * 2_000 + "<tr><td>b" * 30_000),
    "cells of a page": lambda: page("<table><tr>" + "<td>0" * 250_000),
    "rules of styles": lambda: page("<p class=x>a" * 50_000, "<style>" + ".x{display:none}" * 30_000 + "</style>"),
    "selectors": lambda: page("<p>a", "<style>" + "a," * 240_000 + "b{color:#fff}</style>"),
    "one long selector": lambda: page("<p>a", "<style>" + "a" * 490_000 + " b{background:#000}</style>"),
    "unclosed remarks of styles": lambda: page("<p>a", "<style>" + "/*" * 240_000 + "</style>"),
    "unclosed rules": lambda: page("<p>a", "<style>" + "@media print{" * 40_000 + "</style>"),
    "many styles": lambda: page("".join(f'<i style="color:#{n:06x}">a</i>' for n in range(60_000))),
    "many classes": lambda: page("".join(f'<i class="c{n}">a</i>' for n in range(60_000)), "<style>.x{}</style>"),
    "spaces in a colour": lambda: page(('<i style="color:rgb(1,1,1' + " " * 400_000 + '">a</i>') * 10),
    "hidden by a class": lambda: page(
        "<p class=x>" * 95 + "<b></b>" * 90_000 + "a" * 90, "<style>.x{display:none}</style>"
    ),
    "breaks": lambda: page("<br>（一）主动公开情况" * 140_000),
    "breaks beyond the budget": lambda: page("<br>（一）主动公开情况" * 200_000),
    "rows of wide spans": lambda: page("<table>" + "<tr><td colspan=99 rowspan=99>（一）予以公开<td>0" * 30_000),
    "entities": lambda: page("&lt;" * 1_900_000),
    "remarks of a page": lambda: page("a<!--b-->" * 280_000),
    "preformatted": lambda: page("<pre>" + "a\n" * 3_000_000 + "</pre>"),
    "frames": lambda: page("<iframe src=a></iframe>" * 90_000),
    "blanks of a page": lambda: page("<p>" + " \n" * 3_000_000),
    **{
        f"the character set {name}": lambda name=name: f"<meta charset={name}>".encode() + b"\xff\xfe\xfd" * 40
        for name in ("idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "utf-7", "mbcs", "oem",
                     "charmap", "utf-32", "palmos", "rot13", "base64", "zlib", "unicode_internal", "cp65001")
    },
}  # fmt: skip

_ARCHIVE = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n'
_AS = b"Content-Transfer-Encoding: "
_PART = b"--x\r\nContent-Type: text/html; charset=utf-8\r\n"


def archive(*parts: bytes) -> bytes:
    """A saved page: its parts with their own heads."""
    return _ARCHIVE + b"\r\n".join(parts) + b"\r\n--x--\r\n"


ARCHIVES: dict[str, Callable[[], bytes]] = {
    "empty lines": lambda: archive(_PART + b"\r\n" + b"\n" * 30_000_000),
    "empty lines between parts": lambda: _ARCHIVE + b"\n" * 30_000_000 + archive(_PART + b"\r\n" + page("a")),
    "lines of a head": lambda: archive(_PART + b"A: b\r\n" * 3_000_000 + b"\r\n" + page("a")),
    "a folded head": lambda: archive(_PART + b"A: b\r\n" + b" c\r\n" * 3_000_000 + b"\r\n" + page("a")),
    "parts": lambda: archive(*[_PART + b"\r\n" + page("a")] * 50_000),
    "parts within parts": lambda: (
        b"".join(
            b'Mime-Version: 1.0\r\nContent-Type: multipart/related; boundary="%d"\r\n\r\n--%d\r\n' % (n, n)
            for n in range(400)
        )
        + page("a")
    ),
    "a packed part": lambda: archive(_PART + _AS + b"base64\r\n\r\n" + b"YQ==\r\n" * 3_000_000),
    "a quoted part": lambda: archive(_PART + _AS + b"quoted-printable\r\n\r\n" + b"=3D" * 2_000_000),
    "an encoded part": lambda: archive(_PART + _AS + b"uuencode\r\n\r\n" + b"begin 1 a\r\n" * 900_000),
    "a long boundary": lambda: _ARCHIVE.replace(b'"x"', b'"' + b"x" * 5_000_000 + b'"') + page("a"),
    "names of heads": lambda: archive(
        _PART + b"Content-Disposition: attachment" + b"; a*0*=b" * 100_000 + b"\r\n\r\n" + page("a")
    ),
}  # fmt: skip

_LINE = "\n".join(HEADINGS) + "\n"

_TEXTS: dict[str, Callable[[], str]] = {
    "bars": lambda: _LINE + "|" * 2_000_000,
    "rows of bars": lambda: _LINE + ("|" * 100 + "\n") * 19_000,
    "bars between figures": lambda: _LINE + "|0" * 900_000,
    "tabs": lambda: _LINE + "\t" * 2_000_000,
    "rows of tabs": lambda: _LINE + ("\t0" * 50 + "\n") * 19_000,
    "lone bars": lambda: _LINE + "a\n|\n" * 9_000,
    "lone bars and empty lines": lambda: _LINE + ("a\n|\n" + "\n" * 50) * 380,
    "rules of a pipe table": lambda: f"# {TITLE}\n\n" + "|a|b|\n|---|---|\n" * 9_000,
    "pipes": lambda: f"# {TITLE}\n\n|a|\n|---|\n" + "|" * 1_500_000,
    "rows of pipes": lambda: f"# {TITLE}\n\n|a|b|\n|---|---|\n" + ("|a" * 50 + "|\n") * 10_000,
    "tags in Markdown": lambda: f"# {TITLE}\n\n" + "<sup>" * 250_000,
    "tags of styles": lambda: f"# {TITLE}\n\n" + "".join(f'<i style="color:#{n:06x}">' for n in range(60_000)),
    "paragraphs of emphasis": lambda: f"# {TITLE}\n\n" + ("*a _b ~~c " * 1_500 + "\n\n") * 90,
    "paragraphs of links": lambda: f"# {TITLE}\n\n" + ("[a](" * 4_000 + "\n\n") * 90,
    "nested quotes": lambda: f"# {TITLE}\n\n" + (">" * 900 + "a\n") * 2_000,
    "nested lists": lambda: f"# {TITLE}\n\n" + "\n".join(" " * n + "- a" for n in range(1_900)),
    "references of links": lambda: f"# {TITLE}\n\n" + "[a]: b\n" * 19_000,
    "fences": lambda: f"# {TITLE}\n\n" + "```\n" * 19_000,
    "strokes": lambda: f"# {TITLE}\n\n" + ("~~" * 9_000 + "\n\n") * 100,
    "one word": lambda: _LINE + "公" * 690_000,
    "labels": lambda: _LINE + "（一）予以公开\n0\n" * 9_000,
    "near labels": lambda: _LINE + "\n".join(f"{n % 7}.属于四类过程性信{n % 100}\n0" for n in range(9_000)),
    "headings": lambda: "一、总体情况\n二、主动公开政府信息情况\n" * 9_000,
    "bars around labels": lambda: _LINE + "|规章|0|0|\n" * 15_000,
    "tabs before labels": lambda: _LINE + "\t规章\n\t0\n" * 9_000,
    "sentences of one line": lambda: _LINE + "政府 信息，公开。" * 70_000,
    "hashes": lambda: f"# {_LINE}" + "# #" * 500_000,
    "escapes": lambda: f"# {_LINE}" + "\\*" * 500_000,
}

TEXTS: dict[str, Callable[[], bytes]] = {name: lambda make=make: make().encode() for name, make in _TEXTS.items()}


def _directory(names: list[str]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as made:
        for name in names:
            made.writestr(name, b"")
    return written.getvalue()


def _long_directory(entries: int, name: bytes = b"a") -> bytes:
    """A zip file whose directory names as many members, all at one place."""
    entry = b"PK\x01\x02" + bytes(24) + len(name).to_bytes(2, "little") + bytes(16) + name
    end = b"PK\x05\x06" + bytes(4) + b"\xff\xff\xff\xff" + (len(entry) * entries).to_bytes(4, "little")
    return b"PK\x03\x04" + entry * entries + end + (4).to_bytes(4, "little") + bytes(2)


ZIPS: dict[str, Callable[[], bytes]] = {
    "members": lambda: _directory([f"{n}" for n in range(60_000)]),
    "members of one directory": lambda: _long_directory(800_000),
    "members of long names": lambda: _long_directory(3_900, b"a" * 9_000),
    "parts that unpack to much": lambda: package("", more={f"word/{n}.xml": bytes(9_000_000) for n in range(20)}),
    "related parts that unpack to much": lambda: package(
        "<w:p/>", styles=" " * 15_000_000, numbering=f"<!--{escape(' ' * 15_000_000)}-->"
    ),
}

FAMILIES: dict[str, Callable[[], bytes]] = {**WORD, **PAGES, **ARCHIVES, **TEXTS, **ZIPS}
