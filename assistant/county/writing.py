"""The letters of a round in a folder, and the record of them: both, or neither.

The record says which files are being written before the first of them is there, and that the letters are sent when the
last one is. Where the work is broken off between, the next round is the same one, and takes the files that it finds
for its own as long as nobody has changed them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from assistant.county.letters import Round, Sending, letter_files, overview_name, sent_letter
from assistant.county.record import Record, Unfinished, WrittenFile, write_record
from assistant.errors import NianbaoError, reason
from assistant.export.placing import refuse_taken, staged
from assistant.files import make_private_folder, read_regular
from assistant.texts import LETTERS

_LARGEST = 20_000_000
"""Bytes of a letter that is looked at again."""


@dataclass(frozen=True)
class RoundFiles:
    """The files of a round, made and not yet written.

    :param files: what each file holds. :param written: the same with their digests.
    :param present: which of them are there and are replaced.
    :param begun: those that a round which was broken off has left.
    """

    folder: Path
    files: Mapping[Path, bytes]
    written: Mapping[Path, WrittenFile]
    present: frozenset[Path]
    begun: Mapping[Path, WrittenFile]


def write_round(
    round_: Round, record: Record, record_path: Path, folder: Path, sending: Sending, *, force: bool = False
) -> Record:
    """Write each letter of the round as .docx and .txt, and the overview, into ``folder``; the record with them.

    :raises NianbaoError: a file is there and ``force`` is not given, a wording fails, or the disk refuses; what was
        written is then taken away again.
    """
    made = _made(round_, record, folder, sending, force)
    unfinished, new_folder = _unfinished(round_, record, made), not folder.exists()
    write_record(record.writing(unfinished), record_path)
    done = record.writing(None).with_overview(
        [file for path, file in made.written.items() if path.stem == overview_name()]
    )
    for letter in round_.letters:
        done = done.with_letter(sent_letter(letter, sending))
    try:
        _write(made)
        for path in made.begun.keys() - made.files.keys():
            path.unlink(missing_ok=True)
        write_record(done, record_path)
    except (NianbaoError, OSError) as error:
        _take_back(made, unfinished.file, new_folder)
        if record.unfinished is None and not made.present:
            with suppress(NianbaoError):
                write_record(record, record_path)
        if isinstance(error, NianbaoError):
            raise
        raise NianbaoError(*LETTERS.refusal("say.stuck", folder=folder, why=reason(error))) from None
    return done


def _made(round_: Round, record: Record, folder: Path, sending: Sending, force: bool) -> RoundFiles:
    """:raises NianbaoError: a file is there and may not be replaced, or a wording fails."""
    files = {folder.absolute() / name: data for name, data in letter_files(round_, sending)}
    if folder.exists() and not folder.is_dir():
        raise NianbaoError(*LETTERS.refusal("say.bad_folder", path=folder))
    begun = _unchanged(record.unfinished.file if record.unfinished is not None else ())
    present = frozenset(path for path in files if path.exists())
    taken = sorted(present - begun.keys() - _unchanged(record.overview).keys())
    if taken and not force:
        raise NianbaoError(*LETTERS.refusal("say.taken", folder=folder, name=taken[0].name))
    for path in files if folder.exists() else ():
        refuse_taken(path, force=path in present)
    written = {
        path: WrittenFile(path=str(path), digest=hashlib.sha256(data).hexdigest()) for path, data in files.items()
    }
    return RoundFiles(folder, files, written, present, begun)


def _unchanged(files: Iterable[WrittenFile]) -> dict[Path, WrittenFile]:
    """The files that are there as they were written."""
    return {Path(file.path): file for file in files if _holds(file)}


def _holds(file: WrittenFile) -> bool:
    """Whether the file is there and nobody has changed it."""
    try:
        return hashlib.sha256(read_regular(Path(file.path), _LARGEST)).hexdigest() == file.digest
    except (OSError, ValueError):
        return False


def _unfinished(round_: Round, record: Record, made: RoundFiles) -> Unfinished:
    kept = {(each.unit, each.round) for each in record.letter}
    again = any((letter.entry.unit.name, letter.round) in kept for letter in round_.letters)
    return Unfinished(file=tuple({**made.begun, **made.written}.values()), again=again)


def _write(made: RoundFiles) -> None:
    make_private_folder(made.folder)
    for path, data in made.files.items():
        with staged(path, data, force=path in made.present):
            pass


def _take_back(made: RoundFiles, written: Iterable[WrittenFile], new_folder: bool) -> None:
    """Take away what was written where nothing stood before, as far as it is there."""
    for file in written:
        path = Path(file.path)
        with suppress(OSError):
            if path not in made.present and _holds(file):
                path.unlink(missing_ok=True)
    if new_folder:
        with suppress(OSError):
            made.folder.rmdir()
