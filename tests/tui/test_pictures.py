"""Pictures of the screen: every run of characters has the width of its cells, and lines join from cell to cell."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.widgets import Static

from assistant.tui.pictures import CELL, LINE, picture
from tests.tui.desk import NARROW, WIDE, desk, until

SVG = "{http://www.w3.org/2000/svg}"
STROKES = {"path", "rect"}


def grid(svg: str) -> ElementTree.Element:
    """The part of the picture that shows the cells, without the window around it."""
    found = ElementTree.fromstring(svg).find(f"{SVG}g")
    assert found is not None
    return found


def rows_of(svg: str) -> dict[int, str]:
    """What is written in each row, put together by the places of the runs; shapes are left out."""
    rows: dict[int, str] = {}
    for text in grid(svg).findall(f"{SVG}text"):
        row, column = int(text.attrib["y"]) // LINE, int(text.attrib["x"]) // CELL
        before = rows.get(row, "")
        assert cell_len(before) <= column, f"{text.text} stands on what is before it"
        rows[row] = before + " " * (column - cell_len(before)) + (text.text or "").replace("\u00a0", " ")
    return rows


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_every_run_is_as_wide_as_its_cells_and_stands_in_them(size: tuple[int, int]) -> None:
    async with desk(until("overview.website_items"), size=size) as clerk:
        svg, shown = picture(clerk.app), clerk.shown().split("\n")
    runs = grid(svg).findall(f"{SVG}text")
    wide = [run for run in runs if "w" in run.attrib["class"].split()]
    assert len(wide) > 20
    for run in runs:
        assert run.text and int(run.attrib["textLength"]) == cell_len(run.text) * CELL
        assert run.attrib["lengthAdjust"] == "spacingAndGlyphs"
    for run in wide:
        assert run.text and cell_len(run.text) == 2 * len(run.text), (
            "no narrow character may share the font of wide ones"
        )
    rows = rows_of(svg)
    blocks = str.maketrans({chr(code): " " for code in range(0x2500, 0x25A0)})
    for number, line in enumerate(shown):
        assert rows.get(number, "").rstrip() == line.translate(blocks).rstrip()


async def test_a_picture_asks_nothing_of_the_network() -> None:
    async with desk() as clerk:
        svg = picture(clerk.app)
    assert "url(" not in svg and svg.count("http") == 1  # the name of the format


class Frames(App[None]):
    """Borders of every make that lines and blocks draw, and characters of doubtful width."""

    CSS = """
    Static { width: 20; height: 3; }
    #round { border: round red; } #heavy { border: heavy red; } #solid { border: solid red; }
    #outer { border: outer red; } #tall { border: tall red; }
    """

    def compose(self) -> ComposeResult:
        for name in ("round", "heavy", "solid", "outer", "tall"):
            yield Static("“引号”…A", id=name)


async def test_lines_reach_the_edges_of_their_cells_and_doubtful_characters_stand_alone() -> None:
    app = Frames()
    async with app.run_test(size=(30, 20)) as pilot:
        await pilot.pause()
        svg = picture(app)
    cells = grid(svg)
    assert not [
        text for text in cells.iter(f"{SVG}text") if any("\u2500" <= sign <= "\u259f" for sign in text.text or "")
    ]
    shapes = [shape for group in cells.findall(f"{SVG}g") for shape in group]
    assert {shape.tag.removeprefix(SVG) for shape in shapes} == STROKES
    sides = [path.attrib["d"] for path in shapes if path.tag == f"{SVG}path"]
    upright = f"M6 {LINE * 1.5:g}L6 {LINE}M6 {LINE * 1.5:g}L6 {LINE * 2}"
    assert upright in sides, "the left side of the first border goes through the whole of its row"
    texts = [text.text for text in cells.findall(f"{SVG}text")]
    assert texts[:5] == ["“", "引号", "”", "…", "A"]


async def test_what_is_on_the_screen_does_not_act_on_the_picture() -> None:
    class Marked(App[None]):
        def compose(self) -> ComposeResult:
            yield Static('</text><script>"&', markup=False)

    app = Marked()
    async with app.run_test(size=(30, 3)) as pilot:
        await pilot.pause()
        svg = picture(app)
    assert next(run.text for run in grid(svg).findall(f"{SVG}text")) == '</text><script>"&'
