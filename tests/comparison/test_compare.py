"""Two reports side by side: which they are, cells, lines, rules, what goes on from last year."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.checks import check
from assistant.comparison import Comparison, Side, compare
from assistant.comparison.lines import aligned, flat, marked
from assistant.comparison.model import Line
from assistant.document import Document
from tests.comparison.two_years import CELLS, DROPPED, last_year, this_year
from tests.examples import examples


def compared(first: Document, second: Document) -> Comparison:
    return compare(Side("甲.docx", first), Side("乙.docx", second))


def with_paragraph(report: Document, key: str, text: str) -> Document:
    sections = [
        replace(
            section, blocks=tuple(replace(b, text=text) if getattr(b, "key", "") == key else b for b in section.blocks)
        )
        for section in report.sections
    ]
    return replace(report, sections=tuple(sections))


def test_the_order_of_two_years_is_put_right_and_said() -> None:
    right, wrong = compared(last_year(), this_year()), compared(this_year(), last_year())
    assert (right.kind, right.swapped, wrong.swapped) == ("years", False, True)
    assert [side.document.year for side in (wrong.older, wrong.newer)] == [2023, 2024]
    assert any("已调过来" in note and "乙.docx" in note for note in wrong.notes)
    assert not any("调过来" in note for note in right.notes)
    assert (wrong.tables, wrong.sections) == (right.tables, right.sections)


def test_versions_of_one_report_are_told_and_ordered_by_the_day_of_signing() -> None:
    report = this_year()
    assert report.signature.day is not None
    later = replace(report, signature=replace(report.signature, day=report.signature.day.replace(day=20)))
    found = compared(later, report)
    assert (found.kind, found.swapped, found.same) == ("versions", True, True)
    assert found.carried == ()


def test_other_agencies_are_compared_and_one_sentence_says_so() -> None:
    found = compared(last_year(), replace(this_year(), agency="白石县财政局"))
    assert found.kind == "agencies"
    assert [note for note in found.notes if "不是同一机关" in note and "白石县财政局" in note]
    assert found.tables and not found.carried


@pytest.mark.parametrize(("year", "kind"), [(2022, "years"), (None, "unknown")])
def test_what_goes_on_is_looked_at_only_from_one_year_to_the_next(year: int | None, kind: str) -> None:
    found = compared(replace(last_year(), year=year), this_year())
    assert (found.kind, found.carried) == (kind, ())
    assert any("不核对" in note for note in found.notes)
    assert not [rule for rule in found.rules if rule.state == "beside"]


def test_cells_have_differences_and_a_base_of_nothing_has_no_percentage() -> None:
    tables = {table.schema.key: table for table in compared(last_year(), this_year()).tables}
    cells = tables["T2"].cells
    assert (cells["permits"].difference, cells["permits"].percent) == (Decimal(12), Decimal("6.0"))
    assert (cells["penalties"].difference, cells["penalties"].percent) == (Decimal(5), None)
    assert tables["T3"].cells["received.total"].percent == Decimal("-50.0")
    assert [cell.where for key in CELLS for cell in tables[key].changed] == [
        f"{key}.{path}" for key in CELLS for path in tables[key].cells if path in CELLS[key]
    ]
    assert tables["T4"].changed == []


@pytest.mark.parametrize("odd", ["", "/", "若干"])
def test_a_cell_without_a_number_has_no_difference_but_is_told(odd: str) -> None:
    report = this_year()
    sections = tuple(
        replace(part, blocks=tuple(replace(b, cells={**b.cells, "permits": odd}) for b in part.blocks))
        if part.key == "disclosure"
        else part
        for part in report.sections
    )
    (table, *_) = compared(last_year(), replace(report, sections=sections)).tables
    cell = table.cells["permits"]
    assert (cell.before, cell.after, cell.difference, cell.percent, cell.changed) == ("200", odd, None, None, True)


def test_a_missing_table_is_compared_with_nothing() -> None:
    report = this_year()
    sections = tuple(part for part in report.sections if part.key != "proceedings")
    found = {table.schema.key: table for table in compared(last_year(), replace(report, sections=sections)).tables}
    assert {cell.after for cell in found["T4"].cells.values()} == {None}


def test_lines_are_unchanged_changed_moved_new_or_dropped() -> None:
    texts = list(compared(last_year(), this_year()).texts())
    by_key = {text.after.key: text for text in texts if text.after is not None}
    assert by_key["overview.lead"].state == "unchanged"
    assert by_key["overview.supervision"].state == "unchanged"
    moved = {key for key, text in by_key.items() if text.state == "moved"}
    assert moved in (
        {"overview.management.heading", "overview.management"},
        {"overview.platforms.heading", "overview.platforms"},
    )
    changed = by_key["overview.proactive"]
    assert (changed.state, changed.only_figures) == ("changed", False)
    assert [piece.text for piece in changed.pieces_before if not piece.common] == ["70", "36", "着重"]
    assert [piece.text for piece in changed.pieces_after if not piece.common] == ["86", "52", "重点"]
    assert by_key["preface.0"].only_figures
    (gone,) = [text for text in texts if text.state == "dropped"]
    assert gone.before is not None and gone.before.text == DROPPED
    place = texts.index(gone)
    assert texts[place - 1].after is not None and texts[place - 1].after.key == "overview.supervision"


def test_a_new_paragraph_is_new_and_one_in_other_words_is_no_change_of_the_old() -> None:
    other = "镇里十月新设了政务公开专区，摆放查询终端两台。"
    texts = list(compared(this_year(), with_paragraph(this_year(), "overview.management", other)).texts())
    assert [text.state for text in texts if text.state != "unchanged"] in (["dropped", "new"], ["new", "dropped"])


def test_the_share_of_repeated_text_is_told_where_there_is_enough() -> None:
    found = {part.key: part.repeated for part in compared(last_year(), this_year()).sections}
    assert found["overview"] is not None and found["overview"] > 0.9
    assert found["title"] is None and found["disclosure"] is None
    new = with_paragraph(
        this_year(),
        "overview.lead",
        "围绕乡村振兴和项目建设，我镇把公开要求写进各站所职责清单，一件一件抓落实，群众评价逐年向好。" * 4,
    )
    less = {part.key: part.repeated for part in compared(last_year(), new).sections}
    assert less["overview"] is not None and less["overview"] < found["overview"]


def test_findings_are_gone_new_or_still_there() -> None:
    faulty, mended = last_year(), replace(this_year(), year=2023, title=last_year().title)
    found = compared(faulty, mended)
    states: dict[str, set[str]] = {}
    for state, finding in found.rules:
        states.setdefault(state, set()).add(finding.rule)
    before, after = {finding.rule for finding in check(faulty)}, {finding.rule for finding in check(mended)}
    assert states.get("still", set()) <= before & after
    assert before - after <= states["gone"]
    assert after - before <= states["new"]
    assert len([rule for rule in found.rules if rule.state in ("still", "gone")]) == len(check(faulty))
    assert len([rule for rule in found.rules if rule.state in ("still", "new")]) == len(check(mended))


def test_what_goes_on_from_last_year_is_held_against_it() -> None:
    found = compared(last_year(), this_year())
    wrong = {(each.rule, each.name, each.expected, each.found) for each in found.carried if not each.holds}
    assert wrong == {("requests", "自然人", Decimal(2), Decimal(0)), ("requests", "总计", Decimal(2), Decimal(0))}
    norms = [each for each in found.carried if each.rule == "norms" and each.found == 4]
    assert [each.expected for each in norms] == [Decimal(4)]  # 3 in force, 1 issued
    assert {rule.finding.rule for rule in found.rules if rule.state == "beside"} >= {"carry-over"}


_TEXTS = st.lists(st.text("公开年报申请0123，。 ", min_size=1, max_size=12).filter(str.strip), max_size=8)


@settings(max_examples=examples(150))
@given(_TEXTS, _TEXTS)
def test_every_line_is_told_once(older: list[str], newer: list[str]) -> None:
    before, after = ([Line("overview", "", text) for text in texts] for texts in (older, newer))
    pairs = aligned(before, after)
    assert sorted(pair.before.text for pair in pairs if pair.before) == sorted(older)
    assert [pair.after.text for pair in pairs if pair.after] == newer
    for pair in pairs:
        for line, pieces in ((pair.before, pair.pieces_before), (pair.after, pair.pieces_after)):
            assert "".join(piece.text for piece in pieces) == (line.text if line else "")
        if pair.before and pair.after:
            assert (pair.state in ("unchanged", "moved")) == (flat(pair.before.text) == flat(pair.after.text))


@settings(max_examples=examples(150))
@given(st.text("公开12，。 ", max_size=20), st.text("公开12，。 ", max_size=20))
def test_the_common_pieces_of_two_texts_are_the_same(before: str, after: str) -> None:
    first, second = marked(before, after)
    assert "".join(piece.text for piece in first) == before
    assert "".join(piece.text for piece in second) == after
    assert "".join(p.text for p in first if p.common) == "".join(p.text for p in second if p.common)


def test_a_report_is_the_same_as_itself() -> None:
    found = compared(this_year(), this_year())
    assert found.same
    assert {rule.state for rule in found.rules} <= {"still"}
