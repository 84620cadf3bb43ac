"""Columns told apart by their header cells, and the headers held against the format."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.intake.bounds import MAX_LABEL
from assistant.intake.recognise.folding import fold
from assistant.intake.recognise.tables.grid import Grid
from assistant.intake.recognise.tables.labels import ALIKE, Label, fits, likeness
from assistant.intake.recognise.tables.reading import Reading


def locate_columns(grid: Grid, header_rows: int, columns: Sequence[Label]) -> dict[str, int]:
    """The grid column of each column label that stands in the header, by path.

    Only for an aligned grid. A label broken over two rows is put together downwards.
    """
    found: dict[str, int] = {}
    if not grid.aligned or not grid.rows:
        return found
    for column in sorted({place.column for row in grid.rows[:header_rows] for place in row}):
        down = _down(grid, header_rows, column)
        for label in columns:
            if label.path not in found and any(fits(label, text) for text in down):
                found[label.path] = column
                break
    return found


def _down(grid: Grid, header_rows: int, column: int) -> list[str]:
    """The header texts over a column, lowest first, and what the lowest ones say together."""
    texts: list[str] = []
    for row in range(header_rows):
        place = grid.at(row, column)
        if place is not None and place.column == column and place.text and (not texts or texts[-1] != place.text):
            texts.append(place.text)
    joined = ["".join(texts[start:]) for start in range(len(texts) - 1)]
    return [*reversed(texts), *joined]


def note_labels(due: Iterable[Label], printed: Sequence[str], kind: str, reading: Reading) -> None:
    """Notes those of the labels due that are not printed word for word.

    ``kind`` is the part of the message keys: "group", "column" or "corner". A text that is exactly
    another label is never taken for a slip of this one.
    """
    labels = list(due)
    texts = [(text, fold(text)) for text in dict.fromkeys(printed) if 0 < len(text) <= MAX_LABEL]
    folded = {word for _, word in texts}
    exact = {label.folded for label in labels}
    loose = [(text, word) for text, word in texts if word not in exact]
    for label in labels:
        if label.folded in folded:
            continue
        slip = _slip(label, loose)
        if slip:
            reading.depart(f"{kind}_renamed", label=label.printed, text=slip)
        elif kind == "column" and _broken(label, [word for _, word in texts]):
            reading.depart("column_broken", label=label.printed)
        else:
            reading.depart(f"{kind}_missing", label=label.printed)


def _slip(label: Label, loose: Sequence[tuple[str, str]]) -> str:
    """The printed text that is this label with a slip, or ""."""
    for text, _ in loose:
        if fits(label, text):
            return text
    best = max(loose, key=lambda item: likeness(item[1], label.folded), default=("", ""))
    return best[0] if likeness(best[1], label.folded) >= ALIKE else ""


def _broken(label: Label, words: Sequence[str]) -> bool:
    """Whether two printed texts together are the label."""
    return any(
        label.folded.startswith(word) and label.folded[len(word) :] in words for word in words if word != label.folded
    )
