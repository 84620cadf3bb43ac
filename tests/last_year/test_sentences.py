"""Last year's sentences with this year's figures: what is offered, what it says, and what is not offered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.composing import (
    NO_CLERK_TEXT,
    ClerkText,
    FormerSentence,
    Phrasing,
    compose,
    paragraph_keys,
    pending_mark,
    phrasing,
    plan_names,
)
from assistant.document import Document, Paragraph
from assistant.interview import Interview, load_script
from assistant.interview.more import with_ticks
from assistant.last_year.carry_forward import carry_forward
from assistant.last_year.offered_sentences import offered
from assistant.last_year.sentences import Remembered, remembered
from assistant.report import Report, figures_class, read
from tests.composing.drafting_reports import township, worded
from tests.composing.sound_reports import sound_report
from tests.examples import examples
from tests.last_year.recovered_reports import with_paragraphs
from tests.reading.finished_reports import completed, printed

PROACTIVE, ON_REQUEST, SUPERVISION = "overview.proactive", "overview.on_request", "overview.supervision"
SCRIPT = load_script()
QUIET = {"new_media_items": 0, "notice_items": 0, "interpretations": 0, "responses": 0}


def of_year(report: Report, year: int) -> Report:
    return report.model_copy(update={"agency": report.agency.model_copy(update={"year": year})})


def applicable(report: Report) -> Mapping[str, str]:
    return Interview(SCRIPT, report).applicable


class Offers:
    """What is offered in this year's report ``now`` out of the last one, by slot."""

    def __init__(self, last: Document | Mapping[str, Sequence[Remembered]], now: Report) -> None:
        self.now = with_ticks(SCRIPT, now)
        self.sentences = carry_forward(last).sentences if isinstance(last, Document) else last
        self.applicable = applicable(self.now)

    def of(self, key: str) -> dict[str, FormerSentence]:
        return offered(self.sentences.get(key, ()), self.now, self.applicable, NO_CLERK_TEXT, key, SCRIPT)

    def said(self, key: str, clerk: ClerkText = NO_CLERK_TEXT) -> Phrasing:
        return phrasing(self.now, self.applicable, clerk, key)

    def taken(self, key: str, slot: str, sentence: FormerSentence) -> str:
        """The sentence as it prints when it is taken."""
        made = self.said(key, NO_CLERK_TEXT.with_former(f"{key}/{slot}", sentence))
        (place,) = (each for each in made.sentences if each.former)
        assert place.slot == slot
        return made.text[place.start : place.end]

    def texts(self, key: str) -> list[str]:
        return [self.taken(key, slot, sentence) for slot, sentence in self.of(key).items()]


def foreign(text: str, key: str = PROACTIVE, **parts: Any) -> Document:
    """Last year's report with somebody's own words in one paragraph."""
    last = printed(completed(township(agency={"year": 2023}, **parts)))
    return with_paragraphs(last, "overview", Paragraph(key, text))


def numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:\.\d+)?", re.sub(r"20\d\d年", "", pending_mark().sub("", text))))


def changes(sentence: FormerSentence, now: Report) -> Iterator[str]:
    """By how much what a sentence compares differs from the figure of last year."""
    for paths, then in re.findall(r":([^:{}]+)-(\d+):", sentence.text):
        values = []
        for path in paths.split("+"):
            table, _, cell = path.partition(".")
            figures = read(now, table) if figures_class(table) else None
            values.append((figures.values()[cell] if figures is not None else read(now, path)) or 0)
        yield str(abs(sum(values) - int(then)))


