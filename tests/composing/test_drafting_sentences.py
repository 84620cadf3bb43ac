"""Sentences that turn with the figures: none, one, many; who, how it ended, what it cost; and nothing nobody said."""

from __future__ import annotations

import re

import pytest
from drafting_reports import NAMES, labels, township, worded

from assistant.composing import compose, plan_names
from assistant.document import Document
from assistant.interview import load_script
from assistant.report import Report, with_answer

ORDINALS = "一二三四五六"
WAYS = range(12)
"""Numbers of plans and wordings: as many as any paragraph has, or nearly."""


@pytest.mark.parametrize("wording", WAYS)
def test_a_single_channel_is_not_told_as_a_part(wording: int) -> None:
    report = township(overview={"new_media_items": 0, "notice_items": 0})
    text = _paragraph(report, wording, "overview.proactive")
    assert text.count("52条") == 1 and "其中" not in text
    several = _paragraph(township(), wording, "overview.proactive")
    assert all(figure in several for figure in ("86条", "52条", "21条", "13条"))
    assert "其他渠道" not in several


@pytest.mark.parametrize("wording", WAYS)
def test_a_sum_that_waits_for_a_part_is_called_a_sum(wording: int) -> None:
    part = "〔待填：overview.website_items的答案〕"

    def waiting(report: Report) -> str:
        open_again = with_answer(report, "overview.website_items", None)
        found = compose(open_again, labels(report), worded(wording)).paragraphs()
        return next(paragraph.text for paragraph in found if paragraph.key == "overview.proactive")

    several = waiting(township())
    assert several.count(part) == 1 and several.count("〔待填：主动公开总数〕") == 1, several
    alone = waiting(township(overview={"new_media_items": 0, "notice_items": 0}))
    assert part in alone and "主动公开总数" not in alone, "a sum of one is that one"


REQUESTS: list[tuple[dict[str, int], str]] = [
    (
        {},
        "(?=.*申请)(?=.*(?:没有|无)[^。]*结转|.*上年结转[^。]*都没有)"
        ".*(?:未收到|没有收到|没有新|没有人提出|无人申请|没有公民|无新收|无政府|都没有|没有需要)",
    ),
    ({"received.natural_person": 1, "partly_granted.natural_person": 1}, "自然人.*申请1件|申请1件.*自然人"),
    ({"received.natural_person": 1, "partly_granted.natural_person": 1}, "予以部分公开|结果为部分公开"),
    ({"received.business": 1, "denied.third_party.business": 1}, "商业企业.*保护第三方合法权益|商业企业.*不予公开"),
    ({"received.natural_person": 1, "carried_out.natural_person": 1}, "自然人.*结转下年度"),
    ({"received.natural_person": 3, "granted.natural_person": 3}, "(?:均|全部)(?:为)?予以公开"),
    ({"received.natural_person": 3, "granted.natural_person": 3}, "(?:没有|无)(?:需要)?结转"),
    ({"received.natural_person": 2, "denied.third_party.natural_person": 2}, "保护第三方合法权益"),
    ({"received.natural_person": 2, "other.no_correction.natural_person": 2}, "逾期不补正"),
    (
        {"carried_in.natural_person": 1, "granted.natural_person": 1},
        "(?:未|没有)(?:收到)?新.*申请.*结转|上年结转申请.*(?:未|没有)(?:收到)?新.*申请",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "wanted"), REQUESTS)
@pytest.mark.parametrize("wording", WAYS)
def test_sentences_vary_with_the_applications(cells: dict[str, int], wanted: str, wording: int) -> None:
    text = _paragraph(township(requests=cells), wording, "overview.on_request")
    assert re.search(wanted, text), text


@pytest.mark.parametrize("wording", WAYS)
def test_many_applications_are_told_by_who_filed_them_and_what_came_of_them(wording: int) -> None:
    cells = {
        "received.natural_person": 5, "received.business": 2, "carried_in.natural_person": 1,
        "granted.natural_person": 4, "unavailable.not_held.business": 2, "carried_out.natural_person": 2,
    }  # fmt: skip
    text = _paragraph(township(requests=cells), wording, "overview.on_request")
    for said in (
        "7件",
        "自然人5件|自然人提出(?:的申请)?5件",
        "法人或其他组织.*?2件",
        "结转(?:的申请有|申请)?1件",
        "办结.*6件|6件中",
    ):
        assert re.search(said, text), (said, text)
    for said in ("予以公开4件", "无法提供2件"):
        assert said in text


def test_nothing_is_said_to_be_finished_while_the_table_does_not_balance() -> None:
    report = township(requests={"received.natural_person": 3, "granted.natural_person": 2})
    for wording in WAYS:
        text = _paragraph(report, wording, "overview.on_request")
        assert not re.search("(?:没有|无)(?:需要)?结转", text)


