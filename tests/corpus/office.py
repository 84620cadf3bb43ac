"""An invented office and its figures of one year, from which a whole report can be written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

COLUMNS = ("natural_person", "business", "research", "social", "legal_service", "other")
RESULTS = {
    "granted": 30,
    "partly_granted": 8,
    "denied.third_party": 4,
    "denied.internal_affairs": 3,
    "denied.process_records": 3,
    "denied.enforcement_file": 4,
    "denied.administrative_inquiry": 3,
    "unavailable.not_held": 14,
    "unavailable.needs_creation": 5,
    "unavailable.still_unclear": 2,
    "not_processed.petition": 6,
    "not_processed.repeated": 3,
    "not_processed.publication": 1,
    "other.no_correction": 2,
    "other.other": 6,
}
"""The results that offices come to, and how often."""

BLOCKS = ("review", "suit_direct", "suit_after_review")
OUTCOMES = ("upheld", "corrected", "other", "pending")

PLACES = (
    "云溪",
    "临江",
    "清河",
    "安平",
    "石桥",
    "永宁",
    "柳林",
    "东湖",
    "青山",
    "白沙",
    "南浦",
    "和顺",
    "双河",
    "龙泉",
)
BUREAUS = ("财政局", "水利局", "农业农村局", "教育局", "市场监督管理局", "住房和城乡建设局", "民政局", "交通运输局")


@dataclass(frozen=True)
class Office:
    """Who reports. ``kind`` is the key of the kind, ``area`` where it works (县, 区 …), ``site`` its website."""

    name: str
    kind: str
    self_word: str
    short: str
    area: str
    area_name: str
    county: str = ""

    @property
    def government(self) -> bool:
        return self.kind in ("town", "township", "county_government", "city_government")

    @property
    def whole_area(self) -> bool:
        return self.kind in ("county_government", "city_government")

    @property
    def township(self) -> bool:
        return self.kind in ("town", "township", "street")


def an_office(random: Random) -> Office:
    """Any office of the kinds that report."""
    place, other = random.sample(PLACES, 2)
    bureau = random.choice(BUREAUS)
    area = random.choice(("县", "区", "县", "旗"))
    made = {
        "town": Office(
            f"{random.choice(('', other + area))}{place}镇人民政府",
            "town",
            "我镇",
            f"{place}镇",
            "镇",
            f"{other}{area}",
        ),
        "short_town": Office(f"{place}镇", "town", "我镇", f"{place}镇", "镇", f"{other}县"),
        "township": Office(f"{place}乡人民政府", "township", "我乡", f"{place}乡", "乡", f"{other}县"),
        "street": Office(
            f"{place}{random.choice(('街道办事处', '街道'))}", "street", "我街道", f"{place}街道", "街道", f"{other}区"
        ),
        "bureau": Office(
            f"{place}{area}{bureau}", "county_department", "我局", f"{area}{bureau}", area, f"{place}{area}"
        ),
        "board": Office(
            f"{place}{area}发展和改革委员会", "county_department", "我委", f"{area}发改委", area, f"{place}{area}"
        ),
        "agency": Office(
            f"{place}{area}自然资源局{other}分局", "county_department", "我局", "分局", area, f"{place}{area}"
        ),
        "zone": Office(
            f"{place}{area}经济开发区管理委员会", "county_department", "我委", "管委会", area, f"{place}{area}"
        ),
        "office": Office(
            f"{place}{area}人民政府办公室", "county_department", "我办", f"{area}政府办公室", area, f"{place}{area}"
        ),
        "county": Office(
            f"{place}{area}人民政府", "county_government", f"我{area}", f"{area}政府", area, f"{place}{area}"
        ),
        "short_county": Office(
            f"{place}{area}", "county_government", f"我{area}", f"{area}政府", area, f"{place}{area}"
        ),
        "city_bureau": Office(f"{place}市{bureau}", "city_department", "我局", f"市{bureau}", "市", f"{place}市"),
        "province": Office("江宁省水利厅", "provincial_department", "我厅", "省水利厅", "省", "江宁省"),
        "province_bureau": Office("江宁省药品监督管理局", "provincial_department", "我局", "省药监局", "省", "江宁省"),
        "ministry": Office("国家林业和草原局", "ministry", "我局", "国家林草局", "", "国家林业和草原局"),
    }
    weights = {"town": 6, "bureau": 5, "street": 4, "county": 4, "township": 2, "city_bureau": 2}
    kinds = list(made)
    return made[random.choices(kinds, [weights.get(kind, 1) for kind in kinds])[0]]


@dataclass
class Figures:
    """The tables of one year as numbers: ``t3[row][column]``, ``t4[block][outcome]``, ``t2`` by path."""

    t3: dict[str, dict[str, int]]
    t4: dict[str, dict[str, int]]
    t2: dict[str, int | float]
    ways: dict[str, int] = field(default_factory=dict)

    def row(self, row: str) -> int:
        """The total of a row of T3, or of a group of rows."""
        return sum(sum(of.values()) for key, of in self.t3.items() if key == row or key.startswith(f"{row}."))

    @property
    def done(self) -> int:
        return sum(self.row(row) for row in RESULTS) + self.row("other.fee_unpaid")

    @property
    def people(self) -> int:
        return self.t3["received"]["natural_person"]

    @property
    def bodies(self) -> int:
        return self.row("received") - self.people

    def cases(self, *blocks: str) -> int:
        return sum(sum(self.t4[block].values()) for block in blocks)

    @property
    def suits(self) -> int:
        return self.cases("suit_direct", "suit_after_review")

    def cells(self) -> dict[str, dict[str, str]]:
        """The tables as printed, totals worked out."""
        t3 = {row: dict(self.t3[row]) for row in self.t3}
        t3["total"] = {
            column: sum(
                of[column] for row, of in self.t3.items() if row not in ("received", "carried_in", "carried_out")
            )
            for column in COLUMNS
        }
        printed = {f"{row}.{column}": str(of[column]) for row, of in t3.items() for column in COLUMNS}
        printed |= {f"{row}.total": str(sum(of.values())) for row, of in t3.items()}
        t4 = {f"{block}.{outcome}": str(of[outcome]) for block, of in self.t4.items() for outcome in OUTCOMES}
        t4 |= {f"{block}.total": str(sum(of.values())) for block, of in self.t4.items()}
        return {
            "T2": {path: f"{number:g}" if path == "fees" else str(number) for path, number in self.t2.items()},
            "T3": printed,
            "T4": t4,
        }


_REQUESTS = {
    "town": 6,
    "township": 3,
    "street": 12,
    "county_department": 40,
    "county_government": 260,
    "city_department": 70,
    "provincial_department": 160,
    "ministry": 220,
}


def figures(
    random: Random, office: Office, carried: Mapping[str, int] | None = None, norms: int | None = None
) -> Figures:
    """A year's figures that are right in themselves. ``carried``, ``norms``: what was open and in force the year before."""
    none = office.township and carried is None and random.random() < 0.35
    incoming = 0 if none else random.randint(1, _REQUESTS[office.kind])
    t3 = {row: dict.fromkeys(COLUMNS, 0) for row in (*RESULTS, "received", "carried_in", "carried_out", *_NEVER)}
    open_before = (
        dict(carried) if carried else {"natural_person": 0 if none else random.randint(0, max(1, incoming // 12))}
    )
    for column in random.choices(COLUMNS, (70, 20, 1, 2, 6, 3), k=incoming):
        t3["received"][column] += 1
    for column, count in open_before.items():
        t3["carried_in"][column] += count
    left = random.randint(0, max(1, incoming // 10)) if incoming > 3 else 0
    for column in COLUMNS:
        for _ in range(t3["received"][column] + t3["carried_in"][column]):
            if left and random.random() < 0.3:
                t3["carried_out"][column] += 1
                left -= 1
            else:
                t3[random.choices(list(RESULTS), list(RESULTS.values()))[0]][column] += 1
    found = Figures(t3, _cases(random, incoming), _published(random, office, norms))
    online = random.randint(0, incoming)
    letters = random.randint(0, incoming - online)
    found.ways = {"网络平台": online, "信函": letters, "当面": incoming - online - letters}
    return found


_NEVER = (
    "denied.state_secret",
    "denied.law_forbids",
    "denied.security_stability",
    "not_processed.excessive",
    "not_processed.reconfirmation",
    "other.fee_unpaid",
)


def _cases(random: Random, incoming: int) -> dict[str, dict[str, int]]:
    cases = {block: dict.fromkeys(OUTCOMES, 0) for block in BLOCKS}
    if incoming > 4 and random.random() < 0.7:
        for block, most in (("review", 8), ("suit_after_review", 3)):
            for outcome in random.choices(OUTCOMES, (6, 2, 2, 1), k=random.randint(0, most)):
                cases[block][outcome] += 1
    return cases


def _published(random: Random, office: Office, norms: int | None) -> dict[str, int | float]:
    found: dict[str, int | float] = {f"rules.{part}": 0 for part in ("issued", "repealed", "in_force")}
    issued, repealed = (0, 0) if office.township else (random.randint(0, 9), random.randint(0, 4))
    before = norms if norms is not None else (0 if office.township else random.randint(6, 60))
    repealed = min(repealed, before)
    found |= {
        "normative.issued": issued,
        "normative.repealed": repealed,
        "normative.in_force": before + issued - repealed,
    }
    if office.kind == "ministry":
        found |= {"rules.issued": 2, "rules.repealed": 2, "rules.in_force": 48}
    if office.township:
        return found | {"permits": 0, "penalties": 0, "coercions": 0, "fees": 0}
    return found | {
        "permits": random.choice((0, 37, 412, 1286, 12003)),
        "penalties": random.choice((0, 3, 58, 706)),
        "coercions": random.choice((0, 0, 5, 41)),
        "fees": random.choice((0, 4.2, 138.75, 1560.0)),
    }
