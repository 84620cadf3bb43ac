"""What Windows lacks, refuses or does otherwise, tried on every system."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant import files
from assistant.drafts import DraftStore
from assistant.drafts.readiness import readiness
from assistant.errors import NianbaoError
from assistant.export import publish
from assistant.report import Report

ROOT = Path(__file__).resolve().parent.parent
POSIX_ONLY = ("fcntl", "termios", "tty", "pwd", "grp", "resource", "pty", "curses", "readline")
IMPORT_ALL = """
import importlib, pkgutil, sys
for name in sys.argv[1:]:
    sys.modules[name] = None
import assistant
names = [module.name for module in pkgutil.walk_packages(assistant.__path__, "assistant.")]
for name in names:
    if not name.endswith("__main__"):
        importlib.import_module(name)
print(len(names))
"""


def test_every_module_loads_without_what_only_posix_has() -> None:
    pytest.importorskip("textual_serve", reason="the extra [web] is not installed")
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL, *POSIX_ONLY], capture_output=True, check=False, text=True, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    written = [path for path in (ROOT / "assistant").rglob("*.py") if path.name != "__init__.py"]
    assert int(done.stdout) >= len(written)


@pytest.mark.parametrize("encoding", ["gbk", "cp936", "cp1252", "ascii"])
def test_a_console_that_lacks_characters_shows_marks_in_their_place(encoding: str, data_home: Path) -> None:
    name = "𠮷林镇🙂ǎ"
    DraftStore(data_home).create(Report(), name)
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "PYTHONPATH": str(ROOT)}
    for arguments, code in ((("list",), 0), (("resume", f"没有的{name}"), 2), (("doctor",), None), (("--help",), 0)):
        done = subprocess.run(
            [sys.executable, "-m", "assistant", *arguments], capture_output=True, check=False, env=environment
        )
        assert done.returncode == code or code is None, (arguments, done.stderr)
        said = (done.stdout + done.stderr).decode(encoding if encoding != "ascii" else "utf-8")
        assert said.strip() and "Traceback" not in said and "程序内部出错" not in said, (arguments, said)
    assert not (data_home / "faults").exists()


class Held:
    """A file that another program has open for the first ``times`` attempts to replace it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
        self.left = times
        replace = Path.replace

        def refusing(source: Path, target: Path) -> Path:
            if self.left:
                self.left -= 1
                raise PermissionError(13, "sharing violation")
            return replace(source, target)

        monkeypatch.setattr(Path, "replace", refusing)
        monkeypatch.setattr(files, "SHARING_PAUSES", (0.0, 0.0, 0.0))


def test_a_draft_is_saved_when_a_scanner_lets_go_of_it(data_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = data_home / "甲.toml"
    files.write_private(path, "old")
    Held(monkeypatch, 3)
    files.write_private(path, "new")
    assert path.read_text(encoding="utf-8") == "new"
    Held(monkeypatch, 4)
    with pytest.raises(files.NotSaved, match="别的程序"):
        files.write_private(path, "newer")
    assert (path.read_text(encoding="utf-8"), [each.name for each in data_home.iterdir()]) == ("new", [path.name])


def test_a_report_that_word_has_open_is_told_and_stays(
    data_home: Path, samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = readiness(DraftStore(data_home).import_file(samples / "yongle-2024.toml")).document
    target = publish(document, tmp_path / "年报.docx")
    before = target.read_bytes()
    held = Held(monkeypatch, 3)
    publish(document, target, force=True)
    assert held.left == 0
    Held(monkeypatch, 99)
    with pytest.raises(NianbaoError):
        publish(document, target, force=True)
    assert target.read_bytes() == before and sorted(tmp_path.glob("*年报*")) == [target]


@pytest.mark.parametrize(
    "name", ["CON", "nul", "com1", "LPT9", "aux.2024", "甲:乙", "甲/乙", "甲?", "甲. ", "COM¹", "conin$"]
)
def test_names_that_windows_keeps_become_names_of_drafts(name: str, data_home: Path) -> None:
    draft = DraftStore(data_home).create(Report(), name)
    stem = draft.name.split(".")[0].casefold()
    devices = {"con", "prn", "aux", "nul", "conin$", "conout$"}
    devices |= {f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"}
    assert stem not in devices and not set(draft.name) & set('\\/:*?"<>|') and draft.name == draft.name.rstrip(" .")
    assert DraftStore(data_home).load(draft.name).name == draft.name


def test_files_that_the_program_writes_have_the_same_line_ends_everywhere(data_home: Path, samples: Path) -> None:
    store = DraftStore(data_home)
    draft = store.import_file(samples / "yongle-2024.toml")
    assert b"\r" not in store.path(draft.name).read_bytes()
    scripts = list((ROOT / "packaging").rglob("*.bat"))
    assert len(scripts) == 2
    for path in scripts:
        lines = path.read_bytes().split(b"\n")[:-1]
        assert lines and all(line.endswith(b"\r") for line in lines), path.name
        # Until then the console reads by its own code page; a mark of byte order would be a command to it.
        switch = next(number for number, line in enumerate(lines) if line.startswith(b"chcp 65001"))
        assert all(line.isascii() for line in lines[:switch]), path.name