# -- any report ------------------------------------------------------------------------------------
@settings(max_examples=examples(100))
@example(232, 0)
@example(1, 1)
@given(st.integers(0, 2**32), st.integers(0, 2**32))
def test_an_offered_sentence_holds_exactly_this_years_figures(was: int, is_now: int) -> None:
    last, now = sound_report(was), sound_report(is_now)
    last = with_ticks(SCRIPT, of_year(last, 2023))
    now = now.model_copy(update={"agency": last.agency})
    texts: dict[str, list[str]] = {key: [] for key in paragraph_keys()}
    for paragraph in compose(last, applicable(last), worded(was % 3)).paragraphs():
        texts.setdefault(paragraph.key, []).append(paragraph.text)
    known = {key: remembered(key, said, last, SCRIPT) for key, said in texts.items()}
    offers = Offers(known, of_year(now, 2024))
    for key in paragraph_keys():
        book = offers.said(key)
        for slot, sentence in offers.of(key).items():
            text = offers.taken(key, slot, sentence)
            replaced = (slot, *sentence.replaces)
            # What the sentence of this year tells beside it stands by itself in the paragraph then.
            told = " ".join(book.text[each.start : each.end] for each in book.sentences if each.slot in replaced)
            taken = offers.said(key, NO_CLERK_TEXT.with_former(f"{key}/{slot}", sentence))
            assert numbers(told) <= numbers(taken.text), (told, taken.text)
            assert numbers(text) <= numbers(told) | set(changes(sentence, offers.now)), (told, text)
            assert not numbers(re.sub(r"\{[^{}]*\}", "", sentence.text)), sentence.text
            assert "2023年" not in text and "{" not in text


# -- somebody's own words --------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("items", "said"),
    [
        (58, "2024年，我镇通过县政府网站公开信息58条，比上年增加15条"),
        (40, "2024年，我镇通过县政府网站公开信息40条，比上年减少3条"),
        (43, "2024年，我镇通过县政府网站公开信息43条，与上年持平"),
    ],
)
def test_the_comparison_is_computed_anew(items: int, said: str) -> None:
    last = foreign("2023年，我镇通过县政府网站公开信息43条，比上年增加5条。", overview=QUIET | {"website_items": 43})
    offers = Offers(last, completed(township(overview=QUIET | {"website_items": items})))
    (text,) = offers.texts(PROACTIVE)
    assert text.removeprefix("2024年，我镇").removeprefix("全年") in said.removeprefix("2024年，我镇")
    assert said.endswith(text.partition("通过")[2])


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        ("回应群众关切4次，同比增长25%", 5, "回应群众关切5次，同比增长25%"),
        ("回应群众关切4次，同比增长25%", 3, "回应群众关切3次，同比下降25%"),
        ("回应群众关切4次，较2022年增加1次", 6, "回应群众关切6次，较上年增加2次"),
        ("回应群众关切4次，与上年持平", 1, "回应群众关切1次，比上年减少3次"),
        ("回应群众关切4次，与上年持平", 4, "回应群众关切4次，与上年持平"),
        ("回应群众关切4次，同比下降33.3%", 7, "回应群众关切7次，同比增长75.0%"),
    ],
)
def test_percentages_and_what_was_equal_follow_the_figures(then: str, now: int, said: str) -> None:
    last = foreign(f"{then}。", overview=QUIET | {"responses": 4})
    assert said in Offers(last, completed(township(overview=QUIET | {"responses": now}))).texts(PROACTIVE)


def test_the_change_is_of_the_total_and_not_of_its_last_part() -> None:
    cells = {"received.natural_person": 29, "received.business": 8, "granted.natural_person": 29, "granted.business": 8}
    text = "2023年，我镇收到政府信息公开申请37件，其中自然人29件、商业企业8件，比上年增加3件。"
    now = {"received.natural_person": 20, "received.business": 9, "granted.natural_person": 20, "granted.business": 9}
    offers = Offers(foreign(text, ON_REQUEST, requests=cells), completed(township(requests=now)))
    (sentence,) = (one for one in offers.sentences[ON_REQUEST])
    assert "requests.received.total-37:件" in sentence.sentence.text


