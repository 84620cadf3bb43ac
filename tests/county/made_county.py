"""A made county: sixty units and the files that they send, with everything planted in them known."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import count
from pathlib import Path
from random import Random

from assistant.county.roster import Roster, Unit, write_roster
from tests.corpus.draft import Draft, assembled
from tests.corpus.faults import FAULTS
from tests.corpus.office import Office, figures
from tests.corpus.printing import PRINTERS
from tests.corpus.prose import Year
from tests.reports.making import text

AREA, YEAR = "临江县", 2024
_TOWN_NAMES = "清河 石桥 永宁 柳林 东湖 青山 白沙 南浦 和顺 双河 龙泉 安平 大旺 黄岗 柳塘 永乐 春溪 望江 古塔 新店"
_STREET_NAMES = "花园 海棠 春晖 朝阳 解放 长青 滨江 文峰 南门 北关"
_BUREAU_NAMES = (
    "财政 水利 教育 民政 司法 审计 统计 商务 林业 卫生健康 市场监督管理 住房和城乡建设 交通运输 农业农村 自然资源 "
    "生态环境 应急管理 文化和旅游 退役军人事务 医疗保障 人力资源和社会保障 科学技术 "
    "信访 城市管理 乡村振兴 数据管理 体育 粮食 档案 招商"
)
_FORMS = ("word.docx", "page.html", "portal.html", "bars.txt", "numbered.docx", "tabs.txt")
_GBK, _PDF = "gbk.html", "printed.pdf"
_LETTERS = "".join(chr(point) for point in range(0x4E10, 0x6E10))
PLANTED = ("balance", "result_total", "row_total", "case_total", "wrong_self_word", "said_received")
_LATER = "再报"


def office(name: str) -> Office:
    """One of the county's offices by its name without the county."""
    full, place = f"{AREA}{name}", name.removesuffix("人民政府").removesuffix("办事处")
    if name.endswith("镇人民政府"):
        return Office(full, "town", "我镇", place, "镇", AREA)
    if name.endswith("街道办事处"):
        return Office(full, "street", "我街道", place, "街道", AREA)
    return Office(full, "county_department", "我局", f"县{name}", "县", AREA)


OFFICES = tuple(
    office(name)
    for name in (
        *(f"{name}局" for name in _BUREAU_NAMES.split()), *(f"{name}街道办事处" for name in _STREET_NAMES.split()),
        *(f"{name}镇人民政府" for name in _TOWN_NAMES.split()),
    )
)  # fmt: skip


@dataclass(frozen=True)
class Made:
    """The county as it was made.

    :param faulty: the units with planted faults and the rules of which one must speak.
    :param cells: the printed cells of each unit that filed, by table and path.
    """

    folder: Path
    roster: Path
    missing: frozenset[str]
    doubled: Mapping[str, str]
    renamed: str
    former: str
    faulty: Mapping[str, frozenset[str]]
    pairs: frozenset[frozenset[str]]
    cells: Mapping[str, Mapping[str, Mapping[str, str]]]

    def total(self, table: str, path: str, *without: str) -> Decimal:
        """A cell added up by hand."""
        return sum(
            (Decimal(cells[table][path]) for unit, cells in self.cells.items() if unit not in without), Decimal(0)
        )


def own_words(draw: Random) -> list[str]:
    """Sentences that share nothing with anybody's."""
    return ["".join(draw.choices(_LETTERS, k=40)) + "。" for _ in range(8)]


def report(office: Office, number: int, words: list[str], fault: str = "") -> tuple[Draft, frozenset[str]]:
    """The report of a unit and the rules that its fault calls; a year is looked for in which it can have that fault."""
    for seed in count(number, 1000):
        draw = Random(seed)
        year = Year(office, YEAR, figures(draw, office), f"county-{seed}")
        planted = FAULTS[fault](year, draw) if fault else None
        if planted is not None or not fault:
            break
    draft = assembled(year)
    draft.title, draft.agency = [f"{office.name}{YEAR}年政府信息公开工作年度报告"], office.name
    draft.day = draft.day or f"{YEAR + 1}年1月20日"
    for key, own in (("overview", words[::2]), ("problems", words[1::2])):
        draft.part(key).blocks = [*draft.part(key).blocks, ("p", "".join(own))]
    if planted is not None and planted.change is not None:
        planted.change(draft)
    return draft, planted.rules if planted is not None else frozenset()


