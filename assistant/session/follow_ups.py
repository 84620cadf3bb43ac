"""After an answer was changed: the others that it touches, with the new ones offered; taken only by a yes."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from assistant.errors import AnswerRefused
from assistant.interview import Interview
from assistant.interview.consequences import consequences, new_doubts
from assistant.interview.facts import Fact
from assistant.session.telling import Item
from assistant.texts import TALK

if TYPE_CHECKING:
    from assistant.session.session import Session


class FollowUps:
    """What a changed answer touches.

    :param before: the interview as it was before the change at ``changed``.
    """

    def __init__(self, session: Session, before: Interview, changed: str) -> None:
        self._session = session
        after = session.interview
        self.title = TALK.say("follow.title", title=session.script.question(changed).title)
        self.items = tuple(
            Item(Fact(each.question.key, each.raw, ""), each.question.title, shown, after.shown(each.question))
            for each in consequences(before, after, changed)
            if (shown := _shown(after, each.question.key, each.raw))
        )
        offered = {item.fact.key for item in self.items}
        doubts = [
            TALK.say("follow.doubt", title=question.title, doubt=doubt)
            for question, doubt in new_doubts(before, after, changed)
            if question.key not in offered
        ]
        self.left = (*doubts, *self._own_words(before))

    @property
    def anything(self) -> bool:
        return bool(self.items or self.left)

    def sums(self, names: Collection[str]) -> tuple[str, ...]:
        """Nothing is added up here."""
        return ()

    def take(self, names: Collection[str]) -> tuple[str, ...]:
        """Answer with the offers called ``names``, as one step; the keys of the questions.

        :raises ReadOnly: nothing may be changed.
        """
        session = self._session
        with session.one_step():
            taken = [
                item.fact.key
                for item in self.items
                if item.name in names
                and session.interview.give(session.script.question(item.fact.key), item.fact.raw, "chosen")
            ]
        session.go_on_from(taken)
        return tuple(taken)

    def _own_words(self, before: Interview) -> list[str]:
        """The clerk's own paragraphs that name the agency as it was called before."""
        old, new = before.report.agency.name, self._session.interview.report.agency.name
        edits = self._session.clerk.edits.values()
        count = sum(old in edit.text for edit in edits) if old and new and old != new else 0
        return [TALK.say("follow.own_words", count=count, name=old)] if count else []


def _shown(interview: Interview, key: str, raw: object) -> str:
    try:
        return interview.show_raw(interview.script.question(key), raw)  # type: ignore[arg-type]
    except AnswerRefused:
        return str(raw)
