"""The scripts that come with the program: no one looks through their expressions again when it starts."""

from __future__ import annotations

import shutil
from pathlib import Path

from assistant import resources
from assistant.interview import load_script


def test_they_stand_the_check_that_the_scripts_of_others_have_to_stand(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(resources.shipped("prompts"), tmp_path / "prompts"))
    assert load_script(copy) == load_script()
