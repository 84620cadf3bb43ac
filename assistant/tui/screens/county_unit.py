"""What stands against a unit's report: each finding with its sources side by side, and what the clerk says of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from assistant.composing import ClerkText
from assistant.county.evidence import Evidence, evidence
from assistant.county.letters import Sending
from assistant.county.lists import judgement_of
from assistant.county.record import Judgement
from assistant.county.standing import Judged
from assistant.county.work import CountyWork
from assistant.document import Document
from assistant.errors import NianbaoError
from assistant.reading import read_file
from assistant.texts import COUNTY_SCREEN, SCREENS
from assistant.tui.screens.county_boxes import DismissalScreen, TextScreen
from assistant.tui.screens.dialogs import MessageScreen
from assistant.tui.screens.draft_screen import in_thread
from assistant.tui.widgets.cells import Flow, Painter, flowing, literal, pad, wrap
from assistant.tui.widgets.keys import Keys
from assistant.tui.widgets.page import Page, pieces_of

_LABELS: dict[str, str] = SCREENS.entry("keys")
_STYLES = {"error": "bold $error", "warning": "bold $warning", "advice": "bold $primary"}
_LEAST_BESIDE = 60
"""Cells from which on both sources stand side by side."""
say = COUNTY_SCREEN.say


class UnitScreen(Screen[None]):
    """The findings of a unit that has filed, in the order of the checks."""

    CSS_PATH = "screens.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "judge('confirmed')", _LABELS["confirm_finding"]),
        Binding("n", "dismiss_finding", _LABELS["dismiss_finding"]),
        Binding("h", "judge('pending')", _LABELS["pend_finding"]),
        Binding("t", "text", _LABELS["text"]),
        Binding("w", "letter", _LABELS["letter"]),
        Binding("f2", "app.commands", _LABELS["commands"]),
        Binding("pageup", "scroll(-1)", show=False, priority=True),
        Binding("pagedown", "scroll(1)", show=False, priority=True),
        Binding("escape", "close", _LABELS["back"]),
    ]

    def __init__(self, work: CountyWork, unit: str, today: date) -> None:
        super().__init__()
        self._work, self._unit, self._today = work, unit, today
        self._document: Document | None = None
        self._unread = ""
        self._title = Static(id="findings-title", markup=False)
        self._counts = Static(id="findings-summary", markup=False)
        self._options = OptionList(*(Option(_line(each)) for each in self._found), markup=False)
        self._detail = Static(id="sources", markup=False)
        self._scroll = VerticalScroll(self._detail, id="sources-scroll", can_focus=False)

    @property
    def _found(self) -> tuple[Judged, ...]:
        return self._work.entry(self._unit).found

    @property
    def _pointed(self) -> Judged | None:
        place = self._options.highlighted
        return self._found[place] if place is not None else None

    def compose(self) -> ComposeResult:
        yield self._title
        yield self._counts
        yield self._options
        yield self._scroll
        yield Keys()

    def on_mount(self) -> None:
        self._options.highlighted = 0 if self._found else None
        self._options.focus()
        self._show_counts()
        self.run_worker(self._read(), group="report", description="")

    async def _read(self) -> None:
        """Read the report again for its text; what was found of it is known already."""
        filing = self._work.entry(self._unit).filing
        assert filing is not None
        found = await in_thread(self, lambda: read_file(Path(filing.file)))
        if isinstance(found, NianbaoError):
            self._unread = say("unit.document", sentence=found.sentence())
        else:
            self._document = found
        self._show_detail()

    # -- drawing -------------------------------------------------------------------------------
    def _show_counts(self) -> None:
        entry = self._work.entry(self._unit)
        assert entry.filing is not None
        word = say(f"stage.{self._work.stage(entry)}")
        self._title.update(literal(say("unit.title", unit=self._unit, word=word)))
        counts = {kind: entry.count(kind) for kind in _STYLES}
        judged = sum(each.verdict is not None for each in entry.found)
        lines = [say("unit.summary", file=entry.filing.name, judged=judged, **counts)]
        lines += [say("unit.unread", what=what) for what in entry.filing.unread]
        self._counts.update(Flow(*(literal(line) for line in lines)))

    @on(OptionList.OptionHighlighted)
    def _show_detail(self) -> None:
        judged = self._pointed
        if judged is None:
            self._detail.update(say("unit.clean"))
            return
        parts: list[Painter | Content] = []
        if said := judgement_of(judged):
            parts.append(literal(say("unit.verdict", word=said), "bold"))
        if self._document is not None:
            parts.append(sources(evidence(self._document, judged.finding)))
        elif self._unread:
            parts.append(literal(self._unread))
        for name, text in (("mend", judged.finding.mend), ("basis", judged.finding.basis)):
            if text:
                parts.append(literal(SCREENS.say(f"findings.{name}", **{name: text})))
        self._detail.update(Flow(*parts))
        self._scroll.scroll_home(animate=False)

    def action_scroll(self, way: int) -> None:
        self._scroll.scroll_relative(y=way * max(self._scroll.size.height - 1, 1), animate=False)

    # -- verdicts ------------------------------------------------------------------------------
    def _may_be_judged(self) -> Judged | None:
        """The pointed finding, None where there is none or nobody need judge it."""
        judged = self._pointed
        if judged is not None and judged.finding.severity == "advice":
            self.notify(say("unit.only_faults"), markup=False)
            return None
        return judged

    def action_judge(self, judgement: Judgement) -> None:
        """Give the verdict; the same once more takes it back."""
        judged = self._may_be_judged()
        if judged is None:
            return
        if judged.judgement == judgement:
            self._decide(partial(self._work.take_back, self._unit, judged), say("unit.taken_back"))
        else:
            self._decide(partial(self._work.judge, self._unit, judged, judgement, "", self._today))

    def action_dismiss_finding(self) -> None:
        judged = self._may_be_judged()
        if judged is None:
            return
        if judged.judgement == "dismissed":
            self._decide(partial(self._work.take_back, self._unit, judged), say("unit.taken_back"))
            return

        def given(reason: str | None) -> None:
            if reason:
                self._decide(partial(self._work.judge, self._unit, judged, "dismissed", reason, self._today))

        self.app.push_screen(DismissalScreen(judged.finding.message), given)

    def _decide(self, write: Callable[[], None], notice: str = "") -> None:
        self.run_worker(self._decided(write, notice), group="verdict", description="")

    async def _decided(self, write: Callable[[], None], notice: str) -> None:
        failed = await in_thread(self, write)
        if isinstance(failed, NianbaoError):
            self.app.push_screen(MessageScreen.of(failed))
            return
        if notice:
            self.notify(notice, markup=False)
        for place, judged in enumerate(self._found):
            self._options.replace_option_prompt_at_index(place, _line(judged))
        self._show_counts()
        self._show_detail()

    # -- texts ---------------------------------------------------------------------------------
    def action_text(self) -> None:
        if self._document is None:
            self.notify(self._unread or SCREENS.say("file.reading"), markup=False)
        else:
            self.app.push_screen(ReportScreen(self._unit, self._document))

    def action_letter(self) -> None:
        letter = self._work.letter(self._unit)
        if letter is None:
            self.notify(say("unit.no_letter"), markup=False)
            return
        title = say("unit.letter_title", unit=self._unit, round=letter.round)
        try:
            text = self._work.letter_text(letter, Sending(self._today, wordings=self._work.wordings()))
        except NianbaoError as error:
            self.app.push_screen(MessageScreen.of(error))
            return
        self.app.push_screen(TextScreen(title, text))

    def action_close(self) -> None:
        self.dismiss(None)


class ReportScreen(Screen[None]):
    """A report as it reads."""

    CSS_PATH = "screens.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", _LABELS["back"])]

    def __init__(self, title: str, document: Document) -> None:
        super().__init__()
        self._heading, self._document = title, document
        self._page = Page()

    def compose(self) -> ComposeResult:
        yield Static(literal(self._heading), id="findings-title", markup=False)
        yield self._page
        yield Keys()

    async def on_mount(self) -> None:
        self._page.focus()
        await self._page.show(pieces_of(self._document, ClerkText()), {})


def _line(judged: Judged) -> Flow:
    finding = judged.finding
    word = SCREENS.say(f"findings.severity.{finding.severity}")
    text = Content.assemble((f"{word}  ", _STYLES[finding.severity]), literal(finding.message))
    if judged.verdict is not None:
        mark = COUNTY_SCREEN.say("unit.judged_mark", word=judgement_of(judged))
        text = Content.assemble(literal(mark, "bold $success"), "  ", text)
    return Flow(flowing(text, " ", " " * 7))


def sources(found: Evidence) -> Painter:
    """The cells on the left and the sentences on the right; under each other where there is no room."""
    cells = [(f"{say('unit.table')}", "$quiet")] if found.cells else []
    for cell in found.cells:
        text = say("unit.cell", name=cell.name, printed=cell.printed.strip() or say("unit.cell_blank"))
        cells.append((text, "bold" if cell.named else "$quiet"))
    words = [(f"{say('unit.text')}", "$quiet")] if found.texts else []
    for source in found.texts:
        words += [(source.before, "$quiet"), (source.sentence, "bold"), (source.after, "$quiet")]
    if not cells and not words:
        return flowing(literal(say("unit.no_source"), "$quiet"))

    def paint(width: int) -> Content:
        if not cells or not words or width < _LEAST_BESIDE:
            return Content("\n").join(_styled(cells + words, width))
        half = (width - 2) // 2
        left, right = _styled(cells, half), _styled(words, width - half - 2)
        blank = Content(" " * half)
        lines = zip_longest(left, right)
        return Content("\n").join(
            Content.assemble(one if one is not None else blank, "  ", other or "") for one, other in lines
        )

    return paint


def _styled(texts: list[tuple[str, str]], width: int) -> list[Content]:
    """Texts broken into lines of exactly ``width`` cells."""
    return [
        literal(pad(line, width), style) for text, style in texts if text for line in wrap(literal(text).plain, width)
    ]
