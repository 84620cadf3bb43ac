"""The process as the shell started it: its streams, its locale, its umask; and output that nobody takes any more."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from assistant.commands.messages import message
from assistant.errors import NianbaoError, reason

_AS_UTF8 = ["-X", "utf8=1"]
_OWNER = 0o700


class ReaderGone(Exception):
    """Who was to read the output has stopped reading, as ``head`` does: nothing is wrong."""


def prepare() -> None:
    """Make the process one in which files have Chinese names, owners may read their files, and streams are streams.

    :raises NianbaoError: standard output is closed, or the system takes no Chinese names at all.
    """
    # A file of ours that its owner may not read helps nobody; the bits of others stay as they are set.
    os.umask(os.umask(_OWNER) & ~_OWNER)
    no_output = sys.stdout is None
    _open_closed()
    _decode()
    if codecs.lookup(sys.getfilesystemencoding()).name == "ascii":
        _start_as_utf8()
    if no_output:
        raise NianbaoError(message("no_output"))


def _open_closed() -> None:
    """Open the standard streams that are closed, so that no file of ours gets their numbers."""
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest number that is free, which is this one
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115


def _decode() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # An ASCII locale (LANG=C, cron) says nothing about the terminal, and no Chinese would come out of it.
            ascii_only = codecs.lookup(stream.encoding or "ascii").name == "ascii"
            stream.reconfigure(encoding="utf-8" if ascii_only else None, errors="replace")


def _start_as_utf8() -> None:
    """Start the program over with names of files in UTF-8: it is too late to change that in a running Python.

    :raises NianbaoError: that was tried already, or cannot be done.
    """
    if sys.orig_argv[1:3] != _AS_UTF8:
        with suppress(OSError):
            os.execv(sys.executable, [sys.executable, *_AS_UTF8, *sys.orig_argv[1:]])
    raise NianbaoError(message("ascii_names"))


@contextmanager
def output_told() -> Iterator[None]:
    """Within, what the system refuses to the output (or to a file, where nobody has told it) is an error for people.

    :raises ReaderGone: a pipe that nobody reads. :raises NianbaoError: the disk is full, a folder cannot be used.
    """
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError as error:
        raise ReaderGone from error
    except OSError as error:
        if error.filename is not None:
            raise NianbaoError(message("system", path=error.filename, why=reason(error))) from error
        raise NianbaoError(message("output_lost", why=reason(error))) from error


def give_up_what_is_refused() -> None:
    """Send what is left of the output nowhere, where nobody takes it: Python would try again when it ends."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            with suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
