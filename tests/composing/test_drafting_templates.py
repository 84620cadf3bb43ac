"""The phrase book as data: what does not fit is refused when it is loaded, and it stays in its sandbox."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest
from drafting_reports import labels, township, worded

from assistant import resources
from assistant.composing import ClerkText, choices, compose, paragraph_keys, phrasing, plan_names
from assistant.errors import DataFileError
from assistant.report import Report

LEAD = "overview/lead.toml"
PLAN = '[[plan]]\nname = "一句"\norder = "one。"\n[[sentence]]\nkey = "one"\n'


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    return Path(shutil.copytree(resources.folder("templates"), tmp_path / "templates"))


def lead(templates: Path, wording: str, more: str = "") -> Path:
    """The folder with a lead of one sentence."""
    (templates / LEAD).write_text(f"{more}{PLAN}wordings = ['''{wording}''']\n", encoding="utf-8")
    return templates


def said(report: Report, templates: Path, key: str = "overview.lead", clerk: ClerkText | None = None) -> list[str]:
    document = compose(report, labels(report), clerk or worded(0), templates)
    return [paragraph.text for paragraph in document.paragraphs() if paragraph.key == key]


def test_every_file_belongs_to_a_paragraph() -> None:
    folder = resources.folder("templates")
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} - {"report.toml"}
    assert files == {f"{key.replace('.', '/')}.toml" for key in paragraph_keys()}
    for key in paragraph_keys():
        assert len(set(plan_names(key))) == len(plan_names(key))


def test_no_sentence_has_a_wording_twice() -> None:
    for path in resources.folder("templates").rglob("*.toml"):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        openings = data.get("openings", [])
        assert len(set(openings)) == len(openings), path.name
        for sentence in data.get("sentence", []):
            assert len(set(sentence["wordings"])) == len(sentence["wordings"]), (path.name, sentence["key"])


def test_the_common_sentences_have_four_wordings_and_the_aspects_six_plans() -> None:
    aspects = [key for key in paragraph_keys() if key.startswith("overview.") and key != "overview.lead"]
    for key in aspects:
        assert choices(key)[key] >= 6
    common = [
        "proactive/total",
        "proactive/contents",
        "on_request/none",
        "on_request/no_cases",
        "management/norms_none",
    ]
    common += ["platforms/kinds", "supervision/trainings", "supervision/checks", "lead/group"]
    for sentence in common:
        key = f"overview.{sentence}"
        assert choices(key.partition("/")[0])[key] >= 4


def test_the_shipped_templates_stand_the_check_that_others_have_to_stand(templates: Path) -> None:
    assert compose(township(), labels(township()), templates=templates) == compose(township(), labels(township()))


MISTAKES = [
    ("{{ overview.leeder }}", "overview.leeder"),
    ("{% if false %}{{ overview.leeder }}{% endif %}", "overview.leeder"),
    ("{{ requests.received.totl }}", "requests.received.totl"),
    ("{{ leader }}", "leader"),
    ("{% if false %}{{ overview.platforms | lsited }}{% endif %}", "lsited"),
    ("{% if overview.leader is waiting %}{% endif %}", "waiting"),
    ("{% if overview.leader %}", LEAD),
    ("{{ overview.leader", LEAD),
]


@pytest.mark.parametrize(("source", "named"), MISTAKES)
def test_a_mistake_shows_when_the_templates_are_loaded(templates: Path, source: str, named: str) -> None:
    with pytest.raises(DataFileError) as refused:
        said(township(), lead(templates, source))
    assert named in refused.value.message and LEAD in refused.value.message


NEEDS = ["overview.leeder", "overview.leader ==", "nobody"]


@pytest.mark.parametrize("need", NEEDS)
def test_a_mistake_in_what_a_sentence_needs_shows_too(templates: Path, need: str) -> None:
    (templates / LEAD).write_text(f"{PLAN}needs = ['{need}']\nwordings = ['甲']\n", encoding="utf-8")
    with pytest.raises(DataFileError) as refused:
        said(township(), templates)
    assert LEAD in refused.value.message


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
    "{% include 'report.toml' %}",
    "{% set ns = namespace(a='甲') %}"
    "{% for a in ns.a.ljust(60000, '乙') %}{{ ns.a }}{{ '一二三四五六七八九十' }}{% endfor %}",
]


@pytest.mark.parametrize("source", RUNNING)
def test_a_template_that_fails_or_runs_wild_is_stopped(templates: Path, source: str) -> None:
    report = township()
    applicable = {path: label for path, label in labels(report).items() if path != "overview.zones"}
    with pytest.raises(DataFileError) as refused:
        compose(report, applicable, worded(0), lead(templates, source))
    assert LEAD in refused.value.message


BUILDS = [
    ('section = "overview"', 'section = "nowhere"'),
    ('aspect = "proactive"', 'aspect = "active"'),
    ('key = "overview.lead"', 'key = "preface.basis"'),
    ('key = "overview.lead"', 'key = "overview.leed"'),
    ("[words]", "[word]"),
    ("[words]", "[words"),
    ('title = "{{ agency.name }}', 'title = "{{ agency.nmae }}'),
]


@pytest.mark.parametrize(("old", "new"), BUILDS)
def test_a_build_that_does_not_fit_is_refused(templates: Path, old: str, new: str) -> None:
    plan = templates / "report.toml"
    text = plan.read_text(encoding="utf-8")
    assert old in text
    plan.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataFileError):
        compose(township(), {}, templates=templates)


BOOKS = [
    ("one。", "two。"),
    ("one。", "one"),
    ("one。", "one。one。"),
    ('key = "one"', 'key = "One"'),
    ("wordings", "wording"),
    ("[[sentence]]", "[[sentence]]\nkey = 'one'\nwordings = ['乙']\n[[sentence]]"),
    ('order = "one。"', 'order = "one。"\nnumbered = true'),
    ("wordings", 'covers = ["two"]\nwordings'),
    ("wordings", 'follows = ["two"]\nwordings'),
    ("[[sentence]]", '[[sentence]]\nkey = "other"\nslot = "one"\nfollows = ["one"]\nwordings = ["乙"]\n[[sentence]]'),
]


@pytest.mark.parametrize(("old", "new"), BOOKS)
def test_a_phrase_book_that_does_not_fit_together_is_refused(templates: Path, old: str, new: str) -> None:
    lead(templates, "甲")
    text = (templates / LEAD).read_text(encoding="utf-8")
    assert old in text
    (templates / LEAD).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataFileError) as refused:
        said(township(), templates)
    assert LEAD in refused.value.message


def test_a_missing_folder_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(DataFileError) as refused:
        compose(township(), {}, templates=tmp_path / "gone")
    assert "report.toml" in refused.value.sentence()


def test_a_folder_of_whole_paragraphs_is_told_what_replaces_it(templates: Path) -> None:
    (templates / "overview/lead.1.j2").write_text("{{ agency.self_word }}有专人负责。\n", encoding="utf-8")
    with pytest.raises(DataFileError) as refused:
        compose(township(), {}, templates=templates)
    sentence = refused.value.sentence()
    assert all(part in sentence for part in ("overview/lead.1.j2", "overview/lead.toml", "wordings.toml"))


# -- an office's own wordings ----------------------------------------------------------------------
def test_a_further_wording_is_one_line_in_a_folder_that_holds_nothing_else(tmp_path: Path) -> None:
    line = '"overview.lead/group" = ["{{ subject }}的公开工作由{{ overview.leader }}牵头"]\n'
    (tmp_path / "wordings.toml").write_text(line, encoding="utf-8")
    report, number = township(), choices("overview.lead")["overview.lead/group"]
    clerk = worded(0).with_wording("overview.lead/group", number)
    assert said(report, tmp_path, clerk=clerk)[0].startswith("2024年，我镇的公开工作由镇长牵头。")
    assert said(report, tmp_path) == said(report, resources.folder("templates"))


def test_a_further_wording_in_a_whole_folder(templates: Path) -> None:
    (templates / "wordings.toml").write_text('"overview.lead/one" = ["乙"]\n', encoding="utf-8")
    lead(templates, "甲")
    assert said(township(), templates, clerk=worded(0).with_wording("overview.lead/one", 1)) == ["乙。"]


ADDED = [
    ('"overview.lead/nobody" = ["甲"]', "overview.lead/nobody"),
    ('"overview.lead/group" = "甲"', "overview.lead/group"),
    ('"overview.lead/group" = ["{{ overview.leeder }}"]', "overview.leeder"),
    ("overview.lead = [", "wordings.toml"),
]


@pytest.mark.parametrize(("line", "named"), ADDED)
def test_a_further_wording_that_does_not_fit_is_refused(tmp_path: Path, line: str, named: str) -> None:
    (tmp_path / "wordings.toml").write_text(line, encoding="utf-8")
    with pytest.raises(DataFileError) as refused:
        said(township(), tmp_path)
    assert named in refused.value.message


# -- plans and sentences ---------------------------------------------------------------------------
SMALL = """
openings = ["{{ agency.year }}年，我镇"]
[[plan]]
name = "甲乙"
order = "a，b。*；"
[[plan]]
name = "分点"
order = "a；b；c；"
lead = "{{ count }}件事："
numbered = true
[[plan]]
name = "丙"
order = "c。a?，b?。"
[[sentence]]
key = "a"
needs = ["overview.zones"]
wordings = ["{{ subject }}有甲{{ overview.zones }}个"]
[[sentence]]
key = "b"
needs = ["overview.checks"]
wordings = ["{{ subject }}查{{ overview.checks }}次"]
[[sentence]]
key = "c"
needs = ["overview.gazette_issues"]
apart = true
wordings = ["编{{ overview.gazette_issues }}期"]
"""


@pytest.mark.parametrize(
    ("plan", "counts", "text"),
    [
        (0, (1, 2, 3), "2024年，我镇有甲1个，查2次。编3期。"),
        (0, (1, 0, 3), "2024年，我镇有甲1个。编3期。"),
        (0, (0, 2, 0), "2024年，我镇查2次。"),
        (1, (1, 2, 3), "三件事：一是有甲1个；二是查2次；三是编3期。"),
        (1, (1, 2, 0), "2024年，我镇有甲1个；查2次。"),
        (2, (1, 2, 3), "编3期。2024年，我镇有甲1个，查2次。"),
        (2, (0, 0, 3), "编3期。"),
    ],
)
def test_a_plan_orders_what_there_is_to_say(
    templates: Path, plan: int, counts: tuple[int, int, int], text: str
) -> None:
    (templates / LEAD).write_text(SMALL, encoding="utf-8")
    facts = dict(zip(("zones", "checks", "gazette_issues"), counts, strict=True))
    report = township(overview=facts)
    assert said(report, templates, clerk=ClerkText().with_wording("overview.lead", plan)) == [text]


@pytest.mark.parametrize(
    ("counts", "fitting"), [((1, 2, 3), (0, 1, 2)), ((1, 2, 0), (0,)), ((0, 2, 3), (2,)), ((0, 2, 0), (0, 1, 2))]
)
def test_a_plan_is_taken_only_where_its_sentences_hold(
    templates: Path, counts: tuple[int, int, int], fitting: tuple[int, ...]
) -> None:
    (templates / LEAD).write_text(SMALL, encoding="utf-8")
    facts = dict(zip(("zones", "checks", "gazette_issues"), counts, strict=True))
    report = township(overview=facts)
    found = phrasing(report, labels(report), ClerkText(), "overview.lead", templates)
    assert found.fitting == fitting and found.plan in fitting
    assert found.next_plan in fitting and (found.next_plan != found.plan or len(fitting) == 1)


def test_a_sentence_names_its_place_and_its_answers(templates: Path) -> None:
    (templates / LEAD).write_text(SMALL, encoding="utf-8")
    report = township(overview={"zones": 1, "checks": 2})
    clerk = ClerkText().with_wording("overview.lead", 0)
    (text,) = said(report, templates, clerk=clerk)
    found = phrasing(report, labels(report), clerk, "overview.lead", templates)
    assert [text[one.start : one.end] for one in found.sentences] == ["2024年，我镇有甲1个", "查2次"]
    assert [sorted(one.sources & {"overview.zones", "overview.checks"}) for one in found.sentences] == [
        ["overview.zones"],
        ["overview.checks"],
    ]


TOGETHER = """
openings = ["{{ agency.year }}年，我镇"]
[[plan]]
name = "合写"
order = "both。*；"
[[plan]]
name = "分写"
order = "c?；a。b?。"
[[plan]]
name = "比较在前"
order = "more?；c?。a，b?。"
[[sentence]]
key = "a"
needs = ["overview.zones"]
wordings = ["{{ subject }}有甲{{ overview.zones }}个"]
[[sentence]]
key = "b"
needs = ["overview.checks"]
wordings = ["查{{ overview.checks }}次"]
[[sentence]]
key = "both"
needs = ["overview.zones", "overview.checks"]
covers = ["a", "b"]
wordings = ["{{ subject }}查{{ overview.checks }}次、有甲{{ overview.zones }}个"]
[[sentence]]
key = "more"
needs = ["overview.boards"]
follows = ["a"]
wordings = ["比上年多{{ overview.boards }}个"]
[[sentence]]
key = "c"
needs = ["overview.gazette_issues"]
wordings = ["编{{ overview.gazette_issues }}期"]
"""


TOLD_TOGETHER = [
    (0, (1, 2, 0, 3), "2024年，我镇查2次、有甲1个。编3期。"),
    (0, (1, 2, 4, 3), "2024年，我镇查2次、有甲1个，比上年多4个。编3期。"),
    (0, (1, 0, 4, 0), "2024年，我镇有甲1个，比上年多4个。"),
    (1, (1, 2, 4, 3), "编3期。2024年，我镇有甲1个，比上年多4个。查2次。"),
    (1, (0, 2, 4, 0), "查2次。"),
    (2, (1, 2, 4, 3), "编3期。2024年，我镇有甲1个，比上年多4个，查2次。"),
    (2, (0, 2, 4, 3), "编3期。查2次。"),
]


def test_a_sentence_stands_for_those_it_covers_and_behind_those_it_rests_on(templates: Path) -> None:
    (templates / LEAD).write_text(TOGETHER, encoding="utf-8")
    for plan, counts, text in TOLD_TOGETHER:
        report = township(overview=dict(zip(("zones", "checks", "boards", "gazette_issues"), counts, strict=True)))
        assert said(report, templates, clerk=ClerkText().with_wording("overview.lead", plan)) == [text]


def test_who_and_when_are_not_parted_from_the_sentence_they_stand_in(templates: Path) -> None:
    (templates / LEAD).write_text(TOGETHER.replace('"查{{', '"还没查完，{{ subject }}查{{'), encoding="utf-8")
    report = township(overview={"checks": 2, "zones": 0, "boards": 0, "gazette_issues": 0})
    assert said(report, templates, clerk=ClerkText().with_wording("overview.lead", 1)) == [
        "还没查完，2024年我镇查2次。"
    ]
