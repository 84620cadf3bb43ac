"""A comparison as a Word file and as a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.comparison import CellPair, Comparison, TextPair
from assistant.export.compared import words
from assistant.export.compared.words import head, say
from assistant.export.word.sheet import SheetPart, sheet_docx
from assistant.export.workbook import Value, add_sheet, new_workbook, number_or_text, put_rows, put_title, saved

_CELL_SHARES = (38, 14, 14, 16, 18)
_CARRY_SHARES = (58, 14, 14, 14)
_RULE_SHARES = (14, 10, 54, 22)
_TEXT_SHARES = (12, 44, 44)
_SHARE_SHARES = (70, 30)


# -- Word ----------------------------------------------------------------------------------------
def comparison_docx(comparison: Comparison) -> bytes:
    """The comparison as .docx: what differs, table by table and paragraph by paragraph; what is the same is counted."""
    return sheet_docx(words.title(comparison), list(_parts(comparison)))


def _parts(comparison: Comparison) -> Iterator[SheetPart]:
    yield SheetPart(lines=words.introduction(comparison))
    yield SheetPart(say("summary"), list(words.summary(comparison)))
    yield SheetPart(say("tables"))
    for table in comparison.tables:
        rows = [words.cell_row(cell) for cell in table.changed]
        lines = [table.heading, *([] if rows else [say("no_difference")])]
        yield SheetPart(lines=lines, rows=[head("cell_head"), *rows] if rows else (), shares=_CELL_SHARES)
    yield SheetPart(say("texts"), [say("key_marked")] if _any_changed(comparison) else [])
    shares = [
        [section.heading, words.share(section)] for section in comparison.sections if section.repeated is not None
    ]
    if shares:
        yield SheetPart(rows=[head("share_head"), *shares], shares=_SHARE_SHARES)
    for section in comparison.sections:
        changed = [[words.state_of(text), *_both(text)] for text in section.texts if text.state != "unchanged"]
        if changed:
            yield SheetPart(lines=[section.heading], rows=[head("text_head")[1:], *changed], shares=_TEXT_SHARES)
    rules = [words.rule_row(pair) for pair in comparison.rules]
    yield SheetPart(
        say("rules"), [] if rules else [say("none")], [head("rule_head"), *rules] if rules else (), _RULE_SHARES
    )
    if comparison.carried:
        carried = [words.carry_row(carry) for carry in comparison.carried]
        yield SheetPart(say("carried"), rows=[head("carry_head"), *carried], shares=_CARRY_SHARES)


def _any_changed(comparison: Comparison) -> bool:
    """Whether a text is shown with marks at what is not the same."""
    return any(text.state == "changed" for section in comparison.sections for text in section.texts)


def _both(text: TextPair) -> list[str]:
    """Both texts whole, the changed pieces in brackets; of a line that only was moved one."""
    if text.state == "changed":
        return [words.bracketed(text.pieces_before), words.bracketed(text.pieces_after)]
    before = None if text.state == "moved" else text.before
    return [line.text if line is not None else "" for line in (before, text.after)]


# -- workbook ------------------------------------------------------------------------------------
_CELL_WIDTHS = (44, 14, 14, 12, 12)
_TEXT_WIDTHS = (24, 16, 70, 70)
_RULE_WIDTHS = (12, 10, 90, 24)
_CARRY_WIDTHS = (64, 12, 12, 12)
_SUMMARY_WIDTHS = (110,)


def comparison_xlsx(comparison: Comparison) -> bytes:
    """The comparison as a workbook: a summary, each table with all its cells, text, findings, what goes on."""
    workbook = new_workbook(words.title(comparison))
    key = [say("key_marked")] if _any_changed(comparison) else []
    lines = [[line] for line in (*words.introduction(comparison), *words.summary(comparison), *key)]
    pages: list[tuple[str, Sequence[int], Sequence[Sequence[Value]]]] = [
        (say("summary"), _SUMMARY_WIDTHS, [[words.title(comparison)], *lines])
    ]
    pages += [
        (table.heading, _CELL_WIDTHS, [head("cell_head"), *map(_numbers, table.cells.values())])
        for table in comparison.tables
    ]
    rows = [
        [section.heading, words.state_of(text), *_both(text)]
        for section in comparison.sections
        for text in section.texts
    ]
    pages.append((say("texts"), _TEXT_WIDTHS, [head("text_head"), *rows]))
    pages.append((say("rules"), _RULE_WIDTHS, [head("rule_head"), *map(words.rule_row, comparison.rules)]))
    pages.append((say("carried"), _CARRY_WIDTHS, [head("carry_head"), *map(words.carry_row, comparison.carried)]))
    for name, widths, cells in pages:
        sheet = add_sheet(workbook, name, widths=widths)
        put_title(sheet, name, len(widths))
        put_rows(sheet, 2, cells)
    return saved(workbook)


def _numbers(cell: CellPair) -> Sequence[Value]:
    """A cell with its numbers as numbers."""
    sides = [words.printed(text) if text is None else number_or_text(text) for text in (cell.before, cell.after)]
    return [
        cell.name,
        *sides,
        "" if cell.difference is None else cell.difference,
        words.percent(cell) if cell.percent is None else cell.percent,
    ]
