"""A disk that refuses: one sentence, the answers stay in memory, the interview goes on, nothing on disk is harmed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.drafts import Draft, DraftStore, NotSaved, read_draft
from assistant.report import Report, with_answer
from assistant.tui import saving
from assistant.tui.screens.dialogs import ChoiceScreen
from assistant.tui.screens.home import HomeScreen
from assistant.tui.terminal import default_folder
from tests.at_rest import quick_pilot
from tests.reliability.disks import SmallDisk, small_disk
from tests.tui.desk import Desk, desk, until

__all__ = ["quick_pilot"]
pytestmark = pytest.mark.usefixtures("quick_pilot")


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallDisk]:
    """A small disk with the drafts on it."""
    with small_disk(tmp_path / "disk") as found:
        monkeypatch.setenv("NIANBAO_HOME", str(found.path / "nianbao"))
        yield found


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that can be pulled out by renaming it."""
    path = tmp_path / "stick"
    path.mkdir()
    monkeypatch.setenv("NIANBAO_HOME", str(path / "nianbao"))
    return path


def named(trainings: int) -> Report:
    return with_answer(with_answer(Report(), "agency.name", "清河镇人民政府"), "overview.trainings", trainings)


async def until_saved(clerk: Desk) -> None:
    """Wait until the disk has been asked again and has taken it."""
    while clerk.conversation.session.save_error is not None:
        await clerk.pilot.pause(0.02)
    await clerk.settle()


def told(clerk: Desk) -> str:
    """What the dialog says; on the screen its lines stand among those behind it."""
    return clerk.text_of("#dialog-message")


# -- the store ---------------------------------------------------------------------------------
def test_a_full_disk_is_one_sentence_and_leaves_the_draft_whole(disk: SmallDisk) -> None:
    store = DraftStore()
    draft = store.save(Draft(named(1)))
    before = store.path(draft.name).read_bytes()
    disk.fill()
    with pytest.raises(NotSaved, match="磁盘满了") as error:
        store.save(draft.changed(report=named(2)))
    assert error.value.sentence().count("。") == 1 and error.value.brief == "磁盘满了"
    assert store.path(draft.name).read_bytes() == before
    assert [path.name for path in store.folder.iterdir()] == [f"{draft.name}.toml"]
    disk.free()
    assert DraftStore().load(store.save(draft.changed(report=named(2))).name).report == named(2)


def test_a_read_only_disk_is_one_sentence(disk: SmallDisk) -> None:
    store = DraftStore()
    draft = store.save(Draft(named(1)))
    disk.read_only(True)
    with pytest.raises(NotSaved, match="磁盘是只读的"):
        store.save(draft.changed(report=named(2)))
    held = store.claim(draft.name)
    held.release()
    disk.read_only(False)
    store.save(draft.changed(report=named(2)))


def test_a_stick_that_is_pulled_out_is_not_made_anew_under_its_name(stick: Path) -> None:
    store = DraftStore()
    draft = store.save(Draft(named(1)))
    stick.rename(stick.with_name("pulled"))
    with pytest.raises(NotSaved, match="文件夹不见了"):
        store.save(draft.changed(report=named(2)))
    assert not stick.exists()
    stick.with_name("pulled").rename(stick)
    store.save(draft.changed(report=named(2)))
    assert store.load(draft.name).report == named(2)


LIMITED = """
import resource, sys
from assistant.drafts import Draft, DraftStore, NotSaved
from assistant.report import Report, with_answer
store = DraftStore()
draft = store.save(Draft(with_answer(Report(), "agency.name", "清河镇人民政府")))
resource.setrlimit(resource.RLIMIT_FSIZE, (64, resource.RLIM_INFINITY))
try:
    store.save(draft.changed(report=with_answer(draft.report, "overview.trainings", 3)))
except NotSaved as error:
    sys.stdout.buffer.write(error.sentence().encode())
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
assert store.load(draft.name).work == draft.work
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits of this kind")
def test_a_limit_of_the_system_is_one_sentence(data_home: Path) -> None:
    done = subprocess.run([sys.executable, "-c", LIMITED], capture_output=True, check=True, timeout=60)
    assert "文件超过了系统允许的大小" in done.stdout.decode()


NOBODY = 54321
"""A user without an entry in the system's list, and so without a home."""


