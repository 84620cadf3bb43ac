"""The clerk's part: text that stays literal, answers still to come, wordings chosen, paragraphs rewritten."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from drafting_reports import labels, reports, township, worded
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from assistant.composing import ClerkText, Phrasing, choices, compose, generated_text, paragraph_keys, phrasing
from assistant.document import Document, FigureTable, Paragraph
from assistant.report import Report, field_paths, read, with_answer
from assistant.standard import standard
from tests.examples import examples

HOSTILE = ["{{ x }}", "{% raw %}", "{# 注 #}", "[/b]", "[2024]3号", "%s", "\\n", "甲 乙", "<b>粗</b>", "“引”", "a  b"]


@pytest.mark.parametrize("typed", HOSTILE)
@pytest.mark.parametrize("wording", range(6))
def test_typed_text_is_literal_everywhere(typed: str, wording: int) -> None:
    word = f"始{typed}终"
    overview: dict[str, object] = dict.fromkeys(("leader", "deputy", "members", "review_practice", "assessment"), word)
    overview |= {name: [word] for name in ("content_kinds", "key_fields", "review_systems", "platforms", "columns")}
    report = township(
        agency={"name": word, "contact": word, "website": word},
        overview=overview,
        problems={"items": [{"problem": word, "measure": word}], "last_year": [{"problem": word, "outcome": word}]},
        other={"matters": word},
    )
    document = compose(report, labels(report), worded(wording))
    assert document.title.startswith(f"{word}2024年")
    assert document.signature.agency == word
    telling = [paragraph for paragraph in document.paragraphs() if word in paragraph.text]
    untold = {"overview.proactive": 2, "overview.platforms": 2, "problems.former": 2, "preface.contact": 3}
    assert all(paragraph.text.count(word) >= untold.get(paragraph.key, 1) for paragraph in telling)
    told = {paragraph.key for paragraph in telling}
    assert told >= set(paragraph_keys()) - {"overview.on_request", "other.fees"}


@settings(max_examples=examples(80))
@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")), max_size=60)
)
def test_any_typed_clause_survives_between_its_ends(typed: str) -> None:
    clause = f"部{typed}章"
    report = township(problems={"items": [{"problem": clause, "measure": clause}]})
    for wording in range(6):
        document = compose(report, labels(report), worded(wording))
        assert clause in _paragraph(document, "problems.found").text
        assert clause in _paragraph(document, "problems.measures").text


TIDIED = [
    ("更新不够及时。", "更新不够及时"),
    ("更新不够及时；", "更新不够及时"),
    ("一是更新不够及时", "更新不够及时"),
    ("1.更新不够及时.", "更新不够及时"),
    ("（1）更新不够及时", "更新不够及时"),
    ("1.5万条信息未分类", "1.5万条信息未分类"),
    ("一、二级目录不全", "一、二级目录不全"),
    ("3、4季度更新偏慢", "3、4季度更新偏慢"),
]


@pytest.mark.parametrize(("typed", "printed"), TIDIED)
def test_the_ends_of_a_clause_fit_into_the_sentence(typed: str, printed: str) -> None:
    items = [{"problem": typed, "measure": "甲"}, {"problem": "乙", "measure": "丙"}]
    report = township(problems={"items": items})
    for wording in range(6):
        text = _paragraph(compose(report, labels(report), worded(wording)), "problems.found").text
        assert text.endswith(f"一是{printed}；二是乙。")


def test_clauses_with_stops_are_parted_by_full_stops() -> None:
    items = [{"problem": "甲；又甲", "measure": "丙！"}, {"problem": "乙", "measure": "丁"}]
    report = township(problems={"items": items})
    document = compose(report, labels(report), worded(0))
    assert _paragraph(document, "problems.found").text.endswith("一是甲；又甲。二是乙。")
    assert _paragraph(document, "problems.measures").text.endswith("一是丙！二是丁。")


NONE = ["无", "没有", "无。", "——", "。", "/"]


@pytest.mark.parametrize("typed", NONE)
def test_an_answer_that_says_nothing_makes_no_sentence(typed: str) -> None:
    said = township(overview={"review_practice": typed, "assessment": typed}, other={"matters": typed})
    unsaid = township(overview={"review_practice": "", "assessment": ""}, other={"matters": ""})
    for wording in range(4):
        texts = [[p.text for p in compose(r, labels(r), worded(wording)).paragraphs()] for r in (said, unsaid)]
        assert texts[0] == texts[1]


LISTS = [
    (["财政"], "内容主要为财政。"),
    (["财政", "教育"], "内容主要为财政和教育。"),
    (["财政", "教育", "医疗"], "内容主要为财政、教育和医疗。"),
    (["党委和政府职责", "教育", "医疗"], "内容主要为党委和政府职责、教育、医疗。"),
    (["财政", "财政"], "内容主要为财政。"),
]


@pytest.mark.parametrize(("items", "printed"), LISTS)
def test_lists_are_joined_as_chinese_joins_them(items: list[str], printed: str) -> None:
    report = township(overview={"content_kinds": items, "key_fields": []})
    assert printed in _paragraph(compose(report, labels(report), worded(0)), "overview.proactive").text


FIELDS = [
    (["教育"], "重点公开教育领域的信息"),
    (["教育", "医疗"], "重点公开教育、医疗等领域的信息"),
    (["教育", "医疗领域"], "重点公开教育、医疗领域的信息"),
    (["教育", "医疗等"], "重点公开教育、医疗等领域的信息"),
]


@pytest.mark.parametrize(("items", "printed"), FIELDS)
def test_and_so_on_is_said_once(items: list[str], printed: str) -> None:
    report = township(overview={"key_fields": items})
    assert printed in _paragraph(compose(report, labels(report), worded(1)), "overview.proactive").text


def test_titles_get_their_marks_once() -> None:
    report = township(overview={"review_systems": ["保密审查制度", "《信息发布办法》", "办理规程"]})
    for wording in range(4):
        text = _paragraph(compose(report, labels(report), worded(wording)), "overview.management").text
        assert "《保密审查制度》《信息发布办法》和《办理规程》" in text


def test_other_matters_keep_their_paragraphs_and_their_own_stops() -> None:
    report = township(other={"matters": "第一件事已办结。\n\n  第二件事正在办理\n详见：{{ x }}"})
    document = compose(report, labels(report))
    found = {p.key: p.text for p in document.paragraphs() if p.key.startswith("other.matters")}
    assert found == {
        "other.matters": "第一件事已办结。",
        "other.matters.2": "第二件事正在办理。",
        "other.matters.3": "详见：{{ x }}。",
    }
    assert choices("other.matters.2") == choices("other.matters")
    assert generated_text(report, labels(report), ClerkText(), "other.matters.3") == "详见：{{ x }}。"


def test_an_empty_interview_shows_what_it_waits_for() -> None:
    applicable = {path: f"问{path}" for path in field_paths()}
    document = compose(Report(), applicable)
    assert document.title == "〔待填：问agency.name〕〔待填：问agency.year〕年政府信息公开工作年度报告"
    assert document.signature.date_text == "〔待填：问agency.signed_on〕"
    assert (document.agency, document.kind, document.year, document.signature.day) == ("", "", None, None)
    for table in document.tables():
        assert table == FigureTable(table.schema_key, dict.fromkeys(standard().tables[table.schema_key].cells, ""))
    for paragraph in document.paragraphs():
        assert paragraph.state == "pending"
        assert "〔待填：问" in paragraph.text


@settings(max_examples=examples(60))
@given(report=reports(), wording=st.integers(0, 9), path=st.sampled_from(field_paths()))
def test_a_paragraph_names_the_answers_it_is_made_from(report: Report, wording: int, path: str) -> None:
    """Taking an answer away changes only paragraphs that name it as a source; the rest stand as they are."""
    if read(report, path) is None:
        return
    applicable = labels(report)
    before = {p.key: p for p in compose(report, applicable, worded(wording)).paragraphs()}
    after = {p.key: p for p in compose(with_answer(report, path, None), applicable, worded(wording)).paragraphs()}
    for key in before.keys() | after.keys():
        if before.get(key) != after.get(key):
            assert any(path in made[key].sources for made in (before, after) if key in made)


def test_the_paragraph_grows_while_it_is_answered() -> None:
    report = township()
    applicable = labels(report)
    without = with_answer(report, "overview.new_media_items", None)
    paragraph = _paragraph(compose(without, applicable, worded(0)), "overview.proactive")
    mark = "〔待填：overview.new_media_items的答案〕"
    assert paragraph.state == "pending"
    assert (
        f"主动公开政府信息〔待填：主动公开总数〕条，其中政府网站52条、政务新媒体{mark}条、公示栏13条" in paragraph.text
    )
    assert "overview.new_media_items" in paragraph.sources


def test_yes_or_no_is_not_taken_for_granted() -> None:
    report = with_answer(township(), "overview.in_assessment", None)
    for wording in range(4):
        text = _paragraph(compose(report, labels(township()), worded(wording)), "overview.supervision").text
        assert "考核" not in text and "〔待填：overview.in_assessment的答案〕" in text


def test_an_answer_off_the_path_is_not_printed() -> None:
    report = township(overview={"trainees": 777})
    applicable = {path: label for path, label in labels(report).items() if path != "overview.trainees"}
    assert "777" not in _paragraph(compose(report, applicable), "overview.supervision").text


def test_what_the_clerk_chose_stands_and_the_rest_comes_from_name_and_year() -> None:
    report = township()
    for key in paragraph_keys():
        usual = generated_text(report, labels(report), ClerkText(), key)
        beyond = ClerkText()
        for choice, count in choices(key).items():
            beyond = beyond.with_wording(choice, count)
        assert generated_text(report, labels(report), beyond, key) == usual
    for sentence in phrasing(report, labels(report), ClerkText(), "overview.supervision").sentences:
        chosen = ClerkText().with_wording(f"overview.supervision/{sentence.key}", 1)
        found = phrasing(report, labels(report), chosen, "overview.supervision").sentences
        assert next(one for one in found if one.key == sentence.key).choice.number == 1


def test_neighbours_differ_and_the_next_year_reads_otherwise() -> None:
    def text(name: str, year: int, key: str) -> str:
        report = township(agency={"name": name, "year": year})
        return generated_text(report, labels(report), ClerkText(), key).replace(str(year), "")

    names = [f"第{number}镇人民政府" for number in range(20)]
    for key in ("overview.proactive", "overview.supervision"):
        assert len({text(name, 2024, key) for name in names}) == len(names)
        assert all(text(name, 2024, key) != text(name, 2025, key) for name in names)
        assert text(names[0], 2024, key) == text(names[0], 2024, key)


def test_plans_and_wordings_are_taken_evenly_whatever_the_names_are_like() -> None:
    """Of many names no plan is taken much more often than another, and names alike take no plan alike."""

    def taken(name: str, year: int = 2024) -> Phrasing:
        report = township(agency={"name": name, "year": year})
        return phrasing(report, labels(report), ClerkText(), "overview.supervision")

    rows = [
        [taken(f"{first}{second}镇人民政府") for second in "山河村店沟岭坪湾桥庄塘湖溪泉"]
        for first in "东西南北上下大小"
    ]
    found = [each for row in rows for each in row]
    # Where the office in charge is told differs too, and with it which plans fit.
    fitting = min((each.fitting for each in found), key=len)
    times = Counter(each.plan for each in found)
    usual = len(found) / len(fitting)
    assert len(fitting) > 8 and set(fitting) <= times.keys() and max(times.values()) < 2 * usual, times
    alike = [one.plan == other.plan for row in rows for one, other in pairwise(row)]
    assert sum(alike) < 2 * len(alike) / len(fitting)
    wordings = Counter(each.sentences[0].choice.number for each in found if each.sentences[0].key == "supervisors")
    assert len(wordings) > 1
    before, after = taken("东山镇人民政府"), taken("东山镇人民政府", 2025)
    assert before.plan != after.plan
    kept = {each.key: each.choice.number for each in before.sentences}
    assert all(kept.get(each.key) != each.choice.number for each in after.sentences)


def test_a_rewritten_paragraph_stands_until_its_figures_change() -> None:
    report, key = township(), "overview.proactive"
    generated = generated_text(report, labels(report), ClerkText(), key)
    clerk = ClerkText().with_edit(key, "我们自己写：{{ x }}。", generated)
    edited = _paragraph(compose(report, labels(report), clerk), key)
    assert (edited.text, edited.state) == ("我们自己写：{{ x }}。", "edited")
    assert "overview.website_items" in edited.sources
    assert generated_text(report, labels(report), clerk, key) == generated
    changed = township(overview={"website_items": 53})
    stale = _paragraph(compose(changed, labels(changed), clerk), key)
    assert (stale.text, stale.state) == ("我们自己写：{{ x }}。", "stale")
    assert "53" in generated_text(changed, labels(changed), clerk, key)
    back = _paragraph(compose(changed, labels(changed), clerk.without_edit(key)), key)
    assert (back.text, back.state) == (generated_text(changed, labels(changed), clerk, key), "written")


def test_only_the_rewritten_paragraph_differs() -> None:
    report, key = township(), "problems.found"
    plain = {p.key: p for p in compose(report, labels(report)).paragraphs()}
    clerk = ClerkText().with_edit(key, "另写一段。", plain[key].text)
    edited = {p.key: p for p in compose(report, labels(report), clerk).paragraphs()}
    assert {name for name in plain if plain[name] != edited[name]} == {key}
    assert list(plain) == list(edited)


def test_no_text_of_the_clerk_is_lost_when_its_paragraph_is_no_longer_made() -> None:
    both = township(other={"matters": "甲事。\n乙事。"})
    clerk = ClerkText().with_edit("other.matters.2", "乙事另写。", "乙事。")
    one = township(other={"matters": "甲事。"})
    document = compose(one, labels(one), clerk)
    assert _paragraph(compose(both, labels(both), clerk), "other.matters.2").state == "edited"
    assert (_paragraph(document, "other.matters.2").text, _paragraph(document, "other.matters.2").state) == (
        "乙事另写。",
        "stale",
    )


def test_a_paragraph_may_be_left_out_until_it_would_read_otherwise() -> None:
    report, key = township(), "overview.platforms"
    clerk = ClerkText().with_edit(key, "", generated_text(report, labels(report), ClerkText(), key))
    overview = compose(report, labels(report), clerk).section("overview")
    assert overview is not None
    assert not [block for block in overview.blocks if block.key.startswith(key)]  # type: ignore[union-attr]
    changed = township(overview={"zones": 9})
    stale = _paragraph(compose(changed, labels(changed), clerk), key)
    assert stale.state == "stale" and "9个" in stale.text


def test_edits_are_one_paragraph_of_printable_text() -> None:
    edited = ClerkText().with_edit("overview.lead", "  第一行\n  第二行\t完。 ", "")
    assert edited.edits["overview.lead"].text == "第一行第二行 完。"
    with pytest.raises(ValidationError):
        ClerkText().with_edit("overview.lead", "铃\x07响", "")
    with pytest.raises(ValidationError):
        ClerkText().with_edit("overview.lead", "字" * 40_001, "")
    with pytest.raises(ValidationError):
        ClerkText().with_wording("overview.lead", -1)


def test_clerk_text_is_never_changed_in_place() -> None:
    before = ClerkText()
    after = before.with_wording("overview.lead", 1).with_edit("overview.lead", "甲", "乙")
    assert before == ClerkText()
    assert ClerkText.model_validate(after.model_dump()) == after
    assert after.without_edit("overview.lead") == before.with_wording("overview.lead", 1)
    assert after.without_edit("problems.found") == after


def test_unknown_paragraphs() -> None:
    clerk = ClerkText().with_edit("overview.gone", "旧稿。", "").with_wording("overview.gone", 1)
    report = township()
    plain = compose(report, labels(report))
    assert compose(report, labels(report), clerk) == plain
    with pytest.raises(KeyError):
        generated_text(report, labels(report), clerk, "overview.gone")


def _paragraph(document: Document, key: str) -> Paragraph:
    return next(paragraph for paragraph in document.paragraphs() if paragraph.key == key)
