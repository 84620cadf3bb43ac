"""A Document kept as data comes back as it was; what is no Document is refused by place."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

import pytest
import tomli_w
from hypothesis import given, settings

from assistant.document import (
    Document,
    FigureTable,
    Heading,
    NotADocument,
    Paragraph,
    Section,
    Signature,
    from_data,
    to_data,
)
from tests.document.any_documents import DOCUMENTS
from tests.examples import examples


@settings(max_examples=examples(200))
@given(DOCUMENTS)
def test_any_document_comes_back_from_toml(document: Document) -> None:
    text = tomli_w.dumps(to_data(document))
    assert from_data(tomllib.loads(text)) == document


def _whole() -> dict[str, Any]:
    table = FigureTable("T4", {"review.upheld": "1"}, ("多出一行",))
    section = Section("overview", "一、总体情况", (Heading("a", "（一）", 2), Paragraph("b", "文字。"), table))
    signature = Signature("清河镇人民政府", "2025年1月9日", date(2025, 1, 9))
    return to_data(Document("清河镇人民政府", "town", 2024, "标题", (), (section,), signature))


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda data: data.update(year="2024"), "year"),
        (lambda data: data.update(year=True), "year"),
        (lambda data: data.update(kind="village"), "kind"),
        (lambda data: data.update(boss="x"), "boss"),
        (lambda data: data.update(preface="文字"), "preface"),
        (lambda data: data.update(preface=["文字"]), "preface.0"),
        (lambda data: data.update(unread=[1]), "unread"),
        (lambda data: data.pop("signature"), "signature"),
        (lambda data: data["signature"].update(day="2025-01-09"), "signature.day"),
        (lambda data: data["signature"].pop("agency"), "signature.agency"),
        (lambda data: data["sections"][0].pop("heading"), "sections.0.heading"),
        (lambda data: data["sections"][0]["blocks"][0].update(level="二"), "sections.0.blocks.0.level"),
        (lambda data: data["sections"][0]["blocks"][1].update(state="new"), "sections.0.blocks.1.state"),
        (lambda data: data["sections"][0]["blocks"][1].update(colour="red"), "sections.0.blocks.1.colour"),
        (lambda data: data["sections"][0]["blocks"][2].update(table="T9"), "sections.0.blocks.2.table"),
        (lambda data: data["sections"][0]["blocks"][2]["cells"].update(no="1"), "sections.0.blocks.2.cells.no"),
        (
            lambda data: data["sections"][0]["blocks"][2]["cells"].update({"review.total": 1}),
            "sections.0.blocks.2.cells",
        ),
    ],
)
def test_what_is_no_document_is_refused_by_place(change: Any, place: str) -> None:
    data = _whole()
    from_data(data)
    change(data)
    with pytest.raises(NotADocument, match=f"{place}$|^{place}"):
        from_data(data)
