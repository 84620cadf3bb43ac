"""``nianbao merge`` without a terminal: it lists, takes all or some, and refuses what is not clear."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.cli import group
from assistant.drafts import DraftStore, read_draft
from assistant.errors import NianbaoError
from tests.drafts.returned_copies import Copy, exported, with_totals
from tests.samples import finished_samples

SAMPLE = finished_samples() / "linhe-housing-2024.toml"


@pytest.fixture
def copy(tmp_path: Path) -> str:
    """The sample's report with a figure raised, one total left as it was, and a sentence added."""
    draft = read_draft(SAMPLE)
    found = Copy(exported(draft))
    found.set_cells("T3", {**with_totals(draft, "requests", {"received.business": 9}), "received.total": "41"})
    found.rewrite(found.body()[2], "本年度工作由局长亲自抓。")
    found.comment(found.body()[2], "行不行")
    return str(found.save(tmp_path / "改回.docx"))


@pytest.fixture
def name() -> str:
    store = DraftStore()
    return store.save(read_draft(SAMPLE).changed(name="临禾", stored="")).name


def merge(*arguments: str) -> Result:
    return CliRunner().invoke(group, ["merge", *arguments], standalone_mode=False)


def test_the_list_changes_nothing_and_names_contradictions(copy: str, name: str) -> None:
    before = DraftStore().path(name).read_bytes()
    done = merge(name, copy, "--list")
    assert done.exception is None and DraftStore().path(name).read_bytes() == before
    assert "本年新收·商业企业：8 → 9" in done.output and "改：本年度工作由局长亲自抓。" in done.output
    assert "写的是41，各格相加是42" in done.output and "李主任" in done.output
    assert "t3-balance" in done.output
    told = json.loads(merge(name, copy, "--json").stdout)
    assert [change["taken"] for change in told["changes"]] == [False] * len(told["changes"])
    assert told["changes"][0]["cell"] == "received.business" and told["comments"][0]["text"] == "行不行"
    assert "t3-balance" in {each["rule"] for each in told["contradictions"]}


def test_all_or_some_are_taken_over_and_the_version_before_is_kept(copy: str, name: str) -> None:
    store = DraftStore()
    assert merge(name, copy, "--take", "1").exception is None
    after = store.load(name)
    assert after.report.requests is not None and after.report.requests.cells["received.business"] == 9
    assert not after.clerk.edits
    done = merge(name, copy, "--all", "--json")
    assert done.exception is None and json.loads(done.stdout)["changes"][0]["taken"]
    assert "本年度工作由局长亲自抓。" in {edit.text for edit in store.load(name).clerk.edits.values()}
    before = store.version(name, store.load(name).revision.before)
    assert before is not None and before.work == after.work
    assert "没有不同" in str(merge(name, copy, "--all").exception)


def test_a_draft_file_is_taken_over_in_its_place(copy: str, tmp_path: Path) -> None:
    own = tmp_path / "临禾.toml"
    own.write_bytes(SAMPLE.read_bytes())
    assert merge(str(own), copy, "--all").exception is None
    assert read_draft(own).clerk.edits


@pytest.mark.parametrize(
    ("arguments", "why"),
    [((), "--list"), (("--all", "--list"), "只能写一个"), (("--take", "9"), "1 到"), (("--take", "一"), "1 到")],
)
def test_what_is_not_clear_is_refused_and_nothing_is_written(
    copy: str, name: str, arguments: tuple[str, ...], why: str
) -> None:
    before = DraftStore().path(name).read_bytes()
    error = merge(name, copy, *arguments).exception
    assert isinstance(error, NianbaoError) and why in error.sentence()
    assert DraftStore().path(name).read_bytes() == before
