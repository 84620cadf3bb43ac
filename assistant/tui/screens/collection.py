"""The list of what is still wanted from whom: written, and read back filled, as a file or as a pasted reply."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from assistant.drafts import Draft
from assistant.drafts.collected import Answer, Collected, collected_files, collected_text
from assistant.drafts.collection import offices, wanted, write_collection
from assistant.errors import NianbaoError
from assistant.interview import Script
from assistant.reading import REPORT_ENDINGS
from assistant.report import Origin
from assistant.texts import COLLECTION
from assistant.tui.inputs.paragraph import Prose
from assistant.tui.inputs.rows import Row
from assistant.tui.screens.dialogs import ChoiceScreen, MessageScreen
from assistant.tui.screens.draft_screen import in_thread
from assistant.tui.screens.files import FilePrompt, NewFileScreen
from assistant.tui.screens.modal import BoxScreen
from assistant.tui.screens.preview import ParagraphEditor
from assistant.tui.screens.ticking import TickScreen

if TYPE_CHECKING:
    from assistant.tui.screens.draft_screen import DraftScreen

_SUFFIX = ".docx"


def _say(name: str, /, **slots: object) -> str:
    return COLLECTION.say(f"box.{name}", **slots)


class CollectionFileScreen(NewFileScreen):
    """Writes the list of a draft.

    :param folder: where a bare file name is put.
    """

    def __init__(self, draft: Draft, script: Script, folder: Path) -> None:
        super().__init__(folder, "export.collection_title", "export.collection_state", _SUFFIX, _say)
        self._draft, self._script = draft, script

    def _file_name(self) -> str:
        agency = self._draft.report.agency
        return COLLECTION.say("list.file", agency=agency.name or "", year=agency.year or "")

    def save(self, path: Path) -> None:
        write_collection(self._draft, path, script=self._script)


class PasteScreen(BoxScreen[str]):
    """Gives the text of a reply, "" when the clerk thought better of it."""

    CSS_PATH = "screens.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", show=False, priority=True)]

    def __init__(self) -> None:
        super().__init__()
        self._prose = ParagraphEditor(_say("paste_title"), "")
        self._notice = Static(id="refusal", markup=False)

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="box", can_focus=False):
            yield Static(_say("paste_title"), id="box-title", markup=False)
            yield Static(_say("paste_about"), id="box-about", markup=False)
            yield self._prose
            yield self._notice
            yield Static(_say("paste_hint"), id="box-hint", markup=False)

    def on_mount(self) -> None:
        self._prose.focus()

    @on(Prose.Notice)
    def _remark(self, event: Prose.Notice) -> None:
        self._notice.update(event.text)

    def action_accept(self) -> None:
        self.dismiss(self._prose.text)

    def action_cancel(self) -> None:
        self.dismiss("")


def understood_screen(found: Collected) -> TickScreen:
    """What was understood, all of it ticked, and what was not."""
    rows = [_row(answer) for answer in found.answers]
    title = _say("understood", count=len(rows))
    return TickScreen(title, _say("understood_about"), rows, list(_problems(found)), range(len(rows)))


def _row(answer: Answer) -> Row:
    name = "row_before" if answer.before else "row"
    return Row(_say(name, title=answer.title, before=answer.before, shown=answer.shown), detail=answer.line)


def _problems(found: Collected) -> Iterator[Row]:
    if found.problems:
        yield Row(_say("unread"), heading=True)
        yield from (Row(_say("problem", line=" ".join(line.split()), why=why)) for line, why in found.problems)


async def collect(screen: DraftScreen) -> None:
    """Ask what is to be done with the list, and do it. For a worker."""
    app, session = screen.app, screen.session
    draft = session.draft()
    blanks = await in_thread(screen, lambda: wanted(draft, session.script))
    if isinstance(blanks, NianbaoError):
        app.push_screen(MessageScreen.of(blanks))
        return
    choices = dict(COLLECTION.entry("screen.choices"))
    about = COLLECTION.say("screen.about", count=len(blanks), offices=offices(blanks))
    if not blanks:
        about = COLLECTION.say("screen.about_none")
        del choices["write"]
    choice = await app.push_screen_wait(ChoiceScreen(COLLECTION.say("screen.title"), [about], choices))
    if choice == "write":
        app.push_screen(CollectionFileScreen(draft, session.script, screen.folder))
    elif choice == "filled":
        path = await app.push_screen_wait(FilePrompt("filled", screen.folder, REPORT_ENDINGS))
        if path is not None:
            await _read_back(screen, path)
    elif choice == "paste" and (text := await app.push_screen_wait(PasteScreen())):
        await _read_back(screen, text)


async def _read_back(screen: DraftScreen, given: Path | str) -> None:
    """Show what a file or a text says, and fill in what the clerk leaves ticked."""
    app, session = screen.app, screen.session
    draft, script = session.draft(), session.script
    if isinstance(given, Path):
        file = given
        found = await in_thread(screen, lambda: collected_files(draft, [file], script))
    else:
        text = given
        found = await in_thread(screen, lambda: collected_text(draft, text, script))
    if isinstance(found, NianbaoError):
        app.push_screen(MessageScreen.of(found))
        return
    taken = await app.push_screen_wait(understood_screen(found))
    if taken and not session.read_only:
        origin: Origin = "file" if isinstance(given, Path) else "sentence"
        answers = found.without_parts(draft, (found.answers[place] for place in taken))
        session.take_collected(answers, origin)
        screen.saver.save()
        await screen.show_changed()
        parts = len(taken) - len(answers)
        said = _say("done_taken", count=len(answers)) + (_say("done_parts", count=parts) if parts else "")
        screen.notify(said, markup=False)
