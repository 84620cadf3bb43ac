"""What the county's clerk has decided: verdicts on findings, and which findings each letter told.

It is work, not a cache: a TOML file of its own beside the roster, which can be read and corrected by hand.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, Self, get_args

import tomli_w
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from assistant.checks import Finding
from assistant.errors import NianbaoError, reason
from assistant.files import read_regular, write_private
from assistant.report.types import AnyDay, Line, OptionalLine
from assistant.texts import COUNTY

Judgement = Literal["confirmed", "dismissed", "pending"]
"""确认: it is a fault; 不算问题: it is none, with a reason; 待核: it is still to be looked into."""
JUDGEMENTS: tuple[Judgement, ...] = get_args(Judgement)
ENDING = ".record.toml"
_MAX_BYTES = 50_000_000
_ID = 8


class Key(BaseModel):
    """What a finding is known by from run to run: the unit, the rule, where it stands and the figures it rests on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    unit: Line
    rule: Line
    where: tuple[str, ...] = ()
    values: tuple[str, ...] = ()

    @classmethod
    def of(cls, unit: str, finding: Finding) -> Self:
        return cls(unit=unit, rule=finding.rule, where=finding.where, values=finding.values)

    @cached_property
    def id(self) -> str:
        """A short name for people to type; the same as long as the figures stay."""
        data = json.dumps([self.unit, self.rule, self.where, self.values], ensure_ascii=False)
        return hashlib.sha256(data.encode()).hexdigest()[:_ID]

    @property
    def place(self) -> tuple[str, str, tuple[str, ...]]:
        """The key without its figures: what is found there again after a correction is still wrong."""
        return self.unit, self.rule, self.where


class Verdict(Key):
    """What the clerk says of a finding. :raises ValidationError: 不算问题 without a reason."""

    judgement: Judgement
    reason: OptionalLine = ""
    message: str = ""
    on: AnyDay

    @model_validator(mode="after")
    def _reasoned(self) -> Self:
        if self.judgement == "dismissed" and not self.reason:
            raise PydanticCustomError("no_reason", "a reason is wanted", {})
        return self


class ToldFinding(BaseModel):
    """A finding that a letter told."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: Line
    where: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    message: str

    def key(self, unit: str) -> Key:
        return Key(unit=unit, rule=self.rule, where=self.where, values=self.values)


class SentLetter(BaseModel):
    """A letter that was written: on the file with this digest, in this round, with these findings."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    unit: Line
    round: int = Field(ge=1)
    on: AnyDay
    digest: str
    due: AnyDay | None = None
    finding: tuple[ToldFinding, ...] = ()


class WrittenFile(BaseModel):
    """A file of a round, and the SHA-256 of what is written into it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: str = Field(min_length=1)
    digest: str


class Unfinished(BaseModel):
    """A round whose letters are being written: these files may be there, and the round does not count yet.

    :param again: letters that are kept already are written anew.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: tuple[WrittenFile, ...]
    again: bool = False


class Record(BaseModel):
    """All verdicts and letters; ``unfinished`` is a round that was begun and not written to its end."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    verdict: tuple[Verdict, ...] = ()
    letter: tuple[SentLetter, ...] = ()
    unfinished: Unfinished | None = None

    @cached_property
    def _by_id(self) -> dict[str, Verdict]:
        return {verdict.id: verdict for verdict in self.verdict}

    def verdict_on(self, unit: str, finding: Finding) -> Verdict | None:
        """The verdict on a finding with these figures, None when there is none."""
        return self._by_id.get(Key.of(unit, finding).id)

    def with_verdict(self, verdict: Verdict) -> Record:
        """The same with this verdict in the place of an earlier one on the same finding."""
        others = tuple(each for each in self.verdict if each.id != verdict.id)
        return Record(verdict=(*others, verdict), letter=self.letter, unfinished=self.unfinished)

    def without_verdict(self, identity: str) -> Record:
        """The same without the verdict on the finding of that id."""
        kept = tuple(each for each in self.verdict if each.id != identity)
        return Record(verdict=kept, letter=self.letter, unfinished=self.unfinished)

    def letters_to(self, unit: str) -> list[SentLetter]:
        """The letters to a unit by round."""
        return self._letters.get(unit, [])

    @cached_property
    def _letters(self) -> dict[str, list[SentLetter]]:
        found: dict[str, list[SentLetter]] = {}
        for letter in sorted(self.letter, key=lambda letter: letter.round):
            found.setdefault(letter.unit, []).append(letter)
        return found

    def with_letter(self, letter: SentLetter) -> Record:
        """The same with this letter in the place of one of the same unit and round."""
        others = tuple(each for each in self.letter if (each.unit, each.round) != (letter.unit, letter.round))
        return Record(verdict=self.verdict, letter=(*others, letter), unfinished=self.unfinished)

    def writing(self, unfinished: Unfinished | None) -> Record:
        """The same while the letters of a round are being written; None: when they are."""
        return Record(verdict=self.verdict, letter=self.letter, unfinished=unfinished)


def judged(unit: str, finding: Finding, judgement: Judgement, why: str, today: date) -> Verdict:
    """A verdict given today. :raises NianbaoError: 不算问题 without a reason, or the reason is no line of text."""
    key = Key.of(unit, finding)
    try:
        return Verdict(**key.model_dump(), judgement=judgement, reason=why, message=finding.message, on=today)
    except ValidationError as error:
        name = "no_reason" if error.errors()[0]["type"] == "no_reason" else "bad_reason"
        raise NianbaoError(*COUNTY.refusal(f"verdict.{name}")) from None


def read_record(path: Path) -> Record:
    """The record at ``path``, an empty one where there is none.

    :raises NianbaoError: it cannot be read; it is left as it is.
    """
    try:
        data = read_regular(path, _MAX_BYTES)
        return Record.model_validate(tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n")))
    except FileNotFoundError:
        return Record()
    except OSError as error:
        raise NianbaoError(*COUNTY.refusal("record.unreadable", path=path, why=reason(error))) from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError):
        raise NianbaoError(*COUNTY.refusal("record.not_toml", path=path)) from None
    except ValidationError as error:
        place = ".".join(str(part + 1 if isinstance(part, int) else part) for part in error.errors()[0]["loc"])
        raise NianbaoError(*COUNTY.refusal("record.entry", path=path, place=place)) from None


def write_record(record: Record, path: Path) -> None:
    """Write the record, whole or not at all. :raises NotSaved: the disk refuses."""
    head = "".join(f"# {line}\n" for line in COUNTY.entry("record.head"))
    data = record.model_dump(exclude_defaults=True)
    write_private(path, f"{head}\n{tomli_w.dumps({key: _listed(value) for key, value in data.items()})}")


def _listed(value: Any) -> Any:
    """Tuples as lists, which is what TOML has."""
    if isinstance(value, dict):
        return {key: _listed(each) for key, each in value.items()}
    return [_listed(each) for each in value] if isinstance(value, tuple | list) else value
