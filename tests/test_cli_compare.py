"""``nianbao compare`` and the data formats of ``export`` on the command line."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import html5lib
import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from assistant.cli import group
from assistant.document import Document
from assistant.drafts import DraftStore, read_draft
from assistant.errors import NianbaoError
from assistant.export import publish
from assistant.reading import read_file
from tests.comparison.two_years import DROPPED, last_year, this_year
from tests.samples import finished_samples

YONGLE = finished_samples() / "yongle-2024.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    publish(last_year(), tmp_path / "去年.docx")
    publish(this_year(), tmp_path / "今年.html")
    return tmp_path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(group, [str(argument) for argument in arguments])


def told(*arguments: object) -> str:
    result = run(*arguments)
    assert result.exception is None, result.output
    return result.output


def refused(*arguments: object) -> str:
    error = run(*arguments).exception
    assert isinstance(error, NianbaoError)
    return error.sentence()


def compared(folder: Path, ending: str) -> bytes:
    told("compare", folder / "今年.html", folder / "去年.docx", "-o", folder / f"对比{ending}")
    return (folder / f"对比{ending}").read_bytes()


def test_the_terminal_tells_what_differs(folder: Path) -> None:
    text = told("compare", folder / "今年.html", folder / "去年.docx")
    assert "已调过来：较早的是“去年.docx”" in text
    assert "行政许可·本年处理决定数量：200 → 212（+12，+6%）" in text
    assert "行政处罚·本年处理决定数量：0 → 5（+5，—）" in text
    assert "【】里是不一样的字" in text and "【70】" in text and "【86】" in text and DROPPED in text
    assert re.search(r"\[不符\] 上年结转（总计）.*应为2，实为0", text)
    assert "消失" in text and "%的文字与较早一份重复" in text


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: set[str] = set()
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            if name in ("href", "src"):
                self.targets.add(value or "")


def test_the_page_stands_alone_and_every_link_leads_somewhere(folder: Path) -> None:
    page = compared(folder, ".html").decode()
    html5lib.HTMLParser(strict=True).parse(page)
    found = _Links()
    found.feed(page)
    assert len(found.ids) == len(set(found.ids))
    assert found.targets and all(target.startswith("#") and target[1:] in found.ids for target in found.targets)
    assert not found.tags & {"script", "img", "link", "iframe"}
    assert "url(" not in page and "@import" not in page
    assert {"#T3.received.total", "#T2.permits"} <= found.targets
    assert "<del>70</del>" in page and "<ins>86</ins>" in page
    assert page.count('role="img"') == page.count("<desc") == 3
    assert "本年新收2024年3件，2023年6件" in page


def test_the_workbook_holds_numbers_and_the_word_file_the_words(folder: Path) -> None:
    sheets = load_workbook(io.BytesIO(compared(folder, ".xlsx")))
    rows = [[cell.value for cell in row] for row in sheets["主动公开政府信息情况"].iter_rows(min_row=3)]
    assert ["行政许可·本年处理决定数量", 200, 212, 12, 6] in rows
    assert ["行政处罚·本年处理决定数量", 0, 5, 5, "—"] in rows
    compared(folder, ".docx")
    text = "".join(part.text for part in read_file(folder / "对比.docx").paragraphs())
    assert "10个数中有3个不同" in text and "【】里是不一样的字" in text


def test_the_json_has_the_names_of_check(folder: Path) -> None:
    data: dict[str, Any] = json.loads(compared(folder, ".json"))
    assert (data["comparison"], data["swapped"], data["older"]["year"], data["newer"]["year"]) == (
        "years",
        True,
        2023,
        2024,
    )
    checked = json.loads(told("check", folder / "去年.docx", "--format", "json"))["reports"][0]
    finding = {name for found in checked["findings"] for name in found}
    assert {name for found in data["findings"] for name in found} == finding | {"state"}
    assert set(data["older"]) <= set(checked) | {"title"}
    cells = {cell["where"]: cell for cells in data["tables"].values() for cell in cells}
    assert (cells["T2.permits"]["difference"], cells["T2.permits"]["percent"]) == (12, 6)
    assert cells["T2.penalties"]["percent"] is None


def test_a_draft_is_compared_by_its_name(folder: Path) -> None:
    draft = read_draft(YONGLE)
    DraftStore().create(draft.report, "永乐")
    text = told("compare", "永乐", YONGLE)
    assert "同一份年报的两个版本" in text and "没有不同" in text


def test_other_agencies_are_said_and_compared(folder: Path) -> None:
    assert "不是同一机关" in told("compare", folder / "今年.html", YONGLE)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("今年.html", "没有.docx"), "没有"),
        (("今年.html", "今年.html"), "同一份"),
        (("今年.html", "去年.docx", "-o", "x.pdf"), ".xlsx"),
        (("今年.html", "去年.docx", "-o", "今年.html"), "已经有了"),
    ],
)
def test_bad_input_is_one_sentence_and_nothing_is_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], words: str
) -> None:
    monkeypatch.chdir(folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    assert words in refused("compare", *arguments)
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


# -- export --------------------------------------------------------------------------------------
def _draft_with_last_year(folder: Path) -> Path:
    from assistant.drafts.draft import dump

    draft = read_draft(YONGLE)
    last: Document = replace(last_year(), agency=draft.report.agency.name or "")
    path = folder / "带上年.toml"
    path.write_text(dump(draft.changed(last_year=last)), encoding="utf-8")
    return path


def test_export_writes_facts_and_findings_into_the_data(tmp_path: Path) -> None:
    told("export", YONGLE, "-o", tmp_path / "x.json", "--proof")
    told("export", YONGLE, "-o", tmp_path / "x.xlsx")
    (report,) = json.loads((tmp_path / "x.json").read_bytes())["reports"]
    facts = {fact["key"]: fact for fact in report["facts"]}
    assert facts["overview.boards"]["value"] == "8个"
    sheet = load_workbook(tmp_path / "x.xlsx")["数据来源"]
    assert facts["overview.boards"]["source"] in {row[2].value for row in sheet.iter_rows(min_row=3)}


def test_charts_are_for_pages_of_drafts_that_know_last_year(tmp_path: Path) -> None:
    path = _draft_with_last_year(tmp_path)
    told("export", path, "-o", tmp_path / "图.html", "--charts", "--draft")
    assert "<svg" in (tmp_path / "图（草稿）.html").read_text(encoding="utf-8")
    assert "不是网页" in refused("export", path, "-o", tmp_path / "x.docx", "--charts", "--draft")
    assert "没有上年报告" in refused("export", YONGLE, "-o", tmp_path / "x.html", "--charts")
