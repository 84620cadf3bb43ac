"""Draw the pictures of README and docs/: screens by the program itself, those of the handbook, pages, the animation.

Run ``just pictures``, or ``python -m docs.make_pictures`` in the checkout, for all of them, or name what is wanted:
``just pictures screens``.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from textual.pilot import Pilot

from assistant.drafts import Draft, DraftStore, read_draft
from assistant.drafts.beginning import begin
from assistant.drafts.readiness import readiness
from assistant.export import publish
from assistant.interview import Interview, load_script
from assistant.report import Report, with_answer
from assistant.tui import NianbaoApp
from assistant.tui.pictures import picture
from assistant.tui.themes import DARK, LIGHT

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
HANDBOOK = ROOT / "docs" / "handbook" / "pictures"
SIZES = [(80, 24), (140, 40)]
TODAY = date(2025, 1, 6)


PARTS = ("screens", "handbook", "county", "pages", "animation")


async def main(wanted: list[str]) -> None:
    """Draw the parts that are wanted, all when none is named."""
    unknown = [name for name in wanted if name not in PARTS]
    if unknown:
        sys.exit(f"{unknown[0]}: there are only {', '.join(PARTS)}")
    if not wanted or "screens" in wanted:
        for size in SIZES:
            for theme in ("dark", "light"):
                await _screens(size, theme)
    if not wanted or "handbook" in wanted:
        await _handbook()
    if not wanted or "county" in wanted:
        await _county()
    if not wanted or "pages" in wanted:
        _pages()
    if not wanted or "animation" in wanted:
        from docs.animation import animate  # wants Pillow and the tests' clerk, which the screens do without

        await animate(SAMPLES / "yongle-2024.toml", TODAY, ROOT / "docs" / "screens" / "interview.webp")


async def _screens(size: tuple[int, int], theme: str) -> None:
    """Every main screen, with a bureau's draft half way and at its end."""
    finished = read_draft(SAMPLES / "linhe-housing-2024.toml")
    half = finished.changed(report=with_answer(finished.report, "overview.checks", None), at="overview.checks")
    table = finished.changed(at="requests")
    with tempfile.TemporaryDirectory() as home:
        store = DraftStore(Path(home))
        store.save(Draft(read_draft(SAMPLES / "yongle-2024.toml").report))
        await _one(store, None, size, theme, {"home": []})
        scenes = {"conversation": [], "help": ["f1"], "jump": ["escape", "ctrl+g"]}
        await _one(store, half.changed(name=""), size, theme, scenes)
        await _one(store, table.changed(name=""), size, theme, {"table": ["down", "right"]})
        begun = begin(readiness(read_draft(SAMPLES / "yongle-2024.toml")).document, None)
        await _one(store, begun, size, theme, {"last-year": ["f4", "enter", "enter", "f4", "space"]}, date(2026, 1, 6))
        ending = {"finished": [], "preview": ["ctrl+p"], "export": ["escape", "ctrl+e"]}
        await _one(store, finished.changed(name="", at=None), size, theme, ending)


async def _handbook() -> None:
    """What a clerk of a town sees on the way from the first question to the Word file, and the first page of that."""
    town = read_draft(SAMPLES / "yongle-2024.toml")
    with tempfile.TemporaryDirectory() as home:
        store = DraftStore(Path(home))
        store.save(Draft(town.report))
        await _steps(store, None, {"home": []})
        await _steps(store, Draft(Report()), {"name": []})
        figure = {"figure": [*"26"], "refused": ["backspace", "backspace", *"26.5", "enter"]}
        await _steps(store, _until(town, "overview.website_items"), figure)
        await _steps(store, _until(town, "overview.notice_items"), {"help": ["f1"]})
        await _steps(store, _until(town, "overview.proactive_more"), {"ticking": ["space", "down", "space"]})
        await _steps(store, _until(town, "requests"), {"table": ["enter", "1", "enter"]})
        await _steps(store, _until(town, "problems.items"), {"problems": []})
        begun = begin(readiness(town).document, None)
        await _steps(store, begun, {"last-year": ["f4"]}, date(2026, 1, 6))
        ending = {"preview": ["ctrl+p"], "export": ["escape", "ctrl+e"]}
        await _steps(store, town.changed(name="", at=None), ending)
    first = ROOT / "docs" / "pages" / "yongle-2024-1.png"
    (HANDBOOK / "page.png").write_bytes(first.read_bytes())


