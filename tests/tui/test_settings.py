"""Light or dark is remembered; a settings file that makes no sense is as none."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.tui.themes import DARK, FILE, LIGHT, remember_theme, remembered_theme
from tests.tui.desk import desk


async def test_the_light_theme_is_there_again_in_the_next_run(data_home: Path) -> None:
    async with desk() as clerk:
        assert clerk.app.theme == DARK.name
        await clerk.press("f2")
        await clerk.type("浅色")
        await clerk.press("enter")
        assert clerk.app.theme == LIGHT.name
    assert (data_home / FILE).stat().st_mode & 0o777 == 0o600
    async with desk() as clerk:
        assert clerk.app.theme == LIGHT.name


@pytest.mark.parametrize(
    "content",
    [b"", b"theme = ", b"theme = 3\n", b'theme = "neon"\n', b"\xff\xfe", b"theme = [[[", b"x" * 20_000, b"[theme]\n"],
)
def test_a_damaged_file_means_the_dark_theme(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    assert remembered_theme(tmp_path) == DARK.name
    remember_theme(tmp_path, LIGHT.name)
    assert remembered_theme(tmp_path) == LIGHT.name


def test_a_folder_that_cannot_be_written_into_forgets(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file in the folder's place")
    remember_theme(tmp_path / "home", LIGHT.name)
    assert remembered_theme(tmp_path / "home") == DARK.name
