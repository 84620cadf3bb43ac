"""Before export: what the report says only because a proposal was accepted, confirmed one by one or all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Static

from assistant.drafts.proposals import Proposal
from assistant.texts import SCREENS
from assistant.tui.inputs.rows import Row
from assistant.tui.screens.modal import TICK, TICK_ALL, ListScreen


@dataclass(frozen=True)
class Confirmation:
    """What the clerk decided: the questions whose proposal is right, and one that is to be opened ("" for none)."""

    confirmed: frozenset[str]
    change: str = ""


class ProposalsScreen(ListScreen[Confirmation | None]):
    """Each proposal with the words it stands in. Gives what was confirmed, None when the clerk went back."""

    BINDINGS: ClassVar[list[BindingType]] = [TICK, TICK_ALL, Binding("e", "change", show=False, priority=True)]

    def __init__(self, proposals: Sequence[Proposal]) -> None:
        title = SCREENS.say("proposals.title", count=len(proposals))
        super().__init__(title, above=[Static(SCREENS.say("proposals.about"), id="about", markup=False)])
        self._proposals = tuple(proposals)
        self._checked: set[str] = set()
        self._show(0)

    # -- keys ----------------------------------------------------------------------------------
    def action_mark(self) -> None:
        """Confirm the pointed one, or not; the pointer goes on to the next."""
        place = self._rows.index
        self._checked ^= {self._proposals[place].key}
        self._show(min(place + 1, len(self._proposals) - 1))

    def action_all(self) -> None:
        self._checked = {proposal.key for proposal in self._proposals}
        self._show(self._rows.index)

    def action_accept(self) -> None:
        """Go on when every one is confirmed."""
        if len(self._checked) == len(self._proposals):
            self.dismiss(Confirmation(frozenset(self._checked)))

    def action_change(self) -> None:
        self.dismiss(Confirmation(frozenset(self._checked), self._proposals[self._rows.index].key))

    def action_cancel(self) -> None:
        """Go back; what was confirmed already stays so."""
        self.dismiss(Confirmation(frozenset(self._checked)) if self._checked else None)

    # -- rows ----------------------------------------------------------------------------------
    def _show(self, index: int) -> None:
        self._rows.show([self._row(proposal) for proposal in self._proposals], index)
        left = len(self._proposals) - len(self._checked)
        self._hint.update(SCREENS.say("proposals.hint", count=left) if left else SCREENS.say("proposals.hint_done"))

    def _row(self, proposal: Proposal) -> Row:
        mark = SCREENS.say("proposals.confirmed" if proposal.key in self._checked else "proposals.not_confirmed")
        source = SCREENS.say(f"proposals.from_{proposal.origin}")
        return Row(f"{proposal.title}：{proposal.shown}", mark=mark, note=source, detail=proposal.paragraph)
