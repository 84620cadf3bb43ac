"""The three questions for one application: who asked, when it came in, how it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from assistant.report.cases import RequestCase
from assistant.tui.inputs.cases.chooser import Chooser
from assistant.tui.inputs.cases.offers import CARRIED_IN, NEW, applicants, origins, outcomes
from assistant.tui.inputs.cases.wording import say


class CaseQuestions:
    """Asks them one after the other in a chooser; Esc goes back from one to the one before.

    :param stepped: called when another question stands in the chooser.
    :param locked: whether the number of applications carried in is locked for an applicant: then it is
        not asked when one came in.
    :param finished: called with the application when all are answered.
    :param left: called when Esc is pressed on the first one.
    """

    def __init__(
        self,
        chooser: Chooser,
        stepped: Callable[[], None],
        locked: Callable[[str], bool],
        finished: Callable[[RequestCase], None],
        left: Callable[[], None],
    ) -> None:
        self._chooser = chooser
        self._stepped = stepped
        self._locked = locked
        self._finished = finished
        self._left = left
        self._number = 0
        self._present: RequestCase | None = None
        self._applicant = ""
        self._origin = NEW
        self.step: Literal["who", "origin", "how"] = "who"

    def ask(self, number: int, present: RequestCase | None) -> None:
        """Ask for the application ``number``; ``present`` is how it stood so far, None for a new one."""
        self._number, self._present = number, present
        self._applicant = present.applicant if present else ""
        self._origin = CARRIED_IN if present and present.carried_in else NEW
        if present and present.carried_in and self._locked(present.applicant):
            self._ask_outcome(self._left)
        else:
            self._ask_who()

    def ask_outcome(self, number: int, applicant: str) -> None:
        """Ask how one that was carried in stands; who asked is known."""
        self._number, self._present = number, None
        self._applicant, self._origin = applicant, CARRIED_IN
        self._ask_outcome(self._left)

    @property
    def applicant(self) -> str:
        """Who asked, as far as is known; "" while that is asked."""
        return self._applicant if self.begun else ""

    @property
    def begun(self) -> bool:
        """Whether the first question is answered."""
        return self.step != "who"

    def with_chosen(self) -> RequestCase | None:
        """The application with what is chosen so far; None for a new one, which is not complete."""
        return self._case(self._present.outcome) if self._present else None

    def _case(self, outcome: str) -> RequestCase:
        note = self._present.note if self._present else ""
        carried_in = self._origin == CARRIED_IN
        return RequestCase(applicant=self._applicant, outcome=outcome, carried_in=carried_in, note=note)

    # -- one after the other -------------------------------------------------------------------
    def _ask_who(self) -> None:
        self.step = "who"
        title = say("list.who", number=self._number)
        self._chooser.ask(title, applicants(), self._took_applicant, self._left, self._applicant)
        self._stepped()

    def _took_applicant(self, applicant: str) -> None:
        self._applicant = applicant
        if self._locked(applicant):
            self._origin = NEW
            self._ask_outcome(self._ask_who)
        else:
            self._ask_origin()

    def _ask_origin(self) -> None:
        self.step = "origin"
        title = say("list.origin", number=self._number, who=self._who)
        self._chooser.ask(title, origins(), self._took_origin, self._ask_who, self._origin)
        self._stepped()

    def _took_origin(self, origin: str) -> None:
        self._origin = origin
        self._ask_outcome(self._ask_origin)

    def _ask_outcome(self, back: Callable[[], None]) -> None:
        """Ask how it stands; ``back`` is where Esc leads."""
        self.step = "how"
        origin = next(offer.text for offer in origins() if offer.value == self._origin)
        who = say("list.who_from", who=self._who, origin=origin) if self._locked(self._applicant) else self._who
        value = self._present.outcome if self._present else None
        title = say("list.how", number=self._number, who=who)
        self._chooser.ask(title, outcomes(), self._took_outcome, back, value)
        self._stepped()

    def _took_outcome(self, outcome: str) -> None:
        self._finished(self._case(outcome))

    @property
    def _who(self) -> str:
        return next(offer.text for offer in applicants() if offer.value == self._applicant)
