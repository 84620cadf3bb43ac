"""A stream of lines and tables → the Document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from assistant.document import Document, Paragraph, Section, Signature
from assistant.reading.bounds import MAX_UNREAD
from assistant.reading.messages import message, quote
from assistant.reading.recognise.content import Keys, Progress, paragraph_key, period_year, read_section, reported_year
from assistant.reading.recognise.contents import without_contents
from assistant.reading.recognise.flow import Foreign, Item, Piece, flow_of, without_noise
from assistant.reading.recognise.outline import Start, find_sections, trusted_rank
from assistant.reading.recognise.signatures import NOT_SIGNED, find_signature
from assistant.reading.recognise.titles import Title, find_title, named_in_page, named_in_text, read_title
from assistant.reading.recognise.vocabulary import fold, fold_passage, vocabulary
from assistant.reading.recognise.wrapping import joined
from assistant.reading.stream import Gap, Line, Stream
from assistant.reading.tables import format_of
from assistant.standard import Standard, guess_kind, guess_self_word, standard

_SECTIONS = 3
"""Sections before the first one comes again: fewer are a slip in the numbering, not a report."""

_SAME = 0.9
"""Share of a copy's text that must have stood in the report before; tables must all have."""


def copy_begins(items: Sequence[Item], starts: Sequence[Start]) -> int | None:
    """Where the same report begins once more (title and preface included), None where it does not."""
    again = next((start for start in starts[_SECTIONS:] if start.key and start.key == starts[0].key), None)
    if again is None or not _stood_before(items[again.place :], items[: again.place]):
        return None
    place, front = again.place, set(_texts(items[: starts[0].place]))
    # Title and preface of the copy stand behind the last section of the report.
    end = starts[starts.index(again) - 1].place + 1
    while place > end and isinstance(items[place - 1], Line) and set(_texts(items[place - 1 : place])) <= front:
        place -= 1
    return place


def new_in_copy(items: Sequence[Item], place: int, noisy: bool) -> list[str]:
    """The lines from ``place`` on that did not stand before it; on a ``noisy`` page not those under the copy."""
    before = set(_texts(items[:place]))
    lines = [(item.text, set(_texts([item])) <= before) for item in items[place:] if isinstance(item, Line)]
    while noisy and lines and not lines[-1][1]:
        lines.pop()
    return [text for text, known in lines if not known]


def _stood_before(copy: Sequence[Item], report: Sequence[Item]) -> bool:
    """Whether a copy says nothing new but what stands under it, such as the footer of a page."""
    if not set(_tables(copy)) <= set(_tables(report)):
        return False
    before = set(_texts(report))
    texts = list(_texts(copy))
    while texts and texts[-1] not in before:
        texts.pop()
    return sum(len(text) for text in texts if text in before) >= _SAME * max(sum(map(len, texts)), 1)


def _texts(items: Iterable[Item]) -> Iterable[str]:
    return (text for item in items if isinstance(item, Line) and (text := fold_passage(item.text)))


def _tables(items: Iterable[Item]) -> Iterable[tuple[str, ...]]:
    return (tuple(item.table.texts) for item in items if isinstance(item, Piece | Foreign))


_FRONT_LINES = 400
"""Lines before the first section in which a title is looked for: portals put whole menus there."""

_TAIL_LINES = 60
"""Lines at the end in which a signature is looked for."""

_PREFACE_SENTENCE = 20
"""Characters that a paragraph of a preface has at least; on a web page shorter lines are furniture."""


@dataclass
class _Findings:
    """What is gathered while the parts of a file are read."""

    unread: list[str] = field(default_factory=list)
    old_format: list[str] = field(default_factory=list)


