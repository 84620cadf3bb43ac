"""What was typed and not submitted comes back, or the draft is refused by the line in which it cannot be right."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from assistant.drafts import DamagedDraft, Draft, DraftStore, read_draft
from assistant.drafts.rescue import open_or_tell
from assistant.interview import load_script
from assistant.report import field_paths, read, with_answer
from assistant.session.session import Session
from tests.drafts.test_gate import healthy as healthy

NO_INPUT_HOLDS = {
    "whole number": "5", "amount": "5.5", "truth": "true", "day": "2025-01-09", "time": "07:32:00",
    "moment": "2025-01-09T07:32:00", "numbers": "[1, 2]", "truths": "[true]", "lists": '[["甲"]]',
    "not a number": "nan",
    "table of numbers": "{a = 1}", "tables of numbers": "[{a = 1}]", "tables in tables": '{a = {b = "甲"}}',
    "tables of lists": '[{a = ["甲"]}]', "mixed": '["甲", 1]',
}  # fmt: skip
RAWS = {
    "text": '"甲"', "number": '"5"', "empty": '""', "texts": '["甲", "乙"]', "nothing": "[]", "no cells": "{}",
    "cells": '{"rules.issued" = "5", "received.business" = "x"}', "foreign cells": '{"a.b" = "5"}',
    "entries": '[{problem = "甲", measure = "乙"}]', "foreign entries": '[{a = "甲"}]',
    "cases": '[{applicant = "business", outcome = "granted", carried_in = true}]',
    "broken cases": '[{applicant = true}]', "texts and entries": '["甲", {problem = "乙"}]',
}  # fmt: skip
QUESTIONS = {question.kind: question.key for question in load_script().questions}
KEYS = sorted({*QUESTIONS.values(), "requests", "problems.items", "agency.name"})


def typed(draft: Draft, at: str, value: str) -> tuple[Path, int]:
    """The draft's file as if ``value`` had been typed at a question; the number of that line."""
    path = DraftStore().path(draft.name)
    work = path.read_text(encoding="utf-8").split("[session]")[0]
    text = f'{work}[session]\nstep = 1\nat = "{at}"\ntyped = {value}\n'
    path.write_text(text, encoding="utf-8")
    return path, text.count("\n")


@pytest.mark.parametrize("value", NO_INPUT_HOLDS.values(), ids=list(NO_INPUT_HOLDS))
def test_what_no_input_could_hold_is_refused_by_its_line(value: str, healthy: Draft) -> None:
    path, line = typed(healthy, "agency.name", value)
    (entry,) = DraftStore().list()
    assert f"第{line}行" in entry.problem and "session.typed" in entry.problem
    for way in (lambda: read_draft(path), lambda: open_or_tell(DraftStore(), None)):
        with pytest.raises(DamagedDraft):
            way()


@pytest.mark.parametrize("at", KEYS)
@pytest.mark.parametrize("value", RAWS.values(), ids=list(RAWS))
def test_what_another_input_could_hold_stops_nothing(at: str, value: str, samples: Path) -> None:
    store = DraftStore()
    draft = store.save(read_draft(samples / "yongle-2024.toml").changed(name=""))
    typed(draft, at, value)
    session = Session(store, store.load(draft.name), load_script(), date(2025, 1, 9))
    session.preview_input().beside()
    saved = session.writer.write(session.save_request())
    assert saved.report == draft.report
    assert store.load(saved.name).typed == session.typed


@pytest.mark.parametrize(
    ("entry", "key"),
    [
        ("[overview]\nwebsite_items = true", "overview.website_items"),
        ("[agency]\nyear = true", "agency.year"),
        ("[agency]\nsigned_on = 1736380800", "agency.signed_on"),
        ('[agency]\nsigned_on = "1736380800"', "agency.signed_on"),
        ("[other]\nfee_charged = true", "other.fee_charged"),
        ("[disclosure]\npermits = true", "disclosure"),
        ("[requests.received]\nbusiness = true", "requests"),
        ("[overview]\nin_assessment = 1", "overview.in_assessment"),
        ('[overview]\nin_assessment = "yes"', "overview.in_assessment"),
        ('[clerk.wordings]\n"overview.lead" = true', "clerk.wordings.overview.lead"),
        ('[[acknowledged]]\nrule = 5\nreason = "甲"\non = 2025-01-09', "acknowledged.0.rule"),
        ('[requests]\ncases = [\n    { applicant = "business", outcome = "granted" },\n    5,\n]', "requests"),
    ],
)
def test_a_value_of_another_type_is_no_answer_and_its_line_is_named(entry: str, key: str) -> None:
    store = DraftStore()
    store.folder.mkdir(parents=True)
    store.path("坏的").write_text(f"schema = 1\n\n{entry}\n", encoding="utf-8")
    with pytest.raises(DamagedDraft) as error:
        store.load("坏的")
    sentence = error.value.sentence()
    assert "第4行" in sentence or "第3行" in sentence or "第6行" in sentence, sentence
    assert f"“{key}" in sentence


@pytest.mark.parametrize("path", field_paths())
def test_an_answer_of_any_type_is_opened_or_refused_by_its_line(path: str, healthy: Draft) -> None:
    """No value of TOML is taken for another: what is no answer is refused in one sentence, the rest is kept."""
    store = DraftStore()
    table, _, name = path.rpartition(".")
    for value in (*NO_INPUT_HOLDS.values(), *RAWS.values()):
        text = f"schema = 1\n\n[{table}]\n{name} = {value}\n" if table else f"schema = 1\n\n\n{name} = {value}\n"
        store.path("别的").write_text(text, encoding="utf-8")
        (problem,) = [entry.problem for entry in store.list() if entry.name == "别的"]
        assert "第4行" in problem or not problem, (value, problem)
        assert not problem or (problem.endswith("。") and "\n" not in problem)
        if problem:
            with pytest.raises(DamagedDraft):
                store.load("别的")
            continue
        draft = store.load("别的")
        given, got = tomllib.loads(f"given = {value}")["given"], read(draft.report, path)
        if isinstance(given, bool):
            assert got is given
        elif isinstance(given, int | float | date | str):
            assert str(got) == str(given)[: len(str(got))] and not isinstance(got, bool)
        session = Session(store, draft, load_script(), date(2025, 1, 9))
        session.preview_input().beside()
        assert store.load(session.writer.write(session.save_request()).name).report == draft.report


def test_a_truth_value_is_no_count_wherever_it_comes_from(healthy: Draft) -> None:
    with pytest.raises(ValueError, match="not a number"):
        with_answer(healthy.report, "overview.website_items", True)
