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
from assistant.drafts.readiness import Place, place_of
from assistant.session.session import Session
from assistant.texts import SCREENS
from assistant.tui.screens.dialogs import ReasonScreen
from assistant.tui.widgets.cells import Flow, flowing, literal
from assistant.tui.widgets.keys import Keys

_LABELS: dict[str, str] = SCREENS.entry("keys")
_STYLES = {"error": "bold $error", "warning": "bold $warning", "advice": "bold $primary"}


class FindingsScreen(Screen[Place | None]):
    """A list of findings; gives the place in the draft that mends one, or None.

    A warning may be answered with a reason; answered ones stand at the end of the list.

    :param session: of the draft that was checked; None for somebody's file, where there is nowhere to go.
    """

    CSS_PATH = "screens.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", _LABELS["go"], priority=True),
        Binding("r", "reason", _LABELS["reason"]),
        Binding("f2", "app.commands", _LABELS["commands"], priority=True),
        Binding("escape", "close", _LABELS["close"]),
    ]

    def __init__(
        self, name: str, findings: Sequence[Finding], document: Document, session: Session | None = None
    ) -> None:
        super().__init__()
        self._report_name = name
        self._findings = tuple(findings)
        self._document = document
        self._session = session
        self._sort()
        self._counts = Static(self._summary(), id="findings-summary", markup=False)
        self._options = OptionList(*map(self._option, self._findings), markup=False)
        self._options.display = bool(self._findings)
        self._detail = Static(id="detail", markup=False)

    def compose(self) -> ComposeResult:
        yield Static(literal(SCREENS.say("findings.title", name=self._report_name)), id="findings-title", markup=False)
        yield self._counts
        yield self._options
        yield self._detail
        yield Keys()

    def on_mount(self) -> None:
        self._options.highlighted = 0 if self._findings else None

    def _reason(self, finding: Finding) -> str:
        """The reason that the clerk gave for a finding, "" for none."""
        given = self._session.reason_for(finding) if self._session is not None else None
        return given.reason if given is not None else ""

    def _sort(self) -> None:
        """What is open first, in the order of the checks."""
        self._findings = tuple(sorted(self._findings, key=lambda finding: bool(self._reason(finding))))

    def _option(self, finding: Finding) -> Option:
        return Option(_line(finding, self._reason(finding)))

    def _summary(self) -> Content:
        opened = [finding for finding in self._findings if not self._reason(finding)]
        counts = {kind: sum(finding.severity == kind for finding in opened) for kind in _STYLES}
        lines = [SCREENS.say("findings.summary", **counts) if self._findings else SCREENS.say("findings.clean")]
        if self._document.unread:
            lines.append(SCREENS.say("findings.unread", count=len(self._document.unread)))
            lines += [f"  {place}" for place in self._document.unread]
        return literal("\n".join(lines))

    @on(OptionList.OptionHighlighted)
    def _show_detail(self, event: OptionList.OptionHighlighted) -> None:
        finding = self._findings[event.option_index]
        lines = []
        if finding.mend:
            lines.append(SCREENS.say("findings.mend", mend=finding.mend))
        if finding.basis:
            lines.append(SCREENS.say("findings.basis", basis=finding.basis))
        self._detail.update(Flow(literal("\n".join(lines))))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if self._session is None:
            return
        place = place_of(self._findings[event.option_index], self._document)
        if place.paragraph or place.question in self._session.interview.applicable:
            self.dismiss(place)
        else:
            self.notify(SCREENS.say("findings.nowhere"), markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self._session is not None if action in ("choose", "reason") else True

    def action_choose(self) -> None:
        self._options.action_select()

    def action_reason(self) -> None:
        options, session = self._options, self._session
        if session is None or options.highlighted is None:
            return
        finding = self._findings[options.highlighted]
        if finding.severity == "error":
            self.notify(
                SCREENS.say("reason.of_cell" if self._reason(finding) else "reason.not_for_errors"), markup=False
            )
        else:
            self.app.push_screen(ReasonScreen(session, finding, self._reason(finding)), self._reason_given)

    def _reason_given(self, given: bool | None) -> None:
        if given:
            self._sort()
            self._options.clear_options().add_options(map(self._option, self._findings))
            self._options.highlighted = 0
            self._counts.update(self._summary())

    def action_close(self) -> None:
        self.dismiss(None)


def _line(finding: Finding, reason: str) -> Flow:
    word = SCREENS.say(f"findings.severity.{finding.severity}")
    text = Content.assemble((f"{word}  ", _STYLES[finding.severity]), literal(finding.message))
    if reason:
        text = Content.assemble(
            (f"{SCREENS.say('reason.mark')}  ", "bold $success"), text, "  ", literal(reason, "$quiet")
        )
    return Flow(flowing(text, " ", " " * 7))
