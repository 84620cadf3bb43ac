"""Every rule against its cases: tests/checks/cases/<slug>.toml."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from checks_documents import HERE, base, build, load

from assistant.checks import Finding, check, rules
from assistant.checks.examination import Examination
from assistant.checks.model import OddAnswer
from assistant.checks.neighbours import neighbours, prose
from assistant.checks.run import findings

LISTED = dict(line.split() for line in (HERE / "slugs.txt").read_text(encoding="utf-8").splitlines() if line)
BASES = sorted(path.stem for path in (HERE / "bases").glob("*.toml"))


def _cases() -> Iterator[Any]:
    for path in sorted((HERE / "cases").glob("*.toml")):
        for case in load(path)["case"]:
            yield pytest.param(path.stem, case, id=f"{path.stem}: {case['name']}")


def _findings(slug: str, case: dict[str, Any]) -> list[Finding]:
    document = build({"base": "town", **case})
    last = build({"base": "town", **case["last"]}) if "last" in case else None
    others = [build({"base": "town", **other}) for other in case.get("others", ())]
    alike = neighbours([prose(Examination(report)) for report in (document, *others)])[0]
    odd = [OddAnswer(**answer) for answer in case.get("odd", ())]
    every = findings(Examination(document, last, case.get("document", {}).get("file_name", ""), alike, odd=odd))
    return [finding for finding in every if finding.rule == slug]


@pytest.mark.parametrize("name", BASES)
def test_nothing_is_wrong_with_a_base(name: str) -> None:
    assert check(base(name)) == []


@pytest.mark.parametrize(("slug", "case"), _cases())
def test_case(slug: str, case: dict[str, Any]) -> None:
    found = _findings(slug, case)
    expected = case.get("finds", [])
    messages = [finding.message for finding in found]
    assert len(found) == len(expected), messages
    for text in expected:
        assert any(text in message for message in messages), (text, messages)
    if "severity" in case:
        assert {finding.severity for finding in found} == {case["severity"]}
    if "section" in case:
        assert {finding.section for finding in found} == {case["section"]}
    for where in case.get("where", []):
        assert any(where in finding.where for finding in found), [finding.where for finding in found]


def test_the_list_of_rules_is_whole() -> None:
    assert {rule.slug: rule.severity for rule in rules()} == LISTED


@pytest.mark.parametrize("slug", sorted(LISTED))
def test_every_rule_has_cases_that_pass_and_cases_that_fail(slug: str) -> None:
    path = HERE / "cases" / f"{slug}.toml"
    assert path.is_file(), "no cases at all"
    cases = load(path)["case"]
    assert any("finds" not in case for case in cases), "no passing case"
    assert any("finds" in case for case in cases), "no failing case"


@pytest.mark.parametrize("slug", sorted(LISTED))
def test_every_message_of_a_rule_is_met(slug: str) -> None:
    """A message that no case brings about is either dead or untested."""
    (rule,) = (rule for rule in rules() if rule.slug == slug)
    said = [
        finding.message
        for case in load(HERE / "cases" / f"{slug}.toml")["case"]
        if "finds" in case
        for finding in _findings(slug, case)
    ]
    for message in rule.messages.values():
        pieces = [piece.partition("}")[2] if "}" in piece else piece for piece in message.text.split("{")]
        assert any(all(piece in text for piece in pieces) for text in said), message.text


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.slug)
def test_every_rule_explains_itself(rule: Any) -> None:
    for text in (rule.basis, rule.meaning, rule.mend):
        assert len(text) >= 4
    assert rule.meaning.endswith("。")
    assert rule.mend.endswith("。")


def test_findings_come_gravest_first_then_by_place() -> None:
    document = build(
        {
            "base": "town",
            "cells": {"T3.received.business": "2", "T4.review.upheld": "2"},
            "text": {"overview.proactive": "截止2024年12月31日，我镇共公开政府信息80多条。", "other.fees": "无。"},
        }
    )
    found = check(document)
    order = ["error", "warning", "advice"]
    assert [order.index(finding.severity) for finding in found] == sorted(
        order.index(finding.severity) for finding in found
    )
    errors = [finding.section for finding in found if finding.severity == "error"]
    assert errors == sorted(
        errors, key=["overview", "disclosure", "requests", "proceedings", "problems", "other"].index
    )


def test_a_mended_figure_takes_its_finding_with_it_and_values_tell_the_figures() -> None:
    wrong = build({"base": "town", "cells": {"T4.review.total": "3"}})
    (finding,) = [finding for finding in check(wrong) if finding.rule == "t4-total"]
    assert finding.values == ("3", "1", "0", "0", "0")
    assert not [finding for finding in check(base("town")) if finding.rule == "t4-total"]


def test_another_years_report_is_not_taken_for_last_years() -> None:
    older = build({"base": "town", "document": {"year": 2021}, "figures": {"T3.carried_out.business": 1}})
    assert check(base("town"), older) == []
