"""Letters that return reports with faults to their units, by templates of wordings, and an overview of them.

Which findings a letter told is kept in the record: the next round tells what was mended and what was not.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from assistant.county.lists import place_of
from assistant.county.record import Key, Record, SentLetter, ToldFinding
from assistant.county.standing import County, Entry, Judged
from assistant.errors import NianbaoError, reason
from assistant.export.word.sheet import SheetPart, sheet_docx
from assistant.files import read_regular
from assistant.sandbox import FAULTS, Sandbox, bounded
from assistant.standard import chinese_date
from assistant.texts import LETTERS

DAYS = 7
"""Days that a unit has, where nobody says by when."""
_MAX_BYTES = 200_000
_UNSAFE = '\\/:*?"<>|'
_LONGEST = 60
_TEXT_ENCODING = "utf-8-sig"
"""With a mark at the front, which tells old editors on Windows that it is UTF-8."""

Standing = Literal["unchanged", "changed", "fresh"]
Stage = Literal["missing", "errors", "warnings", "fine", "returned", "mended"]
"""How far a unit is: its report's state, or that it was returned and waits, or came back with nothing left to mend."""


@dataclass(frozen=True)
class Point:
    """One thing that a letter tells.

    :param standing: since the letter before: told already and the same, told already with other figures, or new.
    """

    place: str
    message: str
    mend: str
    basis: str
    standing: Standing
    told: ToldFinding


@dataclass(frozen=True)
class Letter:
    """A letter to a unit about the report with this digest."""

    entry: Entry
    round: int
    digest: str
    faults: tuple[Point, ...]
    doubts: tuple[Point, ...] = ()
    mended: tuple[ToldFinding, ...] = ()

    @property
    def points(self) -> tuple[Point, ...]:
        return self.faults + self.doubts

    def count(self, standing: Standing) -> int:
        return sum(point.standing == standing for point in self.points)


@dataclass(frozen=True)
class Round:
    """What is to be sent now, and what became of the letters before.

    :param mended: units whose report stood in a letter and has nothing left to mend, with their letters.
    :param waiting: units that have not filed again since their last letter.
    """

    county: County
    letters: tuple[Letter, ...]
    mended: tuple[tuple[Entry, tuple[SentLetter, ...]], ...]
    waiting: tuple[tuple[Entry, SentLetter], ...]


def next_round(county: County, record: Record, *, again: bool = False) -> Round:
    """Who is to get a letter: whoever has an error that is not said to be none, or a finding that is confirmed.

    What is still 待核 is told by no letter. Whoever has not filed again since the last letter gets none.

    :param again: the last letters are made anew where nobody has filed since, by the verdicts of now.
    """
    letters, mended, waiting = [], [], []
    for entry in county.filed:
        if entry.filing is None or entry.own:
            continue
        sent = record.letters_to(entry.unit.name)
        waits = bool(sent) and sent[-1].digest == entry.filing.digest
        letter = _letter(entry, sent[:-1] if waits else sent)
        if waits and not again:
            waiting += [(entry, sent[-1])] if letter.faults else []
            continue
        if letter.faults:
            letters.append(letter)
        elif sent:
            mended.append((entry, tuple(sent)))
    return Round(county, tuple(letters), tuple(mended), tuple(waiting))


def stage(entry: Entry, record: Record) -> Stage:
    """How far a unit is, its letters considered."""
    sent = record.letters_to(entry.unit.name)
    if entry.filing is None or entry.own or not sent:
        return entry.state
    faults = any(map(_is_fault, _tellable(entry)))
    if sent[-1].digest == entry.filing.digest:
        return "returned" if faults else entry.state
    return entry.state if faults else "mended"


def letter_to(entry: Entry, record: Record) -> Letter | None:
    """The letter that a unit gets, or has got when it has not filed again; None when there is nothing to mend."""
    if entry.filing is None or entry.own:
        return None
    sent = record.letters_to(entry.unit.name)
    waits = bool(sent) and sent[-1].digest == entry.filing.digest
    letter = _letter(entry, sent[:-1] if waits else sent)
    return letter if letter.faults else None


def _tellable(entry: Entry) -> list[Judged]:
    """The findings that a letter may tell: those that stand and need no more looking into."""
    return [judged for judged in entry.standing if judged.judgement != "pending"]


def _is_fault(judged: Judged) -> bool:
    return judged.finding.severity == "error" or judged.judgement == "confirmed"


def _letter(entry: Entry, sent: Sequence[SentLetter]) -> Letter:
    assert entry.filing is not None
    unit, before = entry.unit.name, {told.key(entry.unit.name): told for letter in sent[-1:] for told in letter.finding}
    told = _tellable(entry)
    faults = [judged for judged in told if _is_fault(judged)]
    doubts = [judged for judged in told if judged not in faults and judged.finding.severity == "warning"]
    # What is now said to be no fault was not mended.
    now = {Key.of(unit, judged.finding).place for judged in entry.found}
    mended = tuple(each for key, each in before.items() if key.place not in now)
    known = {key.id for key in before}, {key.place for key in before}
    return Letter(
        entry, len(sent) + 1, entry.filing.digest,
        tuple(_point(entry, judged, *known) for judged in faults),
        tuple(_point(entry, judged, *known) for judged in doubts), mended,
    )  # fmt: skip


