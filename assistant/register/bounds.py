"""How much of a register is taken in before it is refused.

A township's register has tens of rows, a busy bureau's a few thousand: 10,000 rows of eight columns are
a file of 0.5 MB that unpacks to 5 MB. The bounds keep reading under half a minute and 700 MB.
"""

from __future__ import annotations

MAX_FILE_BYTES = 20 * 1024 * 1024
"""A file on disk."""

MAX_PART_BYTES = 80 * 1024 * 1024
"""One unpacked part of a workbook."""

MAX_UNPACKED_BYTES = 128 * 1024 * 1024
"""All unpacked parts that are read."""

MAX_MEMBERS = 4_000
"""Members of the zip file, pictures and drawings included."""

MAX_CELLS = 1_000_000
"""Cells of one workbook, counted before they are parsed; formatted empty cells count."""

MAX_AREA = 4_000_000
"""Cells between the first and the last filled ones of all sheets, blank ones too: the reader of .xls and .ods lays
them out, in about 30 bytes each."""

MAX_TAGS = 7_000_000
"""Tags of one workbook, counted before they are parsed, the closing ones too: four or six for a filled cell."""

MAX_ATTRIBUTES = 1_000
"""Attributes of one tag: a sheet's row has under twenty."""

MAX_CELL_TEXT = 2_000
"""Characters kept of a cell: a description of what was asked for has a few hundred, and none of it is looked at."""

MAX_MERGES = 50_000
"""Merged areas of one workbook."""

MAX_HEADING_MERGES = 400
"""Merged areas that are looked at among the headings."""

MAX_MERGED_ROWS = 500
"""Rows over which a merged area spreads its value: the applications of one person in a year."""

MIN_BAND_COLUMNS = 3
"""Columns from which on a merged area that is alone in its row is a heading between applications."""

MAX_SHEETS = 60
"""Sheets of a workbook that are looked at: one for each month of five years."""

MAX_ROWS = 100_000
"""Filled rows of one sheet, and applications of one register that are counted."""

MAX_APPLICATIONS = 20_000
"""Applications that an empty register to fill has room for; a draft takes as many cases."""

MAX_COLUMNS = 100
"""Columns that are looked at, from the left."""

MAX_SHEET_ROWS = 1_048_576
"""The last row that a spreadsheet can have (ECMA-376 part 1 §18.3.1.73 and common use)."""

MAX_HEADING_ROWS = 40
"""Filled rows from the top in which the headings are looked for."""

MAX_TEXT = 80
"""Characters kept of a cell that is held against the word lists: the longest statutory label has 40."""

MAX_NOTE = 60
"""Characters of a serial number that are kept."""

MAX_QUOTED = 5
"""Cells that are quoted one by one before the rest is only counted."""

MAX_RANGES = 12
"""Ranges of rows, or other phrases, that a sentence lists before it is cut."""

READING_SECONDS = 20
"""Processor time for another process to read a workbook: one of 100,000 rows takes under five."""

READING_MEMORY = 1024 * 1024 * 1024
"""Address space for the same: of a workbook of 100,000 rows and ten columns it takes a third."""
