"""The list of rules as a page, as lines for the terminal, and as JSON; all from the one register."""

from __future__ import annotations

import json as _json
from itertools import groupby
from pathlib import Path

from assistant.checks.model import Rule
from assistant.checks.registry import page
from assistant.checks.run import rules


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
    names = ("slug", "family", "severity", "basis", "meaning", "mend")
    every = [{name: getattr(rule, name) for name in names} for rule in rules()]
    return _json.dumps({"rules": every}, ensure_ascii=False, indent=2)


def write(path: Path) -> None:
    """Write the page to ``path``: ``python -m assistant.checks.catalogue`` keeps docs/rules.md true."""
    path.write_text(markdown(), encoding="utf-8")


def _severity(rule: Rule) -> str:
    return page()[rule.severity]


if __name__ == "__main__":
    write(Path("docs") / "rules.md")
