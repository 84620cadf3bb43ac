"""The application from its start to the exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual._xterm_parser import XTermParser
from textual.message import Message

from assistant.tui.app import NianbaoApp
from assistant.tui.keyboard import IdleCollector
from assistant.tui.terminal import browser_is_open, painting_on_terminal

if TYPE_CHECKING:
    from assistant.drafts import Draft, DraftStore


_START, _END = "\x1b[200~", "\x1b[201~"
_KEPT = "\n\r\t"
_ACTING = {code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in _KEPT}


class PasteFilter:
    """Removes control characters other than line ends and tabs from pastes in a stream of terminal input."""

    def __init__(self) -> None:
        self._pasting = False
        self._held = ""
        self._seen = ""

    def clean(self, data: str) -> str:
        """The next piece of the stream. In a paste, the beginning of its end mark waits for the piece after it."""
        found: list[str] = []
        while data:
            taken, data = self._pasted(data) if self._pasting else self._keys(data)
            found.append(taken)
        return "".join(found)

    def _keys(self, data: str) -> tuple[str, str]:
        """Up to the mark that begins a paste. Nothing waits here: a lone Esc is a key."""
        before, met, _ = (self._seen + data).partition(_START)
        if not met:
            self._seen = (self._seen + data)[1 - len(_START) :]
            return data, ""
        end = len(before) + len(_START) - len(self._seen)
        self._pasting, self._seen = True, ""
        return data[:end], data[end:]

    def _pasted(self, data: str) -> tuple[str, str]:
        """Up to the mark that ends the paste."""
        text, met, rest = (self._held + data).partition(_END)
        kept = 0 if met else _begun(text, _END)
        text, self._held = text[: len(text) - kept], text[len(text) - kept :]
        self._pasting = not met
        return text.translate(_ACTING) + met, rest


def _begun(text: str, mark: str) -> int:
    """How many characters at the end of ``text`` may be the beginning of ``mark``."""
    return next((size for size in range(len(mark) - 1, 0, -1) if text.endswith(mark[:size])), 0)


class _Parser(XTermParser):
    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._pastes = PasteFilter()

    def feed(self, data: str) -> Iterable[Message]:
        cleaned = self._pastes.clean(data)
        # Nothing at all means the end of the input.
        return super().feed(cleaned) if cleaned or not data else ()


def take_pastes_as_text() -> None:
    """Make Textual's terminal drivers filter pastes, for every application started after this call."""
    of_system = "win32" if sys.platform == "win32" else "linux_driver"
    driver: Any = import_module(f"textual.drivers.{'web_driver' if browser_is_open() else of_system}")
    driver.XTermParser = _Parser


_TURN = 0.0005
"""Seconds after which a thread lets the others run. With Python's own 5 ms an answer waits for the screen on its way
to the disk, at each step anew, and what is painted waits for its way to the terminal."""


def run(
    draft: Draft | None = None,
    store: DraftStore | None = None,
    today: date | None = None,
    folder: Path | None = None,
    begin: bool = False,
    materials: Sequence[Path] = (),
    returned: Path | None = None,
    practice: bool = False,
) -> int:
    """Run the application until the clerk leaves; its exit code.

    ``begin``: a new report at once. ``returned``: a changed copy of the draft's report to compare with at once.
    ``practice``: the practice at once.

    :param materials: files that tell answers of ``draft``; what they tell is shown before it is taken.

    :raises NianbaoError: a question script does not load or fails on the way; all answers given are on disk.
    """
    app = NianbaoApp(store, draft, today, folder, begin, materials, returned, practice)
    app.idle_collector = IdleCollector()
    take_pastes_as_text()
    if not app.opens_at_once:
        app.idle_collector.begin()
    sys.setswitchinterval(_TURN)
    with painting_on_terminal():
        app.run()
    app.idle_collector.end()
    app.signals.end()
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0
