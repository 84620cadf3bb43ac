"""Makes all of a release that this machine can make, and proves what it made: ``just release``.

Into dist/release/: sdist and wheel, the executables of this system, the kits for machines without a network, the
licences of everything inside, SHA256SUMS. What this machine cannot make or prove is said in the table.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import platform
import shutil
import subprocess
import sys
import tarfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import kits
import licences
import proofs

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "dist" / "release"
BUILD = ROOT / "build" / "release"
SUMS = "SHA256SUMS"


def version() -> str:
    sys.path.insert(0, str(ROOT))
    from assistant import __version__

    return __version__


def system() -> str:
    """This system as the names of files have it: ``linux-x86_64``."""
    names = {"darwin": "macos", "win32": "windows"}
    return f"{names.get(sys.platform, sys.platform)}-{platform.machine().lower()}"


def run(*command: str | Path) -> None:
    subprocess.run([str(part) for part in command], check=True, cwd=ROOT)


def make_distributions() -> list[Path]:
    """sdist and wheel."""
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", OUT, ROOT)
    return sorted((*OUT.glob("*.whl"), *OUT.glob("nianbao-*.tar.gz")))


def make_executables(name: str, licence_list: Path) -> list[Path]:
    """The folder, packed, and the single file, as PyInstaller makes them."""
    made, work = BUILD / "programs", BUILD / "pyinstaller"
    spec = ROOT / "packaging" / "nianbao.spec"
    run(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "--distpath", made,
        "--workpath", work, spec)  # fmt: skip
    ending = ".exe" if sys.platform == "win32" else ""
    single = OUT / f"{name}-onefile{ending}"
    shutil.copy2(made / f"nianbao-onefile{ending}", single)
    beside = {licence_list.name: licence_list, **_extras(sys.platform == "win32")}
    return [pack(made / "nianbao", OUT / name, beside, windows=sys.platform == "win32"), single]


def _extras(windows: bool) -> dict[str, Path]:
    """What lies beside the program, by name."""
    packaging = ROOT / "packaging"
    if windows:
        return {"年报助手.bat": packaging / "年报助手.bat"}
    return {"nianbao.desktop": packaging / "nianbao.desktop", "nianbao.1": ROOT / "docs" / "nianbao.1"}


def pack(folder: Path, target: Path, beside: dict[str, Path], *, windows: bool) -> Path:
    """``folder`` and the files ``beside`` as one archive: .zip for Windows, .tar.gz for others."""
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if not path.is_dir()}
    files |= beside
    if windows:
        packed = target.with_name(f"{target.name}.zip")
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, path in files.items():
                archive.write(path, f"{target.name}/{name}")
        return packed
    packed = target.with_name(f"{target.name}.tar.gz")
    with tarfile.open(packed, "w:gz") as archive:
        for name, path in files.items():
            archive.add(path, f"{target.name}/{name}")
    return packed


def make_kits(wanted: Sequence[str], pythons: Sequence[str], wheel: Path, name: str, licence_list: Path) -> Iterator[
    tuple[str, Path | str]
]:  # fmt: skip
    """Each kit by its platform: the archive, or why there is none."""
    for target in wanted:
        folder = BUILD / "kits" / target
        shutil.rmtree(folder, ignore_errors=True)
        try:
            kits.gather(target, pythons, wheel, folder / "wheels", BUILD / "wheels")
        except kits.NotThere as error:
            yield target, str(error)
            continue
        windows = target.startswith("windows")
        scripts = ROOT / "packaging" / "kit"
        install = "安装.bat" if windows else "install.sh"
        beside = {install: scripts / install, licence_list.name: licence_list, **_extras(windows)}
        yield target, pack(folder, OUT / f"{name}-offline-{target}", beside, windows=windows)


def write_sums() -> None:
    """SHA256SUMS of all files, as ``sha256sum -c`` reads it."""
    lines = []
    for path in sorted(OUT.iterdir()):
        if path.name != SUMS:
            with path.open("rb") as file:
                lines.append(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {path.name}\n")
    (OUT / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


def size(path: Path) -> str:
    return f"{path.stat().st_size / 1e6:.1f} MB"


def table(title: str, rows: Sequence[tuple[str, str]]) -> str:
    width = max((len(name) for name, _ in rows), default=0)
    return "\n".join([f"\n{title}", *(f"  {name:<{width}}  {value}" for name, value in rows)])


def proved(checks: Sequence[tuple[str, Callable[[], str]]]) -> tuple[list[tuple[str, str]], bool]:
    """Every proof by name with what was seen; whether none failed."""
    rows, well = [], True
    for name, check in checks:
        try:
            rows.append((name, check()))
        except proofs.NotHere as error:
            rows.append((name, f"NOT RUN: {error}"))
        except (proofs.Failed, subprocess.SubprocessError, OSError) as error:
            rows.append((name, f"FAILED: {error}"))
            well = False
    return rows, well


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pythons", nargs="+", default=["3.11", "3.12", "3.13", "3.14"], help="versions in the kits")
    parser.add_argument("--kits", nargs="*", default=list(kits.PLATFORMS), choices=list(kits.PLATFORMS))
    parser.add_argument("--no-executables", action="store_true")
    given = parser.parse_args()
    wanted = ["build", "uv", *([] if given.no_executables else ["PyInstaller"])]
    if missing := [name for name in wanted if importlib.util.find_spec(name) is None]:
        parser.error(f"not installed: {', '.join(missing)}; run pip install -c constraints.txt -e '.[release]'")
    begun = time.monotonic()
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    name = f"nianbao-{version()}"
    licence_list = OUT / "LICENSES.txt"
    licence_list.write_text(licences.text(), encoding="utf-8", newline="\n")
    made = make_distributions()
    wheel = next(path for path in made if path.suffix == ".whl")
    programs = [] if given.no_executables else make_executables(f"{name}-{system()}", licence_list)
    rows = [(path.name, size(path)) for path in (*made, *programs)]
    others = [each for each in ("linux", "macos", "windows") if not system().startswith(each)]
    rows += [(f"{name}-{other}", "NOT MADE here: .github/workflows/release.yml") for other in others]
    offline: dict[str, Path] = {}
    for target, kit in make_kits(given.kits, given.pythons, wheel, name, licence_list):
        if isinstance(kit, Path):
            offline[target] = kit
        rows.append((f"{name}-offline-{target}", size(kit) if isinstance(kit, Path) else f"NOT MADE: {kit}"))
    write_sums()
    results, well = proved(proofs.checks(programs, wheel, offline.get(system())))
    print(table("made", rows))
    print(table("proved", results))
    print(f"\n{OUT}: {time.monotonic() - begun:.0f} s")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
