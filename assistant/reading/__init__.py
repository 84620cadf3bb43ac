"""Reports written by anyone, in any common file format → Document."""

from __future__ import annotations

from assistant.reading.files import REPORT_ENDINGS, read_bytes, read_file, read_lines
from assistant.reading.messages import UnreadableFile
from assistant.reading.problems import ListedProblems, listed_problems

__all__ = [
    "REPORT_ENDINGS",
    "ListedProblems",
    "UnreadableFile",
    "listed_problems",
    "read_bytes",
    "read_file",
    "read_lines",
]
