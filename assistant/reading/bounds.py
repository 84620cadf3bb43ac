"""How much a reader takes in before it refuses. Every bound is far above what a report needs.

A real report is 5–15 pages: a .docx of 30–300 kB whose body unpacks to under 1 MB and holds under
30,000 elements; a portal page is under 500 kB. The bounds keep reading under five seconds and 300 MB.
"""

from __future__ import annotations

MAX_FILE_BYTES = 40 * 1024 * 1024
"""A file on disk. Scanned seals and photographs inside a .docx may be large and are never unpacked."""

MAX_PART_BYTES = 16 * 1024 * 1024
"""One unpacked part of a .docx: fifty times a real body, yet quick to parse."""

MAX_PAGE_BYTES = 8 * 1024 * 1024
"""A web page: portals write 100–500 kB, a page saved with its pictures in it a few megabytes."""

MAX_TEXT_BYTES = 2 * 1024 * 1024
"""A plain text: a report has 20–80 kB."""

MAX_TEXT_LINES = 20_000
"""Lines of a plain text: with one cell a line a report has under 1,500."""

MAX_UNPACKED_BYTES = 64 * 1024 * 1024
"""All packed parts that are looked at, of a PDF those without its pictures: mostly fonts, of which a report embeds
under 20 MB."""

MAX_CONTENT_BYTES = 4 * 1024 * 1024
"""Drawing commands of a PDF, each time they run: a page has 10 to 60 kB."""

MAX_PAGES = 300
"""Pages of a PDF: a report has 5 to 15."""

MAX_PRINTED_CHARACTERS = 250_000
"""Characters that the pages of a PDF print: a report has under 30,000."""

MAX_SHAPES = 40_000
"""Lines, boxes and drawings within drawings on the pages of a PDF: one with every cell as four lines has 3,000."""

MAX_CROSSINGS = 12_000_000
"""Places where ruled lines may cross, squared for each page of a PDF: a page of the longest table has 700."""

MAX_MEMBERS = 4_000
"""Members of a zip file: a report has about 15, one with many pictures a few hundred."""

MAX_HEAD_BYTES = 64 * 1024
"""The head of a saved page or of one of its parts."""

MAX_NUMBERING = 60
"""Characters around the number of a list's item: the longest seen has 6."""

MAX_NODES = 300_000
"""Tags and attributes of all parts or of a page, counted before parsing: the parser needs up to 300 bytes for each.
The largest report seen has 30,000."""

MAX_STEPS = 60_000_000
"""Comparisons of the attributes of a tag with each other, which the parser of pages makes."""

MAX_BLOCKS = 50_000
"""Paragraphs of one file, those in cells aside, before the recognition looks at the first :data:`MAX_LINES`."""

MAX_READ_CHARACTERS = 2_000_000
"""Characters of all paragraphs and cells: a long report has 30,000."""

MAX_CELLS = 40_000
"""Cells of all tables: the statutory ones have 350, a page laid out by tables under 1,000."""

MAX_TABLE_NESTING = 12
"""Tables within tables: portals lay out pages four or five deep; beyond this the inside is not read."""

MAX_ELEMENT_NESTING = 100
"""Elements within elements: saved pages reach about 40; the walk is recursive and must stay shallow."""

MAX_STYLE_CHARACTERS = 500_000
"""Characters of one style sheet of a page that are looked through: portals have 5,000 to 200,000."""

MAX_LINES = 6_000
"""Paragraphs and tables of one file: a report has under 200, where all cells are lines under 1,500."""

MAX_PARAGRAPH = 20_000
"""Characters of one paragraph: the longest seen has under 3,000."""

MAX_MARKED_UP = 4_000
"""Characters of a paragraph whose markup is looked at: that takes time by the square of them."""

MAX_CHARACTERS = 120_000
"""Characters of all paragraphs: a long report has 20,000, tables aside."""

MAX_SPAN = 32
"""Rows or columns that one cell may span: the widest table has 10 columns, the longest group 22 rows."""

MAX_TABLE_ROWS = 400
"""Rows of one table that is held against the format: the longest statutory table has 29."""

MAX_REMEMBERED_CELLS = 800
"""Cells of a table whose layout is remembered: T3 has 210 to 330."""

MAX_LABEL = 80
"""Characters of a cell that may still be a label: the longest statutory label has 40."""

MAX_HEADING = 40
"""Characters of a heading: the longest seen has 32."""

MAX_QUOTE = 40
"""Characters of a passage that is quoted where something could not be read."""

MAX_UNREAD = 60
"""Passages listed as not read; a file with more is named once for the rest."""

MAX_REMEMBERED = 2_000
"""Characters of a line whose headings are remembered: each line is looked at several times in a row."""

ENCODING_SAMPLE = 200_000
"""Bytes from which the encoding is judged: any report shows its words in the first pages."""

CONVERSION_SECONDS = 120
"""How long LibreOffice may take to open an old file, a cold start on a slow disk included."""

PAGES_SECONDS = 10
"""Processor time for laying out the pages of a PDF: a report of ten takes one or two on a slow machine."""

PAGES_MEMORY = 512 * 1024 * 1024
"""Address space for the same: a report takes 60 MB."""
