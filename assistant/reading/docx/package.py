"""The parts of a .docx, unpacked and parsed within bounds.

No external entities, no network, no DTD; only the parts that hold text are ever unpacked.
Source: ECMA-376 part 2 (packages), part 1 §11.3.10 (main document part).
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from posixpath import dirname, join, normpath
from typing import NamedTuple

from lxml import etree

from assistant.reading.archives import directory_fits
from assistant.reading.bounds import MAX_MEMBERS, MAX_PART_BYTES
from assistant.reading.budget import Budget
from assistant.reading.messages import unreadable

_PARSER_OPTIONS = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
    "collect_ids": False,
    # Files written for reading indent their tags: that white space is none of the text.
    "remove_blank_text": True,
}
_READABLE_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)
_ENCRYPTED = 0x1
_CONVENTIONAL = "word/document.xml"
_SHEETS = ("xl/", "ppt/")
"""Where Excel and PowerPoint keep their main part."""


class Package(NamedTuple):
    """The parsed parts: the main document and, where there are any, its styles, numbering and comments."""

    document: etree._Element
    styles: etree._Element | None
    numbering: etree._Element | None
    comments: etree._Element | None = None
    chunks: Mapping[str, bytes] = {}
    """Files that the document takes in as they are (``w:altChunk``), by the id of their relationship."""


def open_package(data: bytes, name: str, budget: Budget, comments: bool = False) -> Package:
    """The parts of the .docx in ``data``.

    :param comments: whether the comments are wanted; they are no part of what is printed.
    :raises UnreadableFile: damaged, encrypted, or without a Word document. :raises Exceeded: out of bounds.
    """
    if not directory_fits(data, MAX_MEMBERS):
        raise unreadable("bomb", name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _package(archive, name, budget, comments)
    except _DAMAGE:
        raise unreadable("damaged", name) from None


def _package(archive: zipfile.ZipFile, name: str, budget: Budget, comments: bool) -> Package:
    members = archive.namelist()
    main = _related(archive, name, budget, "", "/officeDocument").get("officeDocument", _CONVENTIONAL)
    if main not in members:
        main = _CONVENTIONAL
    elif main.startswith(_SHEETS):
        raise unreadable("sheet", name)
    document = _part(archive, main, name, budget)
    if document is None:
        raise unreadable("not_word", name)
    related = _related(archive, name, budget, main, "/styles", "/numbering", "/comments")
    return Package(
        document,
        _part(archive, related.get("styles", "word/styles.xml"), name, budget),
        _part(archive, related.get("numbering", "word/numbering.xml"), name, budget),
        _part(archive, related.get("comments", "word/comments.xml"), name, budget) if comments else None,
        dict(_chunks(archive, name, budget, main)) if chunks_in(document) else {},
    )


def chunks_in(document: etree._Element) -> list[etree._Element]:
    """The places of a document that take in another file as it is. Source: ECMA-376 part 1 §17.17.2.1."""
    return list(document.iter(f"{{{etree.QName(document).namespace}}}altChunk"))


def _chunks(archive: zipfile.ZipFile, name: str, budget: Budget, main: str) -> Iterator[tuple[str, bytes]]:
    for relation, target in _relations(archive, name, budget, main):
        if relation.get("Type", "").endswith("/aFChunk"):
            data = _bytes(archive, target, name, budget)
            if data is not None:
                yield relation.get("Id", ""), data


def _related(archive: zipfile.ZipFile, name: str, budget: Budget, source: str, *kinds: str) -> dict[str, str]:
    """The targets of a part's relationships of some kinds (the ends of their type names)."""
    found: dict[str, str] = {}
    for relation, target in _relations(archive, name, budget, source):
        ending = next((kind for kind in kinds if relation.get("Type", "").endswith(kind)), "")
        if ending:
            found[ending[1:]] = target
    return found


def _relations(
    archive: zipfile.ZipFile, name: str, budget: Budget, source: str
) -> Iterator[tuple[etree._Element, str]]:
    """A part's relationships to other parts of the package, with the member that each leads to."""
    folder = dirname(source)
    root = _part(archive, join(folder, "_rels", f"{source.removeprefix(folder).strip('/')}.rels"), name, budget)
    for relation in () if root is None else root:
        if relation.get("TargetMode") != "External":
            target = relation.get("Target", "")
            yield relation, normpath(target.lstrip("/") if target.startswith("/") else join(folder, target))


def _part(archive: zipfile.ZipFile, member: str, name: str, budget: Budget) -> etree._Element | None:
    """One part parsed, None when the package has no such part."""
    data = _bytes(archive, member, name, budget)
    if data is None:
        return None
    budget.take("nodes", data.count(b"<") + data.count(b"="))
    return parse_xml(data, name)


def _bytes(archive: zipfile.ZipFile, member: str, name: str, budget: Budget) -> bytes | None:
    """One part unpacked, None when the package has no such part."""
    try:
        info = archive.getinfo(member)
    except KeyError:
        return None
    if info.flag_bits & _ENCRYPTED:
        raise unreadable("encrypted", name)
    if info.compress_type not in _READABLE_METHODS:
        raise unreadable("damaged", name)
    with archive.open(info) as opened:
        data = opened.read(MAX_PART_BYTES + 1)
    # What a member says of its own size may be a lie, so the bound holds for what came out.
    if len(data) > MAX_PART_BYTES:
        raise unreadable("bomb", name)
    budget.take("bytes", len(data))
    return data


def parse_xml(data: bytes, name: str) -> etree._Element:
    """An XML part as a tree.

    :raises UnreadableFile: not well formed, nested beyond reason, or with a document type declaration.
    """
    try:
        root = etree.fromstring(data, etree.XMLParser(**_PARSER_OPTIONS))  # type: ignore[arg-type]
    except etree.XMLSyntaxError:
        raise unreadable("damaged", name) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise unreadable("declared_entities", name)
    return root
