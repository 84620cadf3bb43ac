"""One paragraph out of its sentences: a plan chosen, each sentence in a wording, marks set between them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from assistant.composing.book import COUNT, SUBJECT, Book, Held, Material
from assistant.composing.build import PlannedParagraph
from assistant.composing.former import Answers, FormerSentence, filled, has_marks, tells_all
from assistant.composing.phrases import LEAD_MARK, Phrases, Place, Plan
from assistant.composing.typed import CLOSE, OPEN, mark, settle
from assistant.composing.values import Looked
from assistant.composing.words import in_words, numbered_marked

FIGURE = "figure"
"""What is waited for where a figure of last year's sentence is no answer."""
OPENING = "opening"
"""In the key of a choice, instead of a sentence: how the paragraph begins."""
_COMMA, _STOP = "，", "。"
_MARKS = "，；。"
_UNKNOWN = "\ue003"
"""Stands where who and when may or may not be said."""
_WHO = ".{0,60}?"
_AWAITED = "\ue004"
"""Stands where an answer is still to come."""
_ANYTHING = "[^。]+?"
_OPEN = re.compile(f"{_UNKNOWN}|{_AWAITED}")
_BEFORE, _AFTER, _AFTER_APART = "(?:^|(?<=[，；。：是\n]))", "(?=[，；。]|$)", "(?=[；。]|$)"
"""Where a sentence begins in a paragraph, and where it ends."""
_FIRST_POINT = "一是"
"""Where it stands, commas may join what stands apart elsewhere."""


@dataclass(frozen=True)
class Choice:
    """What is said in one of several ways: the number taken, from 0, of how many."""

    number: int
    count: int

    @property
    def next(self) -> int:
        """The number of the next one."""
        return (self.number + 1) % self.count


@dataclass(frozen=True)
class SaidSentence:
    """A sentence as it prints: its choice of wordings, the answers it is made from, its place in the text.

    ``slot`` is the place of the phrase book in which it stands; ``former``: it is last year's sentence.
    """

    key: str
    choice: Choice
    sources: frozenset[str]
    start: int = 0
    end: int = 0
    slot: str = ""
    former: bool = False


@dataclass(frozen=True)
class Assembled:
    """A paragraph put together.

    ``texts`` are the printed paragraphs it makes: none, one, or several where an answer has several.
    ``plans`` are the numbers of the plans that fit its facts, ``plan`` the one taken.
    """

    texts: tuple[str, ...]
    plan: int
    plans: tuple[int, ...]
    sentences: tuple[SaidSentence, ...]
    waiting: bool


@dataclass(frozen=True)
class _Piece:
    """A sentence in words, before it is joined."""

    place: Place
    held: Held
    text: str
    choice: Choice
    looked: Looked
    opened: bool
    former: bool = False
    stored: str = ""
    """Under which slot the clerk took last year's sentence, where it is not its own."""

    @property
    def apart(self) -> bool:
        return self.held.sentence.apart or self.former


@dataclass(frozen=True)
class _Former:
    """A sentence of last year that stands in a paragraph, and the slot under which the clerk took it."""

    sentence: FormerSentence
    stored: str


class _Subject:
    """Who and when: printed where it is asked for first, nothing after that."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.said = False

    def __str__(self) -> str:
        text = "" if self.said else self.text
        self.said = True
        return text


@dataclass(frozen=True)
class Chooser:
    """Which plan and which wording an agency takes in a year, and what the clerk chose instead.

    Where there is a choice, the same agency takes another one the year after. ``former`` are the sentences of
    last year's report that the clerk took, by paragraph and slot.
    """

    agency: str
    year: int
    chosen: Mapping[str, int]
    former: Mapping[str, FormerSentence] = field(default_factory=dict)

    def number(self, key: str, count: int) -> int:
        """The number of what is taken of ``count``, from 0."""
        chosen = self.chosen.get(key)
        return chosen if chosen is not None and chosen < count else self.usual(key, count)

    def usual(self, key: str, count: int) -> int:
        """What is taken where the clerk chose nothing."""
        digest = hashlib.sha256(f"{self.agency}\n{key}".encode()).digest()
        return (int.from_bytes(digest[:4], "big") + self.year) % count

    def plan(self, key: str, fitting: tuple[int, ...], count: int) -> int:
        """The number of the plan: the clerk's, else one of those that fit."""
        chosen = self.chosen.get(key)
        if chosen is not None and chosen < count:
            return chosen
        return fitting[self.usual(key, len(fitting))]


