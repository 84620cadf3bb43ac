"""A copy that comes back: nothing of it is lost, nothing of the draft is changed that was not taken over."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from assistant.drafts import Draft, read_draft
from assistant.drafts.returned import NotACopy, Returned, contradictions, returned, with_changes
from assistant.export.publish import differences
from assistant.report import figures_class, read, with_answer
from tests.drafts.returned_copies import Copy, exported, printed, with_totals
from tests.examples import examples
from tests.samples import finished_samples

SAMPLES = sorted(path.name for path in finished_samples().glob("*.toml"))
_WORDS = st.sampled_from(
    [
        "加强组织领导",
        "按季度通报报送情况",
        "全年公开信息",
        "组织业务培训",
        "回应群众关切",
        "对照目录梳理",
        "更新办事指南",
    ]
)
_CLAUSES = st.tuples(_WORDS, st.integers(0, 400)).map(lambda pair: f"{pair[0]}{pair[1]}次")
TEXTS = st.lists(_CLAUSES, min_size=1, max_size=4).map(lambda clauses: f"本年度{'，'.join(clauses)}。")


@cache
def sample(name: str) -> Draft:
    return read_draft(finished_samples() / name)


@cache
def export_of(name: str) -> bytes:
    return exported(sample(name))


@st.composite
def returns(draw: st.DrawFn) -> tuple[Draft, Copy]:
    """A sample and its exported report after up to twenty edits of paragraphs and cells.

    A heading keeps a paragraph under it: one without any is not printed.
    """
    name = draw(st.sampled_from(SAMPLES))
    draft, copy = sample(name), Copy(export_of(name))
    for paragraph in draw(st.lists(st.sampled_from(range(len(copy.body()))), max_size=8, unique=True)):
        element = copy.body()[paragraph] if paragraph < len(copy.body()) else copy.body()[-1]
        how = draw(st.sampled_from(["whole", "figure", "end", "more", "gone"]))
        text = copy.text(element)
        if how == "whole":
            copy.rewrite(element, draw(TEXTS))
        elif how == "figure":
            copy.rewrite(element, text.replace("2", str(draw(st.integers(3, 99))), 1))
        elif how == "end":
            copy.rewrite(element, text + draw(TEXTS))
        elif how == "more":
            copy.add_behind(element, draw(TEXTS))
        elif not copy.stands_under_heading(element):
            copy.delete(element)
    for key in ("disclosure", "requests", "proceedings"):
        kind = figures_class(key)
        assert kind is not None
        typed = [path for path, cell in kind.schema_of(2024).cells.items() if not cell.derived]
        cells = draw(st.dictionaries(st.sampled_from(typed), st.integers(0, 300), max_size=4))
        copy.set_cells(kind.schema_key, with_totals(draft, key, cells))
    return draft, copy


@settings(
    max_examples=examples(100),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # an example takes too long to be made smaller
)
@given(case=returns())
def test_the_copy_taken_over_whole_is_exported_again(case: tuple[Draft, Copy], tmp_path: Path) -> None:
    draft, copy = case
    after = with_changes(draft, back(draft, copy, tmp_path).changes)
    assert differences(copy.document(), printed(after)) == []


BUREAU = "linhe-housing-2024.toml"


def back(draft: Draft, copy: Copy, tmp_path: Path) -> Returned:
    return returned(draft, copy.save(tmp_path / "改回.docx"))


def test_a_changed_figure_becomes_an_answer_and_the_text_follows_it(tmp_path: Path) -> None:
    draft = sample(BUREAU)
    copy = Copy(exported(draft))
    cells = with_totals(draft, "requests", {"received.natural_person": 30, "granted.natural_person": 15})
    copy.set_cells("T3", cells)
    found = back(draft, copy, tmp_path)
    figures = [change for change in found.changes if change.kind == "cell"]
    assert [(change.cell, change.before, change.after) for change in figures] == [
        ("received.natural_person", "29", "30"), ("granted.natural_person", "14", "15"),
    ]  # fmt: skip
    after = with_changes(draft, figures)
    assert read(after.report, "requests").cells["received.natural_person"] == 30
    assert after.origins.of("requests") == "file"
    assert "予以公开19件" in "".join(paragraph.text for paragraph in printed(after).paragraphs())
    kept = [change for change in found.changes if change.kind == "text"]
    assert kept and all(change.follows for change in kept)
    # Kept as the copy has it, the text contradicts the table, which is said.
    rules = {finding.rule for finding in contradictions(draft, with_changes(draft, found.changes))}
    assert rules & {"text-decisions", "text-requests"}
    # By its figures alone it contradicts only the channels, of which nobody has said which brought one more.
    (channels,) = contradictions(draft, after)
    assert channels.rule == "odd-answer" and "各渠道加起来41件，本年新收的申请是42件" in channels.message


def test_a_figure_changed_in_a_sentence_becomes_an_answer_and_other_words_the_clerks_own(tmp_path: Path) -> None:
    draft = sample(BUREAU)
    copy = Copy(exported(draft))
    platforms, lead = copy.paragraph("12800"), copy.body()[2]
    copy.rewrite(platforms, copy.text(platforms).replace("12800", "13900"))
    copy.rewrite(lead, "本年度工作由局长亲自抓。")
    copy.add_behind(lead, "另起一段。")
    found = back(draft, copy, tmp_path)
    assert [(change.kind, change.key, change.after) for change in found.changes] == [
        ("answer", "overview.followers", "13900"), ("text", "overview.lead", "本年度工作由局长亲自抓。\n另起一段。"),
    ]  # fmt: skip
    after = with_changes(draft, found.changes)
    assert after.report.overview.followers == 13900 and after.origins.of("overview.followers") == "file"
    assert [edit.text for edit in after.clerk.edits.values()] == ["本年度工作由局长亲自抓。", "另起一段。"]
    assert back(after, copy, tmp_path).changes == ()
    only = with_changes(draft, found.changes[:1])
    assert only.clerk == draft.clerk and only.report == after.report


def test_tracked_changes_are_read_as_accepted_and_comments_stand_at_their_place(tmp_path: Path) -> None:
    draft = sample(BUREAU)
    copy = Copy(exported(draft))
    paragraph = copy.paragraph("12800")
    copy.track(paragraph, "12800", "13900")
    copy.comment(paragraph, "请再核一下")
    table = copy.tables()[1]
    cell = next(p for p in table.iter(copy.names("p")) if copy.text(p) == "29")
    copy.comment(cell, "是不是30件？", author="")
    found = back(draft, copy, tmp_path)
    assert [change.key for change in found.changes] == ["overview.followers"]
    first, second = found.remarks
    assert (first.author, first.text) == ("李主任", "请再核一下")
    assert first.place.startswith("（四）政府信息公开平台建设")
    assert "13900" in first.quoted and "12800" not in first.quoted
    assert (second.author, second.text, second.quoted) == ("没有署名", "是不是30件？", "29")
    assert "本年新收" in second.place
    assert any("2处修订痕迹" in note for note in found.notes)


def test_what_cannot_be_taken_over_is_named_and_nothing_is_deleted_by_it(tmp_path: Path) -> None:
    draft = sample(BUREAU)
    copy = Copy(exported(draft))
    copy.set_cells("T3", {"received.total": "99", "received.business": "", "carried_in.natural_person": "两件"})
    copy.rewrite(copy.heading("五、"), "说明")
    copy.rewrite(copy.heading("（二）依申请公开"), "（二）依申请公开工作")
    found = back(draft, copy, tmp_path)
    said = "\n".join(found.notes)
    assert "写的是99，各格相加是41" in said and "1格是空白" in said and "“两件”，不是能填的数字" in said
    assert "（二）依申请公开工作" in said
    assert not [change for change in found.changes if change.kind == "cell"]
    assert with_changes(draft, found.changes).report.problems == draft.report.problems


@pytest.mark.parametrize(
    ("path", "value", "why"), [("agency.year", 2023, "2023"), ("agency.name", "乌有县人民政府", "乌有县")]
)
def test_the_report_of_another_year_or_agency_is_refused(path: str, value: object, why: str, tmp_path: Path) -> None:
    draft = sample(BUREAU)
    other = sample(SAMPLES[-1])
    other = other.changed(report=with_answer(other.report, path, value))
    with pytest.raises(NotACopy, match=why):
        back(draft, Copy(exported(other)), tmp_path)


def test_cases_that_were_counted_are_let_go_only_after_it_was_said(tmp_path: Path) -> None:
    cases = [{"applicant": "natural_person", "outcome": "granted"}, {"applicant": "business", "outcome": "carried_out"}]
    draft = sample(BUREAU)
    draft = draft.changed(report=with_answer(draft.report, "requests", {"cases": cases}))
    copy = Copy(exported(draft))
    copy.set_cells("T3", {"granted.natural_person": "2"})
    found = back(draft, copy, tmp_path)
    assert any("逐件登记的2件" in note for note in found.notes)
    assert read(with_changes(draft, found.changes).report, "requests").cells["granted.natural_person"] == 2
