"""Proofs that what was made works where nothing of this machine's Python can be reached."""

from __future__ import annotations

import atexit
import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "yongle-2024.toml"
_STARTS = 5
_PATIENCE = 120.0
_COLUMNS, _ROWS = 100, 30
_QUIT = b"\x11"
_FIRST_WORDS = "欢迎使用年报助手".encode()


class NotHere(Exception):
    """This machine cannot make the proof."""


class Failed(Exception):
    """What was made does not do what it should."""


def checks(programs: Sequence[Path], wheel: Path, kit: Path | None) -> list[tuple[str, Callable[[], str]]]:
    """All proofs by name."""
    # Outside of the checkout, which is hidden from the programs.
    away = Path(tempfile.mkdtemp(prefix="nianbao-proof-"))
    atexit.register(shutil.rmtree, away, ignore_errors=True)
    found: list[tuple[str, Callable[[], str]]] = []
    if programs and sys.platform != "win32":
        folder, single = _unpacked(programs[0], away), away / "nianbao-onefile"
        shutil.copy2(programs[1], single)
        for name, program in (("folder", folder / "nianbao"), ("one file", single)):
            bare = Bare(program, away / name.replace(" ", "-"))
            found += [
                (f"{name}: runs without any Python", bare.runs),
                (f"{name}: exports as the source, byte for byte", bare.exports_the_same),
                (f"{name}: checks many files at once", bare.checks_many),
                (f"{name}: opens the screen in a terminal", bare.opens_the_screen),
                (f"{name}: serves its page", bare.serves),
            ]
        if sys.platform == "linux":
            found.append(("needs of the system", lambda: _libc(folder / "nianbao")))
        installed = away / "installed"
        found.append(("wheel: installs into a fresh environment", lambda: _install(wheel, installed)))
        found.append(("start, median of five", lambda: _starts(installed, folder / "nianbao", single)))
    else:
        found.append(("programs", _none_tried))
    if kit is not None:
        found.append(("kit: installs without a network", lambda: _kit(kit, away / "kit")))
    return found


def _none_tried() -> str:
    raise NotHere("none was made, or this is Windows, where the workflow tries them")


def _unpacked(archive: Path, place: Path) -> Path:
    with tarfile.open(archive) as packed:
        packed.extractall(place, filter="data")
    return place / archive.name.removesuffix(".tar.gz")


class Bare:
    """A program in an empty environment, with every Python of this machine out of sight where that can be had."""

    def __init__(self, program: Path, place: Path) -> None:
        self._program = program
        self._place = place
        place.mkdir()
        shutil.copy2(SAMPLE, place / "sample.toml")

    def command(self, *arguments: str) -> list[str]:
        """The program with an empty environment but a home, behind a curtain over all Pythons."""
        variables = [f"HOME={self._place}", f"NIANBAO_HOME={self._place / 'data'}", "TERM=xterm-256color"]
        bare = ["env", "-i", *variables, str(self._program), *arguments]
        return [*_curtain(), *bare]

    def run(self, *arguments: str, code: int = 0) -> str:
        done = subprocess.run(
            self.command(*arguments), cwd=self._place, check=False, capture_output=True, timeout=_PATIENCE
        )
        said = (done.stdout + done.stderr).decode("utf-8", "replace")
        if done.returncode != code:
            raise Failed(f"{' '.join(arguments)}: exit {done.returncode}: {said[-300:]}")
        return done.stdout.decode("utf-8", "replace")

    def runs(self) -> str:
        told = json.loads(self.run("doctor", "--json"))
        if _may_hide() and subprocess.run([*_curtain(), sys.executable, "-c", ""], check=False).returncode == 0:
            raise Failed("a Python can still be reached")
        states = {each["check"]: each["state"] for each in told["checks"]}
        if states["confined"] != "ok" or states["data"] != "ok":
            raise Failed(str(told))
        return f"env -i, {_curtain_words()}; doctor finds no fault, processes of its own start"

    def exports_the_same(self) -> str:
        ours = self._place / "source.docx"
        for command in (
            [sys.executable, "-m", "assistant", "export", str(SAMPLE), "-o", str(ours)],
            self.command("export", "sample.toml", "-o", "program.docx"),
        ):
            subprocess.run(
                command, cwd=ROOT if command[0] == sys.executable else self._place, check=True, capture_output=True,
                env={**os.environ, "NIANBAO_HOME": str(self._place / "data")},
            )  # fmt: skip
        if ours.read_bytes() != (self._place / "program.docx").read_bytes():
            raise Failed("the files differ")
        return f"{ours.stat().st_size} bytes"

    def checks_many(self) -> str:
        folder = self._place / "many"
        folder.mkdir()
        for number in range(24):
            shutil.copy2(self._place / "source.docx", folder / f"{number}.docx")
        told = json.loads(self.run("check", "many", "--format", "json"))
        if len(told["reports"]) != 24:
            raise Failed(f"{len(told['reports'])} reports")
        return "24 files, in processes of its own"

    def opens_the_screen(self) -> str:
        seconds = first_screen(self.command(), self._place, dict(os.environ))
        return f"the home screen stood there after {seconds:.2f} s, Ctrl+Q left it"

    def serves(self) -> str:
        process = subprocess.Popen(
            self.command("serve", "--no-browser"), cwd=self._place, stdout=subprocess.PIPE, start_new_session=True
        )
        try:
            assert process.stdout is not None
            line = process.stdout.readline().decode("utf-8")
            url = line[line.index("http") :].strip()
            drawn = _drawn_in_page(url)
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(_PATIENCE)
        return f"a page was answered, its window drew {drawn} bytes"


