"""Against last year's report, where it is known."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assistant.checks.examination import Examination
from assistant.checks.model import Hit, hit
from assistant.checks.registry import rule
from assistant.document import is_blank, number_in, print_number
from assistant.language.passage import Passage
from assistant.language.similarity import figures, likeness, without_years
from assistant.language.statement import address, cells_by_address

_UP, _DOWN, _LEAST = 5, Decimal("0.2"), 10
_LIKE, _LONG_ENOUGH, _START = 0.95, 40, 20
_TOTAL = "total"


@rule("carry-over")
def carry_over(examination: Examination) -> Iterator[Hit]:
    """Each column of T3: carried_in of the year = carried_out of the year before.

    What last year left blank, or cannot be read, is no certain number: then the number now, and the
    total, are to be looked at. Where every column is certain the total says nothing new.
    """
    printed = examination.last.table("T3") if examination.last is not None else None
    if printed is None:
        return
    columns = examination.standard.tables["T3"].blocks[0].column_leaves
    texts = {column.path: printed.cells.get(f"carried_out.{column.path}") for column in columns}
    all_certain = all(_is_count(text) for path, text in texts.items() if path != _TOTAL)
    for column in columns:
        cell, text = address("T3", f"carried_in.{column.path}"), texts[column.path]
        before, now = (
            examination.last_numbers.get(address("T3", f"carried_out.{column.path}")),
            examination.figure(cell),
        )
        if before is None or now is None or before == now or (column.path == _TOTAL and all_certain):
            continue
        certain = _is_count(text) and column.path != _TOTAL
        yield hit(
            "off" if certain else "blank" if is_blank(text or "") else "uncertain",
            "requests",
            (cell,),
            (print_number(before), print_number(now)),
            column=column.header.short,
            before=print_number(before),
            now=print_number(now),
            difference=print_number(abs(before - now)),
        )


def _is_count(text: str | None) -> bool:
    """Whether a printed cell is a number of applications."""
    number = None if text is None or is_blank(text) else number_in(text)
    return number is not None and number >= 0 and number == number.to_integral_value()


@rule("norms-carry")
def norms_carry(examination: Examination) -> Iterator[Hit]:
    """Rules and normative documents: in force = in force the year before + issued - repealed."""
    for row in examination.standard.tables["T2"].blocks[0].row_leaves:
        cells = {column: address("T2", f"{row.path}.{column}") for column in ("in_force", "issued", "repealed")}
        before = examination.last_numbers.get(cells["in_force"])
        figure = {column: examination.numbers.get(cell) for column, cell in cells.items()}
        now, issued, repealed = figure["in_force"], figure["issued"], figure["repealed"]
        if before is None or now is None or issued is None or repealed is None or before + issued - repealed == now:
            continue
        printed = {"before": before, "now": now, "issued": issued, "repealed": repealed}
        expected = before + issued - repealed
        yield hit(
            "off",
            "disclosure",
            tuple(cells.values()),
            tuple(print_number(value) for value in printed.values()),
            subject=row.header.short,
            expected=print_number(expected),
            difference=print_number(abs(expected - now)),
            **{name: print_number(value) for name, value in printed.items()},
        )


@rule("pending-cases")
def pending_cases(examination: Examination) -> Iterator[Hit]:
    """Each block of T4: what was pending the year before is among this year's cases."""
    for relation in examination.standard.tables["T4"].relations:
        total = address("T4", relation.left[0])
        pending = address("T4", relation.right[-1])
        before, now = examination.last_numbers.get(pending), examination.figure(total)
        if before is not None and now is not None and before > now:
            yield hit(
                "lost",
                "proceedings",
                (total,),
                (print_number(before), print_number(now)),
                block=cells_by_address(examination.standard)[total].column.headers[-2].short,
                before=print_number(before),
                now=print_number(now),
            )


@rule("figure-jump")
def figure_jump(examination: Examination) -> Iterator[Hit]:
    """T2, and the totals of T3 and T4: over 5 times or under a fifth of last year's, both at least 10."""
    for key, schema in examination.standard.tables.items():
        for path, cell in schema.cells.items():
            where = address(key, path)
            before, now = examination.last_numbers.get(where), examination.figure(where)
            if before is None or now is None or (key != "T2" and cell.column.path.rpartition(".")[2] != "total"):
                continue
            if is_jump(before, now):
                printed = (print_number(before), print_number(now))
                yield hit("jump", schema.section, (where,), printed, cell=cell.name, before=printed[0], now=printed[1])


def is_jump(before: Decimal, now: Decimal) -> bool:
    """Whether a figure of two years, of some size in both, has become five times as large or a fifth."""
    return min(before, now) >= _LEAST and not before * _DOWN <= now <= before * _UP


@rule("text-unchanged")
def text_unchanged(examination: Examination) -> Iterator[Hit]:
    """A longer paragraph of section one or five that is last year's again, years apart.

    Paragraphs that carry other figures than last year's are new; so is what merely says that there
    were no applications, for which there is only one way to put it.
    """
    former = [passage for passage in examination.last_passages if _comparable(passage)]
    for passage in examination.passages:
        if not _comparable(passage) or _says_nothing_came(examination, passage):
            continue
        for last in former:
            same_place = last.section == passage.section and last.aspect == passage.aspect
            if same_place and _unchanged(passage.text, last.text):
                yield hit("same", passage.section, (passage.key,), (passage.text,), start=passage.text[:_START])
                break


def _comparable(passage: Passage) -> bool:
    return passage.section in ("overview", "problems") and len(passage.text) >= _LONG_ENOUGH


def _says_nothing_came(examination: Examination, passage: Passage) -> bool:
    said = [statement for statement in examination.statements if statement.passage is passage]
    return bool(said) and not any(statement.value for statement in said)


def _unchanged(text: str, last: str) -> bool:
    if figures(text) != figures(last):
        return False
    return likeness(without_years(text), without_years(last)) >= _LIKE
