"""Numbers carried in that last year's report settles: locked in a draft, and unlocked with a reason."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.checks import Finding, check
from assistant.document import Document, FigureTable
from assistant.drafts import DamagedDraft, Draft, DraftStore, read_draft
from assistant.drafts.beginning import carried, save_as
from assistant.drafts.proof_sheet import proof_sheet
from assistant.drafts.readiness import Place, inspect, place_of, readiness
from assistant.drafts.reasons import Unlocked, still_unlocked, unlock
from assistant.interview import load_script
from assistant.report import read, with_answer
from assistant.session.sheet import LastYearCells
from assistant.standard import standard
from tests.command import nianbao
from tests.examples import examples
from tests.samples import finished_samples

SCRIPT = load_script()
SAMPLE = finished_samples() / "linhe-housing-2024.toml"
DAY = date(2026, 1, 8)
CELL = "carried_in.natural_person"
WHY = "去年年报有误，已于3月更正为5件"
COLUMNS = [leaf.path for leaf in standard().tables["T3"].blocks[0].column_leaves]


@cache
def bureau() -> tuple[Draft, Document]:
    """A finished draft on 2024, and its report."""
    draft = read_draft(SAMPLE)
    return draft, readiness(draft).document


def last_year(left_open: dict[str, str], prose: bool = True) -> Document:
    """A report on 2023 that printed so many open at its end, by column; its tables alone without ``prose``."""
    document = bureau()[1]
    cells = {f"carried_out.{column}": text for column, text in left_open.items()}
    sections = []
    for section in document.sections:
        blocks = [
            replace(block, cells={**block.cells, **cells})
            if isinstance(block, FigureTable) and block.schema_key == "T3"
            else block
            for block in section.blocks
            if prose or isinstance(block, FigureTable)
        ]
        sections.append(replace(section, blocks=tuple(blocks)))
    return replace(document, year=2023, sections=tuple(sections))


def begun(left_open: dict[str, str], prose: bool = True) -> Draft:
    """The draft as the inputs begin its table: what last year's report settles is filled in."""
    draft = bureau()[0].changed(last_year=last_year(left_open, prose))
    given_by_last = carried(draft, SCRIPT)
    assert given_by_last is not None
    prefilled = LastYearCells(settled=given_by_last.fixed.get("requests", {})).prefilled
    return draft.changed(report=with_answer(draft.report, "requests", prefilled))


def with_number(draft: Draft, number: int) -> Draft:
    figures = read(draft.report, "requests")
    return draft.changed(report=with_answer(draft.report, "requests", figures.with_cell(CELL, number)))


def unlocked(before: int = 2, reason: str = WHY) -> Unlocked:
    return Unlocked(question="requests", cell=CELL, before=before, reason=reason, on=DAY)


def carried_over(findings: tuple[Finding, ...]) -> list[Finding]:
    return [finding for finding in findings if finding.rule == "carry-over"]


PRINTED = st.one_of(
    st.integers(0, 30).map(str), st.sampled_from(["", "/", "-", "2件", "-1", "1.5", "若干", "０", " 3 ", "1,200"])
)


@settings(max_examples=examples(60))
@given(st.fixed_dictionaries(dict.fromkeys(COLUMNS, PRINTED)))
def test_what_is_filled_in_from_any_table_never_departs_from_it(left_open: dict[str, str]) -> None:
    draft = begun(left_open, prose=False)
    assert draft.last_year is not None
    found = carried_over(tuple(check(readiness(draft).document, draft.last_year)))
    assert [finding for finding in found if finding.severity == "error"] == []
    given_by_last = carried(draft, SCRIPT)
    assert given_by_last is not None
    settled = {f"T3.{path}" for path in given_by_last.fixed.get("requests", {})}
    assert not settled & {where for finding in found for where in finding.where}


@settings(max_examples=examples(30))
@given(st.fixed_dictionaries(dict.fromkeys(COLUMNS, PRINTED)), st.integers(0, 40))
def test_another_number_is_an_error_until_it_has_a_reason(left_open: dict[str, str], number: int) -> None:
    draft = begun(left_open, prose=False)
    given_by_last = carried(draft, SCRIPT)
    assert given_by_last is not None
    before = given_by_last.fixed.get("requests", {}).get(CELL)
    if before is None or before == number:
        return
    draft = with_number(draft, number)
    (error,) = [one for one in carried_over(readiness(draft).findings) if one.severity == "error"]
    assert error.where == (f"T3.{CELL}",)
    answered = readiness(draft.changed(unlocked=(unlocked(before),)))
    assert not [one for one in carried_over(answered.findings) if one.severity == "error"]
    assert answered.answered == ((error, unlocked(before)),)


