"""A finished report → the draft of the same year that prints it again.

The tables come back cell by cell, the answers as far as they can be told with certainty; every
paragraph that the templates would write otherwise stays as the clerk's own text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.composing import ClerkText, compose, generated_paragraphs, paragraph_keys
from assistant.composing.compose import MAX_PARAGRAPH
from assistant.document import Document, Heading, Paragraph
from assistant.interview import Interview, Script, load_script
from assistant.last_year import Answered, read_answers
from assistant.last_year.vocabulary import message
from assistant.reading.messages import quote
from assistant.report import Report


@dataclass(frozen=True)
class Recovery:
    """The answers and the clerk's text behind a report.

    ``notes`` are Chinese sentences for the clerk: cells that are not what was printed, text that
    stays as it is or has no place, an identity that was not recognised.
    """

    report: Report
    clerk: ClerkText
    notes: tuple[str, ...]


def recover(document: Document, script: Script | None = None) -> Recovery:
    """The draft behind ``document``: composed again it prints the same words and cells.

    :param script: the question scripts; the shipped ones when None.
    :raises DataFileError: a script or a template does not fit (never the file's doing).
    """
    script = script or load_script()
    answered = read_answers(document, script)
    clerk, kept = _clerk(answered, script)
    printed = compose(answered.report, Interview(script, answered.report).applicable, clerk)
    notes = (*_identity(document, answered.report, printed), *answered.notes, *answered.placement.notes)
    return Recovery(answered.report, clerk, (*notes, *_kept(kept, printed), *_unread(document)))


def _clerk(answered: Answered, script: Script) -> tuple[ClerkText, list[str]]:
    """The clerk's text that makes every paragraph print as in the file, and the planned keys kept so."""
    applicable = Interview(script, answered.report).applicable
    clerk, kept = ClerkText(), []
    for key in paragraph_keys():
        for choice, number in answered.choices.get(key, {}).items():
            clerk = clerk.with_wording(choice, number)
        made = generated_paragraphs(answered.report, applicable, clerk, key)
        texts = answered.placement.texts.get(key, [])
        if [paragraph.text for paragraph in made] != [text.strip() for text in texts]:
            clerk = _with_edits(clerk, key, answered.placement.joined(key), made)
            kept += [key] if texts else []
    return clerk, kept


def _with_edits(clerk: ClerkText, key: str, text: str, made: Sequence[Paragraph]) -> ClerkText:
    """The file's text in place of what the templates make of a planned paragraph; the rest left out."""
    generated = {paragraph.key: paragraph.text for paragraph in made}
    pieces = list(_pieces(text))
    numbered = [key, *(f"{key}.{number}" for number in range(2, max(len(pieces), len(made)) + 1))]
    for place, printed in enumerate(numbered):
        piece = pieces[place] if place < len(pieces) else ""
        if piece or printed in generated:
            clerk = clerk.with_edit(printed, piece, generated.get(printed, ""))
    return clerk


def _pieces(text: str) -> Iterator[str]:
    """A text in parts that a paragraph can hold; nearly always itself."""
    for start in range(0, len(text), MAX_PARAGRAPH):
        yield text[start : start + MAX_PARAGRAPH]


def _identity(document: Document, report: Report, printed: Document) -> Iterator[str]:
    agency, signature = report.agency, document.signature
    if agency.name is None:
        yield message("text", "agency")
    if agency.year is None:
        yield message("text", "year")
    if agency.signed_on is None:
        yield message("text", "signed_on" if signature.date_text else "unsigned", text=quote(signature.date_text))
    if agency.name is None or agency.year is None:
        return
    if not _same(document.title, printed.title):
        yield message("text", "title", text=quote(document.title), generated=printed.title)
    signed = f"{signature.agency} {signature.date_text}"
    generated = f"{printed.signature.agency} {printed.signature.date_text}"
    if agency.signed_on is not None and not _same(signed, generated):
        yield message("text", "signature", text=quote(signed), generated=generated)


def _same(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())


def _kept(keys: Sequence[str], printed: Document) -> Iterator[str]:
    if keys:
        places = message("text", "listing").join(dict.fromkeys(_headings(keys, printed)))
        yield message("text", "kept", count=len(keys), places=places)


def _headings(keys: Sequence[str], printed: Document) -> Iterator[str]:
    """The headings over the paragraphs, in printed order."""
    if any(paragraph.key in keys for paragraph in printed.preface):
        yield message("text", "preface")
    for section in printed.sections:
        heading = section.heading
        for block in section.blocks:
            if isinstance(block, Heading):
                heading = block.text
            elif isinstance(block, Paragraph) and block.key in keys:
                yield heading


def _unread(document: Document) -> Iterator[str]:
    if document.unread:
        yield message("text", "unread", count=len(document.unread), first=document.unread[0])
