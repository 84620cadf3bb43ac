"""One open page: a process of the program that draws for it."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import suppress

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from assistant.program import own_command, own_environment
from assistant.tui.terminal import BROWSER_DRIVER

# Ctrl+C in the terminal of the server is for the server, which lets its windows save.
if sys.platform == "win32":
    _APART = subprocess.CREATE_NEW_PROCESS_GROUP
else:
    _APART = 0

_SAVING_SECONDS = 10
"""What a window may take to save and end when its page is closed."""


class Window(AppService):
    """Runs ``nianbao window`` and carries between it and the page what textual-serve's protocol knows."""

    def __init__(self, connection: web.WebSocketResponse, downloads: DownloadManager) -> None:
        super().__init__(
            "", write_bytes=self._send_bytes, write_str=self._send_text, close=self._close, download_manager=downloads
        )
        self._connection = connection

    # A page that is gone takes nothing more; the process is still read, or it could not end.
    async def _send_bytes(self, data: bytes) -> None:
        with suppress(ConnectionResetError):
            await self._connection.send_bytes(data)

    async def _send_text(self, text: str) -> None:
        with suppress(ConnectionResetError):
            await self._connection.send_str(text)

    async def _close(self) -> None:
        await self._connection.close()

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        built: dict[str, str] = super()._build_environment(width, height)
        return built | own_environment() | {name: built[name] for name in _SET} | {"TEXTUAL_DRIVER": BROWSER_DRIVER}

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        self._process = process = await asyncio.create_subprocess_exec(
            *own_command("window"), stdin=PIPE, stdout=PIPE, stderr=PIPE,
            env=self._build_environment(width, height), start_new_session=True, creationflags=_APART,
        )  # fmt: skip
        self._stdin = process.stdin
        return process

    async def stop(self) -> None:
        """Let the window save and end; end it when it does not."""
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(super().stop(), _SAVING_SECONDS)
        if self._process is not None and self._process.returncode is None:
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._process.wait(), _SAVING_SECONDS)
            with suppress(ProcessLookupError):
                self._process.kill()


_SET = ("COLUMNS", "ROWS", "TERM_PROGRAM", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_FPS")
"""What textual-serve tells its programs."""
