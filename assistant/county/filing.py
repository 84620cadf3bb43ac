"""What is kept of one file: read, checked and forgotten but for its tables, findings and what its text is known by.

:func:`read_filing` is the whole work on one file. It needs nothing but its arguments and can be called in any process.
"""

from __future__ import annotations

import base64
import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from assistant.checks import Finding
from assistant.checks.inspection import Inspection, inspected
from assistant.checks.neighbours import Prose
from assistant.county.roster import Roster, same_agency
from assistant.document import is_blank, number_in
from assistant.errors import NianbaoError
from assistant.files import read_regular
from assistant.language.disclosure import charges
from assistant.language.similarity import Sketch
from assistant.reading.bounds import MAX_FILE_BYTES
from assistant.reading.files import read_file
from assistant.standard import Standard, standard
from assistant.texts import COUNTY

if TYPE_CHECKING:
    from assistant.document import Document


class KeptProse(BaseModel):
    """What the text is held against others by, see :class:`~assistant.checks.neighbours.Prose`."""

    model_config = ConfigDict(frozen=True)

    agency: str
    filled: str
    bits: str
    size: int
    packed: str

    @classmethod
    def of(cls, prose: Prose) -> KeptProse:
        sketch = prose.sketch
        packed = base64.b64encode(prose.packed).decode()
        return cls(
            agency=prose.agency, filled=hex(sketch.filled), bits=hex(sketch.bits), size=sketch.size, packed=packed
        )

    def prose(self) -> Prose:
        sketch = Sketch(int(self.filled, 16), int(self.bits, 16), self.size)
        return Prose(self.agency, sketch, base64.b64decode(self.packed))


class Fee(BaseModel):
    """What section six says of 信息处理费: notices, yuan charged and received; None where it says nothing."""

    model_config = ConfigDict(frozen=True)

    notices: Decimal | None = None
    charged: Decimal | None = None
    received: Decimal | None = None


class Filing(BaseModel):
    """A file that was read, or ``problem``: the sentence that tells why it was not.

    :param digest: SHA-256 of its bytes. :param modified: when it was last written, seconds since 1970.
    :param tables: the text in each printed cell by table and path. :param unread: what could not be taken in, by place.
    :param last: the digest of the report on the year
        before that it was held against, "" for none.
    """

    model_config = ConfigDict(frozen=True)

    file: str
    digest: str = ""
    modified: float = 0
    problem: str = ""
    agency: str = ""
    kind: str = ""
    year: int | None = None
    signed: date | None = None
    tables: Mapping[str, Mapping[str, str]] = {}
    findings: tuple[Finding, ...] = ()
    unread: tuple[str, ...] = ()
    fee: Fee = Fee()
    prose: KeptProse | None = None
    last: str = ""

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return Path(self.file).name

    @property
    def age(self) -> tuple[date, float, str]:
        """What the later one of two versions has more of: day of signature, then time of writing, then name."""
        return (self.signed or date.min, self.modified, self.file)

    def number(self, table: str, path: str) -> Decimal | None:
        """The number in a cell, 0 where it is blank or not printed, None where it cannot be read."""
        text = self.tables.get(table, {}).get(path, "")
        return Decimal(0) if is_blank(text) else number_in(text)

    def brief(self) -> Filing:
        """The same with no more than tells whose report it is, of which year and in which file."""
        return self.model_copy(update={"tables": {}, "findings": (), "prose": None})

    @property
    def standard(self) -> Standard:
        """The format of the report."""
        return standard(self.year)


@dataclass(frozen=True)
class LastYear:
    """The reports on the year before, as they are found for a file of this year: by the unit."""

    roster: Roster
    filings: Sequence[Filing]

    @cached_property
    def _by_unit(self) -> Mapping[str, Sequence[Filing]]:
        found: dict[str, list[Filing]] = defaultdict(list)
        for filing in self.filings:
            unit = None if filing.problem else self.roster.unit_of(filing.agency)
            if unit is not None:
                found[unit.name].append(filing)
        return found

    def of(self, agency: str, year: int | None) -> Filing | None:
        """The one report of the same unit on the year before; None when there is none, or that of several agencies
        that were merged.
        """
        unit = self.roster.unit_of(agency)
        found = [] if unit is None else self._by_unit.get(unit.name, [])
        before = [filing for filing in found if year is None or filing.year in (None, year - 1)]
        latest = max(before, key=lambda filing: filing.age, default=None)
        one = latest is not None and all(same_agency(latest.agency, filing.agency) for filing in before)
        return latest if one else None


def read_filing(file: str, last: LastYear | None = None) -> Filing:
    """What is kept of a report file. Raises nothing: what went wrong is told in ``problem``.

    :param last: the reports on the year before, for the rules that compare with them.
    """
    path = Path(file)
    try:
        digest, modified = digest_of(file), path.stat().st_mtime
        document = read_file(path)
        before = None if last is None else last.of(document.agency, document.year)
        last_document = None if before is None else read_file(Path(before.file))
        inspection = inspected(file, document, last_document, path.name)
        found = filing_of(inspection, digest, modified)
    except NianbaoError as error:
        return Filing(file=file, problem=error.sentence())
    except (Exception, RecursionError):  # noqa: BLE001 - whatever a file of others makes fail is told of that file
        return lost_filing(file)
    return found.model_copy(update={"last": before.digest if before is not None else ""})


def lost_filing(file: str) -> Filing:
    """What is said of a file whose reading failed in a way that nobody foresaw."""
    return Filing(file=file, problem=COUNTY.say("file.lost", file=Path(file).name))


def digest_of(file: str) -> str:
    """The SHA-256 of a file, "" where it cannot be read: reading it as a report will tell why."""
    try:
        return hashlib.sha256(read_regular(Path(file), MAX_FILE_BYTES)).hexdigest()
    except (OSError, ValueError):
        return ""


def filing_of(inspection: Inspection, digest: str, modified: float) -> Filing:
    """What is kept of an inspected report."""
    document, prose, examination = inspection.document, inspection.prose(), inspection.examination
    stated = charges(examination.sentences) if examination is not None else None
    return Filing(
        file=inspection.file, digest=digest, modified=modified, agency="".join(document.agency.split()),
        kind=document.kind, year=document.year, signed=document.signature.day,
        tables=_tables(document),
        findings=tuple(inspection.findings), unread=document.unread,
        fee=Fee() if stated is None else Fee(
            notices=stated.notices, charged=stated.charged, received=stated.received
        ),
        prose=None if prose is None else KeptProse.of(prose),
    )  # fmt: skip


def _tables(document: Document) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for table in document.tables():
        found.setdefault(table.schema_key, dict(table.cells))
    return found
