"""What of a finished report becomes no answer: cells that are not numbers, an identity that is not told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.document import Document, Paragraph, Signature
from assistant.interview import Interview
from assistant.last_year.recovery import recover
from assistant.report import Report, read
from assistant.standard import standard
from tests.composing.drafting_reports import township
from tests.last_year.recovered_reports import again, ordinary, texts, with_cells, with_paragraphs
from tests.reading.finished_reports import SCRIPT, completed, printed


# -- cells -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("key", "path", "text", "value", "words"),
    [
        ("T2", "permits", "12件", 12, "“12件”，按12填入"),
        ("T2", "permits", "若干", 0, "“若干”，不是能填的数字"),
        ("T2", "permits", "-3", 0, "“-3”，不是能填的数字"),
        ("T2", "permits", "", 0, "1格是空白（行政许可"),
        ("T3", "received.total", "9", 0, "印的是9，各格相加是0"),
        ("T4", "review.upheld", "１", 1, "各格相加是1"),
    ],
)
def test_cells_that_are_not_what_they_print_are_named(key: str, path: str, text: str, value: int, words: str) -> None:
    recovery = recover(
        with_cells(ordinary(), key, {"permits": "7", path: text} if key == "T2" else {path: text}), SCRIPT
    )
    table = read(recovery.report, {"T2": "disclosure", "T3": "requests", "T4": "proceedings"}[key])
    assert table.values()[path] == value
    assert [note for note in recovery.notes if words in note], recovery.notes


def test_tables_that_are_not_there_stay_to_be_filled() -> None:
    blank = dict.fromkeys(standard().tables["T4"].cells, "")
    document = with_paragraphs(with_cells(ordinary(), "T4", blank), "requests")
    recovery = recover(document, SCRIPT)
    assert (recovery.report.requests, recovery.report.proceedings) == (None, None)
    assert recovery.report.disclosure is not None
    assert sum("重新填" in note for note in recovery.notes) == 2


# -- who and when ----------------------------------------------------------------------------------
def test_what_is_unknown_is_asked_and_nothing_fails() -> None:
    empty = Document("", "", None, "", (), (), Signature("", ""))
    recovery = recover(empty, SCRIPT)
    assert recovery.report == Report()
    assert len([note for note in recovery.notes if "请填上" in note]) == 3
    assert again(recovery).preface == ()


def test_a_year_before_the_format_is_asked_again() -> None:
    recovery = recover(replace(ordinary(), year=2020), SCRIPT)
    assert recovery.report.agency.year is None
    assert any("报告年度" in note for note in recovery.notes)


def test_another_title_and_signature_are_told() -> None:
    ours = ordinary()
    document = replace(ours, title="永乐镇2024年年报", signature=replace(ours.signature, date_text="2025.1.9"))
    notes = recover(document, SCRIPT).notes
    assert any("永乐镇2024年年报" in note and ours.title in note for note in notes)
    assert any("2025.1.9" in note and "2025年1月9日" in note for note in notes)


def test_the_self_word_is_the_one_in_use() -> None:
    ours = printed(completed(township(agency={"self_word": "本机关"})))
    assert recover(replace(ours, self_word="我镇"), SCRIPT).report.agency.self_word == "本机关"


def test_unprintable_characters_go_and_the_longest_text_stays() -> None:
    long = "囍" * 90_000
    document = with_paragraphs(
        ordinary(), "other", Paragraph("other.fees", "未收\u200b取\ue123费用。"), Paragraph("other.matters", long)
    )
    recovery = recover(document, SCRIPT)
    found = texts(again(recovery))
    assert "未收取费用。" in found
    assert "".join(found).count("囍") == 90_000
    assert any("印不出来" in note for note in recovery.notes)


def test_a_recovered_draft_is_open_only_where_answers_are_missing() -> None:
    recovery = recover(with_paragraphs(ordinary(), "problems", Paragraph("problems.lead", "没有问题。")), SCRIPT)
    interview = Interview(SCRIPT, recovery.report)
    open_ones = [question.key for question in interview.path if not interview.is_answered(question)]
    assert open_ones == ["problems.last_year", "problems.items"]
