"""A session without a screen: saving in order, undoing, what the preview is made from."""

from __future__ import annotations

from dataclasses import replace

from assistant.document import Paragraph
from assistant.drafts import Draft, DraftStore
from assistant.drafts.beginning import begin
from assistant.drafts.readiness import readiness
from assistant.errors import AnswerRefused
from assistant.interview import load_script
from assistant.report import with_answer
from assistant.session.preview import Rewording, View, rewording, view_of
from assistant.session.session import Session
from tests.tui.desk import TODAY, sample, until

PROACTIVE = "overview.proactive"
BUREAU = "linhe-housing-2024"


def session(draft: Draft) -> Session:
    return Session(DraftStore(), draft, load_script(), TODAY)


def test_an_older_state_never_overwrites_a_newer_one() -> None:
    work = session(until("overview.website_items"))
    work.typed = "2"
    early = work.save_request()
    work.answer("26")
    late = work.save_request()
    saved = work.writer.write(late)
    work.writer.write(early)
    assert DraftStore().load(saved.name).report.overview.website_items == 26
    assert len(DraftStore().list()) == 1


def test_what_is_typed_belongs_to_its_question() -> None:
    work = session(until("overview.website_items"))
    work.typed = "2"
    work.jump("agency.self_word")
    assert work.typed is None
    work.typed = "本镇"
    work.resume()
    assert work.typed == "2"
    assert work.draft().typed == "2" and work.draft().at == "overview.website_items"


def test_undo_goes_back_answer_by_answer_and_says_what_changes() -> None:
    work = session(until("overview.website_items"))
    work.answer("26")
    work.answer("5")
    (told,) = work.undo() or ()
    assert told.sentence() == "政务新媒体公开条数：5条 → 没有"
    assert work.interview.at == "overview.new_media_items" and work.typed == "5"
    assert work.undo() and work.interview.at == "overview.website_items" and work.typed == "26"
    assert work.undo() is None
    assert work.interview.report.overview.website_items is None
    assert work.redo() and work.redo() and work.redo() is None
    assert work.interview.report.overview.new_media_items == 5


def test_an_untouched_new_report_has_not_begun() -> None:
    work = session(Draft())
    assert not work.begun
    work.typed = "清"
    assert work.begun


def test_the_preview_takes_typed_text_that_could_be_an_answer_and_leaves_out_what_could_not() -> None:
    work = session(until("overview.new_media_items"))
    work.typed = "137"
    assert any("137" in paragraph.text for paragraph in work.preview_input().document().paragraphs())
    work.typed = "百来"
    assert not any("百来" in paragraph.text for paragraph in work.preview_input().document().paragraphs())


def test_the_view_points_at_the_sentence_that_the_answer_makes() -> None:
    work = session(until("overview.supervisors"))
    preview_input = work.preview_input()
    view = view_of(*preview_input.beside(), preview_input.question)
    assert "监督员" in view.brief
    work.answer("12")
    work.jump("overview.supervisors")
    preview_input = work.preview_input()
    view = view_of(*preview_input.beside(), preview_input.question)
    assert "12名" in view.brief and "待填：监督员" not in view.brief


def test_beside_a_question_stands_what_the_whole_report_would_show() -> None:
    for question in session(sample()).interview.path:
        preview_input = session(until(question.key)).preview_input()
        assert preview_input.question == question
        whole = preview_input.document()
        assert shown(view_of(*preview_input.beside(), question)) == shown(view_of(whole, whole, question))


def shown(view: View) -> tuple[object, ...]:
    """All that is drawn of a view: the spots are looked up for the blocks that stand in it."""
    spots = [view.spot(block) for block in view.blocks if isinstance(block, Paragraph)]
    return view.title, view.blocks, view.ending, view.brief, view.switchable, spots


def test_a_section_taken_over_from_last_year_is_one_step_after_a_restart_too() -> None:
    last = readiness(sample()).document
    work = session(begin(last, 2025).changed(name="接着写"))
    work.answer("永乐镇人民政府")
    work.writer.write(work.save_request())
    before = work.interview.report
    count = work.accept_section("agency", (), ())
    assert count > 2
    work.writer.write(work.save_request())
    again = session(DraftStore().load("接着写"))
    told = again.undo() or ()
    assert len(told) == count and again.interview.report == before
    again.writer.write(again.save_request())
    redone = session(DraftStore().load("接着写"))
    assert len(redone.redo() or ()) == count
    assert redone.interview.report == work.interview.report


