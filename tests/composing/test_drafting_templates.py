"""Templates as data: what does not fit is refused when they are loaded, and they stay in their sandbox."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from drafting_reports import labels, township, worded

from assistant import resources
from assistant.composing import compose, paragraph_keys, wording_names
from assistant.errors import DataFileError

LEAD = "overview/lead.1.j2"


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    return Path(shutil.copytree(resources.folder("templates"), tmp_path / "templates"))


def test_every_template_belongs_to_a_wording_with_a_name() -> None:
    folder = resources.folder("templates")
    files = {str(path.relative_to(folder)) for path in folder.rglob("*.j2")} - {"parts.j2"}
    planned = {
        f"{key.replace('.', '/')}.{number}.j2"
        for key in paragraph_keys()
        for number in range(1, len(wording_names(key)) + 1)
    }
    assert files == planned
    assert all(len(wording_names(key)) >= 2 and len(set(wording_names(key))) >= 2 for key in paragraph_keys())


def test_the_shipped_templates_stand_the_check_that_others_have_to_stand(templates: Path) -> None:
    assert compose(township(), labels(township()), templates=templates) == compose(township(), labels(township()))


MISTAKES = [
    ("{{ overview.leeder }}", "overview.leeder"),
    ("{% if false %}{{ overview.leeder }}{% endif %}", "overview.leeder"),
    ("{{ requests.received.totl }}", "requests.received.totl"),
    ("{{ leader }}", "leader"),
    ("{% if false %}{{ overview.platforms | lsited }}{% endif %}", "lsited"),
    ("{% if overview.leader is waiting %}{% endif %}", "waiting"),
    ('{% from "parts.j2" import normz with context %}', "normz"),
    ('{% from "gone.j2" import changes %}', "gone.j2"),
    ("{% if overview.leader %}", LEAD),
    ("{{ overview.leader", LEAD),
]


@pytest.mark.parametrize(("source", "named"), MISTAKES)
def test_a_mistake_shows_when_the_templates_are_loaded(templates: Path, source: str, named: str) -> None:
    (templates / LEAD).write_text(source, encoding="utf-8")
    with pytest.raises(DataFileError) as refused:
        compose(township(), {}, templates=templates)
    assert named in refused.value.message and LEAD in refused.value.message


RUNNING = [
    "{{ ''.__class__.__mro__ }}",
    "{{ agency.__init__ }}",
    "{{ agency._look('overview.leader') }}",
    "{{ '甲' * 9999999 }}",
    "{{ 9 ** 9 }}",
    "{{ overview.zones }}",
    "{{ overview.in_assessment }}",
    "{% for item in problems.items %}{{ item.problme }}{% endfor %}",
    "{{ overview.leader + 1 }}",
    "{% set ns = namespace(a='甲') %}"
    "{% for a in ns.a.ljust(60000, '乙') %}{{ ns.a }}{{ '一二三四五六七八九十' }}{% endfor %}",
]


@pytest.mark.parametrize("source", RUNNING)
def test_a_template_that_fails_or_runs_wild_is_stopped(templates: Path, source: str) -> None:
    (templates / LEAD).write_text(source, encoding="utf-8")
    report = township()
    applicable = {path: label for path, label in labels(report).items() if path != "overview.zones"}
    with pytest.raises(DataFileError) as refused:
        compose(report, applicable, worded(0), templates)
    assert LEAD in refused.value.message


PLANS = [
    ('section = "overview"', 'section = "nowhere"'),
    ('aspect = "proactive"', 'aspect = "active"'),
    ('key = "overview.lead"', 'key = "preface.basis"'),
    ('key = "overview.lead"', 'key = "overview.leed"'),
    ('wordings = ["总述在前", "组织机构在前"]', "wordings = []"),
    ('wordings = ["总述在前", "组织机构在前"]', 'wordings = ["一", "二", "三"]'),
    ("[words]", "[word]"),
    ("[words]", "[words"),
    ('title = "{{ agency.name }}', 'title = "{{ agency.nmae }}'),
]


@pytest.mark.parametrize(("old", "new"), PLANS)
def test_a_plan_that_does_not_fit_is_refused(templates: Path, old: str, new: str) -> None:
    plan = templates / "report.toml"
    text = plan.read_text(encoding="utf-8")
    assert old in text
    plan.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataFileError):
        compose(township(), {}, templates=templates)


def test_a_missing_folder_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(DataFileError) as refused:
        compose(township(), {}, templates=tmp_path / "gone")
    assert "report.toml" in refused.value.sentence()


def test_a_third_wording_is_a_name_and_a_file(templates: Path) -> None:
    plan = templates / "report.toml"
    text = plan.read_text(encoding="utf-8").replace('"组织机构在前"]', '"组织机构在前", "一句话"]')
    plan.write_text(text, encoding="utf-8")
    (templates / "overview/lead.3.j2").write_text("{{ agency.self_word }}有专人负责。\n", encoding="utf-8")
    report = township()
    document = compose(report, labels(report), worded(2), templates)
    assert [p.text for p in document.paragraphs() if p.key == "overview.lead"] == ["我镇有专人负责。"]