PROCEEDINGS = [
    ({}, "(?:未|没有).*行政复议.*行政诉讼|行政复议.*行政诉讼.*(?:未|没有)"),
    ({"review.corrected": 1}, "行政复议1件，结果为纠正.*(?:未|没有)[^，。；]*行政诉讼"),
    ({"suit_direct.pending": 2}, "行政诉讼2件（均未经复议直接起诉），均尚未审结"),
    ({"review.other": 1}, "行政复议1件，以其他结果结案"),
    ({"review.upheld": 2, "review.other": 1}, "行政复议3件，(?:其中)?结果维持2件、其他结果1件"),
    ({"suit_direct.upheld": 1, "suit_after_review.upheld": 1}, "（未经复议直接起诉1件、复议后起诉1件），结果均为维持"),
]


@pytest.mark.parametrize(("cells", "wanted"), PROCEEDINGS)
@pytest.mark.parametrize("wording", WAYS)
def test_reviews_and_suits_come_with_their_outcomes(cells: dict[str, int], wanted: str, wording: int) -> None:
    report = township(proceedings=cells)
    text = _text(compose(report, labels(report), worded(wording)), "overview")
    assert re.search(wanted, text), text


@pytest.mark.parametrize("wording", WAYS)
def test_fees_are_always_told(wording: int) -> None:
    assert "信息处理费" in _paragraph(township(), wording, "other.fees")
    charged = township(other={"fee_notices": 2, "fee_charged": "1200", "fee_received": "1000.50"})
    text = _paragraph(charged, wording, "other.fees")
    assert "信息处理费" in text and "收费通知2件" in text
    # What was not paid is said, an amount has both decimals or none.
    assert all(part in text for part in ("1200元", "1000.50元", "199.50元"))
    paid = _paragraph(
        township(other={"fee_notices": 1, "fee_charged": "8600.50", "fee_received": "8600.50"}), wording, "other.fees"
    )
    assert paid.count("8600.50元") == 2


@pytest.mark.parametrize("wording", WAYS)
def test_rules_are_told_only_where_there_are_any(wording: int) -> None:
    assert "规章" not in _paragraph(township(), wording, "overview.management")
    report = township(disclosure={"rules.in_force": 7, "normative.issued": 2, "normative.in_force": 9})
    text = _paragraph(report, wording, "overview.management")
    assert "规章" in text and "7件" in text and "9件" in text and "年底" in text


@pytest.mark.parametrize("wording", WAYS)
def test_documents_that_there_are_none_of_are_told_without_a_nought(wording: int) -> None:
    for cells in ({}, {"normative.in_force": 3}, {"normative.issued": 2}, {"normative.repealed": 2}):
        text = _paragraph(township(disclosure=cells), wording, "overview.management")
        assert "规范性文件" in text and not re.search(r"(?<!\d)0件", text), text


@pytest.mark.parametrize("wording", WAYS)
def test_clauses_are_numbered_only_when_there_are_several(wording: int) -> None:
    one = _text(compose(township(), labels(township()), worded(wording)), "problems")
    assert "一是" not in one
    items = [{"problem": f"第{n}个短板", "measure": f"做好第{n}件事"} for n in ORDINALS]
    report = township(problems={"items": items})
    for key in ("problems.found", "problems.measures"):
        text = _paragraph(report, wording, key)
        assert [text.count(f"{n}是") for n in ORDINALS] == [1] * 6


# -- what nobody said is not printed ---------------------------------------------------------------
INVENTED = (
    "年度考核", "一事一审", "社会救助", "政务公开栏", "统筹", "监督检查", "社会监督", "负责同志", "第十七条", "专人",
    "程序和时限", "自查", "未发现", "领导小组", "审查", "培训", "检查", "评议", "解读", "专区", "栏目", "重点",
)  # fmt: skip
_CORE = {"website_items": 26, "new_media_items": 0, "notice_items": 0, "other_items": 0}


@pytest.mark.parametrize("kind", ["town", "street", "county_department", "county_government"])
@pytest.mark.parametrize("wording", WAYS)
def test_without_facts_nothing_is_claimed(kind: str, wording: int) -> None:
    name, self_word = NAMES[kind]
    agency = {"name": name, "kind": kind, "self_word": self_word, "year": 2024, "contact": "", "website": ""}
    report = Report.model_validate(
        {"agency": agency, "overview": _CORE, "disclosure": {}, "requests": {}, "proceedings": {}}
        | {"problems": {"last_year": []}, "other": {"fee_notices": 0, "matters": ""}}
    )
    document = compose(report, labels(report), worded(wording))
    text = _text(document, "overview") + _text(document, "problems") + _text(document, "other")
    assert [word for word in INVENTED if word in text] == []
    assert re.findall(r"\d+", text.replace("2024年", "")) == ["26"]
    assert _text(document, "problems") == ""