def _drawn_in_page(url: str) -> int:
    import asyncio

    import aiohttp

    async def drawn() -> int:
        async with aiohttp.ClientSession() as client:
            async with client.get(url) as page:
                if page.status != 200:
                    raise Failed(f"HTTP {page.status}")
            seen = b""
            async with client.ws_connect(f"{url}ws?width={_COLUMNS}&height={_ROWS}") as window:
                while _FIRST_WORDS not in seen:
                    message = await asyncio.wait_for(window.receive(), _PATIENCE)
                    if message.type is not aiohttp.WSMsgType.BINARY:
                        raise Failed(f"the window ended: {message}")
                    seen += message.data
            return len(seen)

    return asyncio.run(drawn())


def _curtain() -> list[str]:
    """What comes before a command so that no Python of this machine can be seen; nothing where that is not allowed."""
    if not _may_hide():
        return []
    wanted = {Path(folder) for folder in (sys.base_prefix, sys.prefix, ROOT, *_libraries())}
    # What lies in a hidden folder is no place any more.
    hidden = sorted(folder for folder in wanted if not wanted & {*folder.parents})
    script = "".join(f"mount -t tmpfs none '{folder}'; " for folder in hidden)
    return ["unshare", "--mount", "sh", "-ec", f'{script}exec "$@"', "sh"]


def _libraries() -> set[str]:
    """Folders with Python libraries: of this environment, and of the system."""
    usual = [*Path("/usr/lib").glob("python3*"), *Path("/usr/local/lib").glob("python3*")]
    ours = [Path(path) for path in sys.path if path.endswith("site-packages")]
    return {str(path) for path in (*usual, *ours) if path.is_dir()}


def _may_hide() -> bool:
    if shutil.which("unshare") is None:
        return False
    tried = subprocess.run(
        ["unshare", "--mount", "sh", "-ec", "mount -t tmpfs none /mnt"], check=False, capture_output=True
    )
    return tried.returncode == 0


def _curtain_words() -> str:
    return "every Python hidden in a mount namespace" if _may_hide() else "mounts not allowed here: nothing hidden"


def first_screen(command: Sequence[str], folder: Path, variables: dict[str, str]) -> float:
    """Seconds until the home screen stands in a terminal; then it is left.

    :raises Failed: it does not come, or the program ends with an error.
    """
    import fcntl
    import pty
    import struct
    import termios

    master, slave = pty.openpty()
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", _ROWS, _COLUMNS, 0, 0))
    begun = time.monotonic()
    process = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, cwd=folder, env=variables, start_new_session=True
    )
    os.close(slave)
    try:
        _read_until(master, _FIRST_WORDS)
        seconds = time.monotonic() - begun
        os.write(master, _QUIT)
        _read_until(master, None)
        if process.wait(_PATIENCE) != 0:
            raise Failed(f"exit {process.returncode}")
    finally:
        if process.poll() is None:
            process.kill()
        os.close(master)
    return seconds


