"""What every test may count on: a data folder of its own and no clerk's drafts in sight."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from tests.examples import load_profile

load_profile()

ROOT = Path(__file__).resolve().parent.parent
SELDOM = (50_000, 10, 10)
"""How many new objects make Python look for garbage: with its own 700 that took a fifth of all processor time."""


LONGEST = (
    "tests/reading/test_hostile_files.py",
    "tests/reading/test_mutations.py",
    "tests/tui/test_whole_interview.py",
    "tests/web/",
)
"""What has single tests of many seconds; run at the end, one of them would leave the other workers idle."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest tests first, everything else in its order."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


def pytest_collection_finish() -> None:
    """What is loaded now stays until the end and need not be looked through again."""
    gc.collect()
    gc.freeze()


def pytest_runtest_setup() -> None:
    """Before each test, since some set the thresholds themselves."""
    gc.set_threshold(*SELDOM)


@pytest.fixture(autouse=True)
def data_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of this test alone."""
    home = tmp_path / "nianbao-home"
    monkeypatch.setenv("NIANBAO_HOME", str(home))
    for name in ("NIANBAO_PROMPTS", "NIANBAO_TEMPLATES", "NIANBAO_PACKS"):
        monkeypatch.delenv(name, raising=False)
    return home


@pytest.fixture
def samples() -> Path:
    from tests.samples import finished_samples  # only where a sample is wanted

    return finished_samples()


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes name no test: built zips hold the time, and two workers would then not know the same tests."""
    return argname if isinstance(val, bytes) else None
