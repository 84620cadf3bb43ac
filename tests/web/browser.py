"""A headless Chromium, driven over its debugging protocol: one page, real keys, every request noted."""

from __future__ import annotations

import asyncio
import base64
import json
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

CHROMIUM = next((found for name in ("chromium", "google-chrome", "chrome") if (found := shutil.which(name))), "")
PATIENCE = 30.0
"""Seconds after which a test gives up waiting; never how long it takes."""
_KEYS = {
    "Enter": (13, "\r", 0), "Escape": (27, "", 0), "ArrowUp": (38, "", 0), "ArrowDown": (40, "", 0), "Tab": (9, "", 0),
    "F2": (113, "", 0), "F4": (115, "", 0), "Backspace": (8, "", 0),
}  # fmt: skip
_CONTROL = 2
_BOTH_ENDS = 'JSON.stringify([...document.querySelectorAll(".xterm-rows > div")].map(row => row.textContent))'


class Page:
    """The page of a browser that was just opened.

    :ivar requests: the address of everything that it asked for.
    """

    def __init__(self, connection: aiohttp.ClientWebSocketResponse) -> None:
        self._connection = connection
        self._calls: dict[int, asyncio.Future[Any]] = {}
        self._number = 0
        self._session = ""
        self.requests: list[str] = []
        self.events: list[dict[str, Any]] = []
        self._changed = asyncio.Event()
        self._reader = asyncio.create_task(self._read())

    async def call(self, method: str, **parameters: Any) -> Any:
        """What the browser answers."""
        self._number += 1
        answer = self._calls[self._number] = asyncio.get_running_loop().create_future()
        message = {"id": self._number, "method": method, "params": parameters}
        await self._connection.send_json({**message, "sessionId": self._session} if self._session else message)
        return await asyncio.wait_for(answer, PATIENCE)

    async def _read(self) -> None:
        async for message in self._connection:
            told = json.loads(message.data)
            if "id" in told:
                future = self._calls.pop(told["id"])
                if "error" in told:
                    future.set_exception(RuntimeError(told["error"]["message"]))
                else:
                    future.set_result(told["result"])
                continue
            self.events.append(told)
            if told["method"] == "Network.requestWillBeSent":
                self.requests.append(told["params"]["request"]["url"])
            elif told["method"] == "Network.webSocketCreated":
                self.requests.append(told["params"]["url"])
            self._changed.set()

    async def begin(self, downloads: Path) -> None:
        """Take over the first tab."""
        target = (await self.call("Target.createTarget", url="about:blank"))["targetId"]
        self._session = (await self.call("Target.attachToTarget", targetId=target, flatten=True))["sessionId"]
        for domain in ("Page", "Network", "Runtime"):
            await self.call(f"{domain}.enable")
        size = {"width": 1280, "height": 860, "deviceScaleFactor": 1, "mobile": False}
        await self.call("Emulation.setDeviceMetricsOverride", **size)
        await self.call("Emulation.setFocusEmulationEnabled", enabled=True)
        session, self._session = self._session, ""
        await self.call(
            "Browser.setDownloadBehavior", behavior="allow", downloadPath=str(downloads), eventsEnabled=True
        )
        await self.call("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
        self._session = session

    async def open(self, url: str) -> None:
        await self.call("Page.navigate", url=url)

    async def value(self, expression: str) -> Any:
        """What an expression of JavaScript gives."""
        return (await self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True))[
            "result"
        ].get("value")

    async def text(self) -> str:
        """What the terminal of the page shows, without blanks."""
        rows = json.loads(await self.value(_BOTH_ENDS) or "[]")
        return "".join("".join(rows).split())

    async def until(self, words: str) -> None:
        """Wait until words are on the screen."""
        await self.when(lambda text: "".join(words.split()) in text, words)

    async def when(self, holds: Callable[[str], bool], what: str = "") -> None:
        """Wait until the text of the screen is as wanted."""
        end = asyncio.get_running_loop().time() + PATIENCE
        while not holds(text := await self.text()):
            assert asyncio.get_running_loop().time() < end, f"waited for {what!r}; the page shows {text}"
            await asyncio.sleep(0.05)

    async def until_value(self, expression: str) -> None:
        """Wait until an expression of JavaScript is true."""
        async with asyncio.timeout(PATIENCE):
            while not await self.value(expression):
                await asyncio.sleep(0.05)

    async def event(self, method: str, **wanted: Any) -> dict[str, Any]:
        """The first event of that name with these parameters, waited for."""
        async with asyncio.timeout(PATIENCE):
            while True:
                self._changed.clear()
                for told in self.events:
                    if told["method"] == method and wanted.items() <= told["params"].items():
                        found: dict[str, Any] = told["params"]
                        return found
                await self._changed.wait()

    # -- hands ---------------------------------------------------------------------------------
    async def press(self, key: str) -> None:
        """Press a letter or digit, a named key, or Ctrl and a letter: ``Ctrl+E``."""
        if key.startswith("Ctrl+"):
            letter = key[-1]
            what = {"key": letter.lower(), "code": f"Key{letter}", "modifiers": _CONTROL}
            code, text = ord(letter), ""
        elif len(key) == 1:
            what, code, text = {"key": key}, ord(key.upper()), key
        else:
            code, text, modifiers = _KEYS[key]
            what = {"key": key, "code": key, "modifiers": modifiers}
        what |= {"windowsVirtualKeyCode": code}
        await self.call("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **what)
        await self.call("Input.dispatchKeyEvent", type="keyUp", **what)

    async def insert(self, text: str) -> None:
        """What an input method commits."""
        await self.call("Input.insertText", text=text)

    async def compose(self, parts: list[str], committed: str) -> None:
        """Type through an input method: what stands there while composing, then what it commits."""
        for part in parts:
            await self.call("Input.imeSetComposition", text=part, selectionStart=len(part), selectionEnd=len(part))
        await self.call("Input.insertText", text=committed)

    async def paste(self, text: str) -> None:
        """Copy the text elsewhere, and press Ctrl+V."""
        await self.value(f"navigator.clipboard.writeText({json.dumps(text)})")
        what = {"key": "v", "code": "KeyV", "modifiers": _CONTROL, "windowsVirtualKeyCode": ord("V")}
        await self.call("Input.dispatchKeyEvent", type="rawKeyDown", commands=["paste"], **what)
        await self.call("Input.dispatchKeyEvent", type="keyUp", **what)

    async def picture(self, path: Path) -> None:
        """What can be seen, as .png."""
        data = (await self.call("Page.captureScreenshot", format="png"))["data"]
        path.write_bytes(base64.b64decode(data))

    async def close(self) -> None:
        self._session = ""
        await self.call("Browser.close")
        self._reader.cancel()


@asynccontextmanager
async def chromium(folder: Path) -> AsyncIterator[Page]:
    """A browser with a profile of its own in ``folder``; its downloads go to ``folder/downloads``."""
    profile = folder / "profile"
    # Nothing of the browser itself shall ask anybody anything, and it has no other host to ask.
    process = await asyncio.create_subprocess_exec(
        CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
        "--disable-features=Translate,OptimizationHints,MediaRouter", "--disable-dev-shm-usage",
        f"--user-data-dir={profile}", "about:blank",
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        port_file = profile / "DevToolsActivePort"
        async with asyncio.timeout(PATIENCE):
            while not port_file.exists() or len(port_file.read_text().split()) < 2:
                await asyncio.sleep(0.02)
        port, path = port_file.read_text().split()
        address = f"ws://127.0.0.1:{port}{path}"
        async with aiohttp.ClientSession() as client, client.ws_connect(address, max_msg_size=0) as connection:
            page = Page(connection)
            await page.begin(folder / "downloads")
            yield page
            await page.close()
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
