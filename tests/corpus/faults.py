"""Faults as offices make them, each planted in a report that is right otherwise.

A fault changes the year before the text is written (a claim), the draft after it, or both. It names the rules of which
one must speak, or is not for this report.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from tests.corpus.draft import Draft, Part
from tests.corpus.office import PLACES, RESULTS
from tests.corpus.prose import REASONS, UNAVAILABLE, Year

Change = Callable[[Draft], None]


@dataclass
class Planted:
    """What was planted: the kind, the rules that tell it, and what is still to be done to the draft."""

    kind: str
    rules: frozenset[str]
    change: Change | None = None
    spoils: frozenset[str] = field(default_factory=frozenset)


Fault = Callable[[Year, Random], Planted | None]
FAULTS: dict[str, Fault] = {}


def fault(function: Fault) -> Fault:
    FAULTS[function.__name__] = function
    return function


def _planted(kind: str, rules: str, change: Change | None = None, spoils: str = "") -> Planted:
    return Planted(kind, frozenset(rules.split()), change, frozenset(spoils.split()))


# ------------------------------------------------------------------ sums of the tables
def _shift(key: str, path: str, by: int = 2) -> Change:
    def change(draft: Draft) -> None:
        draft.cells[key][path] = str(int(draft.cells[key][path]) + by)

    return change


@fault
def balance(year: Year, random: Random) -> Planted | None:
    def change(draft: Draft) -> None:
        for column in ("natural_person", "total"):
            _shift("T3", f"carried_out.{column}", 3)(draft)

    return (
        _planted("balance", "t3-balance text-requests text-no-requests text-percent", change)
        if year.figures.row("received")
        else None
    )


@fault
def result_total(year: Year, random: Random) -> Planted | None:
    row = next((row for row in RESULTS if year.figures.t3[row]["natural_person"]), None)

    def change(draft: Draft) -> None:
        for column in ("natural_person", "total"):
            _shift("T3", f"{row}.{column}", 2)(draft)

    return _planted("result_total", "t3-result-total text-requests text-percent", change) if row else None


@fault
def row_total(year: Year, random: Random) -> Planted | None:
    row = random.choice([row for row in RESULTS if year.figures.row(row)] or [""])
    return _planted("row_total", "t3-row-total", _shift("T3", f"{row}.business", 1)) if row else None


@fault
def case_total(year: Year, random: Random) -> Planted | None:
    if not year.figures.cases("review"):
        return None
    return _planted("case_total", "t4-total text-review-suit", _shift("T4", "review.other", 1))


@fault
def word_in_cell(year: Year, random: Random) -> Planted | None:
    def change(draft: Draft) -> None:
        draft.cells["T3"]["received.total"] = random.choice(("无", "零件", "见附件"))

    return _planted("word_in_cell", "cell-not-a-number blank-cell", change, "cells")


@fault
def blanks(year: Year, random: Random) -> Planted | None:
    def change(draft: Draft) -> None:
        sign = random.choice(("", "/", "-"))
        for path, number in draft.cells["T4"].items():
            draft.cells["T4"][path] = sign if number == "0" else number

    return _planted("blanks", "blank-cell", change, "cells")


@fault
def renamed_label(year: Year, random: Random) -> Planted | None:
    def change(draft: Draft) -> None:
        draft.labels |= {"3.要求提供公开出版物": "3.要求提供书报"}

    return _planted("renamed_label", "table-shape", change, "cells")


@fault
def norms_less(year: Year, random: Random) -> Planted | None:
    if year.office.township:
        return None

    def change(draft: Draft) -> None:
        draft.cells["T2"] |= {"normative.issued": "9", "normative.repealed": "0", "normative.in_force": "4"}

    return _planted("norms_less", "norms-in-force norms-carry text-norms", change)


@fault
def yuan_in_table(year: Year, random: Random) -> Planted | None:
    def change(draft: Draft) -> None:
        draft.cells["T2"]["fees"] = "38500000"

    return (
        None
        if year.office.kind == "ministry"
        else _planted("yuan_in_table", "fee-unit township-fees text-fees", change)
    )


@fault
def rules_of_a_bureau(year: Year, random: Random) -> Planted | None:
    def change(draft: Draft) -> None:
        draft.cells["T2"] |= {"rules.issued": "1", "rules.in_force": "4"}

    return None if year.office.kind == "ministry" else _planted("rules_of_a_bureau", "rules-by-rank", change)


# ------------------------------------------------------------------ against last year
@fault
def carried_differently(year: Year, random: Random) -> Planted | None:
    if year.last is None:
        return None

    def change(draft: Draft) -> None:
        for row in ("carried_in", "granted", "total"):
            for column in ("natural_person", "total"):
                _shift("T3", f"{row}.{column}", 4)(draft)

    return _planted("carried_differently", "carry-over", change, "text")


@fault
def carried_blank(year: Year, random: Random) -> Planted | None:
    if year.last is None or not year.last.row("carried_out"):
        return None

    def change(draft: Draft) -> None:
        for path in draft.cells["T3"]:
            if path.startswith("carried_in."):
                draft.cells["T3"][path] = ""

    return _planted("carried_blank", "carry-over blank-cell", change, "cells")


@fault
def norms_lost(year: Year, random: Random) -> Planted | None:
    if year.last is None or year.office.township:
        return None
    return _planted("norms_lost", "norms-carry text-norms", _shift("T2", "normative.in_force", 5))


@fault
def text_of_last_year(year: Year, random: Random) -> Planted | None:
    return (
        _planted("text_of_last_year", "text-unchanged problems-repeat year-mismatch") if year.last is not None else None
    )


# ------------------------------------------------------------------ text against tables
def _claim(kind: str, name: str, true: int, rules: str, year: Year, random: Random, also: str = "") -> Planted:
    year.claims[name] = true + random.choice((1, 2, 5, 13))
    year.must |= {name, *also.split()}
    return _planted(kind, rules)


@fault
def said_received(year: Year, random: Random) -> Planted | None:
    return _claim("said_received", "received", year.figures.row("received"), "text-requests", year, random)


@fault
def said_carried_in(year: Year, random: Random) -> Planted | None:
    if not year.figures.row("received"):
        return None
    return _claim(
        "said_carried_in", "carried_in", year.figures.row("carried_in"), "text-requests text-parts", year, random
    )


@fault
def said_done(year: Year, random: Random) -> Planted | None:
    if not year.figures.row("received"):
        return None
    return _claim("said_done", "done", year.figures.done, "text-requests", year, random)


@fault
def said_carried_out(year: Year, random: Random) -> Planted | None:
    if not year.figures.row("received"):
        return None
    return _claim("said_carried_out", "carried_out", year.figures.row("carried_out"), "text-requests", year, random)


@fault
def said_people(year: Year, random: Random) -> Planted | None:
    if not year.figures.row("received"):
        return None
    return _claim("said_people", "people", year.figures.people, "text-requests text-parts", year, random)


@fault
def said_granted(year: Year, random: Random) -> Planted | None:
    if not year.figures.row("received"):
        return None
    return _claim("said_granted", "granted", year.figures.row("granted"), "text-requests text-parts", year, random)


@fault
def said_partly(year: Year, random: Random) -> Planted | None:
    if not year.figures.row("received"):
        return None
    return _claim(
        "said_partly", "partly_granted", year.figures.row("partly_granted"), "text-requests text-parts", year, random
    )


@fault
def said_reason(year: Year, random: Random) -> Planted | None:
    row = random.choice(list(REASONS))
    if not year.figures.row("received"):
        return None
    return _claim("said_reason", row, year.figures.row(row), "text-requests", year, random)


@fault
def said_unavailable(year: Year, random: Random) -> Planted | None:
    row = random.choice(list(UNAVAILABLE))
    if not year.figures.row("received"):
        return None
    return _claim("said_unavailable", row, year.figures.row(row), "text-requests", year, random)


@fault
def said_none(year: Year, random: Random) -> Planted | None:
    if not year.figures.row("received"):
        return None
    year.must.add("none")
    return _planted("said_none", "text-no-requests text-requests")


@fault
def said_all_done(year: Year, random: Random) -> Planted | None:
    if not year.figures.row("carried_out"):
        return None
    year.must.add("all_done")
    return _planted("said_all_done", "text-no-requests")


@fault
def said_reviews(year: Year, random: Random) -> Planted | None:
    return _claim("said_reviews", "review", year.figures.cases("review"), "text-review-suit", year, random)


@fault
def said_suits(year: Year, random: Random) -> Planted | None:
    return _claim("said_suits", "suits", year.figures.suits, "text-review-suit", year, random, "review")


@fault
def said_upheld(year: Year, random: Random) -> Planted | None:
    if not year.figures.cases("review"):
        return None
    return _claim(
        "said_upheld", "upheld", year.figures.t4["review"]["upheld"], "text-review-suit text-parts", year, random
    )


@fault
def said_corrected(year: Year, random: Random) -> Planted | None:
    if not year.figures.cases("review"):
        return None
    return _claim(
        "said_corrected",
        "corrected",
        year.figures.t4["review"]["corrected"],
        "text-review-suit text-parts",
        year,
        random,
    )


@fault
def said_no_cases(year: Year, random: Random) -> Planted | None:
    if not year.figures.cases("review") or not year.figures.suits:
        return None
    year.must.add("no_cases")
    return _planted("said_no_cases", "text-review-suit")


@fault
def said_issued(year: Year, random: Random) -> Planted | None:
    return _claim("said_issued", "issued", int(year.figures.t2["normative.issued"]), "text-norms", year, random)


@fault
def said_repealed(year: Year, random: Random) -> Planted | None:
    return _claim("said_repealed", "repealed", int(year.figures.t2["normative.repealed"]), "text-norms", year, random)


@fault
def said_in_force(year: Year, random: Random) -> Planted | None:
    return _claim("said_in_force", "in_force", int(year.figures.t2["normative.in_force"]), "text-norms", year, random)


@fault
def said_permits(year: Year, random: Random) -> Planted | None:
    return _claim("said_permits", "permits", int(year.figures.t2["permits"]), "text-decisions", year, random)


@fault
def said_penalties(year: Year, random: Random) -> Planted | None:
    return _claim("said_penalties", "penalties", int(year.figures.t2["penalties"]), "text-decisions", year, random)


@fault
def said_coercions(year: Year, random: Random) -> Planted | None:
    return _claim("said_coercions", "coercions", int(year.figures.t2["coercions"]), "text-decisions", year, random)


@fault
def said_fees(year: Year, random: Random) -> Planted | None:
    year.claims["fees"] = float(year.figures.t2["fees"]) + 13.5
    return _planted("said_fees", "text-fees")


@fault
def parts_over(year: Year, random: Random) -> Planted | None:
    year.claims["parts"] = 40
    return _planted("parts_over", "text-parts")


@fault
def two_values(year: Year, random: Random) -> Planted | None:
    year.must.add("twice")
    return _planted("two_values", "text-one-value text-parts")


@fault
def wrong_percent(year: Year, random: Random) -> Planted | None:
    if year.figures.row("granted") < 3:
        return None
    year.must.add("percent")
    return _planted("wrong_percent", "text-percent")


# ------------------------------------------------------------------ years and dates
@fault
def other_period(year: Year, random: Random) -> Planted | None:
    def change(draft: Draft) -> None:
        draft.preface = [
            line.replace(f"{year.year}年1月1日", f"{year.year - 1}年1月1日").replace(
                f"{year.year}年12月31日", f"{year.year - 1}年12月31日"
            )
            for line in draft.preface
        ]

    return _planted("other_period", "period", change, "year")


@fault
def sentence_of_another_year(year: Year, random: Random) -> Planted | None:
    before, self_word = year.year - 1, year.office.self_word
    sentence = random.choice(
        (
            f"{before}年，{self_word}组织政务公开培训2次，并通过实地检查督促整改。",
            f"{before}年{self_word}未发生因政府信息公开引起的行政诉讼。",
            f"{before}年度，全年开展保密检查4次。",
            f"截至{before}年12月31日，现行有效制度共有6项。",
            f"{before}年我们坚持以公开促落实，公开政务动态信息33条。",
        )
    )
    return _planted("sentence_of_another_year", "year-mismatch", _append("overview", sentence))


def _append(key: str, sentence: str) -> Change:
    def change(draft: Draft) -> None:
        part = draft.part(key)
        kind, last = part.blocks[-1]
        part.blocks[-1] = (kind, last + sentence)

    return change


@fault
def repealed_form(year: Year, random: Random) -> Planted | None:
    def change(draft: Draft) -> None:
        draft.preface[0] = (
            random.choice(
                (
                    "本报告按照国办公开办函〔2019〕60号文件要求编制。",
                    "根据《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60号）编制。",
                )
            )
            + draft.preface[0]
        )

    return _planted("repealed_form", "repealed-format", change)


@fault
def garbled_number(year: Year, random: Random) -> Planted | None:
    def change(draft: Draft) -> None:
        number = random.choice(("国办公开办函[2021]30号", "国办公开办函（2021）30号", "国办公开办函〔2021〕第30号"))
        draft.preface[0] = f"依照{number}要求。" + draft.preface[0]

    return _planted("garbled_number", "document-number", change)


@fault
def late(year: Year, random: Random) -> Planted | None:
    def change(draft: Draft) -> None:
        draft.agency, draft.day = draft.agency or year.office.name, f"{year.year + 1}年5月{random.randint(2, 28)}日"

    return _planted("late", "deadline", change)


@fault
def early(year: Year, random: Random) -> Planted | None:
    def change(draft: Draft) -> None:
        draft.agency, draft.day = draft.agency or year.office.name, f"{year.year}年12月{random.randint(2, 28)}日"

    return _planted("early", "deadline", change)


# ------------------------------------------------------------------ names
@fault
def signed_by_another(year: Year, random: Random) -> Planted | None:
    if year.office.kind in ("ministry", "provincial_department"):
        return None
    other = next(place for place in ("红旗", "东风", "新桥") if place not in year.office.name)

    def change(draft: Draft) -> None:
        if year.office.name not in "".join(draft.title):
            draft.title = [f"{year.office.name}{year.year}年政府信息公开工作年度报告"]
        draft.agency = (
            f"{other}{year.office.name[-max(3, len(year.office.name) - 2) :]}"
            if not year.office.township
            else f"{other}镇人民政府"
        )
        draft.day = draft.day or f"{year.year + 1}年1月20日"

    return _planted("signed_by_another", "agency-mismatch", change, "agency")


@fault
def another_county(year: Year, random: Random) -> Planted | None:
    if year.office.kind != "county_department" or year.office.area not in ("县", "区", "旗"):
        return None
    other = random.choice([place for place in PLACES if place not in year.office.name])
    area = year.office.area
    sentence = random.choice(
        (
            f"通过{other}{area}政府门户网站集中发布。",
            f"{other}{area}人民政府网站设有专栏。",
            f"在{other}{area}人民政府的指导下推进政府信息公开工作。",
        )
    )
    return _planted("another_county", "agency-mismatch", _append("overview", sentence))


@fault
def another_bureau(year: Year, random: Random) -> Planted | None:
    if year.office.whole_area or year.office.kind in ("ministry", "provincial_department", "city_department"):
        return None
    county = year.office.county or year.office.area_name
    other = random.choice([name for name in ("统计局", "审计局", "林业局") if name not in year.office.name])
    sentence = random.choice(
        (
            f"{county}{other}高度重视政务公开工作。",
            f"{county}{other}共收到政府信息公开申请3件。",
            f"{county}{other}严格按照要求公开信息。",
        )
    )
    return _planted("another_bureau", "agency-mismatch text-requests", _append("overview", sentence))


@fault
def wrong_self_word(year: Year, random: Random) -> Planted | None:
    wrong = {"我镇": "我局", "我乡": "我镇", "我街道": "我镇", "我局": "我镇"}.get(year.office.self_word)
    sentence = random.choice(
        (f"{wrong}定期开展自查。", f"{wrong}将信息公开列入考核。", f"对照要求，{wrong}完善了制度。")
    )
    return _planted("wrong_self_word", "agency-mismatch", _append("overview", sentence)) if wrong else None


@fault
def left_open(year: Year, random: Random) -> Planted | None:
    sentence = random.choice(
        ("培训干部XX人次。", "公开栏更新××次。", "详见（具体网址）。", "联系电话：（待补充）。", "组织会议〇〇次。")
    )
    return _planted("left_open", "placeholder", _append("overview", sentence))


@fault
def instruction(year: Year, random: Random) -> Planted | None:
    sentence = random.choice(
        (
            "（此处填写本年度主要做法）",
            "（请简要说明改进情况）",
            "填写说明：本部分按实际情况填报。",
            "（注：请根据实际填写数据）",
        )
    )
    return _planted("instruction", "placeholder", _append("overview", sentence))


@fault
def copied_from_above(year: Year, random: Random) -> Planted | None:
    if year.office.whole_area or year.office.kind in ("ministry", "provincial_department"):
        return None
    if year.office.name.endswith("人民政府办公室"):
        return None
    sentence = random.choice(
        (
            "市政府办公厅全年共收到政府信息公开申请865件。",
            "全年市政府办公室主动公开政府信息4200条。",
            "省政府办公厅受理政府信息公开申请1203件。",
        )
    )
    return _planted("copied_from_above", "agency-mismatch text-requests", _append("overview", sentence))


@fault
def private_number(year: Year, random: Random) -> Planted | None:
    sentence = random.choice(("申请人李某，身份证号33082519800304211X。", "申请人手机13957012345。"))
    return _planted("private_number", "personal-data", _append("overview", sentence))


# ------------------------------------------------------------------ structure
@fault
def no_part_five(year: Year, random: Random) -> Planted | None:
    def change(draft: Draft) -> None:
        draft.parts = [part for part in draft.parts if part.key != "problems"]

    return _planted("no_part_five", "section-missing", change)


@fault
def parts_swapped(year: Year, random: Random) -> Planted | None:
    def change(draft: Draft) -> None:
        draft.parts[4], draft.parts[5] = draft.parts[5], draft.parts[4]

    return _planted("parts_swapped", "section-order", change)


@fault
def part_renamed(year: Year, random: Random) -> Planted | None:
    def change(draft: Draft) -> None:
        key, heading = random.choice(
            (
                ("overview", "一、概述"),
                ("problems", "五、存在问题和改进措施"),
                ("other", "六、其他事项"),
                ("disclosure", "二、行政机关主动公开政府信息情况"),
            )
        )
        if all(part.key != key for part in draft.parts):
            return
        draft.part(key).heading = heading

    return _planted("part_renamed", "section-title", change)


@fault
def part_seven(year: Year, random: Random) -> Planted | None:
    def change(draft: Draft) -> None:
        draft.parts.append(Part("annex", "七、附件", [("p", "无附件。")]))

    return _planted("part_seven", "section-title", change)


@fault
def aspect_left_out(year: Year, random: Random) -> Planted | None:
    aspect = random.choice(("management", "platforms", "supervision"))
    year.must.add(f"no {aspect}")
    return _planted("aspect_left_out", "aspect-missing accountability")


@fault
def no_accountability(year: Year, random: Random) -> Planted | None:
    year.must.add("unaccountable")
    return _planted("no_accountability", "accountability") if year.office.government else None


@fault
def fee_not_told(year: Year, random: Random) -> Planted | None:
    year.must.add("silent")
    return _planted("fee_not_told", "fee-statement")


@fault
def part_five_empty(year: Year, random: Random) -> Planted | None:
    def change(draft: Draft) -> None:
        if any(part.key == "problems" for part in draft.parts):
            draft.part("problems").blocks = random.choice(([], [("p", "无。")], [("p", "本年度不存在问题。")]))

    return _planted("part_five_empty", "problem-without-measure section-missing", change)


@fault
def no_measures(year: Year, random: Random) -> Planted | None:
    year.must.add("unmeasured")
    return _planted("no_measures", "problem-without-measure")


@fault
def fewer_measures(year: Year, random: Random) -> Planted | None:
    year.must.add("fewer")
    return _planted("fewer_measures", "problem-without-measure")


@fault
def more_received_than_charged(year: Year, random: Random) -> Planted | None:
    year.claims |= {"notices": 2, "charged": 400, "got": 900}
    return _planted("more_received_than_charged", "fee-notice")


@fault
def unpaid_without_notice(year: Year, random: Random) -> Planted | None:
    year.claims |= {"notices": 0, "charged": 0, "got": 0}

    def change(draft: Draft) -> None:
        if int(draft.cells["T3"]["granted.natural_person"]):
            for column in ("natural_person", "total"):
                _shift("T3", f"granted.{column}", -1)(draft)
                _shift("T3", f"other.fee_unpaid.{column}", 1)(draft)

    if not year.figures.t3["granted"]["natural_person"]:
        return None
    return _planted("unpaid_without_notice", "fee-notice text-requests text-percent", change)


# ------------------------------------------------------------------ wording
@fault
def vague(year: Year, random: Random) -> Planted | None:
    sentence = random.choice(
        ("全年发布工作动态80余条。", "全年共公开信息近300条。", "累计推送消息500多条。", "共更新栏目内容约60条。")
    )
    return _planted("vague", "vague-figure", _append("overview", sentence))


@fault
def until(year: Year, random: Random) -> Planted | None:
    sentence = random.choice(
        (
            f"截止{year.year}年12月底，专栏共更新22次。",
            "截止目前，专区共接待群众31人次。",
            f"截止到{year.year}年12月31日，运行平稳。",
        )
    )
    return _planted("until", "jiezhi", _append("overview", sentence))
