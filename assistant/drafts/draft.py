"""A draft and its TOML: answers, the clerk's own text, last year's report, then where the clerk stands.

The file is meant to be read and edited by hand.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Annotated, Any, Literal, Self, TypeVar

import tomli_w
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from assistant import resources
from assistant.composing import ClerkText
from assistant.document import Document, NotADocument, from_data, to_data
from assistant.drafts import gate
from assistant.drafts.reasons import Acknowledgement, KeptDoubt, Unlocked
from assistant.errors import NianbaoError
from assistant.files import NotSaved
from assistant.interview import Raw, from_validation, load_script
from assistant.interview.more import with_ticks
from assistant.report import (
    LOCAL,
    NO_ORIGINS,
    ORIGINS,
    Origin,
    Origins,
    Report,
    SumParts,
    answered_paths,
    figures_class,
    is_path,
    read,
)
from assistant.texts import DRAFTS, ERRORS

Value = TypeVar("Value")

SCHEMA = 2

StepNumber = Annotated[int, Field(ge=0, strict=True)]


class Revision(BaseModel):
    """The number of a state of the work, and the way to its neighbours. Every number is given once.

    ``step`` is 0 while the draft has no history; ``before`` the step it was changed from, 0 for none;
    ``undone`` the steps that were taken back from here and can be done again, the nearest first;
    ``last`` the highest number that was given, which the history tells when a draft is opened.
    """

    model_config = ConfigDict(frozen=True)

    step: StepNumber = 0
    before: StepNumber = 0
    undone: tuple[StepNumber, ...] = ()
    last: StepNumber = 0

    @classmethod
    def of(cls, session: dict[str, Any]) -> Self:
        """The revision told by a draft's session table; a revision that makes no sense is none, the work stands."""
        try:
            return cls.model_validate({key: session[key] for key in cls.model_fields if key in session})
        except ValidationError:
            return cls()

    def told(self) -> dict[str, Any]:
        """The entries of the session table."""
        return self.model_dump(exclude_defaults=True, exclude={"last"})

    def after(self, last: int) -> Self:
        """The same revision, knowing that numbers up to ``last`` were given."""
        return self.model_copy(update={"last": max(self.last, last)})

    @property
    def _given(self) -> int:
        return max(self.last, self.step, *self.undone, 0)

    def onward(self) -> Self:
        """The revision of a state that was made from this one."""
        return type(self)(step=self._given + 1, before=self.step)

    def back_to(self, earlier: Revision) -> Self:
        """The revision after going back from here to ``earlier``."""
        return type(self)(step=earlier.step, before=earlier.before, undone=(self.step, *self.undone), last=self._given)

    def on_to(self, later: Revision) -> Self:
        """The revision after doing again what led to ``later``."""
        return type(self)(step=later.step, before=self.step, undone=self.undone[1:], last=self._given)


MAX_DRAFT_BYTES = 16_000_000
"""What a draft's file may have, read or written: twice 20,000 applications with notes as long as registers give them,
those of the answer and those that are typed at the question and not yet submitted."""

_LAST_YEAR = "last_year"
_ORIGINS = "origins"
_KEPT = "kept_doubts"
_SAID = "said"
_PARTS = "parts"
_PACKS = "packs"
_OWN_TABLES = (
    "schema",
    _PACKS,
    _ORIGINS,
    _SAID,
    _PARTS,
    "clerk",
    "acknowledged",
    "unlocked",
    _KEPT,
    _LAST_YEAR,
    "session",
)


class DamagedDraft(NianbaoError):
    """A draft file that cannot be taken as it is; it is left untouched."""

    title = ERRORS.say("title.damaged_draft")


class NewerDraft(DamagedDraft):
    """A draft of a later program: nothing is wrong with it, and nothing of it may be lost."""

    title = ERRORS.say("title.newer_draft")


