"""The portal page: one self-contained, semantic HTML file."""

from assistant.export.web.page import write_html

__all__ = ["write_html"]
