"""Question scripts: prompts/NN-section.toml, read and held against the report's fields.

Vocabulary of a question: ``key`` (a field path of the report), ``title`` (a few words for the
outline and for what is missing), ``ask``, ``kind``, ``help``, ``basis``, ``example``, ``unit``,
``default``, ``when``, ``choices``, ``own_words``, ``fields`` and ``offers`` (lists), ``doubts`` (what is
asked back when an answer is possible but odd beside the others), ``figures_alone`` (a text may be of figures
without a word), ``remark`` (what follows from it), ``whom``,
``whom_of`` and ``called`` (which office knows the answer, and how it calls it); and what it
declares about reports already written: ``last_year``, ``nothing``, ``former``, ``continues`` and
``recover``; and how clerks tell the answer in a sentence: ``spoken`` (:mod:`assistant.interview.declarations`).

A question with ``choices = "more"`` asks once what else can be reported: it offers the questions that
name it in ``within``, and these apply only when they are ticked there. ``offered`` is what is read at
the tick (the title when empty), ``tick`` the name of another question of the list that is ticked together with
this one (or the names of several, of which one is enough), ``always`` under which condition the question is asked
without a tick, ``zero_is_said`` that an answer of 0 is a statement of the report (未收到投诉举报).

An office may ask questions of its own (:mod:`assistant.interview.own`); ``after`` says behind which one.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant import confined, resources
from assistant.confined import Confined, Lost
from assistant.errors import DataFileError
from assistant.interview.declarations import (
    NO_PATTERNS,
    UNSPOKEN,
    Continuation,
    Nothing,
    RecoveryPatterns,
    SpokenWords,
    Use,
    Uses,
    check_continues,
    check_recover,
    check_spoken,
    mistake,
)
from assistant.interview.expressions import Expression, Text
from assistant.interview.own import AFTER, Entry, OwnQuestions, check_own, is_own
from assistant.report import field_paths, figures_class, is_local, is_path
from assistant.texts import DATA_FILES

KIND_NAMES = (
    "text", "paragraph", "integer", "money", "date", "yesno", "choice", "choices", "list", "table",
)  # fmt: skip


class Choice(BaseModel):
    """One offered answer: what is stored, what is shown, and a word of explanation."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    value: str
    label: str = ""
    hint: str = ""

    @property
    def shown(self) -> str:
        return self.label or self.value


class ListField(BaseModel):
    """One part of the entries of a list: its key in the entry, what is asked for it, a count's measure word."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    key: str
    ask: str
    example: str = ""
    unit: str = ""


class _DoubtData(BaseModel):
    """A doubt as it stands in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    when: str
    say: str
    rule: str = ""


@dataclass(frozen=True)
class Doubt:
    """What is odd about an answer beside the others: under which condition, and what is asked back then.

    ``rule`` is the check that says the same of the finished report, "" where none does.
    """

    when: Expression
    say: Text
    rule: str = ""


