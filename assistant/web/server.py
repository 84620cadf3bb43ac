"""The server on 127.0.0.1: who may ask, the page and its files, the sockets, and the downloads.

An address begins with a random word that only the clerk's terminal and browser know. The browser is started with
another word that opens the page once: command lines can be read by everybody on the machine.
"""

from __future__ import annotations

import asyncio
import secrets
import signal
import socket
import webbrowser
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from string import Template
from threading import Thread
from urllib.parse import quote

from aiohttp import web
from textual_serve.server import Server

from assistant.errors import NianbaoError, reason
from assistant.texts import WEB
from assistant.web.window import Window

HOST = "127.0.0.1"
_FOLDER = Path(__file__).parent
_TYPES = {".js": "text/javascript", ".css": "text/css", ".txt": "text/plain"}
_CLOSING_SECONDS = 20
_LARGEST_SIDE = 1000
"""Columns or rows: no window has more."""
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src data:; "
    "connect-src 'self' ws://{host}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class BrowserServer(Server):
    """Opens a window of the program for each page, and nothing for anybody else.

    :param listening: bound to a port of 127.0.0.1.
    """

    def __init__(self, listening: socket.socket) -> None:
        port = listening.getsockname()[1]
        super().__init__("nianbao", host=HOST, port=port)
        self._listening = listening
        self._token = secrets.token_urlsafe(24)
        self._opens_once = secrets.token_urlsafe(24)
        self._sockets: set[web.WebSocketResponse] = set()

    @property
    def url(self) -> str:
        """The whole address, for the clerk's eyes."""
        return f"{self.public_url}/{self._token}/"

    @property
    def url_once(self) -> str:
        """An address that leads to the page the first time only, for the browser's command line."""
        return f"{self.public_url}/{self._opens_once}/"

    def run(self, started: Callable[[], None]) -> None:
        """Serve until Ctrl+C, SIGTERM or the end of the terminal; all windows have saved by then.

        :param started: called when pages can be opened.
        """

        async def application() -> web.Application:
            if hasattr(signal, "SIGHUP"):
                with suppress(NotImplementedError):
                    asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, self.request_exit)
            made = await self._make_app()
            made.on_startup.append(_calling(started))
            return made

        # aiohttp's own words are not for clerks, and its log would hold addresses.
        web.run_app(application(), sock=self._listening, print=None, access_log=None, shutdown_timeout=_CLOSING_SECONDS)

    async def _make_app(self) -> web.Application:
        app = web.Application(middlewares=[self._guard])
        app.add_routes(
            [
                web.get("/{word}/", self.handle_index),
                web.get("/{word}/ws", self.handle_websocket),
                web.get("/{word}/download/{key}", self.handle_download),
                web.get("/{word}/static/{name}", self._static),
            ]
        )
        app.on_shutdown.append(self.on_shutdown)
        return app

    @web.middleware
    async def _guard(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """Refuse whoever has not our address: pages of others, names that others let point here, guessed words."""
        ours = request.headers.get("Host") == f"{HOST}:{self.port}"
        origin = request.headers.get("Origin", self.public_url) == self.public_url
        if not (ours and origin and request.method == "GET" and self._knows(request)):
            return web.Response(status=403, text=WEB.say("say.refused"), headers=_HEADERS)
        return await handler(request)

    def _knows(self, request: web.Request) -> bool:
        word = request.path.split("/")[1].encode()
        if secrets.compare_digest(word, self._token.encode()):
            return True
        if self._opens_once and secrets.compare_digest(word, self._opens_once.encode()):
            self._opens_once = ""
            raise web.HTTPFound(f"/{self._token}/", headers=_HEADERS)
        return False

    async def handle_index(self, request: web.Request) -> web.Response:
        """The page."""
        page = Template((_FOLDER / "page.html").read_text(encoding="utf-8")).substitute(WEB.entry("page"))
        policy = {"Content-Security-Policy": _POLICY.format(host=f"{HOST}:{self.port}")}
        return web.Response(text=page, content_type="text/html", headers=_HEADERS | policy)

    async def _static(self, request: web.Request) -> web.Response:
        # The names are looked up: no name leads out of the folder. The types are ours: a Windows registry may
        # hold others, with which no browser runs a script.
        files = {path.name: path for path in (_FOLDER / "static").iterdir()}
        found = files.get(request.match_info["name"])
        if found is None:
            raise web.HTTPNotFound(headers=_HEADERS)
        return web.Response(
            body=found.read_bytes(), content_type=_TYPES[found.suffix], charset="utf-8", headers=_HEADERS
        )

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """A window of the program for as long as the page is open."""
        connection = web.WebSocketResponse(heartbeat=15, max_msg_size=16 * 1024 * 1024)
        await connection.prepare(request)
        self._sockets.add(connection)
        window = Window(connection, self.download_manager)
        try:
            await window.start(_side(request, "width", 80), _side(request, "height", 24))
            with suppress(ConnectionResetError, ValueError, KeyError, TypeError, AssertionError, AttributeError):
                await self._process_messages(connection, window)
        finally:
            self._sockets.discard(connection)
            await window.stop()
        return connection

    async def handle_download(self, request: web.Request) -> web.StreamResponse:
        """A file that a window has written; each once."""
        key = request.match_info["key"]
        try:
            download = await self.download_manager.get_download_metadata(key)
        except KeyError:
            raise web.HTTPNotFound(headers=_HEADERS) from None
        named = f"attachment; filename*=UTF-8''{quote(download.file_name)}"
        response = web.StreamResponse(headers=_HEADERS | {"Content-Disposition": named})
        response.content_type = download.mime_type
        await response.prepare(request)
        async for chunk in self.download_manager.download(key):
            await response.write(chunk)
        await response.write_eof()
        return response

    async def on_shutdown(self, app: web.Application) -> None:
        """Close the pages, so that every window saves and ends."""
        for connection in list(self._sockets):
            await connection.close()


def _calling(started: Callable[[], None]) -> Callable[[web.Application], Awaitable[None]]:
    async def call(_: web.Application) -> None:
        started()

    return call


def _side(request: web.Request, name: str, usual: int) -> int:
    """How many columns or rows the page has."""
    text = request.query.get(name, "")
    return min(int(text), _LARGEST_SIDE) if text.isdecimal() and int(text) else usual


def listen(port: int) -> socket.socket:
    """A socket on a port of 127.0.0.1, or on any free one when 0.

    :raises NianbaoError: it is taken, or not for this user.
    """
    listening = socket.socket()
    try:
        listening.bind((HOST, port))
        listening.listen()  # who comes before the server is ready waits a moment
    except OSError as error:
        listening.close()
        raise NianbaoError(*WEB.refusal("say.port_taken", port=port, why=reason(error))) from error
    return listening


def open_browser(url: str) -> None:
    """Open the default browser, which may take its time."""

    def opened() -> None:
        with suppress(webbrowser.Error, OSError):
            webbrowser.open(url)

    Thread(target=opened, daemon=True).start()
