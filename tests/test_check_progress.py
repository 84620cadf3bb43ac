"""The bar of ``nianbao check`` on a terminal: there while files are checked, gone from what stands in the end."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pyte
import pytest

ROOT = Path(__file__).resolve().parents[1]
NAMES = [f"{number:02d}.txt" for number in range(14)]
BAR = "正在检查 ["


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Fourteen reports, the eighth of which is none."""
    for name in NAMES:
        shutil.copy(ROOT / "tests" / "reports" / "10-county-tabs.txt", tmp_path / name)
    (tmp_path / NAMES[7]).write_text("买菜清单", encoding="utf-8")
    return tmp_path


def run(folder: Path, *arguments: str, stdout_too: bool) -> tuple[str, str]:
    """What ``check`` wrote to its pipe, and to a terminal on its stderr (and stdout where it is asked)."""
    screen, inside = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant", "check", *arguments],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdin=subprocess.DEVNULL,
        stdout=inside if stdout_too else subprocess.PIPE, stderr=inside,
    )  # fmt: skip
    os.close(inside)
    shown = b"".join(iter(lambda: _read(screen), b""))
    os.close(screen)
    piped = process.communicate()[0] or b""
    return piped.decode(), shown.decode()


def _read(screen: int) -> bytes:
    try:
        return os.read(screen, 65536)
    except OSError:  # the last writer has gone
        return b""


def standing(shown: str) -> list[str]:
    """The lines that stand on the terminal in the end."""
    screen = pyte.Screen(400, 300)
    pyte.Stream(screen).feed(shown)
    assert not screen.cursor.hidden and screen.cursor.x == 0
    return [line.rstrip() for line in screen.display if line.strip()]


def test_over_results_in_a_pipe_only_the_sentence_for_the_unread_file_stays(folder: Path) -> None:
    piped, shown = run(folder, *NAMES, stdout_too=False)
    assert f"{BAR}{'-' * 24}] 0/14" in shown and f"{BAR}{'#' * 13}{'-' * 11}] 8/14" in shown
    (sentence,) = standing(shown)
    assert "07.txt" in sentence.replace(" ", "")
    assert sum("：错误" in line for line in piped.splitlines()) == 13


def test_between_results_on_the_same_terminal_it_makes_room_for_each(folder: Path) -> None:
    piped, _ = run(folder, *NAMES, stdout_too=False)
    _, shown = run(folder, *NAMES, stdout_too=True)
    assert shown.count(BAR) >= 14
    lines = ["".join(line.split()) for line in standing(shown)]
    assert not any(BAR.strip() in line for line in lines)
    expected = ["".join(line.split()) for line in piped.splitlines()]
    sentence = next(line for line in lines if line.startswith("“07.txt”"))
    assert [line for line in lines if line != sentence] == expected


def test_few_files_and_json_on_the_terminal_show_none(folder: Path) -> None:
    assert BAR not in run(folder, *NAMES[:5], stdout_too=False)[1]
    _, shown = run(folder, *NAMES[8:], *NAMES[:6], "--format", "json", stdout_too=True)
    assert BAR not in shown
    assert len(json.loads(shown)["reports"]) == 12
