"""Copies of the test reports that differ in their words and figures, as the files of many offices do.

A reader that remembers what it has read must not be timed on one and the same file.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from pathlib import Path

from assistant.export import write_docx
from assistant.reading.encoding import decode

_TESTS = Path(__file__).resolve().parents[1] / "tests"
sys.path.insert(0, str(_TESTS / "export"))
from export_reports import township  # noqa: E402 - found on the path set above

REPORTS = _TESTS / "reports"
BODY = "word/document.xml"

_FIGURE = re.compile(r"(?<=>)\d{1,4}(?=<)")
_SENTENCE = re.compile(r"(?<=>)[^<>]{30,}。(?=<)|^[^<>\t\n|]{30,}。$", re.MULTILINE)
"""What ends with a full stop is no label: those stay as they are."""


def own_export() -> bytes:
    """A full report as nianbao itself writes it."""
    written = io.BytesIO()
    write_docx(township(), written)
    return written.getvalue()


def docx_copies(data: bytes, number: int) -> list[bytes]:
    """``number`` copies of a .docx, each with other figures in its cells and other words in its sentences."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body = parts[BODY].decode("utf-8")
    return [_packed({**parts, BODY: _changed(body, copy).encode()}) for copy in range(number)]


def text_copies(path: Path, number: int) -> list[bytes]:
    """As :func:`docx_copies`, of a page or a text; the copies are in UTF-8."""
    text = decode(path.read_bytes()) or ""
    return [_changed(text, copy).encode() for copy in range(number)]


def _changed(text: str, copy: int) -> str:
    # All figures alike, so that the totals stay right.
    text = _FIGURE.sub(lambda figure: str(int(figure[0]) * (copy + 1)), text)
    return _SENTENCE.sub(lambda sentence: f"第{copy}份：{sentence[0]}", text)


def _packed(parts: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()
