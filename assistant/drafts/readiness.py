"""What stands between a draft and its finished report."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.checks import Finding, check
from assistant.document import Document
from assistant.drafting import compose
from assistant.drafts.model import Draft
from assistant.interview import Interview, Question, Script, load_script


@dataclass(frozen=True)
class Readiness:
    """A draft seen from its end: the report as it stands, what is not answered, what the checks say.

    ``ready`` is False while a question is open or an error stands; then only a 草稿 may leave the house.
    """

    document: Document
    unanswered: tuple[Question, ...]
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity == "error")

    @property
    def ready(self) -> bool:
        return not self.unanswered and not self.errors


def readiness(draft: Draft, script: Script | None = None) -> Readiness:
    """Compose the report of ``draft`` and hold it against every rule.

    :param script: the question scripts; the shipped ones when None.
    :raises DataFileError: a script or a template does not fit.
    """
    interview = Interview(script or load_script(), draft.report)
    document = compose(draft.report, interview.applicable, draft.clerk)
    unanswered = tuple(question for question in interview.path if not interview.is_answered(question))
    return Readiness(document, unanswered, tuple(check(document)))
