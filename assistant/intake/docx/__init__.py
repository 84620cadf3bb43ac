""".docx as Word, WPS and LibreOffice write it → the neutral stream."""

from assistant.intake.docx.reader import read_docx

__all__ = ["read_docx"]
