"""Tables in plain text whose cells are parted by commas: read where they are surely the format's, else left alone."""

from __future__ import annotations

import pytest

from assistant.checks import check
from assistant.document import Document
from assistant.reading import read_bytes

TITLE = "青川县林业局2024年政府信息公开工作年度报告"
NAMES = (
    "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "（一）予以公开",
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "1.属于国家秘密", "2.其他法律行政法规禁止公开",
    "3.危及“三安全一稳定”", "4.保护第三方合法权益", "5.属于三类内部事务信息", "6.属于四类过程性信息",
    "7.属于行政执法案卷", "8.属于行政查询事项", "1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作",
    "3.补正后申请内容仍不明确", "1.信访举报投诉类申请", "2.重复申请", "3.要求提供公开出版物",
    "4.无正当理由大量反复申请", "5.要求行政机关确认或重新出具已获取信息",
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "3.其他", "（七）总计",
    "四、结转下年度继续办理",
)  # fmt: skip
WITH_FIGURES = {
    "一、本年新收政府信息公开申请数量": ("1234", "5", "0", "0", "0", "1", "1240"),
    "（一）予以公开": ("1234", "5", "0", "0", "0", "1", "1240"),
    "（七）总计": ("1234", "5", "0", "0", "0", "1", "1240"),
}
NONE = ("0",) * 7
HEADER = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")


def report(disclosure: str = "", requests: str = "") -> Document:
    lines = [TITLE, "一、总体情况", "全年公开信息52条。", "二、主动公开政府信息情况", disclosure]
    lines += ["三、收到和处理政府信息公开申请情况", requests, "四、政府信息公开行政复议、行政诉讼情况"]
    lines += ["五、存在的主要问题及改进情况", "更新不及时。", "六、其他需要报告的事项", "未收取信息处理费。"]
    return read_bytes("\n".join(lines).encode(), "报告")


def rows(comma: str, header: str = "申请人情况") -> list[str]:
    """The rows of the table with the figures above; no header where it is ""."""
    over = [comma.join((header, *HEADER))] if header else []
    return [*over, *(comma.join((name, *WITH_FIGURES.get(name, NONE))) for name in NAMES)]


def thousands(lines: list[str], mark: str) -> list[str]:
    return [line.replace("1234", mark.format("1,234")).replace("1240", mark.format("1,240")) for line in lines]


REQUESTS = {
    "as a spreadsheet saves it": "\n".join(thousands(rows(","), '"{}"')),
    "thousands without marks": "\n".join(thousands(rows(","), "{}")),
    "with blanks behind the commas": "\n".join(rows(", ")),
    "an empty line between rows": "\n\n".join(rows(",")),
    "Chinese commas, a word of one's own over the names": "\n".join(thousands(rows("，", header="项目"), "{}")),
    "no header": "\n".join(rows("，", header="")),
    "some of both": "\n".join([*rows(",")[:9], *rows("，")[9:]]),
}


@pytest.mark.parametrize("kind", REQUESTS)
def test_applications_are_read(kind: str) -> None:
    table = report(requests=REQUESTS[kind]).table("T3")
    assert table is not None
    cells = {path: text.replace(",", "") for path, text in table.cells.items()}
    assert len(cells) == len(table.schema.cells)
    assert [cells[f"received.{column}"] for column in ("natural_person", "business", "total")] == ["1234", "5", "1240"]
    assert cells["total.total"] == "1240" and cells["denied.state_secret.total"] == "0"
    assert not [finding for finding in check(report(requests=REQUESTS[kind])) if finding.rule.startswith("t3-")]


HEAD = "信息内容,本年制发件数,本年废止件数,现行有效件数"


def test_a_word_in_the_place_of_a_figure_is_a_cell() -> None:
    lines = "\n".join(rows(",")).replace(
        "二、上年结转政府信息公开申请数量,0,0", "二、上年结转政府信息公开申请数量,约5,0"
    )
    table = report(requests=lines).table("T3")
    assert table is not None and len(table.cells) == len(table.schema.cells)
    assert table.cells["carried_in.natural_person"] == "约5"
    assert [one for one in check(report(requests=lines)) if one.rule == "cell-not-a-number"]


DISCLOSURE = {
    "as a spreadsheet saves it": f"{HEAD}\n规章,0,0,0\n行政规范性文件,3,1,12\n行政许可,{{}},,\n行政处罚,7,,",
    "no blank cells": f"{HEAD}\n规章,0,0,0\n行政规范性文件,3,1,12\n行政许可,{{}}\n行政处罚,7",
    "the number of the item over each part": "第二十条第（一）项,,,\n规章,0,0,0\n行政规范性文件,3,1,12\n"
    "第二十条第（五）项\n行政许可,{}\n第二十条第（六）项\n行政处罚,7",
    "Chinese commas": "规章，0，0，0\n行政规范性文件，3，1，12\n行政许可，{}\n行政处罚，7",
}


@pytest.mark.parametrize("mark", ["1,234", '"1,234"', "1234"])
@pytest.mark.parametrize("kind", DISCLOSURE)
def test_what_was_made_and_decided_is_read(kind: str, mark: str) -> None:
    table = report(disclosure=DISCLOSURE[kind].format(mark)).table("T2")
    assert table is not None
    told = {path: text.replace(",", "") for path, text in table.cells.items()}
    assert [told[f"normative.{column}"] for column in ("issued", "repealed", "in_force")] == ["3", "1", "12"]
    assert (told["permits"], told["penalties"]) == ("1234", "7")


def _with_received(figures: str) -> str:
    return "\n".join(rows(",")).replace("1234,5,0,0,0,1,1240", figures, 1)


DOUBTFUL = {
    "a comma too many": _with_received("12,345,678,0,0,0,1,1240"),
    "a blank cell or a thousand": _with_received(",1,234,5,0,0,0,1"),
    "figures too many": _with_received("4,5,0,0,0,1,7,10"),
}


@pytest.mark.parametrize("kind", DOUBTFUL)
def test_what_is_in_doubt_is_not_read_as_figures(kind: str) -> None:
    table = report(requests=DOUBTFUL[kind]).table("T3")
    assert table is None or not [path for path in table.cells if path.startswith("received.")]


PROSE = (
    "公开的有规章，行政规范性文件，行政许可，",
    "规章，行政规范性文件，行政许可，行政处罚，行政强制",
    "申请人有自然人，商业企业，科研机构，社会公益组织，法律服务机构，其他，总计12件",
    "规章,0",
)


@pytest.mark.parametrize("line", PROSE)
def test_a_sentence_with_commas_stays_a_sentence(line: str) -> None:
    text = f"{TITLE}\n一、总体情况\n{line}\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况"
    document = read_bytes(text.encode(), "报告")
    assert not list(document.tables())
    assert line in "".join(paragraph.text for paragraph in document.paragraphs())
