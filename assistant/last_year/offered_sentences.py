"""Where last year's sentences may stand in this year's report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant.composing import ClerkText, FormerSentence, Phrasing, joint_slots, phrasing
from assistant.composing.former import MARK_PLACE
from assistant.interview import Script
from assistant.language.mentions import Sentence
from assistant.language.passage import plain
from assistant.last_year.figures import sentences_of
from assistant.last_year.sentences import CHANGE, NONE, Remembered, SentenceReader, value_at
from assistant.report import Report


def offered(
    known: Sequence[Remembered],
    report: Report,
    applicable: Mapping[str, str],
    clerk: ClerkText,
    key: str,
    script: Script,
) -> dict[str, FormerSentence]:
    """Which of last year's sentences can stand in the paragraph behind ``key``, by the slot that one of them takes.

    One is offered that tells this year what it told then, and all of what the sentences tell that it replaces.

    :raises DataFileError: a template does not fit.
    """
    clerk = clerk.without_former(key.partition("/")[0])
    made = phrasing(report, applicable, clerk, key)
    told = _told(made, report, script)
    found: dict[str, FormerSentence] = {}
    beside: dict[str, FormerSentence] = {}
    for one in known:
        slots = _slots(one, made, told, report)
        sentence = one.sentence.model_copy(update={"replaces": tuple(slots[1:])})
        if not slots or slots[0] in found:
            continue
        trial = phrasing(report, applicable, clerk.with_former(f"{made.key}/{slots[0]}", sentence), key)
        if trial.text != made.text and any(said.former for said in trial.sentences):
            found[slots[0]] = sentence
            for slot in slots[1:]:
                others = tuple(other for other in slots if other != slot)
                beside.setdefault(slot, one.sentence.model_copy(update={"replaces": others}))
    return beside | found | _parts(known, made, found, report, applicable, clerk, script)


def _parts(
    known: Sequence[Remembered],
    made: Phrasing,
    found: Mapping[str, FormerSentence],
    report: Report,
    applicable: Mapping[str, str],
    clerk: ClerkText,
    script: Script,
) -> dict[str, FormerSentence]:
    """Sentences that tell a part of what one sentence of this year tells; the rest is then told by itself."""
    parts: dict[str, FormerSentence] = {}
    for joint, covers in joint_slots(made.key).items():
        if joint in found or all(said.slot != joint for said in made.sentences):
            continue
        for plan in made.fitting:
            apart = phrasing(report, applicable, clerk.with_wording(made.key, plan), made.key)
            if covers <= {said.slot for said in apart.sentences}:
                break
        else:
            continue
        told = _told(apart, report, script)
        for one in known:
            slots = _slots(one, apart, told, report)
            sentence = one.sentence.model_copy(update={"replaces": tuple(slots)})
            if not slots or not set(slots) <= covers:
                continue
            trial = phrasing(report, applicable, clerk.with_former(f"{made.key}/{joint}", sentence), made.key)
            if any(said.former for said in trial.sentences):
                parts[joint] = sentence
                break
    return parts


def _slots(one: Remembered, made: Phrasing, told: Mapping[str, frozenset[str]], report: Report) -> list[str]:
    """The slots of a paragraph that a sentence can stand for, in printed order.

    None where it tells a part of one, or what the paragraph does not tell: that stands elsewhere this year.
    """
    tells = _same(one.tells, report)
    slots = [said.slot for said in made.sentences if told[said.slot] and told[said.slot] <= tells]
    if any(told[said.slot] & tells for said in made.sentences if said.slot not in slots):
        return []
    known = frozenset[str]().union(*(told[slot] for slot in slots))
    more = [path for path in tells - known if not path.startswith((CHANGE, NONE))]
    return [] if more else slots


def _told(made: Phrasing, report: Report, script: Script) -> dict[str, frozenset[str]]:
    """What each sentence of a paragraph tells, by its slot; nothing where one of its figures cannot be read."""
    reader = SentenceReader(made.key, report, script)
    told: dict[str, frozenset[str]] = {}
    text = plain(made.text)
    places = [
        (start + place.start, start + place.end, place)
        for start, sentence in _located(made.key, text, report.agency.year)
        for place in reader.places(sentence)
    ]
    for said, (start, end) in zip(made.sentences, _spans(made, text), strict=True):
        within = [place for begin, stop, place in places if start <= begin and stop <= end]
        unread = any(place.place == MARK_PLACE for place in within)
        tells = frozenset[str]().union(*(place.tells for place in within))
        told[said.slot] = frozenset() if unread else _same(tells, report)
    return told


def _spans(made: Phrasing, text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences stand in the plain text of their paragraph."""
    at = 0
    for said in made.sentences:
        own = plain(made.text[said.start : said.end])
        start = text.find(own, at) if own else -1
        yield (start, start + len(own)) if start >= 0 else (0, 0)
        at = max(at, start)


def _located(key: str, text: str, year: int | None) -> Iterator[tuple[int, Sentence]]:
    at = 0
    for sentence in sentences_of(key, [text], year):
        at = text.index(sentence.text, at)
        yield at, sentence


def _same(tells: frozenset[str], report: Report) -> frozenset[str]:
    """What is told, a sum of which only one part is not 0 taken for that part."""
    found = set()
    for path in tells:
        kind = next((one for one in (CHANGE, NONE) if path.startswith(one)), "")
        parts = path.removeprefix(kind).split("+")
        counting = [part for part in parts if value_at(report, part)]
        found.add(kind + (counting[0] if len(counting) == 1 else "+".join(parts)))
    return frozenset(found)
