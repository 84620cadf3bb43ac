"""From a Document to a file that stands in its place: written, read again, compared, then moved."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path
from typing import BinaryIO, Protocol, TypeVar

from assistant.document import Document, FigureTable, Heading, Paragraph
from assistant.export.data import read_json, write_json
from assistant.export.grounds import NO_GROUNDS, Grounds
from assistant.export.messages import difference, failure, mark, printable
from assistant.export.placing import refuse_taken, staged
from assistant.export.plain import write_markdown, write_text
from assistant.export.web import write_html
from assistant.export.word import write_docx
from assistant.export.workbook import read_xlsx, write_xlsx
from assistant.libreoffice import NotConverted, convert
from assistant.reading import read_bytes

_SHOWN = 20


def differences(source: Document, found: Document, ignored: str = "") -> list[str]:
    """What ``found`` says otherwise than ``source``, one Chinese phrase each; empty when they agree.

    Compared are the printed lines in order and the cells of the tables. White space is layout and
    does not count, nor does how a reader named a line (heading or paragraph). ``ignored`` is a line
    that an exporter adds on its own: the stamp of a draft.
    """
    stamp = _flat(ignored)
    read = [line for line in _lines(found) if line != stamp]
    return [*_line_differences(list(_lines(source)), read), *_table_differences(source, found)]


def _lines(document: Document) -> Iterator[str]:
    """The printed lines without white space; title and signature are one line wherever they break."""
    yield from filter(None, [_flat(document.title)])
    texts = [paragraph.text for paragraph in document.preface]
    for section in document.sections:
        texts.append(section.heading)
        texts += [block.text for block in section.blocks if isinstance(block, Paragraph | Heading)]
    for text in texts:
        yield from filter(None, map(_flat, printable(text).split("\n")))
    yield from filter(None, map(_flat, (document.signature.agency, document.signature.date_text)))


def _flat(text: str) -> str:
    return "".join(printable(text).split())


def _line_differences(expected: list[str], found: list[str]) -> Iterator[str]:
    matcher = SequenceMatcher(None, expected, found, autojunk=False)
    for _, first, last, start, end in (code for code in matcher.get_opcodes() if code[0] != "equal"):
        for place in range(max(last - first, end - start)):
            wanted = _short(expected[first + place]) if first + place < last else None
            got = _short(found[start + place]) if start + place < end else None
            if wanted is None:
                yield difference("extra", found=got)
            elif got is None:
                yield difference("missing", number=first + place + 1, expected=wanted)
            else:
                yield difference("text", number=first + place + 1, expected=wanted, found=got)


def _table_differences(source: Document, found: Document) -> Iterator[str]:
    read = list(found.tables())
    for table in source.tables():
        same = next((other for other in read if other.schema_key == table.schema_key), None)
        if same is None:
            yield difference("table", table=table.schema_key)
            continue
        read.remove(same)
        yield from _cell_differences(table, same)


def _cell_differences(table: FigureTable, found: FigureTable) -> Iterator[str]:
    for path, cell in table.schema.cells.items():
        wanted, got = _flat(table.cells.get(path, "")), _flat(found.cells.get(path, ""))
        if wanted != got:
            slots = {"table": table.schema_key, "cell": cell.name}
            yield difference("cell", expected=_short(wanted), found=_short(got), **slots)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


_SECONDS = 120


def write_pdf(document: Document, target: BinaryIO, *, draft: bool = False) -> None:
    """Writes ``document`` as PDF into ``target``, laid out as the Word file is.

    :raises NianbaoError: LibreOffice is not installed, or does not deliver.
    """
    with tempfile.TemporaryDirectory(prefix="nianbao-", ignore_cleanup_errors=True) as folder:
        source = Path(folder) / "report.docx"
        with source.open("wb") as file:
            write_docx(document, file, draft=draft)
        try:
            made = convert(source, "pdf", _SECONDS)
        except NotConverted as error:
            raise failure(error.why, seconds=_SECONDS) from None
        target.write(made.read_bytes())


class Writer(Protocol):
    """One file format: writes a whole document into an open binary file."""

    def __call__(self, document: Document, target: BinaryIO, *, draft: bool = False) -> None: ...


WRITERS: dict[str, Writer] = {
    ".docx": write_docx,
    ".html": write_html,
    ".md": write_markdown,
    ".txt": write_text,
    ".pdf": write_pdf,
    ".xlsx": write_xlsx,
    ".json": write_json,
}
"""The writers by the end of the file name."""

Made = TypeVar("Made")

_SHOWN_DIFFERENCES = 3


def publish(
    document: Document,
    path: Path,
    *,
    draft: bool = False,
    force: bool = False,
    last: Document | None = None,
    charts: bool = False,
    grounds: Grounds = NO_GROUNDS,
) -> Path:
    """Writes ``document`` to ``path`` in the format that its name ends with; returns where it stands.

    The file is finished and on disk beside its place, read again and compared with the document,
    before it is moved there, so a failure leaves what was there untouched. With ``draft`` it is
    stamped and its name says so. An existing file is replaced only with ``force``. ``last`` is the
    report on the year before, for formats that show its figures beside this year's, with ``charts`` as
    pictures of their own; ``grounds`` what formats for data carry beside the report.

    :raises NianbaoError: the name ends with none of :data:`WRITERS`, the file exists already or is
        open elsewhere, the folder is missing or may not be written, the disk is full, the file reads
        otherwise than the document.
    """
    writer = writer_of(path, WRITERS)
    target = written_path(path, draft=draft)
    refuse_taken(target, force=force)
    full: dict[Writer, Writer] = {
        write_html: partial(write_html, last=last, charts=charts),
        write_xlsx: partial(write_xlsx, grounds=grounds),
        write_json: partial(write_json, grounds=grounds),
    }
    with staged(target, _written(full.get(writer, writer), document, draft), force=force) as temporary:
        data = temporary.read_bytes() if writer is not write_pdf else _written(write_docx, document, draft)
        _prove(document, data, target.name, draft=draft)
    return target


def writer_of(path: Path, writers: Mapping[str, Made]) -> Made:
    """The writer for the ending of a file's name. :raises NianbaoError: there is none."""
    writer = writers.get(path.suffix.lower())
    if writer is None:
        kind = "unknown_kind" if path.suffix else "no_kind"
        raise failure(kind, name=path.name, suffix=path.suffix, allowed="、".join(writers))
    return writer


