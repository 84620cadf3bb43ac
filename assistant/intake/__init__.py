"""Reports written by anyone, in any common file format → Document."""

from assistant.intake.reading import read_bytes, read_file
from assistant.intake.wording import UnreadableFile

__all__ = ["UnreadableFile", "read_bytes", "read_file"]
