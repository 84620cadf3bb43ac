"""A finished file takes its place whole, never over another that nobody gave up, and leaves nothing when killed."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import files
from assistant.drafts import read_draft
from assistant.drafts.beginning import save_as
from assistant.drafts.readiness import readiness
from assistant.errors import NianbaoError
from assistant.export import placing, publish
from tests.command import ROOT, nianbao, one_sentence

SAMPLE = ROOT / "samples" / "yongle-2024.toml"
THEIRS = b"somebody else's"


def export(path: Path, *, force: bool = False) -> None:
    publish(readiness(read_draft(SAMPLE)).document, path, force=force)


def copy(path: Path, *, force: bool = False) -> None:
    save_as(read_draft(SAMPLE), path, force=force)


WRITERS: dict[str, tuple[str, Callable[..., None]]] = {"export": ("年报.docx", export), "copy": ("副本.toml", copy)}


def no_second_names(*_: object, **__: object) -> None:
    raise PermissionError(1, "no second names here")


@pytest.mark.parametrize("links", [True, False], ids=["second names", "one name only"])
@pytest.mark.parametrize(("name", "write"), WRITERS.values(), ids=list(WRITERS))
def test_what_comes_to_stand_there_while_we_write_is_not_overwritten(
    name: str, write: Callable[..., None], links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / name
    synced = os.fsync

    def somebody_is_faster(handle: int) -> None:
        synced(handle)
        if not target.exists():
            target.write_bytes(THEIRS)

    if not links:
        monkeypatch.setattr(os, "link", no_second_names)
    monkeypatch.setattr(os, "fsync", somebody_is_faster)
    with pytest.raises(NianbaoError) as error:
        write(target)
    assert "已经" in error.value.sentence()
    assert target.read_bytes() == THEIRS
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [name]
    monkeypatch.undo()
    write(target, force=True)
    assert target.read_bytes() != THEIRS


@pytest.mark.parametrize(("name", "write"), WRITERS.values(), ids=list(WRITERS))
def test_a_link_that_leads_nowhere_is_not_replaced(name: str, write: Callable[..., None], tmp_path: Path) -> None:
    target = tmp_path / name
    try:
        target.symlink_to(tmp_path / "没有")
    except OSError:
        pytest.skip("no links here")
    with pytest.raises(NianbaoError, match="已经"):
        write(target)
    assert target.is_symlink() and not (tmp_path / "没有").exists()


def test_the_command_refuses_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    target = tmp_path / "副本.toml"
    target.symlink_to(tmp_path / "没有")
    assert "已经存在" in one_sentence(nianbao("import", str(SAMPLE), "-o", str(target)))
    assert target.is_symlink()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps other people out by folder, not by mode")
@pytest.mark.parametrize(("name", "write"), WRITERS.values(), ids=list(WRITERS))
def test_nobody_else_can_read_it_before_it_is_there(
    name: str, write: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: set[int] = set()
    synced = os.fsync

    def look(handle: int) -> None:
        hidden = [path for path in tmp_path.iterdir() if path.is_file() and path.name.startswith(".")]
        seen.update(stat.S_IMODE(path.stat().st_mode) for path in hidden)
        synced(handle)

    monkeypatch.setattr(os, "fsync", look)
    before = os.umask(0o022)
    try:
        write(tmp_path / name)
    finally:
        os.umask(before)
    assert seen == {0o600}
    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == (0o600 if write is copy else 0o644)


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.reliability.test_placing import WRITERS

def killed(handle):
    if not Path(f"/proc/self/fd/{handle}").resolve().is_dir():
        os.kill(os.getpid(), signal.SIGKILL)

os.fsync = killed
WRITERS[sys.argv[1]][1](Path(sys.argv[2]))
"""


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="tells files from folders by /proc")
@pytest.mark.parametrize("kind", WRITERS)
def test_what_a_kill_leaves_is_gone_at_the_next_start(kind: str, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / ".年报.0123456789abcdef.docx").write_bytes(THEIRS)
    target = folder / WRITERS[kind][0]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", KILLED, kind, str(target)], env=environment, check=False)
    assert done.returncode == -signal.SIGKILL
    assert len(list(folder.iterdir())) == 2
    assert nianbao("list").returncode == 0
    assert [path.read_bytes() for path in folder.iterdir()] == [THEIRS]


def test_what_a_living_program_writes_is_not_taken_away(tmp_path: Path) -> None:
    with placing.staged(tmp_path / "年报.txt", b"text", force=False) as temporary:
        assert nianbao("list").returncode == 0
        assert temporary.read_bytes() == b"text"
    assert (tmp_path / "年报.txt").read_bytes() == b"text"


def test_a_note_that_was_tampered_with_removes_nothing(tmp_path: Path, data_home: Path) -> None:
    precious = tmp_path / "年报.docx"
    precious.write_bytes(THEIRS)
    (data_home / "staging").mkdir(parents=True)
    (data_home / "staging" / "0123456789abcdef").write_bytes(os.fsencode(precious))
    assert nianbao("list").returncode == 0
    assert precious.read_bytes() == THEIRS


def test_of_many_moves_to_one_name_one_succeeds(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / str(number)).write_text(str(number))
    files.move_new(tmp_path / "0", tmp_path / "name")
    for number in (1, 2):
        with pytest.raises(FileExistsError):
            files.move_new(tmp_path / str(number), tmp_path / "name")
    assert sorted(path.read_text() for path in tmp_path.iterdir() if path.is_file()) == ["0", "1", "2"]
