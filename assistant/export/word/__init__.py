"""The Word file: layout by GB/T 9704-2012 in styles, true merged cells, the same bytes every time."""

from __future__ import annotations

from assistant.export.word.document import write_docx

__all__ = ["write_docx"]
