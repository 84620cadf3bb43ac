"""doctor, completion, the manual page and the report of a fault: the program and the machine it runs on."""

from __future__ import annotations

import configparser
import json
import os
import shutil
import stat
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from assistant.files import write_private

ROOT = Path(__file__).resolve().parent.parent
CHECKS = {"versions", "data", "confined", "terminal", "encoding", "width", "fonts", "home", "office", "browser"}


def run(*arguments: str, code: str = "from assistant.cli import main; main()", **variables: str) -> Any:
    """The program, which believes to be called ``nianbao``."""
    start = f"import sys; sys.argv[0] = 'nianbao'; {code}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **variables}
    return subprocess.run(
        [sys.executable, "-c", start, *arguments], capture_output=True, check=False, env=environment, encoding="utf-8",
        stdin=subprocess.DEVNULL,
    )  # fmt: skip


def examined(**variables: str) -> tuple[int, dict[str, Any]]:
    """Exit code and findings of ``doctor --json`` by check, the worst of each."""
    done = run("doctor", "--json", **variables)
    assert done.stderr == ""
    told = json.loads(done.stdout)
    assert told["ok"] is (done.returncode == 0)
    order = ["skipped", "ok", "note", "problem"]
    found: dict[str, Any] = {}
    for each in told["checks"]:
        if order.index(each["state"]) >= order.index(found.get(each["check"], {"state": "skipped"})["state"]):
            found[each["check"]] = each
        assert each["state"] != "problem" or each["hint"], each
    return done.returncode, found


def test_doctor_finds_nothing_wrong_here_and_makes_no_data_folder(data_home: Path) -> None:
    code, found = examined()
    assert code == 0 and found.keys() >= CHECKS, found
    assert found["confined"]["state"] == found["home"]["state"] == found["locks"]["state"] == "ok"
    assert not data_home.exists()


def test_doctor_tells_what_is_wrong_and_what_to_do(data_home: Path, tmp_path: Path) -> None:
    data_home.write_text("a file", encoding="utf-8")
    broken = tmp_path / "prompts"
    broken.mkdir()
    (broken / "01.toml").write_text("[[question]]\nkey = 'nonsense'\n", encoding="utf-8")
    code, found = examined(NIANBAO_PROMPTS=str(broken))
    assert code == 1 and found["home"]["state"] == found["data"]["state"] == "problem"
    assert str(data_home) in found["home"]["text"] and "NIANBAO_HOME" in found["home"]["hint"]
    code, found = examined(NIANBAO_HOME=str(tmp_path / ("长" * 300)))
    assert code == 1 and "名字太长" in found["home"]["text"]


@pytest.mark.skipif(os.name != "posix", reason="modes of folders")
def test_doctor_names_a_data_folder_that_others_may_enter(data_home: Path) -> None:
    data_home.mkdir(mode=0o755)
    data_home.chmod(0o755)
    code, found = examined()
    assert code == 0 and found["home"]["state"] == "note" and "chmod 700" in found["home"]["hint"]


@pytest.mark.skipif(sys.platform == "win32", reason="no pty")
@pytest.mark.parametrize(
    ("cells", "state"), [((2, 1), "ok"), ((2, 2), "problem"), ((1, 1), "problem"), (None, "skipped")]
)
def test_doctor_asks_the_terminal_how_wide_its_characters_are(cells: tuple[int, int] | None, state: str) -> None:
    """The test is the terminal: it answers each question for the cursor."""
    master, slave = pytest.importorskip("pty", reason="no pty").openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "60", "LINES": "20"}
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant", "doctor"], stdin=slave, stdout=slave, stderr=slave, env=environment
    )
    os.close(slave)
    watch = threading.Timer(60, process.kill)
    watch.start()
    answers = list(cells or ())
    seen = b""
    try:
        while True:
            try:
                data = os.read(master, 4096)
            except OSError:
                break
            if not data:
                break
            seen += data
            if answers and b"\x1b[6n" in data:
                os.write(master, b"\x1b[1;%dR" % (answers.pop(0) + 1))
        assert process.wait() == 1, "the window is too small"
    finally:
        watch.cancel()
        os.close(master)
    lines = seen.decode("utf-8").splitlines()
    (width,) = [line for line in lines if "汉字宽度" in line]
    assert {"ok": "正常", "problem": "有问题", "skipped": "没有查"}[state] in width
    assert any("60列×20行" in line and "有问题" in line for line in lines)


