"""The command line as a shell sees it: outputs, exit codes, one Chinese sentence for bad input."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.cli import group
from assistant.drafts import DraftStore
from tests.command import nianbao, one_sentence
from tests.samples import finished_samples

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = finished_samples()
YONGLE = str(SAMPLES / "yongle-2024.toml")


@pytest.mark.parametrize("sample", ["yongle-2024", "linhe-housing-2024", "qingpuyuan-county-2024"])
def test_samples_are_clean_and_export(sample: str, tmp_path: Path) -> None:
    path = str(SAMPLES / f"{sample}.toml")
    checked = nianbao("check", path, "--format", "json", cold=True)
    assert checked.returncode == 0, checked.stdout
    (report,) = json.loads(checked.stdout)["reports"]
    assert [finding for finding in report["findings"] if finding["severity"] == "error"] == []
    assert sum(len(columns) for columns in report["tables"]["T3"]["denied"].values()) == 8 * 7
    done = nianbao("export", path, "-o", str(tmp_path / "out.docx"), cold=True)
    assert done.returncode == 0, done.stderr
    assert zipfile.is_zipfile(tmp_path / "out.docx")


def test_check_json_has_the_fixed_shape() -> None:
    (report,) = json.loads(nianbao("check", YONGLE, "--format", "json").stdout)["reports"]
    assert list(report) == ["file", "kind", "agency", "year", "tables", "unread", "findings", "origins"]
    assert report["origins"]["requests"] == "typed"
    assert (report["agency"], report["kind"], report["year"]) == ("永乐镇人民政府", "town", 2024)
    assert report["tables"]["T3"]["received"] == {
        "natural_person": 1, "business": 0, "research": 0, "social": 0, "legal_service": 0, "other": 0, "total": 1,
    }  # fmt: skip
    assert report["tables"]["T2"]["permits"] == 0
    assert report["tables"]["T4"]["review"]["total"] == 0


def test_an_imbalance_is_found_and_only_a_draft_leaves(tmp_path: Path) -> None:
    broken = tmp_path / "坏.toml"
    text = Path(YONGLE).read_text(encoding="utf-8")
    broken.write_text(
        text.replace("[requests.partly_granted]\nnatural_person = 1", "[requests.partly_granted]"), "utf-8"
    )
    checked = nianbao("check", str(broken))
    assert checked.returncode == 1
    assert "t3-balance" in checked.stdout and "自然人" in checked.stdout
    refused = nianbao("export", str(broken), "-o", str(tmp_path / "out.docx"))
    assert refused.returncode == 1
    assert "--draft" in refused.stderr
    assert list(tmp_path.glob("*.docx")) == []
    drafted = nianbao("export", str(broken), "-o", str(tmp_path / "out.docx"), "--draft")
    assert drafted.returncode == 0, drafted.stderr
    (written,) = tmp_path.glob("*.docx")
    assert "草稿" in written.name


def test_an_existing_file_is_not_overwritten_unasked(tmp_path: Path) -> None:
    out = tmp_path / "out.docx"
    out.write_bytes(b"mine")
    assert "out.docx" in one_sentence(nianbao("export", YONGLE, "-o", str(out)))
    assert out.read_bytes() == b"mine"
    assert nianbao("export", YONGLE, "-o", str(out), "--force").returncode == 0
    assert zipfile.is_zipfile(out)


def test_an_unfinished_draft_says_what_is_missing(tmp_path: Path) -> None:
    unfinished = tmp_path / "半份.toml"
    unfinished.write_text('schema = 1\n[agency]\nname = "清河镇人民政府"\n', encoding="utf-8")
    assert "机关类型" in one_sentence(nianbao("export", str(unfinished), "-o", str(tmp_path / "out.docx")))
    assert list(tmp_path.glob("*.docx")) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["frobnicate"], "frobnicate"),
        (["--fast"], "--fast"),
        (["export", YONGLE], "-o"),
        (["export", "没有这份", "-o", "x.docx"], "没有这份"),
        (["export", "没有.toml", "-o", "x.docx"], "没有.toml"),
        (["export", YONGLE, "-o", "x.xyz"], ".docx"),
        (["export", YONGLE, "-o", "没有的文件夹/x.docx"], "没有的文件夹"),
        (["check", "没有.docx"], "没有.docx"),
        (["check", YONGLE, "--format", "xml"], "--format"),
        (["check", YONGLE, "--last", "没有.docx"], "没有.docx"),
        (["new", "--year", "二〇二四"], "--year"),
        (["new", "--year", "1999"], "1999"),
        ([], "终端"),
        (["resume"], "草稿"),
    ],
)
def test_bad_input_is_one_chinese_sentence(arguments: list[str], words: str, tmp_path: Path) -> None:
    assert words in one_sentence(nianbao(*arguments, cwd=tmp_path))
    assert list(tmp_path.glob("*")) == []


def test_list_and_rules() -> None:
    assert "nianbao new" in nianbao("list").stdout
    assert json.loads(nianbao("list", "--json").stdout) == []
    rules = json.loads(nianbao("rules", "--format", "json").stdout)
    assert {"t3-balance", "t3-row-total"} <= {rule["slug"] for rule in rules["rules"]}
    assert "t3-balance" in nianbao("rules").stdout


@pytest.mark.parametrize(
    "command",
    ["", "check", "export", "import", "ledger", "list", "new", "restore", "resume", "rules"],
)
def test_help_is_chinese(command: str) -> None:
    done = CliRunner().invoke(group, [*filter(None, [command]), "--help"], prog_name="nianbao")
    assert done.exit_code == 0
    assert done.output.startswith(f"用法：nianbao {command}".rstrip())
    texts = [line.rstrip() for line in done.output.splitlines() if line.strip()]
    assert all(re.search("[\u4e00-\u9fff]", line) for line in texts), done.output
    assert not re.search("Usage|Options|Commands|Show this|[^\\]T]\\.\\.\\.$", done.output, re.MULTILINE)


REGISTER = """申请人类型,办理结果,收到日期,办结日期
自然人,予以公开,2024-1-5,2024-1-20
公司,已办,2024-3-5,2024-4-1
自然人,信息不存在,2023-12-20,2024-1-10
个人,,2024-12-20,
"""


def test_a_register_is_counted_and_what_is_unknown_is_asked(tmp_path: Path) -> None:
    file = tmp_path / "台账.csv"
    file.write_text(REGISTER, encoding="gb18030")
    asked = nianbao("ledger", str(file), "--year", "2024")
    assert asked.returncode == 1
    assert "“已办”" in asked.stdout and "granted＝" in asked.stdout
    done = nianbao("ledger", str(file), "--year", "2024", "--as", "已办=granted", "--format", "json")
    assert done.returncode == 0
    counted = json.loads(done.stdout)["T3"]
    assert counted["received"] == {"natural_person": 2, "business": 1, "total": 3}
    assert counted["carried_in"] == counted["carried_out"] == {"natural_person": 1, "total": 1}
    assert counted["total"]["total"] == 3


def test_a_register_goes_into_a_draft(tmp_path: Path) -> None:

    store = DraftStore()
    name = store.import_file(Path(YONGLE)).name
    file = tmp_path / "台账.csv"
    file.write_text(REGISTER.replace("已办", "公开"), encoding="utf-8")
    assert "2024" in one_sentence(nianbao("ledger", str(file), "--year", "2023", "--into", name))
    before = store.path(name).read_bytes()
    assert "--force" in one_sentence(nianbao("ledger", str(file), "--year", "2024", "--into", name))
    assert store.path(name).read_bytes() == before
    done = nianbao("ledger", str(file), "--year", "2024", "--into", name, "--force")
    assert done.returncode == 0, done.stderr
    figures = store.load(name).report.requests
    assert figures is not None and len(figures.cases) == 4
    # The same figures again are nothing to be asked for.
    assert nianbao("ledger", str(file), "--year", "2024", "--into", name).returncode == 0


def test_an_empty_register_is_written_and_reads_back_empty(tmp_path: Path) -> None:
    out = tmp_path / "空白台账.xlsx"
    assert nianbao("ledger", "--template", str(out)).returncode == 0
    assert json.loads(nianbao("ledger", str(out), "--format", "json").stdout)["rows"] == 0
    assert "台账" in one_sentence(nianbao("ledger"))
    assert "没有.csv" in one_sentence(nianbao("ledger", str(tmp_path / "没有.csv")))


@pytest.mark.parametrize("sample", ["yongle-2024", "linhe-housing-2024", "qingpuyuan-county-2024"])
def test_an_exported_sample_is_imported_as_it_was(sample: str, tmp_path: Path) -> None:
    path = str(SAMPLES / f"{sample}.toml")
    assert nianbao("export", path, "-o", str(tmp_path / "out.docx")).returncode == 0
    assert nianbao("export", path, "-o", str(tmp_path / "out.txt")).returncode == 0
    done = nianbao("import", str(tmp_path / "out.docx"), "-o", str(tmp_path / "again.toml"))
    assert (done.returncode, done.stderr) == (0, "")
    assert "again.toml" in done.stdout
    assert nianbao("export", str(tmp_path / "again.toml"), "-o", str(tmp_path / "again.txt")).returncode == 0
    assert (tmp_path / "again.txt").read_bytes() == (tmp_path / "out.txt").read_bytes()


def test_a_report_by_others_is_imported_with_notes_and_resumed(tmp_path: Path) -> None:
    title, lead = "清河镇人民政府2024年政府信息公开工作年度报告", "清河镇把信息公开放进每周例会。"
    lines = (title, "一、总体情况", lead, "清河镇人民政府", "2025年1月9日")
    (tmp_path / "报告.txt").write_text("\n".join(lines), encoding="utf-8")
    done = nianbao("import", "报告.txt", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "清河镇人民政府2024年" in done.stdout
    assert "保留原文" in done.stdout and "没有读到表格" in done.stdout and "申请情况表" in done.stdout
    (entry,) = json.loads(nianbao("list", "--json").stdout)
    assert (entry["agency"], entry["year"]) == ("清河镇人民政府", 2024)


def test_last_years_draft_is_as_good_as_its_file(tmp_path: Path) -> None:
    this = tmp_path / "2025.toml"
    text = Path(YONGLE).read_text(encoding="utf-8").replace("year = 2024", "year = 2025")
    text = text.replace("signed_on = 2025-01-09", "signed_on = 2026-01-09")
    text = text.replace("[requests.received]\nnatural_person = 1", "[requests.carried_in]\nnatural_person = 1")
    this.write_text(text, encoding="utf-8")
    assert "carry-over" not in nianbao("check", str(this)).stdout
    checked = nianbao("check", str(this), "--last", YONGLE)
    assert checked.returncode == 1
    assert "carry-over" in checked.stdout


def test_a_report_on_another_year_is_not_last_years_and_that_is_told(tmp_path: Path) -> None:
    other = tmp_path / "2022.toml"
    other.write_text(Path(YONGLE).read_text(encoding="utf-8").replace("year = 2024", "year = 2022"), encoding="utf-8")
    told = "用来核对的上年报告是2022年度的，不是2023年度的，没有拿来比较"
    assert f"[未核对] {told}。" in nianbao("check", YONGLE, "--last", str(other)).stdout
    (report,) = json.loads(nianbao("check", YONGLE, "--last", str(other), "--format", "json").stdout)["reports"]
    assert report["unread"] == [told]
    (report,) = json.loads(nianbao("check", YONGLE, "--format", "json").stdout)["reports"]
    assert report["unread"] == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["import", "没有.docx"], "没有.docx"),
        (["import"], "file"),
        (["import", YONGLE, "-o", "x.docx"], "x.docx"),
        (["import", YONGLE, "-o", "没有的文件夹/x.toml"], "没有的文件夹"),
        (["import", str(ROOT / "pyproject.toml")], "pyproject"),
        (["import", str(ROOT / "LICENSE")], "LICENSE"),
        (["new", "--last", "没有.docx"], "没有.docx"),
        (["new", "--last", YONGLE, "--year", "2030"], "2024"),
        (["new", "--last", YONGLE], "终端"),
        (["new", "--last", YONGLE, "--name", "新的"], "终端"),
    ],
)
def test_bad_input_of_beginnings_is_one_sentence_and_leaves_nothing(
    arguments: list[str], words: str, tmp_path: Path
) -> None:
    assert words in one_sentence(nianbao(*arguments, cwd=tmp_path))
    assert list(tmp_path.glob("*")) == []
    assert json.loads(nianbao("list", "--json").stdout) == []


def test_a_proof_sheet_is_written_beside_the_report(tmp_path: Path) -> None:
    out, proof = tmp_path / "年报.md", tmp_path / "年报-核对单.txt"
    done = nianbao("export", YONGLE, "-o", str(out), "--proof")
    assert done.returncode == 0, done.stderr
    assert [line.split()[-1] for line in done.stdout.splitlines()] == [str(out), str(proof)]
    first = proof.read_bytes()
    assert f"SHA-256：{hashlib.sha256(out.read_bytes()).hexdigest()}\n" in first.decode("utf-8-sig")
    out.unlink()
    assert "核对单" in one_sentence(nianbao("export", YONGLE, "-o", str(out), "--proof"))
    assert not out.exists() and proof.read_bytes() == first
    assert nianbao("export", YONGLE, "-o", str(out), "--proof", "--force").returncode == 0
    assert proof.read_bytes() == first


def test_many_files_are_checked_in_their_order_whatever_process_did_it(tmp_path: Path) -> None:
    good, bad = Path(YONGLE).read_text(encoding="utf-8"), "schema = 1\n[agency\n"
    names = [f"{number:02d}.toml" for number in range(30)]
    for number, name in enumerate(names):
        (tmp_path / name).write_text(bad if number == 17 else good, encoding="utf-8")
    text = nianbao("check", *names, cwd=tmp_path)
    assert text.returncode == 2
    assert [line.split("：")[0] for line in text.stdout.splitlines() if ".toml：" in line] == names[:17] + names[18:]
    assert "17" in text.stderr and text.stderr.count("\n") == 1
    reports = json.loads(nianbao("check", *names, "--format", "json", cwd=tmp_path).stdout)["reports"]
    assert [report["file"] for report in reports] == names[:17] + names[18:]
    assert nianbao("check", *names[:17], cwd=tmp_path).returncode == 0
