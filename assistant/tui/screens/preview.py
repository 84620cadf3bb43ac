"""Ctrl+P: the whole report as it will be printed; paragraphs and single sentences can be reworded here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from pydantic import ValidationError
from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from assistant.composing import ClerkText, SaidSentence, generated_text
from assistant.document import Document, Paragraph
from assistant.errors import NianbaoError
from assistant.session.preview import PreviewInput, Rewording, printed_sentences, rewording
from assistant.session.session import Session
from assistant.texts import SCREENS
from assistant.tui.inputs.paragraph import Prose
from assistant.tui.screens.draft_screen import DraftScreen
from assistant.tui.screens.modal import BoxScreen
from assistant.tui.widgets.cells import literal
from assistant.tui.widgets.keys import Keys
from assistant.tui.widgets.page import Page, Piece, pieces_of


class ParagraphEditor(Prose):
    """The text of one paragraph; Ctrl+A marks all of it, as in office programs."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+a", "select_all", show=False),
        Binding("ctrl+s", "screen.accept", show=False),
    ]

    async def _on_key(self, event: events.Key) -> None:
        """Enter hands the paragraph over, in its turn behind the keys before it."""
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            await self.run_action("screen.accept")


class EditParagraph(BoxScreen[str | None]):
    """Gives the clerk's text ("" leaves the paragraph out), None when nothing is to change.

    :param generated: what the program writes for the paragraph.
    :param clerk: holds a new text against what a report can print.
    :param last: what stood in this place last year, "" when that is not known; one key puts it into the box.
    """

    CSS_PATH = "screens.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", show=False, priority=True),
        Binding("ctrl+l", "put_last", show=False, priority=True),
    ]

    def __init__(self, text: str, generated: str, clerk: ClerkText, key: str, last: str = "") -> None:
        super().__init__()
        self._text = text
        self._generated = generated
        self._clerk = clerk
        self._key = key
        self._last = last
        self._prose = ParagraphEditor(SCREENS.say("edit.title"), "")
        self._refusal = Static(id="refusal", markup=False)

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="box", can_focus=False):
            yield Static(SCREENS.say("edit.title"), id="box-title", markup=False)
            if self._generated and self._generated != self._text:
                yield Static(literal(SCREENS.say("preview.generated") + self._generated), id="generated", markup=False)
            if self._last:
                yield Static(literal(SCREENS.say("preview.last_text") + self._last), id="last", markup=False)
            yield self._prose
            yield self._refusal
            yield Static(SCREENS.say("edit.hint_last" if self._last else "edit.hint"), id="box-hint", markup=False)

    def on_mount(self) -> None:
        self._prose.set_text(self._text)
        self._prose.focus()

    @on(Prose.Notice)
    def _remark(self, event: Prose.Notice) -> None:
        self._refusal.update(literal(event.text))

    def action_put_last(self) -> None:
        """Last year's text into the box, to be made this year's; the editor's own undo takes it out again."""
        if self._last:
            self._prose.select_all()
            self._prose.add(self._last)

    def action_accept(self) -> None:
        typed = self._prose.text
        try:
            edit = self._clerk.with_edit(self._key, typed, self._generated).edits[self._key]
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            limit = (first.get("ctx") or {}).get("max_length")
            sentence = (
                SCREENS.say("edit.refused_length", length=len(typed), limit=limit)
                if limit
                else SCREENS.say("edit.refused_control")
            )
            self._refusal.update(sentence)
            return
        self.dismiss(edit.text)

    def action_cancel(self) -> None:
        self.dismiss(None)


_LABELS: dict[str, str] = SCREENS.entry("keys")


