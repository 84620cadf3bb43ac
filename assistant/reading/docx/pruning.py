"""A document tree brought to what is printed.

Deletions, hidden text and second versions are taken out, text boxes put in line, breaks and tabs
turned into characters; after this, the text of a paragraph is all the text in it. Tracked changes
are read as if accepted: that is what the author wants to say, and what the office prints with
显示最终状态.
"""

from __future__ import annotations

from collections import defaultdict

from lxml import etree

from assistant.reading.docx.names import ALTERNATES, CHOICE, FALLBACK, PICTURES, Names, drop
from assistant.reading.stream import GapKind

_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SILENT = ("instrText", "delInstrText", "delText", "fldData")
_FLOATING = ("drawing", "pict", "object")
_DELETIONS = ("del", "cellDel", "moveFrom")
_SPECIAL = (*_CHARACTERS, *_SILENT, *_FLOATING, *_DELETIONS, "rt", "txbxContent", "sym")

Found = dict[str, list[etree._Element]]


def prune(root: etree._Element, names: Names) -> dict[etree._Element, GapKind]:
    """Changes the tree in place; returns the paragraphs that hold a picture or an object, and which."""
    found = _special(root, names)
    if not found:
        return {}
    _drop_second_versions(found)
    _drop_deleted(found, names)
    for phonetic in found["rt"]:
        drop(phonetic)
    for box in found["txbxContent"]:
        _lift_text_box(box, names)
    _print_characters(found, names)
    return _drop_floating(found, names)


def _special(root: etree._Element, names: Names) -> Found:
    """Every element that is not plain running text, by its local name: one pass over the whole tree."""
    locals_ = {names(local): local for local in _SPECIAL} | {ALTERNATES: "AlternateContent"}
    found: Found = defaultdict(list)
    for element in root.iter(*locals_):
        found[locals_[element.tag]].append(element)
    return found


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    return element if parent is None else parent


def _drop_second_versions(found: Found) -> None:
    """A drawing stands in the file once for new programs and once for old ones; one is enough."""
    for alternates in reversed(found["AlternateContent"]):
        choices = list(alternates.iterchildren(CHOICE))
        for other in (*choices[1:], *(alternates.iterchildren(FALLBACK) if choices else ())):
            alternates.remove(other)


def _drop_deleted(found: Found, names: Names) -> None:
    # From the end: of many paragraphs whose ends are deleted each then moves once, to the one that stays, and what lies
    # in something deleted is gone before it.
    for mark in reversed([*found["del"], *found["cellDel"]]):
        holder = _parent(mark)
        if holder.tag in (names("trPr"), names("tcPr")):
            drop(_parent(holder))
        elif holder.tag == names("rPr") and _parent(holder).tag == names("pPr"):
            _join_with_next(_parent(_parent(holder)), names)
        else:
            drop(mark)
    for moved in reversed(found["moveFrom"]):
        if _parent(moved).tag != names("rPr"):
            drop(moved)


def _join_with_next(paragraph: etree._Element, names: Names) -> None:
    """The paragraph's end was deleted, so the next paragraph's text goes on in it, as the next one is formatted."""
    following = paragraph.getnext()
    if following is None or following.tag != names("p"):
        return
    content = [child for child in paragraph if child.tag != names("pPr")]
    properties = next(iter(following), None)
    # One by one from the end: to count the children of the paragraph that stays would take longer each time.
    for child in reversed(content):
        if properties is not None and properties.tag == names("pPr"):
            properties.addnext(child)
        else:
            following.insert(0, child)
    drop(paragraph)


def _lift_text_box(box: etree._Element, names: Names) -> None:
    """Puts what a text box holds behind the paragraph that the box hangs on."""
    anchor = next(box.iterancestors(names("p")), None)
    if anchor is None or anchor.getparent() is None:
        return
    drop(box)
    for block in reversed(box):
        anchor.addnext(block)


def _print_characters(found: Found, names: Names) -> None:
    for local, character in _CHARACTERS.items():
        for element in found[local]:
            if _parent(element).tag == names("r"):
                element.text = character
    for local in _SILENT:
        for element in found[local]:
            element.text = None
    for element in found["sym"]:
        element.text = _symbol(element.get(names("char"), ""))


def _symbol(code: str) -> str:
    """The character of a symbol. Symbol fonts keep their signs in the private area: what they draw cannot be known."""
    if not code or len(code) > 6 or any(digit not in "0123456789abcdefABCDEF" for digit in code):
        return ""
    point = int(code, 16)
    return chr(point) if 0x20 <= point < 0xD800 else ""


def _drop_floating(found: Found, names: Names) -> dict[etree._Element, GapKind]:
    gaps: dict[etree._Element, GapKind] = {}
    tags = tuple(map(names, _FLOATING))
    for element in (element for local in _FLOATING for element in found[local]):
        if next(element.iterancestors(tags), None) is not None:
            # It goes with the one that it lies in.
            continue
        anchor = next(element.iterancestors(names("p")), None)
        is_object = element.tag == names("object")
        if anchor is not None and (is_object or next(element.iter(*PICTURES), None) is not None):
            gaps.setdefault(anchor, "object" if is_object else "picture")
        drop(element)
    return gaps
