"""After an answer was changed: the others that it touches, with the new ones offered; taken only by a yes."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from assistant.errors import AnswerRefused
from assistant.files import NotSaved
from assistant.interview import Interview
from assistant.interview.consequences import consequences, new_doubts
from assistant.interview.facts import Fact
from assistant.session.telling import Item
from assistant.texts import TALK

if TYPE_CHECKING:
    from assistant.session.session import Session


DRAFT_NAME = "draft"
"""Stands in the place of a question's key for the name of the draft."""


class FollowUps:
    """What a changed answer touches.

    :param before: the interview as it was before the change at ``changed``.
    """

    def __init__(self, session: Session, before: Interview, changed: str) -> None:
        self._session = session
        after = session.interview
        self.title = TALK.say("follow.title", title=session.script.question(changed).title)
        self.problem = ""
        """Why the draft kept its name although another one was taken, "" otherwise."""
        answers = tuple(
            Item(Fact(each.question.key, each.raw, ""), each.question.title, shown, after.shown(each.question))
            for each in consequences(before, after, changed)
            if (shown := _shown(after, each.question.key, each.raw))
        )
        self.items = (*answers, *self._draft_name(before))
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
        """Answer with the offers called ``names``, as one step; the titles of what has changed.

        The draft's name is no answer: it changes at once, and undo does not bring the old one back.

        :raises ReadOnly: nothing may be changed.
        """
        session = self._session
        with session.one_step():
            taken = [
                item
                for item in self.items
                if item.name in names
                and item.fact.key != DRAFT_NAME
                and session.interview.give(session.script.question(item.fact.key), item.fact.raw, "chosen")
            ]
        session.go_on_from([item.fact.key for item in taken])
        renamed = [item for item in self.items if item.fact.key == DRAFT_NAME and item.name in names]
        if renamed:
            try:
                session.writer.rename(session.interview.report)
            except NotSaved as error:
                self.problem, renamed = error.sentence(), []
        return tuple(item.title for item in (*taken, *renamed))

    def partly(self, names: Collection[str]) -> tuple[str, ...]:
        """No table is filled here."""
        return ()

    def _draft_name(self, before: Interview) -> list[Item]:
        """The draft's own name, where it was made from the agency's."""
        session, writer = self._session, self._session.writer
        report = session.interview.report
        name = session.store.better_name(writer.name, before.report, report) if writer.name else ""
        return [Item(Fact(DRAFT_NAME, name, ""), TALK.say("follow.draft"), name, writer.name)] if name else []

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
