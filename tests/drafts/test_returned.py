"""A copy that comes back: nothing of it is lost, nothing of the draft is changed that was not taken over."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from assistant.drafts import Draft, read_draft
from assistant.drafts.returned import NotACopy, contradictions, returned, with_changes
from assistant.export.publish import differences
from assistant.report import figures_class, read, with_answer
from tests.drafts.returned_copies import Copy, edited, exported, printed, with_totals
from tests.examples import examples
from tests.samples import finished_samples

SAMPLES = sorted(path.name for path in finished_samples().glob("*.toml"))
_WORDS = st.sampled_from(
    "加强政府信息公开工作的组织领导 按季度通报各科室报送情况 全年公开信息 组织业务培训 及时回应群众关切 对照目录逐项梳理 "
    "明确责任人 更新办事指南 与上年相比有所增加 优化栏目设置".split()
)
_CLAUSES = st.tuples(_WORDS, st.integers(0, 400)).map(lambda pair: f"{pair[0]}{pair[1]}次")
TEXTS = st.lists(_CLAUSES, min_size=1, max_size=4).map(lambda clauses: f"本年度{'，'.join(clauses)}。")


def sample(name: str) -> Draft:
    return read_draft(finished_samples() / name)


@st.composite
def returns(draw: st.DrawFn, name: str) -> tuple[Draft, Copy]:
    """A sample and its exported report after up to twenty edits of paragraphs and cells.

    A heading keeps a paragraph under it: one without any is not printed.
    """
    draft = sample(name)
    copy = Copy(exported(draft))
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
        copy.set_cells(draft, kind.schema_key, with_totals(draft, key, cells))
    return draft, copy


@pytest.mark.parametrize("name", SAMPLES)
@settings(
    max_examples=examples(30),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # an example takes too long to be made smaller
)
@given(data=st.data())
def test_the_copy_taken_over_whole_is_exported_again(name: str, data: st.DataObject, tmp_path: Path) -> None:
    draft, copy = data.draw(returns(name))
    found = returned(draft, copy.save(tmp_path / "改回.docx"))
    after = with_changes(draft, found.changes)
    assert differences(copy.document(), printed(after)) == []
    assert returned(after, tmp_path / "改回.docx").changes == ()
