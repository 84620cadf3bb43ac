"""Section five: every problem has its measure, and last year's problems are answered for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.checks.examination import Examination
from assistant.checks.model import Hit, hit
from assistant.checks.registry import rule
from assistant.language.passage import Passage
from assistant.language.similarity import likeness
from assistant.language.words import pattern

_SECTION = "problems"
_LIKE, _LONG_ENOUGH = 0.7, 8


class _Clause(NamedTuple):
    """One enumerated problem or measure, and the paragraph it stands in."""

    text: str
    key: str


@rule("problem-without-measure")
def problem_without_measure(examination: Examination) -> Iterator[Hit]:
    """As many measures as problems; problems and measures there at all."""
    own = [passage for passage in examination.passages if passage.section == _SECTION]
    if not own:
        if examination.document.section(_SECTION) is not None:
            yield hit("no_problem", _SECTION)
        return
    keys = tuple(passage.key for passage in own)
    found, measures = _parts(own, examination.year)
    problems = len(_clauses(found))
    taken = len(_clauses(measures))
    named = [passage for passage in found if not pattern("problems.none").search(passage.text)]
    if not named:
        yield hit("no_problem", _SECTION, keys)
    elif not measures:
        yield hit("none", _SECTION, keys, (str(problems),))
    elif problems > 1 and 0 < taken < problems and not any(_is_mixed(passage, examination.year) for passage in own):
        yield hit("fewer", _SECTION, keys, (str(problems), str(taken)), problems=problems, measures=taken)


@rule("problems-repeat")
def problems_repeat(examination: Examination) -> Iterator[Hit]:
    """Last year's problems are not named again word for word, and something is said of them."""
    last_year = examination.last.year if examination.last else None
    former, _ = _parts([passage for passage in examination.last_passages if passage.section == _SECTION], last_year)
    own = [passage for passage in examination.passages if passage.section == _SECTION]
    if not former or not own:
        return
    found, _ = _parts(own, examination.year)
    again = False
    last = _clauses(former)
    for clause in _clauses(found):
        if len(clause.text) >= _LONG_ENOUGH and any(likeness(clause.text, other.text) >= _LIKE for other in last):
            again = True
            yield hit("again", _SECTION, (clause.key,), (clause.text,), problem=clause.text)
    answered = pattern("problems.answered", examination.year).search(examination.text_of(_SECTION))
    if not answered and not again:
        keys = tuple(passage.key for passage in own)
        yield hit("unanswered", _SECTION, keys, tuple(clause.text for clause in last), count=len(last))


def _parts(own: list[Passage], year: int | None) -> tuple[list[Passage], list[Passage]]:
    """The paragraphs with problems and those with measures; what answers for last year is left out.

    A paragraph that holds both is cut where the measures begin.
    """
    found: list[Passage] = []
    measures: list[Passage] = []
    # Where nothing stands under measures, they may stand with the problems under one heading.
    together = not any(_place(passage, year) == "measures" for passage in own)
    for passage in own:
        place = _place(passage, year)
        if place == "former":
            continue
        turn = pattern("problems.turn").search(passage.text)
        if place and not (together and turn):
            (found if place == "found" else measures).append(passage)
        elif turn:
            before, after = passage.text[: turn.start()], passage.text[turn.start() :]
            found += [_piece(passage, before)] if before else []
            measures.append(_piece(passage, after))
        else:
            (measures or found).append(passage)
    return found, measures


def _is_mixed(passage: Passage, year: int | None) -> bool:
    """Whether problems and measures alternate in a paragraph, so that nobody can count them."""
    place = _place(passage, year)
    if place == "measures":
        return False
    turns = list(pattern("problems.turn").finditer(passage.text))
    if not turns:
        return False
    points = list(pattern("problems.enumerator").finditer(passage.text, turns[0].end()))
    return len(turns) > 1 or bool(place and points)


def _place(passage: Passage, year: int | None) -> str:
    """ "found", "measures" or "former" where the key or the heading over a paragraph tells."""
    for place in ("former", "found", "measures"):
        if passage.key == f"{_SECTION}.{place}" or passage.key.startswith(f"{_SECTION}.{place}."):
            return place
    if pattern("problems.of_last_year").match(passage.text) and not pattern("problems.own", year).search(passage.text):
        return "former"
    return passage.aspect


def _piece(passage: Passage, text: str) -> Passage:
    return Passage(passage.section, passage.aspect, passage.key, text)


def _clauses(own: list[Passage]) -> list[_Clause]:
    """The enumerated points: 一是…二是…, （1）…, 1.…; a paragraph without an enumeration is one point."""
    found: list[_Clause] = []
    for passage in own:
        pieces = pattern("problems.enumerator").split(passage.text)
        points = pieces[1:] if len(pieces) > 1 else pieces
        found += [_Clause(re.sub("[，；。：]+$", "", point), passage.key) for point in points if len(point) > 1]
    return found
