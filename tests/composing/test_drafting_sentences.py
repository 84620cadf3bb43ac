"""Sentences that turn with the figures: none, one, many; who, how it ended, what it cost."""

from __future__ import annotations

import pytest
from drafting_reports import labels, township, worded

from assistant.composing import compose
from assistant.document import Document
from assistant.report import Report

ORDINALS = "一二三四五六"


@pytest.mark.parametrize("wording", [0, 1])
def test_a_single_channel_is_not_told_as_a_part(wording: int) -> None:
    report = township(overview={"new_media_items": 0, "notice_items": 0})
    text = _paragraph(report, wording, "overview.proactive")
    assert text.count("52条") == 1 and "其中" not in text
    several = _paragraph(township(), wording, "overview.proactive")
    assert all(figure in several for figure in ("86条", "52条", "21条", "13条"))
    assert "其他渠道" not in several


REQUESTS = [
    ({}, ["未收到政府信息公开申请"], ["新收政府信息公开申请0件，上年结转0件"]),
    (
        {"received.natural_person": 1, "partly_granted.natural_person": 1},
        ["收到政府信息公开申请1件，由自然人提出，已办结，办理结果为部分公开。"],
        ["自然人向我镇提出政府信息公开申请1件，办理结果为部分公开，年末无结转。"],
    ),
    (
        {"received.business": 1, "denied.third_party.business": 1},
        ["由商业企业提出，已办结，办理结果为不予公开（保护第三方合法权益）。"],
        ["商业企业向我镇提出"],
    ),
    ({"received.natural_person": 1, "carried_out.natural_person": 1}, ["结转下年度继续办理。"], ["已转入下年度"]),
    (
        {"received.natural_person": 3, "granted.natural_person": 3},
        ["新收政府信息公开申请3件，均由自然人提出。全年办结3件，均为予以公开；无结转下年度继续办理的申请。"],
        ["办结政府信息公开申请3件，均为予以公开；无结转", "本年新收3件，均由自然人提出。"],
    ),
    (
        {
            "received.natural_person": 5,
            "received.business": 2,
            "carried_in.natural_person": 1,
            "granted.natural_person": 4,
            "unavailable.not_held.business": 2,
            "carried_out.natural_person": 2,
        },
        [
            "新收政府信息公开申请7件，其中自然人提出5件、法人或其他组织提出2件；上年结转1件。",
            "全年办结6件，其中予以公开4件、无法提供2件；结转下年度继续办理2件。",
        ],
        [
            "办结政府信息公开申请6件，其中予以公开4件、无法提供2件；结转下年度继续办理2件。",
            "从来源看，上年结转1件，本年新收7件，其中自然人5件、法人或其他组织2件。",
        ],
    ),
    (
        {"carried_in.natural_person": 1, "granted.natural_person": 1},
        ["未收到新的政府信息公开申请；上年结转1件。全年办结1件，办理结果为予以公开；无结转"],
        ["上年结转1件，本年新收0件。"],
    ),
]


@pytest.mark.parametrize(("cells", "first", "second"), REQUESTS)
def test_sentences_vary_with_the_applications(cells: dict[str, int], first: list[str], second: list[str]) -> None:
    report = township(requests=cells)
    for wording, wanted in enumerate((first, second)):
        text = _paragraph(report, wording, "overview.on_request")
        assert [part for part in wanted if part not in text] == [], text


def test_nothing_is_said_to_be_finished_while_the_table_does_not_balance() -> None:
    report = township(requests={"received.natural_person": 3, "granted.natural_person": 2})
    for wording in (0, 1):
        assert "无结转" not in _paragraph(report, wording, "overview.on_request")


PROCEEDINGS = [
    ({}, ["未发生因政府信息公开引起的行政复议和行政诉讼"], ["行政复议0件、行政诉讼0件"]),
    ({"review.corrected": 1}, ["行政复议1件，结果纠正；未发生行政诉讼"], ["行政复议1件，结果纠正；行政诉讼0件"]),
    ({"suit_direct.pending": 2}, ["行政诉讼2件（均未经复议直接起诉），均尚未审结"], ["行政复议0件、行政诉讼2件"]),
    (
        {"review.upheld": 2, "review.other": 1, "suit_direct.upheld": 1, "suit_after_review.upheld": 1},
        [
            "行政复议3件，其中结果维持2件、其他结果1件；",
            "行政诉讼2件（未经复议直接起诉1件、复议后起诉1件），均为结果维持。",
        ],
        ["行政复议3件，其中结果维持2件、其他结果1件；行政诉讼2件"],
    ),
]


@pytest.mark.parametrize(("cells", "first", "second"), PROCEEDINGS)
def test_reviews_and_suits_come_with_their_outcomes(cells: dict[str, int], first: list[str], second: list[str]) -> None:
    report = township(proceedings=cells)
    for wording, wanted in enumerate((first, second)):
        text = _paragraph(report, wording, "overview.on_request")
        assert [part for part in wanted if part not in text] == [], text


@pytest.mark.parametrize("wording", [0, 1])
def test_fees_are_always_told(wording: int) -> None:
    assert "信息处理费" in _paragraph(township(), wording, "other.fees")
    charged = township(other={"fee_notices": 2, "fee_charged": "1200", "fee_received": "1000.50"})
    text = _paragraph(charged, wording, "other.fees")
    assert all(part in text for part in ("信息处理费", "收费通知2件", "1200元", "1000.5元"))


@pytest.mark.parametrize("wording", [0, 1])
def test_rules_are_told_only_where_there_are_any(wording: int) -> None:
    assert "规章" not in _paragraph(township(), wording, "overview.management")
    report = township(disclosure={"rules.in_force": 7, "normative.issued": 2, "normative.in_force": 9})
    text = _paragraph(report, wording, "overview.management")
    assert "规章" in text and "7件" in text and "9件" in text and "截至2024年12月31日" in text


@pytest.mark.parametrize("wording", [0, 1])
def test_clauses_are_numbered_only_when_there_are_several(wording: int) -> None:
    one = _text(compose(township(), labels(township()), worded(wording)), "problems")
    assert "一是" not in one
    items = [{"problem": f"第{n}个短板", "measure": f"做好第{n}件事"} for n in ORDINALS]
    report = township(problems={"items": items})
    for key in ("problems.found", "problems.measures"):
        text = _paragraph(report, wording, key)
        assert [text.count(f"{n}是") for n in ORDINALS] == [1] * 6


def _paragraph(report: Report, wording: int, key: str) -> str:
    document = compose(report, labels(report), worded(wording))
    return next(paragraph.text for paragraph in document.paragraphs() if paragraph.key == key)


def _text(document: Document, start: str = "") -> str:
    return "".join(paragraph.text for paragraph in document.paragraphs() if paragraph.key.startswith(start))
