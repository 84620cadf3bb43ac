"""The parts of an invented report in the order in which an office puts them, before they are printed."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

from assistant.standard import standard
from tests.corpus.prose import ASPECTS, ORDINALS, WRITERS, Year, other, problems

TABLES = {"disclosure": "T2", "requests": "T3", "proceedings": "T4"}


@dataclass
class Part:
    """One of the six parts: its heading and its blocks, ("h" or "p", text)."""

    key: str
    heading: str
    blocks: list[tuple[str, str]] = field(default_factory=list)
    table: str = ""


@dataclass
class Draft:
    """A report as it will be printed.

    ``labels`` are other words for labels of the tables, ``asked`` the rules that rightly speak of a habit.
    """

    title: list[str]
    preface: list[str]
    parts: list[Part]
    cells: dict[str, dict[str, str]]
    agency: str
    day: str
    labels: dict[str, str] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)

    def part(self, key: str) -> Part:
        return next(part for part in self.parts if part.key == key)

    def facts(self) -> dict[str, Any]:
        """As tests/reports/making prints it."""
        return {
            "title": self.title,
            "preface": [("", text) for text in self.preface],
            "section": [
                {
                    "key": part.key,
                    "heading": part.heading,
                    "table": part.table,
                    "blocks": [(kind, "", text) for kind, text in part.blocks],
                }
                for part in self.parts
            ],
            "signature": [line for line in (self.agency, self.day) if line],
            "labels": self.labels,
            "tables": {key: _rows(key, cells) for key, cells in self.cells.items()},
        }


def _rows(key: str, cells: dict[str, str]) -> dict[str, list[str]]:
    rows: dict[str, list[str]] = {}
    for block in standard().tables[key].blocks:
        columns = [leaf.path for leaf in block.column_leaves]
        for row in block.row_leaves:
            paths = [f"{row.path}.{column}".strip(".") for column in columns]
            if row.path:
                rows[row.path] = [cells[path] for path in paths]
            else:
                rows |= {path: [cells[path]] for path in paths}
    return rows


def assembled(year: Year) -> Draft:
    """The report of a year in one of the habits of offices."""
    random = year.random("order")
    parts = [Part(section.key, section.heading, table=TABLES.get(section.key, "")) for section in standard().sections]
    draft = Draft([], [], parts, year.figures.cells(), year.office.name, _day(year, random))
    _identify(year, draft, random)
    draft.part("overview").blocks = _overview(year, random)
    if any(text.startswith("1.") for _, text in draft.part("overview").blocks):
        draft.asked.add("numbering")
    draft.part("problems").blocks = problems(year)
    draft.part("other").blocks = [("p", text) for text in other(year)]
    if random.random() < 0.1:
        part = random.choice(draft.parts)
        part.heading = part.heading.replace(part.heading[2:], " ".join(part.heading[2:]))
    if random.random() < 0.15:
        for key in TABLES:
            draft.part(key).blocks = [("p", "该部分以表格形式报告，具体见下表。")]
    return draft


def _day(year: Year, random: Random) -> str:
    if year.office.whole_area:
        return f"{year.year + 1}年3月{random.randint(1, 28)}日"
    return f"{year.year + 1}年1月{random.randint(3, 29)}日"


def _identify(year: Year, draft: Draft, random: Random) -> None:
    """Title, preface and signature: the agency may stand in one of them only, the year in the body only or twice."""
    name, count = year.office.name, year.year
    title = random.choice(
        (
            [f"{name}{count}年政府信息公开工作年度报告"],
            [f"{name}{count}年政府信息公开工作年度报告"],
            [name, f"{count}年政府信息公开工作年度报告"],
            [f"{count}年度{name}政府信息公开工作年度报告"],
            [f"{name}{count}年度政府信息公开工作年度报告"],
            [f"{count}年{name}{count}年度政府信息公开工作年度报告"],
            [f"{name}关于{count}年政府信息公开工作的年度报告"],
            [f"{count}年政府信息公开工作年度报告"],
            [f"{name}政府信息公开工作年度报告"],
            [f"{name}{count}年政府信息公开年报"],
            [f"{count}年政府信息公开工作年度报告"],
        )
    )
    named = any(name in line for line in title)
    period = random.choice(
        (
            f"本报告所列数据的统计期限自{count}年1月1日起至{count}年12月31日止。",
            f"统计期限为{count}年1月1日至12月31日。",
            f"报告中使用的数据统计周期为{count}年1月1日—{count}年12月31日。",
        )
    )
    self_title = (
        f"《{name}{count}年政府信息公开工作年度报告》"
        if random.random() < 0.4
        else f"{name}{count}年政府信息公开工作年度报告"
    )
    basis = random.choice(
        (
            "本报告根据《中华人民共和国政府信息公开条例》（以下简称《条例》）和国办公开办函〔2021〕30号文件编制。",
            "按照《中华人民共和国政府信息公开条例》第五十条和《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）要求，编制本报告。",
            "根据《条例》规定，向社会公布本报告。",
        )
    )
    if not named and random.random() < 0.5:
        basis = f"根据《中华人民共和国政府信息公开条例》，现公布{self_title}。"
        draft.agency = draft.agency if random.random() < 0.3 else ""
        draft.day = draft.day if draft.agency else ""
    elif named and random.random() < 0.25:
        draft.agency, draft.day = "", draft.day if random.random() < 0.5 else ""
    contact = f"如对报告有疑问，请与{year.office.short}办公室联系（地址：{year.office.area_name}人民路{random.randint(1, 200)}号，电话：0570-7043{random.randint(100, 999)}，邮编：324400）。"
    list_of_parts = "全文包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项等六个部分。"
    draft.title, draft.preface = title, [basis + (list_of_parts if random.random() < 0.4 else "") + period]
    if random.random() < 0.4:
        draft.preface.append(contact)


def _overview(year: Year, random: Random) -> list[tuple[str, str]]:
    texts = {aspect: "".join(writer(year)) for aspect, writer in WRITERS.items() if f"no {aspect}" not in year.must}
    titles = {aspect: random.choice(ASPECTS[aspect]) for aspect in texts}
    lead = f"{year.year}年，{year.office.self_word}认真贯彻《条例》，围绕中心工作推进政务公开，各项任务有序开展。"
    overall = f"现将{year.year}年政府信息公开工作情况报告如下，统计期限为{year.year}年1月1日至{year.year}年12月31日。"
    blocks = random.choice(([("p", lead)], [("p", lead)], [("p", f"{lead}{overall}")], [], []))
    habit = random.choice(("headings", "headings", "run on", "run on", "arabic", "ordinals", "bare"))
    if any(name.startswith("no ") for name in year.must) and habit in ("ordinals", "bare"):
        habit = "run on"
    for place, (aspect, text) in enumerate(texts.items()):
        numeral, title = ORDINALS[place], titles[aspect]
        if habit == "headings":
            blocks += [("h", f"（{numeral}）{title}"), ("p", text)]
        elif habit == "run on":
            blocks.append(("p", f"（{numeral}）{title}。{text}"))
        elif habit == "arabic":
            blocks.append(("p", f"{place + 1}.{title}。{text}"))
        elif habit == "ordinals":
            own = title if aspect in ("platforms", "supervision") else f"做好{ASPECTS[aspect][0]}工作"
            blocks.append(("p", f"{numeral}是{own}。{text}"))
        else:
            blocks += [("h", title), ("p", text)]
    return blocks
