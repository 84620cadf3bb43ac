"""Random consistent tables: nothing is said of them, and any number changed by one is found and named."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from checks_documents import base, build, with_cell, with_tables
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.checks import Finding, check
from assistant.checks.examination import Examination
from assistant.checks.registry import apply
from assistant.composing import ClerkText, compose, paragraph_keys
from assistant.document import Document
from assistant.report import Overview, ProceedingFigures, Report, RequestFigures, field_paths, read
from assistant.report.model import Agency, Other, Problem, Problems
from assistant.standard import join, standard
from tests.examples import examples

RULES = ("t3-balance", "t3-result-total", "t3-row-total", "t4-total")
T3 = standard().tables["T3"]
T4 = standard().tables["T4"]
COLUMNS = [leaf.path for leaf in T3.blocks[0].column_leaves if leaf.path != "total"]
ROWS = [leaf.path for leaf in T3.blocks[0].row_leaves]
RESULTS = ROWS[ROWS.index("granted") : ROWS.index("total")]
TOWN = base("town")


@st.composite
def requests(draw: st.DrawFn) -> RequestFigures:
    """Any figures that balance: what came in is what was done or carried out."""
    cells: dict[str, int] = {}
    size = draw(st.sampled_from([1, 3, 12, 400]))
    for column in COLUMNS:
        done = 0
        for row in draw(st.lists(st.sampled_from(RESULTS), max_size=6, unique=True)):
            cells[join(row, column)] = draw(st.integers(0, size))
            done += cells[join(row, column)]
        out = draw(st.integers(0, size)) if draw(st.booleans()) else 0
        carried = draw(st.integers(0, done + out))
        cells |= {
            f"carried_out.{column}": out,
            f"carried_in.{column}": carried,
            f"received.{column}": done + out - carried,
        }
    return RequestFigures.model_validate(cells)


@st.composite
def proceedings(draw: st.DrawFn) -> ProceedingFigures:
    typed = [path for path, cell in T4.cells.items() if not cell.derived]
    return ProceedingFigures.model_validate(draw(st.dictionaries(st.sampled_from(typed), st.integers(0, 30))))


def _changed(document: Document, where: str, up: bool) -> Document:
    table = document.table(where.partition(".")[0])
    assert table is not None
    value = int(table.cells[where.partition(".")[2]])
    return with_cell(document, where, str(value + 1 if up or not value else value - 1))


def _by_tables(document: Document) -> list[Finding]:
    examination = Examination(document)
    return [finding for slug in RULES for finding in apply(slug, examination)]


def _is_named(where: str, found: list[Finding]) -> bool:
    """Whether a finding puts the cell first and names its row and its column (in T4 its block and outcome)."""
    key, _, path = where.partition(".")
    cell = standard().tables[key].cells[path]
    if key == "T3":
        return any(finding.where[0] == where and cell.name in finding.message for finding in found)
    block = cell.column.headers[-2].short
    return any(where in finding.where and finding.message.startswith(f"{block}：") for finding in found)


ADDRESSES = [f"T3.{path}" for path in T3.cells] + [f"T4.{path}" for path in T4.cells]


@settings(max_examples=examples(200), suppress_health_check=list(HealthCheck))
@given(requests(), proceedings(), st.randoms(use_true_random=False))
def test_any_of_the_190_numbers_changed_by_one_is_found(t3: RequestFigures, t4: ProceedingFigures, random: Any) -> None:
    assert len(ADDRESSES) == 175 + 15
    document = with_tables(TOWN, t3, t4)
    assert [finding.message for finding in check(document) if finding.rule in RULES] == []
    missed = [
        where
        for where in ADDRESSES
        if not _is_named(where, _by_tables(_changed(document, where, random.random() < 0.5)))
    ]
    assert missed == []


def test_the_same_through_the_front_door() -> None:
    document = base("bureau")
    for where in ADDRESSES:
        found = [finding for finding in check(_changed(document, where, up=True)) if finding.rule in RULES]
        assert _is_named(where, found), where
        assert all(finding.severity == "error" for finding in found)


def test_a_table_without_one_number_is_still_added_up_where_it_can_be() -> None:
    document = build({"base": "town", "cells": {"T3.granted.research": "absent", "T3.received.business": "2"}})
    assert {finding.rule for finding in check(document)} >= {"table-shape", "t3-row-total", "t3-balance"}


@st.composite
def drafted(draw: st.DrawFn) -> Document:
    """A finished draft about random figures, each paragraph in a random one of its wordings."""
    report = Report(
        agency=Agency(name="云溪镇人民政府", kind="town", self_word="我镇", year=2024, contact="", website=""),
        overview=Overview(request_channels=draw(st.sampled_from([[], ["当面提交"], ["邮寄", "政府网站"]]))),
        requests=draw(requests()),
        proceedings=draw(proceedings()),
        problems=Problems(last_year=[], items=[Problem(problem="更新不够及时", measure="按月核对")]),
        other=Other(fee_notices=0, matters=""),
    )
    clerk = ClerkText()
    for key in paragraph_keys():
        clerk = clerk.with_wording(key, draw(st.integers(0, 1)))
    labels = {path: path for path in field_paths() if read(report, path) is not None}
    return compose(report, labels, clerk)


TEXT = ("text-requests", "text-no-requests", "text-review-suit", "text-parts", "text-percent", "text-one-value")


@settings(max_examples=examples(300), suppress_health_check=list(HealthCheck))
@given(drafted())
def test_what_is_drafted_from_the_figures_never_contradicts_them(document: Document) -> None:
    assert [finding.message for finding in check(document) if finding.rule in TEXT] == []


@settings(max_examples=examples(60), suppress_health_check=list(HealthCheck))
@given(drafted(), requests(), proceedings())
def test_other_tables_under_the_same_text_are_found(
    document: Document, t3: RequestFigures, t4: ProceedingFigures
) -> None:
    """The text was drafted from other figures: where it names the number received, a finding says so."""
    before, other = document.table("T3"), with_tables(document, t3, t4)
    after = other.table("T3")
    assert before is not None
    assert after is not None
    named = int(before.cells["received.total"])
    if named > 1 and named != int(after.cells["received.total"]):
        assert {finding.rule for finding in check(other)} & {"text-requests", "text-no-requests"}


def test_a_document_without_anything_is_not_an_accident() -> None:
    empty = replace(TOWN, agency="", kind="", year=None, title="", preface=(), sections=(), self_word="")
    assert {finding.rule for finding in check(empty)} == {"section-missing"}
    nameless = replace(TOWN, agency="", kind="", year=None, title="")
    assert all(finding.severity for finding in check(nameless, TOWN, "报告.docx"))
