"""Plain text and Markdown → the neutral stream."""

from assistant.intake.text.reader import read_text

__all__ = ["read_text"]
