"""Title, sections, headings, preface and signature, however they are worded; what is left over is said."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.document import Document, Heading, Paragraph
from assistant.reading import read_bytes

PREFACE = "根据条例编制本报告，统计期限为2024年1月1日至2024年12月31日。"


def read(*lines: str) -> Document:
    return read_bytes("\n".join(lines).encode(), "报告.txt")


def with_title(*title: str) -> Document:
    return read(*title, PREFACE, "一、总体情况", "全年公开信息12条，都在网站上。")


@pytest.mark.parametrize(
    ("title", "agency", "kind", "year"),
    [
        (["安平镇人民政府2024年政府信息公开工作年度报告"], "安平镇人民政府", "town", 2024),
        (["安平镇人民政府", "2024年政府信息公开工作年度报告"], "安平镇人民政府", "town", 2024),
        (["安平镇人民政府2024年", "政府信息公开工作年度报告"], "安平镇人民政府", "town", 2024),
        (["安平镇人民政府", "2024年", "政府信息公开工作年度报告"], "安平镇人民政府", "town", 2024),
        (["2024年安平镇人民政府信息公开工作年度报告"], "安平镇人民政府", "town", 2024),
        (["安平镇人民政府2024年度政府信息公开工作年度报告"], "安平镇人民政府", "town", 2024),
        (["２０２４年度安平县民政局政府信息公开年报"], "安平县民政局", "county_department", 2024),
        (["安平县民政局政府信息公开工作报告（2024年度）"], "安平县民政局", "county_department", 2024),
        (["关于安平县人民政府二〇二四年政务公开工作年度报告"], "安平县人民政府", "county_government", 2024),
        (["安平区城关街道办事处2024年政府信息公开年度工作报告"], "安平区城关街道办事处", "street", 2024),
        (["（2024年度）", "安平镇人民政府政府信息公开工作年度报告"], "安平镇人民政府", "town", 2024),
        (["政府信息公开工作年度报告"], "", "", 2024),
        (["安平县七里镇2024年政府信息公开 工作告年度报"], "安平县七里镇", "town", 2024),
    ],
)
def test_titles(title: list[str], agency: str, kind: str, year: int) -> None:
    report = with_title(*title)
    assert report.title == "".join(title)
    assert (report.agency, report.kind, report.year) == (agency, kind, year)
    assert [paragraph.text for paragraph in report.preface] == [PREFACE]
    assert report.unread == ()


def test_the_signature_completes_a_short_title() -> None:
    report = read(
        "安平镇2024年政府信息公开工作年度报告", PREFACE, "一、总体情况", "公开12条。", "安平镇人民政府", "2025年1月3日"
    )
    assert report.title == "安平镇2024年政府信息公开工作年度报告"
    assert (report.agency, report.kind, report.self_word) == ("安平镇人民政府", "town", "我镇")


@pytest.mark.parametrize(
    ("lines", "agency", "text", "day"),
    [
        (["安平镇人民政府", "2025年1月3日"], "安平镇人民政府", "2025年1月3日", date(2025, 1, 3)),
        (["安平镇人民政府（盖章）", "２０２５年１月３日"], "安平镇人民政府", "２０２５年１月３日", date(2025, 1, 3)),
        (["        安平镇人民政府   2025年01月03日"], "安平镇人民政府", "2025年01月03日", date(2025, 1, 3)),
        (["安平镇人民政府", "二〇二五年元月二十三日"], "安平镇人民政府", "二〇二五年元月二十三日", date(2025, 1, 23)),
        (["安平镇人民政府", "", "2025-01-13"], "安平镇人民政府", "2025-01-13", date(2025, 1, 13)),
        (["安平镇人民政府", "2025.1.3"], "安平镇人民政府", "2025.1.3", date(2025, 1, 3)),
        (["单位：安平镇人民政府", "日期：2025年1月3日"], "安平镇人民政府", "2025年1月3日", date(2025, 1, 3)),
        (["安平镇人民政府", "2025年1月"], "安平镇人民政府", "2025年1月", None),
        (["安平镇人民政府", "2025年13月3日"], "安平镇人民政府", "2025年13月3日", None),
        (["2025年1月3日"], "", "2025年1月3日", date(2025, 1, 3)),
        (["安平镇人民政府"], "安平镇人民政府", "", None),
        ([], "", "", None),
    ],
)
def test_signatures(lines: list[str], agency: str, text: str, day: date | None) -> None:
    title = "安平镇人民政府2024年政府信息公开工作年度报告"
    report = read(title, PREFACE, "一、总体情况", "公开12条。", "六、其他需要报告的事项", "没有收费。", *lines)
    signature = report.signature
    assert (signature.agency, signature.date_text, signature.day) == (agency, text, day)
    assert [paragraph.text for paragraph in report.paragraphs()] == [PREFACE, "公开12条。", "没有收费。"]
    assert report.unread == ()


HEADINGS = {
    "overview": [
        "一、总体情况",
        "一、 概述",
        "第一部分 总体情况",
        "１、总体情况",
        "一、2024年政府信息公开工作总体情况",
    ],
    "disclosure": ["二、主动公开政府信息情况", "二．行政机关主动公开政府信息情况", "第二部分、主动公开政府信息的情况"],
    "requests": ["三、收到和处理政府信息公开申请情况", "三、政府信息依申请公开情况", "三、依申请公开政府信息办理情况"],
    "proceedings": ["四、政府信息公开行政复议、行政诉讼情况", "四、因政府信息公开被申请行政复议、提起行政诉讼的情况"],
    "problems": [
        "五、存在的主要问题及改进情况",
        "五、政府信息公开工作存在问题和改进措施",
        "五、存在不足及下一步工作打算",
    ],
    "other": ["六、其他需要报告的事项", "6、其他需要报告的事项", "六、需要说明的其他事项", "六、其他应报告的事项"],
}


@pytest.mark.parametrize(("key", "heading"), [(key, text) for key, texts in HEADINGS.items() for text in texts])
def test_sections_by_meaning(key: str, heading: str) -> None:
    lines = []
    for other, (standard_heading, *_) in HEADINGS.items():
        lines += [heading if other == key else standard_heading, "这里是一段话，说明有关情况。"]
    report = read("安平镇人民政府2024年政府信息公开工作年度报告", *lines)
    assert [section.key for section in report.sections] == list(HEADINGS)
    found = report.section(key)
    assert found is not None
    assert found.heading == heading
    assert report.unread == ()


def test_a_table_of_contents_is_no_section() -> None:
    headings = [texts[0] for texts in HEADINGS.values()]
    body = [line for heading in headings for line in (heading, "这里是一段话。")]
    report = read(
        "安平镇人民政府2024年政府信息公开工作年度报告",
        *(f"{text}……{place}" for place, text in enumerate(headings)),
        *body,
    )
    assert [section.key for section in report.sections] == list(HEADINGS)
    assert all(len(section.blocks) == 1 for section in report.sections)


def test_a_section_the_format_does_not_know() -> None:
    report = read("安平镇人民政府2024年政府信息公开工作年度报告", "一、总体情况", "甲。", "二、重点工作推进", "乙。")
    assert [(section.key, section.heading) for section in report.sections] == [
        ("overview", "一、总体情况"),
        ("", "二、重点工作推进"),
    ]


def overview(*lines: str) -> list[tuple[str, str]]:
    report = read("安平镇人民政府2024年政府信息公开工作年度报告", PREFACE, "一、总体情况", *lines)
    found = report.section("overview")
    assert found is not None
    return [(block.key, block.text) for block in found.blocks if isinstance(block, Heading | Paragraph)]


def test_aspects_and_names_of_ones_own() -> None:
    assert overview(
        "先说几句。",
        "（一）加强组织领导。镇长亲自抓。",
        "（二）主动公开方面：公开12条。",
        "另有3条。",
        "(三)依申请公开情况 没有申请。",
        "四、信息管理工作情况。管理到位。",
        "平台建设情况",
        "建了平台。",
        "五是监督保障，开会三次。",
    ) == [
        ("overview.lead", "先说几句。"),
        ("overview.extra.heading", "（一）加强组织领导"),
        ("overview.extra", "镇长亲自抓。"),
        ("overview.proactive.heading", "（二）主动公开方面"),
        ("overview.proactive", "公开12条。"),
        ("overview.proactive.2", "另有3条。"),
        ("overview.on_request.heading", "(三)依申请公开情况"),
        ("overview.on_request", "没有申请。"),
        ("overview.management.heading", "四、信息管理工作情况"),
        ("overview.management", "管理到位。"),
        ("overview.platforms.heading", "平台建设情况"),
        ("overview.platforms", "建了平台。"),
        ("overview.platforms.2", "五是监督保障，开会三次。"),
    ]


def test_items_of_a_list_are_no_headings() -> None:
    assert overview(
        "（一）主动公开", "1.公开惠农政策；", "2.公开办事指南。", "（1）公示栏内容及时更换，做到真实；"
    ) == [
        ("overview.proactive.heading", "（一）主动公开"),
        ("overview.proactive", "1.公开惠农政策；"),
        ("overview.proactive.2", "2.公开办事指南。"),
        ("overview.proactive.3", "（1）公示栏内容及时更换，做到真实；"),
    ]


def test_what_stands_outside_of_a_text_report_is_said() -> None:
    report = read(
        "附件1", "安平镇人民政府2024年政府信息公开工作年度报告", PREFACE, "一、总体情况", "公开12条。",
        "安平镇人民政府", "2025年1月3日", "抄送：县政府办公室",
    )  # fmt: skip
    assert report.unread == ("标题之前：“附件1”", "落款之后：“抄送：县政府办公室”")


def test_a_foreign_table_is_said() -> None:
    report = read(
        "安平镇人民政府2024年政府信息公开工作年度报告",
        *("一、总体情况", "见下表。", "渠道\t条数", "网站\t9", "公示栏\t3"),
        "二、主动公开政府信息情况",
    )
    assert report.unread == ("“一、总体情况”部分：一张不属于法定格式的表格（3行），开头是“渠道 条数 网站 9”",)


def test_loose_labels_of_the_trial_tables_alone_are_lines_like_others() -> None:
    labels = ("本年新制作数量", "本年新公开数量", "对外公开总数量")
    title = "安平镇人民政府2024年政府信息公开工作年度报告"
    report = read(title, PREFACE, "一、总体情况", "全年公开信息12条，都在网站上。", "二、主动公开政府信息情况", *labels)
    assert [section.key for section in report.sections] == ["overview", "disclosure"]
    assert report.table("T2") is None
