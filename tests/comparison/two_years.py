"""A report and last year's of the same office, which differ in known places."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assistant.document import Document, FigureTable, Paragraph, Section
from tests.export.export_reports import township

CELLS = {
    "T2": {"permits": "200", "penalties": "0", "normative.in_force": "3"},
    "T3": {
        "received.natural_person": "6",
        "received.total": "6",
        "total.natural_person": "4",
        "total.total": "4",
        "granted.natural_person": "4",
        "granted.total": "4",
        "partly_granted.natural_person": "0",
        "partly_granted.total": "0",
        "unavailable.not_held.natural_person": "0",
        "unavailable.not_held.total": "0",
        "carried_out.natural_person": "2",
        "carried_out.total": "2",
    },
}
"""The cells in which last year's report differs; its 2 applications carried out are not carried in this year."""

DROPPED = "与相邻乡镇联合开展村务公开试点，覆盖全部行政村，群众可以随时查询。"


def this_year() -> Document:
    return township()


def last_year() -> Document:
    """Last year's: other figures, 平台 before 管理, a paragraph that is gone now, a changed sentence."""
    report = township()
    title = report.title.replace("2024", "2023")
    signature = replace(report.signature, date_text="2024年1月9日", day=date(2024, 1, 9))
    sections = tuple(map(_section, report.sections))
    preface = tuple(replace(part, text=part.text.replace("2024", "2023")) for part in report.preface)
    return replace(report, year=2023, title=title, preface=preface, sections=sections, signature=signature)


def _section(section: Section) -> Section:
    blocks = [_block(block) for block in section.blocks]
    if section.key == "overview":
        management, platforms = blocks[7:9], blocks[5:7]
        blocks[5:9] = [*management, *platforms]
        blocks.append(Paragraph("overview.supervision.2", DROPPED))
    return replace(section, blocks=tuple(blocks))


def _block(block: object) -> object:
    if isinstance(block, FigureTable):
        return replace(block, cells={**block.cells, **CELLS.get(block.schema_key, {})})
    if getattr(block, "key", "") == "overview.proactive":
        text = block.text.replace("86条", "70条").replace("52条", "36条").replace("重点公开了", "着重公开了")
        return replace(block, text=text)
    return block
