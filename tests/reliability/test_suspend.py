"""Suspended and woken again: the terminal is given back clean, and the same screen returns."""

from __future__ import annotations

import shutil
import signal
import sys
from pathlib import Path

import pytest

from tests.reliability.conftest import Start
from tests.reliability.terminal import ENTER, Terminal, control, environment

F2 = "\x1bOQ"
ALTERNATE_OFF, CURSOR_ON, MOUSE_OFF, PASTE_OFF = b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1003l", b"\x1b[?2004l"


def test_stopped_from_outside(start: Start) -> None:
    terminal = start("new")
    terminal.until("贵单位的全称")
    terminal.send("柳林镇人民")  # not the town of the example, which stands there before anything is typed
    terminal.until("柳林镇人民")
    terminal.raw.clear()
    terminal.kill(signal.SIGTSTP)
    terminal.until(lambda: terminal.stopped)
    terminal.until_quiet()
    for given_back in (ALTERNATE_OFF, CURSOR_ON, MOUSE_OFF, PASTE_OFF):
        assert given_back in terminal.raw
    terminal.screen.reset()
    terminal.kill(signal.SIGCONT)
    terminal.until("柳林镇人民")
    terminal.until("贵单位的全称")
    terminal.send("政府" + ENTER)
    terminal.until("哪一类机关")


# The program, stopped from outside while the queue of what is to be painted is locked.
_IN_THE_MIDST = """
import os, queue, signal
put = queue.Queue._put
def stop(self, item):
    put(self, item)
    if isinstance(item, str) and "柳林镇" in item:
        queue.Queue._put = put
        os.kill(os.getpid(), signal.SIGTSTP)
queue.Queue._put = stop
from assistant.cli import main
main()
"""


def test_stopped_in_the_midst_of_painting(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _IN_THE_MIDST]
    terminal = Terminal(["new"], environment(tmp_path), tmp_path, command=command)
    try:
        terminal.until("贵单位的全称")
        terminal.send("柳林镇")
        terminal.until(lambda: terminal.stopped)
        terminal.until_quiet()
        assert ALTERNATE_OFF in terminal.raw
        terminal.screen.reset()
        terminal.kill(signal.SIGCONT)
        terminal.until("贵单位的全称")
        terminal.send("人民政府" + ENTER)
        terminal.until("哪一类机关")
    finally:
        terminal.close()


@pytest.mark.skipif(shutil.which("bash") is None, reason="wants a shell with job control")
def test_suspended_by_the_command_and_brought_back_by_fg(tmp_path: Path) -> None:
    shell = ["bash", "--norc", "--noprofile", "-i"]
    terminal = Terminal([], environment(tmp_path, PS1="clerk> "), tmp_path, command=shell)
    try:
        terminal.until("clerk>")
        terminal.send(f"{sys.executable} -m assistant new\n")
        terminal.until("贵单位的全称")
        terminal.send("清河镇人民政府" + ENTER)
        terminal.until("哪一类机关")
        terminal.send(ENTER)
        terminal.until("怎样称呼自己")
        terminal.send("我们镇")
        terminal.until("我们镇")
        terminal.send(F2)
        terminal.until("输入命令里的字")
        terminal.send("挂起")
        terminal.until("输入 fg 再接着写")
        terminal.send(ENTER)
        terminal.until("Stopped")
        saved = next((tmp_path / "nianbao" / "drafts").glob("*.toml")).read_text(encoding="utf-8")
        assert 'typed = "我们镇"' in saved
        terminal.screen.reset()
        terminal.send("echo shell-$((6*7))\n")
        terminal.until("shell-42")
        terminal.send("fg\n")
        terminal.until("怎样称呼自己")
        terminal.until("我们镇")
        terminal.send(control("q"))
        terminal.until("clerk>")
    finally:
        terminal.close()


def test_without_a_shell_to_wake_it_the_command_is_not_offered(start: Start) -> None:
    terminal = start("new")
    terminal.until("贵单位的全称")
    terminal.send(F2)
    terminal.until("输入命令里的字")
    terminal.send("挂起")
    terminal.until("没有")
    assert not terminal.says("输入 fg 再接着写")
