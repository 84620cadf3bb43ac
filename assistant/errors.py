"""Errors that are meant for the clerk: one sentence, what was wrong, what to do."""

from __future__ import annotations


class NianbaoError(Exception):
    """Something the clerk can act on.

    :param message: one Chinese sentence that repeats what was wrong.
    :param hint: one Chinese sentence that says what to do next, or empty.
    :param title: a short heading for a dialog.
    """

    title = "没有完成"

    def __init__(self, message: str, hint: str = "", title: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        if title is not None:
            self.title = title

    def sentence(self) -> str:
        """The whole error on one line, as the command line prints it."""
        return " ".join(f"{self.message}{self.hint}".split())


class DataFileError(NianbaoError):
    """A prompts, templates or standard file that does not fit the code; raised while loading."""

    title = "程序数据有误"


class AnswerRefused(NianbaoError):
    """An answer that by itself cannot be right; the typed text stays with the caller."""

    title = "这个回答还不行"