_SHOWN = 40
_REPEATED = 200
_SESSION_HEAD = "[session]"
_SESSION_KEYS = {"at", "typed", "step", "before", "undone"}
_SESSION = re.compile(r"^\[+session\b", re.MULTILINE)
_TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
_ACKNOWLEDGED = TypeAdapter(tuple[Acknowledgement, ...])
_UNLOCKED = TypeAdapter(tuple[Unlocked, ...])
_KEPT_DOUBTS = TypeAdapter(tuple[KeptDoubt, ...])
_PACK_NAMES = TypeAdapter(Annotated[tuple[Annotated[str, Field(max_length=40)], ...], Field(max_length=20)])
_CONFIRMED = "confirmed"


def _field_path(path: str) -> str:
    if not is_path(path):
        raise PydanticCustomError("unknown_field", "no such answer", {})
    return path


_TOLD_ORIGINS = TypeAdapter(dict[Origin | Literal["confirmed"], list[Annotated[str, AfterValidator(_field_path)]]])
_TOLD_SAID = TypeAdapter(dict[Annotated[str, AfterValidator(_field_path)], Annotated[str, Field(max_length=500)]])


@dataclass(frozen=True)
class Draft:
    """A report in the making.

    ``name`` is the file's name without ending, "" before the first save; ``at`` the key of the
    question where the clerk stands; ``typed`` what was typed there and not yet submitted;
    ``saved_at`` when the file was last written, None before the first save; ``acknowledged`` the
    reasons given for warnings; ``last_year`` the report on the year before, None when it is not known;
    ``unlocked`` the cells that it settles and that need not be as it says, with the reasons;
    ``kept_doubts`` the doubts that the clerk answered by confirming, so that they are not asked again;
    ``packs`` the packs of offices with which it was worked on;
    ``origins`` where each answer comes from; ``revision`` its place among its versions; ``stored`` the
    text of its file when it was last read or written, "" before, by which a change made by others is noticed.
    """

    report: Report = field(default_factory=Report)
    clerk: ClerkText = field(default_factory=ClerkText)
    at: str | None = None
    typed: Raw | None = None
    name: str = ""
    saved_at: datetime | None = None
    acknowledged: tuple[Acknowledgement, ...] = ()
    last_year: Document | None = None
    unlocked: tuple[Unlocked, ...] = ()
    kept_doubts: tuple[KeptDoubt, ...] = ()
    origins: Origins = NO_ORIGINS
    packs: tuple[str, ...] = ()
    revision: Revision = field(default=Revision(), compare=False)
    stored: str = field(default="", compare=False, repr=False)

    @property
    def work(self) -> tuple[object, ...]:
        """What must not be lost: all but where the clerk stands."""
        return (*self._told, self._listed_origins, self._said, self._parts)

    @property
    def _told(self) -> tuple[object, ...]:
        """The work without where its answers come from."""
        return self.report, self.clerk, self.acknowledged, self.unlocked, self.last_year

    def same_work(self, other: Draft) -> bool:
        """Whether :attr:`work` is that of another draft; the origins are listed only where all else is."""
        if self._told != other._told:
            return False
        if self.origins == other.origins:
            return True
        return (
            self._listed_origins == other._listed_origins and self._said == other._said and self._parts == other._parts
        )

    @property
    def told_origins(self) -> dict[str, Origin]:
        """Where each answer comes from, by its path."""
        return {path: self.origins.of(path) for path in answered_paths(self.report)}

    @property
    def _listed_origins(self) -> Mapping[str, Sequence[str]]:
        """The answers by their origin, and those that were confirmed, as the file lists them."""
        answered = answered_paths(self.report)
        found: dict[str, list[str]] = {
            origin: [path for path in answered if self.origins.of(path) == origin] for origin in ORIGINS
        }
        found[_CONFIRMED] = [path for path in answered if path in self.origins.confirmed]
        return {name: paths for name, paths in found.items() if paths}

    @property
    def _said(self) -> Mapping[str, str]:
        """The sentences that answers were understood from, by path."""
        return {path: said for path, said in self.origins.said.items() if read(self.report, path) is not None}

    @property
    def _parts(self) -> SumParts:
        """What the cells of the tables that stand are made of."""
        parts = self.origins.parts
        summed = {cell.partition(".")[0] for cell in parts.cells}
        return parts.only(path for path in summed if read(self.report, path) is not None)

    def with_packs(self) -> Draft:
        """The draft as one that is worked on with the packs that are in use."""
        return self.changed(packs=tuple(dict.fromkeys((*self.packs, *resources.pack_names()))))

    @property
    def without_packs(self) -> str:
        """A sentence on the packs with which it was worked on and that are not in use, and on answers that nobody asks
        for without them; "" when none is wanting.

        :raises DataFileError: the questions in use do not fit.
        """
        wanting = [name for name in self.packs if name not in resources.pack_names()]
        unasked = self._unasked() if self.report.local else 0
        if not wanting:
            return DRAFTS.say("unasked", count=unasked) if unasked else ""
        own = DRAFTS.say("own_answers", count=unasked) if unasked else ""
        return DRAFTS.say("without_packs", names=DRAFTS.say("not_found.separator").join(wanting), own=own)

    def _unasked(self) -> int:
        """How many answers to questions of offices nobody asks for."""
        asked = {question.key for question in load_script().questions}
        return sum(f"{LOCAL}.{name}" not in asked for name in self.report.local)

    def changed(self, **changes: Any) -> Draft:
        """A copy with some fields replaced."""
        return replace(self, **changes)


