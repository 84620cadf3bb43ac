"""The layout of a Word file by GB/T 9704-2012, read from its XML."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from export_reports import TOWNSHIP, township
from word_xml import NS, W, body, letters, parts, text, written

DUBLIN = "{http://purl.org/dc/elements/1.1/}"
SONGS = {
    "Title": "方正小标宋简体",
    "Heading1": "黑体",
    "Heading2": "楷体_GB2312",
    "Footer": "宋体",
    "TableText": "宋体",
}


def styles() -> dict[str, Any]:
    root = parts(written(township()))["word/styles.xml"]
    return {style.get(f"{W}styleId"): style for style in root.findall("w:style", NS)}


def value(element: Any, path: str, name: str = "val") -> str:
    return str(element.find(path, NS).get(f"{W}{name}"))


def test_paper_margins_and_grid() -> None:
    section = body(written(township())).find("w:sectPr", NS)
    size, margins, grid = (section.find(f"w:{name}", NS).attrib for name in ("pgSz", "pgMar", "docGrid"))
    assert (size[f"{W}w"], size[f"{W}h"]) == ("11906", "16838")
    millimetres = {
        side: round(int(margins[f"{W}{side}"]) * 25.4 / 1440, 1) for side in ("top", "left", "right", "bottom")
    }
    assert millimetres == {"top": 37.0, "left": 28.0, "right": 26.0, "bottom": 35.0}
    high = 16838 - int(margins[f"{W}top"]) - int(margins[f"{W}bottom"])
    wide = 11906 - int(margins[f"{W}left"]) - int(margins[f"{W}right"])
    assert grid[f"{W}type"] == "linesAndChars"
    assert high // int(grid[f"{W}linePitch"]) == 22
    assert int(wide // (20 * (16 + int(grid[f"{W}charSpace"]) / 4096))) == 28


def test_the_body_itself_sets_22_lines_of_28_characters() -> None:
    normal = styles()["Normal"]
    assert (value(normal, "w:pPr/w:spacing", "line"), value(normal, "w:pPr/w:spacing", "lineRule")) == ("579", "exact")
    character = int(value(normal, "w:rPr/w:sz")) * 10 + int(value(normal, "w:rPr/w:spacing"))
    assert 8845 // character == 28
    assert value(styles()["BodyText"], "w:pPr/w:ind", "firstLineChars") == "200"


def test_headings_are_outline_levels_and_stay_with_what_follows() -> None:
    for level in (1, 2, 3, 4):
        style = styles()[f"Heading{level}"]
        assert value(style, "w:name") == f"heading {level}"
        assert value(style, "w:pPr/w:outlineLvl") == str(level - 1)
        assert style.find("w:pPr/w:keepNext", NS) is not None
        assert style.find("w:rPr/w:b", NS) is None
    assert all(node.find(".//w:rPr", NS) is None for node in body(written(township())).findall("w:p", NS))


def test_fonts_by_the_standard() -> None:
    for name, font in SONGS.items():
        assert value(styles()[name], "w:rPr/w:rFonts", "eastAsia") == font
    assert value(styles()["Title"], "w:rPr/w:sz") == "44"
    defaults = parts(written(township()))["word/styles.xml"].find("w:docDefaults", NS)
    assert value(defaults, "w:rPrDefault/w:rPr/w:rFonts", "eastAsia") == "仿宋_GB2312"
    assert defaults.find("w:rPrDefault/w:rPr/w:lang", NS).attrib == {
        f"{W}val": "en-US",
        f"{W}eastAsia": "zh-CN",
        f"{W}bidi": "ar-SA",
    }


@pytest.mark.parametrize("draft", [False, True])
def test_no_font_is_left_to_a_foreign_fallback(draft: bool) -> None:
    data = written(township(), draft=draft)
    for part in parts(data).values():
        for fonts in part.iter(f"{W}rFonts"):
            assert {f"{W}{script}" for script in ("ascii", "hAnsi", "eastAsia", "cs")} <= set(fonts.attrib)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        everything = "".join(archive.read(name).decode() for name in archive.namelist())
    assert not re.search("MS Mincho|MS 明朝|ＭＳ|Cambria|Calibri|Jpan|ja-JP|Theme=", everything)
    theme = parts(data)["word/theme/theme1.xml"]
    assert {node.get("typeface") for node in theme.iter(f"{{{NS['a']}}}ea")} == {"黑体", "仿宋_GB2312"}
    assert {node.get("script") for node in theme.iter(f"{{{NS['a']}}}font")} == {"Hans"}


def test_every_font_used_has_a_substitute() -> None:
    written_parts = parts(written(township()))
    used = {fonts.get(f"{W}eastAsia") for fonts in written_parts["word/styles.xml"].iter(f"{W}rFonts")}
    table = {font.get(f"{W}name"): font for font in written_parts["word/fontTable.xml"]}
    assert used <= set(table)
    assert all(font.find("w:altName", NS) is not None for font in table.values())


def test_page_numbers_odd_right_even_left() -> None:
    found = parts(written(township()))
    assert found["word/settings.xml"].find("w:evenAndOddHeaders", NS) is not None
    related = {node.get("Id"): node.get("Target") for node in found["word/_rels/document.xml.rels"]}
    identity = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    sides = {}
    for reference in found["word/document.xml"].iter(f"{W}footerReference"):
        footer = found[f"word/{related[reference.get(identity)]}"]
        assert text(footer) == "— 1 —"
        assert footer.find(".//w:fldSimple", NS).get(f"{W}instr").split() == ["PAGE"]
        sides[reference.get(f"{W}type")] = value(styles()[value(footer, "w:p/w:pPr/w:pStyle")], "w:pPr/w:jc")
    assert sides == {"default": "right", "even": "left"}
    assert value(styles()["Footer"], "w:rPr/w:sz") == "28"


def test_only_a_draft_is_stamped_and_on_every_page() -> None:
    assert not [name for name in parts(written(township())) if "header" in name]
    found = parts(written(township(), draft=True))
    references = {node.get(f"{W}type") for node in found["word/document.xml"].iter(f"{W}headerReference")}
    assert references == {"default", "even"}
    headers = [part for name, part in found.items() if re.fullmatch(r"word/header\d\.xml", name)]
    assert len(headers) == 2
    for header in headers:
        assert letters(header).startswith("草稿")
        assert header.find(".//v:shape/v:textpath", NS).get("string") == "草稿"
    assert len({header.find(".//v:shape", NS).get("id") for header in headers}) == 2


def test_properties_name_the_report_and_its_agency_and_no_program() -> None:
    data = written(township())
    core = parts(data)["docProps/core.xml"]
    assert core.findtext(f"{DUBLIN}title") == township().title
    assert core.findtext(f"{DUBLIN}creator") == TOWNSHIP
    assert core.findtext(f"{DUBLIN}language") == "zh-CN"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode().lower()
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    for name in ("python", "docx<", "nianbao", "libreoffice", "macintosh", "root"):
        assert name not in everything
