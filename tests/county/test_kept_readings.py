"""What was read is kept: unchanged files are not read again, and nothing is lost with the store."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from assistant import processes
from assistant.county import store as stores
from assistant.county.filing import Filing, LastYear, read_filing
from assistant.county.roster import roster_of
from assistant.county.store import Store, filings
from tests.county.made_county import text_of

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Eight reports of towns."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for number, name in enumerate("甲乙丙丁戊己庚辛"):
        (folder / f"{number}.txt").write_text(text_of(f"{name}水镇"), encoding="utf-8")
    return [str(path) for path in sorted(folder.iterdir())]


@pytest.fixture
def read_now(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The files that are read and not taken from the store."""
    found: list[str] = []

    def counting(file: str, last: LastYear | None = None) -> Filing:
        found.append(Path(file).name)
        return read_filing(file, last)

    monkeypatch.setattr(stores, "read_filing", counting)
    return found


def run(files: Sequence[str], place: Path, last: LastYear | None = None) -> list[Filing]:
    with Store(place) as store:
        return filings(files, store, last)


def test_only_what_has_changed_is_read_again_and_without_the_store_all_is(
    files: list[str], tmp_path: Path, read_now: list[str]
) -> None:
    place = tmp_path / "county.cache.sqlite"
    first = run(files, place)
    assert [each.agency for each in first][:2] == ["临江县甲水镇人民政府", "临江县乙水镇人民政府"] and len(
        read_now
    ) == 8
    read_now.clear()
    assert run(files, place) == first and read_now == []
    changed = Path(files[3])
    changed.write_text(changed.read_text(encoding="utf-8").replace("丁水镇", "新水镇"), encoding="utf-8")
    assert run(files, place)[3].agency == "临江县新水镇人民政府" and read_now == ["3.txt"]
    place.unlink()
    read_now.clear()
    again = run(files, place)
    assert len(read_now) == 8 and again[:3] == first[:3]


def test_another_version_of_the_program_and_another_report_of_last_year_read_anew(
    files: list[str], tmp_path: Path, read_now: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "county.cache.sqlite"
    run(files[:2], place)
    before = tmp_path / "上年.txt"
    before.write_text(Path(files[0]).read_text(encoding="utf-8").replace("2024", "2023").replace("2025", "2024"))
    filing = read_filing(str(before))
    last = LastYear(roster_of([(filing.agency, filing.kind)]), (filing.brief(),))
    read_now.clear()
    held = run(files[:2], place, last)
    assert read_now == ["0.txt"] and held[0].last == filing.digest and held[1].last == ""
    assert {told.rule for told in held[0].findings} > {told.rule for told in read_filing(files[0]).findings}
    read_now.clear()
    assert run(files[:2], place, last) == held and read_now == []
    monkeypatch.setattr(stores, "_VERSION", "another")
    run(files[:2], place)
    assert len(read_now) == 2


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\0" + b"\1" * 4000])
def test_a_damaged_store_is_made_anew(files: list[str], tmp_path: Path, damage: bytes, read_now: list[str]) -> None:
    place = tmp_path / "county.cache.sqlite"
    place.write_bytes(damage)
    first = run(files[:2], place)
    read_now.clear()
    assert run(files[:2], place) == first and read_now == []


def test_a_damaged_entry_is_read_again(files: list[str], tmp_path: Path, read_now: list[str]) -> None:
    place = tmp_path / "county.cache.sqlite"
    first = run(files[:2], place)
    with sqlite3.connect(place) as base:
        base.execute("update filing set data=? where name='1.txt'", (b"no data",))
    read_now.clear()
    assert run(files[:2], place) == first and read_now == ["1.txt"]


def test_where_no_file_can_be_written_it_works_without(files: list[str], tmp_path: Path) -> None:
    with Store(tmp_path / "nowhere" / "county.cache.sqlite") as store:
        assert not store.kept
        assert [each.problem for each in filings(files[:1], store)] == [""]


KILLED_AT_FIVE = """
import os, signal, sys
from pathlib import Path
from assistant.county.store import Store, filings
seen = []
def count(filing):
    seen.append(filing)
    if len(seen) == 5:
        os.kill(os.getpid(), signal.SIGKILL)
with Store(Path(sys.argv[1])) as store:
    filings(sys.argv[2:], store, None, count)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system kills otherwise")
def test_a_run_killed_in_the_middle_goes_on_where_it_was(files: list[str], tmp_path: Path, read_now: list[str]) -> None:
    place = tmp_path / "county.cache.sqlite"
    command = [sys.executable, "-c", KILLED_AT_FIVE, str(place), *files]
    done = subprocess.run(command, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert done.returncode == -signal.SIGKILL
    found = run(files, place)
    assert read_now == ["5.txt", "6.txt", "7.txt"]
    assert found == [read_filing(file) for file in files]


def test_a_broken_file_is_told_and_does_not_stop_the_others(files: list[str], tmp_path: Path) -> None:
    broken = tmp_path / "坏.docx"
    broken.write_bytes(b"PK\x03\x04 no zip")
    found = run([*files[:1], str(broken), *files[1:2]], tmp_path / "county.cache.sqlite")
    assert [bool(each.problem) for each in found] == [False, True, False]
    assert "坏.docx" in found[1].problem and found[1].problem.endswith("。")


def _end_at_seven(number: int) -> int:
    if number == 7:
        os._exit(3)
    return number * number


def _lost(number: int) -> int:
    return -number


def test_a_process_that_ends_loses_the_answer_of_its_own_file_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes.os, "cpu_count", lambda: 2)
    found = list(processes.mapped(_end_at_seven, range(20), _lost))
    assert found == [-number if number == 7 else number * number for number in range(20)]


def test_the_same_file_under_two_names_is_two_files(files: list[str], tmp_path: Path) -> None:
    copy = tmp_path / "副本.txt"
    shutil.copy(files[0], copy)
    one, other = run([files[0], str(copy)], tmp_path / "county.cache.sqlite")
    assert one.digest == other.digest and (one.name, other.name) == ("0.txt", "副本.txt")
