"""What is built can be installed anywhere: the wheel finds its data outside the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist, built without network from the checkout."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def test_the_sdist_carries_what_the_wheel_is_made_of(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    assert {"prompts/01-agency.toml", "templates/report.toml", "samples/yongle-2024.toml", "pyproject.toml"} <= names


def test_the_installed_wheel_exports_a_sample_outside_the_checkout(built: Path, tmp_path: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        carried = {name for name in archive.namelist() if name.startswith("assistant/_data/")}
    assert {name.split("/")[2] for name in carried} == {"prompts", "templates", "samples"}
    place = tmp_path / "elsewhere"
    # The libraries of the running environment serve; the package itself must come from the wheel.
    venv.create(place, with_pip=False)
    (library,) = [*place.glob("lib/python3*/site-packages"), *place.glob("Lib/site-packages")]
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(library)
    paths = [path for path in sys.path if path.endswith("site-packages")]
    (library / "libraries.pth").write_text("\n".join(paths), encoding="utf-8")
    python = next(path for path in (place / "bin/python", place / "Scripts/python.exe") if path.exists())
    sample = library / "assistant/_data/samples/yongle-2024.toml"
    out = tmp_path / "out.docx"
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    where = [str(python), "-c", "import assistant; print(assistant.__file__)"]
    found = subprocess.run(where, capture_output=True, text=True, check=True, cwd=tmp_path, env=environment)
    assert Path(found.stdout.strip()).is_relative_to(library)
    command = [str(python), "-m", "assistant", "export", str(sample), "-o", str(out)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=tmp_path, env=environment)
    assert done.returncode == 0, done.stderr
    assert zipfile.is_zipfile(out)