class PreviewScreen(DraftScreen):
    """The report as a page. Gives the key of a question to go to, or None.

    :param at: key of the paragraph to point at first.
    """

    CSS_PATH = "screens.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "edit", _LABELS["edit"]),
        Binding("f3", "wording", _LABELS["wording"], priority=True),
        Binding("p", "plan", _LABELS["plan"]),
        Binding("right", "sentence(1)", _LABELS["sentence"], key_display="→", priority=True),
        Binding("left", "sentence(-1)", show=False, priority=True),
        Binding("o", "compare", _LABELS["compare"]),
        Binding("l", "last_text", _LABELS["last_text"]),
        Binding("r", "regenerate", _LABELS["regenerate"]),
        Binding("ctrl+z", "undo", _LABELS["undo"]),
        Binding("f2", "app.commands", _LABELS["commands"], priority=True),
        Binding("f1", "help", show=False, priority=True),
        Binding("ctrl+g", "jump", show=False, priority=True),
        Binding("ctrl+e", "export", _LABELS["export"], priority=True),
        Binding("escape", "close", _LABELS["close"]),
        Binding("ctrl+p", "leave", show=False),
    ]

    class Composed(Message):
        """The report was composed; ``generated`` holds the program's text of reworded paragraphs."""

        def __init__(self, number: int, document: Document, generated: Mapping[str, str]) -> None:
            super().__init__()
            self.number = number
            self.document = document
            self.generated = generated

    def __init__(self, session: Session, folder: Path, at: str = "") -> None:
        super().__init__(session, folder)
        self._at = at
        self._sights = 0
        self._generated: Mapping[str, str] = {}
        self._compared: set[str] = set()
        self._last_shown: set[str] = set()
        self._document: Document | None = None
        self._undo: list[str] = []
        self._rewording: Rewording | None = None
        self._slot = ""
        self._slot_of = ""
        self._state = Static(SCREENS.say("preview.wait"), id="preview-state", markup=False)
        self._page = Page()

    def compose(self) -> ComposeResult:
        yield self._state
        yield self._page
        yield Keys()

    def on_mount(self) -> None:
        self._page.point(self._at)
        self._page.focus()
        self._preview()

    async def go_to(self, key: str) -> None:
        self.dismiss(key)

    async def show_changed(self) -> None:
        self._undo.append(self._piece.key if self._piece is not None else "")
        self._preview()

    # -- drawing -------------------------------------------------------------------------------
    def _preview(self) -> None:
        self._sights += 1
        self._compose_report(self._sights, self.session.preview_input())

    @work(thread=True, group="preview", exclusive=True)
    def _compose_report(self, number: int, preview_input: PreviewInput) -> None:
        try:
            document = preview_input.document()
            keys = list(preview_input.clerk.edits)
            generated = {key: _generated(preview_input, key) for key in keys}
        except NianbaoError as error:
            self.post_message(self.Failed(error))
            return
        self.post_message(self.Composed(number, document, generated))

    @on(Composed)
    async def _composed(self, event: Composed) -> None:
        if event.number == self._sights:
            self._generated, self._document = event.generated, event.document
            await self._draw()

    async def _draw(self) -> None:
        if self._document is None:
            return
        pieces = pieces_of(self._document, self.session.clerk)
        self._look()
        await self._page.show(pieces, {piece.key: tuple(self._beside(piece.key)) for piece in pieces})

    def _beside(self, key: str) -> Iterator[tuple[str, str]]:
        """What the clerk wants to see under a paragraph."""
        if key in self._compared and key in self._generated:
            yield SCREENS.say("preview.generated"), self._generated[key] or SCREENS.say("preview.generated_none")
        if key in self._last_shown:
            yield SCREENS.say("preview.last_text"), self.session.last_paragraph(key)

    @on(Page.Pointed)
    def _pointed(self) -> None:
        piece = self._piece
        if (piece.key if piece is not None else "") != self._slot_of:
            self._slot, self._slot_of = "", piece.key if piece is not None else ""
        self._look()
        self._show_pointed()

    def _look(self) -> None:
        """Find out how the paragraph under the pointer can be put otherwise."""
        preview_input = replace(self.session.preview_input(), question=None)
        self._rewording = rewording(preview_input, self._paragraph, self._slot)
        if self._rewording is not None and self._rewording.sentence is None:
            self._slot = ""

    def _show_pointed(self) -> None:
        """Name plan and wording, and mark the chosen sentence."""
        paragraph, piece, found = self._paragraph, self._piece, self._rewording
        line = found.described_apart if found is not None else ""
        if piece is not None and piece.kind == "table":
            line = SCREENS.say("preview.not_editable")
        elif paragraph is not None and paragraph.state in ("edited", "stale"):
            line = SCREENS.say("preview.own_text")
        self._state.update(f"{SCREENS.say('preview.title')}  {line}")
        sentence = found.sentence if found is not None else None
        self._page.mark_sentence((sentence.start, sentence.end) if sentence is not None else None)
        self.refresh_bindings()

    # -- the paragraph under the pointer -------------------------------------------------------
    @property
    def _piece(self) -> Piece | None:
        return self._page.pointed

    @property
    def _paragraph(self) -> Paragraph | None:
        piece = self._piece
        return piece.paragraph if piece is not None else None

    @property
    def _sentences(self) -> Sequence[SaidSentence]:
        """The sentences of the paragraph under the pointer that can be chosen."""
        paragraph, found = self._paragraph, self._rewording
        if paragraph is None or found is None or paragraph.key != found.phrasing.key:
            return ()
        return printed_sentences(found.phrasing)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        piece = self._piece
        own = piece is not None and piece.key in self.session.clerk.edits
        if self.session.read_only and action in ("wording", "plan", "sentence", "regenerate", "edit", "undo"):
            return False
        if action == "wording":
            found = self._rewording
            return found is not None and (found.has_wordings if self._slot else found.has_plans)
        if action == "plan":
            return bool(self._slot) and self._rewording is not None and self._rewording.has_plans
        if action == "sentence":
            return bool(self._sentences)
        if action in ("compare", "regenerate"):
            return own
        if action == "last_text":
            return piece is not None and bool(self.session.last_paragraph(piece.key))
        if action == "edit":
            return piece is not None and piece.kind in ("paragraph", "left_out")
        return bool(self._undo) if action == "undo" else True

    # -- changing ------------------------------------------------------------------------------
    def _change(self, clerk: ClerkText, key: str) -> None:
        self._undo.append(key)
        self.session.reword(clerk)
        self.saver.save()
        self._preview()

    def action_edit(self) -> None:
        piece = self._piece
        if piece is None or piece.kind not in ("paragraph", "left_out"):
            return
        clerk = self.session.clerk
        generated = self._generated.get(piece.key)
        if generated is None:
            generated = piece.text
        present = piece.text if piece.paragraph is not None else ""

        def take(text: str | None) -> None:
            if text is not None and text != present:
                same = text == generated
                own = clerk.without_edit(piece.key) if same else clerk.with_edit(piece.key, text, generated)
                self._change(own, piece.key)

        last = self.session.last_paragraph(piece.key)
        self.app.push_screen(EditParagraph(present, generated, clerk, piece.key, last), take)

    def action_regenerate(self) -> None:
        piece = self._piece
        if piece is not None and piece.key in self.session.clerk.edits:
            self._change(self.session.clerk.without_edit(piece.key), piece.key)
            self.notify(SCREENS.say("preview.regenerated"), markup=False)

    def action_wording(self) -> None:
        paragraph, found = self._paragraph, self._rewording
        if paragraph is not None and found is not None:
            clerk = self.session.clerk
            self._change(found.wording_taken(clerk) if self._slot else found.plan_taken(clerk), paragraph.key)

    def action_plan(self) -> None:
        """The next plan of the paragraph, while one of its sentences is chosen."""
        paragraph, found = self._paragraph, self._rewording
        if paragraph is not None and found is not None:
            self._change(found.plan_taken(self.session.clerk), paragraph.key)

    def action_sentence(self, by: int) -> None:
        """Choose the next sentence of the paragraph or the one before; before the first, the whole paragraph."""
        slots = ["", *(sentence.slot for sentence in self._sentences)]
        place = slots.index(self._slot) if self._slot in slots else 0
        self._slot = slots[min(max(place + by, 0), len(slots) - 1)]
        self._look()
        self._show_pointed()

    async def action_compare(self) -> None:
        piece = self._piece
        if piece is not None:
            self._compared ^= {piece.key}
            await self._draw()

    async def action_last_text(self) -> None:
        piece = self._piece
        if piece is not None:
            self._last_shown ^= {piece.key}
            await self._draw()

    def action_undo(self) -> None:
        if not self._undo:
            return
        self.session.undo()
        self._page.point(self._undo.pop())
        self.saver.save()
        self._preview()
        self.notify(SCREENS.say("preview.undone"), markup=False)

    def action_leave(self) -> None:
        self.dismiss(None)

    def action_close(self) -> None:
        """Leave the chosen sentence, or the preview."""
        if self._slot:
            self._slot = ""
            self._look()
            self._show_pointed()
        else:
            self.dismiss(None)


def _generated(preview_input: PreviewInput, key: str) -> str:
    """The program's own text of a paragraph; "" when the templates have no such paragraph any more."""
    try:
        return generated_text(preview_input.report, preview_input.applicable, preview_input.clerk, key)
    except KeyError:
        return ""