async def _county() -> None:
    """The units of a made county, the findings of one, the sum."""
    from tests.county.made_county import make  # the tests' county, which the other pictures do without

    with tempfile.TemporaryDirectory() as home:
        folder = make(Path(home)).folder
        scenes = {
            "county-units": ["s", *folder.name, "enter"],
            "county-findings": ["down", "down", "enter"],
            "county-sum": ["escape", "t", "t", *["right"] * 6],
        }
        store, screens = DraftStore(Path(home) / "drafts"), ROOT / "docs" / "screens"
        await _draw(
            store, None, (100, 30), LIGHT.name, scenes, lambda name: screens / f"{name}.svg", TODAY, folder.parent
        )


def _until(draft: Draft, key: str) -> Draft:
    """The draft as it was when ``key`` came to be asked: nothing from there on is answered."""
    report = draft.report
    path = [question.key for question in Interview(load_script(), report, today=TODAY).path]
    for later in path[path.index(key) :]:
        report = with_answer(report, later, None)
    return draft.changed(name="", report=report, at=key)


async def _steps(store: DraftStore, draft: Draft | None, scenes: dict[str, list[str]], today: date = TODAY) -> None:
    """Pictures of the handbook, each after the keys that lead there from the one before."""
    await _draw(store, draft, (100, 30), LIGHT.name, scenes, lambda name: HANDBOOK / f"{name}.svg", today)


async def _one(
    store: DraftStore,
    draft: Draft | None,
    size: tuple[int, int],
    theme: str,
    scenes: dict[str, list[str]],
    today: date = TODAY,
) -> None:
    suffix = f"{size[0]}x{size[1]}" + ("" if theme == "dark" else "-light")
    name = (DARK if theme == "dark" else LIGHT).name
    await _draw(store, draft, size, name, scenes, lambda one: ROOT / "docs" / "screens" / f"{one}-{suffix}.svg", today)


async def _draw(
    store: DraftStore,
    draft: Draft | None,
    size: tuple[int, int],
    theme: str,
    scenes: dict[str, list[str]],
    place: Callable[[str], Path],
    today: date,
    folder: Path = Path("/home/clerk"),
) -> None:
    app = NianbaoApp(store, draft, today, folder)
    app.theme = theme
    async with app.run_test(size=size) as pilot:
        for name, keys in scenes.items():
            await pilot.pause()
            for key in keys:
                await pilot.press(key)
                await _settle(app, pilot)
            await _settle(app, pilot)
            place(name).write_text(picture(app), encoding="utf-8")


async def _settle(app: NianbaoApp, pilot: Pilot[None]) -> None:
    """Wait until everything that a key set off has happened."""
    for _ in range(3):
        await pilot.pause()
        for worker in [each for each in app.workers if each._thread_worker]:  # another may be waiting for a key
            await worker.wait()
    await pilot.pause()


def _pages() -> None:
    """The pages of every sample as LibreOffice shows them."""
    office, images = shutil.which("soffice") or shutil.which("libreoffice"), shutil.which("pdftoppm")
    if not office or not images:
        sys.exit("the pages need LibreOffice and pdftoppm (poppler-utils)")
    fonts = os.environ | {"FONTCONFIG_FILE": str(ROOT / "docs" / "pages" / "fonts.conf")}
    with tempfile.TemporaryDirectory() as folder:
        for sample in sorted(SAMPLES.glob("*.toml")):
            word = publish(readiness(read_draft(sample)).document, Path(folder) / f"{sample.stem}.docx")
            command = [office, "--headless", "--convert-to", "pdf", "--outdir", folder, str(word)]
            subprocess.run(command, check=True, capture_output=True, env=fonts)
            pages = ROOT / "docs" / "pages" / sample.stem
            command = [images, "-r", "60", "-png", str(word.with_suffix(".pdf")), str(pages)]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
