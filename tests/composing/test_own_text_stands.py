"""The house's own text before the house's own rules: a careful clerk's draft has no error and no warning."""

from __future__ import annotations

import re
from itertools import product

from drafting_reports import chosen_somehow, labels, township
from hypothesis import given, settings
from hypothesis import strategies as st
from sound_reports import sound_report, sound_years

from assistant.checks import check
from assistant.composing import ClerkText, choices, compose, generated_text, plan_names
from assistant.document import Document, Heading
from assistant.interview import Interview, load_script
from assistant.interview.more import with_ticks
from assistant.report import Report
from tests.examples import examples

SCRIPT = load_script()
SEEDS = st.integers(0, 2**32)


def drafted(seed: int, clerk: ClerkText) -> tuple[Report, Document]:
    report = with_ticks(SCRIPT, sound_report(seed))
    return report, compose(report, Interview(SCRIPT, report).applicable, clerk)


@settings(max_examples=examples(500))
@given(seed=SEEDS, wordings=SEEDS)
def test_a_sound_draft_has_neither_errors_nor_warnings(seed: int, wordings: int) -> None:
    _, document = drafted(seed, chosen_somehow(wordings))
    found = [finding for finding in check(document) if finding.severity in ("error", "warning")]
    # What the clerk did not tell is missing, and is said to be.
    assert [finding.message for finding in found if finding.rule != "aspect-missing"] == []


@settings(max_examples=examples(200))
@given(seed=SEEDS)
def test_a_sound_draft_stands_beside_last_years(seed: int) -> None:
    before, now = (with_ticks(SCRIPT, report) for report in sound_years(seed))
    last, document = (compose(report, Interview(SCRIPT, report).applicable) for report in (before, now))
    found = [finding for finding in check(document, last) if finding.severity in ("error", "warning")]
    assert [finding.message for finding in found if finding.rule != "aspect-missing"] == []


def test_headings_are_numbered_without_a_gap_where_nothing_is_told_of_an_aspect() -> None:
    report = township(
        overview={
            "website_items": 0,
            "new_media_items": 0,
            "notice_items": 0,
            "platforms": [],
            "zones": 0,
            "columns": [],
        }
    )
    section = compose(report, labels(report)).section("overview")
    assert section is not None
    headings = [block.text for block in section.blocks if isinstance(block, Heading)]
    assert [heading[:3] for heading in headings] == ["（一）", "（二）", "（三）", "（四）"]
    assert "监督保障" in headings[-1]
    assert not [finding for finding in check(compose(report, labels(report))) if finding.rule == "numbering"]


def test_what_is_said_to_be_none_is_as_good_as_a_figure() -> None:
    """Our own words for nothing are no aspect without a figure, whatever else is told in another paragraph."""
    report = township(overview={"review_systems": [], "leader": ""})
    for key in ("overview.management/norms_none", "overview.on_request/none", "overview.on_request/no_cases"):
        paragraph = key.partition("/")[0]
        for wording in range(choices(paragraph)[key]):
            document = compose(report, labels(report), ClerkText().with_wording(key, wording))
            found = [one for one in check(document) if one.rule == "no-figure" and paragraph in one.where]
            assert found == [], generated_text(
                report, labels(report), ClerkText().with_wording(key, wording), paragraph
            )


def test_the_weight_of_the_assessment_is_no_share_of_what_was_counted_before_it() -> None:
    facts = {"in_assessment": True, "assessment": "", "assessment_weight": "4%", "trainings": 0, "checks": 4}
    facts |= {"trainings_attended": 4, "attendees": 0, "review_systems": []}
    report, key = township(overview=facts), "overview.supervision"
    plans = [number for number, name in enumerate(plan_names(key)) if "二是" in name]
    for plan, wording in product(plans, range(choices(key)[f"{key}/assessed"])):
        clerk = ClerkText().with_wording(key, plan).with_wording(f"{key}/assessed", wording)
        found = check(compose(report, labels(report), clerk))
        assert [finding.message for finding in found if finding.rule == "text-percent"] == []


@settings(max_examples=examples(100))
@given(seed=SEEDS)
def test_what_an_office_takes_by_its_name_stands_too(seed: int) -> None:
    _, document = drafted(seed, ClerkText())
    assert all(paragraph.state == "written" for paragraph in document.paragraphs())
    assert not [text for text in (each.text for each in document.paragraphs()) if re.search("[，；：]。|。。", text)]
