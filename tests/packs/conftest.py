"""The sample pack, installed once; what packs put into this process is taken away after each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import resources
from assistant.packs import install
from tests.packs.zips import sample_files, zipped

_VARIABLES = ("NIANBAO_PROMPTS", "NIANBAO_TEMPLATES", "NIANBAO_PACKS")


@pytest.fixture(autouse=True)
def put_back(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What packs put into the environment of this process is taken away again."""
    for name in _VARIABLES:
        monkeypatch.setenv(name, "")
    yield
    resources.use_packs([])


@pytest.fixture(scope="session")
def installed_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the sample pack."""
    place = tmp_path_factory.mktemp("packs")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NIANBAO_HOME", str(place / "home"))
        for name in _VARIABLES:
            patch.setenv(name, "")
        pack = install(zipped(place / "临江县.zip", sample_files(), around="linjiang/"))
    assert (pack.name, pack.version, pack.contents) == ("临江县", "1.1", ("prompts", "templates", "rules.toml"))
    return place / "home"


@pytest.fixture
def with_sample(installed_home: Path, data_home: Path) -> Path:
    """The test's own data folder with the sample pack in it."""
    shutil.copytree(installed_home, data_home)
    return data_home
