"""A comparison as one self-contained HTML page: no script, nothing fetched, every figure can be gone into by links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from assistant.comparison import CellPair, Comparison, Line, Piece, RulePair, SectionPair, TablePair, TextPair
from assistant.export.compared import words
from assistant.export.compared.words import head, say
from assistant.export.markup import content, element, line, opening, style
from assistant.export.pictures import picture_page
from assistant.standard import PrintedCell, layout

_PARTS = ("summary", "tables", "texts", "rules", "carried", "pictures")


def comparison_html(comparison: Comparison) -> bytes:
    """The comparison as HTML5 in UTF-8; the same comparison gives the same bytes."""
    page = _Page(comparison)
    title = words.title(comparison)
    lines = (
        opening("meta", charset="utf-8"),
        opening("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", line(title)),
        element("style", f"\n{style('web')}{style('pictures')}{style('compared')}"),
    )
    inner = "\n".join(("", element("h1", content(title)), *page.parts(), ""))
    body = element("body", f"\n{element('main', inner)}\n", class_="compared")
    top = element("head", "\n" + "\n".join(lines) + "\n")
    return f"<!DOCTYPE html>\n{element('html', f'{chr(10)}{top}{chr(10)}{body}{chr(10)}', lang='zh-CN')}\n".encode()


class _Page:
    """The parts of the page, and where on it a cell or a line is."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self._places = {text: f"text-{number}" for number, text in enumerate(map(id, comparison.texts()), start=1)}
        self._anchors = dict(self._all_anchors())
        self._finding_of: dict[str, list[int]] = {}
        for number, (state, finding) in enumerate(comparison.rules, start=1):
            for where in finding.where:
                anchor = self._anchor(where, old=state == "gone")
                if anchor:
                    self._finding_of.setdefault(anchor, []).append(number)

    def _all_anchors(self) -> Iterator[tuple[tuple[bool, str], str]]:
        """The anchor of each cell and line by (whether of the older report, address or key)."""
        for table in self._comparison.tables:
            for cell in table.changed:
                yield from (((old, cell.where), cell.where) for old in (True, False))
        for text in self._comparison.texts():
            for old, side in ((True, text.before), (False, text.after)):
                if side is not None and side.key:
                    yield (old, side.key), self._places[id(text)]

    def _anchor(self, where: str, *, old: bool) -> str:
        """Where a finding's place is on the page; a cell that did not change is in its table."""
        found = self._anchors.get((old, where), "")
        table = where.partition(".")[0]
        if not found and any(table == known.schema.key for known in self._comparison.tables):
            return f"table-{table}"
        return found

    def parts(self) -> Iterator[str]:
        comparison = self._comparison
        pictures = picture_page(comparison.newer.document, comparison.older.document)
        made = {
            "summary": [element("ul", "".join(element("li", content(text)) for text in words.summary(comparison)))],
            "tables": [self._table(table) for table in comparison.tables],
            "texts": list(self._texts()),
            "rules": [self._rules()],
            "carried": [self._carried()] if comparison.carried else [],
            "pictures": [element("div", "\n".join(pictures.values()), class_="summary")] if pictures else [],
        }
        yield element(
            "div", "".join(element("p", content(text)) for text in words.introduction(comparison)), class_="notes"
        )
        links = (element("a", content(say(name)), href=f"#{name}") for name in _PARTS if made[name])
        yield element("nav", "".join(links))
        for name in _PARTS:
            if made[name]:
                inner = "\n".join(("", element("h2", content(say(name)), id=name), *made[name], ""))
                yield element("section", inner)

    # -- tables ----------------------------------------------------------------------------------
    def _table(self, table: TablePair) -> str:
        heading = element("h3", content(table.heading), id=f"table-{table.schema.key}")
        rows = [self._cell_row(cell) for cell in table.changed]
        changes = _grid(head("cell_head"), rows, "cells") if rows else element("p", content(say("no_difference")))
        summary = element("summary", content(say("unchanged_cells")))
        return "\n".join((heading, changes, element("details", f"{summary}\n{self._printed(table)}")))

    def _cell_row(self, cell: CellPair) -> str:
        name, *numbers = words.cell_row(cell)
        first = element("th", content(name) + self._to_findings(cell.where), scope="row")
        cells = "".join(element("td", content(text)) for text in numbers)
        return element("tr", first + cells, id=cell.where)

    def _to_findings(self, anchor: str) -> str:
        """Links to the findings on one place."""
        found = dict.fromkeys(self._finding_of.get(anchor, []))
        links = (element("a", content(say("to_finding", number=n)), href=f"#finding-{n}") for n in found)
        return "".join(f" {link}" for link in links)

    def _printed(self, table: TablePair) -> str:
        """The table as printed with the newer figures; a changed one shows its difference and links to its row."""
        rows: dict[int, list[str]] = {}
        for cell in layout(table.schema):
            rows.setdefault(cell.row, []).append(_printed_cell(cell, table.cells))
        body = "\n".join(element("tr", "".join(cells)) for cells in rows.values())
        whole = element("table", f"\n{body}\n", class_=f"figures {table.schema.key}")
        return element("div", whole, class_="wide", role="region", tabindex=0, aria_label=table.heading)

    # -- text ------------------------------------------------------------------------------------
    def _texts(self) -> Iterator[str]:
        yield element("p", content(say("key")), class_="hint")
        for section in self._comparison.sections:
            if any(text.state != "unchanged" or not text.heading for text in section.texts):
                yield from self._section(section)

    def _section(self, section: SectionPair) -> Iterator[str]:
        changed = [text for text in section.texts if text.state != "unchanged"]
        same = [text for text in section.texts if text.state == "unchanged"]
        yield element("h3", content(section.heading), id=f"part-{section.key}")
        if section.repeated is not None:
            percent = round(section.repeated * 100)
            yield element("p", content(say("share", heading=section.heading, percent=percent)), class_="share")
        yield from map(self._pair, changed)
        if same:
            summary = element("summary", content(say("unchanged_texts", count=len(same))))
            inner = "\n".join(
                element("p", content(text.after.text), id=self._places[id(text)])
                for text in same
                if text.after is not None
            )
            yield element("details", f"{summary}\n{inner}")

    def _pair(self, text: TextPair) -> str:
        state = element("p", content(words.state_of(text)) + self._to_findings(self._places[id(text)]), class_="state")
        sides = [_side(say("after"), text.after, text.pieces_after, "ins")]
        if text.state != "moved":
            sides.insert(0, _side(say("before"), text.before, text.pieces_before, "del"))
        return element(
            "div", state + element("div", "".join(sides), class_="sides"), class_=f"pair {text.state}",
            id=self._places[id(text)],
        )  # fmt: skip

    # -- rules and what goes on ------------------------------------------------------------------
    def _rules(self) -> str:
        rows = [self._rule(number, pair) for number, pair in enumerate(self._comparison.rules, start=1)]
        return _grid(head("rule_head"), rows, "rules") if rows else element("p", content(say("none")))

    def _rule(self, number: int, pair: RulePair) -> str:
        state, severity, message, rule = words.rule_row(pair)
        anchors = dict.fromkeys(self._anchor(where, old=pair.state == "gone") for where in pair.finding.where)
        links = "".join(f" {element('a', content(say('to_place')), href=f'#{one}')}" for one in [*anchors][:1] if one)
        numbered = content(say("rule_number", number=number, message=message))
        cells = [content(state), content(severity), numbered + links, content(rule)]
        inner = "".join(element("td", cell) for cell in cells)
        return element("tr", inner, id=f"finding-{number}", class_=pair.state)

    def _carried(self) -> str:
        rows = []
        for carry in self._comparison.carried:
            name, *numbers = words.carry_row(carry)
            first = element("th", content(name), scope="row")
            cells = "".join(element("td", content(text)) for text in numbers)
            rows.append(element("tr", first + cells, class_=words.carry_key(carry)))
        return _grid(head("carry_head"), rows, "carried")


