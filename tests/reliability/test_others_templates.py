"""Question scripts and templates that others wrote: in bounds, and told by file and line when they are not."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
import tomli_w

from assistant.composing import plan_names
from assistant.confined import Confined, Lost
from assistant.errors import DataFileError
from assistant.interview import Interview, load_script
from assistant.report import Report
from tests.command import nianbao
from tests.endless import ends
from tests.reliability.conftest import Start
from tests.reliability.terminal import ROOT, environment
from tests.samples import finished_samples

SAMPLE = str(finished_samples() / "yongle-2024.toml")
MOST_SECONDS, MOST_BYTES = 30, 300_000_000
"""Processor time after which the system ends a command, many times what any takes, and the memory that it may have."""

ENDLESS = {
    "a long range": "{% for i in range(10**9) %}x{% endfor %}",
    "a large power": "{{ 10 ** 10 ** 10 }}",
    "a large product": "{{ 'a' * 10**9 }}",
    "a padded number": "{{ '%999999999d' % 1 }}",
    "a padded text": "{{ 'a'.ljust(999999999) }}",
    "a padded format": "{{ '{:>999999999}'.format(1) }}",
    "a padded day": "{{ agency.signed_on }}{{ first_day(2024).strftime('%999999999d') }}",
    "a filter that pads": "{{ 'a' | center(999999999) }}",
    "a constant that pads": "{% set a = 'a' | indent(999999999) %}",
    "nested loops": "{% set r = 'x' | list %}" + "{% set r = r + r %}" * 12
    + "{% for a in r %}{% for b in r %}{% for c in r %}{% endfor %}{% endfor %}{% endfor %}",
    "nested loops that find nothing": "{% set r = ['x'] %}" + "{% set r = r + r %}" * 12
    + ("{% for a in r %}" + "{% for b in r if b == 'y' %}{% endfor %}" * 2 + "{% endfor %}") * 50,
    "a doubled text": "{% set ns = namespace(t='x') %}" + "{% set ns.t = ns.t ~ ns.t %}" * 60 + "{{ ns.t }}",
    "a doubled list": "{% set ns = namespace(t=[1]) %}" + "{% set ns.t = ns.t + ns.t %}" * 60,
    "a list in itself": "{% set a = [1] %}" + "{% set a = [a, a] %}" * 60 + "{{ a == [a] }}",
    "a doubled block": "{% set a %}xxxxxxxxxx{% endset %}" + "{% set a %}{{ a }}{{ a }}{% endset %}" * 60,
    "a joined list": "{% set s %}{% for c in 'x' %}y{% endfor %}{% endset %}{{ ('a' ~ s) * 2 }}",
    "a wide joint": "{% set s = 'x' %}" + "{% set s = s ~ s %}" * 16 + "{% set t = s | list | join(s) %}",
    "a growing number": "{% set ns = namespace(n=9) %}" + "{% set ns.n = ns.n * ns.n %}" * 60,
    "a macro calling itself": "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
    "a macro calling itself twice": "{% macro a(n) %}{% if n %}" + "{{ a(n - 1) }}" * 2
    + "{% endif %}{% endmacro %}{{ a(60) }}",
    "a template including itself": "{% include 'overview/lead.toml' %}",
    "a recursive loop": "{% for a in [[1]] recursive %}{{ loop([a]) }}{% endfor %}",
    "deep brackets": "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "deep loops": "{% for a in [1] %}" * 60 + "{% endfor %}" * 60,
    "a long sum": "{{ " + "1 + " * 20000 + "1 }}",
    "lists compared in a loop": "{% set r = [1] %}" + "{% set r = r + r %}" * 17 + "{% set m = [1] %}"
    + "{% set m = m + m %}" * 17 + "{% for a in r %}{% if r == m %}{% endif %}{% endfor %}" * 50,
    "texts searched in a loop": "{% set t = 'ab' %}" + "{% set t = t ~ t %}" * 17 + "{% set r = ['abc'] %}"
    + "{% set r = r + r %}" * 12 + "{% for a in r %}{% if a in t %}{% endif %}{% endfor %}" * 50,
    "tests in a loop": "{% set r = [1] %}" + "{% set r = r + r %}" * 16 + "{% set m = r + [2] %}"
    + "{% for a in r %}{% if m is in [r] %}{% endif %}{% if r is eq m %}{% endif %}{% endfor %}" * 50,
    "a filter of a loop": "{% set r = [1] %}" + "{% set r = r + r %}" * 15
    + ("{% for a in r %}{% for b in r if a is none %}{% endfor %}{% endfor %}") * 50,
    "filters in a loop": "{% set r = ['x'] %}" + "{% set r = r + r %}" * 15
    + "{% for a in r %}{% set s = r | select('eq', r) | first | d(0) %}{% set n = r | sort | max %}{% endfor %}" * 50,
    "hundreds of statements": "{% set r = [1] %}" + "{% set r = r + r %}" * 16
    + "{% if r | sort | unique | list == r %}{% endif %}" * 800,
    "long text in a loop": "{% for a in 'xxxxxxxxxxxxxxxxxxxx' %}" + "很" * 20000 + "{% endfor %}",
}  # fmt: skip
REACHING_OUT = {
    "a file": "{% include '/etc/passwd' %}",
    "a folder above": "{% include '../report.toml' %}",
    "the class of a text": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "the globals of a macro": "{% macro a() %}{% endmacro %}{{ a.__globals__ }}",
    "the globals of a function": "{{ first_day.__globals__['os'] }}",
    "by a filter": "{{ '' | attr('__class__') }}",
    "by map": "{{ [''] | map(attribute='__class__') | list | join }}",
    "by format": "{{ '{0.__class__}'.format('') }}",
    "by the standard": "{{ standard.__class__.__init__.__globals__ }}",
}


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """A copy of the shipped templates to be spoilt."""
    return Path(shutil.copytree(ROOT / "templates", tmp_path / "office" / "templates"))


@pytest.fixture
def prompts(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "prompts", tmp_path / "office" / "prompts"))


def phrase_book(templates: Path, wording: str) -> None:
    """A lead of one sentence in one wording, which always prints."""
    book = {"plan": [{"name": "一句", "order": "one。"}], "sentence": [{"key": "one", "wordings": [wording]}]}
    (templates / "overview/lead.toml").write_text(tomli_w.dumps(book), encoding="utf-8")


def run(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command under limits of memory and processor time."""
    limits = {"RLIMIT_DATA": MOST_BYTES, "RLIMIT_CPU": MOST_SECONDS}
    return nianbao(*arguments, environment=environment(tmp_path), limits=limits)


