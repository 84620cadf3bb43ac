"""Who reports: one name, one self-word, nothing left over from another paper, no private data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.examination import Examination
from assistant.checks.model import Hit, hit
from assistant.checks.registry import rule
from assistant.language.passage import Passage, plain
from assistant.language.words import pattern, table
from assistant.standard import AgencyKind, guess_self_word, has_other_format

_CLAUSE, _AROUND = 120, 12
"""Characters of a clause, and around a name, in which is looked for why another office is named."""


@rule("agency-mismatch")
def agency_mismatch(examination: Examination) -> Iterator[Hit]:
    """Title, text and signature name the same agency, and it calls itself by its own word."""
    agency = plain(examination.document.agency)
    signature = plain(examination.document.signature.agency)
    title = _named_in_title(plain(examination.document.title))
    if agency and title and not _same(title, agency):
        yield hit("title", "title", (), (title, agency), found=title, agency=agency)
    if agency and signature and not _same(signature, agency):
        yield hit("signature", "signature", ("signature",), (agency, signature), title=agency, signature=signature)
    for passage in examination.passages:
        yield from _other_agency(passage, agency)
        if examination.kind is not None and not _covers_others(examination.kind):
            yield from _other_office(passage, agency)
        yield from _other_county(passage, agency)
        yield from _self_words(examination, passage, agency)


def _named_in_title(title: str) -> str:
    match = pattern("agency.in_title").match(pattern("agency.leading_year").sub("", title))
    return match.group(1) if match else ""


def _same(one: str, other: str) -> bool:
    """Whether two names may be the same agency: one may leave out the county or the kind of office."""
    short, long = sorted((_stem(one), _stem(other)), key=len)
    return not short or long.endswith(short) or long.startswith(short)


def _stem(name: str) -> str:
    return pattern("agency.ending").sub("", name)


def _other_agency(passage: Passage, agency: str) -> Iterator[Hit]:
    """Another township where the own one must stand: at the beginning of a clause, in the report's own title."""
    if not pattern("agency.township").search(agency):
        return
    own = _stem(agency)
    for match in pattern("agency.in_text").finditer(passage.text):
        found = match.group(1)
        stem = _stem(found)
        named = pattern("agency.place").fullmatch(stem) and not pattern("agency.generic").search(stem)
        if named and not (own.endswith(stem) or stem.endswith(own) or own.startswith(stem)):
            yield hit("body", passage.section, (passage.key,), (found,), found=found, agency=agency)


def _covers_others(kind: AgencyKind) -> bool:
    """Whether the report is of a whole area, so that it may tell of any office in it."""
    return kind.government and kind.rank != "township"


def _other_office(passage: Passage, agency: str) -> Iterator[Hit]:
    """Another office that acts where the own one must: 市政府办公厅收到…, 县水利局认真贯彻… at the finance bureau."""
    for match in pattern("agency.office").finditer(passage.text):
        found = match["government"] or match["bureau"]
        start = match.start("government" if match["government"] else "bureau")
        clause = re.split("[。；]", passage.text[start : start + _CLAUSE], maxsplit=1)[0]
        if not _abbreviates(found, agency) and not pattern("agency.passed_on").search(clause):
            yield hit("body", passage.section, (passage.key,), (found,), found=found, agency=agency)


def _abbreviates(name: str, full: str) -> bool:
    """Whether a name may be short for another: its characters stand in that in the same order (县发改局)."""
    characters = iter(full)
    return all(character in characters for character in name) or name.endswith(full)


def _other_county(passage: Passage, agency: str) -> Iterator[Hit]:
    """Another county of the same rank in front of what only the own one has: its government and its website."""
    own = pattern("agency.county").match(agency)
    if own is None:
        return
    met: set[str] = set()
    for match in pattern("agency.counties").finditer(passage.text):
        found, start = match["name"] + match["rank"], max(0, match.start() - _AROUND)
        before, around = passage.text[start : match.end()], passage.text[start : match.end() + _AROUND]
        same = before.endswith(own["name"] + own["rank"]) or match["rank"] != own["rank"]
        if same or found in met or pattern("agency.not_a_county").search(match["name"]):
            continue
        if not pattern("agency.counties_elsewhere").search(around):
            met.add(found)
            yield hit("body", passage.section, (passage.key,), (found,), found=found, agency=agency)


