"""The CSS of the program is parsed once, and a piece that does not parse changes nothing."""

from __future__ import annotations

import pytest
from textual.css import stylesheet
from textual.css.stylesheet import StylesheetParseError

from assistant.tui.stylesheet import KeptStylesheet
from tests.tui.desk import desk, until


async def test_a_screen_that_was_open_before_parses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[object] = []
    parse = stylesheet.parse
    monkeypatch.setattr(stylesheet, "parse", lambda *given, **named: parsed.append(given) or parse(*given, **named))
    draft = until("overview.website_items")
    for first in (True, False):
        parsed.clear()
        async with desk(draft) as clerk:
            await clerk.press("f1")
            assert len(clerk.app.screen_stack) == 3
        assert first or parsed == []


def test_what_does_not_parse_leaves_the_rules_that_stood() -> None:
    sheet = KeptStylesheet(variables={"ink": "red"})
    sheet.add_source("Label { color: $ink; }", ("a", ""))
    sheet.parse()
    sheet.set_variables({"ink": "blue"})
    sheet.add_source("Label { colour: red; }", ("b", ""))
    with pytest.raises(StylesheetParseError):
        sheet.reparse()
    assert "color: #FF0000" in "".join(rule.css for rule in sheet._rules)


def test_new_variables_give_other_colours_and_the_earlier_ones_come_back() -> None:
    sheet = KeptStylesheet(variables={"ink": "#112233"})
    sheet.add_source("Label { color: $ink; }", ("a", ""))
    seen = []
    for ink in ("#112233", "#445566", "#112233"):
        sheet.set_variables({"ink": ink})
        sheet.reparse()
        (rule,) = sheet.rules
        seen.append(rule.styles.color.hex)
    assert seen == ["#112233", "#445566", "#112233"]
