"""Sentences in varied words: the true ones pass without a word, each wrong one is found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from checks_documents import HERE, build, load

from assistant.checks import Finding, check, rules

TEXT_RULES = {rule.slug for rule in rules() if rule.slug.startswith("text-") and rule.slug != "text-unchanged"}
NOTHING = {
    "base": "town",
    "figures": {
        f"T3.{row}": 0
        for row in (
            "received.natural_person",
            "received.business",
            "carried_in.natural_person",
            "granted.natural_person",
            "partly_granted.natural_person",
            "denied.third_party.business",
            "unavailable.not_held.natural_person",
        )
    }
    | {"T4.review.upheld": 0},
}
REPORTS: dict[str, dict[str, Any]] = {"bureau": {"base": "bureau"}, "town": {"base": "town"}, "zero": NOTHING}
ASPECTS = ("proactive", "on_request", "management", "platforms", "supervision")


def _sentences(name: str) -> Iterator[Any]:
    for report, aspects in load(HERE / "corpus" / f"{name}.toml").items():
        for aspect, sentences in aspects.items():
            for sentence in sentences:
                text, expected = (sentence, "") if isinstance(sentence, str) else sentence
                yield pytest.param(report, aspect, text, expected.split(), id=f"{report}: {text[:24]}")


def _said(report: str, aspect: str, text: str) -> list[Finding]:
    """The findings of the text rules with this one sentence as the whole text of section one."""
    paragraphs = {f"overview.{name}": "absent" for name in ASPECTS} | {f"overview.{aspect}": text}
    document = build({**REPORTS[report], "text": paragraphs})
    return [finding for finding in check(document) if finding.rule in TEXT_RULES]


@pytest.mark.parametrize(("report", "aspect", "text", "expected"), _sentences("correct"))
def test_a_true_sentence_passes(report: str, aspect: str, text: str, expected: list[str]) -> None:
    assert not expected
    assert [finding.message for finding in _said(report, aspect, text)] == []


@pytest.mark.parametrize(("report", "aspect", "text", "expected"), _sentences("wrong"))
def test_a_wrong_sentence_is_found(report: str, aspect: str, text: str, expected: list[str]) -> None:
    found = _said(report, aspect, text)
    assert sorted({finding.rule for finding in found}) == sorted(expected)
    assert all(f"overview.{aspect}" in finding.where for finding in found)


def test_there_are_enough_of_them() -> None:
    assert len(list(_sentences("correct"))) >= 60
    assert len(list(_sentences("wrong"))) >= 60
