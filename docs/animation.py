"""The animation of README: an interview from the first question to the pages of the Word file.

A clerk made of keys answers for a sample; the screens of the program are its frames.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from PIL import Image
from textual.pilot import Pilot

from assistant.drafts import DraftStore, read_draft
from assistant.interview import Question
from assistant.report import Report
from assistant.tui import NianbaoApp
from assistant.tui.pictures import picture
from assistant.tui.themes import LIGHT
from tests.tui.clerk import Clerk

ROOT = Path(__file__).resolve().parent.parent
SIZE = (80, 24)
SLOW, QUICK, LAST = 1100, 500, 5000
"""For how many milliseconds a frame is shown: of the first questions, of the others, the pages at the end."""
SLOWLY_ANSWERED = 4
EVERY = 2
"""Of the other questions each second one is shown."""
STRIP = 12
"""So many frames are drawn by the browser at once."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
QUIET = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


@dataclass(frozen=True)
class Frame:
    """A screen as SVG, and for how many milliseconds it is shown."""

    svg: str
    shown: int


class FilmedClerk(Clerk):
    """Answers like any clerk, and keeps what is on the screen after each step."""

    def __init__(self, pilot: Pilot[Any], report: Report) -> None:
        super().__init__(pilot, report)
        self.frames: list[Frame] = []

    def keep(self, shown: int) -> None:
        """The screen as it is now becomes a frame, unless it is the one before."""
        svg = picture(self.app)
        if not self.frames or self.frames[-1].svg != svg:
            self.frames.append(Frame(svg, shown))

    @property
    def pace(self) -> int:
        return SLOW if len(self.asked) < SLOWLY_ANSWERED else QUICK

    async def type(self, text: str) -> None:
        await super().type(text)
        await self.settle()
        if self.pace == SLOW:  # later on what was typed is seen above the next question
            self.keep(SLOW)

    async def answer(self, question: Question) -> None:
        await super().answer(question)
        if self.pace == SLOW or len(self.asked) % EVERY == 0:
            self.keep(self.pace)


async def animate(sample: Path, today: date, out: Path) -> None:
    """Draw the interview that gives ``sample`` into ``out``."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None or shutil.which("pdftoppm") is None or shutil.which("soffice") is None:
        sys.exit("the animation needs Chromium, LibreOffice and pdftoppm (poppler-utils)")
    folder = Path(tempfile.gettempdir()) / "nianbao"  # its name is seen in the animation: the same in each run
    folder.mkdir()
    try:
        frames = await _film(read_draft(sample).report, today, folder)
        images = _drawn(frames, browser, folder)
        images.append(_pages(next(folder.glob("*.docx")), images[0].size))
    finally:
        shutil.rmtree(folder)
    durations = [*(frame.shown for frame in frames), LAST]
    images[0].save(
        out, save_all=True, append_images=images[1:], duration=durations, loop=0, lossless=True, quality=80, method=4
    )


async def _film(report: Report, today: date, folder: Path) -> list[Frame]:
    """From the empty list of drafts to the written file, which is put into ``folder``."""
    before = Path.cwd()
    os.chdir(folder)  # a bare file name shall be shown, not a folder of this machine
    app = NianbaoApp(DraftStore(folder / "drafts"), today=today, folder=Path())
    app.theme = LIGHT.name
    try:
        async with app.run_test(size=SIZE) as pilot:
            clerk = FilmedClerk(pilot, report)
            await clerk.settle()
            await clerk.press("enter")
            await clerk.settle()
            clerk.keep(SLOW)
            await clerk.answer_all()
            clerk.keep(SLOW)
            # What Enter accepted is looked over, and confirmed all at once.
            for key in ("ctrl+e", "enter", "a", "enter"):
                await clerk.press(key)
                await clerk.settle()
                clerk.keep(2 * SLOW)
    finally:
        os.chdir(before)
    return clerk.frames


def _drawn(frames: list[Frame], browser: str, folder: Path) -> list[Image.Image]:
    """The frames as the browser shows them."""
    images: list[Image.Image] = []
    for first in range(0, len(frames), STRIP):
        strip = frames[first : first + STRIP]
        for number, frame in enumerate(strip):
            (folder / f"{number}.svg").write_text(frame.svg, encoding="utf-8")
        width, height = _size(strip[0].svg)
        shown = "".join(f'<img src="{number}.svg" style="display:block">' for number in range(len(strip)))
        page, drawn = folder / "strip.html", folder / "strip.png"
        page.write_text(f'<body style="margin:0">{shown}', encoding="utf-8")
        options = [f"--user-data-dir={folder / 'browser'}", f"--window-size={width},{height * len(strip)}"]
        command = [browser, *QUIET, *options, f"--screenshot={drawn}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True)
        with Image.open(drawn) as whole:
            images += [
                whole.crop((0, number * height, width, (number + 1) * height)).convert("RGB")
                for number in range(len(strip))
            ]
    return images


def _size(svg: str) -> tuple[int, int]:
    """Width and height of a picture in pixels."""
    width, height = svg.split('viewBox="0 0 ', 1)[1].split('"', 1)[0].split()
    return int(width), int(height)


def _pages(word: Path, size: tuple[int, int]) -> Image.Image:
    """The first two pages of the Word file side by side."""
    fonts = os.environ | {"FONTCONFIG_FILE": str(ROOT / "docs" / "pages" / "fonts.conf")}
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(word.parent), str(word)]
    subprocess.run(command, check=True, capture_output=True, env=fonts)
    pages = word.parent / "page"
    subprocess.run(["pdftoppm", "-r", "150", "-l", "2", "-png", str(word.with_suffix(".pdf")), str(pages)], check=True)
    sheet = Image.new("RGB", size, "#8a8f96")
    found = sorted(word.parent.glob("page-*.png"))
    for number, path in enumerate(found):
        with Image.open(path) as page:
            height = size[1] - 24
            small = page.convert("RGB").resize(
                (round(page.width * height / page.height), height), Image.Resampling.LANCZOS
            )
        middle = round(size[0] * (2 * number + 1) / (2 * len(found)))
        sheet.paste(small, (middle - small.width // 2, 12))
    return sheet
