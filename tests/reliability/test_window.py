"""The window is pulled small and wide while the clerk types: the question and the typed text stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.drafts import DraftStore, read_draft
from assistant.report import with_answer
from tests.reliability.conftest import Start
from tests.reliability.terminal import BEFORE, ENTER, control
from tests.samples import finished_samples

TYPED = "我们这个镇（暂名）"


@pytest.mark.parametrize("small", [(20, 5), (10, 3), (1, 1)])
def test_the_window_shrinks_and_grows(small: tuple[int, int], start: Start) -> None:
    terminal = start("new")
    terminal.until("贵单位的全称")
    terminal.send("清河镇人民政府" + ENTER)
    terminal.until("哪一类机关")
    terminal.send(ENTER)
    terminal.until("怎样称呼自己")
    terminal.send(TYPED)
    terminal.until(TYPED)
    for size in (small, (80, 24), small, (140, 40), (80, 24)):
        terminal.screen.reset()
        terminal.resize(*size)
        if size != small:
            terminal.until(lambda: terminal.says(TYPED) and terminal.says("怎样称呼自己"))
        else:
            terminal.until_quiet()
    terminal.send(control("u") + "我镇" + ENTER)
    terminal.until("哪一年的工作")
    terminal.send(control("q"))
    assert terminal.wait() == 0


def test_on_five_lines_question_and_input_are_what_is_left(start: Start) -> None:
    terminal = start("new", size=(20, 5))
    terminal.until("贵单位的全称")
    terminal.send("清河镇政府" + ENTER)
    terminal.until("哪一类机关")
    terminal.send(ENTER)
    terminal.until("怎样称呼自己")
    terminal.send("我镇")
    terminal.until("我镇")


F1, F2 = "\x1bOP", "\x1bOQ"
SCREENS = {
    "home": ("", "上次编辑"),
    "a file to begin with": ("f", "手里有什么材料"),
    "closing card": (ENTER, "检查发现"),
    "an answer re-opened": (ENTER + BEFORE + ENTER, "修改已有的回答"),
    "preview": (ENTER + control("p"), "改这一段"),
    "export": (ENTER + control("e"), "文件名"),
    "jump": (ENTER + control("g"), "跳到哪个问题"),
    "help": (ENTER + F1, "F1 或 Esc 返回"),
    "commands": (ENTER + F2, "看将要印出的报告"),
    "findings": (ENTER + "2" + ENTER, "怎么改"),
}
"""The keys that lead to a screen, and words of it that no other screen shows."""
UNBALANCED = {"received.natural_person": 1}
"""Applications without results: something is found."""


@pytest.mark.parametrize("name", SCREENS)
def test_every_screen_survives_every_size(name: str, start: Start, data_home: Path) -> None:
    report = read_draft(finished_samples() / "yongle-2024.toml").report
    DraftStore(data_home).create(with_answer(report, "requests", UNBALANCED), "一份")
    terminal = start()
    terminal.until("我的年报")
    terminal.until("永乐镇")
    keys, words = SCREENS[name]
    if keys[:1] == ENTER:
        terminal.send(ENTER)
        terminal.until("都回答完了")
    terminal.send(keys.removeprefix(ENTER))
    terminal.until(words)
    for size in ((20, 5), (1, 1), (200, 60), (80, 24)):
        terminal.screen.reset()
        terminal.resize(*size)
        terminal.until_quiet(0.1)
    terminal.until(words)
    assert b"Traceback" not in terminal.raw
    terminal.send(control("q"))
    assert terminal.wait() == 0
