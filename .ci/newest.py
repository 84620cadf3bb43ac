"""Try the newest releases of all dependencies, and say what breaks with them.

``python .ci/newest.py``, run by ``.ci/run`` in an environment that holds the versions of ``constraints.txt``. When the
newest releases are the locked ones there is nothing to try, and that is said. Otherwise lint, types and tests run in an
environment of its own. The exit code is always 0: a broken newest release is a task for the next ``just lock``, not a
reason to refuse a change.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import venv
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WANTED = ["--editable", f"{ROOT}[dev]"]
MINUTES = 15
"""A check that takes longer counts as broken."""
LINES = 40
"""So many lines of a failed check are shown."""


def main() -> None:
    """Print what differs from the locked versions, and what breaks with it."""
    with tempfile.TemporaryDirectory(prefix="newest-") as place:
        try:
            differing = _differing(Path(place))
            if not differing:
                _say("the newest releases are the locked ones: nothing more to try")
                return
            _say(f"newer than the locked versions: {', '.join(differing)}")
            broken = _try(_installed(Path(place) / "venv"), Path(place))
        except (subprocess.SubprocessError, OSError) as error:
            _say(f"could not be tried: {error}")
            _tail(str(getattr(error, "stderr", None) or ""))
            return
    _say(f"broken with the newest releases: {', '.join(broken)}" if broken else "everything works with them")


def _differing(place: Path) -> list[str]:
    """Packages whose newest release is not the installed one, with both versions."""
    report = place / "report.json"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--upgrade", "--upgrade-strategy", "eager"]
    subprocess.run([*pip, "--report", str(report), *WANTED], check=True, capture_output=True, text=True, cwd=ROOT)
    found = []
    for item in json.loads(report.read_text(encoding="utf-8"))["install"]:
        name, newest = item["metadata"]["name"], item["metadata"]["version"]
        locked = _locked(name)
        if name != "nianbao" and locked != newest:
            found.append(f"{name} {newest} ({locked})")
    return sorted(found, key=str.casefold)


def _locked(name: str) -> str:
    """The version that is installed here."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def _installed(place: Path) -> Path:
    """The folder of programs of a new environment with the newest releases."""
    venv.create(place, with_pip=True)
    programs = place / ("Scripts" if os.name == "nt" else "bin")
    pip = [str(programs / "python"), "-m", "pip", "install", "--quiet", "--upgrade", "--upgrade-strategy", "eager"]
    subprocess.run([*pip, *WANTED], check=True, capture_output=True, text=True, cwd=ROOT)
    return programs


def _try(programs: Path, place: Path) -> list[str]:
    """The names of the checks that fail; the end of what each printed is shown.

    Tests draw few examples: what is looked for is a change of a library, not a rare case of our own.
    """
    checks = [
        ["ruff", "check", "--no-cache", "."],
        ["mypy", "--cache-dir", str(place / "mypy")],
        ["pytest", "-n", "auto", "--tb=line", "-p", "no:cacheprovider"],
    ]
    environment = os.environ | {
        "HYPOTHESIS_PROFILE": "dev",
        "VIRTUAL_ENV": str(programs.parent),
        "PATH": os.pathsep.join([str(programs), os.environ.get("PATH", "")]),
    }
    broken = []
    for name, *arguments in checks:
        command = [str(programs / name), *arguments]
        try:
            done = subprocess.run(
                command, check=False, capture_output=True, text=True, cwd=ROOT, env=environment, timeout=MINUTES * 60
            )
        except subprocess.TimeoutExpired:
            _say(f"{name}: not done after {MINUTES} minutes")
            broken.append(name)
            continue
        if done.returncode:
            broken.append(name)
            _tail(done.stdout + done.stderr)
    return broken


def _say(sentence: str) -> None:
    print(f"newest: {sentence}", flush=True)


def _tail(text: str) -> None:
    """The last lines, marked so that nobody takes them for the result of the run with the locked versions."""
    for line in text.splitlines()[-LINES:]:
        print(f"newest | {line}", flush=True)


if __name__ == "__main__":
    main()
