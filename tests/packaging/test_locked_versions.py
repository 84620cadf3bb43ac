"""The versions that tests, CI and releases run with are written down for everything that is installed."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>\S+)")


def pinned() -> dict[str, str]:
    """The version of each library in ``constraints.txt``."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    found = (PINNED.match(line) for line in lines if not line.startswith((" ", "#")))
    return {canonicalize_name(match["name"]): match["version"] for match in found if match}


def declared() -> list[Requirement]:
    """What ``pyproject.toml`` asks for, the extras included."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *(line for extra in project["optional-dependencies"].values() for line in extra)]
    return [requirement for requirement in map(Requirement, lines) if requirement.name != project["name"]]


def test_every_declared_library_is_pinned_to_a_version_that_serves() -> None:
    versions = pinned()
    missing = [asked.name for asked in declared() if canonicalize_name(asked.name) not in versions]
    assert not missing
    outside = [asked for asked in declared() if not asked.specifier.contains(versions[canonicalize_name(asked.name)])]
    assert not outside


def test_what_the_libraries_bring_along_is_pinned_too() -> None:
    """As far as it is installed here: what another system needs is asked only there."""
    versions, waiting, seen = pinned(), [canonicalize_name(asked.name) for asked in declared()], set[str]()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        try:
            brought = [Requirement(line) for line in requires(name) or []]
        except PackageNotFoundError:
            continue  # a tool for the developer that the tests do without
        here = (asked for asked in brought if asked.marker is None or asked.marker.evaluate({"extra": ""}))
        waiting += [canonicalize_name(asked.name) for asked in here]
    assert seen - versions.keys() == set()
