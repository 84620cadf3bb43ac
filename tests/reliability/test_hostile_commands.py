"""Hostile texts at the doors of the command line: arguments, names of files, drafts, reports, registers."""

from __future__ import annotations

import json
import os
import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from assistant.cli import main
from assistant.drafts import Draft, DraftStore, read_draft
from assistant.errors import NianbaoError
from assistant.report import Report
from tests.reliability.hostile import ARGUMENTS, TEXTS, acting
from tests.samples import finished_samples

SAMPLE = finished_samples() / "yongle-2024.toml"
PARTS = 6
"""So many tests share the names of files, so that none takes long."""
DOORS: dict[str, Callable[[str], list[str]]] = {
    "command": lambda text: [text],
    "option": lambda text: [f"--{text}"],
    "check": lambda text: ["check", "--", text],
    "check, last": lambda text: ["check", str(SAMPLE), "--last", text],
    "resume": lambda text: ["resume", "--", text],
    "new, year": lambda text: ["new", "--year", text],
    "export": lambda text: ["export", "-o", "out.docx", "--", text],
    "export to": lambda text: ["export", str(SAMPLE), "-o", f"没有/{text}.docx"],
    "import": lambda text: ["import", "--", text],
    "ledger": lambda text: ["ledger", "--", text],
    "ledger, as": lambda text: ["ledger", str(SAMPLE), "--as", text],
    "ledger, into": lambda text: ["ledger", str(SAMPLE), "--into", text],
    "prompts": lambda text: ["--prompts", text, "list"],
    "templates": lambda text: ["--templates", text, "list"],
}


class Outcome:
    """What a command printed, and how it ended."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def nianbao(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> Callable[..., Outcome]:
    """The command in this process, in a folder of its own; whatever it prints holds nothing that acts."""
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def run(*arguments: str | Path) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["nianbao", *map(str, arguments)])
        for name in ("NIANBAO_PROMPTS", "NIANBAO_TEMPLATES"):
            monkeypatch.setenv(name, "")
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capfdbinary.readouterr()
        outcome = Outcome(int(ended.value.code or 0), printed.out.decode("utf-8"), printed.err.decode("utf-8"))
        assert acting(outcome.out + outcome.err) == set(), (arguments, outcome.out, outcome.err)
        assert "Traceback" not in outcome.err
        return outcome

    return run


@pytest.mark.parametrize("door", DOORS)
def test_an_argument(door: str, nianbao: Callable[..., Outcome], tmp_path: Path) -> None:
    for name, text in ARGUMENTS.items():
        outcome = nianbao(*DOORS[door](text))
        if door in ("command", "option") and text in ("--help", "-o"):
            continue
        assert outcome.code == 2, (name, outcome.out, outcome.err)
        assert len(outcome.err.strip().splitlines()) == 1, (name, outcome.err)
    assert list((tmp_path / "desk").iterdir()) == []


def test_the_name_of_a_draft_stays_in_its_folder(data_home: Path) -> None:
    for name, text in TEXTS.items():
        store = DraftStore(data_home / name)
        saved = store.create(Report(), text)
        (path,) = (data_home / name / "drafts").glob("*.toml")
        assert path == store.path(saved.name), name
        assert acting(path.name) == set()
        assert not set(path.name) & set('/\\:*?"<>|') and path.stem.upper() not in ("CON", "NUL")
        assert path.stem == path.stem.strip(" .")
        assert len(path.name.encode("utf-8")) < 255
        assert [entry.name for entry in store.list()] == [saved.name]
        assert store.find(saved.name) is not None
    outside = {path.relative_to(data_home).parts[1] for path in data_home.rglob("*.toml")}
    assert outside <= {"drafts", "history"}


@pytest.mark.parametrize("part", range(PARTS))
def test_the_name_of_a_file(part: int, nianbao: Callable[..., Outcome], tmp_path: Path) -> None:
    nianbao("export", SAMPLE, "-o", "good.docx")
    good = tmp_path / "desk" / "good.docx"
    for name, text in list(ARGUMENTS.items())[part::PARTS]:
        if "/" in text or len(os.fsencode(text)) > 200:
            continue
        file = Path(shutil.copy(good, tmp_path / "desk" / f"x{text}.docx"))
        told = nianbao("check", file)
        assert told.code == 0, (name, told.err)
        assert told.out.count("错误0处") + told.out.count("没有发现问题") == 1
        (report,) = json.loads(nianbao("check", file, "--format", "json").out)["reports"]
        assert report["file"] == str(file), name
        assert nianbao("import", file, "-o", f"{name}.toml").code == 0
        assert nianbao("check", file.with_suffix(".gone")).code == 2


@pytest.mark.parametrize("name", TEXTS)
def test_a_draft_with_it_everywhere(name: str, nianbao: Callable[..., Outcome], tmp_path: Path) -> None:
    """A draft edited by hand: taken literally or refused by a sentence, and never anything else in a file."""
    text = TEXTS[name]
    sample = SAMPLE.read_text(encoding="utf-8")
    for line in ('name = "永乐镇人民政府"', 'self_word = "我镇"', "website = "):
        spoilt = "\n".join(
            f"{line.split(' ')[0]} = {json.dumps(text)}" if each.startswith(line) else each
            for each in sample.splitlines()
        )
        draft = tmp_path / "desk" / "draft.toml"
        draft.write_text(spoilt, encoding="utf-8", errors="replace")
        told = nianbao("check", draft)
        if told.code == 2:
            assert len(told.err.strip().splitlines()) == 1
            continue
        for ending in ("docx", "html", "md", "txt"):
            out = tmp_path / "desk" / f"out.{ending}"
            done = nianbao("export", draft, "-o", out, "--draft", "--force")
            assert done.code == 0, (line, done.err)
            carried(next(out.parent.glob(f"out*.{ending}")))


def carried(out: Path) -> None:
    """Nothing in a written file is more than text: no element of the clerk's, no control, no broken XML."""
    if out.suffix == ".docx":
        with zipfile.ZipFile(out) as package:
            for member in package.namelist():
                assert etree.fromstring(package.read(member)) is not None
        return
    text = out.read_text(encoding="utf-8")
    assert acting(text) == set()
    if out.suffix == ".html":
        assert "<script" not in text and "<b>甲" not in text


