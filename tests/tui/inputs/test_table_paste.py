"""Blocks pasted into a table: with and without labels and totals, from spreadsheets and web pages."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from input_harness import Harness, shipped
from textual.events import Paste

from assistant.document import print_number
from assistant.report import DisclosureFigures, Figures, ProceedingFigures, RequestFigures
from assistant.session.pasting import ReadPaste, read_paste
from assistant.session.sheet import Sheet
from assistant.standard import TableSchema, layout
from assistant.tui.inputs.table.painting import bands
from tests.examples import examples

TABLES = [DisclosureFigures, RequestFigures, ProceedingFigures]


def figures_of(table: type[Figures]) -> st.SearchStrategy[Figures]:
    cells = {path: cell for path, cell in table.schema_of().cells.items() if not cell.derived}
    counts = st.dictionaries(st.sampled_from(sorted(cells)), st.integers(0, 60), min_size=1, max_size=20)
    return counts.map(table.model_validate)


def block(figures: Figures, web: bool) -> str:
    """The printed table as tab-separated lines: merged cells as blanks (a spreadsheet), or left out (a web page)."""
    table = figures.schema_of()
    printed = {path: print_number(value) for path, value in figures.values().items()}
    rows: dict[int, dict[int, str]] = {}
    for cell in layout(table):
        text = printed[cell.path] if cell.role == "number" else cell.text
        rows.setdefault(cell.row, {})[cell.column] = text
    width = table.width
    if web:
        return "\n".join("\t".join(text for _, text in sorted(rows[row].items())) for row in sorted(rows))
    return "\r\n".join("\t".join(rows[row].get(column, "") for column in range(width)) for row in sorted(rows))


def sheet_of(table: type[Figures], texts: dict[str, str] | None = None) -> Sheet:
    sheet = Sheet(table, "表")
    sheet.load(texts or {})
    return sheet


def from_top(schema: TableSchema, row: int = 0, column: int = 0) -> list[list]:  # type: ignore[type-arg]
    """The cells from a place on, as the grid hands them over."""
    rows = [row for band in bands(schema) for row in band.rows]
    return [list(one.cells[column:]) for one in rows[row:]]


def proposed(text: str, figures: type[Figures], texts: dict[str, str] | None = None) -> ReadPaste:
    return read_paste(text, sheet_of(figures, texts), from_top(figures.schema_of()))


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("web", [False, True])
@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_whole_printed_table_comes_back(table: type[Figures], web: bool, data: st.DataObject) -> None:
    figures = data.draw(figures_of(table))
    found = proposed(block(figures, web), table)
    assert {path: Decimal(text) for path, text in found.texts.items()} == figures.cells
    assert found.read == len(table.schema_of().cells)
    assert found.wrong_totals == ()
    assert found.left == ()
    assert found.outside == 0


def lines_of(figures: Figures, totals: bool) -> list[list[str]]:
    """The bare numbers of T3, row by row, with or without the row and the column of totals."""
    values, cells = figures.values(), figures.schema_of().cells
    block = figures.schema_of().blocks[0]
    found = []
    for row in block.row_leaves:
        if totals or row.path != "total":
            line = [path for path in cells if cells[path].row.path == row.path]
            found.append([print_number(values[path]) for path in line if totals or not cells[path].derived])
    return found


def bare(figures: Figures, totals: bool) -> str:
    return "\n".join("\t".join(line) for line in lines_of(figures, totals))


def labelled(figures: Figures, totals: bool) -> str:
    rows = [leaf for leaf in figures.schema_of().blocks[0].row_leaves if totals or leaf.path != "total"]
    lines = lines_of(figures, totals)
    return "\n".join("\t".join([row.header.label, *line]) for row, line in zip(rows, lines, strict=True))


def numbers(found: ReadPaste) -> dict[str, Decimal]:
    return {path: Decimal(text) for path, text in found.texts.items() if text != "0"}


def nonzero(figures: Figures) -> dict[str, Decimal]:
    return {path: Decimal(number) for path, number in figures.cells.items() if number}


@pytest.mark.parametrize("totals", [False, True])
@settings(max_examples=examples(25))
@given(figures=figures_of(RequestFigures))
def test_numbers_go_to_their_places_with_labels_and_without_totals_or_not(totals: bool, figures: Figures) -> None:
    found = proposed(labelled(figures, totals), RequestFigures)
    assert numbers(found) == nonzero(figures) and not found.wrong_totals and found.other is None
    found = proposed(bare(figures, totals), RequestFigures)
    assert found.wrong_totals == ()
    ways = [numbers(way) for way in (found, found.other) if way is not None]
    assert nonzero(figures) in ways and len(ways) == 1 + (not totals and found.other is not None)


def _balanced(received: dict[str, int], kept: dict[str, int]) -> Figures:
    """A table in which what was received is granted but for what goes on into the next year."""
    kept = {who: min(count, received[who]) for who, count in kept.items() if who in received}
    cells = {f"received.{who}": count for who, count in received.items()}
    cells |= {f"granted.{who}": count - kept.get(who, 0) for who, count in received.items()}
    return RequestFigures.model_validate(cells | {f"carried_out.{who}": count for who, count in kept.items()})


COLUMNS = st.sampled_from(["natural_person", "business", "research", "social", "legal_service", "other"])
BALANCED = st.builds(
    _balanced,
    st.dictionaries(COLUMNS, st.integers(1, 60), min_size=1),
    st.dictionaries(COLUMNS, st.integers(0, 60)),
)


@settings(max_examples=examples(25))
@given(figures=BALANCED)
def test_a_table_that_balances_is_read_as_what_it_is_totals_or_not(figures: Figures) -> None:
    for totals in (False, True):
        found = proposed(bare(figures, totals), RequestFigures)
        assert numbers(found) == nonzero(figures) and found.wrong_totals == ()


@settings(max_examples=examples(25))
@given(received=st.dictionaries(COLUMNS, st.integers(1, 60), min_size=1))
def test_a_table_cut_off_behind_its_row_of_totals_keeps_them_as_totals(received: dict[str, int]) -> None:
    figures = _balanced(received, {})
    text = "\n".join(bare(figures, totals=True).splitlines()[:-1])
    found = proposed(text, RequestFigures)
    assert numbers(found) == nonzero(figures) and found.wrong_totals == ()


@pytest.mark.parametrize(
    "cells",
    [
        {"denied.administrative_inquiry.business": 1, "carried_out.business": 1},
        {"received.business": 3, "granted.business": 1, "carried_out.business": 1},
    ],
)
def test_where_nothing_tells_both_ways_are_handed_over_and_no_number_is_lost(cells: dict[str, int]) -> None:
    """The last row may be 结转下年度, or the row of totals: it is the sum of the results."""
    figures = RequestFigures.model_validate(cells)
    found = proposed(bare(figures, totals=False), RequestFigures)
    assert numbers(found) == nonzero(figures)
    assert found.other is not None and "carried_out.business" not in found.other.texts
    assert found.last is not None and found.last.name == "结转下年度·其他组织"
    assert found.turned.last is not None and found.turned.last.name == "办结总计·其他组织"
    assert found.turned.turned == found


def test_full_width_digits_blanks_commas_and_measure_words() -> None:
    found = proposed("１，２３４ 件\t \t2 \n/\t-\t３", RequestFigures)
    assert found.texts == {"received.natural_person": "1234", "received.research": "2", "carried_in.research": "3"}


def test_a_blank_takes_a_number_away_and_a_zero_is_no_change() -> None:
    before = {"received.natural_person": "5", "received.business": "1"}
    found = proposed("\t0\t7", RequestFigures, before)
    assert found.changes == {
        "received.natural_person": ("5", ""),
        "received.business": ("1", "0"),
        "received.research": ("", "7"),
    }
    assert proposed("0\t0\t0\t0", RequestFigures).changes == {}


def test_supplied_totals_are_compared_not_trusted() -> None:
    figures = RequestFigures.model_validate({"received.natural_person": 2, "received.other": 3})
    text = block(figures, web=False).replace("\t5\r\n", "\t6\r\n", 1)
    found = proposed(text, RequestFigures)
    (wrong,) = found.wrong_totals
    assert (wrong.cell.name, wrong.pasted, wrong.computed) == ("本年新收·总计", "6", "5")
    assert found.texts == {"received.natural_person": "2", "received.other": "3"}


def test_numbers_beyond_the_edge_are_counted() -> None:
    schema = ProceedingFigures.schema_of()
    found = read_paste("1\t2\t3\t9", sheet_of(ProceedingFigures), from_top(schema, row=2, column=3))
    assert found.texts == {"suit_after_review.pending": "1"}
    assert found.outside == 2


def test_a_block_may_start_anywhere() -> None:
    schema = RequestFigures.schema_of()
    found = read_paste("4\t5\n6\t7", sheet_of(RequestFigures), from_top(schema, row=2, column=1))
    assert found.texts == {
        "granted.business": "4", "granted.research": "5",
        "partly_granted.business": "6", "partly_granted.research": "7",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["", "\n\n", "没有数字", "\t\t", '"', '"a\tb'])
def test_what_holds_no_number_is_not_read(text: str) -> None:
    assert proposed(text, RequestFigures) == ReadPaste({}, 0)


@given(text=st.text(st.sampled_from('0123456789\t\n ,，件-/"一、总计自然人'), max_size=80))
def test_no_paste_breaks_anything(text: str) -> None:
    for table in TABLES:
        found = proposed(text, table)
        assert set(found.texts) <= {path for path, cell in table.schema_of().cells.items() if not cell.derived}


async def paste(app: Harness, text: str) -> None:
    assert app.focused is not None
    app.focused.post_message(Paste(text))


async def test_a_paste_is_shown_before_it_changes_anything_and_is_one_step_back() -> None:
    app = Harness(shipped("requests"))
    async with app.run_test() as pilot:
        await pilot.press("g", "3", "down", "up")
        await paste(app, "6\t0\t2\n1\tx\t0")
        await pilot.pause()
        text = app.screen_text()
        assert "认出6个数，会改动4格" in text
        assert "本年新收·自然人：3 → 6" in text
        assert "上年结转·商业企业：0 → x" in text
        assert "这里要填0或者正整数" in text
        assert app.answer_input.typed == {"received.natural_person": "3"}
        await pilot.press("enter")
        await pilot.pause()
        assert app.answer_input.typed == {
            "received.natural_person": "6", "received.research": "2",
            "carried_in.natural_person": "1", "carried_in.business": "x",
        }  # fmt: skip
        assert "已经改动4格" in app.notice
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert app.answer_input.typed == {"received.natural_person": "3"}


async def test_one_key_turns_to_the_other_way_of_reading_and_back() -> None:
    figures = RequestFigures.model_validate({"denied.administrative_inquiry.business": 1, "carried_out.business": 1})
    app = Harness(shipped("requests"))

    def shown() -> str:
        return "".join(app.screen_text().split())

    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("g")
        await paste(app, bare(figures, totals=False))
        await pilot.press("up")
        assert "T 换一种读法" in app.answer_input.hint
        assert "最后一个数读作“结转下年度·其他组织”；按T改读作“办结总计·其他组织”" in shown()
        await pilot.press("t")
        await pilot.pause()
        assert "最后一个数读作“办结总计·其他组织”；按T改读作“结转下年度·其他组织”" in shown()
        assert "会改动1格" in shown()
        await pilot.press("T", "enter")
        await pilot.pause()
        assert app.answer_input.typed == {
            "denied.administrative_inquiry.business": "1", "carried_out.business": "1",
        }  # fmt: skip


async def test_escape_leaves_a_paste_alone() -> None:
    app = Harness(shipped("requests"))
    async with app.run_test() as pilot:
        await pilot.press("g")
        await paste(app, "6\t7")
        await pilot.press("escape")
        await pilot.pause()
        assert app.answer_input.typed is None
        assert "没有采用" in app.notice
        await pilot.press("5", "ctrl+s")
        await pilot.pause()
        assert app.raws == [{"received.natural_person": "5"}]


@pytest.mark.parametrize("web", [False, True])
async def test_a_whole_table_pasted_on_the_prompt(web: bool) -> None:
    figures = RequestFigures.model_validate({"received.natural_person": 6, "granted.natural_person": 6})
    app = Harness(shipped("requests"))
    async with app.run_test() as pilot:
        await pilot.pause()
        await paste(app, block(figures, web))
        await pilot.press("enter", "ctrl+s")
        await pilot.pause()
        assert app.raws == [{"received.natural_person": "6", "granted.natural_person": "6"}]


async def test_wrong_totals_are_told_before() -> None:
    app = Harness(shipped("proceedings"))
    async with app.run_test() as pilot:
        await pilot.press("g")
        await paste(app, "1\t0\t0\t0\t2")
        await pilot.pause()
        assert "“行政复议·总计”贴来的是2，按各格相加是1" in app.screen_text()


@pytest.mark.parametrize(
    ("text", "sentence"), [("没有\t数字", "没有认出"), ("0\t0", "和表里的一样"), ("1\t" * 10_001, "超过了20000个字")]
)
async def test_a_paste_that_changes_nothing_says_so(text: str, sentence: str) -> None:
    app = Harness(shipped("requests"))
    async with app.run_test() as pilot:
        await pilot.press("g")
        await paste(app, text)
        await pilot.pause()
        assert sentence in app.notice
        assert app.answer_input.typed is None
