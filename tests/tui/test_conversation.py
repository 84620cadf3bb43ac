"""The conversation by keys alone: answering, going back, leaving and coming back."""

from __future__ import annotations

import re
from pathlib import Path
from threading import Event

import pytest

from assistant.drafts import Draft, DraftStore
from assistant.report import Report
from assistant.tui.inputs import AnswerInput
from assistant.tui.screens.conversation import ConversationScreen
from assistant.tui.screens.home import HomeScreen
from assistant.tui.widgets.live_preview import LivePreview
from assistant.tui.widgets.question_card import Asked, QuestionCard
from tests.tui.desk import NARROW, WIDE, Desk, desk, sample, until


async def test_a_new_report_goes_from_the_welcome_into_the_second_section() -> None:
    async with desk() as clerk:
        await clerk.press("enter")
        assert clerk.at == "agency.name"
        await clerk.type("清河镇人民政府")
        await clerk.press(*["enter"] * 7)
        assert clerk.at == "overview.leader"
        assert clerk.settled["agency.kind"] == "镇人民政府"
        assert clerk.settled["agency.year"] == "2024年"
        assert "一、总体情况" in clerk.shown()
    assert clerk.only_draft().report.agency.self_word == "我镇"


async def test_the_draft_goes_by_the_name_of_the_agency_however_slowly_it_is_typed() -> None:
    async with desk() as clerk:
        await clerk.press("n", *"清河镇人民")
        await clerk.rest()
        await clerk.press(*"政府", "enter")
    assert [entry.name for entry in DraftStore().list()] == ["清河镇人民政府"]


async def test_an_untouched_new_report_leaves_no_draft() -> None:
    async with desk() as clerk:
        await clerk.press("n", "escape")
        assert DraftStore().list() == []
        await clerk.press("n", "ctrl+q")
    assert DraftStore().list() == []


