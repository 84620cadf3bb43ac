"""A county of five units for the screen: one has not filed, one has an error, one a warning about its text."""

from __future__ import annotations

from pathlib import Path
from random import Random

from assistant.county.roster import Roster, Unit, write_roster
from tests.county.made_county import AREA, YEAR, office, own_words, report, write

UNITS = ("财政局", "清河镇人民政府", "石桥镇人民政府", "花园街道办事处", "永宁镇人民政府")
WRONG, MISSING = f"{AREA}石桥镇人民政府", f"{AREA}永宁镇人民政府"
_FAULT = "result_total"


def send(folder: Path, place: int, fault: str = "") -> None:
    """Put the report of a unit into the folder, in the place of an earlier one."""
    draft, _ = report(office(UNITS[place]), place + 1, own_words(Random(f"small-{place}")), fault)
    write(folder, f"{place}", draft, place, "bars.txt")


def make_small(home: Path) -> Path:
    """The folder of the reports, called 收件; the roster lies beside it."""
    folder = home / "收件"
    folder.mkdir()
    for place, name in enumerate(UNITS):
        if f"{AREA}{name}" != MISSING:
            send(folder, place, _FAULT if f"{AREA}{name}" == WRONG else "")
    units = tuple(Unit(name=each.name, kind=each.kind) for each in map(office, UNITS))
    write_roster(Roster(name=AREA, year=YEAR, unit=units), home / "county.toml")
    return folder