def dump(draft: Draft, work: str = "") -> str:
    """The draft as TOML: the work first, where the clerk stands last.

    :param work: its :func:`dumped_work`, where that is known.
    """
    return (work or dumped_work(draft)) + _dumped_session(draft)


def dumped_work(draft: Draft) -> str:
    """The part of the draft's TOML that holds the work, see :func:`work_text`."""
    answers = draft.report.model_dump(exclude_none=True)
    clerk = draft.clerk.model_dump(exclude_defaults=True)
    reasons = [reason.model_dump(exclude_defaults=True) for reason in draft.acknowledged]
    unlocked = [reason.model_dump() for reason in draft.unlocked]
    kept = [doubt.model_dump() for doubt in draft.kept_doubts]
    data = {
        "schema": SCHEMA,
        **({_PACKS: list(draft.packs)} if draft.packs else {}),
        **{key: value for key, value in answers.items() if _kept(key, value)},
        **({_ORIGINS: origins} if (origins := draft._listed_origins) else {}),
        **({_SAID: said} if (said := draft._said) else {}),
        **({_PARTS: parts} if (parts := draft._parts.model_dump(mode="json", exclude_defaults=True)) else {}),
        **({"clerk": clerk} if clerk else {}),
        **({"acknowledged": reasons} if reasons else {}),
        **({"unlocked": unlocked} if unlocked else {}),
        **({_KEPT: kept} if kept else {}),
        **({_LAST_YEAR: to_data(draft.last_year)} if draft.last_year is not None else {}),
    }
    return tomli_w.dumps(_without_surrogates(data))


def _dumped_session(draft: Draft) -> str:
    """The end of the draft's TOML: where the clerk stands, and which of the draft's revisions it is."""
    session = {
        **{key: value for key, value in (("at", draft.at), ("typed", draft.typed)) if value is not None},
        **draft.revision.told(),
    }
    return f"\n{tomli_w.dumps(_without_surrogates({'session': session}))}" if session else ""


