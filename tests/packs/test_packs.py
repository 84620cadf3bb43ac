"""Packs of offices: what installing one changes, what is refused, and that a broken one stops nobody."""

from __future__ import annotations

import json
import os
import shutil
import stat
import tomllib
import zipfile
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant import resources
from assistant.cli import group
from assistant.composing import NO_CLERK_TEXT, compose
from assistant.drafts import Draft, DraftStore, read_draft
from assistant.drafts.beginning import begin, interview_of, save_as
from assistant.drafts.readiness import readiness
from assistant.errors import NianbaoError
from assistant.interview import load_script
from assistant.packs import activate, install, installed
from assistant.report import is_local, with_answer
from assistant.session.session import Session
from tests.at_rest import quick_pilot
from tests.packs.zips import head, sample_files, zipped
from tests.samples import finished_samples
from tests.tui.desk import desk, sample

__all__ = ["quick_pilot"]
pytestmark = pytest.mark.usefixtures("quick_pilot")

TEMPLATES = resources.shipped("templates")
YONGLE = finished_samples() / "yongle-2024.toml"
NAME = "临江县"
SHIPPED_WORDINGS = len(
    next(
        one["wordings"]
        for one in tomllib.loads((TEMPLATES / "overview" / "supervision.toml").read_text(encoding="utf-8"))["sentence"]
        if one["key"] == "checks"
    )
)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, [*arguments])


def untrained() -> Draft:
    """The sample of a town that says that it had no training at all."""
    draft = read_draft(YONGLE)
    report = with_answer(draft.report, "overview.supervision_more", ["trainings", "trainings_attended", "checks"])
    for key in ("overview.trainings", "overview.trainings_attended"):
        report = with_answer(report, key, 0)
    return draft.changed(name="", report=report)


def test_the_sample_pack_changes_questions_wordings_and_rules(with_sample: Path) -> None:
    shipped = load_script()
    assert activate() == []
    script = load_script()
    own = [one.key for one in script.questions if is_local(one.key)]
    assert own == ["local.list_revised", "local.visits", "local.village_checks"]
    changed = [one.key for one in shipped.questions if one.ask.source != script.question(one.key).ask.source]
    assert changed == ["overview.website_items", "overview.office", "overview.trainings"]
    assert script.question("overview.website_items").help != shipped.question("overview.website_items").help
    draft = untrained()
    (finding,) = [one for one in readiness(draft).findings if one.rule.startswith("linjiang")]
    assert (finding.severity, finding.section) == ("warning", "overview")
    assert finding.basis == "临江县政务公开工作要点（虚构）"
    assert finding.message == f"{draft.report.agency.name}2024年没有办过、也没有参加过政务公开培训"


def test_a_wording_of_the_pack_can_be_chosen(with_sample: Path) -> None:
    draft = read_draft(YONGLE)
    report = with_answer(draft.report, "overview.supervision_more", ["checks"])
    report = with_answer(report, "overview.checks", 3)
    applicable = interview_of(draft.changed(report=report)).applicable
    chosen = NO_CLERK_TEXT.with_wording("overview.supervision/checks", SHIPPED_WORDINGS)

    def printed() -> str:
        return "".join(paragraph.text for paragraph in compose(report, applicable, chosen).paragraphs())

    assert "自查、检查政务公开工作情况" not in printed()
    activate()
    assert "自查、检查政务公开工作情况3次" in printed()


def test_local_rules_are_told_by_check_and_listed(with_sample: Path, tmp_path: Path) -> None:
    save_as(untrained(), tmp_path / "镇.toml", force=False)
    done = run("check", str(tmp_path / "镇.toml"), "--format", "json")
    (report,) = json.loads(done.stdout)["reports"]
    (found,) = [one for one in report["findings"] if one["rule"] == "linjiang-training"]
    assert found["basis"] == "临江县政务公开工作要点（虚构）"
    assert "linjiang-carried-out" in run("rules").stdout


def test_a_rule_holds_for_the_years_of_its_pack_only(with_sample: Path) -> None:
    activate()
    draft = untrained()
    earlier = with_answer(with_answer(draft.report, "agency.signed_on", date(2024, 1, 9)), "agency.year", 2023)
    rules = {one.rule for one in readiness(draft.changed(report=earlier)).findings}
    assert "linjiang-training" not in rules


