"""One table says what every key does: hints, footer and help print its words, and every input behaves by it."""

from __future__ import annotations

import importlib
import pkgutil
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from input_harness import SCRIPT, Harness, choices, shipped
from textual.binding import Binding
from textual.pilot import Pilot
from textual.widget import Widget

import assistant.texts
import assistant.tui
from assistant.interview import Interview
from assistant.interview.coach import lacking
from assistant.texts import KEYS
from assistant.tui.inputs.lines import Line
from assistant.tui.inputs.paragraph import Prose
from assistant.tui.inputs.rows import Row, Rows
from assistant.tui.inputs.table.grid import Grid
from assistant.tui.screens.coach import CoachScreen
from assistant.tui.screens.dialogs import ChoiceScreen
from assistant.tui.screens.help import HelpScreen
from assistant.tui.screens.ticking import TickScreen
from assistant.tui.widgets.keys import key_name
from tests.tui.desk import sample

TABLE: dict[str, dict[str, Any]] = {entry["name"]: entry for entry in KEYS.entry("key")}
LOCAL: dict[str, list[str]] = KEYS.entry("local")
NAMES = sorted({*TABLE, *LOCAL}, key=len, reverse=True)
SAID = {name: set(TABLE[name]["says"] if name in TABLE else ()) | set(LOCAL.get(name, ())) for name in NAMES}
_SUBJECT = re.compile("|".join(map(re.escape, NAMES)))


def _texts(table: dict[str, Any], name: str) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _texts(value, f"{name}.{key}")
        elif isinstance(value, str):
            yield f"{name}.{key}", value


def hints() -> list[tuple[str, str]]:
    """Every line that says what keys do, by its place in the catalogue."""
    folder = Path(str(assistant.texts.__file__)).parent
    files = ("inputs", "cases", "screens", "talk", "collection", "proof_sheet", "county_screen")
    found = [
        each for name in files for each in _texts(tomllib.loads((folder / f"{name}.toml").read_text("utf-8")), name)
    ]
    others = ("screens.opening.hint", "screens.quit.hint", "proof_sheet.texts.unreadable_hint")
    return [
        (place, text)
        for place, text in found
        if place not in others and (".hint" in place or "_hint" in place or place.startswith("screens.message."))
    ]


def parts(hint: str) -> Iterator[tuple[str, str]]:
    """The keys of a hint, each with what is said of it; what names no key is passed over."""
    for part in hint.split("·"):
        names, rest = [], part.strip()
        while match := _SUBJECT.match(rest):
            names.append(match.group())
            rest = rest[match.end() :].strip()
            if not rest.startswith("或"):
                break
            rest = rest.removeprefix("或").strip()
        yield from ((name, rest) for name in names)


def screens_and_widgets() -> list[type[Widget]]:
    """Every class of the program that may have keys."""
    found: dict[str, type[Widget]] = {}
    for module in pkgutil.walk_packages(assistant.tui.__path__, "assistant.tui."):
        for each in vars(importlib.import_module(module.name)).values():
            if isinstance(each, type) and issubclass(each, Widget) and each.__module__ == module.name:
                found[each.__qualname__] = each
    return [found[name] for name in sorted(found)]


@pytest.mark.parametrize(("place", "hint"), hints(), ids=lambda value: value if "." in value else "")
def test_hints_say_of_a_key_what_the_table_says(place: str, hint: str) -> None:
    for name, said in parts(hint):
        bare = re.sub("[（，].*", "", said)
        assert bare in SAID[name] or said in SAID[name], (place, name, said)


def test_the_footer_says_of_a_key_what_the_table_says() -> None:
    seen = set()
    for each in screens_and_widgets():
        for binding in each.BINDINGS:
            if isinstance(binding, Binding) and binding.show:
                name = key_name(binding, 140)
                assert binding.description in SAID[name], (each.__qualname__, name, binding.description)
                seen.add(name)
    assert {"F1", "F3", "Ctrl+G", "Ctrl+Z", "回车", "Esc"} <= seen


async def test_the_help_is_made_of_the_table() -> None:
    app = Harness(shipped("overview.deputy"))
    async with app.run_test(size=(100, 60)) as pilot:
        app.push_screen(HelpScreen(hint=app.answer_input.hint))
        await pilot.pause()
        text = "".join(app.screen_text().split())
        for entry in TABLE.values():
            assert "".join(entry["means"].split()) in text, entry["name"]
        assert "".join(app.answer_input.hint.split()) in text


INPUTS: dict[str, tuple[str, dict[str, Any]]] = {
    "yes or no": ("overview.in_assessment", {"default": "否", "default_shown": "否"}),
    "yes or no without a default": ("overview.answered_in_time", {}),
    "choice": ("overview.deputy", {"default": "分管副职"}),
    "choice without a default": ("agency.kind", {"choices": choices("town", "street")}),
    "choices": ("overview.content_kinds", {"default": ["政策文件"]}),
    "list": ("overview.review_systems", {"default": ["保密审查制度"]}),
    "list with ready entries": ("problems.items", {}),
    "text": ("agency.self_word", {"default": "我镇", "default_shown": "我镇"}),
    "number": ("overview.website_items", {}),
    "money": ("other.fee_charged", {}),
    "date": ("agency.signed_on", {}),
    "paragraph": ("other.matters", {}),
    "table": ("disclosure", {"year": 2024}),
    "applications": ("requests", {"year": 2024}),
}


