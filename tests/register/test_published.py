"""A list of published items as websites export it: counted by year, channel, kind and month."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import Workbook

from assistant.register import UnreadableLedger, read_published

ROWS = [
    ["永乐镇2024年信息发布明细"],
    ["序号", "标题", "所属栏目", "发布渠道", "发布时间"],
    [1, "关于春季造林的通知", "通知公告", "门户网站", datetime(2024, 3, 1, 9, 30)],
    [2, "镇党委召开会议", "工作动态", "门户网站", "2024-03-05"],
    [3, "镇党委召开会议", "工作动态", "微信公众号", "2024年3月5日"],
    [4, "2023年财政决算", "财政信息", "门户网站", datetime(2023, 12, 30)],
    [5, "没有日期的一条", "工作动态", "门户网站", None],
    [6, "镇领导调研", "工作动态", "微信公众号", 45292],
]


def workbook(rows: list[list[object]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_only_the_items_of_the_year_count_and_the_rest_is_told() -> None:
    found = read_published(workbook(ROWS), "清单.xlsx", 2024)
    assert found.total == 4
    assert found.channels == {"门户网站": 2, "微信公众号": 2}
    assert found.kinds == {"通知公告": 1, "工作动态": 3}
    assert found.months == {3: 3, 1: 1}
    assert any("不是2024年" in note and "1行" in note for note in found.notes)
    assert any("没有发布日期" in note for note in found.notes)
    assert any("重复" in note for note in found.notes)


def test_a_text_with_commas_is_a_list_too() -> None:
    text = "标题,发布日期\n甲,2024-01-02\n乙,2024-02-03\n"
    assert read_published(text.encode(), "清单.csv", 2024).total == 2


def test_what_has_no_such_columns_is_refused_with_what_to_do() -> None:
    with pytest.raises(UnreadableLedger, match="标题"):
        read_published(workbook([["姓名", "电话"], ["张三", "1"]]), "通讯录.xlsx", 2024)
