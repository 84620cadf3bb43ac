"""Which question to go to in order to mend a finding."""

from __future__ import annotations

from assistant.checks import Finding
from assistant.document import Document
from assistant.interview import Interview
from assistant.standard import standard

_AGENCY = "agency."


def question_for(finding: Finding, document: Document, interview: Interview) -> str | None:
    """The key of the question whose answer the finding is about, None when no question makes that place."""
    keys = [question.key for question in interview.path]
    for where in finding.where:
        found = _of_cell(where, keys) or _of_paragraph(where, document, keys)
        if found is not None:
            return found
    if finding.section in keys:
        return finding.section
    if finding.section == "signature" and "agency.signed_on" in keys:
        return "agency.signed_on"
    wanted = finding.section if document.section(finding.section) else "agency"
    return next((question.key for question in interview.path if question.section == wanted), None)


def _of_cell(where: str, keys: list[str]) -> str | None:
    table = standard().tables.get(where.split(".")[0])
    return table.section if table is not None and table.section in keys else None


def _of_paragraph(where: str, document: Document, keys: list[str]) -> str | None:
    """The first answer a paragraph is made from, one about its own matter before one about the agency."""
    for paragraph in document.paragraphs():
        if paragraph.key == where:
            sources = [source for source in paragraph.sources if source in keys]
            return next((source for source in sources if not source.startswith(_AGENCY)), None) or next(
                iter(sources), None
            )
    return None
