"""The wheels of an offline kit, for the system of this machine and for others."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLATFORMS: dict[str, tuple[str, tuple[str, ...]]] = {
    "linux-x86_64": ("x86_64-manylinux_2_28", ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64")),
    "linux-aarch64": ("aarch64-manylinux_2_28", ("manylinux_2_28_aarch64", "manylinux_2_17_aarch64")),
    "windows-amd64": ("windows", ("win_amd64",)),
    "macos-arm64": ("macos", ("macosx_14_0_arm64",)),
}
"""Each kit: the system as uv calls it for the markers of requirements, and the tags of wheels that it takes."""


class NotThere(Exception):
    """A wheel that the kit needs cannot be had."""


def gather(target: str, pythons: Sequence[str], wheel: Path, folder: Path, store: Path) -> None:
    """Put the program's wheel, pip and all that both need into ``folder``.

    :param store: where wheels stay for the next time.
    :raises NotThere: there is none of a library for this system.
    """
    kept = store / target
    folder.mkdir(parents=True)
    for python in pythons:
        wanted = _requirements(target, python, kept)
        _download(target, python, wanted, kept)
        for line in wanted.read_text(encoding="utf-8").split():
            for found in wheels_of(line, kept):
                shutil.copy2(found, folder)
    shutil.copy2(wheel, folder)


def _requirements(target: str, python: str, kept: Path) -> Path:
    """The locked versions of what the program needs on that system, and of pip, a line each."""
    kept.mkdir(parents=True, exist_ok=True)
    asked, wanted = kept / f"asked-{python}.in", kept / f"requirements-{python}.txt"
    asked.write_text("pip\n", encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--no-header", "--no-annotate", "--extra", "web",
         "--python-platform", PLATFORMS[target][0], "--python-version", python, "-c", str(ROOT / "constraints.txt"),
         str(ROOT / "pyproject.toml"), str(asked), "-o", str(wanted)],
        check=True,
    )  # fmt: skip
    return wanted


def _download(target: str, python: str, wanted: Path, kept: Path) -> None:
    tags = [part for tag in PLATFORMS[target][1] for part in ("--platform", tag)]
    done = subprocess.run(
        [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
         "--only-binary=:all:", *tags, "--python-version", python, "-d", str(kept), "-r", str(wanted)],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        raise NotThere(f"Python {python}: {errors[-1] if errors else done.stderr[-200:]}")


def wheels_of(requirement: str, kept: Path) -> list[Path]:
    """The wheels of a line such as ``lxml==6.0.0``, for every version of Python."""
    name, _, version = requirement.partition("==")
    stem = name.lower().replace("-", "_").replace(".", "_")
    wheels = (path for path in kept.glob("*.whl"))
    return [
        path
        for path in wheels
        if path.name.split("-")[0].lower().replace(".", "_") == stem and path.name.split("-")[1] == version
    ]