AS_NOBODY = """
import os, sys
from assistant.drafts import Draft, DraftStore
from assistant.errors import NianbaoError
import platformdirs.unix
os.environ.pop("NIANBAO_HOME"), os.environ.pop("HOME")
if sys.argv[1]:
    os.environ["NIANBAO_HOME"] = sys.argv[1]
os.setuid(int(sys.argv[2]))
try:
    DraftStore().save(Draft())
except NianbaoError as error:
    sys.stdout.buffer.write(error.sentence().encode())
"""


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root can become another user")
@pytest.mark.parametrize(
    ("home", "words"), [("", "找不到这个用户的个人文件夹"), ("/proc/nowhere", "建不了"), ("/usr/nianbao", "没有权限")]
)
def test_no_home_and_no_permission_are_one_sentence(home: str, words: str) -> None:
    command = [sys.executable, "-c", AS_NOBODY, home, str(NOBODY)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    sentence = done.stdout.decode()
    assert words in sentence and sentence.count("。") == 1 and "\n" not in sentence


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let the current folder go")
def test_a_current_folder_that_is_gone_and_a_user_without_home_still_have_a_place_for_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    assert default_folder() == tmp_path
    monkeypatch.setenv("HOME", str(gone))
    assert default_folder().is_dir()
    monkeypatch.chdir(tmp_path)


# -- the interview -----------------------------------------------------------------------------
async def test_on_a_full_disk_the_clerk_decides_once_and_goes_on_and_all_is_saved_when_there_is_room(
    disk: SmallDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "RETRY_SECONDS", 0.05)
    draft = DraftStore().save(until("overview.website_items"))
    async with desk(draft) as clerk:
        disk.fill()
        await clerk.press(*"26", "enter")
        assert isinstance(clerk.screen, ChoiceScreen) and "磁盘满了" in told(clerk) and clerk.says("接着回答")
        await clerk.press("enter")
        assert clerk.at == "overview.new_media_items"
        assert "! 未存：磁盘满了" in clerk.shown()
        await clerk.press(*"5", "enter")
        assert clerk.at == "overview.notice_items" and "未存" in clerk.shown()
        await clerk.press("ctrl+z")
        assert clerk.at == "overview.new_media_items"
        await clerk.press("ctrl+y")
        assert DraftStore().load(draft.name).report.overview.website_items is None
        disk.free()
        await until_saved(clerk)
        assert "已存好" in clerk.shown() and "未存" not in clerk.shown()
        overview = DraftStore().load(draft.name).report.overview
        assert (overview.website_items, overview.new_media_items) == (26, 5)


async def test_the_report_goes_out_and_a_copy_is_kept_elsewhere_while_the_disk_is_full(
    disk: SmallDisk, tmp_path: Path
) -> None:
    draft = DraftStore().save(until("overview.website_items"))
    elsewhere = tmp_path / "别处"
    elsewhere.mkdir()
    async with desk(draft, elsewhere) as clerk:
        disk.fill()
        await clerk.press(*"26", "enter", "3", "enter")
        assert clerk.says("另存一份草稿")
        await clerk.press("enter")
        assert clerk.says("已经存好")
        await clerk.press("enter", "ctrl+e", "f4")
        assert clerk.says("草稿已经写好")
        await clerk.press("enter")
        assert clerk.at == "overview.new_media_items"
    (copy,) = elsewhere.glob("*.toml")
    assert read_draft(copy).report.overview.website_items == 26
    assert len(list(elsewhere.glob("*.docx"))) == 1


async def test_leaving_while_the_disk_refuses_asks_what_to_do(disk: SmallDisk) -> None:
    draft = DraftStore().save(until("overview.website_items"))
    async with desk(draft) as clerk:
        disk.fill()
        await clerk.press(*"26", "ctrl+q")
        assert told(clerk).endswith("没有存上的回答就没有了。") and clerk.app.is_running
        assert "未存" in clerk.shown()
        await clerk.press("escape")
        assert clerk.input.content() == "26"
        await clerk.press("escape")
        assert told(clerk).endswith("没有存上的回答就没有了。")
        await clerk.press("1", "enter")
        assert told(clerk).endswith("没有存上的回答就没有了。")
        disk.free()
        await clerk.press("1", "enter")
        assert isinstance(clerk.screen, HomeScreen)
    assert DraftStore().load(draft.name).typed == "26"


async def test_leaving_without_saving_is_possible(disk: SmallDisk) -> None:
    draft = DraftStore().save(until("overview.website_items"))
    async with desk(draft) as clerk:
        disk.fill()
        await clerk.press(*"26", "enter", "enter", "ctrl+q", "4", "enter")
        assert clerk.app._exit
    disk.free()
    assert DraftStore().load(draft.name).work == draft.work


async def test_a_new_report_begins_though_the_folder_cannot_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("a file where the folder should be")
    monkeypatch.setenv("NIANBAO_HOME", str(tmp_path / "file" / "nianbao"))
    async with desk() as clerk:
        assert "打不开存草稿的文件夹" in told(clerk)
        await clerk.press("enter")
        await clerk.press("n", *"清河镇人民政府", "enter")
        assert "上一级不是文件夹" in told(clerk)
        await clerk.press("enter", "enter")
        assert clerk.at == "agency.self_word" and "未存" in clerk.shown()


async def test_a_stick_pulled_out_and_put_back(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "RETRY_SECONDS", 0.05)
    draft = DraftStore().save(until("overview.website_items"))
    async with desk(draft) as clerk:
        stick.rename(stick.with_name("pulled"))
        await clerk.press(*"26", "enter")
        assert "请把U盘插回去" in told(clerk)
        await clerk.press("enter")
        assert clerk.at == "overview.new_media_items" and not stick.exists()
        stick.with_name("pulled").rename(stick)
        await until_saved(clerk)
    assert DraftStore().load(draft.name).report.overview.website_items == 26
