"""The neutral stream of a file → the Document. Knows the statutory format and its usual slips, no file format."""

from __future__ import annotations

from assistant.reading.recognise.report import recognise

__all__ = ["recognise"]
