"""Papers at hand: what a file tells is listed, and only what is ticked is an answer."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from assistant.composing import compose
from assistant.drafts import DraftStore
from assistant.drafts.beginning import interview_of
from assistant.export.plain import write_text
from assistant.session.materials import report_in
from assistant.tui import NianbaoApp
from assistant.tui.screens.told import ToldScreen
from tests.tui.desk import NARROW, TODAY, Desk, sample, until

COUNT = "overview.website_items"
SUMMARY = """永乐镇2024年政务公开工作总结
今年以来，我镇在政府网站发布信息58条，微信公众号推送120条。
全年组织业务培训2次，30人次参加；2023年培训1次。
全年收到公开申请3件，都是个人，予以公开2件，不掌握1件。
上半年收到投诉举报5件。根据国办公开办函〔2021〕30号要求，20个工作日内答复。
"""


def listed(path: Path) -> Path:
    book = Workbook()
    for row in (["标题", "栏目", "发布日期"], ["甲", "工作动态", "2024-01-02"], ["乙", "通知公告", "2024-05-06"]):
        book.active.append(row)
    book.save(path)
    return path


async def test_files_are_shown_one_after_the_other_and_nothing_is_taken_without_a_yes(tmp_path: Path) -> None:
    summary = tmp_path / "总结.txt"
    summary.write_text(SUMMARY, encoding="utf-8")
    files = [summary, listed(tmp_path / "清单.xlsx")]
    app = NianbaoApp(DraftStore(), until(COUNT), TODAY, tmp_path, materials=files)
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        clerk = Desk(pilot)
        await clerk.settle()
        assert isinstance(clerk.screen, ToldScreen)
        assert clerk.text_of("#box-title").startswith("从“总结.txt”里读出")
        await clerk.settle()
        assert clerk.says("政务新媒体公开条数：120条")
        assert clerk.says("是一段时间的数，不是全年的")
        names = {item.name for item in clerk.screen._items}
        assert "requests#granted.natural_person" in names
        assert not any("complaints" in name for name in names)
        await clerk.press("enter")
        assert isinstance(clerk.screen, ToldScreen), clerk.screen
        assert clerk.text_of("#box-title").startswith("从“清单.xlsx”里读出")
        await clerk.settle()
        assert clerk.says("原来是58条")
        await clerk.press("escape")
        assert clerk.settled[COUNT] == "58条"
        report = clerk.only_draft().report
        assert report.overview.trainees == 30
        assert report.overview.items_by_kind is None


def test_a_summary_is_no_report_and_a_report_is_one(tmp_path: Path) -> None:
    summary = tmp_path / "总结.txt"
    summary.write_text(SUMMARY, encoding="utf-8")
    assert report_in(summary) is None
    report = tmp_path / "年报.txt"
    draft = sample()
    with report.open("wb") as target:
        write_text(compose(draft.report, interview_of(draft).applicable, draft.clerk), target)
    found = report_in(report)
    assert found is not None
    assert found.year == 2024