def test_a_figure_without_a_match_waits_for_the_clerk_and_counts_as_pending() -> None:
    last = foreign("编发政策解读3篇，转载图解9张。", overview=QUIET | {"interpretations": 3})
    offers = Offers(last, completed(township(overview=QUIET | {"interpretations": 4, "website_items": 0})))
    assert offers.texts(PROACTIVE) == ["编发政策解读4篇，转载图解〔待填：今年的数〕张"]
    ((slot, sentence),) = offers.of(PROACTIVE).items()
    made = compose(offers.now, offers.applicable, NO_CLERK_TEXT.with_former(f"{PROACTIVE}/{slot}", sentence))
    assert next(each.state for each in made.paragraphs() if each.key == PROACTIVE) == "pending"


def test_a_number_with_a_measure_word_that_no_reader_knows_is_not_left_standing() -> None:
    last = foreign("编发政策解读3篇，巡查网站7趟。", overview=QUIET | {"interpretations": 3})
    offers = Offers(last, completed(township(overview=QUIET | {"interpretations": 4, "website_items": 0})))
    assert offers.texts(PROACTIVE) == ["编发政策解读4篇，巡查网站〔待填：今年的数〕趟"]


def test_a_part_of_what_one_sentence_tells_may_be_said_as_last_year_and_the_rest_stays_said() -> None:
    last = foreign("全年通过县政府网站公开信息43条。", overview=QUIET | {"website_items": 43})
    offers = Offers(last, completed(township(overview=QUIET | {"website_items": 58, "interpretations": 4})))
    plan = plan_names(PROACTIVE).index("总数和解读合写，再写分类")
    clerk = NO_CLERK_TEXT.with_wording(PROACTIVE, plan)
    slots = [each.slot for each in offers.said(PROACTIVE, clerk).sentences]
    found = offered(offers.sentences[PROACTIVE], offers.now, offers.applicable, clerk, PROACTIVE, SCRIPT)
    taken = clerk.with_former(f"{PROACTIVE}/total_read", found["total_read"])
    made = offers.said(PROACTIVE, taken)
    assert "total_read" in slots and [each.slot for each in made.sentences if each.former] == ["total_read"]
    assert "通过县政府网站公开信息58条。" in made.text and numbers(made.text) == {"58", "4"}
    # What the clerk took stands in another order, too, and goes where it was taken.
    assert "通过县政府网站公开信息58条" in offers.said(PROACTIVE, taken.with_wording(PROACTIVE, 0)).text
    assert (
        offers.said(PROACTIVE, taken.without_former(f"{PROACTIVE}/total_read")).text
        == offers.said(PROACTIVE, clerk).text
    )


