"""The report as a page: title, headings, paragraphs and tables, one widget each, with a pointer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Literal

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from assistant.composing import ClerkText, paragraph_keys
from assistant.document import Document, FigureTable, Heading, Paragraph
from assistant.files import visible
from assistant.texts import SCREENS
from assistant.tui.widgets.cells import Flow, Painter, balance, flowing, literal, pad
from assistant.tui.widgets.live_preview import INDENT, paragraph_parts, to_the_right
from assistant.tui.widgets.printed_table import paint

PieceKind = Literal["title", "section", "heading", "paragraph", "left_out", "table", "signature"]
Beside = tuple[tuple[str, str], ...]
"""Texts shown under a paragraph to compare it with, each with what it is."""

_POINTER = ">   "
_CHOSEN = "bold reverse"
"""How the chosen sentence of a paragraph stands out."""
_STEP = 4
"""Lines by which a piece taller than the screen is scrolled before the pointer moves on."""


@dataclass(frozen=True)
class Piece:
    """One part of the page; ``key`` is a paragraph's key, a table's schema key, or a heading's."""

    key: str
    kind: PieceKind
    text: str = ""
    paragraph: Paragraph | None = None
    table: FigureTable | None = None

    @property
    def stops(self) -> bool:
        """Whether the pointer stops here."""
        return self.kind in ("paragraph", "left_out", "table")


def pieces_of(document: Document, clerk: ClerkText) -> list[Piece]:
    """The page in printed order; paragraphs that the clerk left out stand in their place as a note."""
    pieces = [Piece("title", "title", document.title)]
    pieces += [_piece(paragraph) for paragraph in document.preface]
    for section in document.sections:
        pieces.append(Piece(f"{section.key}.section", "section", section.heading))
        for block in section.blocks:
            if isinstance(block, FigureTable):
                pieces.append(Piece(block.schema_key, "table", table=block))
            elif isinstance(block, Heading):
                pieces.append(Piece(block.key, "heading", block.text))
            else:
                pieces.append(_piece(block))
    for key in _left_out(clerk, pieces):
        pieces.insert(_place_of(key, pieces), Piece(key, "left_out", SCREENS.say("preview.left_out")))
    signature = document.signature
    return [*pieces, Piece("signature", "signature", f"{signature.agency}\n{signature.date_text}")]


def _piece(paragraph: Paragraph) -> Piece:
    return Piece(paragraph.key, "paragraph", paragraph.text, paragraph)


def _left_out(clerk: ClerkText, pieces: Sequence[Piece]) -> Iterator[str]:
    printed = {piece.key for piece in pieces}
    return (key for key, edit in clerk.edits.items() if not edit.text and key not in printed)


def _place_of(key: str, pieces: Sequence[Piece]) -> int:
    """Behind the last printed paragraph that the plan puts before ``key``."""
    order = {name: number for number, name in enumerate(paragraph_keys())}
    number = order.get(key, order.get(key.rpartition(".")[0], len(order)))
    before = [
        place for place, piece in enumerate(pieces)
        if piece.kind in ("paragraph", "left_out") and order.get(piece.key, -1) < number
    ]  # fmt: skip
    same = [place for place, piece in enumerate(pieces) if piece.key.startswith(f"{key.split('.')[0]}.section")]
    return max([0, *before, *same]) + 1


class PieceView(Static):
    """One piece of the page."""

    DEFAULT_CSS = """
    PieceView {
        padding: 0 1;
        margin-bottom: 1;
        &.-pointed { background: $block-cursor-blurred-background; }
    }
    """

    def __init__(self, piece: Piece, beside: Beside = ()) -> None:
        super().__init__(markup=False)
        self.piece = piece
        self.beside = beside
        self._sentence: tuple[int, int] | None = None

    @property
    def chosen_sentence(self) -> str:
        """The text of the sentence that stands out, "" when none does."""
        return self.piece.text[slice(*self._sentence)] if self._sentence is not None else ""

    def mark_sentence(self, span: tuple[int, int] | None) -> None:
        """Let a sentence stand out, given as a slice of the paragraph's text; None for none."""
        if span != self._sentence:
            self._sentence = span
            self._draw()

    def show(self, piece: Piece, beside: Beside) -> None:
        """Take over a changed piece, and the texts to compare it with."""
        if (piece, beside) != (self.piece, self.beside):
            self.piece, self.beside = piece, beside
            self._draw()

    def on_mount(self) -> None:
        self._draw()

    def point(self, pointed: bool) -> None:
        """Mark the piece as the one under the pointer."""
        if pointed != self.has_class("-pointed"):
            self.set_class(pointed, "-pointed")
            self._draw()

    def _draw(self) -> None:
        self.update(Flow(*self._parts()))

    def _parts(self) -> list[Painter]:
        piece, pointed = self.piece, self.has_class("-pointed")
        if piece.table is not None:
            return [partial(paint, piece.table)]
        if piece.kind == "title":
            return [partial(_centred, piece.text)]
        if piece.kind == "signature":
            return [partial(to_the_right, line) for line in piece.text.split("\n")]
        if piece.paragraph is None:
            style = {"section": "bold $primary", "heading": "bold", "left_out": "$quiet"}[piece.kind]
            return [flowing(literal(piece.text, style), _POINTER if pointed else "")]
        indent = _POINTER if pointed else INDENT
        parts = paragraph_parts(piece.paragraph, self._sentence, indent, _CHOSEN)
        for label, text in self.beside:
            parts += [flowing(Content.styled(label, "bold $quiet"), "  ")]
            parts += [flowing(literal(text, "$quiet"), "  ", "  ")]
        return parts


