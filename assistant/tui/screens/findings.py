"""What the checks found, one by one; from a draft Enter goes to the question that mends it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from assistant.checks import Finding
from assistant.document import Document
from assistant.interview import Interview
from assistant.tui.places import question_for
from assistant.tui.widgets.flow import Flow, flowing
from assistant.tui.widgets.keys import Keys
from assistant.tui.words import entry, literal, say

_LABELS: dict[str, str] = entry("keys")
_STYLES = {"error": "bold $error", "warning": "bold $warning", "advice": "bold $primary"}


class FindingsScreen(Screen[str | None]):
    """A list of findings; gives the key of a question to go to, or None.

    :param interview: of the draft that was checked; None for somebody's file, where there is nowhere to go.
    """

    CSS_PATH = "findings.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", _LABELS["go"], priority=True),
        Binding("f2", "app.commands", _LABELS["commands"], priority=True),
        Binding("escape", "close", _LABELS["close"]),
    ]

    def __init__(
        self, name: str, findings: Sequence[Finding], document: Document, interview: Interview | None = None
    ) -> None:
        super().__init__()
        self._report_name = name
        self._findings = tuple(findings)
        self._document = document
        self._interview = interview

    def compose(self) -> ComposeResult:
        yield Static(literal(say("findings.title", name=self._report_name)), id="findings-title", markup=False)
        yield Static(self._summary(), id="findings-summary", markup=False)
        yield OptionList(*(Option(_line(finding)) for finding in self._findings), markup=False)
        yield Static(id="detail", markup=False)
        yield Keys()

    def on_mount(self) -> None:
        options = self.query_one(OptionList)
        options.display = bool(self._findings)
        options.highlighted = 0 if self._findings else None

    def _summary(self) -> Content:
        counts = {kind: sum(finding.severity == kind for finding in self._findings) for kind in _STYLES}
        lines = [say("findings.summary", **counts) if self._findings else say("findings.clean")]
        if self._document.unread:
            lines.append(say("findings.unread", count=len(self._document.unread)))
            lines += [f"  {place}" for place in self._document.unread]
        return literal("\n".join(lines))

    @on(OptionList.OptionHighlighted)
    def _show_detail(self, event: OptionList.OptionHighlighted) -> None:
        finding = self._findings[event.option_index]
        lines = []
        if finding.mend:
            lines.append(say("findings.mend", mend=finding.mend))
        if finding.basis:
            lines.append(say("findings.basis", basis=finding.basis))
        self.query_one("#detail", Static).update(Flow(literal("\n".join(lines))))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if self._interview is None:
            return
        key = question_for(self._findings[event.option_index], self._document, self._interview)
        if key is None:
            self.notify(say("findings.nowhere"), markup=False)
        else:
            self.dismiss(key)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self._interview is not None if action == "choose" else True

    def action_choose(self) -> None:
        self.query_one(OptionList).action_select()

    def action_close(self) -> None:
        self.dismiss(None)


def _line(finding: Finding) -> Flow:
    word = say(f"findings.severity.{finding.severity}")
    text = Content.assemble((f"{word}  ", _STYLES[finding.severity]), literal(finding.message))
    return Flow(flowing(text, " ", " " * 7))
