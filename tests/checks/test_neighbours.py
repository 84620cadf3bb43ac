"""Reports of several agencies in one run: who is too like whom."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from checks_documents import build

from assistant.checks.examination import Examination
from assistant.checks.neighbours import TOO_ALIKE, Prose, neighbours, prose
from assistant.document import Document
from assistant.language.similarity import Wording, names_of

# Enough characters for sentences that share nothing by chance.
LETTERS = "".join(chr(point) for point in range(0x4E10, 0x6E10))


def sentence(draw: random.Random) -> str:
    return "".join(draw.choices(LETTERS, k=40)) + "。"


def report(number: int, sentences: Sequence[str]) -> Document:
    name = "".join(LETTERS[1000 + number * 3 + place] for place in range(2))
    return build(
        {
            "base": "town",
            "document": {"agency": f"{name}镇人民政府"},
            "text": {
                "overview.proactive": "".join(sentences[::2]),
                "problems.measures": "".join(sentences[1::2]),
                **dict.fromkeys(
                    (f"overview.{aspect}" for aspect in ("on_request", "management", "platforms", "supervision")),
                    "absent",
                ),
                "problems.found": "absent",
            },
        }
    )


def kept(document: Document) -> Prose:
    return prose(Examination(document))


def share(one: Document, other: Document) -> float:
    first, second = (
        Wording([paragraph.text for paragraph in document.paragraphs() if paragraph.key[:3] in ("ove", "pro")])
        for document in (one, other)
    )
    return first.share(second)


def test_of_many_reports_exactly_those_pairs_are_told_that_share_half_of_their_words() -> None:
    draw = random.Random(1)
    common = [sentence(draw) for _ in range(24)]
    reports = [
        report(
            number, [*draw.sample(common, draw.randint(4, 22)), *(sentence(draw) for _ in range(draw.randint(0, 9)))]
        )
        for number in range(40)
    ]
    told = [[other.agency for other in likenesses] for likenesses in neighbours([kept(one) for one in reports])]
    due = [
        {other.agency for other in reports if other is not one and share(one, other) >= TOO_ALIKE} for one in reports
    ]
    assert [set(names) for names in told] == due
    assert 20 < sum(map(len, due)) < 40 * 39 - 20, "the draw holds pairs of both kinds"


def test_the_nearest_comes_first_and_what_is_shared_is_quoted_as_it_stands_in_the_report_itself() -> None:
    draw = random.Random(2)
    common = [sentence(draw) for _ in range(10)]
    half, whole = report(1, [*common[:7], sentence(draw)]), report(2, common)
    first, second, third = neighbours([kept(report(0, common)), kept(half), kept(whole)])
    assert [likeness.agency for likeness in first] == [whole.agency, half.agency]
    assert first[0].percent == 100 and 60 < (first[1].percent or 0) < 90
    (quoted,) = [likeness for likeness in second if likeness.agency == whole.agency]
    assert quoted.passage in next(part.text for part in half.paragraphs() if part.key == quoted.key)
    assert {likeness.agency for likeness in third} == {report(0, common).agency, half.agency}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("我镇今年公开信息86条，由清河镇党政办公室负责。", "我局今年公开信息1,204条，由住建局党政办公室负责。"),
        ("临江县清河镇人民政府网站的专栏每月更新内容三次", "石桥乡网站的专栏每月更新内容12次"),
        ("在清河镇政务服务中心设立专区", "在花园街道政务服务中心设立专区（2）"),
    ],
)
def test_names_figures_self_words_and_punctuation_make_no_difference(one: str, other: str) -> None:
    first = Wording([one], names_of("临江县清河镇人民政府"))
    names = [*names_of("临江县石桥乡人民政府"), *names_of("临江县花园街道办事处"), "住建局"]
    second = Wording([other], names)
    assert first.runs == second.runs and first.runs


@pytest.mark.parametrize(
    ("agency", "names"),
    [
        ("临江县清河镇人民政府", {"临江县清河镇", "清河镇人民政府", "清河镇", "临江县", "清河"}),
        ("重庆市市场监督管理局", {"重庆市", "重庆", "市场监督管理局"}),
        ("秀山土家族苗族自治县膏田镇人民政府", {"秀山土家族苗族自治县", "膏田镇", "膏田"}),
        ("江州市城东区花园街道办事处", {"花园街道办事处", "花园街道", "城东区", "江州市"}),
    ],
)
def test_an_agency_may_be_called_by_each_of_its_parts(agency: str, names: set[str]) -> None:
    found = names_of(agency)
    assert names <= set(found)
    assert not {"人民政府", "办事处"} & set(found)
    assert [len(name) for name in found] == sorted(map(len, found), reverse=True)