def assemble(book: Book, planned: PlannedParagraph, material: Material, chooser: Chooser) -> Assembled:
    """The paragraph in words. :raises DataFileError: a wording fails on these answers."""
    phrases = book.phrases(planned)
    said = frozenset(material.held)
    fitting = phrases.eligible(said)
    number = chooser.plan(planned.key, fitting, len(phrases.plan))
    if not said:
        return Assembled((), number, fitting, (), waiting=False)
    writer = _Writer(book, planned, phrases, material, chooser)
    return writer.assembled(phrases.plan[number], number, fitting)


def fitting(
    book: Book, planned: PlannedParagraph, material: Material, usual: Chooser, printed: Sequence[str]
) -> dict[str, int] | None:
    """The choices with which the material prints exactly ``printed``, as far as they are not the usual ones.

    None when no plan and no wordings make it.
    """
    phrases = book.phrases(planned)
    whole = "\n".join(printed)
    chosen: dict[str, int] = {}
    covered = _covered(book, planned, material, whole)
    for held in material.held.values():
        found = _recognised(book, planned, held, material, whole)
        if found is None and not held.sentence.only_named and held.sentence.place not in covered:
            return None
        chosen[f"{planned.key}/{held.sentence.key}"] = found or 0
    opening = f"{planned.key}/{OPENING}"
    for plan in _usual_first(
        usual.plan(planned.key, phrases.eligible(frozenset(material.held)), len(phrases.plan)), len(phrases.plan)
    ):
        for number in _usual_first(usual.usual(opening, len(phrases.openings)), len(phrases.openings)):
            choices = {**chosen, planned.key: plan, opening: number}
            made = assemble(book, planned, material, Chooser(usual.agency, usual.year, choices))
            if list(made.texts) == list(printed):
                return _unusual(choices, book, planned, material, usual)
    return None


def stands(book: Book, planned: PlannedParagraph, material: Material, source: str, printed: Sequence[str]) -> bool:
    """Whether every sentence made from an answer stands in what is printed, those aside that wait for another."""
    whole = "\n".join(printed)
    covered = _covered(book, planned, material, whole)
    material.reading.looked()
    for held in material.held.values():
        if held.sentence.only_named or held.sentence.place in covered:
            continue
        if source not in held.looked.sources and all(source not in wording for wording in held.sentence.wordings):
            continue
        number = _recognised(book, planned, held, material, whole)
        looked = material.reading.looked()
        told = source in held.looked.sources or source in looked.sources
        waits = held.looked.waiting or looked.waiting or held.unsettled
        if number is None and told and not waits:
            return False
    return True


def _covered(book: Book, planned: PlannedParagraph, material: Material, whole: str) -> frozenset[str]:
    """The slots of which a sentence that says several things says everything in a text."""
    return frozenset(
        slot
        for held in material.held.values()
        if held.sentence.covers and _recognised(book, planned, held, material, whole) is not None
        for slot in held.sentence.covers
    )


def _recognised(book: Book, planned: PlannedParagraph, held: Held, material: Material, whole: str) -> int | None:
    """Which wording of a sentence stands in a text, from one mark to the next: the longest that does.

    Of one that says several things, an answer that is still to come may be anything.
    """
    after = _AFTER_APART if held.sentence.apart and _FIRST_POINT not in whole else _AFTER
    before, end = map(re.escape, book.build.words.pending.split("{label}"))
    awaited = re.compile(f"{OPEN}{before}.*?{end}{CLOSE}")
    found: list[tuple[int, int]] = []
    for number, wording in enumerate(held.sentence.wordings):
        text = book.render(wording, {**material.context, SUBJECT: _UNKNOWN}, planned.file)
        if held.sentence.covers:
            text = awaited.sub(_AWAITED, text)
        settled = "\n".join(settle(text)).rstrip(_MARKS)
        # Most wordings do not stand in the text: their words tell that sooner than a pattern.
        if not settled or any(words not in whole for words in _OPEN.split(settled)):
            continue
        pattern = re.escape(settled).replace(_UNKNOWN, _WHO).replace(_AWAITED, _ANYTHING)
        if re.search(f"{_BEFORE}{pattern}{after}", whole):
            found.append((-len(_OPEN.sub("", settled)), number))
    return min(found)[1] if found else None