CELLS = "序号,收到日期,申请人类型,办理结果\n1,2024-03-01,自然人,予以公开\n2,2024-03-02,{applicant},{outcome}\n"


@pytest.mark.parametrize("name", TEXTS)
def test_a_register_with_it(name: str, nianbao: Callable[..., Outcome], tmp_path: Path) -> None:
    text = TEXTS[name].encode("utf-8", "replace").decode("utf-8")
    quoted = '"' + text.replace('"', '""') + '"'
    register = tmp_path / "desk" / "register.csv"
    register.write_text(CELLS.format(applicant=quoted, outcome=quoted), encoding="utf-8", newline="")
    told = nianbao("ledger", register, "--year", "2024")
    assert told.code in (1, 2), told.out
    as_json = nianbao("ledger", register, "--year", "2024", "--format", "json")
    if as_json.code == 1:
        assert json.loads(as_json.out)["rows"] == 2


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("ending", ["txt", "html"])
def test_a_report_with_it(name: str, ending: str, nianbao: Callable[..., Outcome], tmp_path: Path) -> None:
    text = TEXTS[name].encode("utf-8", "replace").decode("utf-8")
    title = "永乐镇人民政府2024年政府信息公开工作年度报告"
    body = f"一、总体情况\n我镇{text}公开。\n五、存在的主要问题及改进情况\n{text}\n"
    file = tmp_path / "desk" / f"report.{ending}"
    if ending == "html":
        body = "".join(f"<p>{line}</p>" for line in body.splitlines())
        body = f"<html><meta charset=utf-8><body><h1>{title}</h1>{body}</body></html>"
        file.write_text(body, encoding="utf-8")
    else:
        file.write_text(f"{title}\n{body}", encoding="utf-8")
    for arguments in (("check", file), ("check", SAMPLE, "--last", file)):
        told = nianbao(*arguments)
        assert told.code in (0, 1) or len(told.err.strip().splitlines()) == 1
    taken = nianbao("import", file, "-o", tmp_path / "desk" / "taken.toml")
    if taken.code == 0:
        draft = read_draft(tmp_path / "desk" / "taken.toml")
        assert isinstance(draft, Draft)
        assert acting((tmp_path / "desk" / "taken.toml").read_text(encoding="utf-8")) == set()
    else:
        assert taken.code == 2


def test_a_sentence_never_takes_a_second_line() -> None:
    for text in TEXTS.values():
        assert len(NianbaoError(f"“{text}”不对，", "请核对。").sentence().splitlines()) == 1
