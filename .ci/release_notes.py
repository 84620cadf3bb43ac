"""Print the notes of a release: its section of the changelog.

``python .ci/release_notes.py VERSION [CHANGELOG]``. Exit code 1, with a sentence on stderr, when the version has no
section with a date or is not the one of the program.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADING = re.compile(r"^## \[(?P<version>[^\]]+)\](?: - (?P<date>\d{4}-\d{2}-\d{2}))?\s*$", re.MULTILINE)


def main(version: str, changelog: Path) -> str:
    """The text under the heading of ``version``. :raises SystemExit: there is none, or it is not dated."""
    text = changelog.read_text(encoding="utf-8")
    headings = list(HEADING.finditer(text))
    for heading, following in zip(headings, [*headings[1:], None], strict=True):
        if heading["version"] == version:
            if heading["date"] is None:
                sys.exit(f"{changelog.name}: {version} has no date")
            return text[heading.end() : following.start() if following else len(text)].strip()
    sys.exit(f"{changelog.name} has no section for {version}")


def program_version() -> str:
    """The version that is built."""
    code = (ROOT / "assistant" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"', code, re.MULTILINE)
    assert found, "assistant/__init__.py tells the version"
    return found[1]


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    given = Path(sys.argv[2]) if len(sys.argv) == 3 else ROOT / "CHANGELOG.md"
    if len(sys.argv) == 2 and sys.argv[1] != program_version():
        sys.exit(f"the tag says {sys.argv[1]}, the program says {program_version()}")
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    print(main(sys.argv[1], given))