def _centred(text: str, width: int) -> Content:
    """The title in the middle, in lines of about equal length where it is too long for one."""
    lines = balance(visible(text), width)
    return Content("\n").join(Content.styled(pad(line, width, "center"), "bold") for line in lines)


class Page(VerticalScroll, can_focus=True):
    """All pieces; ↑ and ↓ move the pointer over paragraphs and tables, scrolling through tall ones."""

    DEFAULT_CSS = """
    Page { scrollbar-size-vertical: 1; padding: 1 0; align-horizontal: center; }
    Page > PieceView { width: 100%; max-width: 90; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "point(-1)", show=False),
        Binding("down", "point(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown,space", "page(1)", show=False),
        Binding("home", "end(0)", show=False),
        Binding("end", "end(-1)", show=False),
    ]

    class Pointed(Message):
        """The pointer stands at another piece."""

    def __init__(self) -> None:
        super().__init__()
        self._pointed = ""
        self._views: list[PieceView] = []

    @property
    def views(self) -> list[PieceView]:
        return self._views

    @property
    def pointed(self) -> Piece | None:
        """The piece under the pointer."""
        return next((view.piece for view in self.views if view.piece.key == self._pointed), None)

    async def show(self, pieces: Sequence[Piece], beside: Mapping[str, Beside]) -> None:
        """Draw the page anew, widgets of unchanged pieces left alone; ``beside`` by paragraph key."""
        views = self.views
        if [view.piece.key for view in views] != [piece.key for piece in pieces]:
            await self.remove_children()
            self._views = [PieceView(piece, beside.get(piece.key, ())) for piece in pieces]
            await self.mount(*self._views)
        else:
            for view, piece in zip(views, pieces, strict=True):
                view.show(piece, beside.get(piece.key, ()))
        stops = [piece.key for piece in pieces if piece.stops]
        if self._pointed not in stops and stops:
            self._pointed = stops[0]
        self._mark(follow=True)

    def mark_sentence(self, span: tuple[int, int] | None) -> None:
        """Let a sentence of the pointed paragraph stand out, and no other; None for none."""
        for view in self.views:
            view.mark_sentence(span if view.piece.key == self._pointed else None)

    @property
    def chosen_sentence(self) -> str:
        """The text of the sentence that stands out, "" when none does."""
        view = self._view()
        return view.chosen_sentence if view is not None else ""

    def point(self, key: str) -> None:
        """Put the pointer on a piece."""
        self._pointed = key
        self._mark(follow=True)

    def action_point(self, by: int) -> None:
        if self._scroll_through(by):
            return
        stops = [view.piece.key for view in self.views if view.piece.stops]
        if not stops:
            return
        place = stops.index(self._pointed) if self._pointed in stops else 0
        target = min(max(place + by, 0), len(stops) - 1)
        if target == place:
            self.scroll_home(animate=False) if by < 0 else self.scroll_end(animate=False)
        self._pointed = stops[target]
        self._mark(follow=True)

    def action_page(self, by: int) -> None:
        """Scroll by a page and point at the first visible piece."""
        self.scroll_relative(y=by * max(self.size.height - 2, 1), animate=False)
        self.call_after_refresh(self._point_at_first)

    def action_end(self, place: int) -> None:
        stops = [view.piece.key for view in self.views if view.piece.stops]
        if stops:
            self._pointed = stops[place]
            self._mark(follow=False)
        self.scroll_home(animate=False) if place == 0 else self.scroll_end(animate=False)

    def on_click(self, event: events.Click) -> None:
        widget = event.widget
        if isinstance(widget, PieceView) and widget.piece.stops:
            self._pointed = widget.piece.key
            self._mark(follow=False)

    def _view(self) -> PieceView | None:
        return next((view for view in self.views if view.piece.key == self._pointed), None)

    def _scroll_through(self, by: int) -> bool:
        """Whether the pointed piece goes on beyond the screen and was scrolled instead."""
        view = self._view()
        if view is None:
            return False
        top = view.virtual_region.y
        hidden = view.virtual_region.bottom - (self.scroll_y + self.size.height) if by > 0 else self.scroll_y - top
        if hidden <= 0 or view.size.height <= self.size.height:
            return False
        self.scroll_relative(y=by * min(_STEP, hidden), animate=False)
        return True

    def _point_at_first(self) -> None:
        for view in self.views:
            if view.piece.stops and view.virtual_region.bottom > self.scroll_y:
                self._pointed = view.piece.key
                break
        self._mark(follow=False)

    def _mark(self, follow: bool) -> None:
        for each in self.views:
            each.point(each.piece.key == self._pointed)
        view = self._view()
        if follow and view is not None:
            first = next((other for other in self.views if other.piece.stops), None)
            if view is first:
                self.call_after_refresh(self.scroll_home, animate=False)
            else:
                top = view.size.height > self.size.height
                self.call_after_refresh(self.scroll_to_widget, view, animate=False, top=top)
        self.post_message(self.Pointed())