NO_LONGER = {
    "there were applications and now there are none": (
        ON_REQUEST, "收到政府信息公开申请5件。",
        {"requests": {"received.natural_person": 5, "granted.natural_person": 5}}, {"requests": {}},
    ),
    "there were none and now there are": (
        ON_REQUEST, "未收到政府信息公开申请。", {"requests": {}},
        {"requests": {"received.natural_person": 5, "granted.natural_person": 5}},
    ),
    "a result has vanished": (
        ON_REQUEST, "办结5件，其中予以公开3件，部分公开2件。",
        {"requests": {"received.natural_person": 5, "granted.natural_person": 3, "partly_granted.natural_person": 2}},
        {"requests": {"received.natural_person": 5, "granted.natural_person": 5}},
    ),
    "a result has come": (
        ON_REQUEST, "办结5件，其中予以公开3件，部分公开2件。",
        {"requests": {"received.natural_person": 5, "granted.natural_person": 3, "partly_granted.natural_person": 2}},
        {"requests": {"received.natural_person": 6, "granted.natural_person": 3, "partly_granted.natural_person": 2,
                      "denied.third_party.natural_person": 1}},
    ),
    "others ask now": (
        ON_REQUEST, "收到政府信息公开申请5件，申请人均为商业企业。",
        {"requests": {"received.business": 5, "granted.business": 5}},
        {"requests": {"received.natural_person": 5, "granted.natural_person": 5}},
    ),
    "it told of one day": (
        PROACTIVE, "3月15日编发政策解读3篇。", {"overview": QUIET | {"interpretations": 3}},
        {"overview": QUIET | {"interpretations": 4}},
    ),
    "it told of one document": (
        PROACTIVE, "就《永乐镇规划》编发政策解读3篇。", {"overview": QUIET | {"interpretations": 3}},
        {"overview": QUIET | {"interpretations": 4}},
    ),
    "it said of all what nobody said this year": (
        SUPERVISION, "开展检查4次，发现的问题均已按期改正。", {"overview": {"checks": 4}}, {"overview": {"checks": 5}},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", NO_LONGER)
def test_a_sentence_whose_meaning_no_longer_fits_is_not_offered(case: str) -> None:
    key, text, then, now = NO_LONGER[case]
    last = foreign(text, key, **then)
    assert Offers(last, completed(township(**now))).of(key) == {}


def test_what_fitted_when_it_was_taken_gives_way_when_it_no_longer_does() -> None:
    cells = {"received.natural_person": 5, "granted.natural_person": 3, "partly_granted.natural_person": 2}
    last = foreign("办结5件，其中予以公开3件，部分公开2件。", ON_REQUEST, requests=cells)
    more = {"received.natural_person": 9, "granted.natural_person": 5, "partly_granted.natural_person": 4}
    offers = Offers(last, completed(township(requests=more)))
    ((slot, sentence),) = offers.of(ON_REQUEST).items()
    assert offers.taken(ON_REQUEST, slot, sentence) == "办结9件，其中予以公开5件，部分公开4件"
    clerk = NO_CLERK_TEXT.with_former(f"{ON_REQUEST}/{slot}", sentence)
    refused = with_ticks(
        SCRIPT, completed(township(requests={**more, "received.business": 1, "denied.third_party.business": 1}))
    )
    text = phrasing(refused, applicable(refused), clerk, ON_REQUEST).text
    assert "不予公开1件" in text and "10件" in text


def test_what_it_tells_is_told_once_whichever_of_the_sentences_it_is_taken_for() -> None:
    last = foreign("编发政策解读3篇，回应群众关切4次。", overview=QUIET | {"interpretations": 3, "responses": 4})
    offers = Offers(last, completed(township(overview=QUIET | {"interpretations": 6, "responses": 7})))
    found = offers.of(PROACTIVE)
    assert set(found) == {"interpretations", "responses"}
    for slot, sentence in found.items():
        text = offers.said(PROACTIVE, NO_CLERK_TEXT.with_former(f"{PROACTIVE}/{slot}", sentence)).text
        assert "编发政策解读6篇，回应群众关切7次" in text
        assert text.count("解读") == 1 and text.count("关切") == 1


@pytest.mark.parametrize(
    "text",
    [
        "{overview.__class__}", "{agency.name.text.__class__}", "{requests._cells}",
        "{agency.name+overview.website_items}",
        "{overview.content_kinds}", "{overview.in_assessment}", "{nowhere}", "{}", "{比上年增加:agency.name-3:条}",
        "{比上年增加:overview.website_items-0:%4}", "{overview.content_kinds/没有的}", "{overview.website_items.real}",
    ],
)  # fmt: skip
def test_a_draft_of_anybody_reads_nothing_but_answers_through_a_sentence(text: str) -> None:
    now = completed(township())
    clerk = NO_CLERK_TEXT.with_former(f"{PROACTIVE}/total", FormerSentence(text=f"{text}公开52条21条13条86条"))
    made = phrasing(now, applicable(now), clerk, PROACTIVE)
    assert not any(each.former for each in made.sentences) or text == "{}"
    assert "class" not in made.text and "_cells" not in made.text
