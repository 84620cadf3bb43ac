"""Comparison -> files: .html, .docx, .xlsx, .json."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from assistant.comparison import Comparison
from assistant.export.compared.data import comparison_json
from assistant.export.compared.page import comparison_html
from assistant.export.compared.sheets import comparison_docx, comparison_xlsx
from assistant.export.placing import refuse_taken, staged
from assistant.export.publish import writer_of

COMPARISON_WRITERS: dict[str, Callable[[Comparison], bytes]] = {
    ".html": comparison_html,
    ".docx": comparison_docx,
    ".xlsx": comparison_xlsx,
    ".json": comparison_json,
}
"""The writers by the end of the file name."""


def publish_comparison(comparison: Comparison, path: Path, *, force: bool = False) -> Path:
    """Writes a comparison to ``path``, whole or not at all, in the format that its name ends with.

    :raises NianbaoError: the name ends with none of :data:`COMPARISON_WRITERS`, the file exists already and ``force``
        is not given, or the disk refuses.
    """
    writer = writer_of(path, COMPARISON_WRITERS)
    refuse_taken(path, force=force)
    with staged(path, writer(comparison), force=force):
        pass
    return path


__all__ = ["COMPARISON_WRITERS", "publish_comparison"]