def pointed(app: Harness) -> object:
    """Where the pointer or the caret is."""
    focused = app.focused
    if isinstance(focused, Rows):
        return focused.index
    if isinstance(focused, Grid):
        return focused.cell.path
    if isinstance(focused, Line):
        return focused.cursor_position
    return focused.cursor_location if isinstance(focused, Prose) else None


async def press(app: Harness, pilot: Pilot[Any], key: str) -> None:
    await pilot.press(key)
    await pilot.pause()


@pytest.mark.parametrize("name", INPUTS)
async def test_in_every_input_a_key_does_what_the_table_says(name: str) -> None:
    key, context = INPUTS[name]
    app = Harness(shipped(key), **context)
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.pause()
        for entry in TABLE.values():
            if entry["does"] in ("moves", "leaves", "ticks"):
                for pressed in entry["presses"]:
                    await _harmless(app, pilot, entry["does"], pressed)
        hint = app.answer_input.hint
        said = dict(parts(hint))
        assert app.raws == [], "no key but Enter, Ctrl+S, Y and N gives an answer"
        if {"N", "N、C、L、G"} & said.keys():
            await press(app, pilot, "n")
            assert len(app.raws) == 1
        elif isinstance(app.focused, Rows):
            await press(app, pilot, "n")
            assert app.raws == [], "N answers only where the hint says so"


async def _harmless(app: Harness, pilot: Pilot[Any], does: str, key: str) -> None:
    """Press a key that answers nothing; what it may change besides the pointer is what is ticked."""
    focused, before, at = app.focused, app.answer_input.content(), pointed(app)
    writes = not isinstance(focused, Rows) and (key.isdecimal() or key in ("space", "tab"))
    if writes:
        return
    await press(app, pilot, key)
    if app.focused is not focused and key == "space":  # the line for own words
        await press(app, pilot, "escape")
        return
    assert app.focused is focused, key
    if does == "leaves":
        assert (app.answer_input.content(), pointed(app)) == (before, at), key
    elif does == "moves" or "勾选" not in app.answer_input.hint:
        assert app.answer_input.content() == before, key
    assert app.raws == [], key


@pytest.mark.parametrize("name", [each for each in INPUTS if "choice" in each or "yes" in each])
async def test_a_number_moves_and_enter_takes(name: str) -> None:
    key, context = INPUTS[name]
    app = Harness(shipped(key), **context)
    async with app.run_test(size=(100, 40)) as pilot:
        await press(app, pilot, "2")
        assert pointed(app) == 1
        await press(app, pilot, "１")
        assert pointed(app) == 0
        assert app.raws == []
        await press(app, pilot, "enter")
        assert len(app.raws) == 1


async def test_38_answers_no_choice() -> None:
    app = Harness(shipped("overview.deputy"), default="分管副职")
    async with app.run_test(size=(100, 40)) as pilot:
        await press(app, pilot, "3")
        await press(app, pilot, "8")
        assert app.raws == [] and pointed(app) == 2
        assert "没有第8项" in app.notice


def boxes() -> dict[str, Any]:
    """Boxes with rows, each made anew."""
    interview = Interview(SCRIPT, sample().report)
    rows = [Row("甲"), Row("乙"), Row("丙")]
    return {
        "a choice": lambda: ChoiceScreen("题", ["话"], {"a": "甲", "b": "乙", "c": "丙"}),
        "what else can be told": lambda: CoachScreen(lacking(interview)[:3]),
        "things to tick": lambda: TickScreen("题", "话", rows, ticked=[0]),
    }


@pytest.mark.parametrize("name", ["a choice", "what else can be told", "things to tick"])
async def test_in_every_box_a_number_moves_space_ticks_enter_takes_and_escape_leaves(name: str) -> None:
    app = Harness(shipped("overview.deputy"))
    given: list[object] = []
    async with app.run_test(size=(100, 40)) as pilot:
        for last, taken in (("escape", False), ("enter", True)):
            given.clear()
            app.push_screen(boxes()[name](), given.append)
            await pilot.pause()
            rows = app.screen.query_one(Rows)
            for key, place in (("down", 1), ("down", 2), ("down", 2), ("up", 1), ("up", 0), ("up", 0)):
                await press(app, pilot, key)
                assert rows.index == place, key
            for key in ("3", "9", "n", "2"):
                await press(app, pilot, key)
            assert rows.index == (0 if name == "things to tick" else 1)
            assert not given, "no number and no letter closes a box"
            await press(app, pilot, last)
            assert len(given) == 1 and bool(given[0]) == taken
    hint = {"a choice": "screens.message.choose", "what else can be told": "screens.coach.hint"}.get(name)
    assert hint is None or {"数字键", "回车", "Esc"} <= dict(parts(dict(hints())[hint])).keys()


async def test_the_hint_of_a_list_goes_when_a_grid_is_opened() -> None:
    app = Harness(shipped("requests"), year=2024)
    async with app.run_test(size=(100, 40)) as pilot:
        for key in ("c", "1", "enter", "enter", "1", "enter", "escape"):
            await press(app, pilot, key)
        assert "完成" in app.answer_input.hint and "下一格" not in app.answer_input.hint
        for key in ("escape", "g"):
            await press(app, pilot, key)
        assert "下一格" in app.answer_input.hint and "登记" not in app.answer_input.hint
