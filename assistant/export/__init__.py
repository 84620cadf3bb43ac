"""Document -> files: .docx, .html, .md, .txt, each one writer. Computes no figures."""

from __future__ import annotations

from assistant.export.plain import write_markdown, write_text
from assistant.export.publish import WRITERS, publish, written_path
from assistant.export.web import write_html
from assistant.export.word import write_docx

__all__ = ["WRITERS", "publish", "write_docx", "write_html", "write_markdown", "write_text", "written_path"]