def recognise(stream: Stream) -> Document | None:
    """The report in a stream, None when no title names one, and there is no section and no statutory table."""
    items = flow_of(stream.blocks)
    rank = trusted_rank(items)
    if not rank:
        items = without_noise(items)
    items = joined(without_contents(items))
    starts = find_sections(items, rank)
    first = starts[0].place if starts else _first_table(items)
    title = find_title([item for item in items[:first] if isinstance(item, Line)][-_FRONT_LINES:])
    title = _with_page_title(title, named_in_page(stream.name) if stream.name else None)
    named = title is not None and bool(title.agency or title.year)
    if not named and not starts and first == len(items):
        # Any document may mark a line as its title; one that names no agency and no year is not a report's.
        return None
    findings = _Findings()
    copy = copy_begins(items, starts)
    if copy is not None:
        findings.unread.append(message("unread", "repeated", heading=quote(starts[0].heading)))
        new = new_in_copy(items, copy, stream.noisy)
        findings.unread += [message("unread", "only_in_copy", text=quote(text)) for text in new]
        items, starts = items[:copy], [start for start in starts if start.place < copy]
    return _document(items, starts, title, rank, stream.noisy, findings)


def _with_page_title(title: Title | None, page: Title | None) -> Title | None:
    """The title with what only the title of the page says: all of it, the agency or the year."""
    if title is None or page is None:
        return title or page
    return title._replace(agency=title.agency or page.agency, year=title.year or page.year)


def _first_table(items: Sequence[Item]) -> int:
    return next((place for place, item in enumerate(items) if isinstance(item, Piece)), len(items))


def _document(
    items: list[Item], starts: list[Start], title: Title | None, rank: int, noisy: bool, findings: _Findings
) -> Document:
    first = starts[0].place if starts else _first_table(items)
    if not starts and first < len(items):
        starts = [Start(first - 1, "", "", "")]
    agency = title.agency if title is not None else ""
    end, signature, after = _end(items, starts, agency, noisy)
    front, top_signature = _front(items[:first], title, noisy, findings)
    preface = _preface(front)
    known = _format(title, preface, items[:end], starts)
    sections = _sections(items[:end], starts, Progress(rank, not preface, known), findings)
    findings.unread += after
    if not signature.date_text and not signature.agency:
        signature = top_signature
    agency = _agency(agency, signature.agency) or named_in_text(_opening(preface, sections))
    kind = guess_kind(fold(agency))
    return Document(
        agency=agency,
        kind=kind,
        year=_year(title, preface, sections, signature),
        title=title.text if title is not None else "",
        preface=preface,
        sections=sections,
        signature=signature,
        self_word=guess_self_word(fold(agency), kind) if agency else "",
        unread=_bounded(findings.unread),
        old_format=tuple(dict.fromkeys(findings.old_format)),
    )


def _front(
    items: Sequence[Item], title: Title | None, noisy: bool, findings: _Findings
) -> tuple[list[Line], Signature]:
    """The lines between title and first section that may be a preface, and a signature found there."""
    place = message("place", "front")
    findings.unread += [message("unread", item.kind, place=place) for item in items if isinstance(item, Gap)]
    lines = [item for item in items if isinstance(item, Line) and item.text]
    skipped = max(len(lines) - _FRONT_LINES, 0)
    start, end = (title.start + skipped, title.end + skipped) if title is not None else (0, 0)
    if not noisy:
        before = [line.text for line in lines[:start] if not _repeats(line.text, title)]
        findings.unread += [message("unread", "before_title", text=quote(text)) for text in before]
    rest = [line for line in lines[end:] if not _repeats(line.text, title)]
    signed = find_signature([line for line in rest if len(line.text) < _PREFACE_SENTENCE], "")
    if signed is not None and signed.signature.date_text:
        marks = {signed.signature.agency, signed.signature.date_text}
        rest = [line for line in rest if not any(mark and mark in line.text for mark in marks) or len(line.text) >= 40]
    if noisy:
        rest = [line for line in rest if len(line.text) >= _PREFACE_SENTENCE]
    return rest, signed.signature if signed is not None else NOT_SIGNED


def _repeats(text: str, title: Title | None) -> bool:
    """Whether a short line says the title once more, whole or in part."""
    if title is None or len(text) > len(title.text) + 10:
        return False
    folded = fold(text)
    return bool(folded) and (folded in fold(title.text) or read_title(text) is not None)


def _preface(lines: Sequence[Line]) -> tuple[Paragraph, ...]:
    keys = Keys()
    return tuple(Paragraph(keys.next(paragraph_key(line.text)), line.text) for line in lines)