def _self_words(examination: Examination, passage: Passage, agency: str) -> Iterator[Hit]:
    kind = examination.kind
    expected = examination.document.self_word or guess_self_word(agency, kind.key if kind else "")
    forbidden = set(table("agency.self_words.wrong_for").get(expected, "").split())
    met = dict.fromkeys(match.group() for match in pattern("agency.self_words.any").finditer(passage.text))
    for found in met:
        if found in forbidden:
            yield hit("self_word", passage.section, (passage.key,), (found,), found=found, expected=expected)


@rule("placeholder")
def placeholder(examination: Examination) -> Iterator[Hit]:
    """Nothing is left to fill in, and no instruction of a form is left standing."""
    document = examination.document
    places = [("title", (), document.title), ("signature", ("signature",), document.signature.date_text)]
    places += [("signature", ("signature",), document.signature.agency)]
    places += [(section.key, (), section.heading) for section in document.sections]
    for section, where, text in places:
        match = pattern("placeholder.any").search(plain(text))
        if match:
            yield hit("left", section, where, (match.group(),), quote=match.group())
    for passage in examination.passages:
        found = list(dict.fromkeys(match.group() for match in pattern("placeholder.any").finditer(passage.text)))
        if passage.pending and not found:
            found = [passage.text[:20]]
        for quote in found:
            yield hit("left", passage.section, (passage.key,), (quote,), quote=quote)


@rule("personal-data")
def personal_data(examination: Examination) -> Iterator[Hit]:
    """No identity number anywhere; no mobile number but the office's own contact."""
    for passage in examination.passages:
        text = passage.text
        if "//" in text or "www." in text:
            text = pattern("personal.link").sub("", text)
        for match in pattern("personal.identity").finditer(text):
            yield hit("identity", passage.section, (passage.key,), (match.group(),), quote=_hidden(match.group()))
        for match in pattern("personal.mobile").finditer(text):
            before = text[max(0, match.start() - 20) : match.start()]
            if not pattern("personal.contact").search(before) or pattern("personal.applicant").search(before):
                quote = _hidden(match.group())
                yield hit("mobile", passage.section, (passage.key,), (match.group(),), quote=quote)


def _hidden(number: str) -> str:
    """The number with its middle masked: a finding must not spread it."""
    return f"{number[:3]}…{number[-2:]}"


@rule("other-format")
def other_format(examination: Examination) -> Iterator[Hit]:
    """Universities and schools report in a format of their own."""
    agency = plain(examination.document.agency)
    if has_other_format(agency):
        yield hit("school", "title", (), (agency,), agency=agency)


@rule("repealed-format")
def repealed_format(examination: Examination) -> Iterator[Hit]:
    """Reports on 2021 and later do not cite the trial format of 2019."""
    year = examination.year
    if year is not None and year < examination.standard.first_year:
        return
    for passage in examination.passages:
        match = pattern("citations.repealed").search(passage.text)
        if match:
            quote = match.group()
            yield hit(
                "cited", passage.section, (passage.key,), (quote,), quote=quote, expected=examination.standard.number
            )


@rule("document-number")
def document_number(examination: Examination) -> Iterator[Hit]:
    """Document numbers are whole and have their year in 〔 〕."""
    for passage in examination.passages:
        for match in pattern("citations.format").finditer(passage.text):
            quote = match.group()
            if quote != examination.standard.number:
                yield hit(
                    "format",
                    passage.section,
                    (passage.key,),
                    (quote,),
                    quote=quote,
                    expected=examination.standard.number,
                )
        rest = pattern("citations.format").sub("", passage.text)
        for match in pattern("citations.brackets").finditer(rest):
            office, year, number = match.groups()
            expected = f"{office}〔{year}〕{int(number)}号"
            yield hit(
                "brackets", passage.section, (passage.key,), (match.group(),), quote=match.group(), expected=expected
            )
