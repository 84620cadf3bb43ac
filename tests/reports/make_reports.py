"""Makes the reports of this folder and the JSON beside them from ``facts/``. Needs LibreOffice.

python tests/reports/make_reports.py [NAME…]
"""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from making import archive, text, trial_format, web, word
from making.facts import FOLDER, cells, expected, load

from assistant.document import Document, FigureTable, Heading, Paragraph, Section, Signature
from assistant.export import write_markdown
from assistant.standard import layout, standard

Facts = Mapping[str, Any]


def by_office(page: str, *steps: str) -> bytes:
    """A page turned by LibreOffice into one format after the other."""
    program = shutil.which("soffice")
    if program is None:
        sys.exit("LibreOffice (soffice) is not installed")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.html"
        path.write_text(page, encoding="utf-8")
        for step in steps:
            filters = ["--infilter=HTML (StarWriter)"] if path.suffix == ".html" else []
            command = [program, f"-env:UserInstallation={Path(folder).as_uri()}/profile", "--headless", *filters]
            subprocess.run(
                [*command, "--convert-to", step, "--outdir", folder, str(path)], check=True, capture_output=True
            )
            path = path.with_suffix(f".{step.partition(':')[0]}")
        return path.read_bytes()


def own_markdown(facts: Facts) -> bytes:
    """What our own export writes."""
    sections = []
    for section in expected(facts)["sections"]:
        blocks: list[Any] = []
        for block in section["blocks"]:
            if isinstance(block, str):
                blocks.append(FigureTable(block, cells(facts, block)))
            else:
                blocks.append(Heading(*block) if len(block) == 3 else Paragraph(*block))
        sections.append(Section(section["key"], section["heading"], tuple(blocks)))
    agency, date_text, _ = facts["signature"]
    preface = tuple(Paragraph(f"preface.{key}", words) for key, words in facts["preface"])
    title = "".join(facts["title"])
    signature = Signature(agency, date_text)
    report = Document(facts["agency"], facts["kind"], facts["year"], title, preface, tuple(sections), signature)
    written = io.BytesIO()
    write_markdown(report, written)
    return written.getvalue()


def traditional(facts: Facts) -> bytes:
    """BIG5, the labels in the characters that the facts give."""
    characters = str.maketrans(facts["characters"]["simplified"], facts["characters"]["traditional"])
    labels = {
        cell.text: cell.text.translate(characters)
        for table in standard().tables.values()
        for cell in layout(table)
        if cell.text
    }
    return web.traditional_page(facts, labels).encode("big5")


REPORTS: dict[str, Callable[[Facts], bytes]] = {
    "01-town-libreoffice.docx": lambda facts: by_office(web.office_page(facts), "docx:MS Word 2007 XML"),
    "02-street-opendocument.docx": lambda facts: by_office(web.office_page(facts), "odt", "docx:MS Word 2007 XML"),
    "03-bureau-tracked.docx": word.tracked,
    "04-county-pages.docx": word.in_pages,
    "05-town-portal.html": lambda facts: web.gbk_portal(facts).encode("gbk"),
    "06-bureau-portal.html": lambda facts: web.new_portal(facts).encode("utf-8"),
    "07-street-traditional.html": traditional,
    "08-town-mail.txt": lambda facts: text.mail(facts).encode("utf-8"),
    "09-bureau-bars.txt": lambda facts: text.bars(facts).encode("gb18030"),
    "10-county-tabs.txt": lambda facts: text.tabs(facts).encode("utf-8-sig"),
    "11-bureau-2019.html": lambda facts: trial_format.page(facts).encode("utf-8"),
    "12-town-plain.txt": lambda facts: text.plain(facts).encode("utf-16"),
    "13-city-own.md": own_markdown,
    "14-town-strict.docx": word.strict,
    "15-town-saved.mht": lambda facts: archive.saved_page(web.office_page(facts)),
    "16-street-old.doc": lambda facts: by_office(web.office_page(facts), "odt", "doc:MS Word 97"),
    "17-county-print.pdf": lambda facts: by_office(web.office_page(facts), "odt", "pdf"),
}

SAME_FACTS = {"17-county-print": "04-county-pages"}


def main(names: list[str]) -> None:
    for name, make in REPORTS.items():
        stem = name.partition(".")[0]
        if names and stem not in names:
            continue
        facts = load(SAME_FACTS.get(stem, stem))
        (FOLDER / name).write_bytes(make(facts))
        found = json.dumps(expected(facts), ensure_ascii=False, indent=1)
        (FOLDER / f"{stem}.json").write_text(f"{found}\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
