"""The sentences that governments write from a sum: offered for a summed draft, none by default, and read back."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import pytest
from click.testing import Result

from assistant.checks import check
from assistant.composing import compose
from assistant.composing.words import shared
from assistant.county.into_draft import with_sum
from assistant.county.rollup import Rollup
from assistant.county.roster import Roster, Unit
from assistant.county.standing import standing
from assistant.document import Document
from assistant.drafts import Draft, DraftStore
from assistant.drafts.draft import dump, parse
from assistant.export import WRITERS
from assistant.interview import Interview, load_script
from assistant.last_year.recovery import recover
from assistant.reading import read_bytes
from assistant.report import NO_ORIGINS, Report, read, with_answer
from tests.composing.drafting_reports import worded
from tests.county.conftest import Read
from tests.county.test_sum import filing
from tests.reading.finished_reports import completed

SCRIPT = load_script()
MORE = "overview.requests_more"
OFFERED = ("requests_by_group", "requests_by_unit", "result_shares")
TODAY = date(2025, 1, 20)


def county_draft(name: str = "") -> Draft:
    report = Report()
    for path, value in (("agency.name", "临江县人民政府"), ("agency.kind", "county_government"), ("agency.year", 2024)):
        report = with_answer(report, path, value)
    return Draft(report, name=name)


def unit(name: str, received: int, year: int = 2024, **results: int) -> object:
    """What was read of an office: applications of natural persons, and their results by row."""
    rows = {"received": received, "total": sum(results.values()), **results}
    cells = {f"{row}.{column}": str(count) for row, count in rows.items() for column in ("natural_person", "total")}
    return filing(name, year, T3=cells).model_copy(update={"agency": f"临江县{name}"})


KINDS = {
    "水利局": "county_department",
    "财政局": "county_department",
    "清河镇人民政府": "town",
    "花园街道办事处": "street",
}
NOW = {"水利局": (30, {"granted": 20, "unavailable.not_held": 10}), "财政局": (6, {"granted": 6}),
       "清河镇人民政府": (3, {"granted": 3}), "花园街道办事处": (1, {"partly_granted": 1})}  # fmt: skip


def rollup(kinds: dict[str, str] = KINDS, last: tuple[str, ...] = (), more: tuple[str, ...] = ()) -> Rollup:
    roster = Roster(
        year=2024, unit=tuple(Unit(name=f"临江县{name}", kind=kinds.get(name, "")) for name in (*NOW, *more))
    )
    filings = [unit(name, received, **results) for name, (received, results) in NOW.items()]
    return Rollup(standing(filings, roster, [unit(name, 5, 2023) for name in last]))


def asked(draft: Draft) -> Interview:
    """The conversation over a draft, at the list of what else can be told of applications."""
    return Interview(SCRIPT, draft.report, MORE, TODAY, origins=draft.origins)


def offered(draft: Draft) -> set[str]:
    """Which of the sentences of a sum can be ticked."""
    interview = asked(draft)
    return {each.value for each in interview.choices(SCRIPT.question(MORE))}.intersection(OFFERED)


def accepted(draft: Draft, ticks: list[str]) -> Interview:
    """The conversation after ticking, each answer behind the ticks as it was proposed."""
    interview = asked(draft)
    interview.answer(ticks)
    while (question := interview.current) is not None and question.within == MORE:
        interview.answer(interview.default(question))
    return interview


def on_request(document: Document) -> str:
    return "".join(each.text for each in document.paragraphs() if each.key.startswith("overview.on_request"))


def test_a_summed_draft_is_offered_the_sentences_of_the_sum_and_none_is_ticked() -> None:
    draft = with_sum(county_draft(), rollup())
    assert offered(draft) == set(OFFERED)
    interview = asked(draft)
    assert interview.default(SCRIPT.question(MORE)) == []
    before = on_request(compose(draft.report, interview.applicable))
    assert "乡镇街道" not in before and "占" not in before
    typed = draft.changed(origins=NO_ORIGINS)
    assert offered(typed) == set()
    corrected = draft.changed(origins=draft.origins.given("requests", "typed"))
    assert offered(corrected) == set()


def test_each_sentence_holds_the_figures_of_the_sum() -> None:
    draft = with_sum(county_draft(), rollup(more=("教育局",)))
    interview = accepted(draft, list(OFFERED))
    text = on_request(compose(interview.report, interview.applicable))
    for said in (
        "部门36件（占90%）、乡镇街道4件（占10%）", "临江县水利局30件、临江县财政局6件、临江县清河镇人民政府3件",
        "予以公开29件（占72.5%）、部分公开1件（占2.5%）、无法提供10件（占25%）", "4个单位",
    ):  # fmt: skip
        assert said in text, (said, text)
    assert all(interview.origins.of(f"overview.{name}") == "accepted" for name in OFFERED)


def test_who_is_not_in_the_sum_is_named_and_hiding_it_is_asked_back() -> None:
    interview = asked(with_sum(county_draft(), rollup(more=("教育局",))))
    interview.answer(["result_shares"])
    interview.answer(["予以公开"])
    question = interview.current
    assert question is not None and question.key == "overview.summed_units"
    assert interview.default(question) == "4"
    assert "临江县教育局" in interview.doubt(question, "0") and "4个" in interview.doubt(question, "5")
    assert interview.doubt(question, "4") == ""
    whole = asked(with_sum(county_draft(), rollup()))
    whole.answer(["result_shares"])
    whole.answer(["予以公开"])
    assert whole.doubt(SCRIPT.question("overview.summed_units"), "0") == ""


def test_units_of_no_known_kind_are_of_no_kind_in_the_text() -> None:
    draft = with_sum(county_draft(), rollup({"水利局": "county_department"}))
    interview = accepted(draft, ["requests_by_group"])
    assert "部门30件（占75%）、其他单位10件（占25%）" in on_request(compose(interview.report, interview.applicable))
    assert offered(with_sum(county_draft(), rollup({}))) == {"requests_by_unit", "result_shares"}


def test_nothing_is_offered_where_nothing_came_in_or_all_ended_alike() -> None:
    nothing = Rollup(standing([unit("水利局", 0)]))
    assert offered(with_sum(county_draft(), nothing)) == set()
    alike = Rollup(standing([unit("水利局", 2, granted=2)]))
    assert "result_shares" not in offered(with_sum(county_draft(), alike))


@pytest.mark.parametrize(
    ("last", "more", "before"),
    [(tuple(NOW), (), "20"), (tuple(NOW)[1:], (), None), (tuple(NOW), ("教育局",), None),
     ((*NOW, "已撤销局"), (), None)],
    ids=["all", "one had none", "one is missing now", "one is gone"],
)  # fmt: skip
def test_last_years_sum_is_proposed_where_it_is_that_of_the_same_units(
    last: tuple[str, ...], more: tuple[str, ...], before: str | None
) -> None:
    interview = asked(with_sum(county_draft(), rollup(last=last, more=more)))
    assert interview.default(SCRIPT.question("overview.requests_last_year")) == before


def test_a_draft_keeps_the_kinds_of_any_number_of_units() -> None:
    names = [f"{number:03}{end}" for number in range(130) for end in ("局", "镇人民政府")]
    kinds = {name: "town" if name.endswith("镇人民政府") else "county_department" for name in names}
    roster = Roster(year=2024, unit=tuple(Unit(name=f"临江县{name}", kind=kinds[name]) for name in names))
    filings = [unit(name, 2 if kinds[name] == "town" else 3, granted=1) for name in names]
    draft = with_sum(county_draft(), Rollup(standing(filings, roster)))
    kept = parse(dump(draft), "")
    assert kept.origins.parts == draft.origins.parts
    assert kept.origins.parts.by_kind("requests", "received.total") == {
        "county_department": Decimal(390), "town": Decimal(260)
    }  # fmt: skip
    # All of the largest are alike, so that none of them stands out.
    assert offered(kept) == {"requests_by_group"}


@pytest.mark.parametrize(
    ("count", "of", "said"),
    [(1, 3, "（占33.3%）"), (2, 3, "（占66.7%）"), (1, 8, "（占12.5%）"), (1, 16, "（占6.3%）"), (1, 2, "（占50%）"),
     (3, 3, "（占100%）"), (1, 9999, ""), (9999, 10000, "（占99.9%）"), (0, 0, "")],
)  # fmt: skip
def test_shares_are_rounded_to_a_tenth_and_never_to_nothing_or_all(count: int, of: int, said: str) -> None:
    assert shared([{"name": "部门", "count": count}], of) == f"部门{count}件{said}"


# -- the made county, from the command to the file and back ------------------------------------------
@pytest.fixture
def filled(county: Read, nianbao: Callable[..., Result], data_home: object) -> Iterator[Draft]:
    """The county's stored draft with the sum of the made county in it."""
    store = DraftStore()
    name = store.create(county_draft().report).name
    done = nianbao("rollup", county.made.folder, "--roster", county.made.roster, "--into", name, "--without-errors")
    assert done.exception is None, done.exception
    draft = store.load(name)
    yield draft.changed(report=completed(draft.report))