def readable_text(draft: Draft, work: str = "") -> str:
    """The draft as TOML, tried by the very reader that will open it.

    :param work: its :func:`dumped_work`, where that is known.
    :raises NotSaved: :func:`parse` would not take it, so it must not replace a file that opens.
    """
    text = dump(draft, work)
    size = len(text.encode("utf-8"))
    if size > MAX_DRAFT_BYTES:
        raise _unwritable("large", "too_large", name=draft.name, size=size, most=MAX_DRAFT_BYTES)
    try:
        parse(text, draft.name)
    except DamagedDraft as error:
        sentence = error.sentence().rstrip("。")
        raise _unwritable("unreadable", "unreadable", name=draft.name, sentence=sentence) from error
    return text


def _unwritable(brief: str, why: str, **slots: object) -> NotSaved:
    message, hint = DRAFTS.entry(f"unwritable.{why}")
    refusal = NotSaved(message.format(**slots), hint)
    refusal.brief = DRAFTS.say(f"unwritable.brief_{brief}")
    return refusal


def _kept(key: str, value: Any) -> bool:
    """An empty part is left out, but an empty table is an answer: all cells are 0."""
    return bool(value) or figures_class(key) is not None


def work_text(text: str) -> str:
    """The part of a draft's TOML that holds the work; where the clerk stands is written last.

    An end that differs by one byte from what :func:`dump` writes there was edited by hand, and then all is work.
    """
    end = text.rfind(f"\n{_SESSION_HEAD}\n") + 1
    return text[:end].rstrip() if end and _written_here(text[end:]) else text


def _written_here(end: str) -> bool:
    """Whether the end of a draft's TOML stands there as :func:`dump` writes it."""
    try:
        data = gate.loads(end, "")
    except (gate.OutOfBounds, RecursionError, ValueError):
        return False
    known = data.keys() == {"session"} and data["session"].keys() <= _SESSION_KEYS
    return known and tomli_w.dumps(data) == end


def trail_in(text: str) -> Revision:
    """The revision told in a draft's TOML, though the rest of it be damaged."""
    found = _SESSION.search(text)
    try:
        return Revision.of(gate.loads(text[found.start() :], "").get("session", {})) if found else Revision()
    except (gate.OutOfBounds, RecursionError, ValueError):
        return Revision()


def parse(text: str, name: str) -> Draft:
    """A draft from its TOML.

    :raises DamagedDraft: it is no TOML, or an answer in it cannot be right. :raises NewerDraft: of a later format.
    """
    data = _formatted(text, name)
    session = data.get("session", {})
    answers = {key: value for key, value in data.items() if key not in _OWN_TABLES}
    source = (text, name)
    first = data["schema"] == 1
    report = _checked(Report.model_validate, _without_empty_lists(answers) if first else answers, (), source)
    report = _ticked(report) if first else report
    origins = _checked(_TOLD_ORIGINS.validate_python, data.get(_ORIGINS, {}), (_ORIGINS,), source)
    said = _checked(_TOLD_SAID.validate_python, data.get(_SAID, {}), (_SAID,), source)
    parts = _checked(SumParts.model_validate, data.get(_PARTS, {}), (_PARTS,), source)
    clerk = _checked(ClerkText.model_validate, data.get("clerk", {}), ("clerk",), source)
    acknowledged = _checked(_ACKNOWLEDGED.validate_python, data.get("acknowledged", []), ("acknowledged",), source)
    unlocked = _checked(_UNLOCKED.validate_python, data.get("unlocked", []), ("unlocked",), source)
    packs = _checked(_PACK_NAMES.validate_python, data.get(_PACKS, []), (_PACKS,), source)
    kept = _checked(_KEPT_DOUBTS.validate_python, data.get(_KEPT, []), (_KEPT,), source)
    try:
        last_year = from_data(data[_LAST_YEAR]) if _LAST_YEAR in data else None
    except NotADocument as error:
        line = gate.where(text, (_LAST_YEAR, *gate.parted(str(error))))
        raise DamagedDraft(
            *DRAFTS.refusal("damaged.last_year", name=name, place=line, key=f"{_LAST_YEAR}.{error}")
        ) from error
    return Draft(
        report, clerk, session.get("at"), session.get("typed"), name, acknowledged=acknowledged, last_year=last_year,
        unlocked=unlocked, kept_doubts=kept, origins=_origins(origins, said).made_of(parts), packs=packs,
        revision=Revision.of(session), stored=text,
    )  # fmt: skip


