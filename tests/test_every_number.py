"""No wrong figure leaves the house: each of the 190 numbers of an exported report, changed by one, is found.

The file is changed in its XML, as a slip of the finger in Word would, and checked as a stranger's file.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from assistant.checks import Finding, check
from assistant.document import Document
from assistant.drafts import read_draft
from assistant.drafts.readiness import readiness
from assistant.export import write_docx
from assistant.interview import Interview, load_script
from assistant.reading import read_bytes
from assistant.report import ProceedingFigures, Report, applicant_kinds, case_outcomes, with_answer
from assistant.standard import layout, standard
from tests.examples import examples
from tests.samples import finished_samples

SAMPLES = sorted(finished_samples().glob("*.toml"))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHECKED = ("T3", "T4")


class Exported:
    """A .docx whose number cells can be changed one at a time."""

    def __init__(self, document: Document) -> None:
        file = io.BytesIO()
        write_docx(document, file)
        self._package = {}
        with zipfile.ZipFile(file) as archive:
            for name in archive.namelist():
                self._package[name] = archive.read(name)
        self._body = etree.fromstring(self._package["word/document.xml"])
        self.cells = dict(self._number_cells())

    def _number_cells(self) -> Iterator[tuple[str, etree._Element]]:
        """The text elements of all number cells by address, in printed order."""
        for schema, table in zip(standard().tables.values(), self._body.iter(f"{W}tbl"), strict=True):
            numbers = [cell.path for cell in layout(schema) if cell.role == "number"]
            texts = [text for text in table.iter(f"{W}t") if text.text and text.text.replace(".", "").isdigit()]
            for path, text in zip(numbers, texts, strict=True):
                yield f"{schema.key}.{path}", text

    def findings(self) -> list[Finding]:
        self._package["word/document.xml"] = etree.tostring(self._body, xml_declaration=True, encoding="UTF-8")
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            for name, data in self._package.items():
                archive.writestr(name, data)
        return check(read_bytes(file.getvalue(), "年报.docx"))

    def found_when_changed(self, address: str, by: int) -> bool:
        """Whether changing one number is found, with its row and column named in words and by address."""
        text = self.cells[address]
        before = text.text
        text.text = str(int(before or "") + by)
        try:
            table, _, path = address.partition(".")
            cell = standard().tables[table].cells[path]
            return any(
                finding.severity == "error"
                and address in finding.where
                and all(leaf.header.short in finding.message for leaf in (cell.row, cell.column) if leaf.header.short)
                for finding in self.findings()
            )
        finally:
            text.text = before


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_each_number_of_a_sample_changed_by_one_is_found(sample: Path) -> None:
    exported = Exported(readiness(read_draft(sample)).document)
    assert [finding.rule for finding in exported.findings() if finding.severity == "error"] == []
    addresses = [address for address in exported.cells if address.startswith(CHECKED)]
    missed = [address for address in addresses if not exported.found_when_changed(address, +1)]
    assert (len(addresses), missed) == (190, [])
    print(f"\n{sample.stem}: {len(addresses) - len(missed)} of {len(addresses)} found")


CASES = st.lists(
    st.fixed_dictionaries(
        {
            "applicant": st.sampled_from(list(applicant_kinds())),
            "outcome": st.sampled_from(list(case_outcomes())),
            "carried_in": st.booleans(),
        }
    ),
    max_size=60,
)
PROCEEDINGS = st.fixed_dictionaries(
    {},
    optional={
        cell.path: st.integers(0, 40) for cell in ProceedingFigures.schema_of().cells.values() if not cell.derived
    },
)


@settings(max_examples=examples(200))
@given(cases=CASES, proceedings=PROCEEDINGS, notices=st.integers(0, 80), data=st.data())
def test_random_valid_reports_are_silent_and_a_changed_number_is_not(
    cases: list[dict[str, object]], proceedings: dict[str, int], notices: int, data: st.DataObject
) -> None:
    report = _report(cases, proceedings, notices)
    exported = Exported(_document(report))
    assert [finding for finding in exported.findings() if finding.severity == "error"] == []
    address = data.draw(st.sampled_from([address for address in exported.cells if address.startswith(CHECKED)]))
    assert exported.found_when_changed(address, +1), address


def _report(cases: list[dict[str, object]], proceedings: dict[str, int], notices: int) -> Report:
    """A sample with other applications, reviews and suits; fee notices as many as the unpaid ones need."""
    report = read_draft(SAMPLES[0]).report
    report = with_answer(report, "requests", {"cases": cases})
    report = with_answer(report, "proceedings", proceedings)
    report = with_answer(report, "overview.correction_reason", "")
    unpaid = sum(case["outcome"] == "other.fee_unpaid" for case in cases)
    report = with_answer(report, "other.fee_notices", unpaid + notices)
    report = with_answer(report, "other.fee_charged", 100 * (unpaid + notices))
    return with_answer(report, "other.fee_received", 100 * notices)


def _document(report: Report) -> Document:
    from assistant.composing import compose

    return compose(report, Interview(load_script(), report).applicable)
