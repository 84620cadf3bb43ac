"""Drafts of every format and age open and lose nothing; a later program's draft is left to it."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from assistant.drafts import SCHEMA, DamagedDraft, DraftStore, NewerDraft, read_draft
from assistant.interview import load_script
from assistant.report import read, with_answer
from assistant.session.session import Session
from tests.command import nianbao
from tests.conftest import ROOT

VERSIONS = sorted((Path(__file__).parent / "versions").glob("*.toml"))


def leaves(data: Any) -> Iterator[str]:
    """All single values of parsed TOML; 400 and 400.00 are one."""
    if isinstance(data, dict):
        for value in data.values():
            yield from leaves(value)
    elif isinstance(data, list):
        for value in data:
            yield from leaves(value)
    else:
        number = isinstance(data, int | Decimal) and not isinstance(data, bool)
        yield str(Decimal(data).normalize() if number else data)


def parsed(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


def test_there_is_a_draft_of_each_format() -> None:
    assert {parsed(path)["schema"] for path in VERSIONS} == set(range(1, SCHEMA + 1))


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_an_earlier_draft_opens_and_loses_nothing(path: Path) -> None:
    store = DraftStore()
    store.folder.mkdir(parents=True)
    shutil.copy(path, store.path("旧的"))
    draft = store.load("旧的")
    saved = store.save(draft)
    before, after = parsed(path), parsed(store.path("旧的"))
    for data in (before, after):
        data.pop("schema")
    lost = Counter(leaves(before)) - Counter(leaves(after))
    assert not lost
    assert store.load("旧的").work == saved.work == draft.work


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_the_old_text_is_kept_when_an_earlier_draft_is_first_changed(path: Path) -> None:
    store = DraftStore()
    store.folder.mkdir(parents=True)
    shutil.copy(path, store.path("旧的"))
    draft = store.load("旧的")
    store.save(draft.changed(report=with_answer(draft.report, "overview.trainings", 77)))
    kept = [file.read_text(encoding="utf-8") for file in store.versions("旧的").folder.iterdir()]
    assert path.read_text(encoding="utf-8") in kept


RELEASES = [path for path in VERSIONS if "release" in path.stem]


def test_there_is_a_draft_of_each_release() -> None:
    notes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert {path.stem.rpartition("-")[2] for path in RELEASES} == set(
        re.findall(r"^## \[([\d.]+)\]", notes, re.MULTILINE)
    )


@pytest.mark.parametrize("path", RELEASES, ids=lambda path: path.stem)
def test_a_draft_of_each_release_is_opened_continued_and_exported(path: Path, tmp_path: Path) -> None:
    store = DraftStore()
    store.folder.mkdir(parents=True)
    shutil.copy(path, store.path("旧的"))
    session = Session(store, store.load("旧的"), load_script(), date(2025, 1, 9))
    assert session.typed == [{"problem": "主动公开不够及时", "measure": "每周检查一次"}]
    session.answer(session.typed)
    saved = session.writer.write(session.save_request())
    kept = store.load("旧的")
    assert kept.work == saved.work and read(kept.report, "problems.items")[0].problem == "主动公开不够及时"
    done = nianbao("export", "旧的", "-o", str(tmp_path / "年报.txt"), "--draft")
    assert done.returncode == 0, done.stderr
    (written,) = tmp_path.glob("年报*.txt")
    text = written.read_text(encoding="utf-8")
    assert "主动公开不够及时" in text and "本段由办事人员自己写定。" in text
    assert session.undo() and store.load("旧的").report == kept.report


@pytest.mark.parametrize("schema", ["0", "-1", "true", '"1"', "1.5"])
def test_a_format_that_never_was_is_damage(tmp_path: Path, schema: str) -> None:
    path = tmp_path / "x.toml"
    path.write_text(f"schema = {schema}\n", encoding="utf-8")
    with pytest.raises(DamagedDraft) as error:
        read_draft(path)
    assert not isinstance(error.value, NewerDraft)
    assert f"schema = {SCHEMA}" in error.value.sentence()


def test_a_later_programs_draft_asks_for_the_later_program(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(f"schema = {SCHEMA + 1}\n", encoding="utf-8")
    with pytest.raises(NewerDraft, match="更新的程序") as error:
        read_draft(path)
    assert "升级" in error.value.hint
