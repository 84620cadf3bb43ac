"""What clerks do wrong, by keys alone: each slip gets the sentence that names it, or is taken as it was meant."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from textual.events import Key, Paste

from assistant.tui.inputs.table.grid import Grid
from assistant.tui.screens.conversation import ConversationScreen
from assistant.tui.screens.dialogs import ChoiceScreen, SayScreen
from assistant.tui.screens.told import ToldScreen
from tests.tui.desk import Desk, desk, until


@dataclass(frozen=True)
class Slip:
    """What is written and handed over with Enter, and what comes of it.

    ``says`` stands under the input, the question is still asked; ``takes`` is the answer it was taken as;
    ``opens`` the box that asks what was meant.
    """

    text: str
    says: str = ""
    takes: str = ""
    opens: type[object] | None = None


NUMBER = "不是整数；政府网站公开条数请填0、1、2这样的数字"
SLIPS: dict[str, tuple[Slip, ...]] = {
    "agency.name": (
        Slip("？", opens=ChoiceScreen),
        Slip("", says="机关全称不能空着"),
        Slip("一", says="“一”不像机关的全称"),
        Slip("清河镇人民政府，", says="末尾没有标点"),
        Slip("12345", says="“12345”不像机关的全称"),
    ),
    "agency.self_word": (Slip("1", says="只有一个字"), Slip("我局", says="“我局”不是镇人民政府的自称；一般写“我镇”")),
    "agency.year": (
        Slip("abc", says="“abc”不是年份；报告年度请填四位数字的年份"),
        Slip("2", says="不在2021到2099之间"),
        Slip("24年", says="请填四位数字的年份，如2024"),
        Slip("2031", says="2031年还没有过完"),
        Slip("２０２４年", takes="2024年"),
    ),
    "agency.signed_on": (
        Slip("下周", says="“下周”不是日期的写法"),
        Slip("15日", says="“15日”不是日期的写法"),
        Slip("2025年2月30日", says="不是日历上有的日期"),
        Slip("2024年12月31日", says="落款早了：那时2024年还没有过完"),
        Slip("1月15日", takes="2025年1月15日"),
        Slip("２０２５－１－１５", takes="2025年1月15日"),
    ),
    "overview.website_items": (
        Slip("abc", says=NUMBER),
        Slip("1.5", says=NUMBER),
        Slip("26,5", says=NUMBER),
        Slip("约26", says="不是准数，查准了再填"),
        Slip("今年公开了不少", says=NUMBER),
        Slip("-1", says="“-1”小于0"),
        Slip("99999999999", says="请核对是不是多打了几位"),
        Slip("", says="政府网站公开条数不能空着"),
        Slip("网站58条，公众号120条", opens=ToldScreen),
        Slip("一百二十", opens=ToldScreen),
        Slip("２６条", takes="26条"),
    ),
}  # fmt: skip


async def write(clerk: Desk, text: str) -> None:
    """Write without waiting between the characters."""
    for character in text:
        clerk.app.post_message(Key(character, character))
    await clerk.settle()


async def paste(clerk: Desk, text: str) -> None:
    assert clerk.app.focused is not None
    clerk.app.focused.post_message(Paste(text))
    await clerk.settle()


@pytest.mark.parametrize("at", SLIPS)
async def test_what_is_written_wrong_is_told_and_what_is_meant_is_taken(at: str) -> None:
    async with desk(until(at)) as clerk:
        for slip in SLIPS[at]:
            await clerk.press("ctrl+u")
            await write(clerk, slip.text)
            await clerk.press("enter")
            if slip.opens is not None:
                assert isinstance(clerk.screen, slip.opens), slip
                await clerk.press("escape")
            elif slip.takes:
                assert clerk.settled[at] == slip.takes
                await clerk.press("ctrl+z")
            else:
                assert slip.says in clerk.input.notice_text, (slip, clerk.input.notice_text)
            assert clerk.at == at, slip
            assert clerk.input.content() == slip.text or slip.takes, "what was written stays"


async def at_a_choice(clerk: Desk) -> None:
    await clerk.press("3", "8", "n", "y", "space", "delete", "backspace", "ctrl+s")
    assert clerk.at == "overview.deputy", "none of these answers"
    assert "没有第8项" in clerk.input.notice_text
    await paste(clerk, "分管\n副镇长")
    assert clerk.input.content() == "分管 副镇长", "what is pasted is one's own words, on one line"
    assert "粘贴的2行已经连成一行" in clerk.input.notice_text
    await clerk.press("escape")
    assert clerk.input.content() == "" and clerk.at == "overview.deputy"


async def at_yes_or_no(clerk: Desk) -> None:
    await clerk.press("enter")
    assert "还没有选" in clerk.input.notice_text
    await clerk.press("3")
    assert "没有第3项" in clerk.input.notice_text
    await clerk.press("x", "space", "down", "up")
    assert clerk.at == "overview.answered_in_time"


async def at_a_table(clerk: Desk) -> None:
    await clerk.press("g")
    grid = clerk.screen.query_one(Grid)
    await clerk.press("down", "1", "2", "escape")
    assert clerk.input.content() == {grid.cell.path: "12"}, "Esc in the middle keeps what was typed"
    await clerk.press("ctrl+z")
    assert clerk.input.content() == {}
    await clerk.press("ctrl+y", "delete")
    assert clerk.input.content() == {}
    await clerk.press("ctrl+z")
    assert list(clerk.input.content()) == [grid.cell.path]  # type: ignore[arg-type]
    await clerk.press("a", "b", "c", "ctrl+s")
    assert "这里要填0或者正整数" in clerk.input.notice_text and clerk.at == "disclosure"
    await clerk.press("delete", *"12", "escape", "escape")
    assert clerk.says("打开表格接着填（已填1格）"), "and so does Esc out of the table"
    await clerk.press("enter")
    await write(clerk, "3件，罚款，还有许可2件")
    await clerk.press("enter")
    assert isinstance(clerk.screen, ToldScreen), "a sentence in a cell is no wrong number"
    await clerk.press("escape")
    assert "3件" not in str(clerk.input.content()), "nor does it stay in the cell"
    await write(clerk, "处罚12件")
    assert isinstance(clerk.screen, SayScreen) and clerk.says("处罚12件")
    await clerk.press("enter")
    assert isinstance(clerk.screen, ToldScreen) and clerk.says("行政处罚")


async def at_a_list(clerk: Desk) -> None:
    await clerk.press("ctrl+s")
    assert "至少要写一条" in clerk.input.notice_text
    await clerk.press("n", "7")
    assert clerk.input.content() == []
    await clerk.press("1", "enter", "home")
    assert len(clerk.input.content()) == 1
    await clerk.press("delete")
    assert clerk.input.content() == [] and "按 Z 恢复" in clerk.input.notice_text
    await clerk.press("z")
    assert len(clerk.input.content()) == 1
    await clerk.press("a")
    await write(clerk, "更新慢")
    await clerk.press("escape")
    assert "按 A 可以接着写" in clerk.input.notice_text and len(clerk.input.content()) == 1
    await clerk.press("a")
    assert clerk.says("更新慢")


async def at_a_number(clerk: Desk) -> None:
    await paste(clerk, "甲\n乙")
    assert "只能写一行" in clerk.input.notice_text and clerk.input.content() == ""
    await paste(clerk, "1" * 20_001)
    assert "超过了20000个字的上限" in clerk.input.notice_text and clerk.input.content() == ""
    await clerk.press("2", "6", "up", "up", "down")
    assert isinstance(clerk.screen, ConversationScreen) and clerk.input.content() == "26", "the arrows stay in the box"
    await clerk.press("ctrl+up", "enter", "ctrl+z")
    assert clerk.says("已撤销") or clerk.says("没有可以撤销的了")


OTHERS = {
    "overview.deputy": at_a_choice,
    "overview.answered_in_time": at_yes_or_no,
    "disclosure": at_a_table,
    "problems.items": at_a_list,
    "overview.website_items": at_a_number,
}


@pytest.mark.parametrize("at", OTHERS)
async def test_wrong_keys_lose_nothing_and_answer_nothing(at: str) -> None:
    async with desk(until(at)) as clerk:
        assert clerk.at == at
        await OTHERS[at](clerk)
