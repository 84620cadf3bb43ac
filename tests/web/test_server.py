"""The server of ``nianbao serve``: who is let in, what is handed out, and windows that outlive nobody."""

from __future__ import annotations

import asyncio
import http.client
import os
import re
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import aiohttp
import pyte
import pytest

import assistant.web
from assistant.drafts import DraftStore
from tests.web.conftest import PATIENCE, Served, environment

PLACE = Path(assistant.web.__file__).parent
OURS = [path for path in PLACE.rglob("*") if path.suffix in {".html", ".css", ".js"}]


def asked(served: Served, path: str, **headers: str) -> http.client.HTTPResponse:
    """The answer to a request that a program other than our page might make."""
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=PATIENCE)
    connection.putrequest("GET", path, skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    answer.read()
    return answer


def test_only_who_knows_the_word_and_comes_from_our_page_is_let_in(served: Served) -> None:
    page, word = f"/{served.word}/", served.word
    assert asked(served, page).status == 200
    assert asked(served, f"/{word}/static/page.js").headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert asked(served, f"/{word}/static/..%2Fserver.py").status == 404
    assert asked(served, f"/{word}/download/guessed").status == 404
    guessed = ["/", "/ws", "/guessed/", "/guessed/ws", "/static/page.js", "/download/x", f"/{word[:-1]}/", f"//{word}/"]
    assert {path: asked(served, path).status for path in guessed} == dict.fromkeys(guessed, 403)
    for host in ("rebound.example", f"rebound.example:{served.port}", f"localhost:{served.port}", "127.0.0.1"):
        assert asked(served, page, Host=host).status == 403, host
    for origin in ("http://rebound.example", "null", f"http://localhost:{served.port}", "http://127.0.0.1"):
        assert asked(served, f"/{word}/ws", Origin=origin).status == 403, origin
    policy = asked(served, page).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and f"ws://127.0.0.1:{served.port}" in policy
    assert "已停止" in served.stop() or sys.platform == "win32"


def test_no_file_of_the_page_names_a_place_to_fetch_from() -> None:
    assert {"page.html", "page.js", "page.css", "xterm.js", "xterm.css"} <= {path.name for path in OURS}
    spaces = {"http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg"}
    fetching = re.compile(r"""(?:https?:|wss?:)?//[\w-]+\.[\w.-]+[^\s"'`)]*|@import|@font-face|url\(""")
    for path in OURS:
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        text = re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE)
        assert {found for found in fetching.findall(text) if found not in spaces} == set(), path.name


class Tab:
    """What a page shows of its window, without a browser."""

    def __init__(self, connection: aiohttp.ClientWebSocketResponse) -> None:
        self._connection = connection
        self.screen = pyte.Screen(100, 30)
        self._stream = pyte.ByteStream(self.screen)

    async def type(self, keys: str) -> None:
        await self._connection.send_json(["stdin", keys])

    async def until(self, words: str) -> None:
        async with asyncio.timeout(PATIENCE):
            while "".join(words.split()) not in "".join("".join(self.screen.display).split()):
                message = await self._connection.receive()
                assert message.type in (aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT), message
                if message.type is aiohttp.WSMsgType.BINARY:
                    self._stream.feed(message.data)


def in_tabs(served: Served, play: Callable[[Callable[[], Awaitable[Tab]]], Awaitable[None]]) -> None:
    """Run ``play`` with a function that opens a page."""

    async def run() -> None:
        async with aiohttp.ClientSession() as client:

            async def opened() -> Tab:
                return Tab(await client.ws_connect(f"{served.url}ws?width=100&height=30"))

            await play(opened)

    asyncio.run(run())


def test_two_pages_on_one_draft_are_two_windows(finished: str, served: Served) -> None:
    async def play(opened: Callable[[], Awaitable[Tab]]) -> None:
        first = await opened()
        await first.until(finished)
        await first.type("\r")
        await first.until("都回答完了")
        second = await opened()
        await second.until(finished)
        await second.type("\r")
        await second.until("只看，不改")

    in_tabs(served, play)
    assert "已停止" in served.stop() or sys.platform == "win32"


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no /proc to find the processes of the server in")
def test_what_is_typed_is_kept_when_the_server_is_killed(data_home: Path, served: Served) -> None:
    async def play(opened: Callable[[], Awaitable[Tab]]) -> None:
        tab = await opened()
        await tab.until("欢迎使用")
        await tab.type("n")
        await tab.until("全称")
        await tab.type("清河镇人民政府\r")
        await tab.until("第2题")
        (window,) = children(served.process.pid)
        served.process.kill()
        async with asyncio.timeout(PATIENCE):
            while alive(window):
                await asyncio.sleep(0.02)

    in_tabs(served, play)
    assert [entry.agency for entry in DraftStore(data_home).list()] == ["清河镇人民政府"]


def children(process: int) -> list[int]:
    """The processes that a process has started."""
    listed = Path(f"/proc/{process}/task/{process}/children")
    return [int(number) for number in listed.read_text().split()]


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def test_without_the_extra_one_sentence_says_how_to_install_it() -> None:
    code = (
        "import sys; sys.modules['textual_serve'] = None; sys.argv = ['nianbao', 'serve']\n"
        "from assistant.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, env=environment())
    said = done.stderr.decode("utf-8")
    assert done.returncode == 2 and said.count("\n") == 1 and "pip install 'nianbao[web]'" in said


def test_a_port_that_is_taken_is_told(served: Served) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "serve", "--no-browser", "--port", str(served.port)], capture_output=True,
        check=False, env=environment(),
    )  # fmt: skip
    assert done.returncode == 2 and f"端口 {served.port}" in done.stderr.decode("utf-8")
