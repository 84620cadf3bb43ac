"""Reports written by anyone, in any common file format → Document."""

from assistant.intake.problems import ListedProblems, listed_problems
from assistant.intake.reading import read_bytes, read_file
from assistant.intake.wording import UnreadableFile

__all__ = ["ListedProblems", "UnreadableFile", "listed_problems", "read_bytes", "read_file"]