def _written(writer: Writer, document: Document, draft: bool) -> bytes:
    target = io.BytesIO()
    writer(document, target, draft=draft)
    return target.getvalue()


def read_again(document: Document, data: bytes, name: str) -> Document:
    """What a file says that was written of ``document``, by the reader of its kind.

    :raises NianbaoError: the reader cannot take it in.
    """
    suffix = Path(name).suffix.lower()
    if suffix == ".json":
        return read_json(data)
    return read_xlsx(data, document) if suffix == ".xlsx" else read_bytes(data, name)


def _prove(document: Document, data: bytes, name: str, *, draft: bool) -> None:
    """Reads the file again and compares it with the document; for a PDF the Word file it comes from.

    :raises NianbaoError: a paragraph or a cell differs, or the reader cannot take the file in.
    """
    places = differences(document, read_again(document, data, name), mark("draft_line") if draft else "")
    if places:
        shown = "；".join(places[:_SHOWN_DIFFERENCES])
        rest = difference("more", count=len(places)) if len(places) > _SHOWN_DIFFERENCES else ""
        raise failure("differs", name=name, places=shown + rest)


def written_path(path: Path, *, draft: bool = False) -> Path:
    """Where a report that is to be written to ``path`` stands: the file name of a draft says that it is one."""
    if not draft or mark("draft") in path.stem:
        return path
    return path.with_name(f"{mark('draft_name').format(stem=path.stem)}{path.suffix}")
