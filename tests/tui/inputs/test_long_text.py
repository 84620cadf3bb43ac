"""Rows of a text that is being written, and that a key costs the same in a long text as in a short one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from input_harness import Harness, choices, shipped
from rich.cells import cell_len
from rich.segment import Segment
from textual._wrap import compute_wrap_offsets
from textual.app import App, ComposeResult
from textual.document._document import Document
from textual.document._wrapped_document import WrappedDocument
from textual.events import Key, Paste
from textual.geometry import Offset, Region
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from assistant.tui.inputs.long_text import LongLine, LongText, WrappedText, breaks

WORDS = st.sampled_from(["政府信息公开", "ab", " ", "，", "x", "   ", "longer-word", "一", "（含）", "\u3000", "99.5%"])
LINES = st.lists(WORDS, max_size=60).map("".join)
TEXTS = st.lists(LINES, min_size=1, max_size=4).map("\n".join)
WIDTHS = st.integers(4, 20)


@given(LINES, WIDTHS)
def test_lines_are_broken_where_textual_breaks_them(line: str, width: int) -> None:
    assert list(breaks(line, width)) == compute_wrap_offsets(line, width, 4)


@given(LINES, WIDTHS)
def test_breaks_can_be_looked_for_from_any_row(line: str, width: int) -> None:
    found = list(breaks(line, width))
    for number, place in enumerate(found):
        assert list(breaks(line, width, place)) == found[number + 1 :]


def places(text: str, numbers: tuple[int, int]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Two places of a text, the earlier one first."""
    first, last = sorted(number % (len(text) + 1) for number in numbers)
    before, between = text[:first], text[:last]
    start = (before.count("\n"), first - (before.rfind("\n") + 1))
    return start, (between.count("\n"), last - (between.rfind("\n") + 1))


EDITS = st.lists(st.tuples(st.tuples(st.integers(0, 400), st.integers(0, 400)), TEXTS), max_size=8)


@given(TEXTS, WIDTHS, EDITS)
def test_edits_leave_the_rows_that_the_whole_text_gives(
    text: str, width: int, edits: list[tuple[tuple[int, int], str]]
) -> None:
    document = Document(text)
    rows = WrappedText(document, width)
    for numbers, new in edits:
        start, end = places(document.text, numbers)
        result = document.replace_range(start, end, new)
        rows.wrap_range(start, end, result.end_location)
        assert not rows.ragged
        assert_same(rows, WrappedDocument(document, width))


def assert_same(ours: WrappedText, theirs: WrappedDocument) -> None:
    """Every question about the rows has the answer that Textual gives."""
    assert ours.lines == theirs.lines and ours.height == theirs.height
    for line, text in enumerate(theirs.document.lines):
        assert ours.get_sections(line) == theirs.get_sections(line)
        for column in range(len(text) + 1):
            assert ours.location_to_offset((line, column)) == theirs.location_to_offset((line, column))
    for row in range(theirs.height):
        for cell in (0, 3, 50):
            assert ours.offset_to_location(Offset(cell, row)) == theirs.offset_to_location(Offset(cell, row))


@given(st.integers(0, 3000), st.sampled_from(["一", "ab", " ", "，（"]), st.integers(1, 9), WIDTHS)
def test_far_below_a_change_rows_wait_and_none_is_too_wide(place: int, new: str, times: int, width: int) -> None:
    document = Document("政府信息公开，abc def" * 300)
    rows = WrappedText(document, width)
    for _ in range(times):
        result = document.replace_range((0, place), (0, place), new)
        rows.wrap_range((0, place), (0, place), result.end_location)
        place += len(new)
        whole = compute_wrap_offsets(document.lines[0], width, 4)
        above = sum(at <= place for at in whole) + 50
        assert rows.get_offsets(0)[:above] == whole[:above], "what can be in sight is wrapped at once"
        assert "".join(rows.get_sections(0)) == document.lines[0]
        assert all(cell_len(row) <= width for row in rows.get_sections(0))
        assert rows.height == len(rows.get_sections(0))
    rows.settle()
    assert rows.get_offsets(0) == whole


TraceFunction = Callable[[FrameType, str, object], object]


class Work:
    """Counts the lines of code that run in the editors, and the characters that are drawn or measured there."""

    COUNTED = ("/textual/widgets/", "/textual/document/", "/textual/_wrap", "/textual/expand", "/rich/", "/assistant/")

    def __init__(self) -> None:
        self.lines = 0
        self.characters = 0

    def __enter__(self) -> Work:
        self._before = sys.gettrace()
        sys.settrace(self._call)
        return self

    def __exit__(self, *_: object) -> None:
        sys.settrace(self._before)

    def _call(self, frame: FrameType, _event: str, _argument: object) -> TraceFunction | None:
        file = frame.f_code.co_filename.replace("\\", "/")
        if not any(part in file for part in self.COUNTED):
            return None
        if file.endswith("rich/text.py") and frame.f_code.co_name == "__init__":
            self.characters += len(str(frame.f_locals["text"]))
        elif file.endswith("rich/cells.py") and "text" in frame.f_locals:
            self.characters += len(frame.f_locals["text"])
        return self._line

    def _line(self, _frame: FrameType, event: str, _argument: object) -> TraceFunction:
        self.lines += event == "line"
        return self._line


