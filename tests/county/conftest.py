"""The made county, written and read once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner, Result

from assistant.cli import group
from assistant.county.filing import Filing
from assistant.county.roster import Roster, read_roster
from assistant.county.store import Store, filings
from tests.county.made_county import Made, make


class Read(NamedTuple):
    """What was read of the made county, and its roster."""

    made: Made
    filings: list[Filing]
    roster: Roster


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """The made county; its store lies beside its roster, so that a command on it reads no file anew."""
    made = make(tmp_path_factory.mktemp("county"))
    with Store(made.roster.with_name("county.cache.sqlite")) as store:
        found = filings([str(path) for path in sorted(made.folder.iterdir())], store)
    return Read(made, found, read_roster(made.roster))


@pytest.fixture
def nianbao() -> Callable[..., Result]:
    """A command in this process; its error for people is the result's exception."""

    def run(*arguments: str | Path) -> Result:
        return CliRunner().invoke(group, [str(each) for each in arguments], standalone_mode=False)

    return run
