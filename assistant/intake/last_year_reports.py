"""Last year's reports of many agencies, as a superior office keeps them in a folder: each report finds its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from assistant.checks import precedes
from assistant.document import Document


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
