"""A document tree brought to what is printed.

Deletions, hidden text and second versions are taken out, text boxes put in line; after this,
reading is plain walking. Tracked changes are read as if accepted: that is what the author wants to
say, and what the office prints with 显示最终状态.
"""

from __future__ import annotations

from lxml import etree

from assistant.intake.docx.names import ALTERNATES, CHOICE, FALLBACK, Names


def prune(root: etree._Element, names: Names) -> None:
    """Changes the tree in place."""
    _drop_second_versions(root)
    _drop_deleted(root, names)
    _drop_hidden(root, names)
    for phonetic in list(root.iter(names("rt"))):
        _drop(phonetic)
    _lift_text_boxes(root, names)


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _drop_second_versions(root: etree._Element) -> None:
    """A drawing stands in the file once for new programs and once for old ones; one is enough."""
    for alternates in list(root.iter(ALTERNATES)):
        choices = list(alternates.iterchildren(CHOICE))
        for other in (*choices[1:], *(alternates.iterchildren(FALLBACK) if choices else ())):
            alternates.remove(other)


def _drop_deleted(root: etree._Element, names: Names) -> None:
    for mark in list(root.iter(names("del"), names("cellDel"))):
        holder = mark.getparent()
        if holder is None:
            continue
        if holder.tag in (names("trPr"), names("tcPr")):
            _drop(_parent(holder))
        elif holder.tag == names("rPr") and _parent(holder).tag == names("pPr"):
            _join_with_next(_parent(_parent(holder)), names)
        else:
            holder.remove(mark)
    for moved in list(root.iter(names("moveFrom"))):
        if _parent(moved).tag != names("rPr"):
            _drop(moved)


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    return element if parent is None else parent


def _join_with_next(paragraph: etree._Element, names: Names) -> None:
    """The paragraph's end was deleted, so the next paragraph's text goes on in it, as the next one is formatted."""
    following = paragraph.getnext()
    if following is None or following.tag != names("p"):
        return
    content = [child for child in paragraph if child.tag != names("pPr")]
    first = 1 if len(following) and following[0].tag == names("pPr") else 0
    following[first:first] = content
    _drop(paragraph)


def _drop_hidden(root: etree._Element, names: Names) -> None:
    for mark in list(root.iter(names("vanish"))):
        run = _parent(_parent(mark))
        if run.tag == names("r") and names.is_on(mark):
            _drop(run)


def _lift_text_boxes(root: etree._Element, names: Names) -> None:
    """Puts what a text box holds behind the paragraph that the box hangs on."""
    for box in list(root.iter(names("txbxContent"))):
        anchor = next(box.iterancestors(names("p")), None)
        if anchor is None:
            continue
        _drop(box)
        parent, place = anchor.getparent(), _place(anchor)
        if parent is not None:
            parent[place + 1 : place + 1] = list(box)


def _place(element: etree._Element) -> int:
    return _parent(element).index(element)
