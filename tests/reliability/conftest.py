"""Terminals for tests: started cold or from the warmed-up program, gone when the test is over."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

if sys.platform == "win32":
    collect_ignore_glob = ["test_*.py"]
else:
    from tests.reliability.terminal import Terminal, Warm, environment

    class Start(Protocol):
        """Starts the program in a new terminal; variables given as keywords change the environment."""

        def __call__(
            self, *arguments: str, size: tuple[int, int] = (80, 24), cold: bool = False, **variables: str | None
        ) -> Terminal: ...

    @pytest.fixture(scope="session")
    def warm() -> Iterator[Warm]:
        program = Warm()
        yield program
        program.close()

    @pytest.fixture
    def start(warm: Warm, tmp_path: Path) -> Iterator[Start]:
        opened: list[Terminal] = []
        folder = tmp_path / "desk"
        folder.mkdir()

        def begin(
            *arguments: str, size: tuple[int, int] = (80, 24), cold: bool = False, **variables: str | None
        ) -> Terminal:
            home = environment(tmp_path, NIANBAO_HOME=str(tmp_path / "nianbao-home"), **variables)
            opened.append(Terminal(arguments, home, folder, size, None if cold else warm))
            return opened[-1]

        yield begin
        for terminal in opened:
            terminal.close()