@pytest.mark.parametrize("wording", WAYS)
def test_contents_are_not_listed_where_nothing_was_published(wording: int) -> None:
    report = township(overview={**_CORE, "website_items": 0})
    text = _paragraph(report, wording, "overview.proactive")
    assert "财政预决算" not in text and "乡村振兴" not in text and re.search("没有|未", text), text


@pytest.mark.parametrize("wording", WAYS)
def test_accountability_is_no_part_of_a_clause_that_nothing_happened(wording: int) -> None:
    text = _paragraph(township(overview={"complaints": 0, "accountability": 1}), wording, "overview.supervision")
    assert not re.search("(?:未|没有)[^。；]*追究1起", text), text


@pytest.mark.parametrize("wording", WAYS)
def test_the_assessment_is_told_once(wording: int) -> None:
    report = township(overview={"in_assessment": True, "assessment": "考核结果为良好"})
    text = _text(compose(report, labels(report), worded(wording)), "overview")
    assert len(re.findall("考核结果", text)) == 1 and "年度考核" not in text, text
    alone = township(overview={"in_assessment": True, "assessment": ""})
    assert _text(compose(alone, labels(alone), worded(wording)), "overview").count("年度考核") == 1


@pytest.mark.parametrize("wording", WAYS)
def test_no_more_than_four_things_are_the_main_ones(wording: int) -> None:
    many = [f"第{n}类信息" for n in ORDINALS]
    report = township(overview={"content_kinds": many, "key_fields": [f"{n}号领域" for n in ORDINALS]})
    text = _paragraph(report, wording, "overview.proactive")
    assert "主要" not in text and "重点" not in text and "为主" not in text, text
    assert all(name in text for name in many)


@pytest.mark.parametrize("wording", WAYS)
def test_problems_are_not_listed_again_under_the_measures(wording: int) -> None:
    items = [{"problem": "栏目更新慢", "measure": "每月核对"}, {"problem": "图解太少", "measure": "配发图解"}]
    former = [{"problem": "答复文书不统一", "outcome": "已统一"}, {"problem": "专区没人用", "outcome": "已并入大厅"}]
    report = township(problems={"items": items, "last_year": former})
    measures = _paragraph(report, wording, "problems.measures")
    assert "栏目更新慢" not in measures and "图解太少" not in measures
    told = _paragraph(report, wording, "problems.former")
    assert told.count("：") <= 1 and all(told.count(one["problem"]) == 1 for one in former), told


@pytest.mark.parametrize("wording", WAYS)
def test_a_problem_that_is_a_question_of_its_own_is_told_as_it_was_typed(wording: int) -> None:
    problem, other = "对哪些信息需要主动公开把握不准", "针对老年人的解读不多"
    items = [{"problem": problem, "measure": "逐项列出清单"}, {"problem": other, "measure": "配发图解"}]
    report = township(problems={"items": items})
    found = _paragraph(report, wording, "problems.found")
    assert f"一是{problem}" in found and f"二是{other}" in found and found.count("：") == 1
    alone = _paragraph(township(problems={"items": items[:1]}), wording, "problems.found")
    assert alone.endswith(f"：{problem}。") and alone.count("：") == 1


@pytest.mark.parametrize("wording", WAYS)
def test_what_is_put_up_on_a_board_is_not_put_up_by_means_of_it(wording: int) -> None:
    alone = township(overview={"website_items": 0, "new_media_items": 0})
    for report in (township(), alone):
        text = _paragraph(report, wording, "overview.proactive")
        assert "张贴" not in text and not re.search("通过[^，。；]*(?:刊登|印发)", text), text


def test_no_name_that_is_offered_stands_for_another() -> None:
    for question in (each for each in load_script().questions if each.kind in ("choices", "list")):
        offers = [
            *(choice.value for choice in question.choices),
            *(one for one in question.offers if isinstance(one, str)),
        ]
        assert not [one for one in offers if re.search("^(?:上级|有关|相关)|（.*名称.*）|[×X]{2}|某", one)], (
            question.key
        )


