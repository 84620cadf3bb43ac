"""Whether a file that was read again says what the document says: every paragraph, every cell."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from assistant.document import Document, FigureTable, Heading, Paragraph
from assistant.export.characters import printable
from assistant.export.messages import difference

_SHOWN = 20


def differences(source: Document, found: Document, ignored: str = "") -> list[str]:
    """What ``found`` says otherwise than ``source``, one Chinese phrase each; empty when they agree.

    Compared are the printed lines in order and the cells of the tables. White space is layout and
    does not count, nor does how a reader named a line (heading or paragraph). ``ignored`` is a line
    that an exporter adds on its own: the stamp of a draft.
    """
    stamp = _flat(ignored)
    read = [line for line in _lines(found) if line != stamp]
    return [*_line_differences(list(_lines(source)), read), *_table_differences(source, found)]


def _lines(document: Document) -> Iterator[str]:
    """The printed lines without white space; the title is one line wherever it breaks."""
    yield from filter(None, [_flat(document.title)])
    texts = [paragraph.text for paragraph in document.preface]
    for section in document.sections:
        texts.append(section.heading)
        texts += [block.text for block in section.blocks if isinstance(block, Paragraph | Heading)]
    texts += [document.signature.agency, document.signature.date_text]
    for text in texts:
        yield from filter(None, map(_flat, printable(text).split("\n")))


def _flat(text: str) -> str:
    return "".join(printable(text).split())


def _line_differences(expected: list[str], found: list[str]) -> Iterator[str]:
    matcher = SequenceMatcher(None, expected, found, autojunk=False)
    for _, first, last, start, end in (code for code in matcher.get_opcodes() if code[0] != "equal"):
        for place in range(max(last - first, end - start)):
            wanted = _short(expected[first + place]) if first + place < last else None
            got = _short(found[start + place]) if start + place < end else None
            if wanted is None:
                yield difference("extra", found=got)
            elif got is None:
                yield difference("missing", number=first + place + 1, expected=wanted)
            else:
                yield difference("text", number=first + place + 1, expected=wanted, found=got)


def _table_differences(source: Document, found: Document) -> Iterator[str]:
    read = list(found.tables())
    for table in source.tables():
        same = next((other for other in read if other.schema_key == table.schema_key), None)
        if same is None:
            yield difference("table", table=table.schema_key)
            continue
        read.remove(same)
        yield from _cell_differences(table, same)


def _cell_differences(table: FigureTable, found: FigureTable) -> Iterator[str]:
    for path, cell in table.schema.cells.items():
        wanted, got = _flat(table.cells.get(path, "")), _flat(found.cells.get(path, ""))
        if wanted != got:
            slots = {"table": table.schema_key, "cell": cell.name}
            yield difference("cell", expected=_short(wanted), found=_short(got), **slots)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
