"""``nianbao check`` on a folder: every report in it, and a word about what was left aside."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from assistant.reading import REPORT_ENDINGS
from tests.command import nianbao, one_sentence
from tests.samples import finished_samples
from tests.test_cli import YONGLE

ROOT = Path(__file__).parents[1]
REPORT = Path(__file__).parent / "reports" / "10-county-tabs.txt"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three reports, one of them in a folder of its own, among what programs leave behind."""
    place = tmp_path / "报告文件夹"
    for name in ("乙.TXT", "甲.txt", "下/丙.md"):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPORT, place / name)
    for name in ("~$甲.docx", ".~lock.甲.docx#", "台账.xlsx", ".隐藏.txt"):
        (place / name).write_bytes(b"x")
    for name in ("网页.html", "网页_files/框.html", ".git/说明.txt"):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPORT.with_name("06-bureau-portal.html"), place / name)
    return place


def test_each_report_in_a_folder_is_checked_by_name_and_the_others_are_counted(folder: Path) -> None:
    due = [str(folder / name) for name in ("乙.TXT", "甲.txt", "网页.html", "下/丙.md")]
    done = nianbao("check", f"{folder}/", "--format", "json")
    assert [report["file"] for report in json.loads(done.stdout)["reports"]] == due
    assert done.returncode == 1
    assert done.stderr == "文件夹里另有4个文件没有检查：临时文件、隐藏文件，或者不是报告的类型。\n"


def test_every_ending_of_a_report_is_looked_for_in_a_folder(tmp_path: Path) -> None:
    names = [f"报告{place:02}{ending}" for place, ending in enumerate(REPORT_ENDINGS)]
    for name in names:
        shutil.copy(REPORT, tmp_path / name)
    done = nianbao("check", str(tmp_path), "--format", "json")
    assert [report["file"] for report in json.loads(done.stdout)["reports"]] == [str(tmp_path / name) for name in names]


def test_folders_files_and_drafts_are_taken_in_the_order_given(folder: Path) -> None:
    done = nianbao("check", YONGLE, str(folder / "下"), str(REPORT), "--format", "json")
    files = [report["file"] for report in json.loads(done.stdout)["reports"]]
    assert files == [YONGLE, str(folder / "下" / "丙.md"), str(REPORT)]
    assert done.stderr == ""


def test_a_folder_without_a_report_is_said(tmp_path: Path) -> None:
    (tmp_path / "台账.xlsx").write_bytes(b"x")
    assert tmp_path.name in one_sentence(nianbao("check", str(tmp_path)))


def test_behind_many_reports_stands_what_they_came_to_and_which_are_to_be_mended(folder: Path) -> None:
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 broken")
    done = nianbao("check", str(folder))
    tally = done.stdout.splitlines()[-3:]
    assert tally == [
        "共检查5份：有错误的1份，没有错误的3份，读不出来的1份。",
        f"  有错误的：{folder / '网页.html'}",
        f"  读不出来的：{folder / '坏.docx'}",
    ]
    assert done.returncode == 2
    assert "共检查" not in nianbao("check", YONGLE).stdout


def of_year_before(sample: str, folder: Path, *changes: tuple[str, str]) -> None:
    """A sample as if it were about 2023, as a Word file in a folder."""
    text = (finished_samples() / f"{sample}.toml").read_text(encoding="utf-8")
    for before, after in (("year = 2024", "year = 2023"), ("signed_on = 2025", "signed_on = 2024"), *changes):
        assert before in text
        text = text.replace(before, after, 1)
    folder.mkdir(exist_ok=True)
    draft = folder / f"{sample}.toml"
    draft.write_text(text, encoding="utf-8")
    assert nianbao("export", str(draft), "-o", str(draft.with_suffix(".docx")), "--draft").returncode == 0


def test_each_report_is_held_against_last_years_of_its_own_agency(tmp_path: Path) -> None:
    last = tmp_path / "2023年"
    left_open = ("[requests.received]\nnatural_person = 1", "[requests.received]\nnatural_person = 2")
    carried = (
        "[requests.partly_granted]\nnatural_person = 1",
        "[requests.partly_granted]\nnatural_person = 1\n\n[requests.carried_out]\nnatural_person = 1",
    )
    of_year_before(
        "yongle-2024", last, ('name = "永乐镇人民政府"', 'name = "临江县永乐镇人民政府"'), left_open, carried
    )
    of_year_before("linhe-housing-2024", last)
    (last / "坏.docx").write_bytes(b"PK\x03\x04 broken")
    county = str(finished_samples() / "qingpuyuan-county-2024.toml")
    done = nianbao("check", YONGLE, county, "--last", str(last), "--format", "json")
    town, other = json.loads(done.stdout)["reports"]
    assert "carry-over" in {finding["rule"] for finding in town["findings"]} and town["unread"] == []
    assert other["unread"] == ["--last 的文件夹里没有找到“青浦原县人民政府”上一年度的报告，没有比较"]
    assert "坏.docx" in done.stderr and done.stderr.count("\n") == 1
    assert done.returncode == 1


def test_a_folder_for_last_year_without_a_report_is_said(tmp_path: Path) -> None:
    assert "--last" in one_sentence(nianbao("check", YONGLE, "--last", str(tmp_path)))


def with_name(sample: str, folder: Path, file: str, name: str) -> str:
    """A sample's report copied by another agency: its text with nothing changed but the name."""
    folder.mkdir(exist_ok=True)
    draft, target = str(finished_samples() / f"{sample}.toml"), folder / f"{file}.txt"
    assert nianbao("export", draft, "-o", str(target)).returncode == 0
    target.write_text(target.read_text(encoding="utf-8").replace("永乐镇", name), encoding="utf-8")
    return str(target)


def alike(report: dict[str, Any]) -> list[dict[str, Any]]:
    return [finding for finding in report["findings"] if finding["rule"] == "neighbour-text"]


def test_two_agencies_with_one_text_are_told_at_each_of_the_two(tmp_path: Path) -> None:
    copy = with_name("yongle-2024", tmp_path, "石桥", "石桥镇")
    county = str(finished_samples() / "qingpuyuan-county-2024.toml")
    done = nianbao("check", YONGLE, county, copy, "--format", "json")
    town, other, copied = json.loads(done.stdout)["reports"]
    (first,), (second,) = alike(town), alike(copied)
    assert alike(other) == []
    assert "石桥镇人民政府" in first["message"] and "永乐镇人民政府" in second["message"]
    assert {first["severity"], second["severity"]} == {"warning"} and done.returncode == 0
    order = ["error", "warning", "advice"]
    for report in (town, copied):
        severities = [order.index(finding["severity"]) for finding in report["findings"]]
        assert severities == sorted(severities)
    told = nianbao("check", YONGLE, copy).stdout
    assert told.count("neighbour-text") == 2 and f"{YONGLE}：错误0处，警告1处" in told


def test_versions_of_one_report_and_a_report_by_itself_are_like_no_neighbours(tmp_path: Path) -> None:
    longer = with_name("yongle-2024", tmp_path, "全称", "临江县永乐镇")
    assert "neighbour-text" not in nianbao("check", YONGLE, longer, YONGLE).stdout
    of_year_before("yongle-2024", tmp_path / "2023")
    assert "neighbour-text" not in nianbao("check", YONGLE, str(tmp_path)).stdout
