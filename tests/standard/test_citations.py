"""The page of citations is current, and each names the paragraph where its article has several."""

from __future__ import annotations

from pathlib import Path

import pytest

from docs.make_citations import citations, citations_table

PAGE = Path(__file__).resolve().parents[2] / "docs" / "citations.md"
SEVERAL = (
    *(
        f"条例第{article}条"
        for article in [
            "三",
            "四",
            "十二",
            "十六",
            "十七",
            "二十五",
            "二十九",
            "三十三",
            "三十九",
            "四十七",
            "四十九",
            "五十",
        ]
    ),
    "立法法第九十一条",
    "立法法第九十三条",
    "行政复议法第二十三条",
    "土地管理法第六十二条",
    "行政处罚法第二十四条",
)
"""Articles of more than one paragraph."""


def test_the_committed_page_is_the_generated_one() -> None:
    assert PAGE.read_text(encoding="utf-8") == citations_table(), "run python -m docs.make_citations"


@pytest.mark.parametrize("article", SEVERAL)
def test_an_article_of_several_paragraphs_is_cited_with_one(article: str) -> None:
    cited = [citation for citation in citations() if citation.basis.startswith(article)]
    assert cited
    assert [citation for citation in cited if "款" not in citation.basis] == []


def test_the_leading_group_does_not_rest_on_the_article_of_the_office() -> None:
    for citation in citations():
        if "overview.leader" in citation.place or "overview.members" in citation.place:
            assert not citation.basis.startswith("条例第四条")


def test_every_row_says_something_and_where() -> None:
    for citation in citations():
        assert citation.statement
        assert citation.place.endswith(("`", *"abcdefghijklmnopqrstuvwxyz"))
