"""The task of reading a PDF's pages, run by :mod:`assistant.apart`.

Answered is a list of pages (height, pieces, tables), or the name of a refusal.
"""

from __future__ import annotations

import json

from assistant.reading.budget import Budget, Exceeded
from assistant.reading.pdf.pages import Unprintable, pages_of


def answer(data: bytes) -> str:
    """The pages of the PDF in ``data`` as JSON."""
    try:
        pages = pages_of(data, Budget())
    except Exceeded as error:
        return json.dumps(error.why)
    except Unprintable as error:
        return json.dumps(error.why)
    return json.dumps([(page.height, page.pieces, page.tables) for page in pages])
