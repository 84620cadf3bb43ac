"""Two windows, a file changed by others, damage, and undoing after a restart, by keys."""

from __future__ import annotations

import re

import pytest

from assistant.drafts import SCHEMA, DraftStore, read_draft
from assistant.interview import Interview, load_script
from assistant.report import with_answer
from assistant.tui import saving
from assistant.tui.screens.dialogs import ChoiceScreen, MessageScreen
from assistant.tui.screens.home import HomeScreen
from tests.tui.desk import NARROW, TODAY, WIDE, Desk, desk, sample, until

AT = "overview.website_items"


def told(clerk: Desk) -> str:
    """What the dialog says; on the screen its lines stand among those behind it."""
    return clerk.text_of("#dialog-message")


def notified(clerk: Desk) -> str:
    """What has been told in passing, the last first."""
    return "\n".join(notification.message for notification in reversed(list(clerk.app._notifications)))


def by_hand(name: str, before: str, after: str) -> None:
    path = DraftStore().path(name)
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


# -- damage ------------------------------------------------------------------------------------
@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_damaged_draft_is_restored_by_one_key_and_gone_on_with(size: tuple[int, int]) -> None:
    store = DraftStore()
    saved = store.save(until(AT))
    saved = store.save(saved.changed(report=with_answer(saved.report, AT, 26)))
    path = store.path(saved.name)
    made = Interview(load_script(), saved.report, today=TODAY).progress
    broken = path.read_text(encoding="utf-8").replace("website_items = 26", "website_items = 二十六")
    path.write_text(broken, encoding="utf-8")
    async with desk(size=size) as clerk:
        assert "读不出来" in clerk.shown() and saved.name in clerk.shown()
        await clerk.press("enter")
        assert "行第" in told(clerk) and f"{made.answered}/{made.total}题" in told(clerk)
        assert "- website_items = 二十六" in told(clerk) and "+ website_items = 26" in told(clerk)
        await clerk.press("enter")
        assert "损坏-" in told(clerk)
        await clerk.press("enter")
        assert clerk.settled[AT] == "26条"
    (kept,) = store.folder.glob("*.txt")
    assert kept.read_text(encoding="utf-8") == broken
    assert [entry.problem for entry in store.list()] == [""]


async def test_a_damaged_draft_is_left_alone_when_the_clerk_says_so() -> None:
    store = DraftStore()
    saved = store.save(sample())
    store.path(saved.name).write_text("schema = 1\n[agency\n", encoding="utf-8")
    async with desk() as clerk:
        await clerk.press("enter", "2", "enter")
        assert isinstance(clerk.screen, HomeScreen)
        await clerk.press("enter", "escape")
        assert isinstance(clerk.screen, HomeScreen)
    assert store.path(saved.name).read_text(encoding="utf-8") == "schema = 1\n[agency\n"


@pytest.mark.parametrize(
    ("text", "word", "words"),
    [
        ("schema = 1\n[agency\n", "读不出来", "文本编辑器"),
        (f"schema = {SCHEMA + 1}\n", "需要升级", "请升级 nianbao"),
    ],
)
async def test_without_a_version_to_restore_the_clerk_is_told_what_can_be_done(
    text: str, word: str, words: str
) -> None:
    store = DraftStore()
    store.folder.mkdir(parents=True)
    path = store.path("别人的")
    path.write_text(text, encoding="utf-8")
    async with desk() as clerk:
        assert word in clerk.shown()
        await clerk.press("enter")
        assert isinstance(clerk.screen, MessageScreen)
        assert words in told(clerk) and str(path) in told(clerk)
        await clerk.press("enter")
        assert isinstance(clerk.screen, HomeScreen)
    assert path.read_text(encoding="utf-8") == text


