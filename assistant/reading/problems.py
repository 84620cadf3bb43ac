"""Section five as lists: the problems that a report names and the measures against them."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.document import Document, FigureTable, Heading
from assistant.reading.recognise.headings import heads
from assistant.reading.recognise.vocabulary import vocabulary

_SECTION, _FOUND, _MEASURES, _FORMER = "problems", "problems.found", "problems.measures", "problems.former"
_ENDS = "，,。；;：: \u3000"


@dataclass
class ListedProblems:
    """Clauses without numerals and stops, in printed order.

    Nothing says which measure answers which problem but their order; what became of the problems
    of the year before is in neither list.
    """

    found: list[str] = field(default_factory=list)
    measures: list[str] = field(default_factory=list)


def listed_problems(document: Document) -> ListedProblems:
    """The problems and the measures of a report; empty lists when it has no section five."""
    listed = ListedProblems()
    section = document.section(_SECTION)
    place, named = "", False
    for block in section.blocks if section is not None else ():
        if isinstance(block, FigureTable):
            continue
        key = block.key.removesuffix(".heading")
        if isinstance(block, Heading):
            place = next((part for part in (_FOUND, _MEASURES) if key.startswith(part)), place)
            named = not place and block.level == 2
            if named:
                listed.found.extend(_items(next(head.name for head in heads(block.text))))
            elif block.level > 2 and not key.startswith((_FOUND, _MEASURES)):
                _add(listed, place, block.text)
        elif not key.startswith(_FORMER):
            place = _MEASURES if key.startswith(_MEASURES) else _FOUND if key.startswith(_FOUND) else place
            numbered = any(head.numeral.level for head in heads(block.text)[:1])
            _add(listed, place, block.text, named and not numbered)
    return listed


def _add(listed: ListedProblems, place: str, text: str, named: bool = False) -> None:
    """Adds a paragraph's items; one that belongs to no heading is cut where its measures begin.

    ``named``: the heading over it names the problem, which the paragraph only explains.
    """
    if place:
        (listed.measures if place == _MEASURES else listed.found).extend(_items(text))
        return
    turn = vocabulary().problem_turn.search(text)
    before, after = (text, "") if turn is None else (text[: turn.start()], text[turn.start() :])
    # Once measures were named, a paragraph without a turn of its own goes on with them.
    goes_on = listed.measures and turn is None and not vocabulary().problem_again.match(text)
    if not named:
        (listed.measures if goes_on else listed.found).extend(_items(before))
    listed.measures.extend(_items(after))


def _items(text: str) -> list[str]:
    """The enumerated items of a text; the whole text, less its lead, where nothing is enumerated."""
    words = vocabulary()
    pieces = words.problem_enumerator.split(text)
    items = pieces[1:] if len(pieces) > 1 else [text.partition("：")[2] or text]
    if items:
        items[-1] = words.problem_closing.split(items[-1])[0]
    return [item.strip(_ENDS) for item in items if item.strip(_ENDS)]
