"""The list of rules in its three forms, and the committed page."""

from __future__ import annotations

import json
from pathlib import Path

from assistant.checks import rules
from assistant.checks import run as catalogue

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rules.md"


def test_the_committed_page_is_the_generated_one() -> None:
    assert PAGE.read_text(encoding="utf-8") == catalogue.markdown(), "run: python -m assistant.checks.run"


def test_every_form_tells_every_rule() -> None:
    listed = json.loads(catalogue.json())["rules"]
    assert [item["slug"] for item in listed] == [rule.slug for rule in rules()]
    assert set(listed[0]) == {"slug", "family", "severity", "basis", "meaning", "mend"}
    for rule in rules():
        for form in (catalogue.text(), catalogue.markdown()):
            assert rule.slug in form
            assert rule.meaning in form
            assert rule.basis in form


def test_a_page_can_be_written(tmp_path: Path) -> None:
    catalogue.write(tmp_path / "rules.md")
    assert (tmp_path / "rules.md").read_text(encoding="utf-8").startswith("# ")
