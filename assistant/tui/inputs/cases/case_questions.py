"""The three questions for one application: who asked, when it came in, how it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Literal, Protocol

from pydantic import ValidationError
from rich.cells import cell_len, set_cell_size
from textual import events
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Static

from assistant.files import visible
from assistant.interview.messages import from_validation
from assistant.report.cases import RequestCase, applicant_kinds, case_outcomes
from assistant.session.cases import (
    CARRIED_IN,
    NEW,
    CarriedIn,
    CaseList,
    Offer,
    applicants,
    balance_of,
    origins,
    outcomes,
    row_names,
)
from assistant.session.sheet import arithmetic
from assistant.standard import Standard
from assistant.texts import CASES
from assistant.tui.inputs.lines import Line
from assistant.tui.inputs.rows import Row, Rows


class Chooser(Widget):
    """A title over numbered rows. A number moves the pointer, Enter and a click choose; Esc goes a step back.

    Its owner hands the keys over and is called back at once, not by messages: keys that were typed
    ahead must meet the question that they are meant for.
    """

    DEFAULT_CSS = """
    Chooser {
        height: auto;
        .title { padding: 0 1; text-style: bold; }
        Rows { max-height: 50vh; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.rows = Rows()
        self._title = Static("", classes="title", markup=False)
        self._asked = ""
        self._offers: tuple[Offer, ...] = ()
        self._above: tuple[Offer, ...] = ()
        self._value: str | None = None
        self._chosen: Callable[[str], None] = lambda value: None
        self._left: Callable[[], None] = lambda: None

    def compose(self) -> ComposeResult:
        yield self._title
        yield self.rows

    def ask(
        self,
        title: str,
        offers: Sequence[Offer],
        chosen: Callable[[str], None],
        left: Callable[[], None],
        value: str | None = None,
    ) -> None:
        """Ask for one of ``offers``, the pointer on the one that means ``value``.

        :param chosen: called with what was chosen.
        :param left: called when Esc is pressed on the uppermost offers.
        """
        self._asked, self._value, self._above = title, value, ()
        self._chosen, self._left = chosen, left
        self._show(tuple(offers))

    def press(self, event: events.Key) -> bool:
        """Take a key; False when it means nothing here."""
        if event.key == "escape":
            self.back()
            return True
        if event.key == "enter":
            self._take(self.rows.index)
            return True
        return event.is_printable and self.rows.moved_by(event.character)

    @property
    def in_group(self) -> bool:
        """Whether one of a group is asked for."""
        return bool(self._above)

    def _show(self, offers: tuple[Offer, ...], group: str = "", at: int | None = None) -> None:
        self._offers = offers
        self._title.update(
            visible(CASES.say("choose.of_group", title=self._asked, group=group) if group else self._asked)
        )
        rows = [Row(offer.text, offer.key or str(place), note=offer.note) for place, offer in enumerate(offers, 1)]
        if at is None:
            at = next((place for place, offer in enumerate(offers) if offer.holds(self._value)), 0)
        self.rows.show(rows, at)

    def back(self) -> None:
        """Go a step back: from a group to all offers, from these to the owner."""
        if self._above:
            group, offers = self._offers, self._above
            self._above = ()
            self._show(offers, at=next(place for place, offer in enumerate(offers) if offer.below == group))
        else:
            self._left()

    def _take(self, index: int) -> None:
        offer = self._offers[index]
        if offer.below:
            self._above = self._offers
            self._show(offer.below, offer.text)
        else:
            self._chosen(offer.value)

    def on_rows_clicked(self, event: Rows.Clicked) -> None:
        event.stop()
        self._take(event.index)

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()


class CaseQuestions:
    """Asks them one after the other in a chooser; Esc goes back from one to the one before.

    :param known: the format of the report: which applicants and outcomes there are.
    :param stepped: called when another question stands in the chooser.
    :param locked: whether the number of applications carried in is locked for an applicant: then it is
        not asked when one came in.
    :param finished: called with the application when all are answered.
    :param left: called when Esc is pressed on the first one.
    """

    def __init__(
        self,
        chooser: Chooser,
        known: Standard,
        stepped: Callable[[], None],
        locked: Callable[[str], bool],
        finished: Callable[[RequestCase], None],
        left: Callable[[], None],
    ) -> None:
        self._chooser = chooser
        self._standard = known
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
        title = CASES.say("list.who", number=self._number)
        self._chooser.ask(title, applicants(self._standard), self._took_applicant, self._left, self._applicant)
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
        title = CASES.say("list.origin", number=self._number, who=self._who)
        self._chooser.ask(title, origins(self._standard), self._took_origin, self._ask_who, self._origin)
        self._stepped()

    def _took_origin(self, origin: str) -> None:
        self._origin = origin
        self._ask_outcome(self._ask_origin)

    def _ask_outcome(self, back: Callable[[], None]) -> None:
        """Ask how it stands; ``back`` is where Esc leads."""
        self.step = "how"
        origin = next(offer.text for offer in origins(self._standard) if offer.value == self._origin)
        who = CASES.say("list.who_from", who=self._who, origin=origin) if self._locked(self._applicant) else self._who
        value = self._present.outcome if self._present else None
        title = CASES.say("list.how", number=self._number, who=who)
        self._chooser.ask(title, outcomes(self._standard), self._took_outcome, back, value)
        self._stepped()

    def _took_outcome(self, outcome: str) -> None:
        self._finished(self._case(outcome))

    @property
    def _who(self) -> str:
        return next(offer.text for offer in applicants(self._standard) if offer.value == self._applicant)


ADD_KEY, DONE_KEY = "A", "Ctrl+S"
_GAP = "  "


def case_rows(cases: CaseList, to_tell: Sequence[str], ending: bool) -> list[Row]:
    """A row for each application, then for each carried in whose outcome is ``to_tell`` (who asked);

    behind them (``ending``) the one that adds and the one that ends.
    """
    known = cases.standard
    digits = max(2, len(str(len(cases) + len(to_tell))))
    texts = [(_columns(case, known), case.note) for case in cases]
    texts += [(_to_tell(kind, known), "") for kind in to_tell]
    rows = [
        Row(text, mark=CASES.say("list.number", number=place, digits=digits), note=note)
        for place, (text, note) in enumerate(texts, 1)
    ]
    if ending:
        rows += [Row(CASES.say("list.add"), ADD_KEY), Row(CASES.say("list.done", count=len(texts)), DONE_KEY)]
    return rows


def standing(cases: CaseList, carried_in: CarriedIn, last: Mapping[str, str]) -> str:
    """How many there are and what they count up to, how that stands to last year's report, its own totals.

    :param last: last year's cells as printed, by path.
    """
    to_tell = len(carried_in.to_tell(cases))
    lines = [CASES.say("list.standing", count=len(cases), arithmetic=arithmetic(balance_of(cases, cases.standard)))]
    for kind, (told, settled) in carried_in.too_many(cases).items():
        lines.append(CASES.say("list.too_many", who=_short(kind, cases.standard), told=told, settled=settled))
    printed = {name: last.get(f"{name}.total", "") for name in ("received", "total", "carried_out")}
    beside = CASES.say("list.standing_to_tell", count=to_tell) if to_tell else ""
    if all(printed.values()):
        beside += CASES.say("list.last_year", **printed)
    if beside:
        lines.append(beside)
    return "\n".join(lines)


def who(case: RequestCase, known: Standard) -> str:
    """Who asked, in short."""
    return _short(case.applicant, known)


def how(case: RequestCase, known: Standard) -> str:
    """How it stands, in short."""
    return case_outcomes(known.first_year)[case.outcome].header.short


def _short(applicant: str, known: Standard) -> str:
    return applicant_kinds(known.first_year)[applicant].header.short


def _columns(case: RequestCase, known: Standard) -> str:
    origin = row_names(known)[CARRIED_IN if case.carried_in else NEW]
    return _in_columns(known, who(case, known), origin, how(case, known))


def _to_tell(applicant: str, known: Standard) -> str:
    """The columns of an application carried in whose outcome is still to be told."""
    return _in_columns(known, _short(applicant, known), row_names(known)[CARRIED_IN], CASES.say("list.to_tell"))


def _in_columns(known: Standard, *texts: str) -> str:
    parts = zip(texts, _widths(known), strict=True)
    return _GAP.join(set_cell_size(text, width) for text, width in parts)


@cache
def _widths(known: Standard) -> tuple[int, int, int]:
    """The cells that the columns take: as many as their longest text."""
    kinds, outcomes = applicant_kinds(known.first_year).values(), case_outcomes(known.first_year).values()
    texts = (
        [leaf.header.short for leaf in kinds],
        [row_names(known)[NEW], row_names(known)[CARRIED_IN]],
        [leaf.header.short for leaf in outcomes],
    )
    first, second, third = (max(map(cell_len, column)) for column in texts)
    return first, second, third


class CaseNote(Line):
    """The line for the note.

    :param kept: called with the application and its new note.
    :param left: called when Esc is pressed.
    :param refused: called with the sentence why the text can be no note.
    """

    def __init__(
        self, kept: Callable[[RequestCase], None], left: Callable[[], None], refused: Callable[[str], None]
    ) -> None:
        super().__init__(CASES.say("list.note"), hint_text=CASES.say("list.note_place"))
        self._kept = kept
        self._left = left
        self._refused = refused
        self._case: RequestCase | None = None

    def write(self, case: RequestCase) -> None:
        """Take up the note of ``case``."""
        self._case = case
        self.set_text(case.note)

    def press(self, event: events.Key) -> bool:
        """Take a key that came by its owner; False when it means nothing here."""
        if event.key == "escape":
            self._left()
        elif event.key == "enter":
            self.keep()
        elif event.is_printable and event.character:
            # Sent to the rows before the line had the keyboard: the rest of what an input method committed.
            self.add(event.character)
        else:
            return event.key in ("up", "down", "ctrl+z", "ctrl+y")
        return True

    def keep(self) -> bool:
        """Hand the application over with its note; False when the text cannot be one."""
        if self._case is None:
            return False
        try:
            case = RequestCase.model_validate({**self._case.model_dump(), "note": self.value})
        except ValidationError as error:
            self._refused(from_validation(error, self.title, self.value).message)
            return False
        self._kept(case)
        return True


class Host(Protocol):
    """Called at once, not by messages: keys that were typed ahead must find everything in its new state."""

    def show_message(self, text: str, refused: bool = False) -> None:
        """Show a sentence under the part, until something else happens there."""

    def stepped(self) -> None:
        """Another question is on the screen, or another row pointed at: hint and keyboard follow.

        The notice goes; :meth:`show_message` comes after this.
        """

    def cases_changed(self) -> None:
        """An application was added, changed, removed or brought back."""

    def toggle_lock(self, path: str) -> None:
        """Unlock a settled cell of the table, for which a reason is asked; or lock it again."""

    def finished(self) -> None:
        """The list of applications is complete."""

    def went_back(self) -> None:
        """The clerk left the part with Esc."""

    def ledger_taken(self, cases: Sequence[RequestCase]) -> None:
        """The applications of a register are to be taken over."""
