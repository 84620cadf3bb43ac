"""The notes of a release are its section of the changelog, and a release without one is refused."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import assistant

ROOT = Path(__file__).resolve().parents[2]
CHANGELOG = """# Changelog

## [Unreleased]

### Added

- 还没有发布的。

## [0.2.0] - 2026-11-28

### Fixed

- 第二版改的。

## [0.1.0]

- 没有日期。
"""


def notes(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / ".ci" / "release_notes.py"), *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8")


@pytest.fixture
def changelog(tmp_path: Path) -> str:
    path = tmp_path / "CHANGELOG.md"
    path.write_text(CHANGELOG, encoding="utf-8")
    return str(path)


def test_the_notes_are_the_section_of_the_version_alone(changelog: str) -> None:
    done = notes("0.2.0", changelog)
    assert (done.returncode, done.stdout) == (0, "### Fixed\n\n- 第二版改的。\n")


@pytest.mark.parametrize(("version", "said"), [("0.1.0", "no date"), ("0.3.0", "no section"), ("0.2", "no section")])
def test_a_version_without_a_dated_section_is_refused(changelog: str, version: str, said: str) -> None:
    done = notes(version, changelog)
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr


def test_a_tag_that_is_not_the_version_of_the_program_is_refused() -> None:
    done = notes(f"{assistant.__version__}.1")
    assert (done.returncode, done.stdout) == (1, "")
    assert assistant.__version__ in done.stderr
