"""A report written as a Word file."""

from __future__ import annotations

from typing import BinaryIO

from assistant.document import Document
from assistant.export.word.body import body
from assistant.export.word.elements import word
from assistant.export.word.package import WordPackage
from assistant.export.word.pages import draft_header, footer, section_properties
from assistant.export.word.properties import core_properties


def write_docx(document: Document, target: BinaryIO, *, draft: bool = False) -> None:
    """Writes ``document`` as .docx into ``target``, laid out by GB/T 9704-2012.

    The text and the figures are printed as they stand in the document; what XML cannot carry is
    dropped. The same document gives the same bytes. With ``draft`` every page is stamped.

    :raises OSError: ``target`` cannot be written.
    """
    package = WordPackage()
    references = []
    if draft:
        references += [
            ("header", "default", package.add_header("header1", draft_header("watermark1"))),
            ("header", "even", package.add_header("header2", draft_header("watermark2"))),
        ]
    references += [
        ("footer", "default", package.add_footer("footer1", footer("Footer"))),
        ("footer", "even", package.add_footer("footer2", footer("FooterEven"))),
    ]
    package.add_properties(core_properties(document))
    package.write(word("document", word("body", *body(document), section_properties(references))), target)
