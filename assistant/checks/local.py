"""Rules of offices: data, no code. An expression over the cells, the answers and the text says when a rule finds.

They may come from anybody, so they are evaluated in the sandbox and in a process of their own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant import resources
from assistant.checks.examination import Examination
from assistant.checks.model import Finding, Rule, Severity
from assistant.checks.registry import known
from assistant.confined import Confined, Limits, Lost
from assistant.errors import DataFileError
from assistant.files import read_regular
from assistant.sandbox import FAULTS, Sandbox, UndefinedError, bounded, names_read
from assistant.standard import in_any_format, nest, standard
from assistant.texts import PACKS

RULES_FILE = "rules.toml"
HEAD_FILE = "pack.toml"
MAX_BYTES = 100_000
MAX_RULES = 50
_SECONDS = 0.1
"""Processor time of one rule, of which one takes a thousandth."""
_TABLES = ("T2", "T3", "T4")
_LAST, _TEXT, _YEAR = "last", "text", "year"
_APART = Confined(Limits(seconds=5, waiting=30, answer=1_000_000))


class LocalRule(BaseModel):
    """A rule as it stands in the file.

    ``when`` is the expression that is true where the rule finds something, ``message`` what is said then (with slots),
    ``where`` the cells that it is about. ``years``: the first and the last report year that it holds for. ``owner`` is
    the pack that brought it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    slug: str = Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)
    severity: Severity
    section: str
    when: str = Field(min_length=1, max_length=2_000)
    message: str = Field(min_length=1, max_length=2_000)
    meaning: str = Field(min_length=1, max_length=500)
    basis: str = Field(min_length=1, max_length=500)
    mend: str = Field(default="", max_length=500)
    where: tuple[str, ...] = ()
    years: tuple[int, int] = (0, 9999)
    owner: str = ""

    @property
    def listed(self) -> Rule:
        """The rule as the list of all rules tells it."""
        family = PACKS.say("rules.family", name=self.owner)
        return Rule(self.slug, family, self.severity, self.basis, self.meaning, self.mend, {})

    def holds_for(self, year: int | None) -> bool:
        """Whether reports on ``year`` are held against it; those on an unknown year are."""
        return year is None or self.years[0] <= year <= self.years[1]


def read_rules(folder: Path, owner: str, is_answer: Callable[[str], bool] | None = None) -> tuple[LocalRule, ...]:
    """The rules of a pack in ``folder``, none when it brings no file of rules.

    :param is_answer: whether a report has an answer at a dotted path; names are not looked at when None.
    :raises DataFileError: the file cannot be read, or a rule in it does not fit.
    """
    path = folder / RULES_FILE
    if not path.exists():
        return ()
    try:
        data = read_regular(path, MAX_BYTES)
        if len(data) > MAX_BYTES:
            raise ValueError(f"> {MAX_BYTES}")
        items = tomllib.loads(data.decode("utf-8-sig")).get("rule", [])
    except (OSError, ValueError, RecursionError) as error:
        raise DataFileError(*PACKS.refusal("rules.unreadable", file=RULES_FILE, error=error)) from error
    if not isinstance(items, list) or len(items) > MAX_RULES:
        raise DataFileError(*PACKS.refusal("rules.too_many", most=MAX_RULES))
    told = {"owner": owner, "years": _years(folder)}
    found = tuple(_rule(item, told, number) for number, item in enumerate(items, start=1))
    slugs = [rule.slug for rule in found]
    for rule in found:
        if rule.slug in known() or slugs.count(rule.slug) > 1:
            raise DataFileError(*PACKS.refusal("rules.taken", slug=rule.slug))
        _check(rule, is_answer)
    return found


def _years(folder: Path) -> tuple[int, int]:
    """The report years of the pack in ``folder``, whose head has been looked through."""
    years = tomllib.loads((folder / HEAD_FILE).read_text(encoding="utf-8")).get("years", {})
    return years.get("from", 0), years.get("to", 9999)


def _rule(item: object, told: Mapping[str, object], number: int) -> LocalRule:
    try:
        given = item if isinstance(item, dict) else {}
        return LocalRule.model_validate({**given, **told})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        entry = ".".join(map(str, first["loc"]))
        raise DataFileError(*PACKS.refusal("rules.wrong", number=number, entry=entry, error=first["msg"])) from error


def _check(rule: LocalRule, is_answer: Callable[[str], bool] | None) -> None:
    """:raises DataFileError: the rule names a section, a cell or anything else that no report has."""
    if rule.section not in _sections():
        raise DataFileError(*PACKS.refusal("rules.no_name", slug=rule.slug, name=rule.section))
    for address in rule.where:
        if not _is_cell(address):
            raise DataFileError(*PACKS.refusal("rules.no_name", slug=rule.slug, name=address))
    for source in (_as_template(rule.when), rule.message):
        try:
            parsed = _environment().parse(source)
            unknown = [
                *_environment().unknown_words(parsed),
                *(path for path in names_read(parsed) if is_answer is not None and not _knows(path, is_answer)),
            ]
            _environment().from_string(source)
        except FAULTS as error:
            raise DataFileError(*PACKS.refusal("rules.malformed", slug=rule.slug, error=error)) from error
        for name in unknown:
            raise DataFileError(*PACKS.refusal("rules.no_name", slug=rule.slug, name=name))


