"""Two rows of a register, and what is read of one."""

from __future__ import annotations

from datetime import date

from assistant.register import Ledger, read_ledger_bytes

DAY = date(2024, 1, 9)
ONE = ("2024-001", "自然人", DAY, date(2024, 1, 30), "予以公开")
TWO = ("2024-002", "商业企业", date(2024, 3, 1), date(2024, 3, 20), "重复申请")


def read(data: bytes) -> Ledger:
    return read_ledger_bytes(data, "台账.xlsx")


def seen(ledger: Ledger) -> list[tuple[object, ...]]:
    return [(row.line, row.note, row.applicant_text, row.received, row.done, row.outcome_text) for row in ledger.rows]
