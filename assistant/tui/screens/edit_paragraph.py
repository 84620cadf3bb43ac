"""One paragraph in an editor; what the program wrote stands above it."""

from __future__ import annotations

from typing import ClassVar

from pydantic import ValidationError
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from assistant.drafting import ClerkText
from assistant.tui.inputs.paragraph import Prose
from assistant.tui.words import literal, say


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


class EditParagraph(ModalScreen[str | None]):
    """Gives the clerk's text ("" leaves the paragraph out), None when nothing is to change.

    :param generated: what the program writes for the paragraph.
    :param clerk: holds a new text against what a report can print.
    :param last: what stood in this place last year, "" when that is not known; one key puts it into the box.
    """

    CSS_PATH = "edit_paragraph.tcss"
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

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="box", can_focus=False):
            yield Static(say("edit.title"), id="box-title", markup=False)
            if self._generated and self._generated != self._text:
                yield Static(literal(say("preview.generated") + self._generated), id="generated", markup=False)
            if self._last:
                yield Static(literal(say("preview.last_text") + self._last), id="last", markup=False)
            yield ParagraphEditor(say("edit.title"), "")
            yield Static(id="refusal", markup=False)
            yield Static(say("edit.hint_last" if self._last else "edit.hint"), id="box-hint", markup=False)

    def on_mount(self) -> None:
        prose = self.query_one(Prose)
        prose.set_text(self._text)
        prose.focus()

    @on(Prose.Remark)
    def _remark(self, event: Prose.Remark) -> None:
        self.query_one("#refusal", Static).update(literal(event.text))

    def action_put_last(self) -> None:
        """Last year's text into the box, to be made this year's; the editor's own undo takes it out again."""
        if self._last:
            prose = self.query_one(Prose)
            prose.select_all()
            prose.add(self._last)

    def action_accept(self) -> None:
        typed = self.query_one(Prose).text
        try:
            edit = self._clerk.with_edit(self._key, typed, self._generated).edits[self._key]
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            limit = (first.get("ctx") or {}).get("max_length")
            sentence = (
                say("edit.refused_length", length=len(typed), limit=limit) if limit else say("edit.refused_control")
            )
            self.query_one("#refusal", Static).update(sentence)
            return
        self.dismiss(edit.text)

    def action_cancel(self) -> None:
        self.dismiss(None)
