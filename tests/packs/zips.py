"""Packs for tests: the sample pack as a zip file, whole or with files changed."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "packs" / "linjiang"
HEAD = "pack.toml"


def sample_files() -> dict[str, str]:
    """The files of the sample pack by their path within it."""
    return {
        path.relative_to(SAMPLE).as_posix(): path.read_text(encoding="utf-8") for path in sorted(SAMPLE.rglob("*.toml"))
    }


def head(**changed: object) -> dict[str, str]:
    """Nothing but the head of a pack, with entries changed."""
    entries = {"schema": 1, "name": "临江县", "version": "2.0", "author": "某办公室", **changed}
    lines = [f"{key} = {value if isinstance(value, int) else repr(value)}" for key, value in entries.items()]
    return {HEAD: "\n".join(lines)}


def zipped(path: Path, files: Mapping[str, str | bytes], around: str = "") -> Path:
    """A zip file of these files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(around + name, text)
    return path