BOXES = {
    "paragraph": ("other.matters", ()),
    "line": ("agency.contact", ()),
    "own words": ("overview.leader", ("5",)),
    "entry of a list": ("overview.review_systems", ("a",)),
    "part of an entry": ("problems.items", ("a",)),
}
SHAPES = {"one long line": "政府信息公开工作，abc ", "many lines": "政府信息公开工作，按时公开，群众满意。\n"}


async def work_of_a_key(box: str, shape: str, length: int, home: str, keys: Sequence[str]) -> Work:
    """What keys cost in a box that holds so much text. What had to be found out once for all is found out before."""
    key, way = BOXES[box]
    app = Harness(shipped(key), choices=choices("甲", "乙", "丙", "丁"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*way)
        assert app.focused is not None
        unit = SHAPES[shape]
        app.focused.post_message(Paste((unit * (length // len(unit) + 1))[:length]))
        await pilot.pause()
        await pilot.press(*([home] if home else []), *keys)
        with Work() as work:
            for each in keys:
                app.post_message(Key(each, each if len(each) == 1 else None))
                await pilot.pause()
        assert len(str(app.answer_input.content())) > length * 0.9
    return work


@pytest.mark.parametrize("home", ["", "home"], ids=["at the end", "before a long tail"])
@pytest.mark.parametrize(
    ("box", "shape"), [*((box, "one long line") for box in BOXES), ("paragraph", "many lines")], ids=lambda name: name
)
async def test_a_key_costs_no_more_in_a_long_text(box: str, shape: str, home: str) -> None:
    keys = ("x", "left", "y", "backspace", "right")
    home = home and ("ctrl+home" if box == "paragraph" else home)
    short = await work_of_a_key(box, shape, 1_500, home, keys)
    long = await work_of_a_key(box, shape, 19_000, home, keys)
    assert short.lines > 500, "there is something to count"
    assert long.lines < short.lines * 1.15
    assert long.characters < short.characters * 1.15


Editor = Input | TextArea


class Both(App[None]):
    """An editor of ours over one of Textual's of the same size."""

    CSS = "Input, TextArea { border: none; width: 30; height: 6; padding: 0 1; } Input { height: 1; }"

    def __init__(self, *make: Callable[[], Editor]) -> None:
        super().__init__()
        self.make = make
        self.pair: list[Editor] = []

    def compose(self) -> ComposeResult:
        self.pair = [make() for make in self.make]
        yield from self.pair

    async def pressed(self, pilot: Pilot[None], keys: Sequence[str]) -> list[list[Segment]]:
        """What each of the two shows, and where its caret is, after the same keys."""
        drawn = []
        for editor in self.pair:
            editor.focus()
            await pilot.press(*keys)
            lines = editor.render_lines(Region(0, 0, *editor.size))
            drawn.append([segment for strip in lines for segment in Segment.simplify(strip)])
        return drawn


TEXT = "政府信息公开工作，abc def" * 9
KEYS = (
    ("end",), ("x", "y"), ("home",), ("z",), ("right", "right", "a"), ("shift+right", "shift+right"),
    ("shift+home",), ("left",), ("backspace",), ("delete",), ("end", "shift+left"), ("ctrl+w",), ("home", "shift+end"),
)  # fmt: skip

MORE = (
    ("up",), ("ctrl+end",), ("pageup", "shift+down"), ("ctrl+home", "shift+pagedown"), ("enter",), ("ctrl+z",),
    ("down", "q"),
)  # fmt: skip


def state(editor: Editor) -> tuple[object, ...]:
    return editor.value if isinstance(editor, Input) else editor.text, editor.selection, editor.scroll_offset


async def test_a_line_is_drawn_as_textual_draws_it() -> None:
    app = Both(lambda: LongLine(TEXT, select_on_focus=False), lambda: Input(TEXT, select_on_focus=False))
    async with app.run_test() as pilot:
        for keys in KEYS:
            ours, theirs = await app.pressed(pilot, keys)
            assert ours == theirs, keys
            assert state(app.pair[0]) == state(app.pair[1])


async def test_paragraphs_are_drawn_as_textual_draws_them() -> None:
    text = f"{TEXT}\n\n短\n{TEXT}"
    app = Both(lambda: LongText(text), lambda: TextArea(text))
    async with app.run_test() as pilot:
        for editor in app.pair:
            editor.cursor_blink = False
        for keys in (*KEYS, *MORE, *KEYS):
            ours, theirs = await app.pressed(pilot, keys)
            assert ours == theirs, keys
            assert state(app.pair[0]) == state(app.pair[1])


async def test_what_a_key_leaves_below_is_put_right_and_the_caret_stays() -> None:
    app = Both(lambda: LongText("政府信息公开" * 900), Input)
    async with app.run_test() as pilot:
        editor = app.pair[0]
        assert isinstance(editor, LongText)
        editor.focus()
        await pilot.press("x", "y")
        assert editor.rows.ragged
        caret, preview_input = editor.cursor_screen_offset, editor.scroll_offset
        editor.settle()
        await pilot.pause()
        assert editor.rows.get_offsets(0) == compute_wrap_offsets(editor.text, editor.wrap_width, 4)
        assert (editor.cursor_screen_offset, editor.scroll_offset) == (caret, preview_input)
        assert editor.virtual_size.height == editor.rows.height