def _point(entry: Entry, judged: Judged, told: set[str], places: set[tuple[str, str, tuple[str, ...]]]) -> Point:
    assert entry.filing is not None
    finding, key = judged.finding, Key.of(entry.unit.name, judged.finding)
    standing: Standing = "unchanged" if key.id in told else "changed" if key.place in places else "fresh"
    kept = ToldFinding(rule=key.rule, where=key.where, values=key.values, message=finding.message)
    place = place_of(finding.section, finding.where, entry.filing.standard)
    return Point(place, finding.message, finding.mend, finding.basis, standing, kept)


# -- wordings ------------------------------------------------------------------------------------
class Wordings:
    """The templates of the letters, in a sandbox; an office's own are laid over ours.

    :param path: a TOML file with some of the templates. :raises NianbaoError: it cannot be read, or does not fit.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._environment = Sandbox()
        self._sources: dict[str, str] = dict(LETTERS.entry("wordings"))
        if path is not None:
            self._sources |= self._own(path)

    def _own(self, path: Path) -> dict[str, str]:
        try:
            data = tomllib.loads(read_regular(path, _MAX_BYTES).decode("utf-8-sig"))
        except OSError as error:
            raise self._unfit(reason(error)) from None
        except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError):
            raise self._unfit(LETTERS.say("say.not_toml")) from None
        for name, source in data.items():
            if name not in self._sources or not isinstance(source, str):
                raise self._unfit(LETTERS.say("say.unknown", name=name))
        return data

    def _unfit(self, why: str) -> NianbaoError:
        return NianbaoError(*LETTERS.refusal("say.wordings", path=self._path or "", why=why))

    def say(self, name: str, **values: Any) -> str:
        """A wording filled. :raises NianbaoError: the office's own fails."""
        try:
            with bounded():
                return self._environment.from_string(self._sources[name]).render(values).strip()
        except FAULTS:
            raise self._unfit(LETTERS.say("say.failed", name=name)) from None


@dataclass(frozen=True)
class Sending:
    """Who sends the letters of a round, when, and by when an answer is wanted.

    :param sender: "" for nobody named. :param due: None: :data:`DAYS` from today.
    """

    today: date
    due: date | None = None
    sender: str = ""
    contact: str = ""
    wordings: Wordings = field(default_factory=Wordings)

    @cached_property
    def until(self) -> date:
        return self.due or self.today + timedelta(DAYS)


def letter_lines(letter: Letter, county: County, sending: Sending) -> tuple[str, list[str], list[str]]:
    """A letter as its title, its paragraphs, and who signs when.

    :raises NianbaoError: a wording of the office's own fails.
    """
    say = sending.wordings.say
    values = _values(letter, county, sending)
    lines = [say("address", **values), say("opening", **values), say("faults", **values)]
    lines += _points(letter.faults, sending.wordings, values)
    if letter.doubts:
        lines += [say("doubts", **values), *_points(letter.doubts, sending.wordings, values)]
    if letter.mended:
        lines.append(say("mended", **values))
        lines += [say("item", **{**values, **item}) for item in values["mended"]]
    lines.append(say("closing", **values))
    return say("title", **values), list(filter(None, lines)), [say("sender", **values), say("date", **values)]


def _values(letter: Letter, county: County, sending: Sending) -> dict[str, Any]:
    known = letter.entry.filing.standard if letter.entry.filing is not None else None
    by_name = {"faults": letter.faults, "doubts": letter.doubts}
    by_name |= {
        name: tuple(point for point in letter.points if point.standing == name)
        for name in ("changed", "unchanged", "fresh")
    }
    told = {
        name: [{"number": number, **_told(point)} for number, point in enumerate(points, start=1)]
        for name, points in by_name.items()
    }
    mended = [
        {"number": number, "message": each.message, "place": place_of("", each.where, known) if known else ""}
        for number, each in enumerate(letter.mended, start=1)
    ]
    return {
        **told, "mended": mended, "unit": letter.entry.unit.name, "year": county.year, "sender": sending.sender,
        "contact": sending.contact, "due": chinese_date(sending.until), "today": chinese_date(sending.today),
        "round": letter.round,
    }  # fmt: skip


def _told(point: Point) -> dict[str, Any]:
    return {
        "place": point.place, "message": point.message.rstrip("。"), "mend": point.mend,
        "basis": point.basis.rstrip("。"), "state": point.standing,
    }  # fmt: skip


