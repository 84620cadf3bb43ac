"""What somebody has marked in a report besides its text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Comment:
    """One comment. ``quoted`` are the words it is on ("" where it is on a place only).

    ``paragraph`` is the text of the paragraph in which it ends, as printed; ``row`` the texts of the row where that
    paragraph stands in a table, () elsewhere.
    """

    author: str
    text: str
    quoted: str
    paragraph: str
    row: tuple[str, ...] = ()


@dataclass(frozen=True)
class Remarks:
    """``tracked`` counts the tracked insertions, deletions and moves."""

    comments: tuple[Comment, ...] = ()
    tracked: int = 0


NO_REMARKS = Remarks()
