"""Reports written by anyone, in any common file format → Document."""

from __future__ import annotations

from assistant.reading.files import REPORT_ENDINGS, read_bytes, read_file, read_returned, read_rows
from assistant.reading.messages import UnreadableFile
from assistant.reading.problems import ListedProblems, listed_problems
from assistant.reading.remarks import Comment, Remarks

__all__ = [
    "REPORT_ENDINGS", "Comment", "ListedProblems", "Remarks", "UnreadableFile", "listed_problems", "read_bytes",
    "read_file", "read_returned", "read_rows",
]  # fmt: skip
