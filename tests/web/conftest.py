"""``nianbao serve`` as a clerk starts it, without a browser of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.drafts import DraftStore, read_draft

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30.0
"""Seconds after which a test gives up waiting; never how long it takes."""

pytest.importorskip("textual_serve", reason="the extra [web] is not installed")


def environment(**changes: str) -> dict[str, str]:
    """The environment of the test, in which the program is the one of the checkout and speaks UTF-8."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **changes}


@dataclass
class Served:
    """A running server: its process, its address with the word, and the folder that it was started in."""

    process: subprocess.Popen[str]
    url: str
    folder: Path

    @property
    def port(self) -> int:
        return int(self.url.split(":")[2].split("/")[0])

    @property
    def word(self) -> str:
        return self.url.rstrip("/").rpartition("/")[2]

    def stop(self) -> str:
        """Ctrl+C; what it says then. (On Windows a process cannot be sent that alone: it is ended.)"""
        self.process.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGINT)
        said, _ = self.process.communicate(timeout=60)
        return said


@pytest.fixture
def served(tmp_path: Path, data_home: Path) -> Iterator[Served]:
    """The server, over the drafts that the test puts into ``data_home``."""
    folder = tmp_path / "work"
    folder.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant", "serve", "--no-browser"], cwd=folder, text=True, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env=environment(NIANBAO_HOME=str(data_home)),
    )  # fmt: skip
    assert process.stdout is not None
    found = re.search(r"http://127\.0\.0\.1:\d+/\S+", process.stdout.readline())
    assert found is not None
    assert "Ctrl+C" in process.stdout.readline()
    try:
        yield Served(process, found[0], folder)
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()


@pytest.fixture
def finished(data_home: Path, samples: Path) -> str:
    """The name of a finished draft in the data folder."""
    sample = read_draft(samples / "yongle-2024.toml")
    return DraftStore(data_home).create(sample.report, "永乐").name
