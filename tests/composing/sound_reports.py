"""Random drafts that a careful clerk could make: every kind of agency, figures that agree with each other."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from assistant.report import Report
from assistant.standard import agency_kinds, standard
from tests.composing.drafting_reports import NAMES

_KINDS = ("工作动态", "通知公告", "财政信息", "政策文件", "惠民补贴", "人事信息")
_FIELDS = ("义务教育", "养老服务", "乡村振兴", "生态环境", "安全生产", "就业创业")
_WAYS = ("当面提交", "邮寄", "政府网站", "电子邮件", "传真")
_GROUPS = ("部门", "乡镇街道", "县市区", "其他单位")
_UNITS = ("临禾县自然资源局", "临禾县住房和城乡建设局", "临禾县人民政府办公室")
_PROBLEMS = (
    ("栏目更新偏慢，个别信息超过二十个工作日才发布", "党政办公室每月核对一次栏目，超期的当月补发"),
    ("政策解读只有文字，群众看不进去", "惠民政策出台后十日内配一张图解"),
    ("只有一人兼管公开工作，忙时难以兼顾", "各站所各出一名信息员，统一审核"),
    ("村级公示栏内容更换不及时", "驻村干部每月拍照报送一次公示内容"),
)


_MORE_NAMES = (
    ("county_government", "安平区人民政府", "我区"),
    ("county_government", "额吉旗人民政府", "我旗"),
    ("city_government", "云岭彝族自治州人民政府", "我州"),
    ("city_department", "安澜市市场监督管理局", "我局"),
    ("county_department", "临禾县政务服务中心", "我中心"),
    ("county_department", "安澜高新技术产业开发区管理委员会", "我委"),
    ("county_department", "临禾县人民政府办公室", "我办"),
)
_OUTCOMES = ("已补齐三个栏目", "自3月起每月核对一次，未再出现超期", "已配发图解5篇，尚未覆盖全部惠民政策")


def sound_report(seed: int) -> Report:
    """A complete report, the same for the same ``seed``."""
    return _Maker(Random(seed)).report()


def sound_years(seed: int) -> tuple[Report, Report]:
    """Two years of one agency, the later one going on from the earlier; the same for the same ``seed``."""
    draw = Random(seed)
    kind, name, self_word = draw.choice((*((kind, *names) for kind, names in sorted(NAMES.items())), *_MORE_NAMES))
    agency = {"name": name, "kind": kind, "self_word": self_word}
    last = _Maker(draw, {**agency, "year": 2023, "signed_on": date(2024, 1, 10)}).report()
    return last, _Maker(draw, {**agency, "year": 2024, "signed_on": date(2025, 1, 9)}, last).report()


class _Maker:
    def __init__(self, draw: Random, agency: dict[str, Any] | None = None, last: Report | None = None) -> None:
        self.draw = draw
        self.agency = agency
        self.last = last

    def report(self) -> Report:
        draw = self.draw
        agency = self.agency or {}
        kind = agency.get("kind") or draw.choice(sorted(agency_kinds()))
        name, self_word = NAMES[kind]
        requests = self._requests()
        proceedings = self._proceedings(sum(requests.values()) > 0)
        agency = {
            "name": name,
            "kind": kind,
            "self_word": self_word,
            "year": 2024,
            "signed_on": date(2025, 1, 9),
        } | agency
        agency["website"] = self._maybe("临禾县人民政府网站", "")
        agency["contact"] = self._maybe("行政中心2号楼，电话：0399-5550146", "")
        return Report.model_validate(
            {
                "agency": agency,
                "overview": self._overview(requests, proceedings, agency_kinds()[kind].government),
                "disclosure": {} if agency_kinds()[kind].rank == "township" else self._disclosure(),
                "requests": requests,
                "proceedings": proceedings,
                "problems": {"items": self._problems(), "last_year": self._former()},
                "other": self._other(),
            }
        )

    def _maybe(self, one: Any, other: Any = None) -> Any:
        return one if self.draw.random() < 0.5 else other

    def _few(self, low: int = 1, high: int = 60) -> int:
        return self.draw.randint(low, high)

    def _split(self, whole: int, names: tuple[str, ...], name: str) -> list[dict[str, Any]]:
        """A number in parts of at least one, the largest first."""
        chosen = self.draw.sample(names, min(len(names), whole, self._few(2, len(names))))
        counts = [1] * len(chosen)
        for _ in range(whole - len(chosen)):
            counts[self.draw.randrange(len(counts))] += 1
        return [{name: one, "count": count} for one, count in zip(chosen, sorted(counts, reverse=True), strict=True)]

    def _requests(self) -> dict[str, int]:
        """Figures of T3 that balance in each column, with what last year left over."""
        found: dict[str, int] = {}
        left = self._left_over()
        if not left and self.draw.random() < 0.4:
            return found
        rows = [leaf.path for leaf in standard().tables["T3"].blocks[0].row_leaves]
        results = [row for row in rows[rows.index("granted") : rows.index("total")] if row != "other.fee_unpaid"]
        columns = self.draw.sample(("natural_person", "business", "legal_service"), self._few(1, 3))
        for column in dict.fromkeys([*columns, *left]):
            done = 0
            for row in self.draw.sample(results, self._few(1, 5)):
                found[f"{row}.{column}"] = self._few(1, 9)
                done += found[f"{row}.{column}"]
            out = self._maybe(self._few(1, 3), 0)
            carried = self._maybe(min(2, done), 0) if self.last is None else left.get(column, 0)
            if carried > done:
                found[f"granted.{column}"] = found.get(f"granted.{column}", 0) + carried - done
                done = carried
            found |= {f"carried_out.{column}": out, f"carried_in.{column}": carried}
            found[f"received.{column}"] = done + out - carried
        return found

    def _left_over(self) -> dict[str, int]:
        """What last year's report carried over, by column."""
        cells = self.last.requests.values() if self.last is not None and self.last.requests is not None else {}
        ways = {path.partition("."): int(count) for path, count in cells.items()}
        return {
            column: count
            for (row, _, column), count in ways.items()
            if row == "carried_out" and count and column != "total"
        }

    def _proceedings(self, any_requests: bool) -> dict[str, int]:
        if not any_requests or self.draw.random() < 0.6:
            return {}
        cells = ("review.upheld", "review.corrected", "review.other", "review.pending", "suit_direct.upheld")
        cells += ("suit_after_review.upheld", "suit_after_review.pending")
        return {cell: self._few(1, 3) for cell in self.draw.sample(cells, self._few(1, 4))}

    def _disclosure(self) -> dict[str, Any]:
        issued, repealed = self._maybe(self._few(1, 9), 0), self._maybe(self._few(1, 9), 0)
        in_force = self._few(10, 40)
        if self.last is not None and self.last.disclosure is not None:
            before = int(self.last.disclosure.values()["normative.in_force"])
            repealed = min(repealed, before)
            in_force = before + issued - repealed
        return {
            "normative.issued": issued,
            "normative.repealed": repealed,
            "normative.in_force": in_force,
            "permits": self._few(),
        }

    def _problems(self) -> list[dict[str, str]]:
        told = {former["problem"] for former in self._former()} if self.last is not None else set()
        open_ones = [pair for pair in _PROBLEMS if pair[0] not in told]
        chosen = self.draw.sample(open_ones, min(self._few(1, 3), len(open_ones)))
        return [{"problem": problem, "measure": measure} for problem, measure in chosen]

    def _former(self) -> list[dict[str, str]]:
        if self.last is not None:
            named = [one.problem for one in self.last.problems.items or ()]
            return [{"problem": problem, "outcome": _OUTCOMES[at % len(_OUTCOMES)]} for at, problem in enumerate(named)]
        known = (("公开目录不全", "已补齐三个栏目"), ("答复文书不统一", "已启用统一文书样式"))
        chosen = self.draw.sample(known, self._few(0, 2))
        return [{"problem": problem, "outcome": outcome} for problem, outcome in chosen]

    def _other(self) -> dict[str, Any]:
        if self.draw.random() < 0.7:
            return {"fee_notices": 0, "matters": ""}
        return {"fee_notices": self._few(1, 3), "fee_charged": "1200", "fee_received": "800.50", "matters": ""}

    def _overview(self, requests: dict[str, int], proceedings: dict[str, int], government: bool) -> dict[str, Any]:
        found: dict[str, Any] = {"website_items": self._few(20, 400)}
        found |= {name: self._maybe(self._few(), 0) for name in ("new_media_items", "notice_items", "other_items")}
        items = sum(found.values())
        found |= self._proactive(items) | self._management() | self._platforms() | self._supervision()
        found["leader"] = ""
        if government:
            found |= {"assessment": "考核结果为良好", "social_evaluation": "没有组织专项社会评议"}
        if self._maybe(True):
            found |= {
                "leader": "分管负责同志",
                "deputy": self._maybe("办公室主任", ""),
                "members": self._maybe("各科室负责人", ""),
            }
        received = sum(count for cell, count in requests.items() if cell.startswith("received."))
        if any(not cell.startswith(("received.", "carried_")) for cell in requests):
            found["answered_in_time"] = True
        if received:
            found["requests_by_channel"] = self._maybe(self._split(received, _WAYS, "channel"), [])
            found["request_channels"] = self._maybe(["邮寄", "政府网站"], [])
            found["request_subjects"] = self._maybe(["房屋征收补偿", "宅基地审批"], [])
            found["requests_last_year"] = self._maybe(self._few())
            found |= self._summed(received)
        if "review.corrected" in proceedings:
            found["correction_reason"] = "因答复超过法定期限被确认违法，已经重新答复"
        return found

    def _summed(self, received: int) -> dict[str, Any]:
        """What a sum over units tells of the applications."""
        return {
            "requests_by_group": self._maybe(self._split(received, _GROUPS, "group"), []),
            "requests_by_unit": self._maybe(self._split(received, _UNITS, "unit"), []),
            "result_shares": self._maybe(["予以公开", "不予公开"], []),
            "summed_units": self._maybe(self._few(), 0),
        }

    def _proactive(self, items: int) -> dict[str, Any]:
        found = {
            "items_by_kind": self._maybe(self._split(items, _KINDS, "kind"), []),
            "content_kinds": self._maybe(["机构职能", "政策文件", "财政预决算"], []),
            "key_fields": self._maybe(list(_FIELDS), []),
            "field_items": self._maybe(self._split(min(items, 20), _FIELDS, "field"), []),
            "events": self._maybe([{"event": "政府开放日", "count": 2}], []),
            "guide_updated": self._maybe(["指南", "目录"], []),
            "items_last_year": self._maybe(self._few(20, 400)),
        }
        counts = (
            "interpretations",
            "responses",
            "comment_drafts",
            "suggestions",
            "proposals",
            "messages",
            "hotline_calls",
        )
        return {**found, **{name: self._maybe(self._few(), 0) for name in counts}}

    def _management(self) -> dict[str, Any]:
        found = {
            "office": self._maybe("党政综合办公室", ""),
            "staff": self._maybe(2, 0),
            "review_practice": self._maybe("实行经办人初审、科室负责人复审、分管负责人终审的三级审核", ""),
            "review_systems": self._maybe(["政府信息公开保密审查制度"], []),
            "norm_cleanup": self._maybe("对2020年以前印发的文件作了清理", ""),
        }
        counts = ("purge_rounds", "stale_items", "dead_links", "wrong_words", "privacy_items")
        return {**found, **{name: self._maybe(self._few(1, 9), 0) for name in counts}}

    def _platforms(self) -> dict[str, Any]:
        found = {
            "platforms": self._maybe(["政府网站", "政务微信公众号", "村（社区）公示栏"], []),
            "website_name": self._maybe("临禾县人民政府门户网站", ""),
            "account_names": self._maybe(["“临禾发布”微信公众号"], []),
            "columns": self._maybe(["政府信息公开指南", "财政信息"], []),
            "platform_fixes": self._maybe("增加了站内检索", ""),
            "gazette_digital": self._maybe(True, False),
        }
        counts = ("boards", "zones", "accounts_opened", "accounts_closed", "followers", "gazette_issues")
        return {**found, **{name: self._maybe(self._few(1, 9), 0) for name in counts}}

    def _supervision(self) -> dict[str, Any]:
        found = {
            "complaints": self._maybe(0, self._few(1, 3)),
            "accountability": 0,
            "in_assessment": self._maybe(True, False),
            "assessment_weight": self._maybe("4%", ""),
            "assessment": self._maybe("考核结果为良好", ""),
            "social_evaluation": self._maybe("邀请代表和群众对政务公开工作进行了评议，总体评价满意", ""),
            "evaluation_method": self._maybe("发放问卷120份", ""),
            "check_findings": self._maybe("发现栏目更新不及时等问题2个，均已整改", ""),
        }
        counts = ("trainings", "trainees", "trainings_attended", "attendees", "checks", "supervisors")
        return {**found, **{name: self._maybe(self._few(1, 4), 0) for name in counts}}
