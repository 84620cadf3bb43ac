"""Zip files of others, before they are opened."""

from __future__ import annotations


def directory_fits(data: bytes, most: int) -> bool:
    """Whether a zip file names at most so many members; told before its directory is read, which would list them all.

    Each entry of the directory begins with these four bytes (APPNOTE 6.3.10 §4.3.12).
    """
    return data.count(b"PK\x01\x02") <= most
