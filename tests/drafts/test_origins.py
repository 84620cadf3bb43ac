"""Where every answer comes from: told by the draft's file, kept by undo, printed beside every fact."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.drafts import DamagedDraft, Draft, DraftStore, read_draft
from assistant.drafts.beginning import begin, interview_of, taken_over
from assistant.drafts.draft import dump, parse
from assistant.drafts.proof_sheet import proof_sheet
from assistant.drafts.proposals import proposals
from assistant.drafts.readiness import document_of, readiness
from assistant.interview import Interview, LastYear, load_script
from assistant.report import NO_ORIGINS, Part, Report, SumParts, read
from assistant.session.session import Session
from assistant.session.telling import Telling
from tests.command import nianbao
from tests.samples import finished_samples

SCRIPT = load_script()
TODAY = date(2025, 1, 6)
YONGLE = finished_samples() / "yongle-2024.toml"


def by_enter() -> Draft:
    """A township's draft in which everything that has a proposal was accepted."""
    interview = Interview(SCRIPT, Report(), today=TODAY)
    typed = {
        "agency.name": "清河镇人民政府",
        "overview.website_items": "26",
        "problems.items": [{"problem": "更新不够及时", "measure": "每月核对一次"}],
        "disclosure": {}, "requests": {}, "proceedings": {},
    }  # fmt: skip
    while (question := interview.current) is not None:
        default = interview.default(question)
        given = typed.get(question.key, default)
        assert given is not None, question.key
        interview.answer(given)
    return Draft(interview.report, origins=interview.origins)


def test_an_answer_knows_whether_it_was_typed_chosen_accepted_or_last_years() -> None:
    last = LastYear(answers={"overview.leader": "镇长"})
    talk = Interview(SCRIPT, Report(), today=TODAY, last=last)
    talk.answer("清河镇人民政府")
    talk.answer("town")
    talk.answer("我们镇")
    assert [talk.origins.of(f"agency.{name}") for name in ("name", "kind", "self_word")] == [
        "typed",
        "accepted",
        "typed",
    ]
    talk.jump("overview.leader")
    talk.answer("镇长")
    assert talk.origins.of("overview.leader") == "last_year"
    talk.jump("overview.leader")
    talk.answer("分管负责同志")
    assert talk.origins.of("overview.leader") == "chosen"


def test_an_answer_handed_over_again_as_it_stands_keeps_its_origin_and_its_confirmation() -> None:
    draft = by_enter()
    session = Session(DraftStore(), draft, SCRIPT, TODAY)
    session.confirm(["agency.kind"])
    session.jump("agency.kind")
    session.answer("town")
    assert session.interview.origins.of("agency.kind") == "accepted"
    assert not session.interview.origins.unconfirmed("agency.kind")
    session.jump("agency.kind")
    session.answer("township")
    assert session.interview.origins.of("agency.kind") == "chosen"
    session.undo()
    assert session.interview.origins.of("agency.kind") == "accepted"
    assert not session.interview.origins.unconfirmed("agency.kind")
    session.undo()
    assert session.interview.origins.unconfirmed("agency.kind")
    session.redo()
    assert not session.interview.origins.unconfirmed("agency.kind")


def test_the_file_tells_the_origin_of_every_answer(tmp_path: Path) -> None:
    store = DraftStore()
    draft = by_enter()
    saved = store.save(draft.changed(origins=draft.origins.confirming(["agency.kind"])))
    again = store.load(saved.name)
    assert again.told_origins == draft.told_origins
    assert set(again.told_origins) == {path for path in draft.told_origins if read(draft.report, path) is not None}
    assert not again.origins.unconfirmed("agency.kind") and again.origins.unconfirmed("agency.self_word")
    assert again.work == saved.work


def test_a_draft_of_the_format_before_was_typed_and_its_facts_stay_in_the_report() -> None:
    (old,) = (Path(__file__).parent / "versions").glob("1-first-bureau.toml")
    draft = read_draft(old)
    assert draft.origins == NO_ORIGINS and set(draft.told_origins.values()) == {"typed"}
    applicable = interview_of(draft).applicable
    assert {"overview.zones", "overview.columns", "overview.interpretations", "overview.trainings"} <= set(applicable)
    text = "".join(paragraph.text for paragraph in readiness(draft).document.paragraphs())
    assert f"{draft.report.overview.zones}个" in text and "专区" in text


@pytest.mark.parametrize("table", ['[origins]\ntold = ["agency.name"]', '[origins]\ntyped = ["agency.boss"]'])
def test_an_origin_that_is_none_is_damage(tmp_path: Path, table: str) -> None:
    path = tmp_path / "x.toml"
    path.write_text(f'schema = 2\n[agency]\nname = "清河镇人民政府"\n\n{table}\n', encoding="utf-8")
    with pytest.raises(DamagedDraft, match="origins"):
        read_draft(path)


def test_what_is_taken_from_a_finished_report_comes_from_a_file(tmp_path: Path) -> None:
    written = tmp_path / "年报.docx"
    assert nianbao("export", str(YONGLE), "-o", str(written)).returncode == 0
    draft, _ = taken_over(written)
    assert set(draft.told_origins.values()) == {"file"}


def test_last_years_report_alone_answers_nothing_but_the_year_that_was_asked_for() -> None:
    draft = begin(document_of(str(YONGLE)), 2025)
    assert draft.told_origins == {"agency.year": "typed"}


