"""The Word file: layout by GB/T 9704-2012 in styles, true merged cells, the same bytes every time."""

from assistant.export.word.writer import write_docx

__all__ = ["write_docx"]