def in_t3(county: Read, path: str, *endings: str) -> int:
    """A cell of T3 added up by hand over the units that count and whose names end so."""
    return int(
        sum(
            Decimal(cells["T3"][path])
            for name, cells in county.made.cells.items()
            if name not in county.made.faulty and name.endswith(endings)
        )
    )


def test_the_text_of_the_made_county_is_what_is_added_up_by_hand(county: Read, filled: Draft) -> None:
    interview = accepted(filled, list(OFFERED))
    overview = interview.report.overview
    found = {entry.group: entry.count for entry in overview.requests_by_group or ()}
    assert found == {
        "部门": in_t3(county, "received.total", "局"),
        "乡镇街道": in_t3(county, "received.total", "镇人民政府", "街道办事处"),
    }
    assert sum(found.values()) == interview.report.requests.values()["received.total"]
    for entry in overview.requests_by_unit or ():
        assert entry.count == int(county.made.cells[entry.unit]["T3"]["received.total"])
    assert overview.summed_units == 51
    assert filled.origins.parts.left_count == 9 and county.made.missing < set(filled.origins.parts.left)


@pytest.mark.parametrize("wording", range(6))
def test_the_text_of_a_sum_passes_the_rules_and_gives_its_answers_back(filled: Draft, wording: int) -> None:
    interview = accepted(filled, list(OFFERED))
    document = compose(interview.report, interview.applicable, worded(wording))
    errors = [each for each in check(document) if each.rule.startswith("text-") and each.severity != "advice"]
    assert errors == []
    file = io.BytesIO()
    WRITERS[".docx"](document, file, draft=False)
    recovered = recover(read_bytes(file.getvalue(), "report.docx"), SCRIPT)
    for path in (*(f"overview.{name}" for name in OFFERED), "overview.summed_units", MORE):
        assert read(recovered.report, path) == read(interview.report, path), path
    again = compose(recovered.report, Interview(SCRIPT, recovered.report).applicable, recovered.clerk)
    assert on_request(again) == on_request(document)


def test_every_figure_of_these_sentences_is_held_by_a_rule(filled: Draft) -> None:
    interview = accepted(filled, ["requests_by_group", "result_shares"])
    document = compose(interview.report, interview.applicable)
    data = io.BytesIO()
    WRITERS[".txt"](document, data, draft=False)
    text = data.getvalue().decode("utf-8-sig")
    overview = interview.report.overview
    said = [f"{entry.group}{{}}件（占" for entry in overview.requests_by_group or ()]
    counts = [entry.count for entry in overview.requests_by_group or ()]
    for words, count in zip(said, counts, strict=True):
        changed = text.replace(words.format(count), words.format(count + 1))
        assert changed != text
        rules = {each.rule for each in check(read_bytes(changed.encode(), "report.txt")) if each.severity != "advice"}
        assert "text-parts" in rules, (words, count)
