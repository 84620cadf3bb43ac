"""What is remembered of a table's layout never changes what is read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.document import Document
from assistant.errors import NianbaoError
from assistant.reading import read_bytes
from assistant.reading.stream import Cell, Table
from assistant.reading.tables import Reading, read_table
from assistant.reading.tables import read as layouts
from assistant.standard import layout as printed_layout
from assistant.standard import standard
from tests.examples import examples
from tests.reading.mutations import REPORTS, WORD, Damaged, mutated_file, mutated_word, packed, parts_of, reports

BODY = "word/document.xml"
_FIGURE = re.compile(rb"(?<=>)\d{1,4}(?=<)")


def _read_without_memory(data: bytes) -> Document:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layouts, "MAX_REMEMBERED_CELLS", -1)
        return read_bytes(data, "报告")


def _with_other_figures(path: Path) -> bytes:
    if path.suffix != ".docx":
        return _FIGURE.sub(lambda figure: b"%d" % (int(figure[0]) + 7), path.read_bytes())
    parts = parts_of(path)
    return packed({**parts, BODY: _FIGURE.sub(lambda figure: b"%d" % (int(figure[0]) + 7), parts[BODY])})


OTHERS = ("*.html", "*.mht", "*.txt", "[0-9]*.md")
FILES = [*WORD, *(path for ending in OTHERS for path in sorted(REPORTS.glob(ending)))]


@pytest.mark.parametrize(
    "path", [*WORD, *(path for ending in OTHERS for path in sorted(REPORTS.glob(ending)))], ids=lambda path: path.name
)
def test_the_second_report_of_a_layout_is_read_as_the_first(path: Path) -> None:
    read_bytes(path.read_bytes(), path.name)
    other = _with_other_figures(path)
    assert read_bytes(other, path.name) == _read_without_memory(other)


@settings(max_examples=examples(150), suppress_health_check=list(HealthCheck))
@given(mutated_word() | mutated_file([data for ending in OTHERS for data in reports(ending)]))
def test_damaged_tables_are_read_alike_with_and_without_memory(file: Damaged) -> None:
    try:
        report = read_bytes(file.data, "报告")
    except NianbaoError:
        return
    assert report == _read_without_memory(file.data)


_CELLS = st.sampled_from(["0", "7", "12", "", "/", "3件", "１", "٣件", "无", "9" * 13, "不详"])


@settings(max_examples=examples(60))
@given(st.data())
def test_every_figure_lands_in_its_own_cell(data: st.DataObject) -> None:
    schema = standard().tables["T3"]
    drawn = {path: data.draw(_CELLS) for path in schema.cells}
    rows: dict[int, list[Cell]] = {}
    for cell in printed_layout(schema):
        text = drawn[cell.path] if cell.role == "number" else cell.text
        rows.setdefault(cell.row, []).append(Cell(text, cell.column, cell.row_span, cell.column_span))
    table = Table(tuple(tuple(rows[number]) for number in sorted(rows)))
    for _ in range(2):
        reading = Reading("", "")
        read_table(standard().tables["T3"], [table], (), reading)
        assert reading.cells == drawn
