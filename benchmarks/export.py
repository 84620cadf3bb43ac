"""How fast a full report becomes a Word file, as ratios measured in one run on this machine.

In milliseconds against a limit, and against python-docx building the same report its own way
(``add_paragraph``, ``Table.cell`` and ``merge``, which is quadratic in the cells) and the three tables
alone; where docxtpl is installed, also against docxtpl rendering a template of equal content.

    python -m benchmarks export
"""

from __future__ import annotations

import importlib.util
import io
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx

from assistant.document import Document, FigureTable, Heading, Paragraph
from assistant.export import write_docx
from assistant.standard import layout
from benchmarks.figures import Figure

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "export"))
from export_reports import township

GOAL = 10
LIMIT = 15.0
"""Milliseconds that a report may take to be written when another one has been written before."""


def ours(report: Document) -> None:
    """The whole report: text, three tables, layout, properties."""
    write_docx(report, io.BytesIO())


def by_cell_and_merge(report: Document) -> None:
    """The three tables alone, as python-docx's documentation builds them."""
    opened = docx.Document()
    for figures in report.tables():
        _add_table(opened, figures)
    opened.save(io.BytesIO())


def by_python_docx(report: Document) -> None:
    """The same report: title, headings, paragraphs, tables, signature."""
    opened = docx.Document()
    opened.add_paragraph(report.title)
    for paragraph in report.preface:
        opened.add_paragraph(paragraph.text)
    for section in report.sections:
        opened.add_paragraph(section.heading)
        for block in section.blocks:
            if isinstance(block, FigureTable):
                _add_table(opened, block)
            elif isinstance(block, Heading | Paragraph):
                opened.add_paragraph(block.text)
    opened.add_paragraph(report.signature.agency)
    opened.add_paragraph(report.signature.date_text)
    opened.save(io.BytesIO())


def _add_table(opened: Any, figures: FigureTable) -> None:
    cells = layout(figures.schema)
    table = opened.add_table(max(cell.row + cell.row_span for cell in cells), figures.schema.width)
    for cell in cells:
        first = table.cell(cell.row, cell.column)
        if cell.row_span * cell.column_span > 1:
            last = table.cell(cell.row + cell.row_span - 1, cell.column + cell.column_span - 1)
            first = first.merge(last)
        first.text = figures.cells[cell.path] if cell.role == "number" else cell.text


def by_template(report: Document) -> Callable[[], None]:
    """docxtpl on a template that is our own file with a slot for every paragraph and every cell."""
    from docxtpl import DocxTemplate

    values: dict[str, str] = {}

    def slot(text: str) -> str:
        values[f"v{len(values)}"] = text
        return f"{{{{ v{len(values) - 1} }}}}"

    def emptied(block: Any) -> Any:
        if isinstance(block, FigureTable):
            return replace(block, cells={path: slot(text) for path, text in block.cells.items()})
        return replace(block, text=slot(block.text)) if isinstance(block, Paragraph) else block

    sections = tuple(replace(section, blocks=tuple(map(emptied, section.blocks))) for section in report.sections)
    template = io.BytesIO()
    write_docx(replace(report, sections=sections), template)

    def render() -> None:
        opened = DocxTemplate(io.BytesIO(template.getvalue()))
        opened.render(values, autoescape=True)
        opened.save(io.BytesIO())

    return render


def milliseconds(work: Callable[[], None], runs: int) -> float:
    """The median time of this process for one run, after one to warm up."""
    work()
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1000)
    return statistics.median(times)


def figures(quick: bool = False) -> Iterator[Figure]:
    """The whole report of ours against the limit, against python-docx, and against docxtpl."""
    report, runs = township(), 1 if quick else 5
    base = milliseconds(lambda: ours(report), 4 * runs)
    yield Figure("a report as .docx, warm", base, "ms", "limit", LIMIT, 1.0)
    same = milliseconds(lambda: by_python_docx(report), runs)
    yield Figure("a report as .docx", base, "ms", "python-docx, the same report", same)
    merged = milliseconds(lambda: by_cell_and_merge(report), runs)
    yield Figure("a report as .docx", base, "ms", "python-docx Table.cell/merge, tables alone", merged, 1 / GOAL)
    if importlib.util.find_spec("docxtpl"):
        templated = milliseconds(by_template(report), runs)
        yield Figure("a report as .docx", base, "ms", "docxtpl, equal template", templated, 1.0)
