"""Which of many reports of last year a report is held against."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from assistant.checks.inspection import LastYearReports
from assistant.document import Document, Signature
from assistant.reading import read_file

REPORTS = Path(__file__).parents[1] / "reports"


def report(agency: str, year: int | None) -> Document:
    return Document(agency, "town", year, f"{agency}{year}年度报告", (), (), Signature("", ""))


@pytest.mark.parametrize(
    ("kept", "found"),
    [
        ([("清河镇人民政府", 2023)], 0),
        ([("清河镇人民政府", 2022), ("清河镇人民政府", 2023)], 1),
        ([("清河镇人民政府", 2024)], None),
        ([("清河镇人民政府", None)], 0),
        ([("临江县清河镇人民政府", 2023)], 0),
        ([("临江县清河镇人民政府", 2023), ("清河镇人民政府", 2023)], 1),
        ([("临江县清河镇人民政府", 2023), ("东山县清河镇人民政府", 2023)], None),
        ([("清河 镇人民政府", 2023)], 0),
        ([("清河镇人民政府", 2023), ("清河镇人民政府", 2023)], None),
        ([("", 2023)], None),
    ],
)
def test_a_report_finds_the_one_of_its_agency_on_the_year_before(
    kept: list[tuple[str, int | None]], found: int | None
) -> None:
    documents = [report(*each) for each in kept]
    last = LastYearReports(documents).before(report("清河镇人民政府", 2024))
    assert last is (documents[found] if found is not None else None)


def test_a_report_without_an_agency_finds_none() -> None:
    assert LastYearReports([report("", 2023)]).before(report("", 2024)) is None


def test_what_was_read_goes_to_another_process() -> None:
    document = read_file(REPORTS / "01-town-libreoffice.docx")
    kept = pickle.loads(pickle.dumps(LastYearReports([document])))
    following = report(document.agency, (document.year or 0) + 1)
    assert kept.before(following) == document