def beside_last_year() -> Session:
    """This year's bureau beside last year's, which said 主动公开 in words of its own."""
    last = readiness(sample(BUREAU)).document
    blocks = [
        replace(block, text="2024年，我局发布政策解读9篇，回应群众关切31次。")
        if isinstance(block, Paragraph) and block.key == PROACTIVE
        else block
        for block in last.sections[0].blocks
    ]
    last = replace(last, sections=(replace(last.sections[0], blocks=tuple(blocks)), *last.sections[1:]))
    draft = sample(BUREAU)
    report = with_answer(with_answer(draft.report, "agency.year", 2025), "overview.interpretations", 6)
    return session(draft.changed(report=report, last_year=last, name="用去年的写法"))


def test_the_wording_key_goes_through_last_years_sentence_and_back_and_the_draft_keeps_it() -> None:
    work = beside_last_year()
    work.jump("overview.interpretations")
    seen: list[str] = []
    while len(seen) < 12:
        found = wording_of(work)
        seen.append(found.described)
        if found.sentence is not None and found.sentence.former:
            break
        work.reword(found.wording_taken(work.clerk))
    else:
        raise AssertionError(seen)
    assert "去年的写法" in seen[-1] and not any("去年的写法" in line for line in seen[:-1])
    assert "发布政策解读6篇，回应群众关切31次" in text_of(work)
    assert text_of(work).count("关切") == 1
    taken = text_of(work)
    work.undo()
    assert "发布政策解读6篇，回应群众关切31次" not in text_of(work)
    work.redo()
    assert text_of(work) == taken
    work.writer.write(work.save_request())
    again = session(DraftStore().load("用去年的写法"))
    assert again.clerk == work.clerk and text_of(again) == taken
    again.jump("overview.interpretations")
    again.reword(wording_of(again).wording_taken(again.clerk))
    assert again.clerk.former == {} and "发布政策解读6篇，回应群众关切31次" not in text_of(again)


def test_an_answer_given_later_stands_in_last_years_sentence_too() -> None:
    work = beside_last_year()
    work.jump("overview.interpretations")
    while not work.clerk.former:
        work.reword(wording_of(work).wording_taken(work.clerk))
    work.answer("12")
    assert "发布政策解读12篇，回应群众关切31次" in text_of(work)


def wording_of(work: Session) -> Rewording:
    preview_input = work.preview_input()
    (paragraph,) = (one for one in preview_input.document().paragraphs() if one.key == PROACTIVE)
    found = rewording(preview_input, paragraph)
    assert found is not None
    return found


def text_of(work: Session) -> str:
    return next(one.text for one in work.preview_input().document().paragraphs() if one.key == PROACTIVE)


# -- doubts that were answered ---------------------------------------------------------------------
def doubtful() -> Session:
    """A township that tells of trainings; thirty of them are asked back."""
    draft = sample()
    report = with_answer(draft.report, "overview.supervision_more", ["trainings"])
    work = session(draft.changed(report=report, name="很多培训"))
    work.jump("overview.trainings")
    return work


def asked_back(work: Session, raw: str) -> bool:
    work.jump("overview.trainings")
    try:
        work.answer(raw)
    except AnswerRefused as error:
        return "很少见" in error.message
    return False


def test_a_doubt_that_was_answered_is_not_asked_again_after_a_restart_while_the_answer_is_the_same() -> None:
    work = doubtful()
    assert asked_back(work, "30") and not asked_back(work, "30")
    work.writer.write(work.save_request())
    again = session(DraftStore().load("很多培训"))
    assert not asked_back(again, "30")
    assert asked_back(again, "40")


def test_a_doubt_that_was_only_asked_is_asked_again_after_a_restart() -> None:
    work = doubtful()
    work.answer("2")
    assert asked_back(work, "30")
    work.writer.write(work.save_request())
    assert asked_back(session(DraftStore().load("很多培训")), "30")


def test_another_answer_with_the_same_doubt_is_asked_back_too() -> None:
    work = doubtful()
    assert asked_back(work, "30") and asked_back(work, "31") and not asked_back(work, "31")
