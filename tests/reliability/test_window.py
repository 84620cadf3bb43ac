"""The window is pulled small and wide while the clerk types: the question and the typed text stay."""

from __future__ import annotations

import pytest

from tests.reliability.conftest import Start
from tests.reliability.terminal import ENTER, control

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
            terminal.until(TYPED)
            assert terminal.says("怎样称呼自己")
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