def _end(items: Sequence[Item], starts: Sequence[Start], agency: str, noisy: bool) -> tuple[int, Signature, list[str]]:
    """Where the text of the last section ends, the signature under it, and what stands behind that unread."""
    first = starts[-1].place + 1 if starts else len(items)
    last_table = max((place for place, item in enumerate(items) if not isinstance(item, Line)), default=-1)
    first = max(first, last_table + 1)
    end = len(items)
    if noisy:
        end = next((place for place in range(first, end) if _is_footer(items[place])), end)
    tail = [item for item in items[first:end] if isinstance(item, Line)]
    offset = max(len(tail) - _TAIL_LINES, 0) if not noisy else 0
    signed = find_signature(tail[offset:] if not noisy else tail, agency)
    if signed is None:
        return end, NOT_SIGNED, []
    start, stop = signed.start + offset, signed.end + offset
    after = [] if noisy else [line.text for line in tail[stop:]]
    unread = [message("unread", "after_signature", text=quote(text)) for text in after]
    return first + start, signed.signature, unread


def _is_footer(item: Item) -> bool:
    return isinstance(item, Line) and vocabulary().footer.search(fold_passage(item.text[:80])) is not None


def _sections(
    items: Sequence[Item], starts: Sequence[Start], progress: Progress, findings: _Findings
) -> tuple[Section, ...]:
    sections: list[Section] = []
    ends = [*(start.place for start in starts[1:]), len(items)]
    # Without any section there is still one end.
    for start, end in zip(starts, ends, strict=False):
        section, content = read_section(start, items[start.place + 1 : end], progress)
        sections.append(section)
        findings.unread += content.unread
        findings.old_format += content.old_format
    return tuple(sections)


def _agency(titled: str, signed: str) -> str:
    """The full name: the title's, or the signature's where the title's is cut short or missing."""
    short = vocabulary().short_name.search(fold(titled)) and fold(signed).startswith(fold(titled))
    if (guess_kind(fold(titled)) and not short) or not signed:
        return titled
    return signed if not titled or fold(titled) in fold(signed) else titled


def _opening(preface: Sequence[Paragraph], sections: Sequence[Section]) -> list[str]:
    """The texts that may say of whom and of which year the report is: the preface and the first section."""
    inside = [block for section in sections[:1] for block in section.blocks if isinstance(block, Paragraph)]
    return [paragraph.text for paragraph in (*preface, *inside)]


def _year(
    title: Title | None, preface: Sequence[Paragraph], sections: Sequence[Section], signature: Signature
) -> int | None:
    """The year of the title, else of the reporting period, else the one that the text itself reports on.

    A report signed in a year's first months is on the year before.
    """
    if title is not None and title.year is not None:
        return title.year
    texts = _opening(preface, sections)
    period, reported = period_year(texts), reported_year(texts)
    signed = signature.day.year - 1 if signature.day is not None and signature.day.month <= _SIGNED_BY else None
    if reported is not None and reported == signed:
        # The reporting period may have been left as it was the year before.
        return reported
    return period or reported or signed


_SIGNED_BY = 4
"""The month until which a report on the year before is signed, the late ones included."""


def _format(
    title: Title | None, preface: Sequence[Paragraph], items: Sequence[Item], starts: Sequence[Start]
) -> Standard:
    """The format that the report is held against: that of its year, else the one whose tables it prints."""
    year = title.year if title is not None else None
    if year is None:
        first = items[starts[0].place + 1 : starts[1].place if len(starts) > 1 else len(items)] if starts else ()
        lines = (item.text for item in first if isinstance(item, Line))
        year = period_year((*(paragraph.text for paragraph in preface), *lines))
    if year is not None:
        return standard(year)
    return format_of(text for item in items if isinstance(item, Piece) for text in item.table.texts)


def _bounded(unread: Sequence[str]) -> tuple[str, ...]:
    if len(unread) <= MAX_UNREAD:
        return tuple(unread)
    return (*unread[:MAX_UNREAD], message("unread", "more", count=len(unread) - MAX_UNREAD))
