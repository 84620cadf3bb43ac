"""F4: what last year's report answers of a section, looked over and taken at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Static

from assistant.interview import Offer, ScriptSection
from assistant.texts import SCREENS
from assistant.tui.inputs.rows import Row
from assistant.tui.screens.modal import TICK, ListScreen
from assistant.tui.widgets.cells import literal


@dataclass(frozen=True)
class Taken:
    """What the clerk decided, by question key: last year's sentences to say again, answers not to take over."""

    texts: frozenset[str]
    left: frozenset[str]


class LastYearScreen(ListScreen[Taken | None]):
    """Everything that would be answered is listed first. Gives what to take, None when nothing is to be.

    Answers are checked from the start; last year's sentences are not: each has to be pointed at and
    taken by itself, for a report that repeats the one before is sent back.

    :param open_titles: the titles of the section's open questions; those not offered are named as still to come.
    """

    BINDINGS: ClassVar[list[BindingType]] = [TICK, Binding("f4", "cancel", show=False, priority=True)]

    def __init__(self, section: ScriptSection, offers: Sequence[Offer], open_titles: Mapping[str, str]) -> None:
        self._texts = tuple(offer for offer in offers if offer.source == "text")
        self._answers = tuple(offer for offer in offers if offer.source != "text")
        self._checked = {offer.question.key for offer in self._answers}
        self._places: list[Offer | None] = []
        offered = {offer.question.key for offer in offers}
        rest = [title for key, title in open_titles.items() if key not in offered]
        about = SCREENS.say("last_year.about_texts" if self._texts else "last_year.about")
        titles = SCREENS.say("last_year.rest", titles="、".join(rest)) if rest else ""
        still_open = Static(literal(titles), id="rest", markup=False)
        still_open.display = bool(rest)
        title = SCREENS.say("last_year.title", section=section.title)
        super().__init__(title, above=[Static(about, id="about", markup=False)], below=[still_open])
        self._show(0)

    # -- keys ----------------------------------------------------------------------------------
    def action_mark(self) -> None:
        """Take the pointed one or leave it; behind a sentence that was taken the pointer goes to the next one."""
        place = self._rows.index
        offer = self._places[place]
        if offer is None:
            return
        self._checked ^= {offer.question.key}
        following = self._places[place + 1] if place + 1 < len(self._places) else None
        onward = offer in self._texts and offer.question.key in self._checked and following in self._texts
        self._show(place + 1 if onward else place)

    def action_accept(self) -> None:
        if not self._checked:
            return
        texts = frozenset(offer.question.key for offer in self._texts)
        answers = frozenset(offer.question.key for offer in self._answers)
        self.dismiss(Taken(texts & self._checked, answers - self._checked))

    def action_cancel(self) -> None:
        self.dismiss(None)

    # -- rows ----------------------------------------------------------------------------------
    def _show(self, index: int) -> None:
        rows: list[Row] = []
        self._places = []
        for heading, offers in (
            (SCREENS.say("last_year.texts", count=len(self._texts)), self._texts),
            (SCREENS.say("last_year.answers"), self._answers),
        ):
            if offers and self._texts:
                rows.append(Row(heading, heading=True))
                self._places.append(None)
            rows += [self._row(offer) for offer in offers]
            self._places += offers
        self._rows.show(rows, index)
        hint = (
            SCREENS.say("last_year.hint", count=len(self._checked))
            if self._checked
            else SCREENS.say("last_year.hint_none")
        )
        self._hint.update(hint)

    def _row(self, offer: Offer) -> Row:
        mark = SCREENS.say("last_year.taken" if offer.question.key in self._checked else "last_year.not_taken")
        if offer.source == "text":
            return Row(offer.question.title, mark=mark, more=tuple(offer.shown.split("\n")))
        source = SCREENS.say("last_year.from_last_year" if offer.source == "last_year" else "last_year.from_script")
        return Row(f"{offer.question.title}：{offer.shown}", mark=mark, note=source)