# -- what rests on accepted proposals -----------------------------------------------------------
def test_listed_are_the_accepted_proposals_that_change_a_word_of_the_report() -> None:
    draft = by_enter()
    found = {statement.key: statement for statement in proposals(draft, SCRIPT)}
    assert {"agency.kind", "agency.self_word", "agency.year", "agency.signed_on"} <= set(found)
    assert "overview.other_items" not in found, "a 0 that is not printed states nothing"
    assert not {"agency.name", "overview.website_items", "problems.items"} & set(found), "these were typed"
    confirmed = draft.changed(origins=draft.origins.confirming(found))
    assert proposals(confirmed, SCRIPT) == ()


def test_a_statement_tells_the_paragraph_that_it_stands_in() -> None:
    draft = read_draft(YONGLE)
    draft = draft.changed(origins=draft.origins.given("overview.supervisors", "last_year"))
    (statement,) = proposals(draft, SCRIPT)
    assert (statement.title, statement.shown, statement.origin) == ("监督员", "3名", "last_year")
    assert "3名" in statement.paragraph


def test_own_text_in_the_place_of_a_paragraph_rests_on_no_proposal() -> None:
    draft = read_draft(YONGLE)
    draft = draft.changed(origins=draft.origins.given("overview.supervisors", "accepted"))
    (paragraph,) = [each for each in readiness(draft).document.paragraphs() if "监督员3名" in each.text]
    clerk = draft.clerk.with_edit(paragraph.key, "自己写的一段。", paragraph.text)
    assert proposals(draft.changed(clerk=clerk), SCRIPT) == ()


def test_the_command_line_names_them_and_writes_all_the_same(tmp_path: Path) -> None:
    store = DraftStore()
    name = store.save(by_enter()).name
    output = tmp_path / "年报.txt"
    done = nianbao("export", name, "-o", str(output))
    assert done.returncode == 0 and output.exists()
    assert "按建议填的" in done.stderr and "自称" in done.stderr
    quiet = nianbao("export", str(YONGLE), "-o", str(tmp_path / "二.txt"))
    assert "按建议填的" not in quiet.stderr


def test_the_proof_sheet_and_the_json_carry_the_origin_of_every_fact(tmp_path: Path) -> None:
    draft = by_enter()
    draft = draft.changed(origins=draft.origins.given("requests", "register").confirming(["agency.kind"]))
    name = DraftStore().save(draft).name
    file = tmp_path / "年报.txt"
    file.write_text("", encoding="utf-8")
    sheet = proof_sheet(draft, readiness(draft), file)
    rows = {line.split("　")[0].strip(): line.split("　")[-1] for line in sheet.splitlines() if line.count("　") >= 2}
    assert rows["政府网站公开条数"] == "填写"
    assert rows["机关类型"] == "按回车采用的建议，已核对"
    assert rows["自称"] == "按回车采用的建议，还没有核对"
    checked = json.loads(nianbao("check", name, "--format", "json").stdout)
    origins = checked["reports"][0]["origins"]
    assert origins["overview.website_items"] == "typed" and origins["requests"] == "register"
    assert set(origins) == set(draft.told_origins)


def test_the_sentence_that_an_answer_was_understood_from_stays_with_it_until_it_is_given_anew(tmp_path: Path) -> None:
    session = Session(DraftStore(tmp_path), by_enter(), SCRIPT, TODAY)
    telling = Telling(session, "网站58条，公众号120条")
    telling.take({item.name for item in telling.items})
    kept = parse(dump(session.draft()), "")
    assert kept.origins.of("overview.website_items") == "sentence"
    assert kept.origins.said == {"overview.website_items": "网站58条", "overview.new_media_items": "公众号120条"}
    session.jump("overview.website_items")
    session.answer("60")
    assert "overview.website_items" not in parse(dump(session.draft()), "").origins.said
    with pytest.raises(DamagedDraft):
        parse(dump(session.draft()).replace('"overview.new_media_items" = "', '"no.such" = "'), "")


def summed(units: int) -> Draft:
    """The sample with one cell of its requests made of so many units."""
    parts = [Part(f"单位{number}", Decimal(units - number)) for number in range(units)]
    made_of = SumParts.of([("requests.received.total", parts), ("requests.received.research", [])])
    draft = read_draft(YONGLE)
    return draft.changed(origins=draft.origins.given("requests", "rollup").made_of(made_of))


@pytest.mark.parametrize("units", [1, 100, 3000])
def test_a_draft_keeps_what_its_summed_cells_are_made_of_in_little_room(units: int) -> None:
    draft = summed(units)
    text = dump(draft)
    kept = parse(text, "").origins.parts.at("requests", "received.total")
    assert kept is not None and kept.total == units * (units + 1) // 2
    assert len(kept.named) + kept.others == units and kept.named[0] == Part("单位0", Decimal(units))
    assert len(text) - len(dump(read_draft(YONGLE))) < 4_000
    assert parse(text, "").origins.parts.at("requests", "received.research") is None


def test_an_answer_that_is_given_anew_is_no_sum_any_more() -> None:
    draft = summed(3)
    given = draft.changed(origins=draft.origins.given("requests", "typed"))
    assert not given.same_work(draft) and "parts" not in dump(given)


@pytest.mark.parametrize(("good", "bad"), [("0:3 1:2 2:1", "0:3 7:2 2:1"), ("0:3 1:2 2:1", "很多家")])
def test_parts_that_cannot_be_right_are_refused_with_their_place(good: str, bad: str) -> None:
    text = dump(summed(3))
    assert good in text
    with pytest.raises(DamagedDraft) as refused:
        parse(text.replace(good, bad), "草稿")
    assert "parts" in refused.value.sentence() and "行" in refused.value.sentence()
