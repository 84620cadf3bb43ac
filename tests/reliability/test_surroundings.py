"""Streams closed or full, readers that stop, locales without Chinese, umasks, names too long, faults of our own."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.drafts import DraftStore
from tests.reliability.conftest import Start
from tests.reliability.terminal import ENTER, ROOT, Terminal, control, environment
from tests.samples import finished_samples

YONGLE = str(finished_samples() / "yongle-2024.toml")
ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LANG": None}
PRINTING = {
    "list": ("list",), "rules": ("rules",), "help": ("--help",), "check": ("check", YONGLE),
    "export": ("export", YONGLE, "-o", "年报.txt"), "import": ("import", YONGLE), "new": ("new",),
}  # fmt: skip


def shell(
    tmp_path: Path, arguments: tuple[str, ...], redirection: str = "", before: str = ":", **variables: str | None
) -> subprocess.CompletedProcess[bytes]:
    """Run the program by a shell, which opens and closes its streams; its exit code is the shell's."""
    script = f'{before}; "{sys.executable}" -m assistant "$@" {redirection}'
    return subprocess.run(
        ["sh", "-c", script, "sh", *arguments],
        stdin=subprocess.DEVNULL, capture_output=True, check=False, cwd=tmp_path,
        env=environment(tmp_path, **variables),
    )  # fmt: skip


def told(done: subprocess.CompletedProcess[bytes]) -> str:
    """The one sentence of a refusal."""
    said = done.stderr.decode("utf-8").strip()
    assert done.returncode == 2, (done.returncode, said)
    assert len(said.splitlines()) == 1 and said.endswith("。"), said
    return said


@pytest.mark.parametrize("arguments", PRINTING.values(), ids=list(PRINTING))
def test_with_closed_output_nothing_is_begun(arguments: tuple[str, ...], tmp_path: Path) -> None:
    for redirection in (">&-", "<&- >&-"):
        assert "标准输出" in told(shell(tmp_path, arguments, redirection))
    assert shell(tmp_path, arguments, "<&- >&- 2>&-").returncode == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("arguments", PRINTING.values(), ids=list(PRINTING))
def test_output_that_is_full_is_told(arguments: tuple[str, ...], tmp_path: Path) -> None:
    said = told(shell(tmp_path, arguments, ">/dev/full"))
    assert ("终端" if arguments == ("new",) else "磁盘满了") in said
    done = shell(tmp_path, ("restore", "没有的"), "2>/dev/full")
    assert (done.returncode, done.stdout) == (2, b"")


def test_closed_input_and_closed_messages_hinder_no_command(tmp_path: Path) -> None:
    for redirection in ("<&-", "2>&-", "<&- 2>&-"):
        done = shell(tmp_path, ("export", YONGLE, "-o", "年报.txt", "--force"), redirection)
        assert done.returncode == 0 and "已写到" in done.stdout.decode("utf-8"), (redirection, done)
        assert (tmp_path / "年报.txt").read_text(encoding="utf-8").strip().startswith("永乐镇人民政府")
    assert "终端" in told(shell(tmp_path, ("new",), "<&-"))


@pytest.mark.parametrize("arguments", [("rules",), ("list",), ("check", YONGLE), ("--help",)])
def test_who_reads_only_the_beginning_is_no_fault(arguments: tuple[str, ...], tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "assistant", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path,
        env=environment(tmp_path),
    ) as program:  # fmt: skip
        assert program.stdout is not None and program.stderr is not None
        program.stdout.close()
        assert program.stderr.read() == b""
    assert program.returncode == 0


def test_the_owner_may_read_what_is_written_under_any_umask(tmp_path: Path) -> None:
    for arguments in (("import", YONGLE), ("export", YONGLE, "-o", "年报.docx"), ("ledger", "--template", "台账.xlsx")):
        assert shell(tmp_path, arguments, before="umask 0777").returncode == 0
    written = [path for path in tmp_path.rglob("*") if path.suffix or path.is_dir()]
    assert len(written) > 6
    for path in written:
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


