"""Whole reports for the export tests, made without drafting: a township's and what hypothesis likes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from hypothesis import strategies as st

from assistant.document import Document, FigureTable, Heading, Paragraph, Section, Signature
from assistant.standard import standard

TOWNSHIP = "青石县云岭镇人民政府"

_PROSE = {
    "lead": (
        "2024年，云岭镇把政府信息公开作为转变作风、服务群众的经常性工作，由镇长牵头、党政办公室具体承办，"
        "各站所确定一名联络员，按季度通报进度。全年围绕惠民政策、项目建设和办事指南三条主线安排公开内容，"
        "群众办事更方便，对镇里工作的了解更充分。"
    ),
    "proactive": (
        "全年主动公开政府信息86条，其中政府网站52条、政务新媒体21条、公示栏13条。发布政策解读3篇，"
        "回应群众关切5次，重点公开了“一卡通”补贴发放、农村低保、高标准农田建设等信息。"
    ),
    "on_request": (
        "全年收到政府信息公开申请3件，均由自然人提出，上年结转0件。办结3件，其中予以公开1件、部分公开1件、"
        "本机关不掌握相关政府信息1件；结转下年度0件。未发生因政府信息公开引起的行政复议和行政诉讼。"
    ),
    "management": (
        "完善信息发布审核制度，坚持先审查、后公开，一事一审，责任到人。全年制发行政规范性文件1件，废止0件，"
        "现行有效4件，全部在政府网站集中公开。"
    ),
    "platforms": (
        "用好县政府网站云岭镇专栏，规范栏目设置，及时清理失效内容；在便民服务中心设政务公开专区1个，"
        "配备查询机和资料架；村（社区）公示栏全部按统一目录更新。"
    ),
    "supervision": (
        "全年组织业务培训2次，参训64人次；对站所和村（社区）开展检查4次，发现问题当场交办。"
        "政府信息公开工作纳入年度综合考核，聘请社会监督员6名开展评议，全年没有责任追究情形。"
    ),
}

_FIGURES: dict[str, dict[str, str]] = {
    "T2": {
        "normative.issued": "1",
        "normative.in_force": "4",
        "permits": "212",
        "penalties": "5",
        "fees": "0.36",
    },
    "T3": {
        f"{row}.{column}": str(count)
        for row, count in {
            "received": 3,
            "granted": 1,
            "partly_granted": 1,
            "unavailable.not_held": 1,
            "total": 3,
        }.items()
        for column in ("natural_person", "total")
    },
    "T4": {},
}


def figures(key: str, cells: Mapping[str, str] | None = None) -> FigureTable:
    """A complete statutory table: the cells given, "0" in all others."""
    given = _FIGURES[key] if cells is None else cells
    return FigureTable(key, {path: given.get(path, "0") for path in standard().tables[key].cells})


def township() -> Document:
    """A whole report as a township signs it: preface, six sections, three tables, signature."""
    title = f"{TOWNSHIP}2024年政府信息公开工作年度报告"
    preface = (
        f"根据《中华人民共和国政府信息公开条例》和{standard().number}的要求，{TOWNSHIP}编制本报告。"
        "本报告所列数据的统计期限为2024年1月1日至2024年12月31日。",
        "本报告电子版可在青石县人民政府网站下载。如有疑问，请与云岭镇党政办公室联系（电话：0000-1234567）。",
    )
    return Document(
        agency=TOWNSHIP,
        kind="town",
        year=2024,
        title=title,
        preface=tuple(Paragraph(f"preface.{place}", text) for place, text in enumerate(preface)),
        sections=(_overview(), *(_table_section(key) for key in ("T2", "T3", "T4")), _problems(), _other()),
        signature=Signature(TOWNSHIP, "2025年1月9日", date(2025, 1, 9)),
        self_word="我镇",
    )


def _overview() -> Section:
    schema = standard().section("overview")
    blocks: list[Paragraph | Heading] = [Paragraph("overview.lead", _PROSE["lead"])]
    for aspect in schema.aspects:
        blocks.append(Heading(f"overview.{aspect.key}.heading", f"{aspect.number}{aspect.title}情况"))
        blocks.append(Paragraph(f"overview.{aspect.key}", _PROSE[aspect.key]))
    return Section("overview", schema.heading, tuple(blocks))


def _table_section(key: str) -> Section:
    schema = next(section for section in standard().sections if section.table == key)
    return Section(schema.key, schema.heading, (figures(key),))


def _problems() -> Section:
    schema = standard().section("problems")
    texts = (
        "一是政策解读形式单一，图文解读少；二是个别村（社区）公示栏更新不及时。对上年指出的栏目空白问题，"
        "已逐项补齐并建立月度巡查制度。",
        "一是每季度至少制作1期图解；二是把公示栏更新情况列入村级考核，由党政办公室每月抽查。",
    )
    blocks: list[Paragraph | Heading] = []
    for aspect, text in zip(schema.aspects, texts, strict=True):
        blocks.append(Heading(f"problems.{aspect.key}.heading", f"{aspect.number}{aspect.title}"))
        blocks.append(Paragraph(f"problems.{aspect.key}", text))
    return Section("problems", schema.heading, tuple(blocks))


def _other() -> Section:
    schema = standard().section("other")
    texts = ("2024年，未发出收费通知，未收取信息处理费。", "除此之外，没有其他需要报告的事项。")
    return Section("other", schema.heading, tuple(Paragraph(f"other.{n}", text) for n, text in enumerate(texts)))


_ODD = st.sampled_from([*"<>&\"'[]{}〔〕“”‘’①—…·％０１２３, \t\n\x00\x07\x0b\x1b\ufffe\ud800", "🙂", "𠮷", "é"])
_CHARACTERS = st.one_of(st.characters(codec="utf-8"), _ODD, st.sampled_from("公开年度报告申请件"))
texts = st.text(_CHARACTERS, max_size=40)
_SEEN = st.text(_CHARACTERS, min_size=1, max_size=40)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Reports in the statutory shape with any text in any place."""
    sections = []
    for schema in standard().sections:
        blocks: list[Paragraph | Heading | FigureTable] = []
        for place, text in enumerate(draw(st.lists(texts, max_size=3))):
            deep = draw(st.integers(0, 5))
            key = f"{schema.key}.{place}"
            blocks.append(Heading(key, text, deep) if deep >= 2 else Paragraph(key, text))
        if schema.table:
            paths = list(standard().tables[schema.table].cells)
            odd = draw(st.dictionaries(st.sampled_from(paths), texts, max_size=6))
            blocks.append(figures(schema.table, odd))
        sections.append(Section(schema.key, schema.heading, tuple(blocks)))
    agency = draw(_SEEN)
    title = draw(st.one_of(texts, st.just(f"{agency}2024年{standard().report_title}")))
    preface = tuple(Paragraph(f"preface.{place}", text) for place, text in enumerate(draw(st.lists(texts, max_size=2))))
    signature = Signature(draw(texts), draw(texts), draw(st.none() | st.dates(date(2021, 1, 1))))
    return Document(agency, "", 2024, title, preface, tuple(sections), signature)
