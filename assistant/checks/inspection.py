"""A report held against the rules, and what came of it as ``nianbao check`` reports it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.checks import Finding, precedes
from assistant.checks.examination import Examination
from assistant.checks.model import Likeness, OddAnswer
from assistant.checks.run import findings, with_neighbours
from assistant.document import Document, FigureTable, number_in
from assistant.files import exists
from assistant.reading.files import read_file
from assistant.reading.messages import message
from assistant.standard import nest

if TYPE_CHECKING:
    from assistant.checks.neighbours import Prose


class LastYearReports:
    """Reports by their agency.

    An agency is known by its whole name, else by the only name that is longer or shorter in front:
    清河镇人民政府 is 临江县清河镇人民政府 as long as the county has no second one.
    """

    def __init__(self, documents: Iterable[Document]) -> None:
        self._by_agency: dict[str, list[Document]] = defaultdict(list)
        for document in documents:
            if name := _name(document):
                self._by_agency[name].append(document)

    def before(self, document: Document) -> Document | None:
        """The report of the same agency on the year before, None when there is none or more than one."""
        name = _name(document)
        if not name:
            return None
        alike = self._by_agency.get(name) or self._longer_or_shorter(name)
        found = [last for last in alike if last is not document and precedes(last, document)]
        return found[0] if len(found) == 1 else None

    def _longer_or_shorter(self, name: str) -> list[Document]:
        names = [known for known in self._by_agency if known.endswith(name) or name.endswith(known)]
        return self._by_agency[names[0]] if len(names) == 1 else []


def _name(document: Document) -> str:
    return "".join(document.agency.split())


_DRAFT = ".toml"


@dataclass(frozen=True)
class Inspection:
    """One inspected report: the name it was given by, its Document and what the rules say."""

    file: str
    document: Document
    findings: Sequence[Finding]
    not_compared: str = ""
    """Why the report was held against none of last year, where one on another year or many were given."""
    answered: int = 0
    """Findings left out because the draft holds a reason for them as they stand."""
    examination: Examination | None = field(default=None, compare=False, repr=False)
    """What the rules have looked at, where its text is at hand."""
    origins: Mapping[str, str] = field(default_factory=dict)
    """Where each answer of a draft comes from, by its path; empty for a report file."""

    @property
    def has_errors(self) -> bool:
        return any(finding.severity == "error" for finding in self.findings)

    def prose(self) -> Prose | None:
        """Its text as it is held against other reports; None where the text is not at hand."""
        from assistant.checks.neighbours import prose  # who checks one report does without

        return prose(self.examination) if self.examination is not None else None

    def without_text(self) -> Inspection:
        """The same with nothing of its report but the tables: small enough to be kept while others are read."""
        sections = tuple(
            replace(section, blocks=tuple(block for block in section.blocks if isinstance(block, FigureTable)))
            for section in self.document.sections
        )
        return replace(self, document=replace(self.document, preface=(), sections=sections), examination=None)

    def beside(self, neighbours: Sequence[Likeness]) -> Inspection:
        """The same with what is to be said of other agencies' reports that are too alike."""
        return replace(self, findings=with_neighbours(self.findings, neighbours, self.document.standard))


def inspected(
    file: str,
    document: Document,
    last: Document | LastYearReports | None,
    file_name: str = "",
    facts: Mapping[str, Any] | None = None,
    odd: Sequence[OddAnswer] = (),
) -> Inspection:
    """``document``, called ``file``, held against the rules.

    :param last: last year's report, or those of many agencies.
    :param file_name: that of a report file, else "".
    :param facts: the answers of a draft. :param odd: what is odd about them.
    """
    note = ""
    if isinstance(last, LastYearReports):
        last = last.before(document)
        note = "" if last else message("unread", "none_of_last_year", agency=document.agency or document.title or file)
    elif last is not None and last.year is not None and document.year is not None and not precedes(last, document):
        note = message("unread", "other_year", found=last.year, due=document.year - 1)
    examination = Examination(document, last, file_name, facts=facts, odd=odd)
    return Inspection(file, document, findings(examination), note, examination=examination)


def is_report_file(file: str) -> bool:
    """Whether ``file`` is to be read as a report: a draft file and the name of a stored draft are not."""
    path = Path(file)
    return path.suffix != _DRAFT and exists(path)


def inspect_file(file: str, last: Document | LastYearReports | None = None) -> Inspection:
    """Check a report file.

    :param last: last year's report, or those of many agencies, for the rules that compare with it.
    :raises UnreadableFile: it cannot be read.
    """
    document = read_file(Path(file))
    return inspected(file, document, last, Path(file).name)


def finding_data(finding: Finding) -> dict[str, Any]:
    """A finding as every format for data has it."""
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "section": finding.section,
        "where": list(finding.where),
        "message": finding.message,
        "basis": finding.basis,
    }


def to_json(report: Inspection) -> dict[str, Any]:
    """The inspection as ``check --format json`` prints it; a cell printed blank is null."""
    document = report.document
    return {
        "file": report.file,
        "kind": document.kind,
        "agency": document.agency,
        "year": document.year,
        "tables": {
            table.schema_key: nest({path: _number(text) for path, text in table.cells.items()})
            for table in document.tables()
        },
        "unread": [*document.unread, *filter(None, [report.not_compared])],
        "findings": [finding_data(finding) for finding in report.findings],
        **({"origins": dict(report.origins)} if report.origins else {}),
    }


def _number(text: str) -> int | float | str | None:
    """A printed cell as a JSON number; null when blank, the text itself when it is no number."""
    value: Decimal | None = number_in(text)
    if value is None:
        return text.strip() or None
    return int(value) if value == value.to_integral_value() else float(value)
