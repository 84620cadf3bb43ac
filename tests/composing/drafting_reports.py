"""Reports for the drafting tests: made by hypothesis over every option, and a few made by hand."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from hypothesis import strategies as st

from assistant.composing import ClerkText, choices, paragraph_keys
from assistant.report import Report, field_paths, read
from assistant.standard import agency_kinds, standard

NAMES = {
    "town": ("永乐镇人民政府", "我镇"),
    "township": ("云岭乡人民政府", "我乡"),
    "street": ("城东街道办事处", "我街道"),
    "county_government": ("临禾县人民政府", "我县"),
    "city_government": ("安澜市人民政府", "我市"),
    "provincial_government": ("江北省人民政府", "我省"),
    "league_office": ("安澜地区行政公署", "我署"),
    "ministry": ("水利部", "我部"),
    "provincial_department": ("江北省水利厅", "我厅"),
    "city_department": ("安澜市发展和改革委员会", "我委"),
    "county_department": ("临禾县教育局", "我局"),
}

_FIGURE = st.one_of(st.just(0), st.just(1), st.integers(2, 40))
_COUNT = st.one_of(st.just(0), st.just(1), st.integers(2, 9_999_999))
_WORD = st.text("政务公开指南目录财预算规划教育医疗养老就业生态环境和", min_size=2, max_size=10)
_ASIDES = ["", "，按月核对", "（含街道）", "：“一卡通”", "等"]
_CLAUSE = st.builds(lambda head, aside: f"部{head}{aside}", _WORD, st.sampled_from(_ASIDES))


def labels(report: Report) -> dict[str, str]:
    """Every answered question as applicable, and no other."""
    return {path: f"{path}的答案" for path in field_paths() if read(report, path) is not None}


def worded(index: int) -> ClerkText:
    """In every paragraph the plan, the opening and the wordings at ``index``, counted round where there are fewer."""
    clerk = ClerkText()
    for key in paragraph_keys():
        for choice, count in choices(key).items():
            clerk = clerk.with_wording(choice, index % count)
    return clerk


def chosen_somehow(seed: int) -> ClerkText:
    """Every plan, opening and wording taken at random, the same for the same ``seed``."""
    draw, clerk = Random(seed), ClerkText()
    for key in paragraph_keys():
        for choice, count in choices(key).items():
            clerk = clerk.with_wording(choice, draw.randrange(count))
    return clerk


def clerks() -> st.SearchStrategy[ClerkText]:
    """Any choice of plans and wordings, or none at all."""
    return st.one_of(st.just(ClerkText()), st.integers(0, 2**32).map(chosen_somehow))


def _optional(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.just(""), values)


def _cells(schema: str) -> st.SearchStrategy[dict[str, int]]:
    typed = [path for path, cell in standard().tables[schema].cells.items() if not cell.derived and cell.unit == "件"]
    return st.dictionaries(st.sampled_from(typed), _FIGURE, max_size=8)


def _counts(name: str) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(
        st.fixed_dictionaries({name: _WORD, "count": st.integers(1, 9999)}),
        max_size=6,
        unique_by=lambda entry: str(entry[name]),
    )


def overviews() -> st.SearchStrategy[dict[str, Any]]:
    lists = st.lists(_WORD, max_size=6, unique=True)
    fields: dict[str, st.SearchStrategy[Any]] = {
        "leader": _optional(st.sampled_from(["镇长", "局长", "党委（党组）书记"])),
        "deputy": _optional(st.just("分管负责同志")),
        "members": st.just("各办公室（中心）负责人"),
        "in_assessment": st.booleans(),
        "content_kinds": lists,
        "key_fields": lists,
        "request_channels": st.lists(st.sampled_from(["当面提交", "邮寄", "政府网站"]), unique=True),
        "review_systems": st.lists(st.sampled_from(["保密审查制度", "《信息发布办法》", "申请办理规程"]), unique=True),
        "platforms": lists,
        "columns": lists,
        **{
            name: _optional(_CLAUSE)
            for name in ("norm_cleanup", "platform_fixes", "check_findings", "correction_reason")
        },
        **{name: _optional(_CLAUSE) for name in ("accountability_reason", "evaluation_method")},
        "items_by_kind": _counts("kind"),
        "field_items": _counts("field"),
        "events": _counts("event"),
        "requests_by_channel": _counts("channel"),
        "guide_updated": st.lists(st.sampled_from(["指南", "目录"]), unique=True),
        "answered_in_time": st.booleans(),
        "gazette_digital": st.booleans(),
        "request_subjects": lists,
        "office": _optional(st.just("党政综合办公室")),
        "website_name": _optional(st.just("临禾县人民政府门户网站")),
        "account_names": st.lists(st.sampled_from(["“临禾发布”微信公众号", "“临禾”微博"]), unique=True),
        "assessment_weight": _optional(st.just("4%")),
        "review_practice": _optional(_CLAUSE | _CLAUSE.map("发布前{}".format)),
        "assessment": _optional(_CLAUSE),
        "social_evaluation": _optional(_CLAUSE),
    }
    for name in (
        *("website_items", "new_media_items", "notice_items", "other_items", "interpretations", "responses"),
        *("zones", "gazette_issues", "trainings", "trainees", "checks", "supervisors", "complaints", "accountability"),
        *("messages", "hotline_calls", "items_last_year", "comment_drafts", "suggestions", "proposals", "staff"),
        *("requests_last_year", "purge_rounds", "stale_items", "dead_links", "wrong_words", "privacy_items", "boards"),
        *("accounts_opened", "accounts_closed", "followers", "trainings_attended", "attendees"),
    ):
        fields[name] = _COUNT
    return st.fixed_dictionaries({}, optional=fields)


def reports() -> st.SearchStrategy[Report]:
    """Valid reports of every kind of agency, each question answered in any way or not asked at all."""
    return st.builds(_report, st.sampled_from(sorted(agency_kinds())), overviews(), _tables(), _problems(), _others())


def _tables() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {"disclosure": _cells("T2"), "requests": _cells("T3"), "proceedings": _cells("T4")},
    )


def _problems() -> st.SearchStrategy[dict[str, Any]]:
    items = st.fixed_dictionaries({"problem": _CLAUSE, "measure": _CLAUSE})
    former = st.fixed_dictionaries({"problem": _CLAUSE, "outcome": _CLAUSE})
    return st.fixed_dictionaries(
        {"items": st.lists(items, min_size=1, max_size=4), "last_year": st.lists(former, max_size=3)}
    )


def _others() -> st.SearchStrategy[dict[str, Any]]:
    charged = st.fixed_dictionaries(
        {
            "fee_notices": st.integers(1, 99),
            "fee_charged": st.decimals(0, 99999, places=2),
            "fee_received": st.decimals(0, 99999, places=2),
            "matters": st.sampled_from(["", "全年办理建议提案3件。", "完成第一项工作\n完成第二项工作。"]),
        }
    )
    return st.one_of(st.just({"fee_notices": 0, "matters": ""}), charged)


def _report(kind: str, overview: dict[str, Any], tables: dict[str, Any], problems: Any, other: Any) -> Report:
    name, self_word = NAMES[kind]
    agency = {"name": name, "kind": kind, "self_word": self_word, "year": 2024, "signed_on": date(2025, 1, 9)}
    agency |= {"contact": "行政中心2号楼，电话：0399-5550146", "website": "http://www.example.gov.cn"}
    return Report.model_validate(
        {"agency": agency, "overview": overview, "problems": problems, "other": other, **tables}
    )


def township(**parts: Any) -> Report:
    """An ordinary township; a part given replaces answers of that part."""
    name, self_word = NAMES["town"]
    data: dict[str, Any] = {
        "agency": {"name": name, "kind": "town", "self_word": self_word, "year": 2024, "signed_on": date(2025, 1, 9)},
        "overview": {
            "leader": "镇长",
            "deputy": "分管负责同志",
            "members": "各办公室（中心）负责人",
            "in_assessment": True,
            "website_items": 52,
            "new_media_items": 21,
            "notice_items": 13,
            "other_items": 0,
            "content_kinds": ["机构职能", "政策文件", "财政预决算"],
            "interpretations": 3,
            "responses": 5,
            "key_fields": ["社会救助", "乡村振兴"],
            "review_systems": ["永乐镇政府信息公开保密审查制度"],
            "review_practice": "",
            "platforms": ["县人民政府门户网站", "政务公开栏"],
            "zones": 1,
            "columns": ["政府信息公开指南"],
            "trainings": 2,
            "trainees": 64,
            "checks": 4,
            "supervisors": 6,
            "complaints": 0,
            "accountability": 0,
        },
        "disclosure": {},
        "requests": {},
        "proceedings": {},
        "problems": {"items": [{"problem": "部分栏目更新不够及时", "measure": "每月核对一次目录"}], "last_year": []},
        "other": {"fee_notices": 0, "matters": ""},
    }
    for part, values in parts.items():
        merges = part in {"agency", "overview", "problems", "other"}
        data[part] = {**data[part], **values} if merges else values
    return Report.model_validate(data)
