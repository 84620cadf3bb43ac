"""Bytes of a text or a page → text, whatever encoding they declare or do not declare.

Tried are UTF-8, UTF-16, GB18030 (with GBK and GB2312 in it), BIG5 and what the file declares. What
decodes without an error as UTF-8 is UTF-8; among the others the one wins whose characters are those
of official language.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import cache

from assistant.reading.bounds import ENCODING_SAMPLE
from assistant.reading.recognise.vocabulary import fold_passage
from assistant.standard import Standard, formats

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "big5": "big5hkscs", "cp950": "big5hkscs"}
"""Encodings that pages declare too narrowly."""

_TEXT_ENCODINGS = frozenset(
    (
        *("utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk", "gb2312", "hz", "big5", "big5hkscs", "cp950"),
        *("shift_jis", "cp932", "euc_jp", "euc_kr", "cp949", "iso8859-1", "cp1252", "ascii"),
    )
)
"""The encodings, by Python's own names, in which a page with Chinese words can come: the others known to Python are
for host names, for source code and the like, and some of them take no error handling or grow what they read."""

_HEAD = 4096
"""Bytes in which a page declares its encoding (WHATWG HTML §13.2.3.2 asks for the first 1024)."""

_NAME = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")
_BROKEN = "\ufffd"
_MOSTLY = 0.02
"""Share of unreadable characters that a damaged but still legible text may have."""

_CONTROLS = 0.01
"""Share of control characters that no text reaches and nearly every other file does."""

_KEPT = "\t\n\r\f\v"
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Controls (Cc) but those that are kept, and halves of characters (Cs)."""


def decode(data: bytes) -> str | None:
    """The text in ``data``, None when it is no text. Control characters are taken out."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _cleaned(data[len(mark) :].decode(encoding, errors="replace"))
    best, worth = None, 0.0
    for encoding in _candidates(data):
        value = _worth(data[:ENCODING_SAMPLE], encoding)
        if value > worth:
            best, worth = encoding, value
    return None if best is None else _cleaned(data.decode(best, errors="replace"))


def _candidates(data: bytes) -> list[str]:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        names = ["utf-8", "gb18030", "big5hkscs", *_declared(data)]
    else:
        names = ["utf-8"]
    if data.count(0) > len(data) // 10:
        names += ["utf-16-le", "utf-16-be"]
    return names


def _declared(data: bytes) -> list[str]:
    """The encoding that the head of a page names, when Python knows it."""
    head = data[:_HEAD].lower()
    place = head.find(b"charset")
    if place < 0:
        return []
    rest = head[place + len(b"charset") :].lstrip(b" =\"'\t")
    name = bytes(byte for byte in rest[: next((i for i, byte in enumerate(rest) if byte not in _NAME), 0)]).decode()
    name = _WIDER.get(name, name)
    try:
        return [name] if codecs.lookup(name).name in _TEXT_ENCODINGS else []
    except LookupError:
        return []


def _worth(sample: bytes, encoding: str) -> float:
    """How far a sample read in an encoding is official Chinese: 0 not at all (or no text), about 1 wholly."""
    text = sample.decode(encoding, errors="replace").rstrip(_BROKEN)
    if not text:
        return 0.0
    controls = sum(unicodedata.category(character) == "Cc" and character not in _KEPT for character in text)
    broken = text.count(_BROKEN)
    if controls > _CONTROLS * len(text) or broken > _MOSTLY * len(text):
        return 0.0
    foreign = [character for character in text if character > "\x7f"]
    if not foreign:
        return 0.1
    usual = sum(character in _usual(formats()) for character in fold_passage("".join(foreign)))
    return 0.05 + usual / len(foreign) - broken / len(foreign)


@cache
def _usual(known: tuple[Standard, ...]) -> frozenset[str]:
    """The characters of the statutory titles and labels: nine in ten of a report's characters are other ones,
    but hardly any character of a text read in a wrong encoding is among them."""
    sections = [section for one in known for section in one.sections]
    words: list[str] = [word for one in known for word in (one.report_title, one.law, one.name)]
    words += [section.title for section in sections]
    words += [aspect.title for section in sections for aspect in section.aspects]
    for table in (table for one in known for table in one.tables.values()):
        for cell in table.cells.values():
            words += [header.label for leaf in (cell.row, cell.column) for header in leaf.headers]
    return frozenset(fold_passage("".join(words)))


def _cleaned(text: str) -> str:
    return _CONTROL.sub("", text)
