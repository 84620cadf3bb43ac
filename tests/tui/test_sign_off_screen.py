"""The page for whoever signs, by keys; and the written file opened with the system's own program."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from assistant.drafts import DraftStore
from assistant.tui import opener
from assistant.tui.screens.conversation import ConversationScreen
from assistant.tui.screens.sign_off import SignOffScreen
from tests.tui.desk import desk, sample


async def test_the_page_opens_from_the_commands_and_names_what_changed_since_the_export(tmp_path: Path) -> None:
    draft = DraftStore().save(sample().changed(name="永乐", stored=""))
    async with desk(draft, tmp_path) as clerk:
        await clerk.press("ctrl+e", "enter", "enter", "f2")
        await clerk.type("签发")
        await clerk.press("enter")
        assert isinstance(clerk.screen, SignOffScreen)
        assert clerk.says("总的情况") and clerk.says("检查：错误0处")
        await clerk.press("end")
        assert clerk.says("以后改了0处")
        await clerk.press("escape")
        assert isinstance(clerk.screen, ConversationScreen)


@pytest.mark.skipif(opener.sys.platform != "linux", reason="the system's program is put in by a folder of commands")
async def test_the_file_and_its_folder_are_opened_where_there_is_a_program_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[list[str]] = []
    commands = tmp_path / "commands"
    commands.mkdir()
    program = commands / "xdg-open"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(opener.subprocess, "Popen", lambda command, **_: opened.append(command))
    monkeypatch.setenv("PATH", str(commands))
    monkeypatch.setenv("DISPLAY", ":0")
    async with desk(sample(), tmp_path) as clerk:
        await clerk.press("ctrl+e", "enter")
        assert clerk.says("F6 打开文件")
        await clerk.press("f6", "f7")
    (report,) = tmp_path.glob("*.docx")
    assert opened == [[str(program), str(report)], [str(program), str(tmp_path)]]


async def test_where_there_is_none_nothing_is_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    async with desk(sample(), tmp_path) as clerk:
        await clerk.press("ctrl+e", "enter")
        assert not clerk.says("F6")
        await clerk.press("f6", "f7")
        assert clerk.says("已经写好")
