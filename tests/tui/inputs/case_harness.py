"""Applications for the tests of T3, and its input over them."""

from __future__ import annotations

from typing import Any

from input_harness import Harness, shipped

T3 = shipped("requests")


def case(applicant: str, outcome: str, carried_in: bool = False, note: str = "") -> dict[str, object]:
    return {"applicant": applicant, "outcome": outcome, "carried_in": carried_in, "note": note}


CASES = [case("natural_person", "granted"), case("business", "denied.third_party", True, "张某")]


def app_with(cases: list[Any] | None = None, **context: Any) -> Harness:
    return Harness(T3, year=2024, **({"present": cases} if cases else {}), **context)