def _sections() -> tuple[str, ...]:
    return "title", "preface", *(section.key for section in standard(None).sections), "signature"


def _knows(path: str, is_answer: Callable[[str], bool]) -> bool:
    root, _, rest = path.partition(".")
    if root in (_YEAR, *_FUNCTIONS):
        return not rest
    if root == _TEXT:
        return rest in _sections()
    return _is_cell(rest if root == _LAST else path) or (root not in (_LAST, *_TABLES) and is_answer(path))


def _is_cell(address: str) -> bool:
    table, _, path = address.partition(".")
    return table in _TABLES and in_any_format(lambda one: path in one.tables[table].cells)


# -- those in use ----------------------------------------------------------------------------------
def rules_in_use() -> tuple[LocalRule, ...]:
    """The rules of all packs in use, read once.

    :raises DataFileError: as :func:`read_rules`; the packs were looked through when they were taken into use.
    """
    return tuple(rule for folder in resources.packs() for rule in _rules_of(folder))


@cache
def _rules_of(folder: Path) -> tuple[LocalRule, ...]:
    return read_rules(folder, folder.parent.name)


def local_findings(examination: Examination) -> list[Finding]:
    """What the rules of offices find. One that cannot be evaluated is told as advice: it was not held against."""
    rules = [rule for rule in rules_in_use() if rule.holds_for(examination.year)]
    if not rules:
        return []
    found: list[Finding] = []
    for rule, (fault, text) in zip(rules, _said(rules, examination), strict=True):
        if fault:
            message = PACKS.say("rules.failed", owner=rule.owner, slug=rule.slug, error=fault)
            found.append(Finding(rule.slug, "advice", rule.section, (), message, rule.basis))
        elif text:
            values = tuple(str(value) for value in map(examination.figure, rule.where))
            found.append(
                Finding(rule.slug, rule.severity, rule.section, rule.where, text, rule.basis, rule.mend, values)
            )
    return found


def check_rules(rules: Sequence[LocalRule], examination: Examination) -> None:
    """Evaluate rules on a report, whatever its year. :raises DataFileError: one cannot be evaluated."""
    for rule, (fault, _) in zip(rules, _said(rules, examination), strict=True):
        if fault:
            raise DataFileError(*PACKS.refusal("rules.malformed", slug=rule.slug, error=fault))


def _said(rules: Sequence[LocalRule], examination: Examination) -> Sequence[tuple[str, str]]:
    """For each rule what :func:`evaluated` tells, evaluated where it may take what it likes."""
    try:
        return _APART.call(evaluated, [(rule.when, rule.message) for rule in rules], _context(examination))
    except Lost:
        return [(PACKS.say("rules.lost"), "")] * len(rules)


def evaluated(rules: Sequence[tuple[str, str]], context: Mapping[str, Any]) -> list[tuple[str, str]]:
    """For each rule what went wrong ("" nothing) and what it says ("" where it finds nothing, or cannot know)."""
    return [_evaluated(when, message, context) for when, message in rules]


def _evaluated(when: str, message: str, context: Mapping[str, Any]) -> tuple[str, str]:
    try:
        with bounded(_SECONDS):
            if not _environment().compile_expression(when, undefined_to_none=False)(**context):
                return "", ""
        with bounded(_SECONDS):
            return "", "".join(_environment().from_string(message).generate(**context)).strip()
    except UndefinedError:
        return "", ""  # a cell, an answer or last year's report that is not known
    except FAULTS as error:
        return str(error) or type(error).__name__, ""


def mentions(text: str, *words: str) -> bool:
    """Whether a text holds one of the words."""
    return any(word in text for word in words)


_FUNCTIONS: Mapping[str, Callable[..., Any]] = {"mentions": mentions}


@cache
def _environment() -> Sandbox:
    environment = Sandbox()
    environment.globals.update(_FUNCTIONS)
    return environment


def _as_template(expression: str) -> str:
    return f"{{{{ ({expression}) }}}}"


def _context(examination: Examination) -> dict[str, Any]:
    """What a rule sees; what is not known is not there."""
    document = examination.document
    told = {"name": document.agency, "kind": document.kind, "year": examination.year}
    facts = dict(examination.facts)
    facts["agency"] = {**{key: value for key, value in told.items() if value}, **facts.get("agency", {})}
    return {
        **facts,
        **_tables(examination.numbers),
        **({_LAST: _tables(examination.last_numbers)} if examination.last is not None else {}),
        **({_YEAR: examination.year} if examination.year is not None else {}),
        _TEXT: {section: examination.text_of(section) for section in _sections()},
    }


def _tables(numbers: Mapping[str, Decimal]) -> dict[str, Any]:
    return nest({address: _plain(value) for address, value in numbers.items()})


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
