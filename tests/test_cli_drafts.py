"""The command line and drafts that cannot be had: damaged ones, and those open in another window."""

from __future__ import annotations

from pathlib import Path

from assistant.drafts import Draft, DraftStore
from assistant.report import Report, with_answer
from tests.test_cli import REGISTER, nianbao, one_sentence


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
