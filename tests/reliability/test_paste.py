"""Large pastes and odd characters in every kind of input: in bounds, one sentence, nothing half taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.drafts import DraftStore, read_draft
from assistant.report import with_answer
from tests.reliability.conftest import Start
from tests.reliability.terminal import ENTER, Terminal, control, pasted
from tests.samples import finished_samples

MEGABYTE = "很长的一段话，" * 50_000
"""A million bytes and more in UTF-8."""
QUESTIONS = {
    "text": ("agency.contact", "联系方式"),
    "number": ("overview.trainings", "培训"),
    "money": ("other.fee_charged", "收费"),
    "date": ("agency.signed_on", "落款日期"),
    "paragraph": ("other.matters", "其他事项"),
    "list": ("overview.review_systems", "制度"),
    "problems": ("problems.items", "问题和措施"),
    "choice": ("overview.leader", "组长"),
    "choices": ("overview.content_kinds", "主要内容"),
    "yes or no": ("overview.in_assessment", "考核"),
    "table": ("disclosure", "主动公开"),
    "applications": ("requests", "申请"),
}
EMOJI = "👩‍👩‍👧‍👦𠮷e\u0301中\u0301🇨🇳ｶﾞ"


def asked(key: str, start: Start, home: Path) -> Terminal:
    """The sample report with one question open."""
    report = read_draft(finished_samples() / "linhe-housing-2024.toml").report
    DraftStore(home).create(with_answer(report, key, None), "一份")
    terminal = start("resume")
    terminal.until("题，共")
    return terminal


@pytest.mark.parametrize("kind", QUESTIONS)
def test_a_megabyte(kind: str, start: Start, data_home: Path) -> None:
    key, _ = QUESTIONS[kind]
    terminal = asked(key, start, data_home)
    before = DraftStore(data_home).load("一份").report
    terminal.until_quiet()
    terminal.send(pasted(MEGABYTE))
    # What follows a paste is taken after it: the help comes up when the paste is dealt with.
    terminal.send("\x1bOP")
    terminal.until("帮助", patience=120)
    terminal.until("依据")
    terminal.send("\x1bOP")
    terminal.until("题，共")
    terminal.until("内容没有采用")
    terminal.send(control("q"))
    assert terminal.wait() == 0
    draft = DraftStore(data_home).load("一份")
    assert draft.report == before
    assert len(str(draft.typed)) < 100_000
    assert b"Traceback" not in terminal.raw


@pytest.mark.parametrize("kind", QUESTIONS)
def test_emoji_marks_and_lines(kind: str, start: Start, data_home: Path) -> None:
    """Typed, pasted, pasted with line breaks: never a crash; the program goes on with the same question."""
    key, _ = QUESTIONS[kind]
    terminal = asked(key, start, data_home)
    terminal.until_quiet()
    terminal.send(EMOJI)
    terminal.send(pasted(EMOJI))
    terminal.send(pasted(f"{EMOJI}\n第二行\r\n第三行\t{EMOJI}"))
    terminal.until_quiet()
    for size in ((40, 12), (80, 24)):
        terminal.resize(*size)
        terminal.until_quiet()
    terminal.send(control("q"))
    assert terminal.wait() == 0, terminal.text
    assert b"Traceback" not in terminal.raw
    terminal = start("resume")
    terminal.until("题，共")


def test_lines_pasted_into_a_paragraph_stay_lines(start: Start, data_home: Path) -> None:
    terminal = asked("other.matters", start, data_home)
    terminal.send(pasted(f"第一段{EMOJI}\r\n第二段"))
    terminal.until("第二段")
    terminal.send(control("s"))
    terminal.until("都回答完了")
    assert DraftStore(data_home).load("一份").report.other.matters == f"第一段{EMOJI}\n第二段"


def test_lines_pasted_into_a_line_are_joined_not_submitted(start: Start, data_home: Path) -> None:
    terminal = asked("agency.contact", start, data_home)
    terminal.send(pasted("人民路1号\n电话 0310-5550123\n"))
    terminal.until("0310")
    assert terminal.says("联系方式")
    terminal.send(ENTER)
    terminal.until("都回答完了")
    assert DraftStore(data_home).load("一份").report.agency.contact == "人民路1号 电话 0310-5550123"


def test_typing_goes_on_at_once_after_a_refused_paste(start: Start, data_home: Path) -> None:
    terminal = asked("agency.contact", start, data_home)
    terminal.send(pasted(MEGABYTE))
    terminal.send("人民路2号" + ENTER)
    terminal.until("都回答完了", patience=60)
    assert DraftStore(data_home).load("一份").report.agency.contact == "人民路2号"


def test_a_megabyte_said_where_nothing_is_typed(start: Start, data_home: Path) -> None:
    terminal = asked("overview.in_assessment", start, data_home)
    terminal.until_quiet()
    terminal.send("蓝天")
    terminal.until("说一句话")
    terminal.until("蓝天")
    terminal.send(pasted(MEGABYTE))
    terminal.until("内容没有采用", patience=60)
    terminal.send(ENTER)
    terminal.until("没有听懂“蓝天”")
    terminal.send(control("q"))
    assert terminal.wait() == 0
    assert b"Traceback" not in terminal.raw
