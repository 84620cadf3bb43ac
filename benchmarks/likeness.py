"""How alike the texts of neighbours are, and those of one agency from year to year: ``python -m benchmarks.likeness``.

Twenty townships with the same simple facts, and one township with the same facts over three years.

The goals are held against difflib's ratio (runs of characters in the same order, years apart): published reports of
neighbours were measured by it, and lie between 0.24 and 0.45. It sees that the same facts stand in another order, as a
reader does. The share of character pairs, by which the checks compare reports
(:func:`assistant.language.similarity.likeness`), does not; it is printed beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from difflib import SequenceMatcher
from itertools import combinations, pairwise
from statistics import mean
from typing import Any

from assistant.composing import compose
from assistant.document import Document, Heading, Paragraph
from assistant.interview import Interview, load_script
from assistant.interview.more import with_ticks
from assistant.language.similarity import likeness, without_years
from assistant.report import Report

TOWNS = (
    "永乐", "清河", "云岭", "石桥", "东山", "南泉", "福安", "龙溪", "青田", "新兴",
    "双塔", "柳林", "白沙", "长宁", "和平", "大洼", "红旗", "马家店", "沙河", "槐树",
)  # fmt: skip
GOALS = {"mean": 0.43, "highest": 0.80, "equal": 5, "year before": 0.90}
_LONG = 40


def facts(name: str, year: int) -> Report:
    """A township with a few simple facts, always the same."""
    overview = {
        "leader": "", "website_items": 58, "new_media_items": 21, "notice_items": 12, "other_items": 0,
        "items_by_kind": [
            {"kind": "工作动态", "count": 31}, {"kind": "通知公告", "count": 16}, {"kind": "财政信息", "count": 11},
        ],
        "interpretations": 3, "office": "党政办公室", "staff": 2,
        "review_practice": "实行经办人、负责人、分管领导三级审核", "platforms": ["政府网站", "政务微信公众号"],
        "website_name": "临禾县人民政府网站", "boards": 8, "trainings_attended": 1, "attendees": 2, "checks": 2,
        "check_findings": "", "supervisors": 3, "accountability": 0, "assessment": "", "social_evaluation": "",
    }  # fmt: skip
    problems = [
        {"problem": "政策解读只有文字，群众看不进去", "measure": "惠民政策出台后十日内配一张图解"},
        {"problem": "只有一人兼管公开工作，忙时难以兼顾", "measure": "各站所各出一名信息员，党政办公室统一审核"},
    ]
    agency = {
        "name": f"{name}镇人民政府",
        "kind": "town",
        "self_word": "我镇",
        "year": year,
        "contact": "",
        "website": "",
    }
    report = Report.model_validate(
        {
            "agency": {**agency, "signed_on": date(year + 1, 1, 9)},
            "overview": overview,
            "disclosure": {},
            "requests": {},
            "proceedings": {},
            "problems": {"items": problems, "last_year": []},
            "other": {"fee_notices": 0, "matters": ""},
        }
    )
    return with_ticks(load_script(), report)


def composed(report: Report) -> Document:
    """The report in words, with every question that applies."""
    return compose(report, Interview(load_script(), report).applicable)


def paragraphs(document: Document) -> Mapping[str, str]:
    """The paragraphs of the sections, the preface apart."""
    return {
        block.key: block.text
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Paragraph)
    }


def section_one(document: Document) -> str:
    """The text of section one with its headings."""
    section = document.section("overview")
    blocks = section.blocks if section is not None else ()
    return "\n".join(block.text for block in blocks if isinstance(block, Paragraph | Heading))


def alike(one: str, other: str) -> float:
    """How alike two texts are in their runs of characters, the years apart, 0 to 1."""
    return SequenceMatcher(None, without_years(one), without_years(other), autojunk=False).ratio()


def by_pairs(one: str, other: str) -> float:
    """How alike two texts are in their pairs of characters, wherever these stand, the years apart, 0 to 1."""
    return likeness(without_years(one), without_years(other))


def neighbours(names: tuple[str, ...] = TOWNS, year: int = 2024) -> dict[str, Any]:
    """How alike the reports of neighbours are: section one, the paragraphs, and pairs with an equal long one."""
    documents = [composed(facts(name, year)) for name in names]
    ones = [section_one(document) for document in documents]
    texts = [paragraphs(document) for document in documents]
    sections = [alike(*pair) for pair in combinations(ones, 2)]
    equal = _equal(texts)
    equal_one = _equal([{key: text for key, text in one.items() if key.startswith("overview.")} for one in texts])
    pairs_of_characters = [by_pairs(*pair) for pair in combinations(ones, 2)]
    return {
        "mean": mean(sections),
        "highest": max(sections),
        "equal": equal,
        "equal in section one": equal_one,
        "by paragraph": dict(_by_paragraph(texts)),
        "by pairs": (mean(pairs_of_characters), max(pairs_of_characters)),
    }


def _equal(texts: list[Mapping[str, str]]) -> int:
    """How many pairs share a long paragraph."""
    return sum(
        any(len(text) > _LONG and other.get(key) == text for key, text in one.items())
        for one, other in combinations(texts, 2)
    )


def _by_paragraph(texts: list[Mapping[str, str]]) -> Iterator[tuple[str, tuple[float, float]]]:
    for key in dict.fromkeys(key for text in texts for key in text):
        found = [alike(one[key], other[key]) for one, other in combinations(texts, 2) if key in one and key in other]
        if found:
            yield key, (mean(found), max(found))


def years(name: str = TOWNS[0], first: int = 2023, count: int = 3) -> dict[str, list[float]]:
    """How alike each paragraph of one agency is to that of the year before."""
    texts = [paragraphs(composed(facts(name, first + step))) for step in range(count)]
    found: dict[str, list[float]] = {}
    for before, after in pairwise(texts):
        for key in before.keys() & after.keys():
            found.setdefault(key, []).append(alike(before[key], after[key]))
    return found


def main() -> None:
    """Print all figures beside their goals."""
    found = neighbours()
    print(f"twenty neighbours with equal facts, section one: mean {found['mean']:.2f} (goal {GOALS['mean']}), ", end="")
    print(f"highest {found['highest']:.2f} (goal {GOALS['highest']})")
    print("  the same by pairs of characters (Dice): mean {:.2f}, highest {:.2f}".format(*found["by pairs"]))
    print(f"pairs of 190 with an equal paragraph of over {_LONG} characters: {found['equal']}, ", end="")
    print(f"in section one {found['equal in section one']} (goal {GOALS['equal']})")
    for key, (average, highest) in found["by paragraph"].items():
        print(f"  {key:24} mean {average:.2f} highest {highest:.2f}")
    print(f"one agency over three years, each paragraph to the year before (goal {GOALS['year before']}):")
    for key, alikes in sorted(years().items()):
        print(f"  {key:24} {'  '.join(f'{one:.2f}' for one in alikes)}")


if __name__ == "__main__":
    main()
