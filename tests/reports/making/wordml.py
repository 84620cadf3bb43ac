"""WordprocessingML typed by hand, with what Word, WPS and their users leave in a file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from assistant.standard import PrintedCell, standard

from .facts import covered, printed

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_NAMESPACES = (
    'xmlns:r="{office}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
)


def package(
    body: str, numbering: str = "", styles: str = "", namespace: str = TRANSITIONAL, chunks: Mapping[str, bytes] = {}
) -> bytes:
    """A .docx around a body; ``numbering`` and ``styles`` are the insides of their parts.

    ``chunks`` are files that :func:`chunk` takes in as they are, by their names.
    """
    office = _OFFICE if namespace == TRANSITIONAL else _STRICT_OFFICE
    names = f'xmlns:w="{namespace}" ' + _NAMESPACES.format(office=office)
    parts = {
        "word/document.xml": f"<w:document {names}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/styles.xml": f"<w:styles {names}>{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {names}>{numbering}</w:numbering>",
        "_rels/.rels": _relationships(office, {"officeDocument": "/word/document.xml"}),
        "word/_rels/document.xml.rels": _relationships(
            office, {"styles": "styles.xml", "numbering": "numbering.xml"}, chunks
        ),
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            archive.writestr(entry, f'<?xml version="1.0" encoding="UTF-8"?>\n{content}', zipfile.ZIP_DEFLATED)
        for name, data in chunks.items():
            archive.writestr(f"word/{name}", data)
    return written.getvalue()


def chunk(name: str) -> str:
    """The place that takes in a whole file, as mail and portal programs write it."""
    return f'<w:altChunk r:id="{name}"/>'


def _relationships(office: str, targets: Mapping[str, str], chunks: Iterable[str] = ()) -> str:
    inner = "".join(
        f'<Relationship Id="rId{place}" Type="{office}/{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(targets.items(), start=1)
    ) + "".join(f'<Relationship Id="{name}" Type="{office}/aFChunk" Target="{name}"/>' for name in chunks)
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def split(text: str, size: int = 3) -> str:
    """A text in many runs, as spelling checks and edits leave it."""
    pieces = [text[start : start + size] for start in range(0, len(text), size)]
    return '<w:proofErr w:type="spellStart"/>'.join(run(piece, '<w:rFonts w:hint="eastAsia"/>') for piece in pieces)


def paragraph(content: str, properties: str = "") -> str:
    """A paragraph of ready runs."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>" if properties else f"<w:p>{content}</w:p>"


def inserted(content: str) -> str:
    """A tracked insertion."""
    return f'<w:ins w:id="1" w:author="审核">{content}</w:ins>'


def deleted(text: str) -> str:
    """A tracked deletion."""
    return f'<w:del w:id="2" w:author="审核"><w:r><w:delText>{escape(text)}</w:delText></w:r></w:del>'


def field(instruction: str, result: str) -> str:
    """A field: what it prints, and the code that does not print."""
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f"{begin}<w:r><w:instrText>{instruction}</w:instrText></w:r>{separate}{run(result)}{end}"


def text_box(content: str) -> str:
    """A text box as Word writes it: once for new programs, once for old ones."""
    box = f"<w:txbxContent>{content}</w:txbxContent>"
    place = "<wp:positionH><wp:align>right</wp:align></wp:positionH>"
    new = f"<w:drawing><wp:anchor>{place}<wps:txbx>{box}</wps:txbx></wp:anchor></w:drawing>"
    old = f"<w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>"
    both = f'<mc:Choice Requires="wps">{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
    return f"<w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r>"


def grid(facts: Mapping[str, Any], key: str) -> list[list[PrintedCell]]:
    """The table with each cell in every place that it covers."""
    return covered(printed(facts, key), standard().tables[key].width)


def merged_rows(rows: list[list[PrintedCell]], first: int = 0) -> Iterable[str]:
    """Rows with gridSpan and vMerge; ``first`` is the number of the first of them in the table."""
    for number, row in enumerate(rows, start=first):
        cells = []
        for column, cell in enumerate(row):
            if cell.column != column:
                continue
            properties = f'<w:gridSpan w:val="{cell.column_span}"/>' if cell.column_span > 1 else ""
            begins = cell.row == number or number == first
            if cell.row_span > 1:
                properties += '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
            cells.append(_cell(cell.text if begins else "", properties))
        yield f"<w:tr>{''.join(cells)}</w:tr>"


def blank_rows(rows: list[list[PrintedCell]]) -> Iterable[str]:
    """Rows without any merging: a cell stands in its first place, the other places are blank."""
    for number, row in enumerate(rows):
        texts = [cell.text if (cell.row, cell.column) == (number, column) else "" for column, cell in enumerate(row)]
        yield f"<w:tr>{''.join(_cell(text, '') for text in texts)}</w:tr>"


def old_merged_rows(rows: list[list[PrintedCell]]) -> Iterable[str]:
    """Rows merged the old way: hMerge across, vMerge down, and one cell for every column."""
    for number, row in enumerate(rows):
        cells = []
        for column, cell in enumerate(row):
            properties = ""
            if cell.column_span > 1:
                properties = f'<w:hMerge w:val="{"restart" if cell.column == column else "continue"}"/>'
            if cell.row_span > 1:
                properties += f'<w:vMerge w:val="{"restart" if cell.row == number else "continue"}"/>'
            first = (cell.row, cell.column) == (number, column)
            cells.append(_cell(cell.text if first else "", properties))
        yield f"<w:tr>{''.join(cells)}</w:tr>"


def table(rows: Iterable[str]) -> str:
    """A table of ready rows."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def _cell(text: str, properties: str) -> str:
    content = "".join(paragraph(run(line)) for line in text.split("\n")) if text else "<w:p/>"
    return f'<w:tc><w:tcPr><w:tcW w:w="900" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'
