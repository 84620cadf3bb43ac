"""A question more: its entry in prompts/, its field and its sentence, and nothing else, make it work everywhere."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any, get_args

import pytest
import tomli_w

from assistant import resources
from assistant.composing import paragraph_keys
from assistant.errors import DataFileError
from assistant.interview import load_script
from assistant.interview.declarations import Reader
from assistant.last_year.figures import READERS
from assistant.report import IDENTITY, field_paths, figures_class

ROOT = Path(__file__).resolve().parents[2]

FIELDS = """\
    briefings: Count | None = None
    halls: Lines | None = None
"""
ENTRIES = """
[[question]]
key = "overview.briefings"
title = "新闻发布会"
ask = "召开了多少场新闻发布会？"
kind = "integer"
unit = "场"
default = "0"
help = "没有填0。"
basis = "条例第二十三条"

[question.recover]
count = ['新闻发布会#场|次#']
zero = '未召开新闻发布会'
silent = '发布会'

[[question]]
key = "overview.halls"
title = "查阅点"
ask = "哪些地方可以查阅？"
kind = "list"
default = "[]"
help = "没有直接回车。"
basis = "条例第二十五条"
last_year = ["keep", "review"]

[question.recover]
said = '在(?P<v>[^，。；]{2,40}?)设立?查阅点'
"""
SENTENCES = """
[[sentence]]
key = "briefings"
needs = ["overview.briefings"]
wordings = ["召开新闻发布会{{ overview.briefings }}场"]

[[sentence]]
key = "halls"
needs = ["overview.halls"]
apart = true
wordings = ["查阅点设在{{ overview.halls | listed }}"]
"""
SAID_BY_OTHERS = "召开新闻发布会3次，在档案馆、图书馆设立查阅点。"
WORK = """
import io, json
from dataclasses import replace
from datetime import date

from assistant.composing import compose
from assistant.document import Paragraph
from assistant.drafts import read_draft
from assistant.export import WRITERS
from assistant.interview import Interview, load_script
from assistant.last_year.carry_forward import carry_forward
from assistant.last_year.recovery import recover
from assistant.reading import read_bytes
from assistant.report import Report

def exported(briefings, halls):
    "A finished sample, answered to its end, as a Word file is read."
    talk = Interview(script, read_draft(sample).report, today=date(2025, 1, 6))
    asked = []
    while talk.current is not None:
        asked.append(talk.ask(talk.current))
        talk.answer({"overview.briefings": briefings, "overview.halls": halls}[talk.current.key])
    document = compose(talk.report, talk.applicable)
    file = io.BytesIO()
    WRITERS[".docx"](document, file, draft=False)
    return asked, read_bytes(file.getvalue(), "report.docx")

def known(document):
    found, carried = recover(document, script), carry_forward(document, script)
    told = found.report.overview
    keys = ("overview.briefings", "overview.halls")
    return {
        "recovered": [told.briefings, told.halls], "own_text": sorted(found.clerk.edits),
        **{name: {key: getattr(carried, name)[key] for key in keys if key in getattr(carried, name)}
           for name in ("answers", "texts", "shown")},
    }

def by_others(document, text):
    "The report with other words in place of a section."
    sections = (replace(each, blocks=(Paragraph("overview.proactive", text),)) if each.key == "overview" else each
                for each in document.sections)
    return replace(document, sections=tuple(sections))

