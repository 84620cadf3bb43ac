""".docx as Word, WPS and LibreOffice write it → the neutral stream."""

from __future__ import annotations

from assistant.reading.docx.reader import read_docx

__all__ = ["read_docx"]
