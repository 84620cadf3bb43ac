"""What is the clerk's stays the clerk's: private files, no network, exports that name no user and no machine."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.drafts import DraftStore, RecycleBin, read_draft
from assistant.report import with_answer
from tests.reliability import offline
from tests.reliability.conftest import Start
from tests.reliability.terminal import ENTER, ROOT, control, environment
from tests.samples import finished_samples

SAMPLE = finished_samples() / "yongle-2024.toml"
USER = "wang-xiaoming"


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=["umask 000", "umask 022", "umask 077"])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def test_whatever_the_umask_only_the_clerk_can_read(umask: int, data_home: Path) -> None:
    store = DraftStore(data_home)
    draft = store.save(read_draft(SAMPLE).changed(name=""))
    for trainings in range(3):
        draft = store.save(draft.changed(report=with_answer(draft.report, "overview.trainings", trainings)))
    recycle_bin = RecycleBin(store)
    recycle_bin.restore(recycle_bin.throw_away(draft.name))
    recycle_bin.throw_away(store.import_file(SAMPLE).name)
    private(data_home)


@pytest.mark.parametrize("mask", ["000", "022"])
def test_the_running_program_keeps_it_so(mask: str, start: Start, data_home: Path) -> None:
    before = os.umask(int(mask, 8))
    try:
        terminal = start("new", cold=True)
    finally:
        os.umask(before)
    terminal.until("贵单位的全称")
    terminal.send("清河镇人民政府" + ENTER)
    terminal.until("哪一类机关")
    private(data_home)
    terminal.send(ENTER)
    terminal.until("怎样称呼自己")
    terminal.send(control("q"))
    assert terminal.wait() == 0
    private(data_home)


def private(home: Path) -> None:
    places = [home, *home.rglob("*")]
    assert any(place.is_file() for place in places)
    for place in places:
        wanted = 0o700 if place.is_dir() else 0o600
        assert stat.S_IMODE(place.stat().st_mode) == wanted, place


def test_no_main_path_touches_the_network(tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    script = [sys.executable, str(Path(offline.__file__)), str(work)]
    done = subprocess.run(
        script, env=environment(tmp_path), cwd=work, capture_output=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert len(list(work.iterdir())) >= 8


def test_the_watch_goes_with_a_process_with_bounds() -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); from assistant.confined import Confined; import socket;"
        "print(Confined().call(socket.gethostbyname, 'localhost'))"
    )
    watched = os.pathsep.join(map(str, (Path(offline.__file__).with_name("watched"), ROOT)))
    for paths, found in (("", "127.0.0.1"), (watched, "")):
        done = subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": paths}, capture_output=True, check=False,
            encoding="utf-8",
        )  # fmt: skip
        assert done.stdout.strip() == found
        assert ("Lost" in done.stderr) == (not found), done.stderr


def test_the_watch_sees_a_connection() -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); from tests.reliability import offline; import socket;"
        "sys.addaudithook(offline.watch); socket.socketpair(); socket.create_connection(('localhost', 9))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 1 and "is forbidden here" in done.stderr


@pytest.fixture(scope="module")
def given_away(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All that leaves the house, made by a user with a telling name in a telling folder."""
    home = tmp_path_factory.mktemp(USER)
    variables = environment(home, USER=USER, LOGNAME=USER, USERNAME=USER, LNAME=USER)
    out = home / "out"
    out.mkdir()

    def run(*arguments: str | Path) -> None:
        command = [sys.executable, "-m", "assistant", *map(str, arguments)]
        subprocess.run(command, env=variables, cwd=out, check=True, capture_output=True)

    for ending in ("docx", "html", "md", "txt"):
        run("export", SAMPLE, "-o", out / f"report-{ending}.{ending}", "--proof")
    run("import", out / "report-docx.docx", "-o", out / "draft.toml")
    run("ledger", "--template", out / "ledger.xlsx")
    return out


@pytest.mark.parametrize(
    "name", [*(f"report-{ending}.{ending}" for ending in ("docx", "html", "md", "txt")), "draft.toml", "ledger.xlsx"]
)
def test_what_leaves_the_house_names_no_user_and_no_machine(name: str, given_away: Path) -> None:
    tell_nothing(given_away / name)


def test_nor_do_the_proof_sheets(given_away: Path) -> None:
    sheets = [path for path in given_away.iterdir() if "核对单" in path.name]
    assert len(sheets) == 4
    for sheet in sheets:
        tell_nothing(sheet)


def tell_nothing(path: Path) -> None:
    told = [USER, str(path.parent), str(ROOT), "nianbao-home", "rsid"]
    machine = socket.gethostname()
    told += [machine] if len(machine) > 3 else []
    for part, data in parts(path):
        for word in told:
            for encoding in ("utf-8", "utf-16-le"):
                assert word.encode(encoding).lower() not in data.lower(), f"{part} names {word}"


def parts(path: Path) -> Iterator[tuple[str, bytes]]:
    """A file's bytes, and those of its members unpacked."""
    yield path.name, path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            yield from ((member, package.read(member)) for member in package.namelist())
            yield "comments", b"".join(info.comment + info.extra for info in package.infolist()) + package.comment
