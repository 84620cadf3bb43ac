"""Ctrl+E: the file's name, what still stands in the way, and where it went."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Input

from assistant.drafts import Draft
from assistant.drafts.proposals import Proposal, proposals
from assistant.drafts.readiness import Readiness
from assistant.errors import NianbaoError
from assistant.export import publish, written_path
from assistant.files import exists
from assistant.session.session import Session
from assistant.texts import SCREENS
from assistant.tui.opener import open_path, opener
from assistant.tui.screens.dialogs import ConfirmScreen, MessageScreen
from assistant.tui.screens.files import FileNameScreen
from assistant.tui.screens.proposals import Confirmation, ProposalsScreen
from assistant.tui.widgets.cells import literal

_SUFFIX = ".docx"
_LISTED = 4


class ExportScreen(FileNameScreen[str | None]):
    """Writes the report; gives the key of a question when the clerk chose to go there, else None.

    :param folder: where a bare file name is put.
    :param save: puts the draft on disk, with what the clerk has confirmed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "draft", show=False, priority=True),
        Binding("f5", "proof", show=False, priority=True),
        Binding("f6", "open", show=False, priority=True),
        Binding("f7", "open_folder", show=False, priority=True),
        Binding("ctrl+g", "go", show=False, priority=True),
        Binding("escape,ctrl+e", "close", show=False, priority=True),
    ]

    class Checked(Message):
        """The report was held against the rules."""

        def __init__(self, ready: Readiness, proposals: tuple[Proposal, ...]) -> None:
            super().__init__()
            self.ready = ready
            self.proposals = proposals

    class Written(FileNameScreen.Written):
        """The report stands in its place; ``draft``: marked as one."""

        def __init__(self, path: Path, draft: bool) -> None:
            super().__init__(path)
            self.draft = draft

    class ProofWritten(FileNameScreen.Written):
        """The proof sheet stands beside the file."""

    def __init__(self, session: Session, folder: Path, save: Callable[[], None]) -> None:
        super().__init__(folder, title="export.title", state="export.counting", suffix=_SUFFIX)
        self._session = session
        self._save = save
        self._ready: Readiness | None = None
        self._proposals: tuple[Proposal, ...] = ()
        self._written_to: Path | None = None
        self._exported_before: Draft | None = None

    def on_mount(self) -> None:
        super().on_mount()
        self._check(self._session.draft())

    def _file_name(self) -> str:
        agency = self._session.interview.report.agency
        return SCREENS.say("export.file", agency=agency.name or "", year=agency.year or "")

    # -- what stands in the way ----------------------------------------------------------------
    @work(thread=True, exclusive=True, group="checks")
    def _check(self, draft: Draft) -> None:
        try:
            ready = self._session.readiness(draft)
            waiting = proposals(draft, self._session.script) if ready.ready else ()
            self.post_message(self.Checked(ready, waiting))
        except NianbaoError as error:
            self.post_message(self.Failed(error))

    @on(Checked)
    def _checked(self, event: Checked) -> None:
        ready = self._ready = event.ready
        self._proposals = event.proposals
        if ready.ready:
            warnings = sum(finding.severity == "warning" for finding in ready.findings)
            words = SCREENS.say("export.ready_warned", warnings=warnings) if warnings else SCREENS.say("export.ready")
            text, hint = Content.styled(words, "$warning" if warnings else "$success"), SCREENS.say("export.hint_ready")
        else:
            titles = [question.title for question in ready.unanswered]
            # What is only not filled in yet has been named as a question already.
            messages = [finding.message for finding in ready.errors]
            errors = [text for text in messages if not any(title in text for title in titles)]
            text = Content("\n").join([*_listed("unanswered", titles), *_listed("errors", errors)])
            hint = SCREENS.say("export.hint_draft" if titles else "export.hint_errors")
        self._about.update(text)
        self._hint(hint)

    def _path(self, draft: bool = False) -> Path | None:
        """A draft's name says that it is one."""
        path = super()._path()
        return written_path(path, draft=draft) if path is not None else None

    # -- writing -------------------------------------------------------------------------------
    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if self._written_to is not None:
            self.dismiss(None)
        elif self._ready is not None and not self._ready.ready:
            self._hint(SCREENS.say("export.not_ready"))
        elif self._ready is not None and self._proposals:
            self.app.push_screen(ProposalsScreen(self._proposals), self._confirmed)
        elif self._ready is not None:
            self._begin(draft=False)

    def _confirmed(self, confirmation: Confirmation | None) -> None:
        """Remember what was confirmed; write the report when all of it was, or go and change an answer."""
        if confirmation is None:
            return
        if not self._session.read_only:
            self._session.confirm(confirmation.confirmed)
            self._save()
        self._proposals = tuple(each for each in self._proposals if each.key not in confirmation.confirmed)
        if confirmation.change:
            self.dismiss(confirmation.change)
        elif not self._proposals:
            self._begin(draft=False)

    def action_draft(self) -> None:
        if self._written_to is None and self._ready is not None:
            self._begin(draft=True)

    def _begin(self, draft: bool) -> None:
        path, ready = self._path(draft), self._ready
        if path is None or ready is None:
            self._hint(SCREENS.say("file.name_required"))
            return
        if not exists(path):
            self._publish(ready, path, draft, force=False)
            return

        def overwrite(yes: bool | None) -> None:
            if yes:
                self._publish(ready, path, draft, force=True)

        question = SCREENS.say("export.exists", name=path.name)
        self.app.push_screen(
            ConfirmScreen(question, SCREENS.say("confirm.overwrite"), SCREENS.say("confirm.keep")), overwrite
        )

    def _publish(self, ready: Readiness, path: Path, draft: bool, force: bool) -> None:
        self._hint(SCREENS.say("export.working"))
        self._write_file(ready, path, draft, force)

    @work(thread=True, exclusive=True, group="publish")
    def _write_file(self, ready: Readiness, path: Path, draft: bool, force: bool) -> None:
        from assistant.drafts.grounds import grounds_of

        try:
            state = self._session.draft()
            grounds = grounds_of(state, ready)
            written = publish(ready.document, path, draft=draft, force=force, last=state.last_year, grounds=grounds)
        except NianbaoError as error:
            self.post_message(self.Failed(error))
        else:
            if state.name:
                self._exported_before = self._session.store.exported(state.name)
                self._session.store.mark_exported(state)
            self.post_message(self.Written(written, draft))

    @on(Written)
    def _written(self, event: Written) -> None:
        self._written_to = event.path
        self._label.display = False
        self._line.styles.height = 0
        title = SCREENS.say("export.done_draft" if event.draft else "export.done")
        self._about.update(Content.styled(title, "bold $success"))
        self._target(str(event.path.resolve()))
        self._hint(self._done_hint("done_hint"))

    @staticmethod
    def _done_hint(name: str) -> str:
        """What can be done with the file that was written; opening it only where the system has a program for it."""
        return SCREENS.say(f"export.{name}") + (SCREENS.say("export.open_hint") if opener() else "")

    def action_open(self) -> None:
        if self._written_to is not None:
            open_path(self._written_to.resolve())

    def action_open_folder(self) -> None:
        if self._written_to is not None:
            open_path(self._written_to.resolve().parent)

    def action_proof(self) -> None:
        """The proof sheet of the file that was just written, beside it; one of an earlier file is replaced with it."""
        if self._written_to is not None and self._ready is not None:
            self._write_proof(self._session.draft(), self._ready, self._written_to)

    @work(thread=True, exclusive=True, group="publish")
    def _write_proof(self, draft: Draft, ready: Readiness, file: Path) -> None:
        from assistant.drafts.proof_sheet import write_proof_sheet

        try:
            before = self._exported_before
            self.post_message(self.ProofWritten(write_proof_sheet(draft, ready, file, exported=before, force=True)))
        except NianbaoError as error:
            self.post_message(self.Failed(error))

    @on(ProofWritten)
    def _proof_written(self, event: ProofWritten) -> None:
        files = "\n".join(str(path.resolve()) for path in (self._written_to, event.path) if path is not None)
        self._target(files)
        self._hint(self._done_hint("proof_done_hint"))

    @on(FileNameScreen.Failed)
    def _failed(self, event: FileNameScreen.Failed) -> None:
        self._hint(self._done_hint("done_hint") if self._written_to is not None else "")
        if self._ready is not None and self._written_to is None:
            self._hint(SCREENS.say("export.hint_ready" if self._ready.ready else "export.hint_errors"))
        self.app.push_screen(MessageScreen.of(event.error))

    def action_go(self) -> None:
        if self._ready is not None and self._ready.unanswered:
            self.dismiss(self._ready.unanswered[0].key)


def _listed(name: str, texts: list[str]) -> list[Content]:
    """A line that counts, and the first of what it counts."""
    if not texts:
        return []
    lines = [Content.styled(SCREENS.say(f"export.{name}", count=len(texts)), "bold $error")]
    lines += [literal(f"  {text}") for text in texts[:_LISTED]]
    if len(texts) > _LISTED:
        lines.append(Content(f"  {SCREENS.say('export.more', count=len(texts) - _LISTED)}"))
    return lines
