"""Somebody else ends the program: what is typed is on disk, nothing is left running, no traceback."""

from __future__ import annotations

import shutil
import signal
import sys
from pathlib import Path

import pytest

from assistant.drafts import DraftStore
from tests.reliability.conftest import Start
from tests.reliability.terminal import ENTER, Terminal, environment

TYPED = "我们这个镇"


def typing(start: Start) -> Terminal:
    """The program with an answer on disk and another one typed, not submitted."""
    terminal = start("new")
    type_into(terminal)
    return terminal


def type_into(terminal: Terminal) -> None:
    terminal.until("贵单位的全称")
    terminal.send("清河镇人民政府" + ENTER)
    terminal.until("哪一类机关")
    terminal.send(ENTER)
    terminal.until("怎样称呼自己")
    terminal.send(TYPED)
    terminal.until(TYPED)


def kept(home: Path) -> tuple[str | None, object]:
    store = DraftStore(home)
    (entry,) = store.list()
    draft = store.load(entry.name)
    return draft.at, draft.typed


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_by_a_signal(name: str, start: Start, data_home: Path) -> None:
    terminal = typing(start)
    terminal.raw.clear()
    number = getattr(signal, name)
    terminal.kill(number)
    assert terminal.wait() == -number
    assert kept(data_home) == ("agency.self_word", TYPED)
    assert b"Traceback" not in terminal.raw
    assert b"\x1b[?1049l" in terminal.raw and b"\x1b[?25h" in terminal.raw


def test_by_closing_the_window(start: Start, data_home: Path) -> None:
    terminal = typing(start)
    terminal.hang_up()
    assert terminal.wait() == -signal.SIGHUP
    assert kept(data_home) == ("agency.self_word", TYPED)


@pytest.mark.skipif(shutil.which("bash") is None, reason="wants a shell that ignores the hang-up")
def test_by_closing_a_window_whose_hang_up_does_not_arrive(tmp_path: Path) -> None:
    """A program without a terminal must not spin on: it looks for itself."""
    shell = ["bash", "-c", f"trap '' HUP; {sys.executable} -m assistant new; true"]
    terminal = Terminal([], environment(tmp_path), tmp_path, command=shell)
    try:
        type_into(terminal)
        terminal.hang_up()
        terminal.wait()
    finally:
        terminal.close()
    assert kept(tmp_path / "nianbao") == ("agency.self_word", TYPED)


def test_in_the_middle_of_a_dialog(start: Start, data_home: Path) -> None:
    terminal = typing(start)
    terminal.send("\x07")
    terminal.until("跳到哪个问题")
    terminal.kill(signal.SIGTERM)
    assert terminal.wait() == -signal.SIGTERM
    assert kept(data_home) == ("agency.self_word", TYPED)


def test_when_the_disk_refuses_the_last_words_it_is_said(start: Start, data_home: Path) -> None:
    terminal = typing(start)
    drafts = data_home / "drafts"
    kept(data_home)
    drafts.rename(data_home / "elsewhere")
    drafts.write_text("not a folder", encoding="utf-8")
    terminal.screen.reset()
    terminal.kill(signal.SIGTERM)
    assert terminal.wait() == -signal.SIGTERM
    assert terminal.says("建不了") or terminal.says("存不到"), terminal.text
    assert b"Traceback" not in terminal.raw
