"""From a Document to a file that stands in its place: written, read again, compared, then moved."""

from __future__ import annotations

import io
from pathlib import Path
from typing import BinaryIO, Protocol

from assistant.document import Document
from assistant.export.compare import differences
from assistant.export.messages import difference, failure, mark
from assistant.export.placing import refuse_taken, staged
from assistant.export.plain import write_markdown, write_text
from assistant.export.portable import write_pdf
from assistant.export.web import write_html
from assistant.export.word import write_docx
from assistant.intake import read_bytes


class Writer(Protocol):
    """One file format: writes a whole document into an open binary file."""

    def __call__(self, document: Document, target: BinaryIO, *, draft: bool = False) -> None: ...


WRITERS: dict[str, Writer] = {
    ".docx": write_docx,
    ".html": write_html,
    ".md": write_markdown,
    ".txt": write_text,
    ".pdf": write_pdf,
}
"""The writers by the end of the file name."""

_SHOWN_DIFFERENCES = 3


def publish(
    document: Document, path: Path, *, draft: bool = False, force: bool = False, last: Document | None = None
) -> Path:
    """Writes ``document`` to ``path`` in the format that its name ends with; returns where it stands.

    The file is finished and on disk beside its place, read again and compared with the document,
    before it is moved there, so a failure leaves what was there untouched. With ``draft`` it is
    stamped and its name says so. An existing file is replaced only with ``force``. ``last`` is the
    report on the year before, for formats that show its figures beside this year's.

    :raises NianbaoError: the name ends with none of :data:`WRITERS`, the file exists already or is
        open elsewhere, the folder is missing or may not be written, the disk is full, the file reads
        otherwise than the document.
    """
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        kind = "unknown_kind" if path.suffix else "no_kind"
        raise failure(kind, name=path.name, suffix=path.suffix, allowed="、".join(WRITERS))
    target = written_path(path, draft=draft)
    refuse_taken(target, force=force)
    with staged(target, _written(writer, document, draft, last)) as temporary:
        data = temporary.read_bytes() if writer is not write_pdf else _written(write_docx, document, draft)
        _prove(document, data, target.name, draft=draft)
    return target


def _written(writer: Writer, document: Document, draft: bool, last: Document | None = None) -> bytes:
    target = io.BytesIO()
    if writer is write_html:
        write_html(document, target, draft=draft, last=last)
    else:
        writer(document, target, draft=draft)
    return target.getvalue()


def _prove(document: Document, data: bytes, name: str, *, draft: bool) -> None:
    """Reads the file again as a stranger's and holds it against the document; for a PDF the Word file it comes from.

    :raises NianbaoError: a paragraph or a cell differs, or the reader cannot take the file in.
    """
    places = differences(document, read_bytes(data, name), mark("draft_line") if draft else "")
    if places:
        shown = "；".join(places[:_SHOWN_DIFFERENCES])
        rest = difference("more", count=len(places)) if len(places) > _SHOWN_DIFFERENCES else ""
        raise failure("differs", name=name, places=shown + rest)


def written_path(path: Path, *, draft: bool = False) -> Path:
    """Where a report that is to be written to ``path`` stands: the file name of a draft says that it is one."""
    if not draft or mark("draft") in path.stem:
        return path
    return path.with_name(f"{mark('draft_name').format(stem=path.stem)}{path.suffix}")
