"""Taking back and doing again, in one window and across restarts; no acknowledged state is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from assistant.composing import ClerkText
from assistant.drafts import ChangedElsewhere, Draft, DraftStore, history
from assistant.drafts.history import HISTORY_KEPT
from assistant.drafts.rescue import look_into, recover
from assistant.drafts.undo import UndoStack, differences
from assistant.interview import load_script
from assistant.report import Report, with_answer
from tests.examples import examples

COUNTS = st.integers(0, 9)


class Clerk(RuleBasedStateMachine):
    """Answers, takes back, does again, restarts, meets damage; a list of numbers says what must come of it."""

    homes: Path

    @initialize()
    def begin(self) -> None:
        self.home = self.homes / str(len(list(self.homes.iterdir())))
        self.home.mkdir()
        self.store = DraftStore(self.home)
        self.draft = self.store.save(Draft(with_answer(Report(), "agency.name", "清河镇人民政府")))
        self.steps = UndoStack(self.store)
        self.past: list[int | None] = []
        self.now: int | None = None
        self.future: list[int | None] = []
        self.acknowledged: set[int | None] = {None}

    def _save(self, draft: Draft, **how: bool) -> None:
        self.draft = self.store.save(draft, **how)

    @rule(count=COUNTS)
    def answer(self, count: int) -> None:
        if count == self.now:
            return
        revision = self.steps.take(self.draft)
        self._save(
            self.draft.changed(report=with_answer(self.draft.report, "overview.trainings", count), revision=revision)
        )
        self.past.append(self.now)
        self.now, self.future = count, []
        self.acknowledged.add(count)

    @rule()
    def back(self) -> None:
        earlier = self.steps.back(self.draft)
        assert (earlier is not None) == bool(self.past)
        if earlier is not None:
            self._save(earlier.changed(stored=self.draft.stored))
            self.future.append(self.now)
            self.now = self.past.pop()

    @rule()
    def forward(self) -> None:
        later = self.steps.forward(self.draft)
        assert (later is not None) == bool(self.future)
        if later is not None:
            self._save(later.changed(stored=self.draft.stored))
            self.past.append(self.now)
            self.now = self.future.pop()

    @rule()
    def restart(self) -> None:
        self.store = DraftStore(self.home)
        self.draft = self.store.load(self.draft.name)
        self.steps = UndoStack(self.store)

    @rule()
    def type_and_wander(self) -> None:
        self._save(self.draft.changed(at="agency.kind", typed="打了一半"))

    @rule(damage=st.sampled_from([b"", b"\xff", b"schema = 1\n[agency\n", b"schema = 1\nboss = 1\n"]))
    def damage_and_rescue(self, damage: bytes) -> None:
        self.store.path(self.draft.name).write_bytes(damage)
        rescue = look_into(self.store, self.draft.name, load_script())
        assert rescue is not None
        restored, kept = recover(self.store, rescue)
        assert kept.read_bytes() == damage
        assert restored.work == self.draft.work
        self.future = []
        self.restart()

    @precondition(lambda self: self.now is not None)
    @rule(count=COUNTS)
    def somebody_edits_the_file(self, count: int) -> None:
        path = self.store.path(self.draft.name)
        text = path.read_text(encoding="utf-8")
        other = text.replace(f"trainings = {self.now}\n", f"trainings = {count + 10}\n")
        path.write_text(other, encoding="utf-8")
        mine = self.draft.changed(report=with_answer(self.draft.report, "overview.trainees", count))
        with pytest.raises(ChangedElsewhere):
            self.store.save(mine)
        self._save(self.draft, over=True)
        assert any(other == kept.read_text(encoding="utf-8") for kept in self._kept())

    def _kept(self) -> list[Path]:
        return list(self.store.versions(self.draft.name).folder.glob("*.toml"))

    @invariant()
    def what_was_acknowledged_is_on_disk(self) -> None:
        if hasattr(self, "now"):
            assert DraftStore(self.home).load(self.draft.name).report.overview.trainings == self.now

    def teardown(self) -> None:
        if hasattr(self, "now"):
            history = self.store.versions(self.draft.name)
            kept = [history.draft(number) for number in history.numbers()]
            assert self.acknowledged <= {version.report.overview.trainings for version in kept if version is not None}


def test_no_acknowledged_answer_is_lost_whatever_happens(tmp_path: Path) -> None:
    Clerk.homes = tmp_path / "homes"
    Clerk.homes.mkdir()
    run_state_machine_as_test(Clerk, settings=settings(max_examples=examples(20), stateful_step_count=12))  # type: ignore[no-untyped-call]


def test_every_step_can_be_taken_back_after_each_answer_a_restart() -> None:
    store = DraftStore()
    draft = store.save(Draft(with_answer(Report(), "agency.name", "清河镇人民政府")))
    for trainings in range(8):
        draft = DraftStore().load(draft.name)
        report = with_answer(draft.report, "overview.trainings", trainings)
        draft = store.save(draft.changed(report=report, revision=draft.revision.onward()))
    seen = []
    while (earlier := UndoStack(store).back(draft)) is not None:
        draft = DraftStore().load(store.save(earlier.changed(stored=draft.stored)).name)
        seen.append(draft.report.overview.trainings)
    assert seen == [6, 5, 4, 3, 2, 1, 0, None]


def numbered(store: DraftStore, count: int) -> Draft:
    """A draft whose trainings were answered 0, 1, 2 … one after the other."""
    draft = store.save(Draft(with_answer(Report(), "agency.name", "清河镇人民政府")))
    for trainings in range(count):
        report = with_answer(draft.report, "overview.trainings", trainings)
        draft = store.save(draft.changed(report=report, revision=draft.revision.onward()))
    return draft


def moved(store: DraftStore, draft: Draft, step: Draft | None) -> Draft:
    assert step is not None
    return store.save(step.changed(stored=draft.stored))


def test_a_rescue_after_taking_back_gives_what_stood_and_no_number_twice() -> None:
    store = DraftStore()
    draft = numbered(store, 3)
    draft = moved(store, draft, UndoStack(store).back(draft))
    store.path(draft.name).write_bytes(b"")
    rescue = look_into(store, draft.name)
    assert rescue is not None
    restored, _ = recover(store, rescue)
    assert restored.report.overview.trainings == 1
    report = with_answer(restored.report, "overview.trainings", 7)
    store.save(restored.changed(report=report, revision=restored.revision.onward()))
    history = store.versions(draft.name)
    kept = [version.report.overview.trainings for version in map(history.draft, history.numbers()) if version]
    assert kept == [7, 2, 1, 0, None]


def test_what_was_taken_back_is_done_again_in_order_after_a_restart_and_only_until_something_changes() -> None:
    store = DraftStore()
    draft = numbered(store, 4)
    for _ in range(3):
        draft = moved(store, draft, UndoStack(store).back(draft))
    seen = []
    for _ in range(2):
        draft = DraftStore().load(draft.name)
        draft = moved(store, draft, UndoStack(store).forward(draft))
        seen.append(draft.report.overview.trainings)
    assert seen == [1, 2]
    steps = UndoStack(store)
    earlier = steps.back(draft)
    assert earlier is not None
    changed = earlier.changed(report=with_answer(draft.report, "overview.trainings", 8), revision=steps.take(earlier))
    assert steps.forward(changed) is None
    assert UndoStack(store).forward(store.save(changed.changed(stored=draft.stored))) is None


def test_keeping_what_is_here_is_no_step_of_its_own() -> None:
    store = DraftStore()
    draft = numbered(store, 2)
    path = store.path(draft.name)
    path.write_text(path.read_text(encoding="utf-8").replace("trainings = 1", "trainings = 99"), encoding="utf-8")
    kept = store.save(draft, over=True)
    assert kept.revision.step == draft.revision.step == store.load(draft.name).revision.step
    earlier = UndoStack(store).back(kept)
    assert earlier is not None and earlier.report.overview.trainings == 0


def test_a_draft_with_the_history_of_an_earlier_program_can_be_taken_back() -> None:
    """Its versions were numbered, but the draft did not tell its step."""
    store = DraftStore()
    path = store.path("清河镇")
    history = store.versions("清河镇")
    for folder in (path.parent, history.folder):
        folder.mkdir(parents=True)
    for number in (1, 2):
        history.path(number).write_text(f"schema = 1\n[overview]\ntrainings = {number}\n", encoding="utf-8")
    path.write_text("schema = 1\n[overview]\ntrainings = 3\n", encoding="utf-8")
    draft, seen = store.load("清河镇"), []
    steps = UndoStack(store)
    while (earlier := steps.back(draft)) is not None:
        draft = store.save(earlier.changed(stored=draft.stored))
        seen.append(draft.report.overview.trainings)
    assert seen == [2, 1]


def answered_and_taken_back(store: DraftStore, draft: Draft, times: int) -> Draft:
    """``draft`` after as many answers that were each taken back at once."""
    for trainees in range(times):
        steps = UndoStack(store)
        report = with_answer(draft.report, "overview.trainees", trainees)
        draft = moved(store, draft, draft.changed(report=report, revision=steps.take(draft)))
        draft = moved(store, draft, steps.back(draft))
    return draft


@pytest.mark.parametrize("kept_bytes", [history._KEPT_BYTES, 10])
def test_the_present_state_and_its_ways_outlive_any_number_of_answers_taken_back(
    kept_bytes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "_KEPT_BYTES", kept_bytes)
    store = DraftStore()
    draft = answered_and_taken_back(store, numbered(store, 4), HISTORY_KEPT + 5)
    assert draft.revision.step in store.versions(draft.name).numbers()
    assert len(store.versions(draft.name).numbers()) <= HISTORY_KEPT

    store.path(draft.name).write_bytes(b"")
    rescue = look_into(DraftStore(), draft.name)
    assert rescue is not None and rescue.version is not None
    assert rescue.version.work == draft.work
    recover(store, rescue)

    draft, seen = DraftStore().load(draft.name), []
    for _ in range(4):
        draft = moved(store, draft, UndoStack(DraftStore()).back(draft))
        seen.append(draft.report.overview.trainings)
    assert seen == [2, 1, 0, None]
    assert UndoStack(DraftStore()).back(draft) is None


def test_what_was_taken_back_last_can_be_done_again_however_many_were_taken_back_before() -> None:
    store = DraftStore()
    draft = answered_and_taken_back(store, numbered(store, 2), HISTORY_KEPT + 5)
    again = UndoStack(DraftStore()).forward(DraftStore().load(draft.name))
    assert again is not None
    assert again.report.overview.trainees == HISTORY_KEPT + 4


def test_going_back_half_the_way_and_on_again_drops_nothing_near() -> None:
    store = DraftStore()
    draft = numbered(store, HISTORY_KEPT + 20)
    last = draft.report.overview.trainings
    assert last is not None
    for _ in range(60):
        draft = moved(store, draft, UndoStack(store).back(draft))
    draft = store.save(
        draft.changed(report=with_answer(draft.report, "overview.trainees", 1), revision=draft.revision.onward())
    )
    draft = answered_and_taken_back(store, draft, 80)
    seen = []
    for _ in range(20):
        draft = moved(store, draft, UndoStack(DraftStore()).back(DraftStore().load(draft.name)))
        seen.append(draft.report.overview.trainings)
    assert seen == list(range(last - 60, last - 80, -1))


def test_steps_in_memory_are_bounded() -> None:
    store = DraftStore()
    steps, draft = UndoStack(store), Draft(name="")
    for trainings in range(HISTORY_KEPT + 50):
        draft = draft.changed(
            report=with_answer(draft.report, "overview.trainings", trainings), revision=steps.take(draft)
        )
    count = 0
    while (earlier := steps.back(draft)) is not None:
        draft, count = earlier, count + 1
    assert count == HISTORY_KEPT


def test_differences_name_cells_texts_and_reasons() -> None:
    script = load_script()
    report = with_answer(Report(), "requests", {"received": {"natural_person": 6}})
    before = Draft(report, ClerkText().with_edit("overview.lead", "我写的。", "生成的。"))
    after = Draft(
        with_answer(with_answer(report, "requests", {"received": {"natural_person": 5}}), "agency.name", "甲镇" * 30),
        ClerkText().with_wording("overview.lead", 1),
    )
    sentences = [difference.sentence() for difference in differences(before, after, script)]
    assert "本年新收·自然人：6 → 5" in sentences
    assert "自己改写的一段：我写的。 → 生成的。" in sentences
    assert "写法：原来的 → 第2种" in sentences
    assert any(sentence.endswith("…") for sentence in sentences)
    assert differences(before, before, script) == ()
