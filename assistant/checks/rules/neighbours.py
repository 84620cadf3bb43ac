"""Against the reports of other agencies that are checked in the same run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.checks.examination import Examination
from assistant.checks.model import Hit, Likeness, hit
from assistant.checks.registry import rule

NEIGHBOUR_TEXT = "neighbour-text"
_SHOWN, _NAMED = 40, 10


@rule(NEIGHBOUR_TEXT)
def neighbour_text(examination: Examination) -> Iterator[Hit]:
    """Prose of sections one and five that is too like another agency's, whatever names and figures it holds."""
    return alike(examination.neighbours)


def alike(neighbours: Sequence[Likeness]) -> Iterator[Hit]:
    """One hit for each report that is shown with its passage, and one that names the others."""
    others = [other.agency for other in neighbours if other.percent is None]
    for other in neighbours:
        if other.percent is not None:
            passage = f"{other.passage[:_SHOWN]}……" if len(other.passage) > _SHOWN else other.passage
            yield hit(
                "pair", other.section, (other.key,), (other.agency, other.passage),
                agency=other.agency, percent=other.percent, passage=passage,
            )  # fmt: skip
    if others:
        names = "”“".join(others[:_NAMED])
        yield hit("more", neighbours[0].section, (), tuple(others), agencies=names, count=len(others))
