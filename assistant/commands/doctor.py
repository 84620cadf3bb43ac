"""``nianbao doctor``: what of this machine the program needs, whether it is there, and what to do where it is not."""

from __future__ import annotations

import codecs
import locale
import os
import platform
import re
import select
import shutil
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import click

from assistant import __version__, libreoffice, resources
from assistant.commands.messages import Command, help_text, print_text
from assistant.errors import NianbaoError, reason
from assistant.files import LOCK_TAKEN, is_folder, json_text, lock_file, unlock_file
from assistant.program import libraries
from assistant.texts import DOCTOR

State = Literal["ok", "note", "problem", "skipped"]
LEAST_COLUMNS, LEAST_ROWS = 80, 24
LEAST_FREE = 50_000_000
"""Bytes: a draft with its history and some exports."""
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_ASK = "\x1b[6n"
_ANSWER = re.compile(rb"\x1b\[(\d+);(\d+)R")
_PATIENCE = 1.0
"""Seconds that a terminal may take to answer; those that know the question answer at once."""
_MOST_BYTES = 4096


@dataclass(frozen=True)
class Result:
    """One line: ``check`` is the key of its name, ``hint`` what to do, "" where nothing is."""

    check: str
    state: State
    text: str
    hint: str = ""


def _found(check: str, state: State, entry: str, /, **slots: object) -> Result:
    """The result whose text is ``entry`` and whose hint stands beside it in the catalogue."""
    text, hint = DOCTOR.refusal(f"{check}.{entry}", **slots)
    return Result(check, state, text, hint)


def examine() -> Iterator[Result]:
    """Every check once. One that fails itself is a result, too."""
    for check in _CHECKS:
        try:
            yield from check()
        except Exception as error:  # noqa: BLE001 - whatever is broken here, the other lines are wanted all the more
            name = check.__name__.strip("_")
            yield Result(name, "problem", *DOCTOR.refusal("say.broken", kind=type(error).__name__))


@click.command(cls=Command, help=help_text("doctor"))
@click.option("--json", "as_json", is_flag=True, help=help_text("json"))
def doctor(as_json: bool) -> int:
    results = list(examine())
    wrong = sum(result.state == "problem" for result in results)
    if as_json:
        click.echo(json_text({"ok": not wrong, "checks": [asdict(result) for result in results]}, indent=2))
        return int(bool(wrong))
    names, marks = DOCTOR.entry("name"), DOCTOR.entry("mark")
    for result in results:
        print_text(DOCTOR.say("say.line", mark=marks[result.state], name=names[result.check], text=result.text))
        if result.hint:
            print_text(DOCTOR.say("say.hint", hint=result.hint))
    print_text(DOCTOR.say("say.wrong", count=wrong) if wrong else DOCTOR.say("say.well"))
    return int(bool(wrong))


# -- the program -----------------------------------------------------------------------------------
def _versions() -> Iterator[Result]:
    yield _found("versions", "ok", "program", version=__version__, libraries="、".join(libraries()))
    slots = {"version": platform.python_version(), "system": platform.system(), "release": platform.release()}
    yield _found("versions", "ok" if sys.version_info >= (3, 11) else "problem", "python", **slots)


def _data() -> Iterator[Result]:
    """The scripts and templates that are in use, shipped or of others."""
    from assistant.composing import paragraph_keys
    from assistant.interview import load_script

    try:
        questions = len(load_script().questions)
        paragraph_keys()
    except NianbaoError as error:
        yield Result("data", "problem", error.message, error.hint)
        return
    own = [str(place) for name in ("prompts", "templates") if (place := resources.own(name)) is not None]
    entry = "own" if own else "shipped"
    yield _found("data", "ok", entry, questions=questions, folders="、".join(own))


def _confined() -> Iterator[Result]:
    """Whether the processes that others' templates and files are read in can be started."""
    from assistant.confined import Confined, Lost

    process = Confined()
    try:
        process.call(max, 1, 2)
    except Lost as error:
        yield _found("confined", "problem", "lost", why=error.why)
    else:
        yield _found("confined", "ok", "works")
    finally:
        process.close()


# -- the terminal ----------------------------------------------------------------------------------
def _terminal() -> Iterator[Result]:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        yield _found("terminal", "skipped", "none")
        return
    if os.environ.get("TERM") == "dumb":
        yield _found("terminal", "problem", "dumb")
    elif sys.platform == "win32" and not os.environ.get("WT_SESSION"):
        yield _found("terminal", "note", "conhost")
    else:
        kind = os.environ.get("TERM_PROGRAM") or ("Windows Terminal" if os.environ.get("WT_SESSION") else "")
        yield _found("terminal", "ok", "kind", kind=kind or os.environ.get("TERM", "?"))
    columns, rows = shutil.get_terminal_size()
    small = columns < LEAST_COLUMNS or rows < LEAST_ROWS
    least = {"least_columns": LEAST_COLUMNS, "least_rows": LEAST_ROWS}
    entry = "small" if small else "large"
    yield _found("size", "problem" if small else "ok", entry, columns=columns, rows=rows, **least)