@pytest.mark.parametrize("wording", WAYS)
def test_what_is_none_of_the_others_is_told_last(wording: int) -> None:
    counts = {"website_items": 5, "new_media_items": 3, "notice_items": 2, "other_items": 40}
    kinds = [{"kind": "其他信息", "count": 30}, {"kind": "工作动态", "count": 15}, {"kind": "公告", "count": 5}]
    report = township(overview={**counts, "items_by_kind": kinds, "interpretations": 0})
    text = _paragraph(report, wording, "overview.proactive")
    for rest, others in (("其他渠道", ("政府网站", "政务新媒体", "公示栏")), ("其他信息", ("工作动态", "公告"))):
        assert all(text.index(name) < text.index(rest) for name in others), text
    assert "为最多" not in text


APPLICATIONS = {
    "none": ({}, {}),
    "many": (
        {"received.natural_person": 5, "carried_in.business": 1, "granted.natural_person": 5, "granted.business": 1},
        {"review.upheld": 2, "suit_direct.pending": 1},
    ),
}


@pytest.mark.parametrize("case", APPLICATIONS)
def test_no_plan_tells_of_reviews_before_the_applications(case: str) -> None:
    cells, proceedings = APPLICATIONS[case]
    overview = {"requests_last_year": 3, "answered_in_time": True, "request_subjects": ["房屋征收"]}
    report = township(requests=cells, proceedings=proceedings, overview=overview)
    for plan in range(len(plan_names("overview.on_request"))):
        clerk = worded(plan).with_wording("overview.on_request", plan)
        texts = {paragraph.key: paragraph.text for paragraph in compose(report, labels(report), clerk).paragraphs()}
        told = texts["overview.on_request"]
        before, cases, _ = re.split("(复议|诉讼)", f"{told}复议", maxsplit=1)
        assert cases and "申请" in before, told


@pytest.mark.parametrize("kind", sorted(NAMES))
@pytest.mark.parametrize("wording", range(4))
def test_one_asks_an_agency_by_its_name_and_no_county(kind: str, wording: int) -> None:
    name, self_word = NAMES[kind]
    report = township(agency={"name": name, "kind": kind, "self_word": self_word, "contact": "电话0399-5550146"})
    text = _paragraph(report, wording, "preface.contact")
    assert name in text and self_word not in text


def _paragraph(report: Report, wording: int, key: str) -> str:
    document = compose(report, labels(report), worded(wording))
    return next(paragraph.text for paragraph in document.paragraphs() if paragraph.key == key)


def _text(document: Document, start: str = "") -> str:
    return "".join(paragraph.text for paragraph in document.paragraphs() if paragraph.key.startswith(start))


@pytest.mark.parametrize("wording", WAYS)
@pytest.mark.parametrize("column", ["“惠民政策”专栏", "“惠民政策专栏”", "财政信息"])
def test_a_single_column_is_not_several(column: str, wording: int) -> None:
    text = _paragraph(township(overview={"columns": [column]}), wording, "overview.platforms")
    assert column in text
    assert not re.search("专栏”?栏目|分别|归类", text), text


@pytest.mark.parametrize("wording", WAYS)
def test_what_has_a_single_part_is_not_divided(wording: int) -> None:
    facts = {"items_by_kind": [{"kind": "财政信息", "count": 86}], "field_items": [{"field": "义务教育", "count": 6}]}
    text = _paragraph(township(overview=facts), wording, "overview.proactive")
    assert re.search("86条为财政信息|财政信息（?86条", text), text
    assert re.search("义务教育（?6条", text), text
    assert not re.search("分类统计|分类看|按类别|按内容分|各重点领域中|领域条数", text), text


@pytest.mark.parametrize("wording", WAYS)
def test_what_names_its_matter_has_no_lead_that_names_it_again(wording: int) -> None:
    overview = {"in_assessment": False, "norm_cleanup": "清理文件36件，继续有效32件"}
    for assessment in ("考核结果为良好", "在全县考核中列第三位", "已接受政务公开工作考核"):
        for method in ("", "发放问卷120份"):
            facts = {**overview, "assessment": assessment, "evaluation_method": method}
            report = township(overview={**facts, "social_evaluation": "没有组织专项社会评议"})
            said = _paragraph(report, wording, "overview.supervision")
            assert assessment in said and said.count("考核") == 1 and said.count("评议") == 1, said
            assert said.count("政务公开工作") <= 2, said
    assert _paragraph(report, wording, "overview.management").count("清理") == 1


@pytest.mark.parametrize("wording", WAYS)
@pytest.mark.parametrize("contact", ["地址：人民路18号，电话：0399-5550146", "0399-5550146"])
def test_whom_to_ask_is_told_with_no_colon_before_a_colon(contact: str, wording: int) -> None:
    text = _paragraph(township(agency={"contact": contact}), wording, "preface.contact")
    assert contact in text
    assert not re.search("：[^，。；]*：", text), text
