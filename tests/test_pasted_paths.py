"""Paths as people paste them: dragged into the window, copied from a shell, a browser or a chat."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

import pytest

from assistant.files import pasted_path

NAMES = ["年报.docx", "年报 (终稿).docx", "张's 年报&附件.docx", "100%.docx"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "around",
    [
        "{path}",
        " {path}\n",
        "“{path}”",
        "‘{path}’",
        "「{path}」",
        '"{path}"',
        "'{path}'",
        "& '{path}'",
        '& "{path}"',
        "\u202a{path}\u202c",
        "\ufeff{path}\u200b",
    ],
)
def test_what_stands_around_a_path_is_no_part_of_it(name: str, around: str, tmp_path: Path) -> None:
    assert pasted_path(around.format(path=tmp_path / name), Path("elsewhere")) == tmp_path / name


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("begin", ["file://", "file://localhost", "FILE://"])
def test_the_address_of_a_file_is_its_path(name: str, begin: str, tmp_path: Path) -> None:
    assert pasted_path(begin + quote(str(tmp_path / name)), tmp_path) == tmp_path / name


def test_an_address_with_a_drive_loses_its_first_stroke() -> None:
    assert str(pasted_path("file:///C:/Users/a%20b.docx", Path())) == str(Path("C:/Users/a b.docx"))


@pytest.mark.skipif(os.name == "nt", reason="a backslash parts folders there")
@pytest.mark.parametrize("name", NAMES)
def test_escapes_of_a_shell_are_undone(name: str, tmp_path: Path) -> None:
    escaped = "".join(f"\\{sign}" if sign in " ()'&" else sign for sign in name)
    (tmp_path / name).write_text("")
    assert pasted_path(f"{tmp_path}/{escaped}", Path()) == tmp_path / name


@pytest.mark.skipif(os.name == "nt", reason="a backslash parts folders there")
def test_a_backslash_in_the_name_itself_stays(tmp_path: Path) -> None:
    (tmp_path / "a\\ b.docx").write_text("")
    assert pasted_path("a\\ b.docx", tmp_path) == tmp_path / "a\\ b.docx"
