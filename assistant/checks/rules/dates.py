"""The reporting period, the report year and the deadline (条例第四十九条)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePath

from assistant.checks.examination import Examination
from assistant.checks.model import Hit, hit
from assistant.checks.registry import rule
from assistant.language.passage import Passage, plain
from assistant.language.words import pattern
from assistant.standard import chinese_date, deadline, period

_OF_OTHER_YEARS = ("problems",)
"""Sections that speak of former years as a matter of course."""

_LATEST_KIND = "county_government"


@rule("period")
def reporting_period(examination: Examination) -> Iterator[Hit]:
    """The period that the figures are of runs from 1 January to 31 December of the report year."""
    year = examination.year
    if year is None:
        return
    first, last = period(year)
    expected = f"{chinese_date(first)}—{chinese_date(last)}"
    stated = False
    for passage in examination.passages:
        for sentence in re.split("[。；]", passage.text):
            subject = pattern("period.subject").search(sentence)
            match = pattern("period.dates").search(sentence)
            if not match:
                continue
            whole = _is_whole_year(match, year)
            stated = stated or whole or bool(subject)
            other_year = passage.section == "preface" and _is_whole_year(match, int(match[1]))
            if not whole and (subject or other_year):
                yield hit(
                    "other", passage.section, (passage.key,), (match.group(),), quote=match.group(), expected=expected
                )
        stated = stated or bool(pattern("period.whole_year", year).search(passage.text))
    if not stated:
        yield hit("missing", "preface", (), (), expected=expected)


def _is_whole_year(match: re.Match[str], year: int) -> bool:
    from_year, from_month, from_day, to_year, to_month, to_day = match.groups()
    begin = (int(from_year), int(from_month), int(from_day))
    end = (int(to_year or from_year), int(to_month), int(to_day))
    return begin == (year, 1, 1) and end == (year, 12, 31)


@rule("year-mismatch")
def year_mismatch(examination: Examination) -> Iterator[Hit]:
    """No other year stands for the report year in the title, the preface, the text or the file name."""
    year = examination.year
    if year is None:
        return
    for found in _years(plain(examination.document.title)):
        if found != year:
            yield hit("title", "title", (), (str(found),), found=found, year=year)
    for passage in examination.passages:
        yield from _in_passage(passage, year)
    name = PurePath(examination.file_name).stem
    named = {int(match) for match in pattern("years.file").findall(name)}
    if pattern("years.file_subject").search(name) and named and year not in named:
        found = min(named)
        yield hit("file", "title", (), (str(found),), found=found, year=year)


def _years(text: str) -> list[int]:
    return [int(match) for match in pattern("years.any").findall(text)]


def _in_passage(passage: Passage, year: int) -> Iterator[Hit]:
    text = passage.text[len(passage.heading) :]
    if passage.section == "preface" or passage.first:
        for match in pattern("years.own_title").finditer(text):
            found = int(match.group(1))
            if found != year and passage.section != "problems":
                yield hit("self_title", passage.section, (passage.key,), (str(found),), found=found, year=year)
    if passage.section in _OF_OTHER_YEARS:
        return
    said = dict.fromkeys(quote for sentence in re.split("[。！？；]", text) for quote in _years_before(sentence, year))
    for quote in said:
        yield hit("body", passage.section, (passage.key,), (quote,), quote=quote, year=year)


def _years_before(sentence: str, year: int) -> Iterator[str]:
    """The places where a sentence puts a former year in front of what the office did in the reporting year.

    What the year governs decides: an office and what it did (2023年，我局收到…), or what stood at the end of the
    year (截至2023年12月31日，现行有效…). A sentence that also speaks of the reporting year compares.
    """
    if str(year) in sentence or pattern("years.beside").search(sentence):
        return
    for match in pattern("years.opening").finditer(sentence):
        if int(match.group(1)) < year and not pattern("years.past").match(sentence, match.start(1)):
            yield match.group()
    for match in pattern("years.until").finditer(sentence):
        if int(match.group(1)) < year:
            yield match.group()


@rule("deadline")
def signing_deadline(examination: Examination) -> Iterator[Hit]:
    """Signed after the year is over and not after the deadline of the agency's kind."""
    year, day = examination.year, examination.document.signature.day
    if year is None or day is None:
        return
    kind = examination.kind.key if examination.kind else _LATEST_KIND
    last = deadline(year, kind)
    printed = chinese_date(day)
    if day > last:
        yield hit("late", "signature", ("signature",), (printed,), day=printed, deadline=chinese_date(last))
    elif day < date(year + 1, 1, 1):
        yield hit("early", "signature", ("signature",), (printed,), day=printed)