class _QuestionData(BaseModel):
    """A question as it stands in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    key: str
    title: str
    ask: str
    kind: str
    help: str
    basis: str
    example: str = ""
    unit: str = ""
    default: str = ""
    when: str = ""
    within: str = ""
    tick: str | list[str] = ""
    offered: str = ""
    always: str = ""
    zero_is_said: bool = False
    choices: list[Choice | str] | str = []
    own_words: bool = False
    figures_alone: bool = False
    after: str = ""
    fields: list[ListField] = []
    offers: list[dict[str, str] | str] = []
    doubts: list[_DoubtData] = []
    whom: str = ""
    whom_of: dict[str, str] = {}
    called: list[str] = []
    remark: str = ""
    last_year: Uses | None = None
    nothing: Nothing | None = None
    former: str = ""
    continues: Continuation | None = None
    recover: RecoveryPatterns | None = None
    spoken: SpokenWords | None = None


@dataclass(frozen=True)
class Question:
    """One question. ``default``, ``when`` and ``choices_from`` are None where the script has none.

    ``section`` is the id of its section, ``place`` its file and line; ``choices`` are the fixed ones,
    ``choices_from`` computes them, and ``asks_more`` says that they are the questions of a list of what
    else can be reported. ``within`` is the key of such a list, ``ticks`` what has to be ticked in it, one of
    them at least, for this question to apply (``tick`` the first of them), ``always`` the condition under
    which it applies without. ``former`` computes the answer from last year's answers. ``fields`` describe the
    entries of a list ((), plain texts), ``offers`` are ready entries, ``doubts`` what may be odd about an answer,
    ``remark`` what follows from it.
    ``figures_alone`` says that a text of figures without a word tells something (a telephone number, a share).
    ``whom``: which office knows the answer ("" where the clerk decides), ``whom_of`` other offices by cell or row of a
    table; ``called``: other names by which colleagues call it in a list.
    ``last_year`` and what follows it: what the question declares about
    reports already written.
    """

    key: str
    title: str
    ask: Text
    kind: str
    help: str
    basis: str
    section: str
    example: str = ""
    unit: str = ""
    default: Expression | None = None
    when: Expression | None = None
    within: str = ""
    tick: str = ""
    ticks: frozenset[str] = frozenset()
    offered: str = ""
    always: Expression | None = None
    zero_is_said: bool = False
    choices: tuple[Choice, ...] = ()
    choices_from: Expression | None = None
    asks_more: bool = False
    own_words: bool = False
    figures_alone: bool = False
    fields: tuple[ListField, ...] = ()
    offers: tuple[dict[str, str] | str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    whom: str = ""
    whom_of: Mapping[str, str] = field(default_factory=dict)
    called: tuple[str, ...] = ()
    remark: Text | None = None
    last_year: tuple[Use, ...] = ("ask",)
    nothing: Nothing = "keep"
    former: Expression | None = None
    continues: Continuation | None = None
    recover: RecoveryPatterns = NO_PATTERNS
    spoken: SpokenWords = UNSPOKEN
    place: str = ""

    @property
    def name(self) -> str:
        """The last part of its key, by which it is ticked in a list of what else can be reported."""
        return self.key.rpartition(".")[2]

    @property
    def field_keys(self) -> tuple[str, ...]:
        """The keys of the fields of its entries."""
        return tuple(each.key for each in self.fields)


CHANGED_FILE = "questions.toml"
"""Questions of an office that are laid over the scripts: entries that are not named stay as they are."""
_DECLARED = ("last_year", "nothing", "continues", "recover", "spoken")
"""What a question of another folder need not declare: it is then as the shipped question has it."""
_MORE = "more"
"""The choices of a question that asks what else can be reported."""
_UNDECLARED = Question("", "", Text("", ""), "", "", "", "")
"""What is so where a question declares nothing."""
_FAULTS = {"literal_error": "unknown_value", "extra_forbidden": "unknown_entry", "uses": "uses"}
"""pydantic's names of what is wrong with an entry of a script → ours."""


@dataclass(frozen=True)
class ScriptSection:
    """A part of the interview: its id, title and the sentence that opens it."""

    id: str
    title: str
    intro: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Script:
    """All questions in the order in which they are asked."""

    sections: tuple[ScriptSection, ...]

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions)

    @cached_property
    def _by_key(self) -> Mapping[str, Question]:
        return {question.key: question for question in self.questions}

    def question(self, key: str) -> Question:
        """:raises KeyError: the script has no such question."""
        return self._by_key[key]

    def within(self, key: str) -> tuple[Question, ...]:
        """The questions that are ticked in the list ``key``, in the order in which they are asked."""
        return tuple(question for question in self.questions if question.within == key)


def load_script(directory: Path | None = None, fields: tuple[str, ...] | None = None) -> Script:
    """The question scripts in ``directory`` (the shipped prompts/ when None), by file name.

    ``fields`` are the report fields that the script must fill, each exactly once; all of them when None.
    The shipped scripts are read once, and their expressions and patterns are not looked through again: their
    tests have done that. What a question of another folder does not declare about reports already written is as
    the shipped question for the same field declares it.

    :raises DataFileError: a file does not parse, a question has an unknown key, kind or
        expression, or a field is asked for twice or never.
    """
    directory = directory or resources.folder("prompts")
    fields = fields or field_paths()
    if resources.is_shipped(directory):
        return _shipped(directory, fields)
    if not confined.inside:
        try:
            _trial.call(_tried, directory, fields)
        except Lost:
            raise DataFileError(*DATA_FILES.refusal("script.lost", folder=directory)) from None
    usual = {question.key: question for question in load_script(resources.shipped("prompts")).questions}
    script = _script(directory, usual, fields)
    own = {question.key for question in script.questions if is_local(question.key)}
    for expression in _expressions(script):
        expression.check(own)
    _check_declarations(script, usual)
    return script


@cache
def _shipped(directory: Path, fields: tuple[str, ...]) -> Script:
    return _script(directory, {}, fields)


_trial = Confined()


def _tried(directory: Path, fields: tuple[str, ...]) -> None:
    """Load scripts of others where that may take what it likes: what passes there costs no more here."""
    for expression in _expressions(load_script(directory, fields)):
        expression.compile()


