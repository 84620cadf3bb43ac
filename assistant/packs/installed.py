"""The packs in the data folder: looked through before they are taken in, replaced whole, used from the next start on.

``packs/<name>/current`` names the folder beside it that holds the files. A pack is replaced by writing the new folder
and then, in one step, that file: whatever happens, one of the two packs stands.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from assistant import __version__, resources
from assistant.checks.examination import Examination
from assistant.checks.local import HEAD_FILE, RULES_FILE, LocalRule, check_rules, read_rules
from assistant.errors import NianbaoError
from assistant.files import read_regular, write_private
from assistant.packs.archive import MAX_UNPACKED_BYTES, PackError, unpacked
from assistant.report import YEARS, Report, is_local, with_answer
from assistant.texts import PACKS

if TYPE_CHECKING:
    from assistant.interview import Script

SCHEMA = 2
"""The shape of a pack that this program reads, 1 as well: packs of 2 may ask questions of their own. When a later one
differs, a pack of these is to be brought to it."""
_CURRENT = "current"
_NOTE = "looked-through"
_KEPT = ("prompts", "templates")
ROSTER, LETTERS = "roster.toml", "letters.toml"
_FOR_COUNTY = (ROSTER, LETTERS)
_NAME = re.compile(r"[^\W_](?:[\w-]{0,38}[^\W_])?")
_EXAMPLE = PACKS.say("example")
_SOMETHING: Mapping[str, Any] = {
    "integer": 3, "money": Decimal("12.50"), "text": _EXAMPLE, "choice": _EXAMPLE, "yesno": True,
    "choices": [_EXAMPLE], "list": [_EXAMPLE, _EXAMPLE],
}  # fmt: skip
"""An answer to each kind of question that a pack may ask for itself."""
_DEVICE = re.compile(r"con|prn|aux|nul|com\d|lpt\d", re.IGNORECASE)
_LAST_YEAR = YEARS[-1]
_Year = Annotated[int, Field(ge=YEARS[0], le=_LAST_YEAR, strict=True)]


class _Years(BaseModel):
    """The report years that a pack is written for."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    first: _Year = Field(default=YEARS[0], alias="from")
    last: _Year = Field(default=_LAST_YEAR, alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> _Years:
        if self.first > self.last:
            raise ValueError("from > to")
        return self


class _Head(BaseModel):
    """``pack.toml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_: int = Field(alias="schema")
    name: str = Field(max_length=40)
    version: str = Field(pattern=r"^[0-9A-Za-z][0-9A-Za-z.-]{0,19}$")
    author: str = Field(min_length=1, max_length=60)
    about: str = Field(default="", max_length=300)
    years: _Years = _Years()


@dataclass(frozen=True)
class Pack:
    """A pack as it lies on the disk: who made it for which years, its folder, and the names of what it brings."""

    name: str
    version: str
    author: str
    about: str
    years: tuple[int, int]
    folder: Path
    contents: tuple[str, ...]

    def script(self) -> Script | None:
        """The questions as it asks them, None where it leaves them as they are. :raises DataFileError: one is wrong."""
        from assistant.interview import load_script

        return load_script(self.folder / "prompts") if "prompts" in self.contents else None

    def rules(self) -> tuple[LocalRule, ...]:
        """Its rules. :raises DataFileError: one does not fit."""
        from assistant.interview.expressions import is_answer

        own = _own(self.script())
        return read_rules(self.folder, self.name, lambda path: is_answer(path, own))


def install(path: Path) -> Pack:
    """Take a pack into the data folder, in the place of one of its name; it is in use from the next start on.

    :raises NianbaoError: the file is no pack, something in it does not fit, or the disk refuses. Then all is as before.
    """
    files = unpacked(path)
    head = _head(files[HEAD_FILE])
    home = _home() / head.name
    folder = home / f"{head.version}-{secrets.token_hex(4)}"
    try:
        for name, data in files.items():
            write_private(folder / name, _text(name, data), new=True)
        pack = _pack(folder)
        _try(pack)
        _note(pack)
        _make_current(home, folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):
            home.rmdir()  # only when no other one of the name lies there
        raise
    return pack


def _make_current(home: Path, folder: Path) -> None:
    write_private(home / _CURRENT, folder.name)
    for old in home.iterdir():
        if old.is_dir() and old != folder:
            shutil.rmtree(old, ignore_errors=True)


def remove(name: str) -> None:
    """Take a pack out of the data folder; drafts keep their answers and their text.

    :raises PackError: none of the name is there.
    """
    home = _home() / name
    if not _NAME.fullmatch(name) or not (home / _CURRENT).is_file():
        names = PACKS.say("separator").join(one.name for one, _ in _all()) or PACKS.say("none")
        raise PackError.of("remove.none", name=name, names=names)
    # Without this file it is no pack any more, whatever becomes of the rest.
    (home / _CURRENT).unlink()
    shutil.rmtree(home, ignore_errors=True)


def installed() -> list[tuple[str, Pack | None, str]]:
    """The packs by name; one that cannot be used is None, with a sentence that tells why."""
    found: list[tuple[str, Pack | None, str]] = []
    for home, folder in _all():
        try:
            pack = _pack(folder)
            if not _looked_through(pack):
                _try_start(pack)
                _note(pack)
            found.append((home.name, pack, ""))
        except NianbaoError as error:
            found.append((home.name, None, error.sentence()))
    return found


def activate() -> list[str]:
    """Use the installed packs in this process and those that it starts; sentences on those that cannot be used."""
    told: list[str] = []
    usable: list[Path] = []
    for name, pack, why in installed():
        if pack is None:
            told.append(PACKS.say("broken", name=name, why=why))
        else:
            usable.append(pack.folder)
    resources.use_packs(usable, told)
    return told


# -- inside ----------------------------------------------------------------------------------------
def _home() -> Path:
    return resources.default_home() / resources.PACKS_FOLDER


def _all() -> list[tuple[Path, Path]]:
    """The place of each pack and the folder of its files, by name."""
    found: list[tuple[Path, Path]] = []
    with suppress(OSError):
        for home in sorted(_home().iterdir()):
            if _NAME.fullmatch(home.name) and (home / _CURRENT).is_file():
                name = read_regular(home / _CURRENT, 100).decode("utf-8", "replace").strip()
                found.append((home, home / (Path(name).name or _CURRENT)))
    return found


def _pack(folder: Path) -> Pack:
    """The pack whose files lie in ``folder``. :raises NianbaoError: its head cannot be read or does not fit."""
    try:
        head = _head(read_regular(folder / HEAD_FILE, MAX_UNPACKED_BYTES))
    except OSError as error:
        raise PackError.of("head.gone", file=HEAD_FILE) from error
    contents = [name for name in (*_KEPT, RULES_FILE, *_FOR_COUNTY) if (folder / name).exists()]
    years = head.years.first, head.years.last
    return Pack(head.name, head.version, head.author, head.about, years, folder, tuple(contents))


def _head(data: bytes) -> _Head:
    """:raises PackError: the head does not fit, or is of a later program."""
    told = _toml(HEAD_FILE, data)
    schema = told.get("schema")
    if type(schema) is int and schema > SCHEMA:
        raise PackError.of("head.newer", schema=schema, known=SCHEMA)
    if type(schema) is not int or schema < 1:
        raise PackError.of("head.schema", known=SCHEMA)
    try:
        head = _Head.model_validate(told)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        entry = ".".join(map(str, first["loc"]))
        raise PackError.of("head.wrong", file=HEAD_FILE, entry=entry, error=first["msg"]) from error
    if not _NAME.fullmatch(head.name) or _DEVICE.fullmatch(head.name):
        raise PackError.of("head.name", name=head.name)
    return head


def _toml(name: str, data: bytes) -> Mapping[str, object]:
    try:
        return tomllib.loads(_text(name, data))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise PackError.of("archive.no_toml", file=name, error=error) from error


def _text(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PackError.of("archive.no_text", file=name) from error


def _try(pack: Pack) -> None:
    """Look through all of a pack, with the answers of the samples. :raises NianbaoError: something does not fit."""
    _try_for_county(pack)
    for name in _KEPT:
        others = [one.name for one in _usable() if name in one.contents and one.name != pack.name]
        if name in pack.contents and others:
            raise PackError.of("both", name=others[0], what=PACKS.say(f"contents.{name}"))
    _try_start(pack)
    with _trying(pack):
        _try_samples(pack)


def _try_for_county(pack: Pack) -> None:
    """Load what the commands of the county use."""
    for name in _FOR_COUNTY:
        if name in pack.contents:
            _toml(name, read_regular(pack.folder / name, MAX_UNPACKED_BYTES))
    if ROSTER in pack.contents:
        from assistant.county.roster import read_roster

        read_roster(pack.folder / ROSTER)
    if LETTERS in pack.contents:
        from assistant.county.letters import Wordings

        Wordings(pack.folder / LETTERS)


def _usable() -> list[Pack]:
    return [pack for _, pack, _ in installed() if pack is not None]


def _try_start(pack: Pack) -> None:
    """Load a pack as the start of the program does."""
    own = _own(pack.script())
    if "templates" in pack.contents:
        from assistant.composing import check_own_facts

        check_own_facts(own, pack.folder / "templates")
    pack.rules()


def _own(script: Script | None) -> frozenset[str]:
    """The keys of the questions that a pack asks for itself."""
    return frozenset(question.key for question in script.questions if is_local(question.key)) if script else frozenset()


def _looked_through(pack: Pack) -> bool:
    """Whether this program has looked through the very files of a pack, so that the start need not do it again."""
    try:
        return read_regular(pack.folder / _NOTE, 200).decode("ascii", "replace") == _state(pack)
    except OSError:
        return False


def _note(pack: Pack) -> None:
    """Remember that a pack was looked through."""
    with suppress(NianbaoError):
        write_private(pack.folder / _NOTE, _state(pack))


def _state(pack: Pack) -> str:
    """What tells that neither the files of a pack nor the program are others than they were."""
    digest = hashlib.sha256(__version__.encode())
    for path in sorted(pack.folder.rglob("*.toml")):
        digest.update(f"{path.relative_to(pack.folder).as_posix()}\0".encode())
        with suppress(OSError):
            digest.update(read_regular(path, MAX_UNPACKED_BYTES))
    return digest.hexdigest()


@contextmanager
def _trying(pack: Pack) -> Iterator[None]:
    """Use a pack in the place of the one of its name, for as long as it is tried."""
    before = resources.packs()
    resources.use_packs([*(place for place in before if place.parent != pack.folder.parent), pack.folder])
    try:
        yield
    finally:
        resources.use_packs(before)


def _try_samples(pack: Pack) -> None:
    """Every sentence that the samples give rendered in every wording, every rule held against them.

    :raises DataFileError: one fails.
    """
    from assistant.composing import try_wordings
    from assistant.drafts import read_draft
    from assistant.drafts.beginning import interview_of
    from assistant.drafts.readiness import facts_of

    templates = pack.folder / "templates" if "templates" in pack.contents else None
    script, rules = pack.script(), pack.rules()
    for sample in sorted(resources.shipped("samples").glob("*.toml")):
        shipped = read_draft(sample)
        for report in _with_own_answers(shipped.report, script):
            draft = shipped.changed(report=report)
            applicable = interview_of(draft, script).applicable
            document = try_wordings(draft.report, applicable, templates)
            check_rules(rules, Examination(document, facts=facts_of(draft.report, applicable)))


def _with_own_answers(report: Report, script: Script | None) -> Iterator[Report]:
    """A report with answers to the questions that a pack asks for itself: there was something of each, then nothing."""
    from assistant.last_year.answers import NOTHING

    own = [question for question in script.questions if is_local(question.key)] if script is not None else []
    for answers in (_SOMETHING, NOTHING) if own else ({},):
        for question in own:
            report = with_answer(report, question.key, answers[question.kind])
        yield report