def test_a_reason_holds_for_its_cell_and_its_number_only() -> None:
    draft = with_number(begun({"natural_person": "2", "business": "1"}), 5)
    assert not readiness(draft).ready
    assert carried_over(readiness(draft.changed(unlocked=(unlocked(3),))).findings)
    other = unlocked().model_copy(update={"cell": "carried_in.business"})
    assert carried_over(readiness(draft.changed(unlocked=(other,))).findings)
    settled = {"requests": {CELL: 2}}
    assert still_unlocked((unlocked(), unlocked(3), other), settled) == (unlocked(),)
    assert still_unlocked((unlocked(),), {}) == ()
    foreign = unlocked().model_copy(update={"question": "agency.name"})
    assert not foreign.covers(carried_over(readiness(draft).findings)[0])


def test_it_does_not_answer_other_rules() -> None:
    draft = with_number(begun({"natural_person": "2"}), 5).changed(unlocked=(unlocked(),))
    assert any(finding.rule == "t3-balance" for finding in readiness(draft).errors), "5 carried in, none answered"
    finding = carried_over(tuple(check(readiness(draft).document, draft.last_year)))[0]
    assert place_of(finding, readiness(draft).document) == Place("requests", CELL)


def test_a_reason_keeps_its_day_and_others_are_left() -> None:
    other = Unlocked(question="disclosure", cell="permits", before=1, reason="改过", on=DAY)
    settled = {CELL: 2, "carried_in.business": 0}
    later = date(2026, 1, 20)
    given_now = unlock((other, unlocked()), "requests", settled, {CELL: WHY, "carried_in.business": "漏报"}, later)
    assert [(one.cell, one.before, one.on) for one in given_now] == [
        ("permits", 1, DAY), (CELL, 2, DAY), ("carried_in.business", 0, later),
    ]  # fmt: skip
    assert unlock(given_now, "requests", settled, {CELL: "另一个理由"}, later)[1].on == later
    assert unlock(given_now, "requests", settled, {}, later) == (other,)


# -- on disk ---------------------------------------------------------------------------------------
def test_it_is_kept_with_the_draft() -> None:
    store = DraftStore()
    saved = store.save(begun({"natural_person": "2"}).changed(unlocked=(unlocked(),)))
    assert store.load(saved.name).unlocked == (unlocked(),)
    data = tomllib.loads(store.path(saved.name).read_text(encoding="utf-8"))
    assert data["schema"] == 2
    assert data["unlocked"] == [{"question": "requests", "cell": CELL, "before": 2, "reason": WHY, "on": DAY}]
    assert "unlocked" not in tomllib.loads(
        store.path(store.save(begun({}).changed(name="另一份")).name).read_text(encoding="utf-8")
    )


@pytest.mark.parametrize(("old", "new"), [("before = 2", "before = -2"), (f'"{WHY}"', '""'), ("cell =", "path =")])
def test_a_spoilt_one_is_said_and_left_alone(old: str, new: str) -> None:
    store = DraftStore()
    path = store.path(store.save(begun({"natural_person": "2"}).changed(unlocked=(unlocked(),))).name)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(DamagedDraft):
        read_draft(path)


def test_the_proof_sheet_tells_the_reason(tmp_path: Path) -> None:
    draft = with_number(begun({"natural_person": "2"}), 5).changed(unlocked=(unlocked(),))
    file = tmp_path / "年报.docx"
    file.write_bytes(b"report")
    text = proof_sheet(draft, readiness(draft), file)
    assert "上年结转·自然人　5件　填写，上年报告为2" in text
    assert "自然人：上年年报结转下年度2件，本年上年结转填了5件，差3（carry-over）\n    理由：" + WHY in text
    assert "2026年1月8日" in text.partition(WHY)[2].splitlines()[0]


def test_a_check_of_the_draft_counts_the_reason_and_is_no_error(tmp_path: Path) -> None:
    before = int(bureau()[1].table("T3").cells[CELL])  # type: ignore[union-attr]
    draft = begun({"natural_person": str(before + 1)})
    stands = draft.changed(report=bureau()[0].report)
    path = tmp_path / "年报.toml"
    for reasons, errors in (((), 1), ((unlocked(before + 1),), 0)):
        path.unlink(missing_ok=True)
        save_as(stands.changed(unlocked=reasons), path)
        found = inspect(str(path))
        assert len(carried_over(found.findings)) == errors
        assert found.answered == 1 - errors
        told = nianbao("check", str(path))
        assert told.returncode == (1 if found.has_errors else 0)
        assert ("另有1处已经说明理由" in told.stdout) is bool(reasons)
