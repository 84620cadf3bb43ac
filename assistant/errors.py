"""Errors that are meant for the clerk: one sentence, what was wrong, what to do."""

from __future__ import annotations

import errno

from assistant.texts import ERRORS


class NotRegular(OSError):
    """A pipe or a device where a file is wanted: reading it might never end."""


class OutOfTime(Exception):
    """Work in a process with bounds has used up the processor time that it may have."""


def reason(error: OSError) -> str:
    """Why the system refused, in Chinese and without a full stop."""
    reasons = ERRORS.entry("system")
    if isinstance(error, NotRegular):
        return str(reasons["not_regular"])
    name = errno.errorcode.get(error.errno or 0, "")
    return str(reasons[name]) if name in reasons else ERRORS.say("system.other", number=error.errno)


class NianbaoError(Exception):
    """Something the clerk can act on.

    :param message: one Chinese sentence that repeats what was wrong.
    :param hint: one Chinese sentence that says what to do next, or empty.
    :param title: a short heading for a dialog.
    """

    title = ERRORS.say("title.not_done")

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

    title = ERRORS.say("title.data_file")


class AnswerRefused(NianbaoError):
    """An answer that by itself cannot be right; the typed text stays with the caller."""

    title = ERRORS.say("title.answer_refused")
