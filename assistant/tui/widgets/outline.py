"""Where the clerk is: the sections with their state beside the conversation, or one line above it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from assistant.interview import Interview, ScriptSection
from assistant.texts import SCREENS
from assistant.tui.widgets.cells import pad, shorten, wrap

_MARGIN = 2
_INDENT = "  "
_LEAST_PLACE = 62
"""Cells of the progress line that a section's title leaves to the report's name and the counts."""


def _count(interview: Interview, section: ScriptSection) -> tuple[int, int]:
    applicable = interview.applicable
    questions = [question for question in section.questions if question.key in applicable]
    return sum(interview.is_answered(question) for question in questions), len(questions)


def _current(interview: Interview) -> ScriptSection | None:
    question = interview.current
    return next((section for section in interview.script.sections if question and section.id == question.section), None)


class Outline(VerticalScroll, can_focus=False):
    """The sections, one under the other, each with a mark, a word and how many of its questions are answered.

    A click on one leads to what is open in it.
    """

    DEFAULT_CSS = """
    Outline { width: 28; padding: 1 1; background: $surface; scrollbar-size-vertical: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._drawn = Content("")
        self._text = Static(markup=False)
        self._interview: Interview | None = None

    def compose(self) -> ComposeResult:
        yield self._text

    def show(self, interview: Interview) -> None:
        """Draw the state of an interview; where there is no room for it, when there is."""
        self._interview = interview
        if self.display:
            self._draw(interview)

    def on_show(self) -> None:
        if self._interview is not None:
            self._draw(self._interview)

    def _draw(self, interview: Interview) -> None:
        current = _current(interview)
        width = self.size.width - _MARGIN if self.size.width else 24
        parts = [self._section(interview, section, section is current, width) for section in interview.script.sections]
        progress = interview.progress
        parts.append(
            Content.styled(SCREENS.say("outline.all", answered=progress.answered, total=progress.total), "bold")
        )
        lines = sum(part.plain.count("\n") + 2 for part in parts)
        drawn = Content("\n\n" if lines <= self.size.height else "\n").join(parts)
        if not drawn.is_same(self._drawn):
            as_high = drawn.plain.count("\n") == self._drawn.plain.count("\n")
            self._drawn = drawn
            self._text.update(drawn, layout=not as_high)

    @staticmethod
    def _section(interview: Interview, section: ScriptSection, current: bool, width: int) -> Content:
        state = interview.section_state(section)
        answered, total = _count(interview, section)
        lines = wrap(section.title, width - len(_INDENT))
        mark = str(SCREENS.entry("outline.mark")["current" if current else state])
        title = f"{mark} {lines[0]}" + "".join(f"\n{_INDENT}{line}" for line in lines[1:])
        word = SCREENS.say(f"outline.state.{state}", answered=answered, total=total)
        style = "bold $accent" if current else "$quiet" if state == "todo" else ""
        press = Style.from_meta({"@click": f"screen.section({section.id!r})"})
        return Content.assemble((title, style), "\n", (f"{_INDENT}{word}", "$quiet")).stylize(press)


class ProgressLine(Static):
    """One line at the top: which report, where in it, how much is done, whether it is on disk."""

    DEFAULT_CSS = """
    ProgressLine { height: 1; background: $panel; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)

    def show(self, interview: Interview, saved: str) -> None:
        """Draw the state of an interview; ``saved`` tells when it was last written."""
        agency = interview.report.agency
        name = agency.name or SCREENS.say("progress.unnamed")
        year = SCREENS.say("progress.year", year=agency.year) if agency.year else ""
        progress = interview.progress
        done = SCREENS.say("progress.done", answered=progress.answered, total=progress.total)
        section = _current(interview)
        if section is None or self.app.size.width >= 100:
            place = ""
        else:
            answered, total = _count(interview, section)
            title = shorten(section.title, self.app.size.width - _LEAST_PLACE)
            place = SCREENS.say("progress.place", title=title, answered=answered, total=total)
        self.update(fitted([place, done, saved], f"{name}{year}", self.app.size.width - _MARGIN), layout=False)


def fitted(details: list[str], name: str, width: int) -> Content:
    """The details in full, and before them as much of the name as the line holds."""
    tail = "  ".join(detail for detail in details if detail)
    room = width - Content(tail).cell_length - 2
    if room < 8:
        return Content(tail)
    return Content.assemble((pad(shorten(name, room), room), "bold"), "  ", tail)