def _points(points: Sequence[Point], wordings: Wordings, values: Mapping[str, Any]) -> Iterator[str]:
    for number, point in enumerate(points, start=1):
        own = {**values, "number": number, **_told(point)}
        yield wordings.say("place", **own) + wordings.say("state", **own)
        if point.mend:
            yield wordings.say("mend", **own)


def letter_docx(title: str, lines: Sequence[str], signed: Sequence[str]) -> bytes:
    """The letter as a Word file."""
    address, others = (lines[0], lines[1:]) if lines else ("", [])
    return sheet_docx(title, [SheetPart(addressed=address, lines=others, signed=list(filter(None, signed)))])


def letter_text(title: str, lines: Sequence[str], signed: Sequence[str]) -> str:
    """The letter as a text."""
    return "".join(f"{line}\n" for line in (title, "", *lines, "", *filter(None, signed)))


# -- the files -----------------------------------------------------------------------------------
def sent_letter(letter: Letter, sending: Sending) -> SentLetter:
    """A letter as the record keeps it."""
    return SentLetter(
        unit=letter.entry.unit.name, round=letter.round, on=sending.today, digest=letter.digest, due=sending.until,
        finding=tuple(point.told for point in letter.points),
    )  # fmt: skip


def letter_files(round_: Round, sending: Sending) -> Iterator[tuple[str, bytes]]:
    """Each letter of the round as .docx and .txt, and the overview, with the names of the files.

    :raises NianbaoError: a wording of the office's own fails.
    """
    for letter in round_.letters:
        made = letter_lines(letter, round_.county, sending)
        name = _file_name(letter)
        yield f"{name}.docx", letter_docx(*made)
        yield f"{name}.txt", letter_text(*made).encode(_TEXT_ENCODING)
    title, parts = _overview(round_, sending)
    yield f"{overview_name()}.docx", sheet_docx(title, parts)
    yield f"{overview_name()}.txt", _overview_text(title, parts)


def overview_name() -> str:
    """What the files of an overview are called, without their endings."""
    return LETTERS.say("files.overview")


def _file_name(letter: Letter) -> str:
    unit = "".join(
        "_" if character in _UNSAFE or not character.isprintable() else character
        for character in letter.entry.unit.name
    )
    name = "letter" if letter.round == 1 else "letter_round"
    return LETTERS.say(f"files.{name}", unit=unit[:_LONGEST].strip(". "), round=letter.round)


def _overview(round_: Round, sending: Sending) -> tuple[str, list[SheetPart]]:
    county = round_.county
    about = LETTERS.say(
        "overview.about", units=len(county.entries), filed=len(county.filed), missing=len(county.missing),
        letters=len(round_.letters), mended=len(round_.mended), waiting=len(round_.waiting),
    )  # fmt: skip
    until = chinese_date(sending.until)
    returned = [
        [letter.entry.unit.name, str(letter.round), str(len(letter.faults)), *_since(letter), until]
        for letter in round_.letters
    ]  # fmt: skip
    waiting = [
        [entry.unit.name, str(sent.round), chinese_date(sent.on), str(len(sent.finding)), _day(sent.due)]
        for entry, sent in round_.waiting
    ]
    mended = [
        [entry.unit.name, str(len(sent)), LETTERS.say("overview.count", count=len(sent[-1].finding))]
        for entry, sent in round_.mended
    ]
    missing = [
        [entry.unit.name, entry.unit.contact, _day(entry.unit.due(county.year) if county.year else None)]
        for entry in county.missing
    ]
    parts = [SheetPart(lines=[about])]
    for name, rows, shares in (
        ("returned", returned, (6, 2, 2, 2, 2, 2, 5)), ("waiting", waiting, (6, 2, 4, 2, 4)),
        ("mended", mended, (6, 3, 3)), ("missing", missing, (6, 5, 4)),
    ):  # fmt: skip
        part = SheetPart(LETTERS.say(f"overview.{name}"), lines=[] if rows else [LETTERS.say("overview.none")])
        columns = list(LETTERS.entry(f"overview.{name}_columns"))
        parts.append(replace(part, rows=[columns, *rows], shares=shares) if rows else part)
    return LETTERS.say("overview.title", year=county.year or ""), parts


def _since(letter: Letter) -> tuple[str, str, str]:
    """What was mended, was not, and is new since the letter before; strokes in a first letter."""
    if letter.round == 1:
        stroke = LETTERS.say("overview.stroke")
        return stroke, stroke, stroke
    again = letter.count("unchanged") + letter.count("changed")
    return str(len(letter.mended)), str(again), str(letter.count("fresh"))


def _day(day: date | None) -> str:
    return chinese_date(day) if day is not None else ""


def _overview_text(title: str, parts: Sequence[SheetPart]) -> bytes:
    lines = [title]
    for part in parts:
        lines += ["", *filter(None, [part.heading]), *part.lines, *("\t".join(row) for row in part.rows)]
    return "".join(f"{line}\n" for line in lines).encode(_TEXT_ENCODING)
