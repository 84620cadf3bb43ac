"""Runs that are not seen as plain text: hidden, white, tiny, struck out, raised or lowered.

What is said directly goes before the character style, and that before the paragraph style.
Source: ECMA-376 part 1 §17.3.2 (run properties), §17.5.2.39 (placeholders), §22.1.2 (mathematics).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from assistant.reading.bounds import MAX_LABEL
from assistant.reading.docx.names import Names, drop
from assistant.reading.marks import TAKEN_BACK, raised

_MATHEMATICS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
)
_DIRECTIONS = {"superscript": 1, "subscript": -1}
_LIGHT = 0xF5
"""Each of red, green and blue from which on a colour cannot be told from white paper."""

_TINY = 2
"""Half-points: text of this size is a spacer that nobody can read."""

_SHIFTED = 4
"""Half-points from which on a shifted smaller run is a note and no finer point of setting."""

_LARGE = 10_000
_MAX_CHAIN = 20
_PLAIN_FILLS = {"", "auto", "ffffff"}
_PLAIN_PATTERNS = {"", "clear", "nil"}


class Look(NamedTuple):
    """What properties say; None where they say nothing. ``direction``: 1 raised, -1 lowered, 0 neither."""

    hidden: bool | None = None
    tiny: bool | None = None
    white: bool | None = None
    struck: bool | None = None
    direction: int | None = None

    def over(self, other: Look) -> Look:
        """This one, and where it says nothing the other one."""
        return Look._make(other[place] if said is None else said for place, said in enumerate(self))


_NOTHING = Look()


def take_out_unseen(root: etree._Element, styles: etree._Element | None, names: Names) -> None:
    """Changes the tree: unseen runs are dropped, struck-out ones leave a sign, raised and lowered digits become such.

    What a content control shows until somebody fills it in is no entry of a cell.
    """
    looks = _Looks(root, styles, names)
    for run, look in looks.runs():
        _apply(run, look, looks)
    _empty_placeholders(root, names)
    for space in _MATHEMATICS:
        _move_indices(root, f"{{{space}}}")


def _apply(run: etree._Element, look: Look, looks: _Looks) -> None:
    texts = list(run.iterchildren(looks.text))
    if look.hidden or look.tiny or (look.white and looks.on_white(run, sum(len(text.text or "") for text in texts))):
        drop(run)
    elif look.struck:
        for text in texts:
            text.text = TAKEN_BACK
    elif look.direction:
        for text in texts:
            text.text = raised(text.text or "", look.direction)


def _empty_placeholders(root: etree._Element, names: Names) -> None:
    tag, cell = names("sdt"), names("tc")
    emptied: set[etree._Element] = set()
    for mark in root.iter(names("showingPlcHdr")):
        control = _holder(mark) if names.is_on(mark) else None
        if control is None or control.tag != tag or not emptied.isdisjoint(control.iterancestors(tag)):
            continue
        if next(control.iterancestors(cell), None) is not None or next(control.iter(cell), None) is not None:
            emptied.add(control)
            for text in control.iter(names("t")):
                text.text = None


def _move_indices(root: etree._Element, space: str) -> None:
    """Raises exponents and lowers indices of formulas; ``space`` is the namespace of mathematics in braces."""
    above, below = f"{space}sup", f"{space}sub"
    if next(root.iter(above, below), None) is None:
        return
    for text in root.iter(f"{space}t"):
        index = next(text.iterancestors(above, below), None)
        if index is not None:
            text.text = raised(text.text or "", 1 if index.tag == above else -1)


class _Looks:
    """Finds the runs whose look is said by themselves or by a style."""

    def __init__(self, root: etree._Element, styles: etree._Element | None, names: Names) -> None:
        self._root = root
        self._names = names
        self.text = names("t")
        self._run, self._paragraph, self._properties = names("r"), names("p"), names("rPr")
        self._switches = dict(
            zip(map(names, ("vanish", "strike", "dstrike")), ("hidden", "struck", "struck"), strict=True)
        )
        self._raise, self._position, self._color, self._size = map(names, ("vertAlign", "position", "color", "sz"))
        self._telling = (*self._switches, self._raise, self._position, self._color, self._size)
        self._styles = {} if styles is None else self._read_styles(styles, Names(styles))
        self._elements = {} if styles is None else _by_id(styles, Names(styles))
        self._paragraphs: dict[etree._Element, Look] = {}
        self._largest: dict[etree._Element | None, int] = {}
        self._shaded: dict[etree._Element | str, bool] = {}
        self._papered = next(root.iterchildren(names("background")), None) is not None

    def runs(self) -> Iterator[tuple[etree._Element, Look]]:
        """The runs with a look of their own, in no order; each once."""
        for run in self._candidates():
            properties = next(run.iterchildren(self._properties), None)
            look = _NOTHING if properties is None else self._own(properties)
            if self._styles:
                look = look.over(self._style_of(properties, "rStyle")).over(self._above(run))
            if any(look):
                yield run, look

    def _candidates(self) -> list[etree._Element]:
        found: dict[etree._Element, None] = {}
        for mark in self._root.iter(*self._telling):
            run = _holder(mark) if self._tells(mark) else None
            if run is not None and run.tag == self._run:
                found[run] = None
        if self._styles:
            marks = self._root.iter(self._names("rStyle"), self._names("pStyle"))
            holders = dict.fromkeys(_holder(mark) for mark in marks if self._names.value(mark) in self._styles)
            for holder in holders:
                if holder is not None:
                    found |= dict.fromkeys([holder] if holder.tag == self._run else holder.iter(self._run))
        return list(found)

    def _above(self, run: etree._Element) -> Look:
        """What the style of the paragraph says that a run stands in."""
        paragraph = next(run.iterancestors(self._paragraph), None)
        if paragraph is None:
            return _NOTHING
        if paragraph not in self._paragraphs:
            properties = next(paragraph.iterchildren(self._names("pPr")), None)
            self._paragraphs[paragraph] = self._style_of(properties, "pStyle")
        return self._paragraphs[paragraph]

    def _style_of(self, properties: etree._Element | None, kind: str) -> Look:
        mark = None if properties is None else next(properties.iterchildren(self._names(kind)), None)
        return self._styles.get(self._names.value(mark), _NOTHING)

    def _tells(self, mark: etree._Element) -> bool:
        """Whether a property says anything but that text is plain: nearly every run has a size and many a colour."""
        if mark.tag == self._size:
            return self._names.number(mark, _TINY + 1) <= _TINY
        return mark.tag != self._color or _is_white(mark, self._names)

    def _own(self, properties: etree._Element) -> Look:
        said: dict[str, bool | int] = {}
        for mark in properties.iterchildren(*self._telling):
            if mark.tag in self._switches:
                name = self._switches[mark.tag]
                said[name] = bool(said.get(name)) or self._names.is_on(mark)
            elif mark.tag == self._raise:
                said["direction"] = said.get("direction") or _DIRECTIONS.get(self._names.value(mark), 0)
            elif mark.tag == self._position:
                said["direction"] = self._moved(mark)
            elif mark.tag == self._color:
                said["white"] = _is_white(mark, self._names)
            else:
                said["tiny"] = self._names.number(mark, _TINY + 1) <= _TINY
        return Look(**said)  # type: ignore[arg-type]

    def _moved(self, mark: etree._Element) -> int:
        """As ``direction``, of a run that is shifted and smaller than its neighbours: all alike are only centred."""
        value = self._names.value(mark)
        number = value.removeprefix("-")
        run = _holder(mark)
        if run is None or run.tag != self._run or not number.isdecimal() or len(number) > 4 or int(number) < _SHIFTED:
            return 0
        parent = run.getparent()
        if parent not in self._largest:
            runs = () if parent is None else parent.iterchildren(self._run)
            self._largest[parent] = max(map(self._size_of, runs), default=0)
        return (-1 if value.startswith("-") else 1) if self._size_of(run) < self._largest[parent] else 0

    def _size_of(self, run: etree._Element) -> int:
        """The size that a run states, in half-points; one that states none is taken for larger."""
        mark = next(run.iter(self._size), None)
        return _LARGE if mark is None else self._names.number(mark, _LARGE)

    def _read_styles(self, styles: etree._Element, names: Names) -> dict[str, Look]:
        """The looks of the styles that have one, what each is based on included."""
        if names("r") != self._run:
            return {}
        own: dict[str, tuple[Look, str]] = {}
        for key, element in _by_id(styles, names).items():
            properties = next(element.iterchildren(self._properties), None)
            based_on = names.value(next(element.iterchildren(names("basedOn")), None))
            own[key] = (_NOTHING if properties is None else self._own(properties), based_on)
        return {key: look for key in own if any(look := _whole(own, key))}

    def on_white(self, run: etree._Element, length: int) -> bool:
        """Whether white text is not seen: nothing around it is shaded. Of a long text that is not believed."""
        if self._papered or length > MAX_LABEL:
            return False
        return not any(self._is_shaded(holder) for holder in (run, *run.iterancestors()))

    def _is_shaded(self, holder: etree._Element) -> bool:
        """Whether a run, paragraph, cell, row or table is shaded, by itself or by a style that it names."""
        if holder not in self._shaded:
            marks = self._properties_of(holder)
            self._shaded[holder] = holder.tag == self._names("txbxContent") or any(map(self._shades, marks))
        return self._shaded[holder]

    def _properties_of(self, holder: etree._Element) -> Iterator[etree._Element]:
        kinds = tuple(map(self._names, ("shd", "highlight", "rStyle", "pStyle", "tblStyle")))
        for properties in holder.iterchildren(*map(self._names, ("rPr", "pPr", "tcPr", "trPr", "tblPr", "tblPrEx"))):
            yield from properties.iterchildren(*kinds)

    def _shades(self, mark: etree._Element) -> bool:
        """Whether a property of :meth:`_properties_of` shades: itself, or something in the style that it names."""
        value = self._names.value(mark)
        if mark.tag == self._names("highlight"):
            return value not in {"", "none", "white"}
        if mark.tag != self._names("shd"):
            if value not in self._shaded:
                style = self._elements.get(value)
                marks = () if style is None else style.iter(self._names("shd"), self._names("highlight"))
                self._shaded[value] = any(map(self._shades, marks))
            return self._shaded[value]
        fill = mark.get(self._names("fill"), "").lower()
        return value not in _PLAIN_PATTERNS or fill not in _PLAIN_FILLS


def _holder(mark: etree._Element) -> etree._Element | None:
    """What a property is said of: the parent of the list of properties in which it stands."""
    properties = mark.getparent()
    return None if properties is None else properties.getparent()


def _by_id(styles: etree._Element, names: Names) -> dict[str, etree._Element]:
    return {style.get(names("styleId"), ""): style for style in styles.iterchildren(names("style"))}


def _whole(own: dict[str, tuple[Look, str]], key: str) -> Look:
    look = _NOTHING
    for _ in range(_MAX_CHAIN):
        if key not in own:
            break
        above, key = own[key]
        look = look.over(above)
    return look


def _is_white(mark: etree._Element, names: Names) -> bool:
    value = names.value(mark)
    if mark.get(names("themeColor")) == "background1" and mark.get(names("themeShade")) is None:
        return True
    try:
        return len(value) == 6 and min(bytes.fromhex(value)) >= _LIGHT
    except ValueError:
        return False