async def test_every_answer_is_on_disk_before_the_next_question_appears(monkeypatch: pytest.MonkeyPatch) -> None:
    on_disk: list[Report] = []
    show = QuestionCard.show

    async def witness(card: QuestionCard, *rest: object) -> None:
        on_disk.extend(DraftStore().load(entry.name).report for entry in DraftStore().list())
        await show(card, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(QuestionCard, "show", witness)
    async with desk() as clerk:
        await clerk.press("n")
        await clerk.type("清河镇人民政府")
        await clerk.press("enter", "enter")
    assert [report.agency.name for report in on_disk] == ["清河镇人民政府"] * 2
    assert [report.agency.kind for report in on_disk] == [None, "town"]


@pytest.mark.parametrize("typed", ["二十六吗", "-1", "3.5", "[2024]3号", "[/b]", "{{ x }}", "9" * 12])
async def test_a_bad_answer_is_refused_in_one_sentence_and_kept(typed: str) -> None:
    async with desk(until("overview.website_items")) as clerk:
        await clerk.type(typed)
        await clerk.press("enter")
        assert clerk.at == "overview.website_items"
        assert clerk.input.typed == typed
        assert "！" in clerk.shown() and typed[:10] in clerk.shown()
        assert "overview.website_items" not in clerk.settled


async def test_an_earlier_answer_is_reopened_changed_and_the_clerk_is_back_at_the_question() -> None:
    async with desk(until("overview.website_items")) as clerk:
        assert clerk.at == "overview.website_items"
        await clerk.press("ctrl+up", "ctrl+up", "enter")
        assert clerk.at == "overview.deputy"
        await clerk.press("2", "enter")
        assert clerk.at == "overview.website_items"
        assert clerk.settled["overview.deputy"] == "分管副职"
    assert clerk.only_draft().report.overview.deputy == "分管副职"


async def test_a_reopened_answer_can_be_left_as_it_was() -> None:
    async with desk(until("overview.website_items")) as clerk:
        before = dict(clerk.settled)
        await clerk.press("ctrl+up", "ctrl+up", "ctrl+up", "enter")
        assert clerk.at == "overview.leader"
        await clerk.press("escape")
        assert clerk.at == "overview.website_items"
        assert clerk.settled == before


async def test_changing_a_condition_takes_its_questions_out_and_brings_their_answers_back() -> None:
    async with desk(until("overview.website_items")) as clerk:
        await clerk.press("ctrl+up", "ctrl+up", "ctrl+up", "enter", "4", "enter")
        assert clerk.settled["overview.leader"] == "没有成立，或者不写"
        assert "overview.deputy" not in clerk.settled
        await clerk.press("ctrl+up", "enter", "1", "enter")
        assert clerk.settled["overview.deputy"] == "分管负责同志"


async def test_a_changed_self_word_shows_in_the_settled_questions() -> None:
    async with desk(until("overview.website_items"), size=WIDE) as clerk:
        assert "我镇成立了政务公开工作领导小组" in clerk.shown()
        await clerk.press("ctrl+g")
        await clerk.type("自称")
        await clerk.press("enter")
        assert clerk.at == "agency.self_word"
        await clerk.press("backspace", "backspace", *"本镇", "enter")
        assert "本镇成立了政务公开工作领导小组" in clerk.shown()


async def test_leaving_in_the_middle_of_an_answer_and_coming_back() -> None:
    async with desk(until("overview.review_systems")) as clerk:
        await clerk.press("a", *"永乐镇[试行]审查", "ctrl+q")
    draft = clerk.only_draft()
    assert draft.at == "overview.review_systems"
    async with desk(draft) as clerk:
        assert clerk.at == "overview.review_systems"
        assert "永乐镇[试行]审查" in clerk.shown()
        assert clerk.transcript.shows("overview.review_practice")
        assert clerk.settled["agency.name"] == "永乐镇人民政府"


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_typed_text_comes_back_to_the_letter(size: tuple[int, int]) -> None:
    async with desk(until("overview.website_items"), size=size) as clerk:
        await clerk.press(*"2[6")
        await clerk.press("ctrl+q")
    async with desk(clerk.only_draft(), size=size) as clerk:
        assert clerk.input.typed == "2[6"


async def test_typing_is_saved_by_itself_after_a_pause() -> None:
    async with desk(until("overview.website_items")) as clerk:
        await clerk.press(*"26")
        await clerk.rest()
        assert clerk.only_draft().typed == "26"


async def test_undo_takes_the_last_answer_back_into_the_input() -> None:
    async with desk(until("overview.website_items")) as clerk:
        await clerk.press(*"26", "enter")
        assert clerk.at == "overview.new_media_items"
        await clerk.press("ctrl+z")
        assert clerk.at == "overview.website_items"
        assert clerk.input.typed == "26"
        assert "overview.website_items" not in clerk.settled
        await clerk.press("enter")
        assert clerk.settled["overview.website_items"] == "26条"
    assert clerk.only_draft().report.overview.website_items == 26


async def test_of_several_steps_back_the_last_one_is_told_and_nothing_else_stays_on_the_screen() -> None:
    async with desk(until("overview.website_items")) as clerk:
        await clerk.press(*"26", "enter", *"7", "enter")
        await clerk.press("ctrl+z", "ctrl+z")
        assert clerk.at == "overview.website_items"
        assert len(list(clerk.app._notifications)) == 1
        await clerk.press("ctrl+y", "ctrl+z", "ctrl+y", "ctrl+z")
        assert len(clerk.screen.query("ToastHolder")) == len(clerk.screen.query("Toast")) == 1


async def test_a_question_that_is_half_put_is_not_painted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Laying out and painting the screen takes longer than all else between two questions."""
    painted: list[str] = []
    put = QuestionCard.show

    async def paints(card: QuestionCard, asked: Asked, answer_input: AnswerInput) -> None:
        await put(card, asked, answer_input)
        with monkeypatch.context() as within:
            within.setattr(ConversationScreen, "_compositor_refresh", lambda screen: painted.append(asked.where))
            card.screen.refresh()
            card.screen._on_timer_update()  # the moment at which Textual paints may come now

    async with desk(until("overview.website_items")) as clerk:
        monkeypatch.setattr(QuestionCard, "show", paints)
        await clerk.press(*"26", "enter")
        assert clerk.at == "overview.new_media_items"
        assert painted == []


async def test_keys_pressed_while_an_answer_is_saved_go_to_the_next_question(monkeypatch: pytest.MonkeyPatch) -> None:
    slow, save = Event(), DraftStore.save

    def waits(store: DraftStore, draft: Draft, **how: bool) -> Draft:
        assert slow.wait(10)
        return save(store, draft, **how)

    async with desk(until("overview.website_items")) as clerk:
        await clerk.press(*"26")
        monkeypatch.setattr(DraftStore, "save", waits)
        await clerk.pilot.press("enter", "7", "4")
        assert clerk.input.question.key == "overview.website_items"
        slow.set()
        await clerk.settle()
        await clerk.settle()
        assert clerk.at == "overview.new_media_items"
        assert clerk.input.typed == "74"
        assert clerk.settled["overview.website_items"] == "26条"


def shown_paragraph(clerk: Desk) -> str:
    """The line that names the wording, and the paragraph under it."""
    return clerk.conversation.query_one(LivePreview).plain


async def test_the_wording_key_takes_the_other_wording_of_the_paragraph_in_view() -> None:
    async with desk(until("overview.new_media_items"), size=WIDE) as clerk:
        assert "写法" in clerk.shown() and "F3" in clerk.shown()
        first = shown_paragraph(clerk)
        await clerk.press("f3")
        assert shown_paragraph(clerk) != first
        second = shown_paragraph(clerk)
        await clerk.press("f3")
        assert shown_paragraph(clerk) not in (first, second)
        assert "编排" in clerk.shown()
    # The sentence of the question takes another wording, and the paragraph another plan once all were seen.
    assert clerk.only_draft().clerk.wordings.keys() <= {"overview.proactive", "overview.proactive/total"}


async def test_the_preview_follows_what_is_typed() -> None:
    async with desk(until("overview.new_media_items"), size=WIDE) as clerk:
        await clerk.press(*"137")
        await clerk.rest()
        assert "137条" in clerk.shown()
        assert "overview.new_media_items" not in clerk.settled


async def test_when_all_is_answered_the_next_steps_are_offered(tmp_path: Path) -> None:
    async with desk(sample(), tmp_path) as clerk:
        assert clerk.at is None
        assert "都回答完了" in clerk.shown()
        await clerk.press("1", "enter")
        assert "全文预览" in clerk.shown()
        await clerk.press("escape", "ctrl+up", "enter")
        assert clerk.at == "other.matters"
        await clerk.press("escape")
        assert clerk.at is None


async def test_a_narrowed_terminal_keeps_everything_in_reach() -> None:
    async with desk(until("overview.website_items"), size=WIDE) as clerk:
        await clerk.pilot.resize_terminal(*NARROW)
        await clerk.settle()
        lines = clerk.shown().split("\n")
        assert len(lines) == 24
        assert "一、总体情况" in lines[0]
        assert "F1 帮助" in lines[-1] and "^Q 退出" in lines[-1]
        assert "2024年在政府网站上公开了多少条信息？" in clerk.shown()


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_scroll_bar_stands_where_the_conversation_does(size: tuple[int, int]) -> None:
    async with desk(sample(), size=size) as clerk:
        transcript = clerk.transcript
        assert transcript.scroll_y == transcript.max_scroll_y > 0
        assert transcript.vertical_scrollbar.position == transcript.scroll_y


async def test_where_esc_steps_back_inside_the_line_of_keys_does_not_promise_the_way_home() -> None:
    async with desk(until("disclosure"), size=WIDE) as clerk:
        assert "Esc 主页" in clerk.shown()
        await clerk.press("g")
        assert "Esc 返回" in clerk.shown() and "Esc 主页" not in clerk.shown()
        await clerk.press("escape")
        assert clerk.at == "disclosure" and "Esc 主页" in clerk.shown()
        await clerk.press("ctrl+up", "enter", "escape")
        assert clerk.at == "disclosure", "an answer that was opened again is given up before the way home"
        await clerk.press("escape")
        assert isinstance(clerk.screen, HomeScreen)


async def test_the_mark_of_an_answer_that_is_being_changed_is_not_broken_by_the_edge() -> None:
    async with desk(sample()) as clerk:
        for width in range(44, 66, 2):
            await clerk.pilot.resize_terminal(width, 40)
            await clerk.press("ctrl+g", *"其他事项", "enter")
            assert clerk.at == "other.matters"
            assert any("正在修改" in line for line in clerk.shown().splitlines()), width


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (101, 30), (131, 35), (140, 40), (141, 40)])
async def test_every_character_of_a_notice_is_seen_and_so_is_the_question(size: tuple[int, int]) -> None:
    text = "填好了2题：政府网站公开条数、政务新媒体公开条数。“公示栏公开条数”先空着，想起来了说“还差什么”。"
    async with desk(until("overview.notice_items"), size=size) as clerk:
        for shift in ("", "a"):
            clerk.screen.notify(shift + text, markup=False)
            await clerk.settle()
            boxes = "".join(line.partition("▌")[2] for line in clerk.shown().splitlines())
            assert shift + text in re.sub(r"[\s▁▂▃▄▅▆▇█]", "", boxes), clerk.shown()
            assert "公示栏公开条数" in clerk.text_of("#where") and clerk.says("公示栏公开条数")


@pytest.mark.parametrize(
    ("at", "size", "shown"),
    [
        ("overview.website_items", (100, 30), "题  政府网站公开条数"),
        ("overview.website_items", (140, 40), "政府网站公开条数（单位：条）"),
        ("disclosure", (100, 30), "题  主动公开政府信息情况表"),
        ("overview.supervision_more", (100, 30), "监督保障还可以写的"),
    ],
)
async def test_the_name_of_a_question_stands_beside_its_number(at: str, size: tuple[int, int], shown: str) -> None:
    async with desk(until(at), size=size) as clerk:
        assert any(shown in line for line in clerk.shown().splitlines() if re.search(r"第\d+题", line)), clerk.shown()