def _usual_first(usual: int, count: int) -> list[int]:
    return sorted(range(count), key=lambda number: number != usual)


def _unusual(
    choices: Mapping[str, int], book: Book, planned: PlannedParagraph, material: Material, usual: Chooser
) -> dict[str, int]:
    phrases = book.phrases(planned)
    counts = {f"{planned.key}/{held.sentence.key}": len(held.sentence.wordings) for held in material.held.values()}
    counts[f"{planned.key}/{OPENING}"] = len(phrases.openings)
    plan = usual.plan(planned.key, phrases.eligible(frozenset(material.held)), len(phrases.plan))
    return {
        key: number
        for key, number in choices.items()
        if number != (plan if key == planned.key else usual.usual(key, counts[key]))
    }


@dataclass(frozen=True)
class _Writer:
    """One paragraph being put into words."""

    book: Book
    planned: PlannedParagraph
    phrases: Phrases
    material: Material
    chooser: Chooser

    def assembled(self, plan: Plan, number: int, fitting: tuple[int, ...]) -> Assembled:
        former = self._former()
        replaced = {slot for one in former.values() for slot in one.sentence.replaces}
        told = replaced | former.keys()
        joint = {slot for slot, covers in self.phrases.covers.items() if covers & told}
        said = frozenset(self.material.held) - replaced - joint
        points = self.phrases.points(plan, said) if plan.numbered and self.phrases.is_numbered(plan, said) else []
        lead = self._rendered(plan.lead, {COUNT: in_words(len(points))}, plan.name) if points else ""
        subject = _Subject(lead or self._opening())
        subject.said = bool(lead)
        begun = self.material.reading.looked()
        pieces = [
            self._former_piece(place, former[place.slot], subject)
            if place.slot in former
            else self._piece(place, subject)
            for place in self.phrases.order(plan, said)
        ]
        texts = settle("".join(_numbered(points, pieces, lead) if points else _joined(pieces)))
        waiting = any(piece.looked.waiting for piece in pieces) or (subject.said and bool(begun.waiting))
        return Assembled(tuple(texts), number, fitting, tuple(_placed(pieces, texts)), waiting)

    def _opening(self) -> str:
        openings = self.phrases.openings
        number = self.chooser.number(f"{self.planned.key}/{OPENING}", len(openings))
        return self._rendered(openings[number], {}, OPENING)

    # -- last year's sentences -----------------------------------------------------------------
    def _former(self) -> dict[str, _Former]:
        """The sentences of last year that the clerk took and that tell all they stand for, by slot.

        What one of them replaces is not said by another. One that was taken for a sentence of several things and
        tells some of them stands for these.
        """
        found: dict[str, _Former] = {}
        replaced: set[str] = set()
        for stored in self.material.held:
            sentence = self.chooser.former.get(f"{self.planned.key}/{stored}")
            slot = stored
            if sentence is not None and self._is_a_part(sentence, stored):
                slot, *others = sentence.replaces
                sentence = sentence.model_copy(update={"replaces": tuple(others)})
            if sentence is None or slot in found or slot in replaced or found.keys() & set(sentence.replaces):
                continue
            if slot in self.material.held and self._tells_all(sentence, slot):
                found[slot] = _Former(sentence, stored)
                replaced |= set(sentence.replaces)
        self.material.reading.looked()
        return found

    def _is_a_part(self, sentence: FormerSentence, slot: str) -> bool:
        covers = self.phrases.covers.get(slot, frozenset())
        return bool(sentence.replaces) and set(sentence.replaces) <= covers

    def _tells_all(self, sentence: FormerSentence, slot: str) -> bool:
        """Whether it fits this year's answers and leaves out no figure and no name of what it stands for."""
        text = filled(sentence, self._answers(), str)
        if text is None:
            return False
        slots = (slot, *(other for other in sentence.replaces if other in self.material.held))
        return tells_all(text, [self._usual(other) for other in slots])

    def _usual(self, slot: str) -> str:
        """What the phrase book says in a slot."""
        sentence = self.material.held[slot].sentence
        number = self.chooser.number(f"{self.planned.key}/{sentence.key}", len(sentence.wordings))
        return self._rendered(sentence.wordings[number], {SUBJECT: ""}, sentence.key)

    def _answers(self) -> Answers:
        return Answers(self.material.context, self.book.build.words)

    def _former_piece(self, place: Place, taken: _Former, subject: _Subject) -> _Piece:
        sentence = taken.sentence
        held = self.material.held[place.slot]
        unsaid = not subject.said
        text = filled(sentence, self._answers(), lambda: str(subject)) or ""
        looked = self.material.reading.looked()
        waiting = {**looked.waiting, **({FIGURE: self.book.build.words.unknown} if has_marks(sentence) else {})}
        key = f"{self.planned.key}/{held.sentence.key}"
        count = len(held.sentence.wordings)
        choice = Choice(self.chooser.number(key, count), count)
        sources = Looked(held.looked.sources | looked.sources, waiting)
        return _Piece(place, held, text, choice, sources, unsaid and subject.said, True, taken.stored)

    def _piece(self, place: Place, subject: _Subject) -> _Piece:
        held = self.material.held[place.slot]
        sentence = held.sentence
        key = f"{self.planned.key}/{sentence.key}"
        count = len(sentence.wordings)
        choice = Choice(self.chooser.number(key, count), count)
        unsaid = not subject.said
        text = self._rendered(sentence.wordings[choice.number], {SUBJECT: subject}, sentence.key)
        opened = unsaid and subject.said
        if opened and not text.startswith(subject.text):
            # In the middle of a sentence who and when stand without a pause between them.
            text = text.replace(subject.text, subject.text.replace(_COMMA, ""), 1)
        looked = self.material.reading.looked()
        waiting = {**held.looked.waiting, **looked.waiting}
        missing = [mark(name) for path in held.looked.waiting if (name := waiting[path]) and name not in text]
        if missing:
            text = f"{subject.text if opened else ''}{missing[0]}"
        return _Piece(place, held, text, choice, Looked(held.looked.sources | looked.sources, waiting), opened)

    def _rendered(self, source: str, extra: Mapping[str, Any], name: str) -> str:
        if not source:
            return ""
        return self.book.render(source, {**self.material.context, **extra}, f"{self.planned.file}：{name}")


