"""Markdown and plain text, for mail and for reading over a colleague's shoulder."""

from assistant.export.plain.markdown import write_markdown
from assistant.export.plain.text import write_text

__all__ = ["write_markdown", "write_text"]
