"""``nianbao ask``: the list on the screen and as files, a filled one read back only after it was shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.cli import group
from assistant.drafts import DraftStore
from assistant.errors import NianbaoError
from tests.tui.desk import until


@pytest.fixture
def name() -> str:
    return DraftStore().save(until("overview.website_items").changed(name="永乐", stored="")).name


def ask(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(group, ["ask", *arguments], input=typed, standalone_mode=False)


def test_the_list_is_printed_written_and_told_as_data(name: str, tmp_path: Path) -> None:
    done = ask(name)
    assert done.exception is None and "【信息中心】" in done.output and "政府网站公开条数：＿＿＿＿条" in done.output
    written = ask(name, "-o", str(tmp_path / "清单.docx"))
    assert "财政所1项" in written.output and (tmp_path / "清单.docx").exists()
    rows = json.loads(ask(name, "--json").stdout)
    assert {"key", "label", "whom", "unit", "last", "cell", "optional"} == set(rows[0])


def test_a_reply_is_only_shown_until_it_is_wished(name: str, tmp_path: Path) -> None:
    reply = tmp_path / "回复.txt"
    reply.write_text("网站：58条；公众号：120条\n开会8次\n", encoding="utf-8")
    before = DraftStore().path(name).read_bytes()
    shown = ask(name, "--filled", str(reply))
    assert "1. 政府网站公开条数：58条" in shown.output and "开会8次（没有认出" in shown.output
    assert DraftStore().path(name).read_bytes() == before
    done = ask(name, "--filled", str(reply), "--all")
    assert "已把2项填进草稿“永乐”" in done.output
    after = DraftStore().load(name)
    assert after.report.overview.website_items == 58 and after.origins.of("overview.website_items") == "file"
    assert ask(name, "--filled", "-", "--all", typed="培训：3次\n").exception is None
    assert DraftStore().load(name).origins.of("overview.trainings") == "sentence"


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("-o", "a.txt", "--filled", "b.txt"), "一次只能用一个"),
        (("-o", "a.pdf"), "docx"),
        (("--filled", "没有.txt"), "没有.txt"),
    ],
)
def test_unclear_or_missing_is_one_sentence(name: str, arguments: tuple[str, ...], why: str) -> None:
    error = ask(name, *arguments).exception
    assert isinstance(error, NianbaoError) and why in error.sentence()


def test_a_reply_without_anything_known_changes_nothing(name: str) -> None:
    before = DraftStore().path(name).read_bytes()
    error = ask(name, "--filled", "-", "--all", typed="今天下雨\n").exception
    assert isinstance(error, NianbaoError) and "没有看懂任何一项" in error.sentence()
    assert DraftStore().path(name).read_bytes() == before
