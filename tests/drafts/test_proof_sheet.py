"""The proof sheet beside a report: every figure with its source, what the checks said, the file's SHA-256."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.composing import generated_text
from assistant.document import Document, FigureTable
from assistant.drafts import Draft, read_draft
from assistant.drafts.beginning import interview_of
from assistant.drafts.proof_sheet import proof_sheet, publish_with_proof
from assistant.drafts.readiness import readiness
from assistant.drafts.reasons import acknowledge
from assistant.errors import NianbaoError
from assistant.report import with_answer


@pytest.fixture
def bureau(samples: Path) -> Draft:
    return read_draft(samples / "linhe-housing-2024.toml")


def sheet(draft: Draft, tmp_path: Path) -> list[str]:
    file = tmp_path / "年报.docx"
    file.write_bytes(b"report")
    text = proof_sheet(draft, readiness(draft), file)
    assert text.endswith("\n")
    return text.splitlines()


def part(lines: list[str], title: str) -> list[str]:
    """The lines of one part of the sheet, or of one table in it."""
    start = next(place for place, line in enumerate(lines) if line.endswith(title)) + 1
    rest = lines[start:]
    return [line.strip() for line in rest[: next((n for n, line in enumerate(rest) if line[:1] != " "), len(rest))]]


def with_cells(document: Document, cells: dict[str, str]) -> Document:
    """``document`` with other cells in its table of applications."""
    sections = [
        replace(
            section,
            blocks=tuple(
                replace(block, cells={**block.cells, **cells})
                if isinstance(block, FigureTable) and block.schema_key == "T3"
                else block
                for block in section.blocks
            ),
        )
        for section in document.sections
    ]
    return replace(document, year=2023, sections=tuple(sections))


def test_it_names_the_file_by_size_and_digest(bureau: Draft, tmp_path: Path) -> None:
    lines = sheet(bureau, tmp_path)
    assert lines[0] == f"《{readiness(bureau).document.title}》核对单"
    assert lines[1] == "文件：年报.docx（6字节）"
    assert lines[2] == f"SHA-256：{hashlib.sha256(b'report').hexdigest()}"


def test_every_figure_that_is_not_zero_stands_with_its_source(bureau: Draft, tmp_path: Path) -> None:
    lines = sheet(bureau, tmp_path)
    disclosure = part(lines, "主动公开政府信息情况")
    assert "行政许可·本年处理决定数量　276件　填写" in disclosure
    assert any(line.endswith("　57.3216万元　填写") for line in disclosure)
    requests = part(lines, "收到和处理政府信息公开申请情况")
    assert "本年新收·自然人　29件　填写" in requests
    assert "本年新收·总计　41件　合计得出" in requests
    table = readiness(bureau).document.table("T3")
    assert table is not None
    zeros = sum(text == "0" for text in table.cells.values())
    assert requests[-1] == f"其余{zeros}格都是0。"
    assert len(requests) == len(table.cells) - zeros + 1
    assert any(line.endswith("　318条　填写") for line in part(lines, "正文里的数字"))


def test_cases_are_named_as_their_source(bureau: Draft, tmp_path: Path) -> None:
    cases = [{"applicant": "natural_person", "outcome": "granted"}, {"applicant": "business", "outcome": "carried_out"}]
    draft = bureau.changed(report=with_answer(bureau.report, "requests", {"cases": cases}))
    requests = part(sheet(draft, tmp_path), "收到和处理政府信息公开申请情况")
    assert "予以公开·自然人　1件　逐件登记" in requests
    assert "予以公开·总计　1件　合计得出" in requests


def test_last_years_report_is_the_source_of_what_it_settles(bureau: Draft, tmp_path: Path) -> None:
    document = readiness(bureau).document
    last = with_cells(document, {"carried_out.natural_person": "2", "carried_out.business": "3"})
    draft = bureau.changed(last_year=last)
    assert interview_of(draft).fixed(interview_of(draft).script.question("requests"))
    lines = sheet(draft, tmp_path)
    requests = part(lines, "收到和处理政府信息公开申请情况")
    assert "上年结转·自然人　2件　上年报告" in requests
    assert "上年结转·商业企业　0件　填写，上年报告为3" in requests
    counts = part(lines, "正文里的数字")
    assert any(line == "监督员　6名　填写，与上年报告一致" for line in counts)


def test_findings_reasons_and_own_words_are_told(bureau: Draft, tmp_path: Path) -> None:
    draft = bureau.changed(report=with_answer(bureau.report, "disclosure", {"normative.in_force": 1, "fees": 200000}))
    warnings = [finding for finding in readiness(draft).findings if finding.severity == "warning"]
    before = readiness(draft).findings
    key = next(iter(readiness(draft).document.preface)).key
    own = "本报告按照规定编写。"
    generated = generated_text(draft.report, interview_of(draft).applicable, draft.clerk, key)
    draft = draft.changed(
        acknowledged=(acknowledge(warnings[0], "已与财政部门核对", date(2025, 1, 8)),),
        clerk=draft.clerk.with_edit(key, own, generated),
    )
    lines = sheet(draft, tmp_path)
    reasons = part(lines, "说明了理由的问题")
    assert reasons == [f"{warnings[0].message}（{warnings[0].rule}）", "理由：已与财政部门核对（2025年1月8日）"]
    findings = part(lines, "检查结果")
    shown = readiness(draft).findings
    assert len(before) > 0
    assert len(findings) == 1 + len(shown)
    assert all(any(finding.message in line for line in findings) for finding in shown)
    assert warnings[0] not in shown
    assert any(line.endswith(own) for line in part(lines, "自己改写的段落"))


def test_open_questions_are_named(bureau: Draft, tmp_path: Path) -> None:
    draft = bureau.changed(report=with_answer(bureau.report, "requests", None))
    lines = sheet(draft, tmp_path)
    assert part(lines, "收到和处理政府信息公开申请情况") == ["没有填。"]
    assert [question.title for question in readiness(draft).unanswered] == part(lines, "没有回答的问题")
    assert part(sheet(bureau, tmp_path), "没有回答的问题") == ["没有。"]


def test_it_is_written_beside_the_report(bureau: Draft, tmp_path: Path) -> None:
    file, written = publish_with_proof(bureau, readiness(bureau), tmp_path / "年报.md", as_draft=True)
    assert (file.name, written.name) == ("年报（草稿）.md", "年报（草稿）-核对单.txt")
    text = written.read_text(encoding="utf-8-sig")
    assert hashlib.sha256(file.read_bytes()).hexdigest() in text
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == sorted([file.name, written.name])


def test_a_sheet_that_is_there_keeps_the_report_from_being_written(bureau: Draft, tmp_path: Path) -> None:
    (tmp_path / "年报-核对单.txt").write_bytes(b"mine")
    with pytest.raises(NianbaoError) as caught:
        publish_with_proof(bureau, readiness(bureau), tmp_path / "年报.md")
    assert "年报-核对单.txt" in caught.value.message and "--force" in caught.value.hint
    assert not (tmp_path / "年报.md").exists()
    assert (tmp_path / "年报-核对单.txt").read_bytes() == b"mine"
    publish_with_proof(bureau, readiness(bureau), tmp_path / "年报.md", force=True)
    assert (tmp_path / "年报-核对单.txt").read_bytes() != b"mine"


def test_a_file_that_is_gone_is_said(bureau: Draft, tmp_path: Path) -> None:
    with pytest.raises(NianbaoError) as caught:
        proof_sheet(bureau, readiness(bureau), tmp_path / "没有.docx")
    assert "没有.docx" in caught.value.sentence()
