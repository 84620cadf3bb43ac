"""The published formats: the schemas are current, what the program writes fits them, what is wrong does not."""

from __future__ import annotations

import io
import json
import tomllib
from copy import deepcopy
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from assistant.checks.inspection import inspect_file, to_json
from assistant.drafts import read_draft
from assistant.drafts.draft import dump
from assistant.drafts.grounds import grounds_of
from assistant.drafts.readiness import inspect, readiness
from assistant.export.data import read_json, write_json
from assistant.files import json_text
from assistant.report import with_answer
from docs.make_schemas import FOLDER, schemas
from tests.samples import finished_samples

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = sorted(finished_samples().glob("*.toml"))
REPORTS = ["01-town-libreoffice.docx", "11-bureau-2019.html", "10-county-tabs.txt"]


@cache
def validator(name: str) -> Draft202012Validator:
    schema = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def complaints(name: str, data: Any) -> list[str]:
    return [f"{list(error.path)}: {error.message[:80]}" for error in validator(name).iter_errors(data)]


def as_json(value: Any) -> Any:
    """TOML as editors hold it against a schema: dates are texts."""
    if isinstance(value, dict):
        return {key: as_json(part) for key, part in value.items()}
    if isinstance(value, list):
        return [as_json(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def exported(path: Path) -> dict[str, Any]:
    draft, target = read_draft(path), io.BytesIO()
    state = readiness(draft)
    write_json(state.document, target, grounds=grounds_of(draft, state))
    assert read_json(target.getvalue()) == state.document
    found: dict[str, Any] = json.loads(target.getvalue())
    return found


def test_the_published_schemas_are_current() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()}
    assert written == schemas(), "run python -m docs.make_schemas"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_drafts_fit_the_schema(path: Path) -> None:
    draft = read_draft(path)
    last = readiness(read_draft(SAMPLES[0])).document
    report = draft.report
    for name, value in (("visits", 3), ("fees", Decimal("1.50")), ("open", False), ("word", ""), ("places", ["厅"])):
        report = with_answer(report, f"local.{name}", value)
    kept = draft.changed(report=report, last_year=last, at="overview.trainings", typed=["一", "二"])
    for text in (path.read_text(encoding="utf-8"), dump(kept)):
        assert complaints("draft-2.json", as_json(tomllib.loads(text))) == []


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("overview", "trainigs"), 2),
        (("overview", "trainings"), -1),
        (("overview", "trainings"), "两次"),
        (("agency", "kind"), "village"),
        (("agency", "signed_on"), "一月"),
        (("requests", "received", "total"), 3),
        (("requests", "received", "natural_person"), 1.5),
        (("disclosure", "permit"), 3),
        (("origins", "typed"), ["overview.nothing"]),
        (("local", "visits"), {"a": 1}),
        (("local", "visits"), -1),
        (("local", "Visits"), 1),
        (("origins", "typed"), ["local.Visits"]),
        (("schema",), 3),
    ],
)
def test_what_a_draft_cannot_hold_does_not_fit(place: tuple[str, ...], value: object) -> None:
    data = as_json(tomllib.loads(SAMPLES[-1].read_text(encoding="utf-8")))
    inner = data
    for part in place[:-1]:
        inner = inner.setdefault(part, {})
    inner[place[-1]] = value
    assert complaints("draft-2.json", data)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_an_exported_report_and_its_check_fit_and_say_the_same_under_the_same_names(path: Path) -> None:
    export = exported(path)
    check = {"reports": [json.loads(json_text(to_json(inspect(str(path)))))]}
    assert complaints("report-1.json", export) == complaints("report-1.json", check) == []
    (written,), (printed,) = export["reports"], check["reports"]
    assert {name: written[name] for name in printed if name != "file"} == {
        name: part for name, part in printed.items() if name != "file"
    }
    assert {fact["key"] for fact in written["facts"]} <= set(written["origins"])
    assert all(written["origins"][fact["key"]] == fact["origin"] for fact in written["facts"])


@pytest.mark.parametrize("name", REPORTS)
def test_what_check_prints_of_a_file_fits(name: str) -> None:
    data = json.loads(json_text({"reports": [to_json(inspect_file(str(ROOT / "tests" / "reports" / name)))]}))
    assert complaints("report-1.json", data) == []
    wrong = deepcopy(data)
    wrong["reports"][0]["findings"] = [{"rule": "x", "level": "error"}]
    assert complaints("report-1.json", wrong)
