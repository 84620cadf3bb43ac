"""The parts of a release that need no release: how an executable starts itself, what it holds, the kits' wheels."""

from __future__ import annotations

import importlib
import os
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from assistant import program
from assistant.confined import Confined

ROOT = Path(__file__).resolve().parents[2]
START = ROOT / "packaging" / "nianbao_program.py"


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> str:
    """Puts the scripts of packaging/ where they import each other from; its path."""
    monkeypatch.syspath_prepend(str(START.parent))
    return str(START.parent)


def part(name: str) -> ModuleType:
    return importlib.import_module(name)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell's script stands for the executable")
def test_an_executable_starts_its_own_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    executable = tmp_path / "nianbao"
    executable.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{START}" "$@"\n', encoding="utf-8")
    executable.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(executable))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert program.own_command("window") == [str(executable), "window"]
    worker = Confined()
    try:
        assert worker.call(max, 1, 2) == 2
    finally:
        worker.close()


def test_programs_of_the_system_get_their_own_libraries_back(script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = part("nianbao_program")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/bundled")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/theirs")
    monkeypatch.setenv("DYLD_LIBRARY_PATH", "/bundled")
    monkeypatch.setattr(sys, "argv", ["nianbao", "--version"])
    with pytest.raises(SystemExit):
        entry.begin()
    assert os.environ["LD_LIBRARY_PATH"] == "/theirs" and "DYLD_LIBRARY_PATH" not in os.environ


def test_every_library_inside_has_a_licence_by_name(script: str) -> None:
    pytest.importorskip("textual_serve", reason="the extra [web] is not installed")
    licences = part("licences")
    names = {library.metadata["Name"].lower() for library in licences.inside()}
    assert {"textual", "pydantic_core", "aiohttp", "lxml"} <= names and "pytest" not in names
    text = licences.text()
    listed = dict(re.findall(r"^(\S+) \S+: (.+)$", text, flags=re.MULTILINE))
    assert names <= {name.lower() for name in listed}
    assert {name for name, licence in listed.items() if licence in {"see below", ""}} == set()
    assert "xterm.js authors" in text and "The nianbao authors" in text


def test_a_kit_holds_the_locked_wheels_of_a_requirement_and_no_others(script: str, tmp_path: Path) -> None:
    names = [
        "lxml-6.1.3-cp311-cp311-manylinux_2_28_x86_64.whl", "lxml-6.1.3-cp312-cp312-manylinux_2_28_x86_64.whl",
        "lxml-6.1.2-cp311-cp311-manylinux_2_28_x86_64.whl", "lxml_stubs-6.1.3-py3-none-any.whl",
        "pdfminer_six-20260107-py3-none-any.whl",
    ]  # fmt: skip
    for name in names:
        (tmp_path / name).touch()
    kits = part("kits")
    assert sorted(path.name for path in kits.wheels_of("lxml==6.1.3", tmp_path)) == names[:2]
    assert [path.name for path in kits.wheels_of("pdfminer-six==20260107", tmp_path)] == names[-1:]