def refused(done: subprocess.CompletedProcess[str], *words: str) -> None:
    assert done.returncode == 2, (done.stdout[-300:], done.stderr[-300:])
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr[:500]
    assert len(done.stderr) < 600
    for word in words:
        assert word in done.stderr


def test_an_error_of_the_caller_is_raised_here_too(templates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_TEMPLATES", str(templates))
    with pytest.raises(KeyError):
        plan_names("没有的")


@pytest.mark.parametrize("name", [*ENDLESS, *REACHING_OUT])
def test_a_template(name: str, templates: Path, tmp_path: Path) -> None:
    source = {**ENDLESS, **REACHING_OUT}[name]
    phrase_book(templates, source)
    out = tmp_path / "out.docx"
    done = run(tmp_path, "--templates", str(templates), "export", SAMPLE, "-o", str(out), "--draft")
    refused(done, "overview/lead")
    assert not out.exists()


EXPRESSIONS = {
    "a power": "10 ** 10 ** 10",
    "a product": "'a' * 10**9",
    "a padded day": "today.strftime('%999999999d')",
    "a loop": "{% for i in range(10**9) %}{% endfor %}",
    "the class": "''.__class__.__mro__",
    "a misspelt filter": "agency.name | uper",
    "deep brackets": "(" * 5000 + "1" + ")" * 5000,
}


@pytest.mark.parametrize("field", ["default", "when", "choices", "ask"])
@pytest.mark.parametrize("name", EXPRESSIONS)
def test_an_expression_of_a_question(field: str, name: str, prompts: Path) -> None:
    expression = EXPRESSIONS[name]
    if field == "ask" and "{%" not in expression:
        expression = f"{{{{ {expression} }}}}"
    rewrite(prompts, "agency.kind", field, expression)
    with ends(MOST_SECONDS), pytest.raises(DataFileError) as told:
        interview = Interview(load_script(prompts), Report(), today=date(2025, 1, 6))
        interview.answer("清河镇人民政府")
        question = interview.script.question("agency.kind")
        interview.ask(question), interview.default(question), interview.choices(question)
    lines = (prompts / "01-agency.toml").read_text(encoding="utf-8").splitlines()
    at = lines.index('key = "agency.kind"') + 1
    assert f"01-agency.toml 第{at}行：agency.kind" in told.value.message
    assert len(told.value.sentence()) < 400


def test_expressions_of_others_run_elsewhere_and_shipped_ones_here(
    prompts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rewrite(prompts, "agency.kind", "default", "guess_kind(agency.name)")
    scripts = {"theirs": load_script(prompts), "ours": load_script()}

    def lost(*_: object, **__: object) -> None:
        raise Lost("time")

    def begun(script: str) -> Interview:
        return Interview(scripts[script], Report(), today=date(2025, 1, 6))

    there = begun("theirs")
    there.answer("清河镇人民政府")
    question = there.script.question("agency.kind")
    assert there.default(question) == "town" and len(there.choices(question)) > 5
    monkeypatch.setattr(Confined, "call", lost)
    with pytest.raises(DataFileError, match=r"agency\.kind 的表达式要算太久.*已经停下"):
        there.default(question)
    here = begun("ours")
    here.answer("清河镇人民政府")
    assert here.default(here.script.question("agency.kind")) == "town"


@pytest.mark.parametrize("pattern", ["^(?P<v>(?:公|公开|开信|信息|开|信|息)+)$", "^(?P<v>(?:.|..)+?)[^公开信息。]$"])
def test_a_pattern_of_a_question_that_would_not_end(pattern: str, prompts: Path, tmp_path: Path) -> None:
    script = prompts / "01-agency.toml"
    declared = script.read_text(encoding="utf-8").rpartition("[question.recover]")[0]
    script.write_text(f"{declared}[question.recover]\nsaid = '{pattern}'\n", encoding="utf-8")
    report, out = tmp_path / "年报.txt", tmp_path / "out.toml"
    report.write_text(f"永乐镇人民政府2024年政府信息公开工作年度报告\n{'公开信息' * 500}。\n", encoding="utf-8")
    done = run(tmp_path, "--prompts", str(prompts), "import", str(report), "-o", str(out))
    refused(done, "01-agency.toml", "agency.website", "算得太久")
    assert not out.exists()


def rewrite(prompts: Path, key: str, field: str, expression: str) -> None:
    """Give a question another expression, right behind its key."""
    file = prompts / "01-agency.toml"
    blocks = file.read_text(encoding="utf-8").split("[[question]]")
    place = next(at for at, block in enumerate(blocks) if f'key = "{key}"' in block)
    lines = [line for line in blocks[place].splitlines() if not line.startswith(f"{field} = ")]
    lines.insert(2, f"{field} = {json.dumps(expression)}")
    blocks[place] = "\n".join([*lines, "\n"])
    file.write_text("[[question]]".join(blocks), encoding="utf-8")


def test_the_interview_ends_with_the_sentence(prompts: Path, start: Start) -> None:
    rewrite(prompts, "agency.self_word", "default", "agency.kind | length ** 999999999")
    terminal = start("--prompts", str(prompts), "new", size=(200, 24))
    terminal.until("贵单位的全称")
    terminal.send("清河镇人民政府\r")
    terminal.until("哪一类机关")
    terminal.send("\r")
    assert terminal.wait() == 2
    assert "agency.self_word" in terminal.text and "01-agency.toml" in terminal.text
    assert b"Traceback" not in terminal.raw


@pytest.mark.parametrize("what", ["link to a file", "link to a folder", "pipe", "too large", "too many", "not UTF-8"])
@pytest.mark.parametrize("kind", ["prompts", "templates"])
def test_nothing_outside_the_folder_is_read(
    what: str, kind: str, prompts: Path, templates: Path, tmp_path: Path
) -> None:
    folder, ending = (prompts if kind == "prompts" else templates), ".toml"
    outside = tmp_path / f"outside{ending}"
    outside.write_text("secret words", encoding="utf-8")
    if what == "link to a file":
        (folder / f"09-x{ending}").symlink_to(outside)
    elif what == "link to a folder":
        (tmp_path / "elsewhere").mkdir()
        shutil.move(outside, tmp_path / "elsewhere")
        target = folder if kind == "templates" else folder / "sub"
        (target / "x" if kind == "templates" else target).symlink_to(tmp_path / "elsewhere")
    elif what == "pipe":
        os.mkfifo(folder / f"09-x{ending}")
    elif what == "too large":
        (folder / f"09-x{ending}").write_text("# " + "x" * 1_000_000, encoding="utf-8")
    elif what == "too many":
        for number in range(300):
            (folder / f"x{number}{ending}").write_text("", encoding="utf-8")
    else:
        (folder / f"09-x{ending}").write_bytes("问题".encode("gbk"))
    done = run(tmp_path, f"--{kind}", str(folder), "check", SAMPLE)
    assert "secret words" not in done.stdout + done.stderr
    if what == "pipe":
        assert done.returncode == 0
    else:
        refused(done)


@pytest.mark.parametrize("kind", ["prompts", "templates"])
def test_a_folder_that_is_not_there(kind: str, tmp_path: Path) -> None:
    done = run(tmp_path, f"--{kind}", str(tmp_path / "没有"), "list")
    refused(done, "没有", f"--{kind}")


def test_an_office_asks_and_writes_in_its_own_words(prompts: Path, templates: Path, tmp_path: Path) -> None:
    phrase_book(templates, "{{ agency.name }}自己的写法")
    (prompts / "01-agency.toml").write_text(
        (prompts / "01-agency.toml").read_text(encoding="utf-8").replace('title = "机关全称"', 'title = "贵镇大名"'),
        encoding="utf-8",
    )
    own = ("--prompts", str(prompts), "--templates", str(templates))
    out = tmp_path / "out.txt"
    done = run(tmp_path, *own, "export", SAMPLE, "-o", str(out), "--draft")
    assert done.returncode == 0, done.stderr
    (written,) = tmp_path.glob("out*.txt")
    assert "自己的写法。" in written.read_text(encoding="utf-8")
    empty = tmp_path / "empty.toml"
    empty.write_text("schema = 1\n", encoding="utf-8")
    done = run(tmp_path, *own, "export", str(empty), "-o", str(tmp_path / "x.docx"))
    assert "贵镇大名" in done.stderr


def test_a_draft_keeps_nothing_of_the_folders(prompts: Path, templates: Path, start: Start, data_home: Path) -> None:
    terminal = start("--prompts", str(prompts), "--templates", str(templates), "new")
    terminal.until("贵单位的全称")
    terminal.send("清河镇人民政府\r")
    terminal.until("哪一类机关")
    terminal.send("\x11")
    assert terminal.wait() == 0
    (draft,) = (data_home / "drafts").glob("*.toml")
    assert "office" not in draft.read_text(encoding="utf-8")
    terminal = start("resume")
    terminal.until("哪一类机关")
