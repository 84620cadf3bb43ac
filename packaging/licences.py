"""The licences of everything that a release holds: the libraries, Python, and the terminal of the page."""

from __future__ import annotations

import re
import sys
import sysconfig
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
_FILES = re.compile(r"(licen[cs]e|copying|notice|copyright)", re.IGNORECASE)
_LINE = "=" * 78


def inside() -> list[Distribution]:
    """All libraries that the program needs, the extra [web] included."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["web"]]
    found: dict[str, Distribution] = {}
    waiting = [(asked.name, frozenset(asked.extras)) for asked in map(Requirement, lines)]
    while waiting:
        name, extras = waiting.pop()
        if canonicalize_name(name) in found:
            continue
        try:
            library = distribution(name)
        except PackageNotFoundError:
            continue  # one of another system
        found[canonicalize_name(name)] = library
        for line in library.requires or []:
            asked = Requirement(line)
            wanted = {"", *extras}
            if asked.marker is None or any(asked.marker.evaluate({"extra": extra}) for extra in wanted):
                waiting.append((asked.name, frozenset(asked.extras)))
    return [found[name] for name in sorted(found)]


def licence(library: Distribution) -> str:
    """The licence by its name."""
    told = library.metadata.get("License-Expression") or library.metadata.get("License") or ""
    classes = [line.rpartition(" :: ")[2] for line in library.metadata.get_all("Classifier") or [] if "License" in line]
    first = told.strip().splitlines()[0] if told.strip() else ""
    return first if first and len(first) < 80 else "; ".join(classes) or "see below"


def texts(library: Distribution) -> list[str]:
    """The licence files of a library."""
    files = [path for path in library.files or [] if _FILES.search(path.name) and path.suffix not in {".py", ".pyc"}]
    return [Path(str(path.locate())).read_text(encoding="utf-8", errors="replace") for path in files]


def text() -> str:
    """The whole list: names first, then the texts."""
    libraries = inside()
    python = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    page = ROOT / "assistant" / "web" / "static" / "LICENSE.xterm.txt"
    program = ROOT / "LICENSE"
    rows = [("nianbao", "", "MIT"), *((each.metadata["Name"], each.version, licence(each)) for each in libraries)]
    rows += [("xterm.js", "6.0.0", "MIT"), ("Python (in the executables)", sys.version.split()[0], "PSF-2.0")]
    rows += [("PyInstaller's starter (in the executables)", "", "GPL-2.0-or-later WITH Bootloader-exception")]
    lines = ["What a release of nianbao holds, and under which licences.", ""]
    lines += [f"{name} {version}: {kind}" for name, version, kind in rows]
    whole = [("nianbao", program.read_text(encoding="utf-8")), ("xterm.js", page.read_text(encoding="utf-8"))]
    whole += [(each.metadata["Name"], licence_text) for each in libraries for licence_text in texts(each)]
    if python.exists():
        whole.append(("Python", python.read_text(encoding="utf-8")))
    for name, licence_text in whole:
        lines += ["", _LINE, name, _LINE, licence_text.strip()]
    return "\n".join(lines) + "\n"
