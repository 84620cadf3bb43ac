"""The engine on tiny scripts: path, conditions, back, jump, progress, answers off the path."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import assistant.interview
from assistant.errors import AnswerRefused, DataFileError
from assistant.interview import Interview, Script, load_script
from assistant.report import Report, field_paths, read
from tests import endless

TODAY = date(2025, 1, 6)

BRANCH = """
[section]
id = "one"
title = "第一部分"
intro = "开始。"

[[question]]
key = "overview.trainings"
title = "培训次数"
ask = "几次？"
kind = "integer"
unit = "次"
help = "。"
basis = "。"

[[question]]
key = "overview.trainees"
title = "人次"
ask = "{{ overview.trainings }}次共多少人次？"
kind = "integer"
help = "。"
basis = "。"
when = "overview.trainings > 0"

[[question]]
key = "overview.checks"
title = "检查"
ask = "几次检查？"
kind = "integer"
help = "。"
basis = "。"
default = "overview.trainings * 2"
"""
BRANCH_FIELDS = ("overview.trainings", "overview.trainees", "overview.checks")


def script(tmp_path: Path, text: str, fields: tuple[str, ...] = BRANCH_FIELDS) -> Script:
    (tmp_path / "01-one.toml").write_text(text, encoding="utf-8")
    return load_script(tmp_path, fields)


def keys(interview: Interview) -> list[str]:
    return [question.key for question in interview.path]


def test_the_path_follows_the_answers_and_nothing_is_lost_off_it(tmp_path: Path) -> None:
    interview = Interview(script(tmp_path, BRANCH), Report(), today=TODAY)
    assert keys(interview) == ["overview.trainings", "overview.checks"]
    interview.answer("2")
    assert interview.at == "overview.trainees"
    assert interview.ask(interview.path[1]) == "2次共多少人次？"
    interview.answer("15")
    interview.jump("overview.trainings")
    interview.answer("0")
    assert keys(interview) == ["overview.trainings", "overview.checks"]
    assert read(interview.report, "overview.trainees") == 15
    assert "overview.trainees" not in interview.applicable
    interview.jump("overview.trainings")
    interview.answer("3")
    assert interview.shown(interview.path[1]) == "15"
    assert interview.at == "overview.checks"


def test_a_default_follows_earlier_answers(tmp_path: Path) -> None:
    interview = Interview(script(tmp_path, BRANCH), Report(), today=TODAY)
    checks = interview.script.question("overview.checks")
    assert interview.default(checks) is None
    interview.answer("4")
    assert interview.default(checks) == "8"


def test_back_jump_progress_and_the_end(tmp_path: Path) -> None:
    interview = Interview(script(tmp_path, BRANCH), Report(), today=TODAY)
    assert not interview.back()
    interview.answer("1")
    assert (interview.progress.answered, interview.progress.total) == (1, 3)
    assert interview.back()
    assert interview.at == "overview.trainings"
    interview.answer("1")
    interview.answer("9")
    interview.answer("0")
    assert interview.current is None
    assert interview.progress.complete
    assert [exchange.shown for exchange in interview.transcript()] == ["1次", "9", "0"]
    assert interview.back()
    assert interview.at == "overview.checks"
    interview.resume()
    assert interview.current is None
    with pytest.raises(LookupError):
        interview.answer("1")
    with pytest.raises(KeyError):
        interview.jump("overview.leader")


def test_a_reopened_answer_leads_back_to_where_the_gap_is(tmp_path: Path) -> None:
    interview = Interview(script(tmp_path, BRANCH), Report(), today=TODAY)
    interview.answer("1")
    interview.jump("overview.checks")
    interview.answer("3")
    assert interview.at == "overview.trainees"
    assert interview.section_state(interview.script.sections[0]) == "started"


def test_a_refused_answer_changes_nothing(tmp_path: Path) -> None:
    interview = Interview(script(tmp_path, BRANCH), Report(), today=TODAY)
    with pytest.raises(AnswerRefused, match="两次"):
        interview.answer("两次")
    assert interview.at == "overview.trainings"
    assert interview.report == Report()


def test_it_stands_where_it_was_left(tmp_path: Path) -> None:
    loaded = script(tmp_path, BRANCH)
    interview = Interview(loaded, Report(), today=TODAY)
    interview.answer("1")
    assert Interview(loaded, interview.report, at="overview.trainings").at == "overview.trainings"
    assert Interview(loaded, interview.report, at="overview.leader").at == "overview.trainees"
    assert Interview(loaded, interview.report).at == "overview.trainees"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("overview.checks", "overview.cheques"), "overview.cheques"),
        (('kind = "integer"', 'kind = "number"'), "number"),
        (("overview.trainings > 0", "overview.training > 0"), "overview.training”"),
        (("overview.trainings > 0", "overview.trainings >"), "写法有误"),
        (("{{ overview.trainings }}", "{{ nobody.there }}"), "nobody.there"),
        (('key = "overview.checks"', 'key = "overview.trainees"'), "问了两次"),
        (('help = "。"', 'hilfe = "。"'), "01-one.toml"),
        (('intro = "开始。"', ""), "intro"),
        (("[section]", "[section"), "01-one.toml"),
        (('kind = "integer"', 'kind = "table"'), "不是一张表"),
        (('kind = "integer"', 'kind = "choice"'), "没有可选项"),
    ],
)
def test_a_script_that_does_not_fit_stops_the_load(tmp_path: Path, change: tuple[str, str], sentence: str) -> None:
    with pytest.raises(DataFileError) as error:
        script(tmp_path, BRANCH.replace(*change))
    assert sentence in error.value.sentence()


def test_a_field_that_no_question_fills_stops_the_load(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match=r"overview\.leader"):
        script(tmp_path, BRANCH, (*BRANCH_FIELDS, "overview.leader"))


def test_an_expression_cannot_leave_the_sandbox(tmp_path: Path) -> None:
    hostile = BRANCH.replace("overview.trainings > 0", "''.__class__.__mro__")
    with pytest.raises(DataFileError, match="__class__"):
        Interview(script(tmp_path, hostile), Report(), today=TODAY)


def test_the_shipped_script_asks_for_every_field_once_with_help_and_basis() -> None:
    loaded = load_script()
    assert sorted(question.key for question in loaded.questions) == sorted(field_paths())
    assert all(question.help and question.basis and question.title for question in loaded.questions)
    assert [section.id for section in loaded.sections] == [
        "agency", "overview", "disclosure", "requests", "proceedings", "problems", "other",
    ]  # fmt: skip


def test_the_report_year_is_last_year() -> None:
    interview = Interview(load_script(), Report(), at="agency.year", today=TODAY)
    assert interview.current is not None
    assert interview.default(interview.current) == "2024"


def test_finding_a_question_does_not_walk_the_script() -> None:
    script = load_script()
    last = script.questions[-1]
    script.question(last.key)
    assert endless.work(lambda: [script.question(last.key) for _ in range(10)], 50, assistant.interview) <= 50