def test_what_is_not_known_is_not_held_against(with_sample: Path, tmp_path: Path) -> None:
    """A report of strangers tells cells and text, but no answers."""
    report = Path(__file__).parents[1] / "reports" / "10-county-tabs.txt"
    shutil.copy(report, tmp_path / "别人.txt")
    done = run("check", str(tmp_path / "别人.txt"), "--format", "json")
    (told,) = json.loads(done.stdout)["reports"]
    rules = {one["rule"] for one in told["findings"]}
    assert "linjiang-training" not in rules
    assert ("linjiang-carried-out" in rules) == (told["tables"]["T3"]["carried_out"]["total"] > 0)


def test_a_pack_is_listed_replaced_and_removed(with_sample: Path, tmp_path: Path) -> None:
    assert "临江县政务公开办公室" in run("pack", "list").stdout
    told = run("pack", "install", str(zipped(tmp_path / "新.zip", head())))
    assert told.exit_code == 0 and "2.0换下原来的1.1" in told.stdout
    ((name, pack, why),) = installed()
    assert (name, pack and pack.version, pack and pack.contents, why) == (NAME, "2.0", (), "")
    assert len([place for place in (with_sample / "packs" / NAME).iterdir() if place.is_dir()]) == 1
    assert run("pack", "remove", NAME).exit_code == 0
    assert installed() == [] and not (with_sample / "packs" / NAME).exists()
    with pytest.raises(NianbaoError, match="没有装名称是"):
        group.main(["pack", "remove", NAME], standalone_mode=False)


def rules(**changed: object) -> dict[str, str]:
    entries = {
        "slug": "own", "severity": "warning", "section": "overview", "when": "T2.permits > 0", "message": "有许可",
        "meaning": "例", "basis": "例", **changed,
    }  # fmt: skip
    text = "[[rule]]\n" + "\n".join(f"{key} = {json.dumps(value)}" for key, value in entries.items())
    return {**head(), "rules.toml": text}


