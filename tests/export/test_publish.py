"""Publishing: the file stands whole in its place or not at all, and what was there is untouched."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from export_reports import township

from assistant.errors import NianbaoError
from assistant.export import publish

KINDS = [".docx", ".html", ".md", ".txt", ".xlsx", ".json"]


def refused(folder: Path, name: str, *, draft: bool = False, force: bool = False) -> str:
    """The sentence of the refusal; fails when anything in the folder has changed."""
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    with pytest.raises(NianbaoError) as caught:
        publish(township(), folder / name, draft=draft, force=force)
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before
    sentence = caught.value.sentence()
    assert "\n" not in sentence
    assert sentence.endswith("。")
    assert caught.value.hint
    return sentence


@pytest.mark.parametrize("kind", KINDS)
def test_the_file_is_written_and_nothing_else(tmp_path: Path, kind: str) -> None:
    target = tmp_path / f"年报{kind}"
    assert publish(township(), target) == target
    assert [path.name for path in tmp_path.iterdir()] == [target.name]
    first = target.read_bytes()
    assert len(first) > 3000
    publish(township(), target, force=True)
    assert target.read_bytes() == first


@pytest.mark.parametrize("kind", KINDS)
def test_a_name_that_takes_several_lines_is_read_again_as_one(tmp_path: Path, kind: str) -> None:
    agency = "积石山保安族东乡族撒拉族自治县大河家镇人民政府"
    signature = replace(township().signature, agency=agency)
    report = replace(township(), agency=agency, title=f"{agency}2024年政府信息公开工作年度报告", signature=signature)
    assert publish(report, tmp_path / f"年报{kind}").is_file()


def test_a_name_in_capitals_is_the_same_kind(tmp_path: Path) -> None:
    assert publish(township(), tmp_path / "REPORT.DOCX").read_bytes().startswith(b"PK")


def test_the_file_can_be_read_by_others_as_the_system_sets(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        mode = publish(township(), tmp_path / "a.txt").stat().st_mode
    finally:
        os.umask(mask)
    assert mode & 0o777 == 0o644


@pytest.mark.parametrize("name", ["年报.doc", "年报.ods", "年报.", "年报"])
def test_another_kind_is_refused_and_the_allowed_ones_are_named(tmp_path: Path, name: str) -> None:
    sentence = refused(tmp_path, name)
    assert name in sentence
    assert all(kind in sentence for kind in KINDS)


def test_an_existing_file_is_not_overwritten_without_force(tmp_path: Path) -> None:
    target = tmp_path / "年报.docx"
    target.write_bytes("去年的".encode())
    sentence = refused(tmp_path, "年报.docx")
    assert "年报.docx" in sentence
    assert "--force" in sentence
    publish(township(), target, force=True)
    assert target.read_bytes().startswith(b"PK")


def test_a_dangling_link_is_an_existing_file(tmp_path: Path) -> None:
    (tmp_path / "年报.docx").symlink_to(tmp_path / "nowhere" / "x.docx")
    assert "已经有了" in refused(tmp_path, "年报.docx")


@pytest.mark.parametrize(("name", "stamped"), [("年报.txt", "年报（草稿）.txt"), ("年报草稿2.txt", "年报草稿2.txt")])
def test_a_draft_says_so_in_name_and_text(tmp_path: Path, name: str, stamped: str) -> None:
    written = publish(township(), tmp_path / name, draft=True)
    assert written == tmp_path / stamped
    assert [path.name for path in tmp_path.iterdir()] == [stamped]
    assert "草稿" in written.read_text(encoding="utf-8").splitlines()[0]


def test_a_draft_does_not_overwrite_an_earlier_draft(tmp_path: Path) -> None:
    publish(township(), tmp_path / "年报.txt", draft=True)
    assert "年报（草稿）.txt" in refused(tmp_path, "年报.txt", draft=True)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    assert "没有的" in refused(tmp_path, "没有的/年报.docx")


def test_a_file_in_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("x")
    assert "不是文件夹" in refused(tmp_path, "文件/年报.docx")


def test_a_folder_in_place_of_the_file_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "年报.docx").mkdir()
    assert "文件夹" in refused(tmp_path, "年报.docx", force=True)


def test_a_name_that_is_too_long_for_the_disk(tmp_path: Path) -> None:
    assert "太长" in refused(tmp_path, f"{'报' * 120}.docx")


@pytest.mark.parametrize("lock", ["~$24年年度报告.docx", "~$2024年年度报告.docx", ".~lock.2024年年度报告.docx#"])
def test_a_file_that_an_office_program_has_open_is_left_alone(tmp_path: Path, lock: str) -> None:
    (tmp_path / "2024年年度报告.docx").write_bytes("去年的".encode())
    (tmp_path / lock).write_bytes(b"")
    sentence = refused(tmp_path, "2024年年度报告.docx", force=True)
    assert "打开" in sentence
    assert lock in sentence


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """A folder in which this user may not write; the superuser may everywhere but in a kernel's own folder."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        if not Path("/sys/kernel").is_dir():
            pytest.skip("the superuser may write everywhere")
        yield Path("/sys/kernel")
        return
    tmp_path.chmod(0o500)
    yield tmp_path
    tmp_path.chmod(0o700)


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no write permission of their own")
def test_a_read_only_folder(read_only: Path) -> None:
    with pytest.raises(NianbaoError) as caught:
        publish(township(), read_only / "年报.docx")
    assert str(read_only) in caught.value.message
    assert "权限" in caught.value.message
    assert not list(read_only.glob("*年报*"))


def test_a_full_disk_leaves_the_old_file_and_no_remains(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    (tmp_path / "年报.docx").write_bytes("去年的".encode())
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2048, hard))
    try:
        sentence = refused(tmp_path, "年报.docx", force=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "磁盘空间不够" in sentence
    assert [path.name for path in tmp_path.iterdir()] == ["年报.docx"]


def test_without_libreoffice_pdf_says_what_to_do_instead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert ".docx" in refused(tmp_path, "年报.pdf")


def test_a_libreoffice_that_delivers_nothing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "soffice").write_text("#!/bin/sh\nexit 0\n")
    (programs / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", str(programs))
    assert "没有转出PDF" in refused(tmp_path, "年报.pdf")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_pdf_is_made_by_libreoffice(tmp_path: Path) -> None:
    written = publish(township(), tmp_path / "年报.pdf")
    assert written.read_bytes().startswith(b"%PDF-")
    assert [path.name for path in tmp_path.iterdir()] == ["年报.pdf"]
