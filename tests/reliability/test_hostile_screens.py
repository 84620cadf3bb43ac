"""Hostile texts typed and pasted in the running program: shown literally or refused; the terminal is never driven."""

from __future__ import annotations

import json
import unicodedata
from functools import partial
from pathlib import Path

import pytest

from assistant.composing import ClerkText
from assistant.drafts import Draft, DraftStore, read_draft
from assistant.interview import Interview, load_script
from assistant.report import Report, read, with_answer
from tests.reliability.conftest import Start
from tests.reliability.hostile import TEXTS, acting
from tests.reliability.terminal import ENTER, ESCAPE, Terminal, control, pasted
from tests.samples import finished_samples

SMUGGLED = (b"\x1b]0;", b"\x1b]52;", b"\xc2\x9b", b"\xc2\x9d", b"\xe2\x80\xae", b"\x1b[2J\x1b[H\xe5\x81\x87")
"""Sequences of the table that the program itself never sends."""
SENDABLE = {name: text for name, text in TEXTS.items() if not any("\ud800" <= each <= "\udfff" for each in text)}
CHOSEN = {
    name: text
    for name, text in SENDABLE.items()
    if name.startswith(
        ("jinja_e", "rich_c", "escape", "c1", "bell", "bidi_o", "formula_l", "emoji_j", "line", "vertical")
    )
}
"""What could drive a terminal, a template or a widget; what only goes to disk has its doors in the other file."""
_ASKED = [question.key for question in load_script().questions]
DOORS = {
    "text": ("agency.contact", "联系方式", f"第{_ASKED.index('agency.contact') + 2}题", ENTER),
    "paragraph": ("other.matters", "其他事项", "都回答完了", control("s")),
}


def shown(terminal: Terminal, text: str) -> bool:
    """Whether what one sees of a text stands on the screen: letters and signs, whatever was done to the rest."""
    seen = [each for each in text if unicodedata.category(each)[0] in "LNPS" and each not in "\ufffd"]
    sight = "".join(terminal.text.split())
    place = 0
    # The emulator draws joined emoji side by side, over one another where the program counts one: the first is left.
    for each in seen[:1] if "\u200d" in text else seen[:12]:
        place = sight.find(each, place) + 1
        if not place:
            return False
    return True


def refused(terminal: Terminal) -> bool:
    return any(line.strip().startswith("！") for line in terminal.text.splitlines())


def gone_on_or_refused(terminal: Terminal, next_title: str) -> bool:
    return terminal.says(next_title) or refused(terminal)


def opened_or_refused(terminal: Terminal) -> bool:
    return terminal.says("题，共") or terminal.says("草稿“")


def begun(key: str) -> Report:
    """The sample report as it was when ``key`` came to be asked."""
    report = read_draft(finished_samples() / "yongle-2024.toml").report
    path = [question.key for question in Interview(load_script(), report).path]
    for later in path[path.index(key) :]:
        report = with_answer(report, later, None)
    return report


@pytest.mark.parametrize("kind", DOORS)
def test_pasted_into_an_input(kind: str, start: Start, data_home: Path) -> None:
    key, title, next_title, accept = DOORS[kind]
    store = DraftStore(data_home)
    for number, (name, text) in enumerate(CHOSEN.items(), start=1):
        # One draft and one terminal each: whatever a text does, it does to its own.
        draft = store.create(begun(key), f"第{number}份").name
        terminal = start("resume", draft)
        terminal.until(title)
        terminal.send(pasted(text.replace("\x1b[201~", "\x1b[201")))
        terminal.send(accept)
        terminal.until(partial(gone_on_or_refused, terminal, next_title))
        stored = read(store.load(draft).report, key)
        if refused(terminal):
            assert stored is None, name
        else:
            assert stored is not None and acting(stored) == set(), name
            terminal.until(partial(shown, terminal, stored))
        assert not any(sequence in terminal.raw for sequence in SMUGGLED), name
        terminal.send(control("q"))
        assert terminal.wait() == 0
        assert b"Traceback" not in terminal.raw
        terminal.close()


@pytest.mark.parametrize("name", [name for name in SENDABLE if name.startswith("path") or "escape" in name])
def test_typed_as_the_name_of_a_file(name: str, start: Start) -> None:
    terminal = start("new", size=(80, 24))
    terminal.until("贵单位的全称")
    terminal.send(control("e"))
    terminal.until("文件名")
    terminal.send(control("u") + pasted(SENDABLE[name]) + ENTER)
    terminal.until_quiet(0.2)
    assert not any(sequence in terminal.raw for sequence in SMUGGLED)
    terminal.send(ESCAPE)
    terminal.until("贵单位的全称")


@pytest.mark.parametrize("name", ["escape_title", "c1_osc", "bidi_override", "rich_click", "jinja_expression"])
def test_in_a_draft_edited_by_hand(name: str, start: Start, data_home: Path) -> None:
    """In what is typed and not submitted, in the clerk's own paragraph, in an answer: opened, looked over, left."""
    store = DraftStore(data_home)
    clerk = ClerkText().with_edit("overview.lead", "在这里写", "")
    draft = Draft(
        with_answer(begun("overview.leader"), "agency.contact", "在这里写"),
        clerk, at="overview.leader", typed="在这里写", name="一份",
    )  # fmt: skip
    store.save(draft)
    parts = store.path("一份").read_text(encoding="utf-8").split('"在这里写"')
    assert len(parts) == 4
    for place in range(3):
        words = ['"在这里写"'] * 3
        words[place] = json.dumps(CHOSEN[name])
        spoilt = "".join(map("".join, zip(parts, [*words, ""], strict=True)))
        (data_home / "drafts" / f"手改{place}.toml").write_text(spoilt, encoding="utf-8")
        terminal = start("resume", f"手改{place}", size=(120, 40))
        terminal.until(partial(opened_or_refused, terminal))
        if terminal.says("题，共"):
            terminal.send(control("p"))
            terminal.until("全文预览")
            terminal.until_quiet()
            terminal.send(ESCAPE)
            terminal.until("题，共")
            terminal.send(control("q"))
            assert terminal.wait() == 0
        else:
            assert terminal.wait() == 2
        assert not any(sequence in terminal.raw for sequence in SMUGGLED)
        assert b"Traceback" not in terminal.raw
        terminal.close()
