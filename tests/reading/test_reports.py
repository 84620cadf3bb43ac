"""Every report of ``tests/reports`` is read completely: what it says stands in the JSON beside it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from report_json import as_data

from assistant.reading import REPORT_ENDINGS, read_bytes, read_file

REPORTS = Path(__file__).resolve().parent.parent / "reports"
FILES = sorted(path for path in REPORTS.iterdir() if path.suffix not in {".json", ".md", ".py", ""}) + sorted(
    REPORTS.glob("[0-9]*.md")
)
OFFICE = {".doc", ".wps", ".rtf", ".odt"}


def _needs_office(path: Path) -> bool:
    return path.suffix in OFFICE and not (shutil.which("soffice") or shutil.which("libreoffice"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_report_is_read_completely(path: Path) -> None:
    if _needs_office(path):
        pytest.skip("LibreOffice is not installed")
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert as_data(read_file(path)) == expected


def test_there_are_enough_of_them() -> None:
    assert len(FILES) >= 12


def test_every_ending_that_is_read_is_one_of_a_report() -> None:
    assert OFFICE | {path.suffix for path in FILES} <= set(REPORT_ENDINGS)


@pytest.mark.parametrize("path", [path for path in FILES if path.suffix not in OFFICE], ids=lambda path: path.name)
def test_the_name_of_a_file_does_not_matter(path: Path) -> None:
    assert read_bytes(path.read_bytes(), "无名") == read_file(path)
