"""Web pages as portals publish them and browsers save them → the neutral stream."""

from assistant.intake.html.archive import html_part, looks_like_archive
from assistant.intake.html.reader import looks_like_html, read_html

__all__ = ["html_part", "looks_like_archive", "looks_like_html", "read_html"]