@pytest.mark.parametrize(
    "arguments", [("list",), ("resume",), ("restore", "甲"), ("import", YONGLE), ("export", "甲", "-o", "年报.txt")]
)
def test_a_data_folder_whose_name_no_disk_takes_is_told(arguments: tuple[str, ...], tmp_path: Path) -> None:
    home = str(tmp_path / ("长" * 300) / "数据")
    assert "名字太长" in told(shell(tmp_path, arguments, NIANBAO_HOME=home))
    done = shell(tmp_path, ("export", YONGLE, "-o", "年报.txt"), NIANBAO_HOME=home)
    assert done.returncode == 0, "a file by its path needs no data folder"


@pytest.mark.parametrize("arguments", [(), ("new",)])
def test_no_screen_opens_over_such_a_folder(arguments: tuple[str, ...], tmp_path: Path) -> None:
    variables = environment(tmp_path, NIANBAO_HOME=str(tmp_path / ("x" * 300)))
    terminal = Terminal(arguments, variables, tmp_path, size=(200, 24))
    try:
        assert terminal.wait() == 2
    finally:
        terminal.close()
    assert "名字太长" in terminal.raw.decode("utf-8") and b"Traceback" not in terminal.raw


def test_a_report_is_begun_and_found_again_under_a_locale_without_chinese(start: Start, data_home: Path) -> None:
    terminal = start("new", cold=True, **ASCII)
    for asked, answer in (("贵单位的全称", "清河镇人民政府"), ("哪一类机关", ""), ("怎样称呼自己", "我镇")):
        terminal.until(asked)
        terminal.send(answer + ENTER)
    terminal.until("报告年度")
    terminal.send(control("q"))
    assert terminal.wait() == 0
    (entry,) = DraftStore(data_home).list()
    assert (entry.name, entry.agency) == ("清河镇人民政府", "清河镇人民政府")


@pytest.mark.parametrize("options", [(), ("-X", "utf8=0")], ids=["by variables", "by option"])
def test_chinese_names_are_taken_under_a_locale_without_chinese(options: tuple[str, ...], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, *options, "-m", "assistant", "export", YONGLE, "-o", "年报.txt"], capture_output=True,
        check=False, cwd=tmp_path, env=environment(tmp_path, PYTHONPATH=str(ROOT), **ASCII),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode("utf-8")
    assert [path.name for path in tmp_path.glob("*.txt")] == ["年报.txt"]


FAULTY = """
import sys
from assistant.session.session import Session

def answer(self, raw, *more):
    kept_by_the_fault = raw
    raise RuntimeError(f"broken on purpose by {raw}")

Session.answer = answer
sys.argv = ["nianbao", "new"]
from assistant.cli import main
main()
"""


def test_a_fault_leaves_a_report_of_places_and_nothing_that_was_typed(tmp_path: Path, data_home: Path) -> None:
    terminal = Terminal(
        [], environment(tmp_path, NIANBAO_HOME=str(data_home)), tmp_path, size=(200, 60),
        command=(sys.executable, "-c", FAULTY),
    )  # fmt: skip
    try:
        terminal.until("贵单位的全称")
        terminal.send("不可外传镇人民政府" + ENTER)
        assert terminal.wait() == 1
        told = terminal.raw.decode("utf-8").rpartition("程序内部出错")[2]
    finally:
        terminal.close()
    (file,) = (data_home / "faults").iterdir()
    assert file.name in "".join(told.split())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    report = file.read_text(encoding="utf-8")
    assert "builtins.RuntimeError" in report and "<string>:7 answer" in report and "assistant/tui/screens/" in report
    for private in ("不可外传", "kept_by_the_fault", "broken on purpose", str(tmp_path), str(ROOT)):
        assert private not in report and private not in told
