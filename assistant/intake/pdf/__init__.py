"""PDF → the neutral stream, from the drawing that LibreOffice makes of its pages."""

from assistant.intake.pdf.reader import read_drawing

__all__ = ["read_drawing"]
