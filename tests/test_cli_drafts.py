"""The command line and drafts that cannot be had: damaged ones, those open in another window, those thrown away."""

from __future__ import annotations

import json
from pathlib import Path

from assistant.drafts import Draft, DraftStore, RecycleBin
from assistant.report import Report, with_answer
from tests.command import nianbao, one_sentence
from tests.test_cli import REGISTER


def stored(name: str = "清河镇人民政府") -> Path:
    """A draft among the clerk's drafts."""
    store = DraftStore()
    return store.path(store.save(Draft(with_answer(Report(), "agency.name", name))).name)


def test_resuming_a_damaged_draft_says_how_it_is_restored_and_touches_nothing() -> None:
    path = stored()
    path.write_text("schema = 1\n[agency\n", encoding="utf-8")
    sentence = one_sentence(nianbao("resume", "清河镇"))
    assert "第2行" in sentence and "主页" in sentence and "1/" in sentence
    path.write_text("schema = 99\n", encoding="utf-8")
    assert "请升级 nianbao" in one_sentence(nianbao("resume", "清河镇"))
    assert path.read_text(encoding="utf-8") == "schema = 99\n"


def test_a_register_does_not_go_into_a_draft_that_is_open_elsewhere(tmp_path: Path) -> None:
    path, file = stored(), tmp_path / "台账.csv"
    file.write_text(REGISTER.replace("已办", "公开"), encoding="utf-8")
    before = path.read_bytes()
    held = DraftStore().claim(path.stem)
    assert "另一个窗口" in one_sentence(nianbao("ledger", str(file), "--year", "2024", "--into", path.stem))
    held.release()
    assert path.read_bytes() == before
    assert nianbao("ledger", str(file), "--year", "2024", "--into", path.stem).returncode == 0


def test_what_was_thrown_away_is_listed_and_restored_by_name() -> None:
    assert nianbao("list", "--trash").stdout == "回收站是空的。\n"
    assert "回收站是空的" in one_sentence(nianbao("restore", "清河镇"))
    store = DraftStore()
    before = stored().read_bytes()
    thrown = RecycleBin(store).throw_away("清河镇人民政府")
    (line,) = nianbao("list", "--trash").stdout.splitlines()
    assert line.startswith("清河镇人民政府  ") and line.endswith("还留30天")
    (row,) = json.loads(nianbao("list", "--trash", "--json").stdout)
    assert (row["id"], row["name"], row["answered"], row["days_left"]) == (thrown.id, "清河镇人民政府", 1, 30)
    assert nianbao("list").stdout == "还没有草稿。运行 nianbao new 开始第一份。\n"
    assert "没有叫“乌有镇”的草稿" in one_sentence(nianbao("restore", "乌有镇"))
    done = nianbao("restore", "清河镇")
    assert (done.returncode, done.stdout.count("。")) == (0, 1)
    assert store.path("清河镇人民政府").read_bytes() == before
    assert nianbao("list", "--trash", "--json").stdout == "[]\n"


def test_namesakes_in_the_bin_are_told_apart_and_a_taken_name_is_not_overwritten() -> None:
    store = DraftStore()
    ids = []
    for _ in range(2):
        stored()
        ids.append(RecycleBin(store).throw_away("清河镇人民政府").id)
    path = stored()
    taken = path.read_bytes()
    sentence = one_sentence(nianbao("restore", "清河镇人民政府"))
    assert "有2份" in sentence and all(own in sentence for own in ids)
    assert [line.split()[0] for line in nianbao("list", "--trash").stdout.splitlines()] == ids[::-1]
    done = nianbao("restore", ids[0])
    assert done.returncode == 0 and "恢复为“清河镇人民政府-2”" in done.stdout
    assert path.read_bytes() == taken
    assert store.load("清河镇人民政府-2").report.agency.name == "清河镇人民政府"


def test_a_damaged_draft_in_the_bin_is_listed_with_its_problem() -> None:
    stored().write_text("schema = 1\n[agency\n", encoding="utf-8")
    RecycleBin(DraftStore()).throw_away("清河镇人民政府")
    (line,) = nianbao("list", "--trash").stdout.splitlines()
    assert "第2行" in line and "还留30天" in line
    assert nianbao("restore", "清河镇人民政府").returncode == 0
