"""An office's own register of applications (台账), one row an application → the cases of T3.

A spreadsheet (.xlsx, .xls, .et, .ods) or a delimited text (.csv) with columns of any order is read by its headings;
values that no word list knows are handed to the clerk for a choice, and the rows are sorted into the report year.
"""

from __future__ import annotations

from assistant.register.messages import UnreadableLedger
from assistant.register.model import Ledger, LedgerCases, LedgerRow
from assistant.register.published import Published, read_published
from assistant.register.reading import load_sheet_file, read_ledger, read_ledger_bytes
from assistant.register.sorting import cases_of, check_room
from assistant.register.template import write_template

__all__ = [
    "Ledger",
    "LedgerCases",
    "LedgerRow",
    "Published",
    "UnreadableLedger",
    "cases_of",
    "check_room",
    "load_sheet_file",
    "read_ledger",
    "read_ledger_bytes",
    "read_published",
    "write_template",
]