def _encoding() -> Iterator[Result]:
    files, printed = sys.getfilesystemencoding(), sys.stdout.encoding or "ascii"
    if codecs.lookup(files).name == "ascii":
        yield _found("encoding", "problem", "files", encoding=files)
    utf8 = codecs.lookup(printed).name == "utf-8"
    if utf8:
        yield _found("encoding", "ok", "utf8", locale=locale.setlocale(locale.LC_CTYPE))
    else:
        yield _found("encoding", "problem" if sys.stdout.isatty() else "note", "other", encoding=printed)


def _width() -> Iterator[Result]:
    """How many cells the terminal gives to a Chinese character, and to one whose width is a matter of settings."""
    samples = DOCTOR.entry("sample")
    widths = _measured([samples["wide"], samples["ambiguous"]])
    if widths is None:
        yield _found("width", "skipped", "unknown")
        return
    wide, ambiguous = widths
    if wide != 2:
        yield _found("width", "problem", "narrow", cells=wide)
    elif ambiguous != 1:
        yield _found("width", "problem", "ambiguous", cells=ambiguous)
    else:
        yield _found("width", "ok", "right")


def _measured(texts: Sequence[str]) -> list[int] | None:
    """How many cells the terminal gives to each text: it is asked where its cursor stands.

    None where there is no terminal, or one that does not answer. What is drawn for it is wiped out again.
    """
    if sys.platform == "win32" or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return None
    import termios
    import tty

    keyboard = sys.stdin.fileno()
    before = termios.tcgetattr(keyboard)
    try:
        tty.setcbreak(keyboard)
        widths = []
        for text in texts:
            # What is drawn in cells of its own line tells the width by the column behind it.
            sys.stdout.write(f"\r{text}{_ASK}")
            sys.stdout.flush()
            column = _column(keyboard)
            if column is None:
                return None
            widths.append(column - 1)
        return widths
    finally:
        sys.stdout.write("\r\x1b[K")
        sys.stdout.flush()
        termios.tcsetattr(keyboard, termios.TCSADRAIN, before)


def _column(keyboard: int) -> int | None:
    answer = b""
    while len(answer) < _MOST_BYTES:
        ready, _, _ = select.select([keyboard], [], [], _PATIENCE)
        if not ready or not (data := os.read(keyboard, 64)):
            return None
        answer += data
        if found := _ANSWER.search(answer):
            return int(found[2])
    return None


def _fonts() -> Iterator[Result]:
    lister = shutil.which("fc-list")
    if sys.platform in ("win32", "darwin") or lister is None or os.environ.get("SSH_CONNECTION"):
        yield _found("fonts", "skipped", "unknown")
        return
    import subprocess

    listed = subprocess.run(
        [lister, ":lang=zh", "family"], capture_output=True, check=False, timeout=20, encoding="utf-8", errors="replace"
    )
    families = sorted({line.split(",")[0] for line in listed.stdout.splitlines() if line.strip()})
    if families:
        yield _found("fonts", "ok", "some", count=len(families), first=families[0])
    else:
        yield _found("fonts", "note", "none")


# -- the disk --------------------------------------------------------------------------------------
def _home() -> Iterator[Result]:
    try:
        home = resources.default_home()
    except NianbaoError as error:
        yield Result("home", "problem", error.message, error.hint)
        return
    there = is_folder(home)
    if home.exists() and not there:
        yield _found("home", "problem", "file", path=home)
        return
    place = home if there else next((folder for folder in home.parents if is_folder(folder)), Path(home.anchor))
    try:
        _try_to_write(place)
    except OSError as error:
        yield _found("home", "problem", "refused", path=place, why=reason(error))
        return
    mode = stat.S_IMODE(home.stat().st_mode) if there and os.name == "posix" else 0
    if mode & _OTHERS:
        yield _found("home", "note", "open", path=home, mode=f"{mode:o}")
    else:
        yield _found("home", "ok", "there" if there else "later", path=home)
    yield from _space_and_locks(place)


def _try_to_write(folder: Path) -> None:
    """:raises OSError: nothing can be written there."""
    import tempfile

    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(b"1")
        file.flush()
        os.fsync(file.fileno())


def _space_and_locks(folder: Path) -> Iterator[Result]:
    import tempfile

    free = shutil.disk_usage(folder).free
    state: State = "ok" if free >= LEAST_FREE else "problem"
    yield _found("space", state, "enough" if state == "ok" else "little", free=f"{free / 1e6:.0f}")
    with tempfile.TemporaryFile(dir=folder) as file:
        try:
            lock_file(file.fileno())
            unlock_file(file.fileno())
        except OSError as error:
            entry = "taken" if error.errno in LOCK_TAKEN else "none"
            yield _found("locks", "note", entry, why=reason(error))
            return
    yield _found("locks", "ok", "work")


# -- other programs --------------------------------------------------------------------------------
def _office() -> Iterator[Result]:
    program = libreoffice.find_program()
    if program is None:
        yield _found("office", "note", "none")
    else:
        yield _found("office", "ok", "there", path=program)


def _browser() -> Iterator[Result]:
    there = find_spec("textual_serve") is not None and find_spec("aiohttp") is not None
    yield _found("browser", "ok", "there") if there else _found("browser", "skipped", "none")


_CHECKS: tuple[Callable[[], Iterator[Result]], ...] = (
    _versions, _data, _confined, _terminal, _encoding, _width, _fonts, _home, _office, _browser,
)  # fmt: skip
