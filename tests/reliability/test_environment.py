"""Odd terminals and no terminal: no colours, few colours, no TERM, other encodings, pipes."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.drafts import DraftStore
from tests.reliability.conftest import Start
from tests.reliability.terminal import ENTER, ROOT, Terminal, control, environment

COLOUR = re.compile(rb"\x1b\[[0-9;]*?(?<![0-9])(?:3[0-79]|4[0-79]|9[0-7]|10[0-7]|[34]8;[25])[0-9;]*m")
BEYOND_256 = re.compile(rb"\x1b\[[0-9;]*[34]8;2;")
BEYOND_16 = re.compile(rb"\x1b\[[0-9;]*[34]8;[25];")


def first_steps(terminal: Terminal) -> None:
    """Two answers and out."""
    terminal.until("贵单位的全称")
    terminal.send("清河镇人民政府" + ENTER)
    terminal.until("哪一类机关")
    terminal.send(ENTER)
    terminal.until("怎样称呼自己")


def test_no_color_and_the_state_is_still_readable(start: Start) -> None:
    terminal = start("new", size=(140, 40), NO_COLOR="1", cold=True)
    first_steps(terminal)
    terminal.until("> 基本情况")
    terminal.until("进行中 2/7")
    terminal.until("未开始 0/13")
    terminal.send("x" * 201 + ENTER)
    terminal.until("！")
    coloured = [match.group() for match in COLOUR.finditer(bytes(terminal.raw))]
    assert [code for code in coloured if not grey(code)] == []


def grey(code: bytes) -> bool:
    """Whether an SGR sequence of 256 colours has no hue: black, white and the grey ramp between them."""
    greys = {b"0", b"7", b"8", b"15", b"16", b"59", b"102", b"145", b"188", b"231"}
    greys |= {str(ramp).encode() for ramp in range(232, 256)}
    indexed = re.findall(rb"[34]8;5;(\d+)", code)
    return set(indexed) <= greys and not COLOUR.match(re.sub(rb"[34]8;5;\d+", b"", code))


@pytest.mark.parametrize(
    ("variables", "beyond"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": None}, BEYOND_256),
        ({"TERM": "xterm", "COLORTERM": None}, BEYOND_16),
        ({"TERM": "linux", "COLORTERM": None}, BEYOND_16),
    ],
    ids=["256 colours", "16 colours", "console"],
)
def test_no_more_colours_than_the_terminal_has(
    variables: dict[str, str | None], beyond: re.Pattern[bytes], start: Start
) -> None:
    terminal = start("new", cold=True, **variables)
    first_steps(terminal)
    assert COLOUR.search(terminal.raw)
    assert not beyond.search(terminal.raw)


@pytest.mark.parametrize(
    "variables",
    [
        {"TERM": None}, {"TERM": "cygwin"}, {"TERM": "ms-terminal"}, {"TERM": "vt100"}, {"TERM": "no-such-terminal"},
        {"LANG": "C"}, {"LANG": None, "LC_ALL": "POSIX"}, {"LANG": "zh_CN.GBK"},
    ],
    ids=lambda variables: ",".join(f"{name}={value}" for name, value in variables.items()),
)  # fmt: skip
def test_other_terminals_and_locales(variables: dict[str, str | None], start: Start, data_home: Path) -> None:
    terminal = start("new", cold=True, **variables)
    first_steps(terminal)
    terminal.send(control("q"))
    assert terminal.wait() == 0
    assert [entry.agency for entry in DraftStore(data_home).list()] == ["清河镇人民政府"]


@pytest.mark.parametrize("arguments", [(), ("new",), ("new", "--name", "一份"), ("resume",)])
@pytest.mark.parametrize("kind", ["TERM=dumb", "no stdin", "no stdout", "no tty"])
def test_where_no_screen_can_be_it_says_so(arguments: tuple[str, ...], kind: str, tmp_path: Path) -> None:
    begin = "schema = 1\n[agency]\nname = '清河镇人民政府'\n"
    drafts = tmp_path / "nianbao" / "drafts"
    drafts.mkdir(parents=True)
    (drafts / "清河镇.toml").write_text(begin, encoding="utf-8")
    variables = environment(tmp_path, TERM="dumb" if kind == "TERM=dumb" else "xterm")
    if kind == "no tty":
        code, said = piped(arguments, variables, tmp_path)
    else:
        code, said = half_piped(arguments, variables, tmp_path, kind)
    assert code == 2
    assert "终端" in said and "Traceback" not in said
    assert len(said.strip().splitlines()) == 1
    assert "\x1b" not in said
    assert [path.name for path in drafts.iterdir()] == ["清河镇.toml"]


def piped(arguments: tuple[str, ...], variables: dict[str, str], folder: Path) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "assistant", *arguments],
        stdin=subprocess.DEVNULL, capture_output=True, check=False, env=variables, cwd=folder, encoding="utf-8",
    )  # fmt: skip
    assert done.stdout == ""
    return done.returncode, done.stderr


def half_piped(arguments: tuple[str, ...], variables: dict[str, str], folder: Path, kind: str) -> tuple[int, str]:
    """With a terminal, but one stream of three somewhere else."""
    redirection = {"no stdin": "</dev/null", "no stdout": ">/dev/null"}.get(kind, "")
    shell = ["sh", "-c", f'"{sys.executable}" -m assistant "$@" {redirection}', "sh"]
    terminal = Terminal(arguments, variables, folder, size=(200, 24), command=shell)
    try:
        return terminal.wait(), terminal.raw.decode("utf-8")
    finally:
        terminal.close()


def test_messages_sent_to_a_file_leave_the_screen_to_the_clerk(tmp_path: Path) -> None:
    shell = ["sh", "-c", f'"{sys.executable}" -m assistant new 2>messages.txt']
    terminal = Terminal([], environment(tmp_path), tmp_path, command=shell)
    try:
        first_steps(terminal)
        terminal.send(control("q"))
        assert terminal.wait() == 0
    finally:
        terminal.close()
    assert (tmp_path / "messages.txt").read_text(encoding="utf-8") == ""


def test_a_terminal_in_another_encoding_is_told(start: Start) -> None:
    terminal = start("new", cold=True, size=(200, 24), PYTHONIOENCODING="gbk")
    assert terminal.wait() == 2
    assert "UTF-8" in terminal.raw.decode("gbk")


@pytest.mark.parametrize("locale", ["C", "POSIX"])
def test_chinese_comes_out_under_an_ascii_locale(locale: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-m", "assistant", "list"], capture_output=True, check=False, cwd=ROOT,
        env=environment(tmp_path, LC_ALL=locale, PYTHONCOERCECLOCALE="0"),
    )  # fmt: skip
    assert "还没有草稿" in done.stdout.decode("utf-8")
