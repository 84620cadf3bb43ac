"""Screens in tests look as in a plain terminal, whatever terminal runs them, and no key is waited for too long."""

from __future__ import annotations

import pytest

from tests.at_rest import quick_pilot, slow_machine

__all__ = ["quick_pilot", "slow_machine"]


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch, quick_pilot: None, slow_machine: None) -> None:
    for name in ("NO_COLOR", "COLORTERM", "TERM_PROGRAM", "FORCE_COLOR", "TEXTUAL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