def _read_until(master: int, words: bytes | None) -> None:
    """Read what is drawn until ``words``, or the end."""
    import select

    seen = b""
    end = time.monotonic() + _PATIENCE
    while words is None or words not in seen:
        ready, _, _ = select.select([master], [], [], max(0.0, end - time.monotonic()))
        if not ready:
            raise Failed(f"nothing more came; drawn so far: {seen[-200:]!r}")
        try:
            data = os.read(master, 1 << 16)
        except OSError:
            data = b""
        if not data:
            if words is None:
                return
            raise Failed(f"it ended; drawn so far: {seen[-200:]!r}")
        seen += data


def needed_libc(program: Path) -> str:
    """The oldest glibc that the libraries beside a program run with."""
    found = {
        tuple(int(part) for part in match.split(b"."))
        for path in (program, *program.parent.rglob("*.so*"))
        if path.is_file()
        for match in re.findall(rb"GLIBC_(\d+\.\d+)", path.read_bytes())
    }
    return ".".join(map(str, max(found))) if found else ""


def _libc(program: Path) -> str:
    return f"glibc {needed_libc(program)} or newer"


def _install(wheel: Path, place: Path) -> str:
    subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
    subprocess.run(
        [str(place / "bin" / "pip"), "install", "-qq", "--disable-pip-version-check", "-c",
         str(ROOT / "constraints.txt"), f"{wheel}[web]"],
        check=True,
    )  # fmt: skip
    # Compiled beforehand, as the executables are.
    return "done"


def _starts(installed: Path, folder: Path, single: Path) -> str:
    """How long each takes to its first screen; the folder may take twice as long as the installed program."""
    programs = {"installed": installed / "bin" / "nianbao", "folder": folder, "one file": single}
    home = folder.parent.parent / "start"
    home.mkdir()
    variables = {"HOME": str(home), "NIANBAO_HOME": str(home / "data"), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    taken: dict[str, list[float]] = {name: [] for name in programs}
    # In turn, so that what else the machine does slows all of them.
    for _ in range(_STARTS):
        for name, program in programs.items():
            taken[name].append(first_screen([str(program)], home, variables))
    medians = {name: statistics.median(each) for name, each in taken.items()}
    told = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in medians.items())
    slow = [name for name, seconds in medians.items() if seconds > 2 * medians["installed"]]
    if "folder" in slow:
        raise Failed(f"{told}: more than twice the installed program")
    return told + (f" ({'、'.join(slow)}: more than twice)" if slow else " (all within twice)")


def _kit(kit: Path, place: Path) -> str:
    if sys.platform == "win32":
        raise NotHere("安装.bat is tried by the workflow")
    place.mkdir()
    unpacked = _unpacked(kit, place)
    apart = ["unshare", "--net"]
    tried = subprocess.run([*apart, "true"], check=False, capture_output=True) if shutil.which("unshare") else None
    cut = apart if tried is not None and tried.returncode == 0 else []
    variables = {"HOME": str(place), "PATH": os.environ["PATH"], "PYTHON": sys.executable, "LANG": "C.UTF-8"}
    begun = time.monotonic()
    subprocess.run(
        [*cut, "sh", str(unpacked / "install.sh"), str(place / "program")], check=True, env=variables,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    seconds = time.monotonic() - begun
    program = place / ".local" / "bin" / "nianbao"
    out = place / "kit.docx"
    subprocess.run([*cut, str(program), "export", str(SAMPLE), "-o", str(out)], check=True, env=variables,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    how = "unshare -n" if cut else "the network could not be cut off here"
    return f"install.sh with --no-index under {how}, {seconds:.0f} s; exports {out.stat().st_size} bytes"