# -- two windows -------------------------------------------------------------------------------
async def test_a_second_window_may_look_and_changes_nothing() -> None:
    store = DraftStore()
    draft = store.save(until(AT))
    before = store.path(draft.name).read_bytes()
    held = store.claim(draft.name)
    async with desk() as clerk:
        await clerk.press("enter")
        assert isinstance(clerk.screen, ChoiceScreen) and "进程" in told(clerk)
        await clerk.press("1", "enter")
        assert clerk.at == AT and "只读" in clerk.shown()
        await clerk.press(*"26", "enter")
        assert clerk.at == AT and clerk.says("只是打开来看")
        await clerk.press("ctrl+p")
        assert clerk.says("全文预览")
        assert not clerk.says("改这一段")
        await clerk.press("f3", "enter", "escape", "ctrl+z", "ctrl+q")
        assert clerk.app._exit
    held.release()
    assert store.path(draft.name).read_bytes() == before


async def test_the_second_window_opens_when_the_first_has_gone_with_what_was_written_there() -> None:
    store = DraftStore()
    draft = store.save(until(AT))
    held = store.claim(draft.name)
    async with desk() as clerk:
        await clerk.press("enter", "2", "enter")
        assert isinstance(clerk.screen, ChoiceScreen)
        store.save(draft.changed(report=with_answer(draft.report, AT, 26)))
        held.release()
        await clerk.press("2", "enter")
        assert clerk.settled[AT] == "26条" and "只读" not in clerk.shown()


async def test_an_open_draft_is_held_and_let_go_at_home() -> None:
    store = DraftStore()
    async with desk(store.save(until(AT))) as clerk:
        async with desk() as other:
            await other.press("delete")
            assert "正在另一个窗口里编辑" in told(other)
        await clerk.press("escape")
        assert isinstance(clerk.screen, HomeScreen)
        await clerk.press("delete")
        assert store.list() == []


async def test_a_new_report_is_held_from_its_first_answer_on() -> None:
    async with desk() as clerk:
        await clerk.press("n", *"清河镇人民政府", "enter")
        async with desk() as other:
            await other.press("enter")
            assert isinstance(other.screen, ChoiceScreen)


# -- changed by others -------------------------------------------------------------------------
async def changed_meanwhile(clerk: Desk, key: str) -> tuple[int | None, int | None]:
    """Somebody writes 99 trainings while 26 cases of accountability are answered here; what stands after ``key``."""
    name = DraftStore().list()[0].name
    by_hand(name, "trainings_attended = ", "trainings_attended = 99 # ")
    await clerk.press(*"26", "enter")
    assert "→ 99" in told(clerk) and "26" in told(clerk)
    assert DraftStore().load(name).report.overview.trainings_attended == 99
    await clerk.press(key, "enter")
    assert "已存好" in clerk.shown()
    return on_disk(name)


def on_disk(name: str) -> tuple[int | None, int | None]:
    overview = DraftStore().load(name).report.overview
    return overview.trainings_attended, overview.accountability


async def test_a_file_changed_by_hand_is_kept_beside_when_the_clerk_keeps_what_is_here() -> None:
    store = DraftStore()
    draft = store.save(until("overview.accountability"))
    async with desk(draft) as clerk:
        assert await changed_meanwhile(clerk, "1") == (draft.report.overview.trainings_attended, 26)
    kept = [file for file in store.versions(draft.name).folder.iterdir() if "手改" in file.name]
    assert [read_draft(file).report.overview.trainings_attended for file in kept] == [99]


async def test_a_file_changed_by_hand_is_taken_and_that_can_be_taken_back() -> None:
    draft = DraftStore().save(until("overview.accountability"))
    async with desk(draft) as clerk:
        assert await changed_meanwhile(clerk, "2") == (99, None)
        await clerk.press("ctrl+z")
        assert on_disk(draft.name) == (draft.report.overview.trainings_attended, 26)


