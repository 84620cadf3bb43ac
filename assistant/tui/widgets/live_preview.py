"""The paragraph or table that the current question makes, as it would be printed now."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widgets import Static

from assistant.composing import pending_mark
from assistant.document import FigureTable, Heading, Paragraph
from assistant.errors import NianbaoError
from assistant.files import visible
from assistant.session.preview import SENTENCE, PreviewInput, Rewording, View, rewording, view_of
from assistant.texts import SCREENS
from assistant.tui.widgets.cells import Flow, Painter, breaks, flowing, literal

INDENT = "\u3000\u3000"
_SPOT = "bold $foreground"
_WIDE = 100
_BRIEF_LINES = 2
_MORE = ".."
_CLAUSE = re.compile("[^，。；、]+[，。；、]?")


def paragraph_parts(
    paragraph: Paragraph,
    spot: tuple[int, int] | None = None,
    indent: str = INDENT,
    style: str = _SPOT,
    clicked: Callable[[Paragraph, str, str], str] | None = None,
) -> list[Painter]:
    """A paragraph as printed, what is still to come standing out, its state in words above it.

    ``spot`` is the sentence to point out, as a slice of the text, in ``style``; ``indent`` stands before the first
    line; ``clicked`` tells what a click on a clause of a sentence does.
    """
    text = literal(paragraph.text)
    for clause, sentence in _clauses(paragraph.text) if clicked is not None else ():
        if clicked is not None:
            text = text.stylize(_press(clicked(paragraph, clause.group(), sentence)), *clause.span())
    if spot is not None:
        text = text.stylize(style, *spot)
    text = text.highlight_regex(pending_mark(), style="bold $accent")
    mark = {"edited": SCREENS.say("state.edited"), "stale": SCREENS.say("state.stale")}.get(paragraph.state, "")
    marked = [flowing(Content.styled(mark, "bold $warning"))] if mark else []
    return [*marked, flowing(text, indent)]


def _first_lines(content: Content, width: int) -> Content:
    """As much of a text as has room on a narrow terminal; what is left out is recognised by two dots."""
    lines = breaks(content.plain, width)
    if len(lines) > _BRIEF_LINES:
        start, end = lines[_BRIEF_LINES - 1]
        while cell_len(content.plain[start:end]) > width - cell_len(_MORE):
            end -= 1
        content = Content.assemble(content[:end], _MORE)
    return flowing(content)(width)


def _press(action: str) -> Style:
    """What is clicked runs ``action``."""
    return Style.from_meta({"@click": action})


def _answer_of(key: str) -> str:
    """The action that goes to a question."""
    return f"screen.answer_of({key!r})"


def _told_in(paragraph: Paragraph, clause: str, sentence: str) -> str:
    """The action that goes to the question whose answer a clause tells."""
    return f"screen.told_in({sorted(paragraph.sources)!r}, {clause!r}, {sentence!r})"


def _clauses(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """The clauses of a text, each with its sentence."""
    for sentence in SENTENCE.finditer(text):
        for clause in _CLAUSE.finditer(text, *sentence.span()):
            yield clause, sentence.group()


def _painted(table: FigureTable, width: int) -> Content:
    # Loaded with the first table: the first question does not wait for it.
    from assistant.tui.widgets.printed_table import paint

    return paint(table, width).stylize(_press(f"screen.table({table.schema_key!r})"))


def to_the_right(line: str, width: int) -> Content:
    """A line of the signature, four characters from the right edge where there is room."""
    return Content(" " * max(width - 8 - cell_len(line), 0) + visible(line))


class LivePreview(VerticalScroll, can_focus=False):
    """On wide terminals the blocks whole; on narrow ones two lines of the sentence in question.

    A click on a sentence or a table leads to its answer.
    """

    DEFAULT_CSS = """
    LivePreview { padding: 1 0; scrollbar-size-vertical: 1; }
    LivePreview > Static { padding: 0 2; }
    """

    class Drawn(Message):
        """Another view is shown."""

    class Failed(Message):
        """The report could not be composed."""

        def __init__(self, error: NianbaoError) -> None:
            super().__init__()
            self.error = error

    class Composed(Message):
        """The report was composed: what to show of it, and how that can be put otherwise."""

        def __init__(self, number: int, view: View, found: Rewording | None) -> None:
            super().__init__()
            self.number = number
            self.view = view
            self.rewording = found

    def __init__(self) -> None:
        super().__init__()
        self.view = View()
        self.rewording: Rewording | None = None
        self._looks = 0
        self._choice = ""
        self._flow = Flow()
        self._text = Static(markup=False)

    def compose(self) -> ComposeResult:
        yield self._text

    def show_preview(self, preview_input: PreviewInput) -> None:
        """Put the report into words and draw what the question makes of it; what takes long off the screen's thread."""
        self._looks += 1
        if preview_input.short:
            self._compose_report(self._looks, preview_input)
        else:
            self._in_a_thread(self._looks, preview_input)

    # Without a description Textual would print the whole script for one.
    @work(thread=True, group="preview", exclusive=True, description="")
    def _in_a_thread(self, number: int, preview_input: PreviewInput) -> None:
        self._compose_report(number, preview_input)

    def _compose_report(self, number: int, preview_input: PreviewInput) -> None:
        try:
            document, waiting = preview_input.beside()
            view = view_of(document, waiting, preview_input.question)
            found = (rewording(preview_input, paragraph) for paragraph in view.switchable)
            self.post_message(self.Composed(number, view, next(filter(None, found), None)))
        except NianbaoError as error:
            self.post_message(self.Failed(error))

    @on(Composed)
    def _composed(self, event: Composed) -> None:
        event.stop()
        if event.number != self._looks:
            return
        self.view, self.rewording = event.view, event.rewording
        self._choice = event.rewording.described if event.rewording is not None else ""
        self._draw()
        self.post_message(self.Drawn())

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        brief = self.app.size.width < _WIDE
        self._flow = Flow(partial(_first_lines, self._brief())) if brief else Flow(*self._whole())
        self._text.update(self._flow)
        self.call_after_refresh(self._reveal)

    @property
    def plain(self) -> str:
        """All of the text, visible or not."""
        return self._flow.plain

    def _whole(self) -> Iterator[Content | str | Painter]:
        if self._choice:
            yield Content.styled(self._choice, "$quiet")
            yield ""
        if self.view.title:
            yield literal(self.view.title, "bold").stylize(_press(_answer_of("agency.name")))
        for block in self.view.blocks:
            yield ""
            if isinstance(block, Heading):
                yield literal(block.text, "bold")
            elif isinstance(block, FigureTable):
                yield partial(_painted, block)
            else:
                yield from paragraph_parts(block, self.view.spot(block), clicked=_told_in)
        if self.view.ending:
            yield ""
            yield from (partial(to_the_right, line) for line in self.view.ending.split("\n"))

    def _brief(self) -> Content:
        """The sentence that the answer stands in, or the beginning of what is made."""
        shown = literal(SCREENS.say("preview.brief") + self.view.brief) if self.view.brief else Content("")
        return shown.highlight_regex(pending_mark(), style="bold $accent")

    def _reveal(self) -> None:
        """Bring the sentence that the answer stands in into view."""
        content = self._flow.at(self._text.content_size.width)
        # A table stands first and is looked at from its top.
        own = bool(self.view.blocks) and isinstance(self.view.blocks[0], FigureTable)
        spots = [span.start for span in content.spans if span.style == _SPOT and not own]
        head = content.plain[: spots[0]] if spots else ""
        self.scroll_to(y=max(head.count("\n") - self.size.height // 2, 0), animate=False)
