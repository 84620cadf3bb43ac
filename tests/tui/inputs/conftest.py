"""Snapshots show the words as a plain terminal would, whatever terminal runs the tests."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch, slow_machine: None) -> None:
    for name in ("NO_COLOR", "COLORTERM", "TERM_PROGRAM", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
