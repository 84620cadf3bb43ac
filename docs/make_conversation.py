"""Writes docs/conversation.md: the interview of a sample done by talking, sentence by sentence.

python docs/make_conversation.py
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from assistant.drafts import Draft, DraftStore
from assistant.errors import AnswerRefused
from assistant.interview import load_script
from assistant.session.session import Session
from assistant.session.telling import Telling

_HERE = Path(__file__).resolve().parent
TARGET = _HERE / "conversation.md"
DATA: dict[str, Any] = tomllib.loads((_HERE / "conversation.toml").read_text(encoding="utf-8"))


def talked(store: DraftStore) -> tuple[Session, str]:
    """The interview after everything was said, and the conversation as text."""
    session = Session(store, Draft(), load_script(), DATA["today"])
    said = [line for text in DATA["sentences"] for line in _sentence(session, text)]
    rest = list(_rest(session))
    head = [_say("title", count=len(DATA["sentences"])), "", _say("intro"), ""]
    end = [_say("rest", count=len(rest)), "", *rest, "", _say("end", count=session.interview.progress.total)]
    return session, "\n".join([*head, *said, *end]) + "\n"


def _sentence(session: Session, text: str) -> Iterator[str]:
    telling = Telling(session, text)
    names = [item.name for item in telling.items]
    yield from (_say("clerk", text=text), "", _say("heard"), "")
    yield from (_say("item", title=item.title, shown=item.shown) for item in telling.items)
    yield from (_say("sum", text=line) for line in telling.sums(names))
    yield from (_say("left", text=line) for line in telling.left)
    yield ""
    telling.take(names)


def _rest(session: Session) -> Iterator[str]:
    """What is still asked, answered with what is proposed, or with what the sentences have ticked."""
    while (question := session.question) is not None:
        raw = session.interview.raw(question)
        raw = session.interview.default(question) if raw is None else raw
        assert raw is not None, question.key
        try:
            session.answer(raw)
        except AnswerRefused:
            session.answer(raw)  # what is odd is asked back once
        yield _say("answered", title=question.title, shown=session.interview.shown(question))


def _say(name: str, **slots: object) -> str:
    return str(DATA["words"][name]).format(**slots)


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        TARGET.write_text(talked(DraftStore(Path(folder)))[1], encoding="utf-8")
