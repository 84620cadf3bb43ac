"""A clerk works in a browser: an input method, the clipboard, the table, the export, and nobody else is asked."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from assistant.drafts import DraftStore
from tests.web.browser import CHROMIUM, chromium
from tests.web.conftest import Served

RIGHT_EDGES = (
    "[...document.querySelectorAll('.xterm-rows > div > :last-child')].map(e => e.getBoundingClientRect().right)"
)
"""Where each line of the terminal ends: Chinese, marks and digits must fill the same cells."""


@pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed, so nobody looked at the page")
async def test_a_clerk_answers_fills_a_table_and_takes_the_report_home(
    finished: str, served: Served, data_home: Path, tmp_path: Path
) -> None:
    async with chromium(tmp_path) as page:
        await page.open(served.url)
        await page.until("永乐镇人民政府")
        await page.press("n")
        await page.until("贵单位的全称")
        await page.compose(["q", "qing", "清"], "清河")
        await page.until("清河")
        await page.compose(["zh", "镇"], "镇")
        await page.until("清河镇")
        await page.paste("人民政府")
        await page.until("清河镇人民政府")
        await page.press("Enter")
        await page.until("第2题")
        await page.picture(tmp_path / "answered.png")
        await page.press("Ctrl+Q")
        await page.until_value("document.getElementById('ended').open")
        await page.picture(tmp_path / "ended.png")
        assert {entry.agency for entry in DraftStore(data_home).list()} == {"清河镇人民政府", "永乐镇人民政府"}

        await page.value("document.getElementById('again').click()")
        await page.until("永乐镇人民政府")
        await page.press("ArrowDown")
        await page.press("Enter")
        await page.until("都回答完了")
        await page.press("Ctrl+G")
        await page.until("跳到哪个问题")
        await page.insert("收到")
        await page.until("39 申请情况表")
        await page.press("Enter")
        await page.until("本年新收1＋")
        await page.press("3")
        await page.press("Enter")
        await page.until("本年新收3＋")
        await page.picture(tmp_path / "table.png")
        edges = await page.value(RIGHT_EDGES)
        assert max(edges) - min(edges) < 3, "a line is wider than its cells"
        await page.press("Escape")
        await page.until("打开表格接着填")
        await page.press("Escape")
        await page.until("都回答完了")

        await page.press("Ctrl+E")
        await page.until("可以导出")
        await page.press("Enter")
        done = await page.event("Browser.downloadProgress", state="completed")
        await page.until("交给浏览器下载了")
        await page.picture(tmp_path / "exported.png")
        (written,) = served.folder.glob("*.docx")
        (taken,) = (tmp_path / "downloads").iterdir()
        assert (taken.name, taken.read_bytes()) == (written.name, written.read_bytes())
        assert done["totalBytes"] == written.stat().st_size

    outside = {url for url in page.requests if not url.startswith("data:") and urlsplit(url).hostname != "127.0.0.1"}
    assert outside == set() and any(url.startswith("ws://") for url in page.requests)
