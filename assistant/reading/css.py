"""How a page says that text is not seen, struck out, raised or lowered: attributes, inline styles, simple style sheets.

Of a style sheet only rules for an element name, a class, an element with a class, or an id are held to be sure; of the
others only that they may paint a background. Source: CSS 2.2 §6.4 (cascade), CSS Text Decoration 3, CSS Color 4.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from assistant.reading.bounds import MAX_STYLE_CHARACTERS

Declarations = dict[str, str]

_KNOWN = frozenset(
    ("display", "visibility", "opacity", "font-size", "color", "vertical-align", "text-decoration",
     "text-decoration-line", "background", "background-color", "background-image")
)  # fmt: skip
_SIMPLE = re.compile(r"([a-z][a-z0-9]*)?(?:([.#])([\w-]+))?", re.IGNORECASE)
_COMBINED = re.compile(r"[\s>+~]+(?=\S)")
_EVERYWHERE = ("@media all", "@media screen", "@layer", "@supports")
_NUMBER = re.compile(r"-?\d*\.?\d+")
_CHANNELS = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})(?:[\s,/]+([\d.]+%?))?\s*\)")
_LIGHT = 0xF5
"""Each of red, green and blue from which on a colour cannot be told from a white page."""

_NOTHING_PAINTED = {"", "none", "transparent", "inherit", "initial", "unset"}
STRUCK = ("del", "s", "strike")
"""Elements whose text is struck out."""


class Look(NamedTuple):
    """What an element says of the text in it; None where it says nothing.

    ``absent``: it takes no room; ``hidden``: it is not drawn, which holds of the absent too; ``direction``: 1 raised,
    -1 lowered; ``white`` is True also of text in no colour at all; ``painted``: white text is seen on its background.
    """

    absent: bool = False
    hidden: bool = False
    tiny: bool | None = None
    white: bool | None = None
    struck: bool = False
    direction: int = 0
    painted: bool = False


class _Rule(NamedTuple):
    """What all rules of one selector say together; the heavier and, of two as heavy, the later one prevails."""

    weight: int
    number: int
    declarations: Declarations


@dataclass
class StyleSheet:
    """The simple rules of a page by their selector; the last parts of all other selectors that paint a background."""

    rules: dict[str, _Rule] = field(default_factory=dict)
    painting: set[str] = field(default_factory=set)

    def read(self, text: str) -> None:
        """Takes in a style sheet, as far as a page may have one."""
        for selectors, declarations in _rules(_without_comments(text[:MAX_STYLE_CHARACTERS])):
            paints = any(_paints(declarations.get(name, "")) for name in _BACKGROUNDS)
            for selector in map(str.strip, selectors.split(",")):
                simple = _SIMPLE.fullmatch(selector)
                if simple and simple[0]:
                    key = f"{(simple[1] or '').lower()}{simple[2] or ''}{simple[3] or ''}"
                    weight = {".": 10, "#": 100}.get(simple[2] or "", 0) + bool(simple[1])
                    before = self.rules[key].declarations if key in self.rules else {}
                    before.update(declarations)
                    self.rules[key] = _Rule(weight, len(self.rules), before)
                elif paints:
                    self.painting |= set(_KEYS.findall(_COMBINED.sub(" ", selector).rpartition(" ")[2]))

    def declared(self, tag: str, names: tuple[str, ...], identity: str) -> Declarations:
        """What the rules say of an element, the weightiest and latest last."""
        if not self.rules:
            return {}
        keys = [tag, *(form for name in names for form in (f".{name}", f"{tag}.{name}"))]
        keys += [f"#{identity}", f"{tag}#{identity}"] if identity else []
        found = sorted((*rule[:2], key) for key in keys if (rule := self.rules.get(key)))
        return {name: value for *_, key in found for name, value in self.rules[key].declarations.items()}


_BACKGROUNDS = ("background", "background-color", "background-image")
_KEYS = re.compile(r"[.#]?[\w-]+")


class _Told(NamedTuple):
    """All that an element says of its look."""

    tag: str
    classes: str = ""
    identity: str = ""
    style: str = ""
    color: str = ""
    ground: str = ""
    image: str = ""
    hidden: bool = False


class Looks:
    """Looks elements up, each kind of element once."""

    def __init__(self, sheet: StyleSheet) -> None:
        self._sheet = sheet
        self._known: dict[_Told, tuple[Look, Look]] = {}

    def of(self, element: etree._Element, tag: str) -> tuple[Look, Look]:
        """What an element says itself, and what is said of it together with the style sheets."""
        told = _Told(tag)
        if said := element.attrib:
            told = _Told._make((tag, *(str(said.get(name, "")) for name in _ATTRIBUTES), "hidden" in said))
        found = self._known.get(told)
        if found is None:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            found = self._known[told] = self._look(told)
        return found

    def _look(self, told: _Told) -> tuple[Look, Look]:
        own = {"color": told.color, "background-color": told.ground, "background-image": told.image}
        own = {name: value.lower() for name, value in own.items() if value} | _declarations(told.style)
        classes = tuple(told.classes.split()[:_CLASSES])
        both = self._sheet.declared(told.tag, classes, told.identity) | own
        named = (told.tag, f"#{told.identity}", *(f".{name}" for name in classes))
        painted = not self._sheet.painting.isdisjoint(named)
        together = _look_of(told.tag, both, told.hidden)
        return _look_of(told.tag, own, told.hidden), together._replace(painted=together.painted or painted)


_ATTRIBUTES = ("class", "id", "style", "color", "bgcolor", "background")
_REMEMBERED = 2_000
_CLASSES = 20
_LONGEST_VALUE = 60
"""Characters of a value that are looked at: a colour or a length has few, a background may hold a whole picture."""


def _look_of(tag: str, said: Declarations, hidden: bool) -> Look:
    absent = hidden or said.get("display") == "none"
    undrawn = said.get("visibility") in ("hidden", "collapse") or _number(said.get("opacity", "1")) == 0
    decoration = f"{said.get('text-decoration', '')} {said.get('text-decoration-line', '')}"
    size = said.get("font-size")
    color = said.get("color")
    return Look(
        absent=absent,
        hidden=absent or undrawn,
        tiny=None if size is None else _number(size) == 0,
        white=None if color is None else _is_white(color),
        struck=tag in STRUCK or "line-through" in decoration,
        direction={"sup": 1, "sub": -1}.get(tag, 0) or _direction(said.get("vertical-align", "")),
        painted=any(_paints(said.get(name, "")) for name in _BACKGROUNDS),
    )


def _direction(align: str) -> int:
    if align in ("super", "sub"):
        return 1 if align == "super" else -1
    number = _number(align)
    return 0 if not number else 1 if number > 0 else -1


def _number(value: str) -> float | None:
    """The number that a value begins with, None where it begins with none."""
    found = _NUMBER.match(value)
    return float(found[0]) if found else None


def _is_white(color: str) -> bool:
    digits = color.removeprefix("#")
    if color in ("white", "transparent"):
        return True
    if color.startswith("#") and len(digits) in (3, 6):
        try:
            return min(bytes.fromhex(digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))) >= _LIGHT
        except ValueError:
            return False
    found = _CHANNELS.fullmatch(color)
    return found is not None and (min(map(int, found.groups()[:3])) >= _LIGHT or _number(found[4] or "1") == 0)


def _paints(background: str) -> bool:
    """Whether a background is one that white text can be seen on."""
    return background not in _NOTHING_PAINTED and not _is_white(background)


def _declarations(text: str) -> Declarations:
    """The declarations of a style that are known here; what is marked as important goes before the others."""
    found: Declarations = {}
    important: Declarations = {}
    for declaration in text[:MAX_STYLE_CHARACTERS].lower().split(";"):
        name, _, value = declaration.partition(":")
        name, value = name.strip(), value.strip()
        if name in _KNOWN:
            plain = value.removesuffix("important").rstrip().removesuffix("!").rstrip()[:_LONGEST_VALUE]
            (important if "!" in value else found)[name] = plain
    return found | important


def _without_comments(text: str) -> str:
    pieces = []
    rest = text.replace("<!--", " ").replace("-->", " ")
    while rest:
        before, begun, rest = rest.partition("/*")
        pieces.append(before)
        rest = rest.partition("*/")[2] if begun else ""
    return " ".join(pieces)


def _rules(text: str) -> Iterator[tuple[str, Declarations]]:
    """The rules that hold on a screen, with the declarations known here."""
    skipped, selectors = 0, ""
    for piece in re.split(r"(?<=[{}])", text):
        if piece.endswith("{"):
            head = piece[:-1].rpartition(";")[2].strip()
            if skipped or (head.startswith("@") and not " ".join(head.lower().split()).startswith(_EVERYWHERE)):
                skipped += 1
            selectors = head
        elif piece.endswith("}"):
            if skipped:
                skipped -= 1
            elif declarations := _declarations(piece[:-1]):
                yield selectors, declarations
            selectors = ""


def sheet_of(root: etree._Element) -> StyleSheet:
    """The style sheets that stand in a page itself."""
    sheet = StyleSheet()
    for style in root.iter("style"):
        media = style.get("media", "").lower()
        if not media or "all" in media or "screen" in media:
            sheet.read(style.text or "")
    return sheet


def look_of_tag(source: str) -> Look:
    """The look of an opening tag that stands by itself (``<sup>``), as far as the tag says it."""
    root = etree.fromstring(f"<html><body>{source}</body></html>", etree.HTMLParser(no_network=True))
    element = None if root is None else next(root.iterchildren("body"), root)
    inner = None if element is None else next(iter(element), None)
    return Look() if inner is None else Looks(StyleSheet()).of(inner, str(inner.tag))[0]
