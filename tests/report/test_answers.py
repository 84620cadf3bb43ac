"""Answers: bounds of single values, tables with derived totals, round trips."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from assistant.report import (
    DisclosureFigures,
    Figures,
    ProceedingFigures,
    Report,
    RequestFigures,
    applicant_kinds,
    case_outcomes,
    field_paths,
    read,
    with_answer,
)
from assistant.standard import standard


def typed_cells(table: type[Figures]) -> st.SearchStrategy[dict[str, int | Decimal]]:
    """Random typed cells of a table; most stay 0, as in a real year."""
    cells = [cell for cell in table.schema_of().cells.values() if not cell.derived]
    counts = st.integers(0, 9_999_999)
    money = st.decimals(0, 10**6, places=4)
    return st.fixed_dictionaries({}, optional={c.path: money if c.unit == "万元" else counts for c in cells})


@pytest.mark.parametrize("table", [DisclosureFigures, RequestFigures, ProceedingFigures])
def test_tables_round_trip_and_every_relation_with_a_derived_total_holds(table: type[Figures]) -> None:
    @given(typed_cells(table))
    def holds(cells: dict[str, int | Decimal]) -> None:
        figures = table.model_validate(cells)
        assert table.model_validate(figures.model_dump()) == figures
        values = figures.values()
        assert list(values) == list(table.schema_of().cells)
        assert all(values[path] == value for path, value in cells.items())
        for relation in table.schema_of().relations:
            for line in table.schema_of().lines(relation):
                if relation.derives:
                    left = sum(values[path] for path in relation.cells(relation.left, line))
                    assert left == sum(values[path] for path in relation.cells(relation.right, line))

    holds()


def test_printed_table_has_every_cell() -> None:
    figures = RequestFigures.model_validate({"received": {"natural_person": 3}, "granted": {"natural_person": 3}})
    table = figures.printed()
    assert len(table.cells) == 175
    assert table.cells["received.total"] == table.cells["total.total"] == "3"
    assert table.cells["denied.third_party.business"] == "0"
    fees = DisclosureFigures.model_validate({"fees": Decimal("57.3200")}).printed()
    assert fees.cells["fees"] == "57.32"


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        ("overview.trainings", -1, "greater_than_equal"),
        ("overview.trainings", 1_000_000_000, "less_than_equal"),
        ("agency.name", "", "string_too_short"),
        ("agency.name", "甲\n乙", "several_lines"),
        ("agency.name", "甲\x1b[31m", "control_character"),
        ("agency.name", "甲\u202e乙", "control_character"),
        ("agency.name", "长" * 201, "string_too_long"),
        ("agency.kind", "village", "unknown_kind"),
        ("agency.year", 2020, "greater_than_equal"),
        ("requests", {"total": {"total": 1}}, "total_cell"),
        ("requests", {"granted": {"nobody": 1}}, "unknown_cell"),
        ("requests", {"granted": {"business": -1}}, "cell"),
        ("requests", {"granted": {"business": "1.5"}}, "cell"),
        ("disclosure", {"fees": Decimal("NaN")}, "cell"),
        ("disclosure", 3, "not_a_table"),
        ("problems.items", [{"problem": "甲"}], "missing"),
    ],
)
def test_impossible_values_are_refused(path: str, value: object, reason: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        with_answer(Report(), path, value)
    assert reason.removeprefix("string_") in {error["type"].removeprefix("string_") for error in refusal.value.errors()}


def test_an_answer_changes_nothing_else_and_can_be_taken_out() -> None:
    before = with_answer(Report(), "overview.trainings", 2)
    after = with_answer(before, "overview.checks", 0)
    assert read(after, "overview.trainings") == 2
    assert {path for path in field_paths() if read(after, path) is not None} == {
        "overview.trainings",
        "overview.checks",
    }
    assert with_answer(after, "overview.checks", None) == before
    with pytest.raises(KeyError):
        with_answer(before, "overview.unknown", 1)


def test_three_tables_of_the_standard_have_their_answers() -> None:
    assert {table.schema_key for table in Figures.__subclasses__()} == set(standard().tables)


OPEN = {"applicant": "natural_person", "outcome": "carried_out"}


def test_cases_count_themselves_and_are_what_is_stored() -> None:
    cases = [
        {"applicant": "business", "outcome": "granted"},
        {"applicant": "business", "outcome": "denied.third_party", "carried_in": True, "note": "[甲]公司"},
        OPEN,
    ]
    figures = RequestFigures.model_validate({"cases": cases})
    values = figures.values()
    assert (values["received.total"], values["carried_in.total"]) == (2, 1)
    assert (values["total.total"], values["carried_out.total"]) == (2, 1)
    assert values["denied.third_party.business"] == 1
    assert figures.model_dump() == {"cases": cases}
    assert RequestFigures.model_validate(figures.model_dump()) == figures
    assert figures.with_cell("granted.business", 4).cases == ()


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "applicant": st.sampled_from(list(applicant_kinds())),
                "outcome": st.sampled_from(list(case_outcomes())),
                "carried_in": st.booleans(),
            }
        )
    )
)
def test_a_table_counted_from_cases_always_balances(cases: list[dict[str, object]]) -> None:
    values = RequestFigures.model_validate({"cases": cases}).values()
    schema = RequestFigures.schema_of()
    for relation in schema.relations:
        for line in schema.lines(relation):
            left = sum(values[path] for path in relation.cells(relation.left, line))
            assert left == sum(values[path] for path in relation.cells(relation.right, line))
    assert values["total.total"] + values["carried_out.total"] == len(cases)


@pytest.mark.parametrize(
    ("change", "reason"), [({"applicant": "total"}, "applicant"), ({"outcome": "total"}, "outcome")]
)
def test_a_case_of_no_known_kind_is_refused(change: dict[str, str], reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        RequestFigures.model_validate({"cases": [{**OPEN, **change}]})
