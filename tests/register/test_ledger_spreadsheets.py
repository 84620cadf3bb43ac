"""Registers as .xls, .et and .ods: read like .xlsx, within bounds, and damaged ones refused in one sentence."""

from __future__ import annotations

import io
import random
import shutil
import struct
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import olefile
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_files import HEADINGS, with_part, workbook, xlsx
from ledger_read import DAY, ONE, TWO, seen
from openpyxl.worksheet.worksheet import Worksheet

from assistant.errors import NianbaoError
from assistant.register import bounds, read_ledger, read_ledger_bytes
from tests.examples import examples

FILES = Path(__file__).with_name("files")
OLD, OPEN = (FILES / "register.xls").read_bytes(), (FILES / "register.ods").read_bytes()
KINDS = pytest.mark.parametrize("data", [OLD, OPEN], ids=["xls", "ods"])

EXPECTED = [
    (3, "2024-001", "自然人", DAY, date(2024, 1, 30), "予以公开"),
    (4, "2024-002", "商业企业", date(2024, 3, 1), date(2024, 3, 20), "重复申请"),
    (5, "2024-003", "商业企业", DAY, None, "办理中"),
    (6, "4", "科研机构", DAY, date(2024, 1, 30), "不予公开：属于国家秘密"),
]


def refusal(data: bytes) -> str:
    with pytest.raises(NianbaoError) as refused:
        read_ledger_bytes(data, "台账.xls")
    sentence = refused.value.sentence()
    assert refused.value.hint and "\n" not in sentence and "台账.xls" in sentence
    return refused.value.message


@KINDS
def test_what_a_workbook_of_another_kind_says(data: bytes) -> None:
    """Days as cells, as texts and as numbers; a merged area over two rows; a hidden row and a hidden sheet."""
    ledger = read_ledger_bytes(data, "台账")
    assert seen(ledger) == EXPECTED
    assert ledger.skipped == (
        "隐藏的工作表“2023年”（1行）也像台账，没有读，只读了“2024年”。",
        "第7行是合计、填表人等说明，没有计入。",
        "第6行在表格里是隐藏的，也计入了。",
    )


@pytest.mark.parametrize("name", ["台账.et", "台账.xls", "台账.xlsx"])
def test_the_ending_does_not_matter(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(OLD)
    assert seen(read_ledger(tmp_path / name)) == EXPECTED


def _strict(data: bytes) -> bytes:
    """An .xlsx as Excel saves it when asked for the strict format: the same parts in other namespaces."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(written, "w") as copy:
        for member in archive.namelist():
            part = archive.read(member)
            for usual in ("spreadsheetml/2006/main", "officeDocument/2006/relationships"):
                strict = f"http://purl.oclc.org/ooxml/{usual.replace('/2006', '')}"
                part = part.replace(f"http://schemas.openxmlformats.org/{usual}".encode(), strict.encode())
            copy.writestr(member, part)
    return written.getvalue()


def test_a_strict_workbook_is_read_like_the_usual_one() -> None:
    usual = workbook({"说明": [["填表说明"]], "台账": [HEADINGS, ONE, TWO]})
    found, expected = read_ledger_bytes(_strict(usual), "台账.xlsx"), read_ledger_bytes(usual, "台账.xlsx")
    assert seen(found) == seen(expected) and len(found.rows) == 2
    assert (found.skipped, found.columns) == (expected.skipped, expected.columns)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_what_libreoffice_writes_is_read_as_the_xlsx_it_was_made_of(ending: str, tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:E1")
        sheet.row_dimensions[4].hidden = True

    source = tmp_path / "台账.xlsx"
    source.write_bytes(
        workbook({"说明": [["填表说明"]], "台账": [["台账"], [], HEADINGS, ONE, TWO, (3, *TWO[1:])]}, change)
    )
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    found, expected = read_ledger(source.with_suffix(f".{ending}")), read_ledger(source)
    assert (seen(found), found.skipped, found.columns) == (seen(expected), expected.skipped, expected.columns)
    assert len(found.rows) == 3


def _records(kind: int, change: bytes) -> bytes:
    """The old workbook with the beginning of its first record of a kind overwritten."""
    with olefile.OleFileIO(io.BytesIO(OLD)) as opened:
        book = opened.openstream("Workbook").read()
    place = 0
    while struct.unpack_from("<H", book, place)[0] != kind:
        place += 4 + struct.unpack_from("<H", book, place + 2)[0]
    record = book[place : place + 4 + struct.unpack_from("<H", book, place + 2)[0]]
    assert len(change) <= len(record) and record in OLD
    return OLD.replace(record, change + record[len(change) :], 1)


def test_a_cell_far_away_in_an_old_workbook_is_refused_before_it_is_laid_out() -> None:
    number = struct.pack("<HHHHH", 0x0203, 16, 65535, 65535, 0) + b"\0" * 10
    assert "多得异常" in refusal(_records(0x0208, number))


def test_an_old_workbook_behind_a_password_says_so() -> None:
    assert "打开密码" in refusal(_records(0x0208, struct.pack("<HH", 0x002F, 16)))


def test_other_files_of_an_office_program_are_no_register() -> None:
    word = OLD.replace("Workbook".encode("utf-16-le"), "WordText".encode("utf-16-le"))
    assert word != OLD
    assert "里面不是 Excel 表格" in refusal(word)
    assert "已损坏" in refusal(OLD[:1500])


def _content(change: bytes) -> bytes:
    """The open document with more rows at its first sheet's end."""
    return with_part(OPEN, "content.xml", lambda part: part.replace(b"</table:table>", change + b"</table:table>", 1))


CELL = b'<table:table-cell office:value-type="string"%s><text:p>x</text:p></table:table-cell>'


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (b"<table:table-row>" + CELL % b' table:number-columns-repeated="9000000"' + b"</table:table-row>", "多得异常"),
        (b'<table:table-row table:number-rows-repeated="1048576">' + CELL % b"" + b"</table:table-row>", "多得异常"),
        (b'<table:table-row table:number-rows-repeated="1000000"/><table:table-row>' + CELL % b"" * 9
         + b"</table:table-row>", "多得异常"),
        (b"<table:table-row>" + CELL % b' table:number-columns-repeated="many"' + b"</table:table-row>", "已损坏"),
        (b"<table:table-row>", "已损坏"),
    ],
    ids=["columns", "rows", "far", "no number", "no end"],
)  # fmt: skip
def test_an_open_document_out_of_bounds_is_refused_before_it_is_laid_out(rows: bytes, said: str) -> None:
    assert said in refusal(_content(rows))


