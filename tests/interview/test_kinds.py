"""Each kind of answer: what is understood, what is refused and in which words, what is shown."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import AnswerRefused
from assistant.interview import KINDS, Interview, Question, Raw, load_script
from assistant.interview.more import with_everything_asked
from assistant.report import Report, read

TODAY = date(2025, 1, 6)


def town(kind: str = "town") -> Interview:
    """An interview far enough that every question can be asked."""
    script = load_script()
    interview = Interview(script, with_everything_asked(script, Report()), today=TODAY)
    for key, raw in (
        ("agency.name", "清河镇人民政府"),
        ("agency.kind", kind),
        ("agency.self_word", "我镇"),
        ("agency.year", "2024"),
        ("overview.leader", "镇长"),
        ("overview.trainings", "1"),
        ("overview.trainings_attended", "1"),
        ("overview.checks", "1"),
        ("overview.in_assessment", "是"),
        ("overview.social_evaluation", "听取了意见"),
        ("overview.accountability", "1"),
        ("requests", {"received.business": "1", "granted.business": "1"}),
        ("proceedings", {"review.corrected": "1"}),
        ("other.fee_notices", "1"),
    ):
        interview.jump(key)
        interview.answer(raw)
    return interview


@pytest.mark.parametrize(
    ("key", "raw", "shown"),
    [
        ("agency.name", "  清河镇人民政府 ", "清河镇人民政府"),
        ("agency.name", "\ufeff清河镇\u200b人民政府", "清河镇人民政府"),
        ("agency.contact", "无", "（无）"),
        ("agency.contact", "[2024]3号 [/b] {{ x }}", "[2024]3号 [/b] {{ x }}"),
        ("overview.checks", "３７ 次", "37次"),
        ("overview.checks", "1,234", "1234次"),
        ("overview.checks", "没有", "0次"),
        ("agency.year", "2024年度", "2024年"),
        ("other.fee_charged", "1,200.50元", "1200.5元"),
        ("other.fee_charged", "0.12万元", "1200元"),
        ("agency.signed_on", "2025-1-9", "2025年1月9日"),
        ("agency.signed_on", "２０２５．０１．０９", "2025年1月9日"),
        ("agency.signed_on", "20250109", "2025年1月9日"),
        ("overview.in_assessment", "y", "是"),
        ("overview.in_assessment", "没有", "否"),
        ("agency.kind", "乡人民政府", "乡人民政府"),
        ("overview.leader", "分管副镇长", "分管副镇长"),
        ("overview.leader", "没有成立，或者不写", "没有成立，或者不写"),
        ("overview.key_fields", ["养老服务", " 村务 ", "养老服务", ""], "养老服务、村务"),
        ("overview.key_fields", [], "（无）"),
        ("overview.review_systems", ["甲制度", " ", "乙制度"], "甲制度、乙制度"),
        ("problems.items", [{"problem": "问题", "measure": "措施"}, {}], "问题 → 措施"),
        (
            "overview.items_by_kind",
            [{"kind": "工作动态", "count": "１5 条"}, {"kind": "公告", "count": "没有"}],
            "工作动态15条；公告0条",
        ),
        ("disclosure", {}, "本年没有，全部填0"),
        (
            "disclosure",
            {"permits": "１２ 件", "fees": "0.5万元", "penalties": ""},
            "行政许可12件，行政事业性收费0.5万元",
        ),
        ("other.matters", "第一件。\r\n第二件。", "第一件。\n第二件。"),
    ],
)
def test_understood(key: str, raw: Raw, shown: str) -> None:
    interview = town()
    interview.jump(key)
    question = interview.answer(raw)
    assert interview.shown(question) == shown


@pytest.mark.parametrize(
    ("key", "raw", "words"),
    [
        ("overview.checks", "三次吧", ["三次吧", "不是整数"]),
        ("agency.year", "abc", ["abc", "不是年份", "四位"]),
        ("overview.checks", "-1", ["-1", "小于0"]),
        ("overview.checks", "−1", ["小于0"]),
        ("overview.checks", "3.5", ["3.5", "不是整数"]),
        ("overview.checks", "9" * 30, ["太大"]),
        ("overview.checks", "", ["不能空着"]),
        ("agency.signed_on", "2024-13-40", ["2024-13-40", "日期"]),
        ("agency.signed_on", "明天", ["明天", "日期"]),
        ("agency.signed_on", "1998-01-01", ["1998-01-01", "年份"]),
        ("agency.year", "1998", ["1998", "2021"]),
        ("agency.name", "长" * 3000, ["3000个字", "200"]),
        ("agency.name", "甲\x1b[31m乙", ["U+001B"]),
        ("agency.name", "甲\n乙", ["换行"]),
        ("agency.name", " ", ["不能空着"]),
        ("agency.kind", "村委会", ["村委会", "选项"]),
        ("overview.in_assessment", "也许", ["也许", "Y"]),
        ("overview.key_fields", ["x" * 500], ["200"]),
        ("overview.review_systems", ["甲"] * 61, ["61项", "60项"]),
        ("problems.items", [{"problem": "问题", "measure": " "}], ["第1条", "改进措施"]),
        ("problems.items", [], ["至少要写一条"]),
        ("overview.items_by_kind", [{"kind": "工作动态", "count": "不少"}], ["条数", "不少"]),
        ("overview.items_by_kind", [{"kind": "工作动态", "count": ""}], ["第1条", "条数"]),
        ("overview.proactive_more", ["zones"], ["zones", "选项"]),
        ("other.fee_charged", "免费", ["免费", "元"]),
        ("other.fee_charged", "1.234", ["小数"]),
        ("disclosure", {"permits": "很多"}, ["行政许可", "很多"]),
        ("disclosure", {"fees": "0.00001"}, ["四位小数"]),
        ("requests", {"received.business": "1.5"}, ["本年新收·商业企业", "1.5"]),
        ("requests", {"received.business": "-2"}, ["本年新收·商业企业", "小于0"]),
        ("requests", {"received.total": "2"}, ["合计"]),
        ("requests", {"received.nobody": "2"}, ["received.nobody"]),
        ("requests", "有", ["有"]),
    ],
)
def test_refused_in_one_sentence_that_repeats_it(key: str, raw: Raw, words: list[str]) -> None:
    interview = town()
    interview.jump(key)
    before = interview.report
    with pytest.raises(AnswerRefused) as refusal:
        interview.answer(raw)
    sentence = refusal.value.sentence()
    assert all(word in sentence for word in words), sentence
    assert sentence.endswith("。") and sentence.count("。") == 1
    assert "\x1b" not in sentence
    assert interview.report == before


@pytest.mark.parametrize("question", load_script().questions, ids=lambda question: question.key)
def test_any_answer_taken_up_again_and_left_as_it_is_stays_the_same(question: Question) -> None:
    interview = town("county_government")
    interview.jump("overview.gazette_issues")
    interview.answer("1")
    key = question.key
    examples: dict[str, Raw] = {
        "integer": "7", "money": "120.5", "yesno": "否", "text": "[b]甲[/b]",
        "paragraph": "甲\n乙", "date": "2025年1月9日", "choices": ["自己写的"], "list": ["甲"], "table": {},
    }  # fmt: skip
    found = interview.script.question(key)
    raw: Raw = examples.get(found.kind, "")
    if found.fields:
        raw = [{field.key: "7" if field.unit else "甲" for field in found.fields}]
    if found.kind == "choices" and not found.own_words:
        raw = [interview.choices(found)[0].value]
    if found.kind == "choice":
        raw = interview.choices(found)[-1].value
    if key == "agency.year":
        raw = "2024"
    interview.jump(key)
    interview.answer(raw)
    value = read(interview.report, key)
    again = interview.raw(found)
    assert again is not None
    assert KINDS[found.kind].read(again, found, interview.choices(found)) == value


@given(st.text(max_size=300))
def test_whatever_is_typed_is_taken_or_refused_in_chinese(text: str) -> None:
    interview = town()
    for key in ("agency.name", "overview.checks", "other.fee_charged", "agency.signed_on", "overview.leader"):
        interview.jump(key)
        try:
            interview.answer(text)
        except AnswerRefused as refusal:
            assert refusal.sentence().endswith("。")


@pytest.mark.parametrize("typed", ["1月9日", "1-9", "1.9", "01/09", "１月９日", "2025年1月9日", "20250109"])
def test_a_day_without_its_year_is_in_the_year_after_the_report_year(typed: str) -> None:
    interview = town()
    interview.jump("agency.signed_on")
    interview.answer(typed)
    assert read(interview.report, "agency.signed_on") == date(2025, 1, 9)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("13月40日", "“13月40日”不是日历上有的日期"),
        ("2025年2月30日", "不是日历上有的日期"),
        ("下周一", "“下周一”不是日期的写法"),
    ],
)
def test_a_day_is_refused_for_its_true_reason(typed: str, reason: str) -> None:
    interview = town()
    interview.jump("agency.signed_on")
    with pytest.raises(AnswerRefused, match=reason):
        interview.answer(typed)


def test_a_day_without_a_year_that_is_not_known_is_asked_for_its_year() -> None:
    with pytest.raises(AnswerRefused, match="没有写年份"):
        KINDS["date"].read("1月9日", load_script().question("agency.signed_on"))