def _joined(pieces: Sequence[_Piece]) -> Iterator[str]:
    """The sentences with the marks of the plan between them; a comma only between what may stand in one sentence."""
    for piece, following in zip_longest(pieces, pieces[1:]):
        yield piece.text
        apart = following is None or following.opened or piece.apart or following.apart
        yield _STOP if (apart and piece.place.mark != LEAD_MARK) or following is None else piece.place.mark


def _numbered(points: Sequence[Sequence[str]], pieces: Sequence[_Piece], lead: str) -> Iterator[str]:
    """The points as 一是…；二是…, led up to by the words or the sentences before them."""
    by_slot = {piece.place.slot: piece.text for piece in pieces}
    counted = {slot for point in points for slot in point}
    leading = [piece.text for piece in pieces if piece.place.slot not in counted]
    yield lead or _COMMA.join(leading) + LEAD_MARK
    yield numbered_marked([_COMMA.join(by_slot[slot] for slot in point) for point in points])
    yield _STOP


def _placed(pieces: Sequence[_Piece], texts: Sequence[str]) -> Iterator[SaidSentence]:
    """The sentences with where they stand in the first printed paragraph; 0 to 0 when they stand nowhere there."""
    whole = texts[0] if texts else ""
    at = 0
    for piece in pieces:
        own = "".join(settle(piece.text)).rstrip(_MARKS)
        start = whole.find(own, at) if own else -1
        place = (start, start + len(own)) if start >= 0 else (0, 0)
        at = max(at, place[1])
        slot = piece.stored or piece.place.slot
        yield SaidSentence(piece.held.sentence.key, piece.choice, piece.looked.sources, *place, slot, piece.former)