async def test_without_a_decision_the_answer_stays_in_memory_and_it_is_asked_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(saving, "RETRY_SECONDS", 60.0)
    store = DraftStore()
    draft = store.save(until(AT))
    async with desk(draft) as clerk:
        store.path(draft.name).write_text("schema = 1\n[agency\n", encoding="utf-8")
        await clerk.press(*"26", "enter")
        assert "现在读不出来" in told(clerk)
        await clerk.press("escape")
        assert clerk.at == "overview.new_media_items" and "未存：文件在别处改过了" in clerk.shown()
        await clerk.press(*"5", "enter")
        assert isinstance(clerk.screen, ChoiceScreen)
        await clerk.press("1", "enter")
        assert clerk.at == "overview.notice_items" and "已存好" in clerk.shown()
    overview = store.load(draft.name).report.overview
    assert (overview.website_items, overview.new_media_items) == (26, 5)
    assert [path.read_text(encoding="utf-8") for path in store.folder.glob("*.txt")] == ["schema = 1\n[agency\n"]


@pytest.mark.parametrize("key", ["1", "2"])
async def test_on_leaving_it_is_asked_whose_work_is_to_stand(key: str) -> None:
    draft = DraftStore().save(sample())
    trainings = draft.report.overview.trainings_attended
    async with desk(draft, size=WIDE) as clerk:
        await clerk.press("ctrl+p", "f3", "escape")
        by_hand(draft.name, "trainings_attended = ", "trainings_attended = 99 # ")
        await clerk.press("ctrl+p", "f3", "escape", "ctrl+q")
        assert "→ 99" in told(clerk) and clerk.app.is_running
        await clerk.press("escape")
        assert clerk.app.is_running and clerk.at is None
        await clerk.press("ctrl+q", key, "enter")
        assert clerk.app._exit
    assert on_disk(draft.name)[0] == (trainings if key == "1" else 99)


async def test_a_file_deleted_by_hand_is_written_again() -> None:
    store = DraftStore()
    draft = store.save(until(AT))
    async with desk(draft) as clerk:
        store.path(draft.name).unlink()
        await clerk.press(*"26", "enter")
        assert "已存好" in clerk.shown()
    assert store.load(draft.name).report.overview.website_items == 26


# -- taking back -------------------------------------------------------------------------------
async def test_answers_are_taken_back_and_done_again_after_a_restart_and_the_difference_is_told() -> None:
    store = DraftStore()
    draft = store.save(until(AT))
    async with desk(draft) as clerk:
        await clerk.press(*"26", "enter", *"5", "enter")
    for _ in range(2):
        async with desk(store.load(draft.name), size=WIDE) as clerk:
            assert clerk.at == "overview.notice_items"
            await clerk.press("ctrl+z")
            assert "已撤销：政务新媒体公开条数：5条 → 没有" in notified(clerk)
            assert clerk.at == "overview.new_media_items" and clerk.input.content() == "5"
            await clerk.press("ctrl+z")
            assert clerk.at == AT and AT not in clerk.settled
        async with desk(store.load(draft.name), size=WIDE) as clerk:
            await clerk.press("ctrl+y")
            assert "已重做：政府网站公开条数：没有 → 26条" in notified(clerk)
            await clerk.press("ctrl+y", "ctrl+y")
            assert "没有可以重做的" in notified(clerk)
            await clerk.press("escape")
    assert store.load(draft.name).report.overview.new_media_items == 5


async def test_wordings_and_rewritten_paragraphs_are_taken_back_after_a_restart() -> None:
    store = DraftStore()
    draft = store.save(until("overview.new_media_items"))
    async with desk(draft, size=WIDE) as clerk:
        await clerk.press("f3")
        assert store.load(draft.name).clerk.wordings
    async with desk(store.load(draft.name), size=WIDE) as clerk:
        await clerk.press("ctrl+z")
        assert re.search(r"写法：第\d+种 → 原来的", notified(clerk))
    assert not store.load(draft.name).clerk.wordings


async def test_at_the_start_there_is_nothing_to_take_back() -> None:
    async with desk(DraftStore().save(until(AT))) as clerk:
        await clerk.press("ctrl+z")
        assert "没有可以撤销的了" in notified(clerk) and clerk.at == AT
