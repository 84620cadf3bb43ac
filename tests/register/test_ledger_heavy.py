"""Registers made to take time or memory: each is read or refused within bounds.

Each is read in a process of its own, which the system ends at its limits of processor time and of address space. What
the process has from its parent, which may have run a thousand tests, does not count.
"""

from __future__ import annotations

import os
import resource
from collections.abc import Callable
from pathlib import Path

import pytest
from ledger_files import HEADINGS, delimited, with_part, with_shared_texts, workbook, xlsx

from assistant.confined import Confined, Lost
from assistant.errors import NianbaoError
from assistant.register import read_ledger_bytes

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
ROWS = [HEADINGS, *[(str(number), "自然人", "2024-01-02", "2024-01-09", "予以公开") for number in range(3)]]
MORE = b"</sheetData>"

_SECONDS, _ADDRESSES = 10, 700 << 20
"""Processor time is twice what is promised: a hang is told from a slow machine, benchmarks/bounds.py measures."""


def _row(line: int, cells: str) -> bytes:
    return f'<row r="{line}">{cells}</row>'.encode() + MORE


def _cell(place: str, kind: str = "str", value: str = "a") -> str:
    return f'<c r="{place}" t="{kind}"><v>{value}</v></c>'


def with_cells(line: int, cells: str) -> bytes:
    """A register with one row more."""
    return with_part(xlsx(ROWS), SHEET, lambda part: part.replace(MORE, _row(line, cells)))


def far_rows() -> bytes:
    data = workbook({f"表{number}": ROWS for number in range(50)})
    for number in range(1, 51):
        data = with_part(
            data, f"xl/worksheets/sheet{number}.xml",
            lambda part: part.replace(MORE, _row(1_048_576, _cell("A1048576"))),
        )  # fmt: skip
    return data


def one_long_text() -> bytes:
    """A text of megabytes that stands in every cell."""
    cells = "".join(
        f'<row r="{line}">{"".join(_cell(f"{letter}{line}", "s", "0") for letter in "ABCDE")}</row>'
        for line in range(5, 3_000)
    ).encode()
    data = with_part(with_shared_texts(xlsx(ROWS)), SHEET, lambda part: part.replace(MORE, cells + MORE))
    return with_part(data, STRINGS, lambda part: part.replace(b"<t>", b"<t>" + b"a b" * 3_000_000, 1))


def long_directory() -> bytes:
    entry = b"PK\x01\x02" + bytes(24) + b"\x01\x00" + bytes(16) + b"a"
    end = b"PK\x05\x06" + bytes(4) + b"\xff" * 4 + (len(entry) * 400_000).to_bytes(4, "little")
    return b"PK\x03\x04" + entry * 400_000 + end + (4).to_bytes(4, "little") + bytes(2)


def _addresses() -> int:
    """Bytes of address space that this process has already, 0 where the system does not tell."""
    told = Path("/proc/self/statm")
    return int(told.read_text().split()[0]) * resource.getpagesize() if told.exists() else 0


HEAVY: dict[str, Callable[[], bytes]] = {
    "far rows": far_rows,
    "far columns": lambda: with_cells(9, "".join(_cell(f"XFD{9}") for _ in range(50_000))),
    "a long text in every cell": one_long_text,
    "a long text in a cell": lambda: with_cells(9, _cell("A9", value="a b" * 3_000_000)),
    "attributes of a cell": lambda: with_cells(9, "<c " + " ".join(f'a{n}="1"' for n in range(2_000_000)) + "/>"),
    "attributes with brackets": lambda: with_cells(9, "<c " + " ".join(f'a{n}=">"' for n in range(2_000_000)) + "/>"),
    "a long directory": long_directory,
    "cells without a place": lambda: with_cells(9, "<c><v>1</v></c>" * 900_000),
    "a text of one line": lambda: delimited(ROWS, "utf-8") + b"a," * 9_000_000,
    "texts of empty lines": lambda: delimited(ROWS, "utf-8") + b"\r\n" * 9_000_000,
}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="limits and processes are set by POSIX means")
@pytest.mark.parametrize("name", HEAVY)
def test_heavy_registers_end_well(name: str) -> None:
    data = HEAVY[name]()
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (_addresses() + _ADDRESSES,) * 2)
        status = 1
        try:
            read_ledger_bytes(data, "台账")
            status = 0
        except NianbaoError as refusal:
            status = 0 if "\n" not in refusal.sentence() else 2
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    assert status == 0


def test_what_stands_far_away_hides_nothing() -> None:
    ledger = read_ledger_bytes(with_cells(1_048_576, _cell("A1048576") + _cell("XFD1048576")), "台账.xlsx")
    assert [row.line for row in ledger.rows] == [2, 3, 4]


def test_the_rows_of_a_workbook_are_told_and_who_is_told_may_give_it_up() -> None:
    data, told = xlsx([HEADINGS, *[ROWS[1]] * 4_500]), []
    assert len(read_ledger_bytes(data, "台账.xlsx", told.append).rows) == 4_500
    assert told == [2_000, 4_000, 4_500]

    def enough(rows: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_ledger_bytes(data, "台账.xlsx", enough)


def test_a_workbook_whose_reader_is_lost_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*_: object) -> None:
        raise Lost("memory")

    monkeypatch.setattr(Confined, "call", lost)
    with pytest.raises(NianbaoError, match="展开后异常庞大"):
        read_ledger_bytes(xlsx(ROWS), "台账.xlsx")
