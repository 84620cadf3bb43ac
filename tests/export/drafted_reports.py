"""Random drafts as clerks make them: any agency, any figures, both wordings, odd words in names, lists and edits."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from assistant.composing import ClerkText, choices, compose, generated_paragraphs, paragraph_keys
from assistant.document import Document
from assistant.interview import Interview, load_script
from assistant.interview.script import Question
from assistant.report import DisclosureFigures, ProceedingFigures, Report, applicant_kinds, case_outcomes, with_answer

SCRIPT = load_script()
YEAR = 2024

# Every kind of agency by the end of its name.
ENDINGS = {
    "town": "镇人民政府",
    "township": "乡人民政府",
    "street": "街道办事处",
    "county_government": "县人民政府",
    "county_department": "县市场监督管理局",
    "city_government": "市人民政府",
    "city_department": "市教育局",
    "provincial_government": "省人民政府",
    "league_office": "地区行政公署",
    "ministry": "部",
    "provincial_department": "省水利厅",
}
_PLACES = st.text(st.sampled_from("永乐清河青浦临禾东山南园福安宁远和平新兴龙泉"), min_size=2, max_size=4)

_CLAUSES = st.text(
    st.sampled_from("公开信息服务群众网站专栏培训考核村社区办理答复及时准确规范推进落实"), min_size=2, max_size=16
)
# What clerks type and paste besides plain words.
_ODD = st.sampled_from(
    [
        "〔2024〕3号", "[2024]3号", "“一网通办”", "‘两微一端’", "《办法》", "A&B", "<公告>", "&nbsp;", "</p>", "3.5%",
        "{{ x }}", "{% if %}", "12:30", "①", "🙂", "——", "5*6", "a_b_c", "**重点**", "|", "#1", "`code`", "~", "￥100", "http://x.gov.cn/a?b=1&c=2",
        "（试行）", "(一)", "2024年", "１２３", "1,234", "㎡", "𠮷", "é", "\\n", "%s", "$x$", "“", "”", "·", "…",
    ]
)  # fmt: skip
_WILD = st.text(
    st.characters(exclude_categories=("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs", "Mn", "Me")),
    min_size=1,
    max_size=6,
)
_WORDS = st.tuples(_CLAUSES, st.one_of(_CLAUSES, _ODD, _WILD, st.integers(0, 99999).map(str)), _CLAUSES).map("".join)
_SENTENCES = st.lists(_WORDS, min_size=1, max_size=5).map(lambda parts: "，".join(parts) + "。")

_LEADS = st.sampled_from(["", "", "", "一是", "其中：", "（1）", "1.", "附件：", "一、", "（一）", "- ", "# ", "> "])
_EDITS = st.one_of(_SENTENCES, st.tuples(_LEADS, _SENTENCES).map("".join), st.tuples(_LEADS, _WORDS).map("".join))
_NAMES = st.one_of(
    _PLACES,
    st.tuples(
        _PLACES, st.sampled_from(["·", "A&B", "〔一〕", "（新）", "“新”", "𠮷", "12", "<b>", "{{ x }}", "-"]), _PLACES
    ).map("".join),
)

_CASES = st.lists(
    st.fixed_dictionaries(
        {
            "applicant": st.sampled_from(list(applicant_kinds())),
            "outcome": st.sampled_from(list(case_outcomes())),
            "carried_in": st.booleans(),
        }
    ),
    max_size=40,
)
_COUNTS = st.one_of(st.integers(0, 40), st.integers(0, 9_999_999))
_MONEY = st.decimals(0, 99_999_999, places=2)
_OPTIONAL = st.one_of(st.just(""), _WORDS)
_LISTS = st.lists(_WORDS, max_size=4, unique=True)


def _cells(table: type[DisclosureFigures | ProceedingFigures]) -> st.SearchStrategy[dict[str, Any]]:
    fees = st.decimals(0, 9999, places=4).map(Decimal)
    cells = [cell for cell in table.schema_of().cells.values() if not cell.derived]
    return st.fixed_dictionaries({}, optional={cell.path: fees if cell.unit == "万元" else _COUNTS for cell in cells})


_BY_KIND: dict[str, st.SearchStrategy[Any]] = {
    "text": _OPTIONAL,
    "paragraph": st.one_of(st.just(""), st.lists(_SENTENCES, min_size=1, max_size=3).map("\n".join)),
    "integer": _COUNTS,
    "money": _MONEY,
    "yesno": st.booleans(),
    "choice": _OPTIONAL,
    "choices": _LISTS,
}


@st.composite
def drafted_documents(draw: st.DrawFn) -> Document:
    """A whole draft with every question answered, composed."""
    report = _identity(draw)
    report = with_answer(report, "requests", {"cases": draw(_CASES)})
    report = with_answer(report, "disclosure", draw(_cells(DisclosureFigures)))
    report = with_answer(report, "proceedings", draw(_cells(ProceedingFigures)))
    for question in SCRIPT.questions:
        if question.key in _ANSWERED:
            continue
        report = with_answer(report, question.key, draw(_answers(question)))
    clerk = ClerkText()
    for key in paragraph_keys():
        for choice, count in choices(key).items():
            clerk = clerk.with_wording(choice, draw(st.integers(0, count - 1)))
    applicable = Interview(SCRIPT, report).applicable
    edited = draw(st.lists(st.sampled_from(paragraph_keys()), max_size=4, unique=True))
    for key in edited:
        for paragraph in generated_paragraphs(report, applicable, clerk, key):
            clerk = clerk.with_edit(paragraph.key, draw(_EDITS), paragraph.text)
    return compose(report, applicable, clerk)


_ANSWERED = {
    "agency.name", "agency.kind", "agency.self_word", "agency.year", "agency.signed_on",
    "requests", "disclosure", "proceedings",
}  # fmt: skip


def _identity(draw: st.DrawFn) -> Report:
    kind = draw(st.sampled_from(sorted(ENDINGS)))
    report = with_answer(Report(), "agency.name", draw(_NAMES) + ENDINGS[kind])
    report = with_answer(report, "agency.kind", kind)
    report = with_answer(report, "agency.self_word", draw(st.sampled_from(["我镇", "我局", "本机关", "我县"])))
    report = with_answer(report, "agency.year", YEAR)
    return with_answer(report, "agency.signed_on", draw(st.dates(date(YEAR + 1, 1, 1), date(YEAR + 1, 3, 31))))


def _answers(question: Question) -> st.SearchStrategy[Any]:
    if question.kind == "list" and question.fields:
        # A year without problems is no answer, one without last year's is.
        least = 1 if question.key == "problems.items" else 0
        fields = {field.key: _COUNTS if field.key == "count" else _WORDS for field in question.fields}
        return st.lists(st.fixed_dictionaries(fields), min_size=least, max_size=3)
    if question.kind == "list":
        return _LISTS
    return _WORDS if question.key == "overview.members" else _BY_KIND[question.kind]
