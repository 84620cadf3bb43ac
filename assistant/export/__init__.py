"""Document -> files: .docx, .html, .md, .txt, each one writer. Computes no figures."""

from assistant.export.web import write_html
from assistant.export.word import write_docx

__all__ = ["write_docx", "write_html"]