def _without_empty_lists(answers: dict[str, Any]) -> dict[str, Any]:
    """The answers without lists that may no longer be empty: they wait to be answered."""
    problems = answers.get("problems")
    if isinstance(problems, dict) and problems.get("items") == []:
        return {**answers, "problems": {key: value for key, value in problems.items() if key != "items"}}
    return answers


def _origins(told: Mapping[Any, Sequence[str]], said: Mapping[str, str]) -> Origins:
    by_path = {path: origin for origin in ORIGINS for path in told.get(origin, ())}
    return Origins(by_path, frozenset(told.get(_CONFIRMED, ())), said)


def _ticked(report: Report) -> Report:
    """The answers of a draft from the time before an aspect asked what else can be reported."""
    return with_ticks(load_script(), report)


def _formatted(text: str, name: str) -> dict[str, Any]:
    """The parsed TOML of a draft of the format that this program writes, or of one before."""
    try:
        # Editors on Windows put the mark in front.
        data = gate.loads(text.removeprefix("\ufeff"), name)
    except gate.OutOfBounds as error:
        raise DamagedDraft(error.message, error.hint) from error
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise DamagedDraft(*DRAFTS.refusal("damaged.no_toml", name=name, place=_toml_place(error))) from error
    schema = data.get("schema")
    if isinstance(schema, int) and schema > SCHEMA:
        raise NewerDraft(*DRAFTS.refusal("damaged.newer", name=name, schema=schema, known=SCHEMA))
    if type(schema) is not int or not 1 <= schema <= SCHEMA:  # true is an int that equals 1
        raise DamagedDraft(*DRAFTS.refusal("damaged.schema", name=name, schema=str(schema)[:_SHOWN], known=SCHEMA))
    return data


def _toml_place(error: Exception) -> str:
    """Where a file stops being TOML."""
    found = _TOML_PLACE.search(str(error))
    if found is not None:
        return DRAFTS.say("damaged.toml_at", line=found[1], column=found[2])
    return DRAFTS.say("damaged.toml_cut" if "end of document" in str(error) else "damaged.toml_anywhere")


def _checked(validate: Callable[[Any], Value], value: object, above: gate.Place, source: tuple[str, str]) -> Value:
    """``value`` as the model takes it. ``above`` is its place in the file; ``source`` the file's text and the name.

    :raises DamagedDraft: what is wrong and in which line, in the words in which the interview would refuse it.
    """
    try:
        return validate(value)
    except ValidationError as error:
        text, name = source
        first = error.errors(include_url=False)[0]
        place = _place((*above, *first["loc"]))
        cell = gate.parted(str(first.get("ctx", {}).get("path", "")))
        line = gate.where(text, (*place, *cell)) or DRAFTS.say("damaged.somewhere")
        key = gate.dotted(place)
        if first["type"] == "extra_forbidden":
            raise DamagedDraft(*DRAFTS.refusal("damaged.unknown", name=name, place=line, key=key)) from error
        reason = from_validation(error, key, str(first.get("input", ""))[:_REPEATED]).message
        raise DamagedDraft(*DRAFTS.refusal("damaged.wrong", name=name, place=line, key=key, reason=reason)) from error


def _place(location: gate.Place) -> gate.Place:
    """Where pydantic found something; the kind of an answer to an office's question is no part of it."""
    return (*location[:2], *location[3:]) if location[:1] == (LOCAL,) else location


def _without_surrogates(value: Any) -> Any:
    """Halves of characters, as a broken terminal may send them, cannot be written as UTF-8."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {key: _without_surrogates(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_surrogates(item) for item in value]
    return value