def _script(directory: Path, usual: Mapping[str, Question], fields: tuple[str, ...]) -> Script:
    """The scripts of a folder; ``usual`` are the questions that stand for what one of its own does not declare.

    A folder that holds nothing but changed questions is laid over the shipped one.

    :raises DataFileError: a file does not parse, or the questions do not fit the fields.
    """
    files = resources.texts(directory, ".toml")
    foreign = not resources.is_shipped(directory)
    laid = _Laid()
    if foreign and set(files) == {CHANGED_FILE}:
        laid = _laid(files[CHANGED_FILE])
        files = resources.texts(resources.shipped("prompts"), ".toml")
    sections = [_section(name, text, usual, foreign, laid) for name, text in files.items() if "/" not in name]
    script = Script(tuple(sections))
    _check_keys(script, fields)
    _check_within(script)
    return script


@dataclass(frozen=True)
class _Laid:
    """What an office lays over the scripts: what it says otherwise of a question, by key, and questions of its own."""

    changes: Mapping[str, Entry] = field(default_factory=dict)
    own: OwnQuestions = field(default_factory=OwnQuestions)


def _laid(text: str) -> _Laid:
    """What stands in a file of changed questions.

    :raises DataFileError: it does not parse, one belongs to no question, or a question of the office does not fit.
    """
    try:
        items = tomllib.loads(text)["question"]
        found = _entries(CHANGED_FILE, text, items)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise DataFileError(*DATA_FILES.refusal("script.unreadable", file=CHANGED_FILE, error=error)) from error
    except (KeyError, TypeError) as error:
        raise DataFileError(*DATA_FILES.refusal("script.lacks", file=CHANGED_FILE, error=error)) from error
    own = [entry for entry in found if is_own(entry.key)]
    changes: dict[str, Entry] = {}
    for entry in found:
        if not is_own(entry.key) and entry.key not in field_paths():
            raise DataFileError(*DATA_FILES.refusal("script.no_answer", key=entry.key))
        if entry.key in changes:
            raise mistake("twice", entry.place)
        if AFTER in entry.item and entry not in own:
            raise mistake("after_of_others", entry.place)
        changes[entry.key] = entry
    return _Laid(changes, OwnQuestions(own))


def _entries(file: str, text: str, items: Sequence[Mapping[str, Any]]) -> list[Entry]:
    """The questions of a file with their places. :raises KeyError, TypeError: one has no key."""
    seen: Counter[str] = Counter()
    found = []
    for item in items:
        key = str(item["key"])
        found.append(Entry(item, f"{file}{resources.line_of(text, key, seen[key])}：{key}"))
        seen[key] += 1
    return found


def _section(file: str, text: str, usual: Mapping[str, Question], foreign: bool, laid: _Laid) -> ScriptSection:
    def read(entry: Entry) -> Iterator[tuple[_QuestionData, str]]:
        if is_own(entry.key):
            check_own(entry)
        if AFTER in entry.item:
            raise mistake("after_of_others", entry.place)
        change = laid.changes.get(entry.key, entry)
        yield _question_data({**entry.item, **change.item}, change.place)
        yield from (_question_data(own.item, own.place) for own in laid.own.behind(entry.key))

    try:
        data = tomllib.loads(text)
        head = data["section"]
        section_id, title, intro = str(head["id"]), str(head["title"]), str(head["intro"])
        items = [one for entry in _entries(file, text, data["question"]) for one in read(entry)]
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise DataFileError(*DATA_FILES.refusal("script.unreadable", file=file, error=error)) from error
    except (KeyError, TypeError) as error:
        raise DataFileError(*DATA_FILES.refusal("script.lacks", file=file, error=error)) from error
    questions = tuple(
        _question(item, section_id, place, usual.get(item.key, _UNDECLARED), foreign) for item, place in items
    )
    return ScriptSection(section_id, title, intro, questions)


def _question_data(item: Mapping[str, Any], place: str) -> tuple[_QuestionData, str]:
    """A question as it stands in the file, with its place. :raises DataFileError: an entry of it is wrong."""
    try:
        return _QuestionData.model_validate(item), place
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        entry = ".".join(str(part) for part in first["loc"])
        slots = {"entry": entry, "value": str(first["input"])[:40], "error": first["msg"]}
        expected = dict(first.get("ctx") or {}).get("expected", "")
        raise mistake(_FAULTS.get(first["type"], "wrong_value"), place, expected=expected, **slots) from error


def _makers(place: str, foreign: bool) -> tuple[Callable[[str], Expression], Callable[[str], Text]]:
    return partial(Expression, place=place, foreign=foreign), partial(Text, place=place, foreign=foreign)


