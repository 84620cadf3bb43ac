"""Figures are told in a sentence: a card shows what was understood, and only a yes fills it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.drafts import DraftStore, read_draft
from assistant.interview import load_script
from assistant.report import with_answer
from assistant.session.session import Session
from assistant.session.talk import may_be_meant
from assistant.session.telling import Telling
from assistant.tui.screens.dialogs import ChoiceScreen, SayScreen
from assistant.tui.screens.told import ToldScreen
from tests.samples import finished_samples
from tests.tui.desk import TODAY, Desk, desk, until

COUNT = "overview.website_items"
SEVERAL = "网站58条，公众号120条，公示栏没统计"
REQUESTS = "今年收到3件，都是个人，2件公开了，1件我们没有这个信息"


async def say(clerk: Desk, text: str) -> None:
    await clerk.type(text)
    await clerk.press("enter")


async def test_one_sentence_answers_several_questions_after_a_yes() -> None:
    async with desk(until(COUNT)) as clerk:
        await say(clerk, SEVERAL)
        assert isinstance(clerk.screen, ToldScreen)
        assert clerk.says("政府网站公开条数：58条")
        assert COUNT not in clerk.app.screen_stack[1].query_one("Transcript").exchanges  # type: ignore[attr-defined]
        await clerk.press("enter")
        assert clerk.settled[COUNT] == "58条"
        assert clerk.settled["overview.new_media_items"] == "120条"
        assert "overview.notice_items" not in clerk.settled
        origins = clerk.only_draft().origins
        assert (origins.of(COUNT), origins.said[COUNT]) == ("sentence", "网站58条")


async def test_a_figure_that_is_said_not_to_be_known_is_left_with_the_reason_and_its_question_stays_open() -> None:
    async with desk(until(COUNT)) as clerk:
        await say(clerk, "公示栏没统计4")
        assert isinstance(clerk.screen, ToldScreen)
        assert clerk.says("还不知道，先空着") and clerk.says("“公示栏没统计4”（写了数，又说还不知道")
        await clerk.press("enter")
        assert clerk.at == COUNT and clerk.only_draft().report.overview.notice_items is None


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("网站大概58条", "不是准数"),
        ("网站没有58条", "又说没有那么多"),
        ("去年58条", "是以前的数"),
        ("上半年58条", "不是全年的"),
    ],
)
async def test_a_figure_that_is_none_of_the_year_is_refused_with_the_reason(said: str, reason: str) -> None:
    async with desk(until(COUNT)) as clerk:
        await say(clerk, said)
        assert clerk.at == COUNT and said in clerk.input.notice_text and reason in clerk.input.notice_text


@pytest.mark.parametrize(("said", "year"), [("去年", 0), ("去年的。", 0), ("今年", 1), ("前年", -1)])
async def test_the_report_year_may_be_said_by_today(said: str, year: int) -> None:
    async with desk(until("agency.year")) as clerk:
        await say(clerk, said)
        assert isinstance(clerk.screen, ToldScreen) and clerk.says(f"报告年度：{TODAY.year - 1 + year}年")
        await clerk.press("escape")
        assert clerk.at == "agency.year" and "agency.year" not in clerk.settled


async def test_a_number_in_words_is_shown_as_it_was_understood() -> None:
    async with desk(until(COUNT)) as clerk:
        await say(clerk, "二十六")
        assert clerk.says("政府网站公开条数：26条")
        await clerk.press("enter")
        assert clerk.settled[COUNT].startswith("26条")


async def test_a_sentence_in_the_place_of_a_name_is_no_name_unless_it_is_submitted_again() -> None:
    said = "我们是清河镇人民政府，写2024年的报告"
    async with desk() as clerk:
        await clerk.press("n")
        await say(clerk, said)
        assert clerk.says("机关全称：清河镇人民政府")
        assert clerk.says("报告年度：2024年")
        await clerk.press("escape", "enter")
        assert "不像机关的全称" in clerk.input.notice_text
        await clerk.press("enter")
        assert clerk.settled["agency.name"] == said
        assert "agency.year" not in clerk.settled


@pytest.mark.parametrize("taken", [True, False])
async def test_figures_in_the_place_of_a_name_are_no_name_unless_they_are_submitted_again(taken: bool) -> None:
    async with desk(until("overview.leader")) as clerk:
        await say(clerk, SEVERAL)
        assert isinstance(clerk.screen, ToldScreen) and clerk.says("政务新媒体公开条数：120条")
        await clerk.press(*(["enter"] if taken else ["escape", "enter"]))
        assert clerk.at == ("overview.leader" if taken else "overview.deputy")
        assert clerk.only_draft().report.overview.new_media_items == (120 if taken else None)
        assert clerk.only_draft().report.overview.leader == (None if taken else SEVERAL)


@pytest.mark.parametrize("path", sorted(finished_samples().glob("*.toml")), ids=lambda path: path.stem)
def test_no_answer_that_stands_as_it_is_is_taken_for_figures_of_other_questions(path: Path) -> None:
    session = Session(DraftStore(), read_draft(path), load_script(), TODAY)
    asked_back = []
    for question in filter(may_be_meant, session.interview.path):
        raw, choices = session.interview.raw(question), session.interview.choices(question)
        texts = {question.example, raw if isinstance(raw, str) else "", *(choice.value for choice in choices)}
        asked_back += [text for text in texts if text and Telling(session, text).is_meant_elsewhere(question)]
    assert asked_back == []


async def test_what_is_not_ticked_is_not_filled_and_escape_fills_nothing() -> None:
    async with desk(until(COUNT)) as clerk:
        await say(clerk, SEVERAL)
        await clerk.press("escape")
        assert clerk.at == COUNT
        assert COUNT not in clerk.settled
        assert clerk.input.typed == SEVERAL
        await clerk.press("enter", "space", "enter")
        assert COUNT not in clerk.settled
        assert clerk.settled["overview.new_media_items"] == "120条"


async def test_a_table_is_told_on_its_prompt_and_its_balance_is_shown() -> None:
    async with desk(until("requests")) as clerk:
        await clerk.type(REQUESTS)
        assert isinstance(clerk.screen, SayScreen)
        await clerk.press("enter")
        assert clerk.says("本年新收3＋上年结转0 ＝ 办结总计3＋结转下年度0 ✓")
        assert clerk.says("没有说到的格按0填")
        await clerk.press("enter")
        assert clerk.settled["requests"] == "本年新收3件，予以公开2件，本机关不掌握1件"


async def test_one_key_leads_from_the_card_to_the_grid_with_nothing_answered() -> None:
    async with desk(until("requests")) as clerk:
        await say(clerk, REQUESTS)
        await clerk.press("g")
        assert clerk.at == "requests"
        assert "requests" not in clerk.settled
        assert clerk.input.typed == {
            "received.natural_person": "3",
            "granted.natural_person": "2",
            "unavailable.not_held.natural_person": "1",
        }


async def test_whose_applications_they_were_is_asked_before_anything_is_filled() -> None:
    async with desk(until("requests")) as clerk:
        await say(clerk, "收到2件，都公开了")
        assert isinstance(clerk.screen, ChoiceScreen)
        await clerk.press("2", "enter")
        assert clerk.says("本年新收·商业企业 2件")
        await clerk.press("enter")
        assert clerk.settled["requests"] == "本年新收2件，予以公开2件"


async def test_a_text_of_many_lines_may_be_pasted_where_a_number_is_asked_for() -> None:
    text = "2024年工作总结\n全年网站发布信息58条。\n组织培训2次，30人次。\n去年复议2件。"
    async with desk(until(COUNT)) as clerk:
        clerk.input.editor.add(text)  # type: ignore[attr-defined]
        await clerk.settle()
        assert isinstance(clerk.screen, ToldScreen)
        assert clerk.says("业务培训：2次")
        assert clerk.says("“去年复议2件”（是以前的数）")
        await clerk.press("enter")
        assert clerk.settled[COUNT] == "58条"
        report = clerk.only_draft().report
        assert (report.overview.trainings, report.overview.trainees) == (2, 30)
        assert report.proceedings is None


async def test_many_lines_that_tell_nothing_say_so_and_change_nothing() -> None:
    async with desk(until(COUNT)) as clerk:
        clerk.input.editor.add("各位同事：\n大家辛苦了。")  # type: ignore[attr-defined]
        await clerk.settle()
        assert clerk.says("没有读出可以填的内容")
        assert clerk.at == COUNT and COUNT not in clerk.settled


async def test_what_a_sentence_ticks_is_asked_for_the_rest_all_the_same() -> None:
    async with desk(until("overview.supervision_more")) as clerk:
        await clerk.press("f2")
        await clerk.type("说一句话")
        await clerk.press("enter")
        await say(clerk, "培训2次30人次")
        await clerk.press("enter")
        assert clerk.at == "overview.supervision_more"
        assert clerk.input.content() == ["trainings"]
        await clerk.press("enter")
        assert clerk.at != "overview.supervision_more"
        assert clerk.settled["overview.trainings"] == "2次"


async def test_what_is_odd_about_a_told_figure_stands_beside_it() -> None:
    async with desk(until(COUNT)) as clerk:
        await say(clerk, "网站58条，培训40次，30人次")
        assert clerk.says("请核对：")
        assert clerk.says("乡镇和街道一年组织40次培训很少见")


@pytest.mark.parametrize(
    ("key", "raw", "offered"),
    [
        ("agency.name", "青山县财政局", {"agency.kind", "agency.self_word", "overview.leader"}),
        ("agency.year", "2025", {"agency.signed_on"}),
    ],
)
async def test_what_follows_from_a_changed_answer_is_offered_and_not_changed(
    key: str, raw: str, offered: set[str]
) -> None:
    async with desk(until(COUNT)) as clerk:
        await clerk.conversation.go_to(key)
        await clerk.settle()
        while clerk.input.content():
            await clerk.press("backspace")
        await say(clerk, raw)
        if not isinstance(clerk.screen, ToldScreen):
            await clerk.press("enter")  # what is odd about the year is asked back once
        assert isinstance(clerk.screen, ToldScreen)
        assert offered <= {item.fact.key for item in clerk.screen._items}
        await clerk.press("escape")
        assert clerk.settled["agency.self_word"] == "我镇"


async def test_a_changed_name_offers_the_draft_another_name_and_takes_its_versions_along() -> None:
    store = DraftStore()
    before = store.save(until(COUNT))
    async with desk(before) as clerk:
        await clerk.conversation.go_to("agency.name")
        await clerk.settle()
        while clerk.input.content():
            await clerk.press("backspace")
        await say(clerk, "青山县财政局")
        assert isinstance(clerk.screen, ToldScreen)
        assert clerk.says("草稿名称：青山县财政局") and clerk.says(f"现在是{before.name}")
        assert clerk.only_draft().name == before.name, "nothing by itself"
        await clerk.press("enter")
        assert clerk.only_draft().name == "青山县财政局"
        assert not store.versions(before.name).folder.exists()
        assert len(store.versions("青山县财政局").numbers()) >= 2
        await clerk.press("ctrl+z", "ctrl+z")
        await clerk.rest()
    assert clerk.only_draft().report.agency.name == before.report.agency.name
    assert clerk.only_draft().name == "青山县财政局"


def test_a_draft_that_the_clerk_has_named_keeps_its_name() -> None:
    store = DraftStore()
    report = until(COUNT).report
    assert store.better_name("定稿", report, with_answer(report, "agency.name", "青山县财政局")) == ""
    assert store.better_name(f"{report.agency.name}-2", report, with_answer(report, "agency.name", "青山县财政局"))


async def test_a_cell_that_is_not_believed_stands_for_no_0() -> None:
    async with desk(until("disclosure")) as clerk:
        await say(clerk, "处罚12件，许可3件")
        await clerk.press("space")
        assert clerk.says("没有勾的不会按0填")
        await clerk.press("enter")
        assert clerk.at == "disclosure" and "disclosure" not in clerk.settled
        assert clerk.input.content() == {"permits": "3"}
        await clerk.press("ctrl+s")
        assert clerk.only_draft().report.disclosure is not None