# -- completion ------------------------------------------------------------------------------------
def test_shells_get_a_script_and_answers(data_home: Path) -> None:
    write_private(data_home / "drafts" / "甲镇.toml", "")
    for shell, word in (("bash", "complete"), ("zsh", "compdef"), ("fish", "complete"), ("powershell", "Register-")):
        script = run("completion", shell)
        assert script.returncode == 0 and word in script.stdout and "_NIANBAO_COMPLETE" in script.stdout
    assert run("completion", "cmd").returncode == 2
    asked = {"_NIANBAO_COMPLETE": "bash_complete", "COMP_CWORD": "1"}
    assert "plain,doctor" in run(**asked, COMP_WORDS="nianbao d").stdout.splitlines()
    assert "plain,window" not in run(**asked, COMP_WORDS="nianbao w").stdout.splitlines()
    asked = {"_NIANBAO_COMPLETE": "powershell_complete", "COMP_LAST": "--no"}
    answer = run(**asked, COMP_WORDS="nianbao serve --no").stdout
    assert answer.startswith("--no-browser\t不自动打开浏览器")
    asked = {"_NIANBAO_COMPLETE": "powershell_complete", "COMP_LAST": "甲"}
    assert run(**asked, COMP_WORDS="nianbao resume 甲").stdout == "甲镇\t\n"


@pytest.mark.skipif(shutil.which("bash") is None or sys.platform == "win32", reason="no bash of this system")
def test_bash_completes_by_its_script(tmp_path: Path) -> None:
    script = tmp_path / "complete.sh"
    script.write_text(run("completion", "bash").stdout, encoding="utf-8")
    program = tmp_path / "nianbao"
    program.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m assistant "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    ask = (
        f'. {script}; COMP_WORDS=(nianbao doct); COMP_CWORD=1; _nianbao_completion {program}; echo "${{COMPREPLY[@]}}"'
    )
    done = subprocess.run(["bash", "-c", ask], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "doctor"


# -- what is installed beside the program ------------------------------------------------------------
def test_the_manual_page_tells_the_commands_as_they_are() -> None:
    from docs.make_manual import PAGE, manual

    assert PAGE.read_text(encoding="utf-8") == manual(), "run python -m docs.make_manual"
    assert ".SS nianbao doctor" in manual() and "nianbao window" not in manual()


@pytest.mark.skipif(shutil.which("groff") is None, reason="no groff")
def test_the_manual_page_is_read_by_groff_without_complaints() -> None:
    page = ROOT / "docs" / "nianbao.1"
    done = subprocess.run(
        ["groff", "-Kutf8", "-Tutf8", "-P-cbou", "-man", "-ww", str(page)],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert "nianbao serve" in done.stdout and "completion" in done.stdout
    assert [line for line in done.stderr.splitlines() if "break line" not in line] == []


def test_the_desktop_entry_starts_commands_that_there_are() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment]
    entry.read(ROOT / "packaging" / "nianbao.desktop", encoding="utf-8")
    assert entry["Desktop Entry"]["Terminal"] == "true"
    for section in entry.sections():
        program, *arguments = entry[section]["Exec"].split()
        assert program == "nianbao" and run(*arguments, "--help").returncode == 0


# -- faults ----------------------------------------------------------------------------------------
FAULT = """
import assistant.checks.run as catalogue
def text():
    held_by_the_fault = "不可外传"
    try:
        int(held_by_the_fault)
    except ValueError as error:
        raise KeyError(held_by_the_fault) from error
catalogue.text = text
from assistant.cli import main
main()
"""


def test_a_fault_of_a_command_leaves_a_private_report_without_what_was_written(data_home: Path) -> None:
    code = f"exec({FAULT!r})"
    done = run("rules", code=code, HOME=str(data_home.parent), USERPROFILE=str(data_home.parent))
    assert (done.returncode, done.stdout) == (70, "")
    (file,) = (data_home / "faults").iterdir()
    said = done.stderr
    assert said.count("\n") == 1 and str(Path("~", "nianbao-home", "faults", file.name)) in said and "都还在" in said
    assert os.name != "posix" or stat.S_IMODE(file.stat().st_mode) == 0o600
    report = file.read_text(encoding="utf-8")
    assert report.index("builtins.KeyError") < report.index("assistant/cli.py:") < report.index("builtins.ValueError")
    for private in ("不可外传", "held_by_the_fault", str(ROOT), str(data_home.parent)):
        assert private not in report + said


def test_a_fault_that_no_file_takes_is_told_whole(data_home: Path) -> None:
    data_home.write_text("a file", encoding="utf-8")
    done = run("rules", code=f"exec({FAULT!r})")
    assert done.returncode == 70 and "builtins.KeyError" in done.stderr and "上面这几行" in done.stderr
    assert "不可外传" not in done.stderr and "Traceback" not in done.stderr


def test_of_many_faults_the_newest_twenty_are_kept(data_home: Path) -> None:
    from assistant.faults import write_report

    for number in range(30):
        write_private(data_home / "faults" / f"fault-20200101-0000{number:02d}-1-0.txt", "old")
    newest = write_report(RuntimeError("held"))
    kept = sorted(path.name for path in (data_home / "faults").iterdir())
    assert newest is not None and len(kept) == 20 and kept[-1] == newest.name