def _grid(headings: Sequence[str], rows: Iterable[str], name: str) -> str:
    top = element("tr", "".join(element("th", content(text), scope="col") for text in headings))
    body = "\n".join(rows)
    whole = element("table", f"\n<thead>{top}</thead>\n<tbody>\n{body}\n</tbody>\n", class_=f"figures {name}")
    return element("div", whole, class_="wide")


def _printed_cell(cell: PrintedCell, pairs: Mapping[str, CellPair]) -> str:
    spans: dict[str, str | int] = {}
    if cell.row_span > 1:
        spans["rowspan"] = cell.row_span
    if cell.column_span > 1:
        spans["colspan"] = cell.column_span
    if cell.role != "number":
        return element("th", content(cell.text), **spans)
    pair = pairs[cell.path]
    if not pair.changed:
        return element("td", content(pair.after or ""), **spans)
    shown = content(words.printed(pair.after)) + element("small", content(words.difference(pair)))
    return element("td", element("a", shown, href=f"#{pair.where}"), class_="changed", **spans)


def _side(name: str, side: Line | None, pieces: Sequence[Piece], tag: str) -> str:
    """One side of a pair: its name, and the text with what only it has marked."""
    if side is None:
        inner = element("p", content(say("not_printed")), class_="missing")
    else:
        marked = "".join(content(piece.text) if piece.common else element(tag, content(piece.text)) for piece in pieces)
        inner = element("p", marked)
    return element("div", element("b", content(name)) + inner)