REFUSED = {
    "step upwards": ({**head(), "../外面.toml": "x"}, "不是包里该有的文件"),
    "absolute": ({**head(), "/etc/x.toml": "x"}, "不是包里该有的文件"),
    "backslash": ({**head(), "prompts\\x.toml": "x"}, "不是包里该有的文件"),
    "drive": ({**head(), "C:x.toml": "x"}, "不是包里该有的文件"),
    "program": ({**head(), "prompts/x.py": "x"}, "不是包里该有的文件"),
    "too deep": ({**head(), "templates/a/b/c.toml": "x"}, "不是包里该有的文件"),
    "many": ({**head(), **{f"prompts/a{number}.toml": "" for number in range(301)}}, "太大"),
    "bomb": ({**head(), "prompts/a.toml": "#" * 1_500_000}, "太大"),
    "no head": ({"rules.toml": ""}, "没有“pack.toml”"),
    "no text": ({"pack.toml": b"\xff\xfe"}, "不是 UTF-8"),
    "no toml": ({"pack.toml": "name = "}, "读不出来"),
    "newer": (head(schema=3), "升级 nianbao"),
    "no schema": ({"pack.toml": "name = '甲'"}, "没有写明格式的版本"),
    "name": (head(name="../甲"), "不能用"),
    "device": (head(name="con"), "不能用"),
    "version": (head(version="1/2"), "“version”写得不对"),
    "entry": (head(colour="red"), "“colour”写得不对"),
    "years": ({"pack.toml": head()["pack.toml"] + "\nyears = { from = 2026, to = 2024 }"}, "“years”写得不对"),
    "roster": ({**head(), "roster.toml": "x"}, "“roster.toml”读不出来"),
    "question": ({**head(), "prompts/questions.toml": "[[question]]\nkey = 'overview.own'"}, "overview.own"),
    "wording": ({**head(), "templates/wordings.toml": "'overview.lead/none' = ['甲']"}, "不是任何一句"),
    "slug taken": (rules(slug="t3-balance"), "重名"),
    "severity": (rules(severity="fatal"), "“severity”写得不对"),
    "cell": (rules(when="T3.nothing.total > 0"), "不存在的“T3.nothing.total”"),
    "answer": (rules(when="overview.nothing > 0"), "不存在的“overview.nothing”"),
    "where": (rules(where=["T9.x"]), "不存在的“T9.x”"),
    "function": (rules(when="open('x')"), "不存在的“open”"),
    "syntax": (rules(when="T2.permits >"), "算不出来"),
    "type": (rules(when="text.overview > 3"), "算不出来"),
    "python": (rules(when="text.overview.__class__.__mro__"), "不存在的“text.overview.__class__.__mro__”"),
    "long": (rules(when="[" + "mentions(text.overview * 999999, 'a')," * 3 + "]"), "算不出来"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_does_not_fit_is_refused_by_one_sentence_and_the_old_pack_stands(
    case: str, with_sample: Path, tmp_path: Path
) -> None:
    files, why = REFUSED[case]
    before = sorted(with_sample.rglob("*"))
    with pytest.raises(NianbaoError) as refused:
        install(zipped(tmp_path / "坏.zip", files))
    sentence = refused.value.sentence()
    assert why in sentence and sentence.endswith("。") and "\n" not in sentence
    assert sorted(with_sample.rglob("*")) == before
    assert not (tmp_path / "外面.toml").exists()


def test_links_and_locked_members_are_refused(tmp_path: Path, data_home: Path) -> None:
    link = zipfile.ZipInfo("rules.toml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "链接.zip", "w") as archive:
        archive.writestr("pack.toml", head()["pack.toml"])
        archive.writestr(link, "/etc/passwd")
    plain = zipped(tmp_path / "锁.zip", {**head(), "rules.toml": ""}).read_bytes()
    at = plain.index(b"PK\x01\x02", plain.index(b"PK\x01\x02") + 1)
    (tmp_path / "锁.zip").write_bytes(plain[: at + 8] + b"\x01" + plain[at + 9 :])
    (tmp_path / "不是.zip").write_bytes(b"not a zip file")
    for name in ("链接.zip", "锁.zip", "不是.zip", "没有.zip"):
        with pytest.raises(NianbaoError):
            install(tmp_path / name)
    assert not list(data_home.rglob("*.toml"))


def test_two_packs_do_not_both_bring_questions(with_sample: Path, tmp_path: Path) -> None:
    both = {**head(name="临江市"), "prompts/questions.toml": sample_files()["prompts/questions.toml"]}
    with pytest.raises(NianbaoError, match="同时只能用一个包的问题"):
        install(zipped(tmp_path / "市.zip", both))
    assert [name for name, _, _ in installed()] == [NAME]


def test_a_broken_pack_is_one_sentence_and_the_program_starts_without_it(with_sample: Path) -> None:
    (questions,) = with_sample.rglob("questions.toml")
    questions.write_text("[[question]]\nkey = 'overview.own'\n", encoding="utf-8")
    done = run("check", str(YONGLE))
    assert done.exit_code == 0
    (line,) = done.stderr.strip().splitlines()
    assert line.startswith(f"包“{NAME}”用不了") and "overview.own" in line
    assert resources.packs() == () and not os.environ.get("NIANBAO_PROMPTS")
    assert "用不了" in run("pack", "list").stdout
    assert run("pack", "remove", NAME).exit_code == 0


def test_a_draft_names_its_pack_and_opens_without_it(with_sample: Path, tmp_path: Path) -> None:
    activate()
    assert begin(None, 2025).packs == (NAME,)
    store = DraftStore()
    made = store.save(Session(store, untrained(), load_script(), date(2025, 1, 6)).draft())
    resources.use_packs([])
    shutil.rmtree(with_sample / "packs")
    found = store.load(made.name)
    assert found.packs == (NAME,) and NAME in found.without_packs
    assert found.same_work(made)
    again = store.load(store.save(Session(store, found, load_script(), date(2025, 1, 6)).draft()).name)
    assert again.packs == (NAME,)
    told = run("export", made.name, "-o", str(tmp_path / "年报.docx"), "--draft")
    assert told.exit_code == 0 and told.stderr.count(f"本地包“{NAME}”") == 1
    assert list(tmp_path.glob("年报*.docx"))


async def test_the_screen_says_that_a_pack_is_missing_and_which_one_is_broken() -> None:
    resources.use_packs([], ["包“甲”用不了，这次没有用它。"])
    async with desk(sample().changed(packs=(NAME,)), size=(140, 40)) as clerk:
        told = [one.message for one in clerk.app._notifications]
    assert len(told) == 2
    assert any("包“甲”用不了" in one for one in told) and any(f"本地包“{NAME}”" in one for one in told)


def test_a_folder_named_on_the_command_line_goes_before_a_pack(with_sample: Path, tmp_path: Path) -> None:
    own = tmp_path / "我们的"
    own.mkdir()
    (own / "questions.toml").write_text('[[question]]\nkey = "overview.checks"\nask = "查了几次？"\n', encoding="utf-8")
    assert run("--prompts", str(own), "list").exit_code == 0
    script = load_script()
    assert script.question("overview.checks").ask.source == "查了几次？"
    assert "本单位栏目" not in script.question("overview.website_items").ask.source
