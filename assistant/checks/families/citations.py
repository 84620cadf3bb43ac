"""Documents cited: the format in force, and how a document number is written."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.examination import Examination
from assistant.checks.model import Hit, hit
from assistant.checks.registry import rule
from assistant.checks.words import pattern
from assistant.standard import standard


@rule("repealed-format")
def repealed_format(examination: Examination) -> Iterator[Hit]:
    """Reports on 2021 and later do not cite the trial format of 2019."""
    year = examination.year
    if year is not None and year < standard().first_year:
        return
    for passage in examination.passages:
        match = pattern("citations.repealed").search(passage.text)
        if match:
            quote = match.group()
            yield hit("cited", passage.section, (passage.key,), (quote,), quote=quote, expected=standard().number)


@rule("document-number")
def document_number(examination: Examination) -> Iterator[Hit]:
    """Document numbers are whole and have their year in 〔 〕."""
    for passage in examination.passages:
        for match in pattern("citations.format").finditer(passage.text):
            quote = match.group()
            if quote != standard().number:
                yield hit("format", passage.section, (passage.key,), (quote,), quote=quote, expected=standard().number)
        rest = pattern("citations.format").sub("", passage.text)
        for match in pattern("citations.brackets").finditer(rest):
            office, year, number = match.groups()
            expected = f"{office}〔{year}〕{int(number)}号"
            yield hit(
                "brackets", passage.section, (passage.key,), (match.group(),), quote=match.group(), expected=expected
            )
