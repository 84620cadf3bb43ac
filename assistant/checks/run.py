"""All rules over one report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import assistant.checks.rules  # noqa: F401 - registers the rules
from assistant import resources
from assistant.checks.examination import Examination
from assistant.checks.model import SEVERITIES, Finding, Likeness, OddAnswer, Rule
from assistant.checks.registry import apply, finding_of, known, page
from assistant.checks.rules.neighbours import NEIGHBOUR_TEXT, alike
from assistant.document import Document, FigureTable
from assistant.standard import Standard, has_other_format

_OF_ANY_FORMAT = ("other-format", "placeholder", "personal-data")
"""The rules that hold for reports of schools, too, whose parts, tables and period are others."""


def check(
    document: Document,
    last: Document | None = None,
    file_name: str = "",
    facts: Mapping[str, Any] | None = None,
    odd: Sequence[OddAnswer] = (),
) -> list[Finding]:
    """What a strict superior would find in ``document``: errors first, then by place.

    :param last: last year's report; one of another year than the year before is left aside.
    :param file_name: the name of the file that the report was read from, "" for none.
    :param facts: the answers of a draft, for the rules of offices.
    :param odd: what is odd about the answers of a draft.
    """
    return findings(Examination(document, last, file_name, facts=facts, odd=odd))


def findings(examination: Examination) -> list[Finding]:
    """What a strict superior would find in the report under examination: errors first, then by place."""
    slugs = _OF_ANY_FORMAT if has_other_format(examination.document.agency) else known()
    found = [finding for slug in slugs for finding in apply(slug, examination)]
    if resources.packs():
        from assistant.checks.local import local_findings  # who uses no pack does without

        found += local_findings(examination)
    places = _places(examination.document)
    sections = _sections(examination.standard)
    return sorted(dict.fromkeys(found), key=lambda finding: (*_rank(finding, sections), _place(finding, places)))


def with_neighbours(found: Sequence[Finding], neighbours: Sequence[Likeness], known: Standard) -> list[Finding]:
    """The findings of a report, and in their place those on the reports of other agencies that are too alike."""
    sections = _sections(known)
    return sorted(
        [*found, *(finding_of(NEIGHBOUR_TEXT, hit) for hit in alike(neighbours))],
        key=lambda finding: _rank(finding, sections),
    )


def _sections(known: Standard) -> list[str]:
    """The parts of a report in printed order."""
    return ["title", "preface", *(section.key for section in known.sections), "signature"]


def rules() -> tuple[Rule, ...]:
    """All rules in the order of the list, those of offices last."""
    if not resources.packs():
        return tuple(known().values())
    from assistant.checks.local import rules_in_use

    return (*known().values(), *(rule.listed for rule in rules_in_use()))


def _places(document: Document) -> dict[str, int]:
    """The order in which addresses and paragraph keys stand in the report."""
    order: list[str] = ["title", "preface"]
    order += [paragraph.key for paragraph in document.preface]
    for section in document.sections:
        order.append(section.key)
        for block in section.blocks:
            if isinstance(block, FigureTable):
                order += [f"{block.schema_key}.{path}" for path in block.schema.cells]
            else:
                order.append(block.key)
    order.append("signature")
    return {name: place for place, name in reversed(list(enumerate(order)))}


def _rank(finding: Finding, sections: list[str]) -> tuple[int, int]:
    section = sections.index(finding.section) if finding.section in sections else len(sections)
    return SEVERITIES.index(finding.severity), section


def _place(finding: Finding, places: dict[str, int]) -> int:
    return places.get(finding.where[0] if finding.where else finding.section, -1)


def markdown() -> str:
    """The page ``docs/rules.md``."""
    words = page()
    lines = [words["title"], "", words["intro"].format(count=len(rules())), ""]
    for family, members in groupby(rules(), key=lambda rule: rule.family):
        lines += [f"## {family}", ""]
        for rule in members:
            lines += [words["rule"].format(slug=rule.slug, severity=_severity(rule)), "", rule.meaning, ""]
            lines += [words["mend"].format(mend=rule.mend), words["basis"].format(basis=rule.basis), ""]
    return "\n".join(lines)


def text() -> str:
    """The list as ``nianbao rules`` prints it."""
    words = page()
    lines: list[str] = []
    for family, members in groupby(rules(), key=lambda rule: rule.family):
        lines += ["", words["family"].format(family=family)]
        for rule in members:
            lines.append(words["line"].format(slug=rule.slug, severity=_severity(rule)))
            lines += [f"    {part}" for part in (rule.meaning, words["line_basis"].format(basis=rule.basis))]
    return "\n".join(lines[1:])


def json() -> str:
    """The list as ``nianbao rules --format json`` prints it: ``{"rules": [{"slug", "severity", …}]}``."""
    from json import dumps

    names = ("slug", "family", "severity", "basis", "meaning", "mend")
    every = [{name: getattr(rule, name) for name in names} for rule in rules()]
    return dumps({"rules": every}, ensure_ascii=False, indent=2)


def write(path: Path) -> None:
    """Write the page to ``path``: ``python -m assistant.checks.run`` keeps docs/rules.md true."""
    path.write_text(markdown(), encoding="utf-8")


def _severity(rule: Rule) -> str:
    return page()[rule.severity]


if __name__ == "__main__":
    write(Path("docs") / "rules.md")
