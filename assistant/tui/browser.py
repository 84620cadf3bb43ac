"""The screen in a browser: what is drawn and typed goes through pipes to the server of ``nianbao serve``."""

from __future__ import annotations

import os
from threading import Lock
from typing import TYPE_CHECKING, cast

from textual import events
from textual.drivers.web_driver import WebDriver

if TYPE_CHECKING:
    from assistant.tui.app import NianbaoApp


class BrowserDriver(WebDriver):
    """Textual's driver, which also saves when its page or its server is gone."""

    def __init__(self, *given: object, **options: object) -> None:
        super().__init__(*given, **options)  # type: ignore[arg-type]
        self._writing = Lock()
        self._write = self._write_whole  # type: ignore[assignment]

    def _write_whole(self, data: bytes) -> int:
        """Write all of it at once: files are delivered by another thread than the one that draws."""
        with self._writing:
            done = 0
            try:
                while done < len(data):
                    done += os.write(self.fileno, data[done:])
            except BrokenPipeError:
                pass  # the server is gone, as the input tells, too
        return len(data)

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        if packet_type == "quit":
            self._leave()
        else:
            super().on_meta(packet_type, payload)

    def run_input_thread(self) -> None:
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._leave()

    def _leave(self) -> None:
        leave = cast("NianbaoApp", self._app).leave_now
        self._app.post_message(events.Callback(callback=leave))
