"""What somebody has marked in a .docx: comments with the words they are on, and how many tracked changes there are.

Source: ECMA-376 part 1 §17.13.4 (comments), §17.13.5 (revisions).
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from assistant.reading.budget import Budget
from assistant.reading.docx.names import Names
from assistant.reading.docx.package import open_package
from assistant.reading.docx.pruning import prune
from assistant.reading.marks import as_printed
from assistant.reading.remarks import Comment, Remarks

_CHANGES = ("ins", "del", "moveFrom", "moveTo")


def read_remarks(data: bytes, name: str) -> Remarks:
    """The comments and tracked changes of the .docx in ``data``; ``name`` only serves messages.

    :raises UnreadableFile: as :func:`~assistant.reading.docx.read_docx`. :raises Exceeded: out of bounds.
    """
    package = open_package(data, name, Budget(), comments=True)
    root, names = package.document, Names(package.document)
    tracked = sum(1 for _ in root.iter(*map(names, _CHANGES)))
    if package.comments is None:
        return Remarks((), tracked)
    prune(root, names)
    texts = _texts(package.comments)
    return Remarks(tuple(_comments(root, names, texts)), tracked)


def _texts(root: etree._Element) -> dict[str, tuple[str, str]]:
    """Author and text of each comment by its number; its paragraphs are lines."""
    names = Names(root)
    prune(root, names)
    found: dict[str, tuple[str, str]] = {}
    for comment in root.iterchildren(names("comment")):
        lines = (_text(paragraph) for paragraph in comment.iter(names("p")))
        author = comment.get(names("author"), "")
        found[comment.get(names("id"), "")] = (author, "\n".join(line for line in lines if line))
    return found


def _comments(root: etree._Element, names: Names, texts: dict[str, tuple[str, str]]) -> Iterator[Comment]:
    start, end, reference, text = map(names, ("commentRangeStart", "commentRangeEnd", "commentReference", "t"))
    number = names("id")
    opened: dict[str, list[str]] = {}
    quoted: dict[str, str] = {}
    for element in root.iter(start, end, reference, text):
        key = element.get(number, "")
        if element.tag == start:
            opened[key] = []
        elif element.tag == end:
            quoted[key] = "".join(opened.pop(key, ()))
        elif element.tag == text:
            for pieces in opened.values():
                pieces.append(element.text or "")
        elif key in texts:
            author, said = texts.pop(key)
            words = quoted.get(key) or "".join(opened.pop(key, ()))
            yield Comment(author, said, as_printed(words), *_place(element, names))


def _place(element: etree._Element, names: Names) -> tuple[str, tuple[str, ...]]:
    """The paragraph that an element stands in, and the texts of the row around it."""
    paragraph = next(element.iterancestors(names("p")), None)
    row = next(element.iterancestors(names("tr")), None)
    cells = () if row is None else tuple(_text(cell) for cell in row.iterchildren(names("tc")))
    return "" if paragraph is None else _text(paragraph), cells


def _text(element: etree._Element) -> str:
    return as_printed(etree.tostring(element, method="text", encoding="unicode", with_tail=False).strip())