def test_empty_cells_to_the_end_of_the_sheet_cost_nothing() -> None:
    """As LibreOffice writes them where a column or a whole sheet has a format."""
    cells = b'<table:table-cell table:number-columns-repeated="16384"/>'
    rows = b'<table:table-row table:number-rows-repeated="1048000">%s</table:table-row>' % cells
    assert seen(read_ledger_bytes(_content(rows), "台账.ods")) == EXPECTED


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda part: part + b" " * bounds.MAX_PART_BYTES, "展开后异常庞大"),
        (lambda part: part.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "b">]>', 1), "外部引用声明"),
        (lambda part: b"", "已损坏"),
    ],
)
def test_the_parts_of_an_open_document_are_held_to_the_same_bounds(change, said: str) -> None:  # type: ignore[no-untyped-def]
    assert said in refusal(with_part(OPEN, "content.xml", change))


def test_an_open_document_behind_a_password_says_so() -> None:
    mark = b"<manifest:encryption-data/></manifest:manifest>"
    locked = with_part(OPEN, "META-INF/manifest.xml", lambda part: part.replace(b"</manifest:manifest>", mark))
    assert "打开密码" in refusal(locked)


def test_pictures_in_an_open_document_are_never_unpacked() -> None:
    target = io.BytesIO(OPEN)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Pictures/1.xml", b"<!DOCTYPE x>" + b" " * (bounds.MAX_PART_BYTES + 1))
    assert seen(read_ledger_bytes(target.getvalue(), "台账.ods")) == EXPECTED


@KINDS
def test_damage_anywhere_is_one_sentence_or_still_readable(data: bytes) -> None:
    @settings(max_examples=examples(25), suppress_health_check=[HealthCheck.too_slow])
    @given(st.integers(0, 2**32), st.integers(1, 20))
    def strike(seed: int, blows: int) -> None:
        chance = random.Random(seed)

        def struck(part: bytes) -> bytes:
            changed = bytearray(part)
            for _ in range(blows):
                changed[chance.randrange(len(changed))] = chance.randrange(256)
            return bytes(changed)

        try:
            read_ledger_bytes(struck(data) if data is OLD else with_part(data, "content.xml", struck), "台账")
        except NianbaoError as error:
            assert error.hint

    strike()


def test_a_size_that_no_memory_holds_ends_no_process_of_ours() -> None:
    """The reader sets memory aside for the rows that a sheet says it has, and aborts where it gets none."""
    last_before_first = struct.pack("<HHII", 0x0200, 14, 0x00D60000, 8)
    assert "已损坏" in refusal(_records(0x0200, last_before_first))


def test_the_readers_of_other_workbooks_are_loaded_only_for_them() -> None:
    import sys

    code = (
        "import sys; from assistant.register import read_ledger_bytes as read;"
        "read(sys.stdin.buffer.read(), 'a'); print([n for n in ('python_calamine', 'olefile') if n in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], input=xlsx([HEADINGS, ONE]), capture_output=True, check=True)
    assert run.stdout.decode().strip() == "[]"
