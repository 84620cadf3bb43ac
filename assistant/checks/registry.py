"""The one register of rules: texts from ``rules.toml``, functions from the families."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from assistant.checks.examination import Examination
from assistant.checks.model import SEVERITIES, Finding, Hit, Message, Rule
from assistant.errors import DataFileError
from assistant.texts import DATA_FILES

RuleFunction = Callable[[Examination], Iterator[Hit]]

_FILE = Path(__file__).with_name("rules.toml")
_FUNCTIONS: dict[str, RuleFunction] = {}


def rule(slug: str) -> Callable[[RuleFunction], RuleFunction]:
    """Registers the function of the rule called ``slug``.

    :raises DataFileError: ``rules.toml`` has no such rule, or the slug has a function already.
    """

    def register(function: RuleFunction) -> RuleFunction:
        if slug not in known() or slug in _FUNCTIONS:
            raise DataFileError(*DATA_FILES.refusal("rules.unknown", slug=slug))
        _FUNCTIONS[slug] = function
        return function

    return register


def apply(slug: str, examination: Examination) -> Iterator[Finding]:
    """The findings of one rule."""
    return (finding_of(slug, item) for item in _FUNCTIONS[slug](examination))


def finding_of(slug: str, item: Hit) -> Finding:
    """What a rule yields as a finding, its sentence filled."""
    found = known()[slug]
    message = found.messages[item.message]
    text = message.text.format(**item.fields)
    return Finding(slug, message.severity, item.section, item.where, text, found.basis, found.mend, item.values)


def phrase(key: str, /, **fields: Any) -> str:
    """A turn of words that several rules share, its {fields} filled."""
    return str(_data()["phrases"][key]).format(**fields)


def page() -> dict[str, str]:
    """The words around the list of rules."""
    return dict(_data()["page"])


@cache
def known() -> dict[str, Rule]:
    """The rules by slug in the order of the file."""
    return {item["slug"]: _rule(item) for item in _data()["rule"]}


def registered() -> frozenset[str]:
    """The slugs that have a function."""
    return frozenset(_FUNCTIONS)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def _rule(item: dict[str, Any]) -> Rule:
    severity = item["severity"]
    messages = {
        key: Message(text, severity) if isinstance(text, str) else Message(text["text"], text["severity"])
        for key, text in item["messages"].items()
    }
    wrong = {message.severity for message in messages.values()} | {severity}
    if not wrong <= set(SEVERITIES):
        raise DataFileError(*DATA_FILES.refusal("rules.severity", slug=item["slug"], severity=severity))
    return Rule(
        slug=item["slug"],
        family=item["family"],
        severity=severity,
        basis=item["basis"],
        meaning=item["meaning"],
        mend=item["mend"],
        messages=messages,
    )