def _question(item: _QuestionData, section: str, place: str, usual: Question, foreign: bool) -> Question:
    _check_kind(item, place)
    expression, text = _makers(place, foreign)
    declared = {name: getattr(usual if getattr(item, name) is None else item, name) for name in _DECLARED}
    return Question(
        key=item.key,
        title=item.title,
        ask=text(item.ask),
        kind=item.kind,
        help=item.help,
        basis=item.basis,
        section=section,
        example=item.example,
        unit=item.unit,
        default=expression(item.default) if item.default else None,
        when=expression(item.when) if item.when else None,
        within=item.within,
        offered=item.offered or item.title,
        always=expression(item.always) if item.always else None,
        zero_is_said=item.zero_is_said,
        own_words=item.own_words,
        figures_alone=item.figures_alone,
        fields=tuple(item.fields),
        offers=tuple(item.offers),
        doubts=tuple(Doubt(expression(each.when), text(each.say), each.rule) for each in item.doubts),
        whom=item.whom,
        whom_of=dict(item.whom_of),
        called=tuple(item.called),
        remark=text(item.remark) if item.remark else None,
        former=expression(item.former) if item.former else usual.former,
        place=place,
        **_ticks(item),
        **_choices(item.choices, expression),
        **declared,
    )


def _choices(given: list[Choice | str] | str, expression: Callable[[str], Expression]) -> dict[str, Any]:
    """What a question offers: fixed choices, computed ones, or the questions of a list of what else can be reported."""
    if not isinstance(given, str):
        return {"choices": tuple(map(as_choice, given))}
    return {"asks_more": True} if given == _MORE else {"choices_from": expression(given)}


def _ticks(item: _QuestionData) -> dict[str, Any]:
    """What may be ticked for a question to apply, as the fields tell it: its own name where nothing else is named."""
    if not item.within:
        return {}
    named = [item.tick] if isinstance(item.tick, str) else item.tick
    ticks = [name for name in named if name] or [item.key.rpartition(".")[2]]
    return {"tick": ticks[0], "ticks": frozenset(ticks)}


def as_choice(item: object) -> Choice:
    """A choice from what a script or an expression gives: a text, a mapping or a ready choice."""
    if isinstance(item, Choice):
        return item
    if isinstance(item, Mapping):
        return Choice.model_validate(dict(item))
    if hasattr(item, "key") and hasattr(item, "label"):
        return Choice(value=str(item.key), label=str(item.label))
    return Choice(value=str(item))


def _check_kind(item: _QuestionData, place: str) -> None:
    if item.kind not in KIND_NAMES:
        kinds = "、".join(KIND_NAMES)
        raise DataFileError(*DATA_FILES.refusal("script.no_kind", place=place, kind=item.kind, kinds=kinds))
    if item.kind == "table" and figures_class(item.key) is None:
        raise DataFileError(*DATA_FILES.refusal("script.no_table", place=place))
    if item.kind in {"choice", "choices"} and not item.choices:
        raise DataFileError(*DATA_FILES.refusal("script.no_choices", place=place))


def _expressions(script: Script) -> Iterator[Expression | Text]:
    for question in script.questions:
        given = (question.ask, question.default, question.when, question.always, question.choices_from, question.former)
        yield from (expression for expression in given if expression is not None)
        yield from [question.remark] if question.remark is not None else []
        for doubt in question.doubts:
            yield from (part for part in (doubt.when, doubt.say) if part is not None)


def _check_within(script: Script) -> None:
    """Whether every list that questions are ticked in is one, and every tick can be made there."""
    lists = {question.key for question in script.questions if question.asks_more}
    for question in script.questions:
        if not question.within:
            continue
        if question.within not in lists:
            raise mistake("no_list", question.place, key=question.within)
        unknown = question.ticks - {each.name for each in script.within(question.within)}
        if unknown:
            raise mistake("no_tick", question.place, name=min(unknown), key=question.within)


def _check_declarations(script: Script, usual: Mapping[str, Question]) -> None:
    fields = {question.key: question.field_keys for question in script.questions}
    for question in script.questions:
        check_recover(question.recover, question.field_keys, question.place)
        check_spoken(question.spoken, question.field_keys, question.place)
        former = question.continues
        if former is not None and former is not usual.get(question.key, _UNDECLARED).continues:
            check_continues(former, question.field_keys, fields.get(former.question, ()), question.place)


def _check_keys(script: Script, fields: tuple[str, ...]) -> None:
    seen: set[str] = set()
    for question in script.questions:
        if not is_path(question.key):
            raise DataFileError(*DATA_FILES.refusal("script.no_answer", key=question.key))
        if question.key in seen:
            raise DataFileError(*DATA_FILES.refusal("script.twice", key=question.place))
        seen.add(question.key)
    missing = [field for field in fields if field not in seen]
    if missing:
        raise DataFileError(*DATA_FILES.refusal("script.missing", keys="、".join(missing)))