def write(folder: Path, name: str, draft: Draft, number: int, form: str) -> Path:
    """A report as a file called ``name`` and what its form ends with."""
    path = folder / f"{name}.{form.rpartition('.')[2]}"
    path.write_bytes(PRINTERS[form](draft, Random(number)))
    os.utime(path, (1_740_000_000, 1_740_000_000))
    return path


def make(folder: Path) -> Made:
    """Write the county's files into ``folder``/reports and its roster beside them."""
    reports = folder / "reports"
    reports.mkdir()
    missing = {OFFICES[place].name for place in (5, 33, 47)}
    faulty_places = dict(zip((2, 11, 17, 31, 44, 20), PLANTED, strict=True))
    copied = {9: 8, 52: 51}
    renamed, former = OFFICES[14], f"{AREA}国土资源局"
    words: dict[int, list[str]] = {}
    cells, faulty = {}, {}
    for number, unit in enumerate(OFFICES):
        words[number] = words[copied[number]] if number in copied else own_words(Random(f"words-{number}"))
        if unit.name in missing:
            continue
        # Who copies the text has the same figures, too: the text is then right for both.
        draft, rules = report(unit, copied.get(number, number), words[number], faulty_places.get(number, ""))
        if unit is renamed:
            _rename(draft, unit.name, former)
        if rules:
            faulty[unit.name] = rules
        cells[unit.name] = {key: dict(of) for key, of in draft.cells.items()}
        form = {3: _GBK, 4: _PDF}.get(number, _FORMS[number % len(_FORMS)])
        write(reports, f"{number:02d}", draft, number, form)
    doubled = _double(reports, cells)
    roster = Roster(
        name=AREA, year=YEAR,
        unit=tuple(
            Unit(name=each.name, kind=each.kind, former=(former,) if each is renamed else ()) for each in OFFICES
        ),
    )  # fmt: skip
    write_roster(roster, folder / "county.toml")
    pairs = frozenset(frozenset((OFFICES[one].name, OFFICES[other].name)) for one, other in copied.items())
    return Made(
        reports, folder / "county.toml", frozenset(missing), doubled, renamed.name, former, faulty, pairs, cells
    )


def text_of(name: str, number: int = 5) -> str:
    """The report of a town called ``name``, without a fault, as a text."""
    draft, _ = report(office(f"{name}人民政府"), number, own_words(Random(name)))
    draft.day = f"{YEAR + 1}年1月20日"
    return text.bars(draft.facts())


def _rename(draft: Draft, name: str, former: str) -> None:
    draft.title, draft.agency = [line.replace(name, former) for line in draft.title], former
    draft.preface = [line.replace(name, former) for line in draft.preface]
    for part in draft.parts:
        part.blocks = [(kind, text.replace(name, former)) for kind, text in part.blocks]


def _double(reports: Path, cells: dict[str, dict[str, dict[str, str]]]) -> dict[str, str]:
    """A copy of one file, and a later version of another with other figures: unit and the file that does not count."""
    copy = reports / "00（副本）.docx"
    shutil.copy2(reports / "00.docx", copy)
    os.utime(copy, (1_730_000_000, 1_730_000_000))
    number = 6
    unit = OFFICES[number]
    draft, _ = report(unit, number + 1000, own_words(Random(f"words-{number}")))
    draft.day = f"{YEAR + 1}年1月31日"
    cells[unit.name] = {key: dict(of) for key, of in draft.cells.items()}
    write(reports, f"{number:02d}{_LATER}", draft, number, "word.docx")
    return {OFFICES[0].name: copy.name, unit.name: "06.docx"}
