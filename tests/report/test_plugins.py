"""pydantic is asked for no plugins, and the module by which it would ask is left to others unharmed."""

from __future__ import annotations

import subprocess
import sys

_CODE = """
import sys
import assistant.report
assert "importlib.metadata" not in sys.modules
from pydantic.plugin._loader import get_plugins
assert tuple(get_plugins()) == ()
import importlib.metadata
assert importlib.metadata.version("pydantic")
"""


def test_the_answers_are_loaded_without_looking_through_what_is_installed() -> None:
    done = subprocess.run([sys.executable, "-c", _CODE], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
