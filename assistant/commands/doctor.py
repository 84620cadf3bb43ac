"""``nianbao doctor``: what of this machine the program needs, whether it is there, and what to do where it is not."""

from __future__ import annotations

import codecs
import locale
import os
import platform
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import click

from assistant import __version__, resources
from assistant.commands.messages import Command, help_text, print_text
from assistant.errors import NianbaoError, reason
from assistant.files import LOCK_TAKEN, is_folder, json_text, lock_file, unlock_file
from assistant.texts import DOCTOR

State = Literal["ok", "note", "problem", "skipped"]
LEAST_COLUMNS, LEAST_ROWS = 80, 24
LEAST_FREE = 50_000_000
"""Bytes: a draft with its history and some exports."""
_LIBRARIES = ("textual", "pydantic", "jinja2", "python-docx", "lxml", "pdfplumber", "openpyxl", "textual-serve")
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True)
class Finding:
    """One line: ``check`` is the key of its name, ``hint`` what to do, "" where nothing is."""

    check: str
    state: State
    text: str
    hint: str = ""


def _found(check: str, state: State, entry: str, /, **slots: object) -> Finding:
    """The finding whose text is ``entry`` and whose hint stands beside it in the catalogue."""
    text, hint = DOCTOR.refusal(f"{check}.{entry}", **slots)
    return Finding(check, state, text, hint)


def examine() -> Iterator[Finding]:
    """Every check once. One that fails itself is a finding, too."""
    for check in _CHECKS:
        try:
            yield from check()
        except Exception as error:  # noqa: BLE001 - whatever is broken here, the other lines are wanted all the more
            name = check.__name__.strip("_")
            yield Finding(name, "problem", *DOCTOR.refusal("say.broken", kind=type(error).__name__))


@click.command(cls=Command, help=help_text("doctor"))
@click.option("--json", "as_json", is_flag=True, help=help_text("json"))
def doctor(as_json: bool) -> int:
    found = list(examine())
    wrong = sum(finding.state == "problem" for finding in found)
    if as_json:
        click.echo(json_text({"ok": not wrong, "checks": [asdict(finding) for finding in found]}, indent=2))
        return int(bool(wrong))
    names, marks = DOCTOR.entry("name"), DOCTOR.entry("mark")
    for finding in found:
        print_text(DOCTOR.say("say.line", mark=marks[finding.state], name=names[finding.check], text=finding.text))
        if finding.hint:
            print_text(DOCTOR.say("say.hint", hint=finding.hint))
    print_text(DOCTOR.say("say.wrong", count=wrong) if wrong else DOCTOR.say("say.well"))
    return int(bool(wrong))


# -- the program -----------------------------------------------------------------------------------
def _versions() -> Iterator[Finding]:
    libraries = []
    for name in _LIBRARIES:
        with suppress(PackageNotFoundError):
            libraries.append(f"{name} {version(name)}")
    yield _found("versions", "ok", "program", version=__version__, libraries="、".join(libraries))
    slots = {"version": platform.python_version(), "system": platform.system(), "release": platform.release()}
    yield _found("versions", "ok" if sys.version_info >= (3, 11) else "problem", "python", **slots)


def _data() -> Iterator[Finding]:
    """The scripts and templates that are in use, shipped or of others."""
    from assistant.composing import paragraph_keys
    from assistant.interview import load_script

    try:
        questions = len(load_script().questions)
        paragraph_keys()
    except NianbaoError as error:
        yield Finding("data", "problem", error.message, error.hint)
        return
    own = [str(place) for name in ("prompts", "templates") if (place := resources.own(name)) is not None]
    entry = "own" if own else "shipped"
    yield _found("data", "ok", entry, questions=questions, folders="、".join(own))


def _confined() -> Iterator[Finding]:
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
def _terminal() -> Iterator[Finding]:
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


def _encoding() -> Iterator[Finding]:
    files, printed = sys.getfilesystemencoding(), sys.stdout.encoding or "ascii"
    if codecs.lookup(files).name == "ascii":
        yield _found("encoding", "problem", "files", encoding=files)
    utf8 = codecs.lookup(printed).name == "utf-8"
    if utf8:
        yield _found("encoding", "ok", "utf8", locale=locale.setlocale(locale.LC_CTYPE))
    else:
        yield _found("encoding", "problem" if sys.stdout.isatty() else "note", "other", encoding=printed)


def _width() -> Iterator[Finding]:
    """How many cells the terminal gives to a Chinese character, and to one whose width is a matter of settings."""
    from assistant.commands.cells import measured

    samples = DOCTOR.entry("sample")
    widths = measured([samples["wide"], samples["ambiguous"]])
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


def _fonts() -> Iterator[Finding]:
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
def _home() -> Iterator[Finding]:
    try:
        home = resources.default_home()
    except NianbaoError as error:
        yield Finding("home", "problem", error.message, error.hint)
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


def _space_and_locks(folder: Path) -> Iterator[Finding]:
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
def _office() -> Iterator[Finding]:
    program = next((found for name in ("soffice", "libreoffice") if (found := shutil.which(name))), None)
    if program is None:
        yield _found("office", "note", "none")
    else:
        yield _found("office", "ok", "there", path=program)


def _browser() -> Iterator[Finding]:
    there = find_spec("textual_serve") is not None and find_spec("aiohttp") is not None
    yield _found("browser", "ok", "there") if there else _found("browser", "skipped", "none")


_CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    _versions, _data, _confined, _terminal, _encoding, _width, _fonts, _home, _office, _browser,
)  # fmt: skip
