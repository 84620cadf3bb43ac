"""Documents for the tests of the checks, built from the TOML files beside this module.

A base is a whole report in which nothing is wrong. A change names what differs from it::

    base        the base to start from
    figures     typed cells by address ("T3.received.business" = 2); totals are summed up again
    cells       printed cells by address, after that ("3件"; "absent" takes the cell out)
    text        paragraphs by key; "absent" takes it out; a section key puts a paragraph at its end
    headings    sub-headings and section headings by key; [key, text] gives a sub-heading another key too;
                "absent" takes it out
    document    fields of the Document: title, agency, kind, year, signed, signer, old_format, file_name
    order       the section keys in their new order
    extra       a further section: [key, heading, paragraph]
    departures  what a reader says of a table: table key -> phrases
    state       the state of a paragraph by key
    replaced    what the templates write now in the place of a stale paragraph, by key
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from assistant.document import Block, Document, FigureTable, Heading, Paragraph, Section, Signature
from assistant.report import DisclosureFigures, Figures, ProceedingFigures, RequestFigures

HERE = Path(__file__).parent
FIGURES: dict[str, type[Figures]] = {"T2": DisclosureFigures, "T3": RequestFigures, "T4": ProceedingFigures}


def load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def base(name: str) -> Document:
    return build({"base": name})


def build(change: Mapping[str, Any]) -> Document:
    """The document of a base with a change laid over it."""
    data = load(HERE / "bases" / f"{change['base']}.toml")
    fields = change.get("document", {})
    tables = {key: _table(key, data, change) for key in FIGURES}
    text = dict(change.get("text", {}))
    sections = [_section(item, tables, text, change) for item in data["section"]]
    if "order" in change:
        by_key = {section.key: section for section in sections}
        sections = [by_key[key] for key in change["order"]]
    for key, heading, paragraph in change.get("extra", []):
        sections.append(Section(key, heading, (Paragraph(f"{key}.p", paragraph),)))
    signature = data["signature"]
    day = fields.get("signed", signature["day"])
    return Document(
        agency=fields.get("agency", data["agency"]),
        kind=fields.get("kind", data["kind"]),
        year=_year(fields, data),
        title=fields.get("title", data["title"]),
        preface=tuple(
            _paragraph(key, text.get(key, words), change) for key, words in data["preface"] if text.get(key) != "absent"
        ),
        sections=tuple(sections),
        signature=Signature(
            fields.get("signer", signature["agency"]),
            f"{day.year}年{day.month}月{day.day}日" if isinstance(day, date) else day,
            day if isinstance(day, date) else None,
        ),
        self_word=fields.get("self_word", data["self_word"]),
        old_format=tuple(fields.get("old_format", ())),
    )


def with_cell(document: Document, where: str, text: str) -> Document:
    """A copy with one printed cell changed."""
    key, _, path = where.partition(".")

    def changed(block: Block) -> Block:
        if isinstance(block, FigureTable) and block.schema_key == key:
            return replace(block, cells={**block.cells, path: text})
        return block

    sections = tuple(replace(part, blocks=tuple(map(changed, part.blocks))) for part in document.sections)
    return replace(document, sections=sections)


def with_tables(document: Document, *figures: Figures) -> Document:
    """A copy with whole tables replaced."""
    printed = {item.schema_key: item.printed() for item in figures}

    def changed(block: Block) -> Block:
        return printed.get(block.schema_key, block) if isinstance(block, FigureTable) else block

    sections = tuple(replace(part, blocks=tuple(map(changed, part.blocks))) for part in document.sections)
    return replace(document, sections=sections)


def _year(fields: Mapping[str, Any], data: Mapping[str, Any]) -> int | None:
    year = fields.get("year", data["year"])
    return year if isinstance(year, int) else None


def _table(key: str, data: Mapping[str, Any], change: Mapping[str, Any]) -> FigureTable:
    typed = dict(data.get("figures", {}).get(key, {}))
    typed |= _own(key, change.get("figures", {}))
    cells = dict(FIGURES[key].model_validate(typed).printed().cells)
    for path, text in _own(key, change.get("cells", {})).items():
        if text == "absent":
            del cells[path]
        else:
            cells[path] = text
    return FigureTable(key, cells, tuple(change.get("departures", {}).get(key, ())))


def _own(key: str, addresses: Mapping[str, Any]) -> dict[str, Any]:
    return {where.partition(".")[2]: value for where, value in addresses.items() if where.startswith(f"{key}.")}


def _section(
    item: Mapping[str, Any], tables: Mapping[str, FigureTable], text: dict[str, str], change: Mapping[str, Any]
) -> Section:
    headings = change.get("headings", {})
    blocks: list[Block] = []
    for form, key, words in item.get("blocks", ()):
        if form == "heading" and headings.get(key) != "absent":
            own = headings.get(key, words)
            blocks.append(Heading(key, own) if isinstance(own, str) else Heading(*own))
        elif form == "paragraph" and text.get(key) != "absent":
            blocks.append(_paragraph(key, text.get(key, words), change))
    if "table" in item and change.get("tables", {}).get(item["table"]) != "absent":
        blocks.append(tables[item["table"]])
    moved = change.get("moved", {}).get(item["key"])
    if moved:
        blocks.append(tables[moved])
    if item["key"] in text:
        blocks.append(Paragraph(f"{item['key']}.p9", text[item["key"]]))
    return Section(item["key"], headings.get(item["key"], item["heading"]), tuple(blocks))


def _paragraph(key: str, words: str, change: Mapping[str, Any]) -> Paragraph:
    state = change.get("state", {}).get(key, "written")
    return Paragraph(key, words, state=state, replaced=change.get("replaced", {}).get(key, ""))
