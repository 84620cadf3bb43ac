"""The laws of style hold whatever the answers, in every plan and wording: one subject, every figure the clerk's."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from drafting_reports import NAMES, clerks, labels, reports, township, worded
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import resources
from assistant.composing import ClerkText, compose, phrasing
from assistant.document import Document, Heading
from assistant.report import Report, field_paths, figures_class, read
from assistant.standard import agency_kinds, standard
from tests.examples import examples

DOUBLED = re.compile(r"[，。；：、！？]{2,}")
EMPTY = ("（）", "“”", "《》", "〔〕", "None", "True", "False", "{", "}", "\ue000", "\ue001", "\ue002", "\n", "()")
PAIRS = {"（": "）", "《": "》", "“": "”", "〔": "〕"}
FIGURE = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?=件|条|篇|次|人次|个|期|名|起|元)")


@settings(max_examples=examples(150))
@given(report=reports(), clerk=clerks())
def test_every_report_is_clean_prose(report: Report, clerk: ClerkText) -> None:
    document = compose(report, labels(report), clerk)
    for paragraph in document.paragraphs():
        _assert_clean(paragraph.text, report.agency.self_word or "")
        assert paragraph.text.endswith("。"), paragraph.text
        assert paragraph.state == "written"


def _assert_clean(text: str, self_word: str) -> None:
    assert not DOUBLED.search(text), text
    assert not any(mark in text for mark in EMPTY), text
    assert not re.search(r"[，；：、（“《]$|^[，。；：、）”》]|[（“《〔][，。；：、]|[，；：、][）”》〕]", text), text
    assert f"{self_word}{self_word}" not in text, text
    opened: list[str] = []
    for character in text:
        if character in PAIRS:
            opened.append(PAIRS[character])
        elif character in PAIRS.values():
            assert opened and opened.pop() == character, text
    assert not opened, text


@settings(max_examples=examples(150))
@given(report=reports(), clerk=clerks())
def test_every_figure_is_an_answer_or_a_total(report: Report, clerk: ClerkText) -> None:
    known = _figures(report)
    for paragraph in compose(report, labels(report), clerk).paragraphs():
        if paragraph.key.split(".")[0] in {"overview", "other"} and not paragraph.key.startswith("other.matters"):
            printed = [figure.group() for figure in FIGURE.finditer(paragraph.text)]
            assert set(printed) <= known, paragraph.text


YEAR = re.compile("20\\d\\d年(?!1[0-2]?月)|全年|本年度?|年内|今年")
PARTS = re.compile("其中([^；。]*)")
DIVIDED_TWICE = re.compile("(?:^|[。；])([从按])[^，。；]{1,8}([看分])，[^。；]*[。；]\\1[^，。；]{1,8}\\2，")
"""Two sentences running that begin alike: 从类别看，… 从领域看，…"""


@settings(max_examples=examples(200))
@given(report=reports(), clerk=clerks())
def test_the_laws_of_style_hold(report: Report, clerk: ClerkText) -> None:
    document = compose(report, labels(report), clerk)
    whose, typed = _whose(report), list(_texts(report.model_dump()))
    for paragraph in document.paragraphs():
        text = paragraph.text
        if not paragraph.key.startswith(("overview", "other.fees")):
            continue
        assert sum(text.count(word) for word in whose) <= 1, text
        assert len(YEAR.findall(text)) <= 1, text
        assert all(parts.count("、") < 4 for parts in PARTS.findall(text)), text
        assert "一是" not in text or "三是" in text, text
        assert not re.search("(?<![\\d.])0[件条篇次个期名起]", text), text
        assert not re.search("：[^。；]*：", _without(typed, text)), text
        assert not DIVIDED_TWICE.search(text), text
        assert not re.search("前[^。；]{0,5}(?:发布|公开|上网)前", text), text


def _texts(answer: object) -> Iterator[str]:
    """All texts of answers."""
    if isinstance(answer, str):
        yield answer
    elif isinstance(answer, Mapping):
        yield from (text for part in answer.values() for text in _texts(part))
    elif isinstance(answer, list | tuple):
        yield from (text for part in answer for text in _texts(part))


def _without(typed: Iterable[str], text: str) -> str:
    """``text`` without what the clerk has typed with a colon in it, which stands as it was typed."""
    for answer in typed:
        if "：" in answer:
            text = text.replace(answer.strip("。；，"), "")
    return text


def _whose(report: Report) -> set[str]:
    """The words for the agency: 我县, and 全县 where the figures cover a county or more."""
    word, known = report.agency.self_word or "", agency_kinds()[report.agency.kind or "town"]
    return {word, f"全{word[1:]}"} if known.government and known.rank != "township" else {word}


RESTS_ON_WHAT_IS_BEFORE = re.compile(
    "^(?:也|还|另|此外|同时|其他平台|公开平台还|[比较]上年|与上年|和上年|答复|在法定|没有做到|存在答复|有申请未|没有需要结转"
    "|没有结转下|年底无|无结转|结转下|转入|[条件]数)"
)
OF_A_PARTICLE = re.compile("(?:^|[，；。：]|[一二三四五六]是)的")


@settings(max_examples=examples(150))
@given(report=reports(), clerk=clerks())
def test_no_clause_comes_without_what_it_rests_on(report: Report, clerk: ClerkText) -> None:
    document = compose(report, labels(report), clerk)
    for paragraph in document.paragraphs():
        if not paragraph.key.startswith("overview"):
            continue
        assert not RESTS_ON_WHAT_IS_BEFORE.search(paragraph.text), paragraph.text
        assert not OF_A_PARTICLE.search(paragraph.text), paragraph.text
        said = [sentence.key for sentence in phrasing(report, labels(report), clerk, paragraph.key).sentences]
        book = _sentences(paragraph.key)
        for before, key in pairwise(["", *said]):
            rests_on = set(book[key].get("follows", ()))
            says = {book[before].get("slot", before), *book[before].get("covers", ())} if before else set()
            assert not rests_on or rests_on & says or book.get(before, {}).get("follows"), (said, paragraph.text)


@cache
def _sentences(key: str) -> dict[str, dict[str, Any]]:
    """The sentences of a paragraph as the phrase book has them, by key."""
    path = resources.folder("templates") / f"{key.replace('.', '/')}.toml"
    return {one["key"]: one for one in tomllib.loads(path.read_text(encoding="utf-8"))["sentence"]}


@settings(max_examples=examples(60))
@given(clerk=clerks(), before=st.integers(0, 9), in_time=st.booleans())
def test_nothing_is_said_of_applications_that_there_were_none_of(clerk: ClerkText, before: int, in_time: bool) -> None:
    overview = {"requests_last_year": before, "answered_in_time": in_time, "website_items": 52}
    for cells in ({}, {"received.natural_person": 2, "carried_out.natural_person": 2}):
        report = township(overview=overview, requests=cells)
        text = _text(compose(report, labels(report), clerk), "overview.on_request")
        assert not re.search("超期|期限|按期", text), text
        compared = re.search("增加|减少|增减|持平|[多少]\\d|件数", text)
        assert bool(compared) == bool(cells), text
        assert cells or (f"{before}件" in text) == (before > 0), text


COUNTS = {
    "website_items": 101,
    "new_media_items": 103,
    "notice_items": 107,
    "other_items": 109,
    "interpretations": 113,
    "responses": 127,
    "zones": 131,
    "gazette_issues": 137,
    "trainings": 139,
    "trainees": 149,
    "checks": 151,
    "supervisors": 157,
    "complaints": 163,
    "accountability": 167,
    "messages": 211,
    "hotline_calls": 223,
    "comment_drafts": 227,
    "suggestions": 229,
    "proposals": 233,
    "staff": 239,
    "purge_rounds": 241,
    "stale_items": 251,
    "dead_links": 257,
    "wrong_words": 263,
    "privacy_items": 269,
    "boards": 271,
    "accounts_opened": 277,
    "accounts_closed": 281,
    "followers": 283,
    "trainings_attended": 293,
    "attendees": 307,
}


@settings(max_examples=examples(100))
@given(clerk=clerks(), place=st.sampled_from("临白沙云石东南福龙"))
def test_no_fact_is_said_twice(clerk: ClerkText, place: str) -> None:
    # The name decides in which of several paragraphs a fact is told.
    report = township(
        agency={"name": f"{place}禾县人民政府", "kind": "county_government", "self_word": "我县"},
        overview={**COUNTS, "office": "党政办公室"},
        disclosure={"normative.issued": 173, "normative.repealed": 179, "normative.in_force": 181},
        requests={"received.natural_person": 191, "granted.natural_person": 191},
        proceedings={"review.upheld": 193, "suit_direct.upheld": 197},
    )
    text = _text(compose(report, labels(report), clerk), "overview")
    said = [int(figure) for figure in re.findall("\\d+", text.replace("2024年", ""))]
    told_by_each = [*COUNTS.values(), 173, 179, 181, 193, 197]
    assert [count for count in told_by_each if said.count(count) != 1] == [], text


UNITS = {
    "website_items": "条",
    "new_media_items": "条",
    "notice_items": "条",
    "other_items": "条",
    "interpretations": "篇",
    "responses": "次",
    "zones": "个",
    "gazette_issues": "期",
    "trainings": "次",
    "checks": "次",
    "supervisors": "名",
    "complaints": "件",
    "accountability": "起",
    "messages": "件",
    "hotline_calls": "件",
    "comment_drafts": "件",
    "suggestions": "件",
    "proposals": "件",
    "stale_items": "条",
    "dead_links": "处",
    "wrong_words": "处",
    "privacy_items": "条",
    "boards": "个",
    "followers": "人",
    "accounts_opened": "个",
    "accounts_closed": "个",
    "trainings_attended": "次",
    "purge_rounds": "轮",
}


@settings(max_examples=examples(100))
@given(report=reports(), clerk=clerks())
def test_every_count_is_told_with_its_measure_word(report: Report, clerk: ClerkText) -> None:
    text = _text(compose(report, labels(report), clerk), "overview")
    counts = {f"{getattr(report.overview, name) or 0}{unit}" for name, unit in UNITS.items()}
    assert [count for count in counts if not count.startswith("0") and count not in text] == []
    channels = [getattr(report.overview, name) or 0 for name in list(UNITS)[:4]]
    assert not sum(channels) or f"{sum(channels)}条" in text
    if report.overview.trainings and report.overview.trainees:
        assert f"{report.overview.trainees}人次" in text


def _figures(report: Report) -> set[str]:
    values = {"0"}
    overview = report.overview
    channels = (overview.website_items, overview.new_media_items, overview.notice_items, overview.other_items)
    values.add(str(sum(count or 0 for count in channels)))
    for path in field_paths():
        answer = read(report, path)
        if figures_class(path) and answer is not None:
            values |= {str(value) for value in answer.values().values()}
            values |= _group_sums({cell: int(value) for cell, value in answer.values().items()})
        elif isinstance(answer, list):
            counts = sorted(
                (each.count for each in answer if hasattr(each, "count") and not isinstance(each, str)), reverse=True
            )
            values |= {str(count) for count in counts} | {str(sum(counts[4:]))}
        elif answer is not None and not isinstance(answer, str):
            values |= _money(answer) if isinstance(answer, Decimal) else {str(answer)}
    charged, received = report.other.fee_charged, report.other.fee_received
    items = sum(count or 0 for count in channels)
    values.add(str(abs(items - (overview.items_last_year or 0))))
    if report.requests is not None:
        values.add(str(abs(int(report.requests.values()["received.total"]) - (overview.requests_last_year or 0))))
    return values | _money(charged - received) if charged is not None and received is not None else values


def _money(amount: Decimal) -> set[str]:
    """An amount of money as a report writes it: whole, or with both decimals."""
    return {str(int(amount)) if amount == int(amount) else f"{amount:.2f}"}


def _group_sums(cells: dict[str, int]) -> set[str]:
    """Sums that the text may name though no cell holds them: outcome groups, organisations, suits."""
    groups: dict[str, int] = {}
    for cell, value in cells.items():
        head, column = cell.split(".")[0], cell.split(".")[-1]
        if column == "total" and cell.count(".") == 2:
            groups[head] = groups.get(head, 0) + value
        if head == "received" and column not in {"natural_person", "total"}:
            groups["organisations"] = groups.get("organisations", 0) + value
        if head.startswith("suit"):
            groups[f"suits.{column}"] = groups.get(f"suits.{column}", 0) + value
    return {str(value) for value in groups.values()}


@settings(max_examples=examples(60))
@given(report=reports(), clerk=clerks(), data=st.data())
def test_any_answer_may_be_missing_or_not_apply(report: Report, clerk: ClerkText, data: st.DataObject) -> None:
    """Left-out answers leave no gap; awaited ones show by their label, and only then is a paragraph pending."""
    asked = data.draw(st.sets(st.sampled_from(field_paths())))
    applicable = {path: f"〈{path}〉" for path in asked}
    for paragraph in compose(report, applicable, clerk).paragraphs():
        awaited = [path for path in asked if read(report, path) is None and f"〈{path}〉" in paragraph.text]
        assert (paragraph.state == "pending") == bool(awaited), paragraph
        assert set(awaited) <= set(paragraph.sources)
        assert not DOUBLED.search(paragraph.text), paragraph.text
        assert "None" not in paragraph.text


@pytest.mark.parametrize("kind", sorted(NAMES))
def test_every_kind_speaks_of_itself(kind: str) -> None:
    name, self_word = NAMES[kind]
    report = township(agency={"name": name, "kind": kind, "self_word": self_word})
    known = agency_kinds()[kind]
    for wording in (0, 1):
        document = compose(report, labels(report), worded(wording))
        text = "".join(paragraph.text for paragraph in document.paragraphs())
        assert document.title == f"{name}2024年政府信息公开工作年度报告"
        assert self_word in text
        others = {word for _, word in NAMES.values()} - {self_word}
        assert not [word for word in others if word in text]
        covers = known.government and known.rank != "township"
        assert (f"全{self_word[1:]}" in text) == covers


def test_an_own_self_word_is_kept_and_a_missing_one_is_guessed() -> None:
    report = township(agency={"self_word": "本机关"})
    assert "本机关主动公开" in _text(compose(report, labels(report), worded(0)))
    asked = labels(township())
    unanswered = township(agency={"self_word": None})
    document = compose(unanswered, asked, worded(0))
    assert "我镇主动公开" in _text(document)
    assert document.self_word == "我镇"


def test_the_overview_keeps_to_about_a_thousand_characters() -> None:
    overview = {
        "content_kinds": [
            "机构职能",
            "领导信息",
            "政策文件",
            "工作动态",
            "财政预决算",
            "通知公告",
            "规划计划",
            "应急管理",
        ],
        "key_fields": ["义务教育", "医疗卫生", "就业创业", "养老服务", "社会救助", "公共资源配置", "生态环境"],
        "platforms": ["县人民政府门户网站", "“永乐发布”微信公众号", "政务公开栏", "便民服务大厅电子屏"],
        "columns": ["政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报", "政策文件"],
        "review_systems": ["永乐镇政府信息公开保密审查制度", "永乐镇政府信息发布审核制度"],
        "review_practice": "坚持先审查、后公开，做到一事一审、全程留痕",
        "assessment": "已按要求接受上级政务公开工作考核，考核发现的问题均已整改",
        "social_evaluation": "邀请代表、委员和群众对政务公开工作进行了评议，总体评价满意",
        "request_channels": ["当面提交", "邮寄", "政府网站"],
    }
    cells = {"received.natural_person": 9, "received.business": 3, "carried_in.natural_person": 1}
    cells |= {"granted.natural_person": 6, "partly_granted.business": 2, "denied.third_party.natural_person": 1}
    cells |= {"unavailable.not_held.natural_person": 2, "carried_out.natural_person": 2}
    report = township(overview=overview, requests=cells, proceedings={"review.upheld": 1, "suit_direct.pending": 1})
    for wording in range(6):
        section = compose(report, labels(report), worded(wording)).section("overview")
        assert section is not None
        length = sum(len(block.text) for block in section.blocks if not hasattr(block, "cells"))
        assert 600 < length <= 1000


def test_statutory_frame() -> None:
    document = compose(township(), labels(township()))
    assert [section.heading for section in document.sections] == [item.heading for item in standard().sections]
    overview = document.section("overview")
    assert overview is not None
    headings = [block.text for block in overview.blocks if isinstance(block, Heading)]
    (ending,) = {
        re.sub("^（.）(?:主动公开|依申请公开|政府信息管理|政府信息公开平台建设|监督保障)", "", one) for one in headings
    }
    assert ending in ("", "情况", "方面", "工作情况")
    assert [heading.removesuffix(ending) for heading in headings] == [
        "（一）主动公开",
        "（二）依申请公开",
        "（三）政府信息管理",
        "（四）政府信息公开平台建设",
        "（五）监督保障",
    ]
    assert [table.schema_key for table in document.tables()] == ["T2", "T3", "T4"]
    assert document.table("T3").cells["received.total"] == "0"  # type: ignore[union-attr]
    assert (document.signature.agency, document.signature.date_text) == ("永乐镇人民政府", "2025年1月9日")
    basis = document.preface[0].text
    assert standard().number in basis and standard().law in basis
    assert "2024年1月1日" in basis and "2024年12月31日" in basis


def _text(document: Document, start: str = "") -> str:
    return "".join(paragraph.text for paragraph in document.paragraphs() if paragraph.key.startswith(start))
