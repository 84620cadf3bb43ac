"""The page for whoever signs: figures beside last year's with the change, findings, what is open, what has changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.drafts import Draft, DraftStore, read_draft
from assistant.drafts.proof_sheet import publish_with_proof
from assistant.drafts.readiness import readiness
from assistant.drafts.reasons import acknowledge
from assistant.drafts.sign_off import sign_off
from assistant.export.word.sheet import SheetPart
from assistant.reading import read_rows
from assistant.report import with_answer
from tests.drafts.test_proof_sheet import with_cells


@pytest.fixture
def bureau(samples: Path) -> Draft:
    """The sample of a bureau with a report of the year before, a reason, an open question and a proposal."""
    draft = read_draft(samples / "linhe-housing-2024.toml")
    last = with_cells(readiness(draft).document, {"received.natural_person": "20", "received.total": "32"})
    draft = draft.changed(last_year=replace(last, title=last.title.replace("2024", "2023")))
    warning = next(finding for finding in readiness(draft).findings if finding.severity == "warning")
    return draft.changed(
        report=with_answer(draft.report, "overview.checks", None),
        acknowledged=(acknowledge(warning, "上级统一口径", date(2025, 1, 6)),),
        origins=draft.origins.given("overview.supervisors", "accepted"),
    )


def by_heading(parts: tuple[SheetPart, ...]) -> dict[str, SheetPart]:
    return {part.heading: part for part in parts}


def test_every_figure_stands_beside_last_years_with_the_change(bureau: Draft) -> None:
    parts = by_heading(sign_off(bureau, readiness(bureau)))
    rows = {row[0]: list(row[1:]) for row in parts["收到和处理政府信息公开申请情况"].rows}
    assert rows["本年新收·自然人"] == ["29件", "20件", "增9", "填写"]
    assert rows["本年新收·商业企业"] == ["8件", "8件", "不变", "填写"]
    assert rows["本年新收·总计"][:3] == ["41件", "32件", "增9"]
    counts = {row[0]: row[1] for row in parts["正文里的数字"].rows}
    assert counts["政府网站公开条数"] == "318条" and "自查检查" not in counts


def test_reasons_open_questions_and_proposals_are_named(bureau: Draft) -> None:
    ready = readiness(bureau)
    parts = by_heading(sign_off(bureau, ready))
    assert any("上级统一口径" in line for line in parts["说明了理由的问题"].lines)
    assert parts["没有回答的问题"].lines == ["自查检查"]
    assert parts["按建议填、还没有核对的"].lines == ["监督员：6名"]
    assert f"警告{sum(one.severity == 'warning' for one in ready.findings)}处" in parts["总的情况"].lines[0]


def test_what_changed_since_the_last_export_is_told(bureau: Draft) -> None:
    store = DraftStore()
    draft = store.save(bureau.changed(name="临禾", stored=""))
    assert store.exported("临禾") is None
    assert "没有导出过" in by_heading(sign_off(draft, readiness(draft)))["上次导出以后改了什么"].lines[0]
    store.mark_exported(draft)
    for number in (5, 6):
        changed = draft.changed(
            report=with_answer(draft.report, "overview.checks", number), revision=draft.revision.onward()
        )
        draft = store.save(changed)
    found = by_heading(sign_off(draft, readiness(draft), store.exported("临禾")))["上次导出以后改了什么"].lines
    assert "以后改了1处" in found[0] and found[1:] == ["自查检查：没有 → 6次"]


def test_the_word_sheet_beside_a_word_report_holds_the_page_and_the_digest(bureau: Draft, tmp_path: Path) -> None:
    _, sheet = publish_with_proof(bureau, readiness(bureau), tmp_path / "年报.docx", as_draft=True)
    assert sheet.name == "年报（草稿）-核对单.docx"
    rows = read_rows(sheet)
    assert ("本年新收·自然人", "29件", "20件", "增9", "填写") in rows
    assert any(row[0].startswith("SHA-256：") for row in rows if row)
