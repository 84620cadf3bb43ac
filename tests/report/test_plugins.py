"""pydantic asks for no plugins, in this process and in those that it starts."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

_CODE = """
import importlib.metadata, os, subprocess, sys
importlib.metadata.entry_points = lambda **_: sys.exit("asked")
import assistant.report
child = "import importlib.metadata, sys; importlib.metadata.entry_points = lambda **_: sys.exit('asked'); import %s"
sys.exit(subprocess.call([sys.executable, "-c", child % "pydantic; type('M', (pydantic.BaseModel,), {})"]))
"""


def test_no_installed_distribution_is_asked_to_take_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYDANTIC_DISABLE_PLUGINS", raising=False)
    done = subprocess.run([sys.executable, "-c", _CODE], capture_output=True, text=True, check=False, env=os.environ)
    assert (done.returncode, done.stderr) == (0, "")
