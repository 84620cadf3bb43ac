"""Drafts of every format and age open and lose nothing; a later program's draft is left to it."""

from __future__ import annotations

import shutil
import tomllib
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from assistant.drafts import SCHEMA, DamagedDraft, DraftStore, NewerDraft, read_draft
from assistant.report import with_answer

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
