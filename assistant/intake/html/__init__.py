"""Web pages as portals publish them and browsers save them → the neutral stream."""

from assistant.intake.html.reader import read_html

__all__ = ["read_html"]
