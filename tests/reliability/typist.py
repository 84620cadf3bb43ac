"""A clerk at a terminal who knows what should be asked: answers by keys, and keeps a book of what was acknowledged."""

from __future__ import annotations

from datetime import date
from random import Random

from assistant.interview import Interview, Question, Raw, load_script
from assistant.report import Report
from tests.reliability.terminal import ENTER, Terminal, control

_NAME = "清河镇人民政府"
_WORDS = ("政务公开", "[2024]3号", "{{ 7 * 7 }}", "办公室", "一体推进")


class Typist:
    """Answers one draft. ``book`` is the interview as it must be, with every answer seen acknowledged."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self.book = Interview(load_script(), Report(), today=date.today())
        self.given: Raw = ""

    @property
    def done(self) -> bool:
        return self.book.current is None

    def heading(self, book: Interview | None = None) -> str:
        """The line over the question at which ``book`` stands, as the screen shows it."""
        book = book or self.book
        if book.current is None:
            return f"{len(book.path)}个问题都回答完了"
        number = [question.key for question in book.path].index(book.current.key) + 1
        return f"第{number}题，共{len(book.path)}题  {book.current.title}"

    def type(self, terminal: Terminal) -> str:
        """Type the answer to the question asked now, all but the accepting key, which is returned.

        :attr:`given` is what was typed.
        """
        question = self.book.current
        assert question is not None
        default = self.book.default(question)
        if question.key == "agency.name":
            return self._line(terminal, _NAME, ENTER)
        if question.kind == "table":
            self.given = {}
            return "n"
        if question.kind in ("integer", "money") and question.key != "agency.year":
            return self._line(terminal, str(self._chance.randint(0, 99)), ENTER)
        if default is None or (question.kind in ("text", "paragraph") and self._free(question)):
            return self._own_words(terminal, question)
        self.given = default
        return ENTER

    def after(self) -> Interview:
        """The book as it will be when the answer just typed has been taken."""
        book = Interview(self.book.script, self.book.report, self.book.at, self.book.today)
        book.answer(self.given)
        return book

    def answer(self, terminal: Terminal) -> None:
        """Answer one question and wait for the next."""
        terminal.send(self.type(terminal))
        book = self.after()
        terminal.until(self.heading(book))
        self.book = book

    def _own_words(self, terminal: Terminal, question: Question) -> str:
        text = f"{self._chance.choice(_WORDS)}{self._chance.randint(1, 10**6)}"
        if question.kind in ("yesno", "choice"):
            self.given = "是" if question.kind == "yesno" else self.book.choices(question)[0].value
            return "y" if question.kind == "yesno" else "1" + ENTER
        if question.kind in ("list", "choices"):
            return self._entry(terminal, question, text)
        return self._line(terminal, text, ENTER if question.kind == "text" else control("s"))

    def _entry(self, terminal: Terminal, question: Question, text: str) -> str:
        """One entry of a list, field by field."""
        parts = {field.key: f"{text}{field.key}" for field in question.fields}
        self.given = [parts or text]
        self._press(terminal, "a")
        for part in parts.values() or [text]:
            terminal.send(part)
            terminal.until(part)
            self._press(terminal, ENTER)
        return control("s")

    def _press(self, terminal: Terminal, key: str) -> None:
        """Press a key that moves the caret, and wait until it has."""
        terminal.until_quiet()
        before = (terminal.screen.cursor.x, terminal.screen.cursor.y)
        terminal.send(key)
        terminal.until(lambda: (terminal.screen.cursor.x, terminal.screen.cursor.y) != before)

    def _line(self, terminal: Terminal, text: str, end: str) -> str:
        self.given = text
        terminal.send(text)
        question = self.book.current
        assert question is not None
        if self.book.doubt(question, text):
            terminal.send(end)
            terminal.until("再确认一次")
        return end

    @staticmethod
    def _free(question: Question) -> bool:
        return not question.key.startswith("agency.") or question.key == "agency.contact"