script = load_script()
asked, some = exported("2", ["一楼大厅", "图书馆"])
_, none = exported("0", [])
print(json.dumps({
    "asked": asked, "said": "".join(paragraph.text for paragraph in some.paragraphs()),
    "some": known(some), "none": known(none), "others": known(by_others(some, words)),
    "denied": known(by_others(some, "未召开新闻发布会。")), "silent": known(by_others(some, "公开信息。")),
}, ensure_ascii=False))
"""


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a copy of the program, with two questions more, makes of them."""
    house = tmp_path_factory.mktemp("house")
    for name in ("assistant", "prompts", "templates", "samples"):
        shutil.copytree(ROOT / name, house / name, ignore=shutil.ignore_patterns("__pycache__"))
    model, prompts = house / "assistant/report/model.py", house / "prompts/02-overview.toml"
    here = "    responses: Count | None = None\n"
    model.write_text(model.read_text(encoding="utf-8").replace(here, here + FIELDS), encoding="utf-8")
    for path, more in (
        (prompts, ENTRIES),
        (house / "templates/overview/proactive.toml", SENTENCES),
    ):
        path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    work = f"sample = {str(house / 'samples/yongle-2024.toml')!r}\nwords = {SAID_BY_OTHERS!r}\n{WORK}"
    work = f"from pathlib import Path\n{work.replace('read_draft(sample)', 'read_draft(Path(sample))')}"
    environment = {**os.environ, "PYTHONPATH": str(house), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", work], cwd=house, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_it_is_asked_and_said(seen: dict[str, Any]) -> None:
    assert seen["asked"] == ["召开了多少场新闻发布会？", "哪些地方可以查阅？"]
    assert "召开新闻发布会2场" in seen["said"] and "查阅点设在一楼大厅和图书馆。" in seen["said"]


def test_it_is_recovered_from_the_exported_file(seen: dict[str, Any]) -> None:
    assert seen["some"]["recovered"] == [2, ["一楼大厅", "图书馆"]]
    assert seen["none"]["recovered"] == [0, []]
    assert seen["some"]["own_text"] == seen["none"]["own_text"] == []


def test_it_is_recovered_from_the_words_of_others(seen: dict[str, Any]) -> None:
    assert seen["others"]["recovered"] == [3, ["档案馆", "图书馆"]]
    assert seen["denied"]["recovered"] == [0, None]
    assert seen["silent"]["recovered"] == [None, None]


def test_last_years_report_gives_what_is_declared(seen: dict[str, Any]) -> None:
    halls = ["一楼大厅", "图书馆"]
    assert seen["some"]["answers"] == {"overview.halls": halls}
    assert seen["some"]["texts"] == {"overview.halls": halls}
    assert seen["some"]["shown"] == {"overview.briefings": "2场", "overview.halls": "一楼大厅、图书馆"}
    assert seen["none"]["answers"] == {"overview.briefings": "0", "overview.halls": []}
    # A report that says no word of a count had none to tell; of a list nothing follows.
    assert seen["silent"]["answers"] == {"overview.briefings": "0"}
    assert seen["silent"]["shown"] == {"overview.briefings": "没有写到"}


# -- declarations ----------------------------------------------------------------------------------
def test_no_reader_of_reports_names_a_question() -> None:
    """Except who reports on which year, and the statutory tables; a paragraph may be called as a question is."""
    law = {*IDENTITY, *(path for path in field_paths() if figures_class(path)), *paragraph_keys()}
    for file in (ROOT / "assistant/last_year").glob("*.py"):
        constants = {
            node.value
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        assert constants & set(field_paths()) <= law, file.name


def test_every_reader_that_may_be_declared_is_there() -> None:
    assert set(READERS) == set(get_args(Reader))


@pytest.fixture
def prompts(tmp_path: Path) -> Path:
    return Path(shutil.copytree(resources.shipped("prompts"), tmp_path / "prompts"))


def test_an_office_that_declares_nothing_has_what_the_shipped_questions_declare(prompts: Path) -> None:
    for file in prompts.glob("*.toml"):
        script = tomllib.loads(file.read_text(encoding="utf-8"))
        for question in script["question"]:
            for declared in ("last_year", "nothing", "continues", "recover"):
                question.pop(declared, None)
        file.write_text(tomli_w.dumps(script), encoding="utf-8")
    own, shipped = load_script(prompts).questions, load_script().questions
    for one, other in zip(own, shipped, strict=True):
        assert (one.last_year, one.nothing, one.continues, one.recover) == (
            other.last_year, other.nothing, other.continues, other.recover,
        )  # fmt: skip
    assert load_script(prompts).question("overview.leader").recover.said


@pytest.mark.parametrize(
    ("key", "declared", "sentences"),
    [
        ("overview.checks", 'last_year = "kept"', ("last_year", "kept", "keep")),
        ("overview.checks", 'last_year = ["keep", "ask"]', ("last_year", "ask 不能")),
        ("overview.checks", "last_year = []", ("last_year", "什么都不写")),
        ("overview.checks", 'nothing = "drop"', ("nothing", "drop", "keep")),
        ("overview.checks", "recover = {counts = ['#次#']}", ("recover.counts", "不存在")),
        ("overview.checks", "recover = {count = ['检查(#次#']}", ("检查(#次#", "写法有误")),
        ("overview.checks", "recover = {count = ['检查几次']}", ("recover.count", "检查几次", "“n”")),
        ("overview.checks", "recover = {said = ['检查.+次']}", ("recover.said", "“v”")),
        ("overview.checks", 'recover = {reader = "fees"}', ("recover.reader", "fees", "fee_notices")),
        ("overview.checks", 'continues = {question = "overview.zones"}', ("overview.zones", "没有相同的一栏")),
        ("problems.last_year", 'continues = {question = "problems.none"}', ("problems.none", "没有相同的一栏")),
        ("problems.last_year", 'continues = {question = "problems.items", beside = "{cost}"}', ("cost",)),
        ("problems.last_year", "recover = {entries = {single = ['^(?P<problem>.+)$']}}", ("“outcome”",)),
        ("problems.items", 'recover = {entries = {parts = {cost = {paragraph = "x"}}}}', ("cost",)),
    ],
)
def test_a_wrong_declaration_is_told_by_file_and_line(
    prompts: Path, key: str, declared: str, sentences: tuple[str, ...]
) -> None:
    file = next(path for path in prompts.glob("*.toml") if f'key = "{key}"' in path.read_text(encoding="utf-8"))
    head, *questions = file.read_text(encoding="utf-8").split("[[question]]\n")
    place = next(number for number, text in enumerate(questions) if text.startswith(f'key = "{key}"'))
    asked = questions[place].partition("\n[question.")[0].splitlines()
    plain = [line for line in asked if not line.startswith(("last_year", "nothing"))]
    questions[place] = "\n".join([*plain, declared, "", ""])
    file.write_text("[[question]]\n".join((head, *questions)), encoding="utf-8")
    line = 1 + file.read_text(encoding="utf-8").splitlines().index(f'key = "{key}"')
    with pytest.raises(DataFileError) as told:
        load_script(prompts)
    for words in (f"{file.name} 第{line}行", key, *sentences):
        assert words in told.value.message
