"""What stands in the cells, and the shape of the tables (30号文, 表式)."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.examination import Examination
from assistant.checks.model import Hit, hit
from assistant.checks.registry import phrase, rule
from assistant.document import FigureTable, is_blank, is_remarked, one_line, print_number, read_number
from assistant.language.statement import address
from assistant.standard import Cell, Leaf, join

_MOST = 3
_SEVERAL = 5
"""Cells of one table with the same fault that are named one by one."""
_WHOLE = 6
"""Departures of one table that are named one by one; where there are more it was not read as a whole."""
_SPACE = " "
_OLD_SECTION = "disclosure"


@rule("cell-not-a-number")
def cell_not_a_number(examination: Examination) -> Iterator[Hit]:
    """Counts are whole numbers from 0, fees decimal numbers from 0, one in a cell, without unit or word."""
    for table in examination.document.tables():
        found = [
            (cell, text, message)
            for path, text in table.cells.items()
            if (cell := table.schema.cells.get(path)) is not None
            and not (_is_plain(text) or is_blank(text))
            and (message := _fault(cell, one_line(text)))
        ]
        worded = [(cell, text) for cell, text, message in found if message == "word"]
        if len(worded) > _SEVERAL:
            found = [item for item in found if item[2] != "word"]
            yield _all_worded(examination, table, worded)
        for cell, text, message in found:
            where = (address(table.schema_key, cell.path),)
            shown = one_line(text) or text.strip()
            yield hit(message, table.schema.section, where, (text,), cell=cell.name, text=shown)


def _all_worded(examination: Examination, table: FigureTable, worded: list[tuple[Cell, str]]) -> Hit:
    """One finding for a table that has units or words in many cells."""
    return hit(
        "many",
        table.schema.section,
        tuple(address(table.schema_key, cell.path) for cell, _ in worded),
        tuple(text for _, text in worded),
        place=examination.standard.section(table.schema.section).title,
        count=len(worded),
        text="、".join(one_line(text) for _, text in worded[:_MOST]),
    )


def _is_plain(text: str) -> bool:
    """Whether a cell holds nothing but digits, as nearly all do: nothing more to look at."""
    return text.isascii() and text.isdigit()


def _fault(cell: Cell, shown: str) -> str:
    number = read_number(shown)
    if number is None:
        return "several" if _SPACE in shown else "remark" if is_remarked(shown) else "word"
    if number < 0:
        return "negative"
    return "fraction" if cell.unit == "件" and number != number.to_integral_value() else ""


@rule("blank-cell")
def blank_cell(examination: Examination) -> Iterator[Hit]:
    """A cell without a number of its own prints 0."""
    for table in examination.document.tables():
        blank = [
            table.schema.cells[path]
            for path, text in table.cells.items()
            if path in table.schema.cells and not _is_plain(text) and is_blank(text)
        ]
        if blank:
            names = "、".join(cell.name for cell in blank[:_MOST])
            yield hit(
                "blank",
                table.schema.section,
                tuple(address(table.schema_key, cell.path) for cell in blank),
                place=examination.standard.section(table.schema.section).title,
                count=len(blank),
                cells=names + (phrase("and_more", count=len(blank)) if len(blank) > _MOST else ""),
            )


@rule("table-shape")
def table_shape(examination: Examination) -> Iterator[Hit]:
    """Each table stands in its section with all rows and columns, labels word for word.

    A report on a year before the format came into force is not held against it; where a table of the
    trial format stands in the place of one, ``old-format-table`` says so.
    """
    if examination.year is not None and examination.year < examination.standard.first_year:
        return
    for key, schema in examination.standard.tables.items():
        table = examination.document.table(key)
        if table is None and examination.document.old_format and schema.section == _OLD_SECTION:
            continue
        if table is not None:
            found = [*_missing_lines(table)]
            found += [hit("departure", schema.section, (key,), (text,), departure=text) for text in table.departures]
            yield from found if len(found) <= _WHOLE else [_broken(examination, table, found)]
        elif examination.document.section(schema.section) is not None:
            yield hit("missing", schema.section, (key,), place=examination.standard.section(schema.section).heading)
    yield from _misplaced(examination)


def _broken(examination: Examination, table: FigureTable, found: list[Hit]) -> Hit:
    """One finding for a table that differs in many places: most likely one cause."""
    where = tuple(dict.fromkeys(place for item in found for place in item.where))
    names = [str(item.fields.get("line") or item.fields.get("cell") or item.fields.get("departure")) for item in found]
    title = examination.standard.section(table.schema.section).title
    values = tuple(value for item in found for value in item.values) or tuple(names)
    return hit(
        "broken", table.schema.section, where, values, place=title, count=len(found), first="、".join(names[:_MOST])
    )


def _missing_lines(table: FigureTable) -> Iterator[Hit]:
    schema = table.schema
    gone = {path for path in schema.cells if path not in table.cells}
    if not gone:
        return
    for block in schema.blocks:
        for message, lines, others in (
            ("row", block.row_leaves, block.column_leaves),
            ("column", block.column_leaves, block.row_leaves),
        ):
            for line in lines:
                paths = [_path(message, line, other) for other in others]
                if len(paths) > 1 and gone.issuperset(paths):
                    yield hit(message, schema.section, _addresses(table, paths), line=_line_label(line))
                    gone -= set(paths)
    for path in sorted(gone, key=list(schema.cells).index):
        yield hit("cell", schema.section, _addresses(table, [path]), cell=schema.cells[path].name)


def _path(message: str, line: Leaf, other: Leaf) -> str:
    return join(line.path, other.path) if message == "row" else join(other.path, line.path)


def _line_label(line: Leaf) -> str:
    return line.header.label or line.headers[0].label or phrase("figures")


def _addresses(table: FigureTable, paths: list[str]) -> tuple[str, ...]:
    return tuple(address(table.schema_key, path) for path in paths)


def _misplaced(examination: Examination) -> Iterator[Hit]:
    known = {section.key for section in examination.standard.sections}
    for section in examination.document.sections:
        for block in section.blocks:
            if isinstance(block, FigureTable) and section.key in known and block.schema.section != section.key:
                own = examination.standard.section(block.schema.section).title
                heading = examination.standard.section(section.key).heading
                yield hit("misplaced", section.key, (block.schema_key,), table=own, place=heading)


@rule("old-format-table")
def old_format_table(examination: Examination) -> Iterator[Hit]:
    """No label of the 2019 trial tables in a report on 2021 or later."""
    year = examination.year
    if year is not None and year < examination.standard.first_year:
        return
    for label in examination.document.old_format:
        yield hit("old", _OLD_SECTION, (), (label,), label=label, year=year or examination.standard.first_year)


@rule("norms-in-force")
def norms_in_force(examination: Examination) -> Iterator[Hit]:
    """Normative documents and rules: in force at least as many as issued, unless some were repealed."""
    for row in examination.standard.tables["T2"].blocks[0].row_leaves:
        cells = tuple(address("T2", f"{row.path}.{column}") for column in ("in_force", "issued", "repealed"))
        in_force, issued, repealed = (examination.figure(cell) for cell in cells)
        if in_force is None or issued is None or repealed is None:
            continue
        if not repealed and in_force < issued:
            yield hit(
                "less",
                "disclosure",
                cells,
                (print_number(in_force), print_number(issued)),
                subject=row.header.short,
                issued=print_number(issued),
                in_force=print_number(in_force),
            )
