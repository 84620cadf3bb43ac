"""PDF → the neutral stream, by pdfplumber: characters and ruled lines with their places on the page."""

from __future__ import annotations

from assistant.reading.pdf.reader import read_pdf

__all__ = ["read_pdf"]
