"""Files that are no register, damaged ones and hostile ones: one sentence, nothing else."""

from __future__ import annotations

import io
import random
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_files import FIRST_SHEET, HEADINGS, delimited, with_part, with_shared_texts, xlsx

from assistant.errors import NianbaoError
from assistant.register import bounds, cases_of, check_room, read_ledger, read_ledger_bytes
from tests.examples import examples

GOOD = with_shared_texts(xlsx([HEADINGS, ("1", "自然人", "2024-01-09", "2024-02-01", "予以公开")]))


def refusal(data: bytes) -> str:
    with pytest.raises(NianbaoError) as refused:
        read_ledger_bytes(data, "台账.xlsx")
    sentence = refused.value.sentence()
    assert refused.value.hint and "\n" not in sentence and "台账.xlsx" in sentence
    return refused.value.message


def zipped(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "是空文件"),
        (b" \r\n\r\n", "是空文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "已损坏"),
        (b"<html><table><tr><td>x</td></tr></table></html>", "其实是网页"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "其实是网页"),
        (b"PK\x03\x04", "已损坏"),
        (GOOD[: len(GOOD) // 2], "已损坏"),
        (zipped(a=b"x"), "里面不是 Excel 表格"),
        (zipped(word__document=b"<w/>"), "里面不是 Excel 表格"),
        (bytes(range(256)) * 20, "既不是 Excel 表格"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "既不是 Excel 表格"),
        ("随便一段话，没有表格。".encode(), "没有找到“申请人类型”和“办理结果”两列的表头"),
        (xlsx([]), "没有找到“申请人类型”和“办理结果”两列的表头"),
        (xlsx([("申请人类型", "收到日期")]), "没有找到“办理结果”一列，找到的有“申请人类型”、“收到日期”"),
        (delimited([("收到日期", "办理结果")]), "没有找到“申请人类型”一列，找到的有“办理结果”、“收到日期”"),
    ],
)
def test_what_is_no_register(data: bytes, said: str) -> None:
    assert said in refusal(data)


@pytest.mark.parametrize(
    ("name", "said"),
    [("没有.xlsx", "找不到文件“没有.xlsx”"), ("", "是一个文件夹"), ("a\0b.xlsx", "读取“a b.xlsx”时磁盘出错")],
)
def test_files_that_are_not_there(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(NianbaoError) as refused:
        read_ledger(tmp_path / name)
    assert said in refused.value.message


def test_a_file_too_large_is_not_even_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(bounds.MAX_FILE_BYTES * 40)
    tracemalloc.start()
    with pytest.raises(NianbaoError) as refused:
        read_ledger(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "太大（800 MB）" in refused.value.message
    assert peak < bounds.MAX_FILE_BYTES * 3


def test_a_part_that_unpacks_beyond_the_bounds_is_refused() -> None:
    assert "展开后异常庞大" in refusal(with_part(GOOD, FIRST_SHEET, lambda part: part + b" " * bounds.MAX_PART_BYTES))


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(with_part(GOOD, FIRST_SHEET, lambda part: part + b" " * bounds.MAX_PART_BYTES))
    for place in range(len(data)):
        if data[place : place + 4] == b"PK\x01\x02" and data[place + 46 :].startswith(FIRST_SHEET.encode()):
            struct.pack_into("<I", data, place + 24, 1000)
            break
    # The reader stops at the size stated, so what it gets is cut off and damaged.
    assert any(said in refusal(bytes(data)) for said in ("展开后异常庞大", "已损坏"))


def test_too_many_members_are_refused() -> None:
    target = io.BytesIO(GOOD)
    with zipfile.ZipFile(target, "a") as archive:
        for number in range(bounds.MAX_MEMBERS):
            archive.writestr(f"x{number}", b"")
    assert "展开后异常庞大" in refusal(target.getvalue())


def test_too_many_cells_are_refused_before_they_are_parsed() -> None:
    row = b"<row>" + b"<c/>" * 1000 + b"</row>"
    bomb = with_part(GOOD, FIRST_SHEET, lambda part: part.replace(b"</sheetData>", row * 1001 + b"</sheetData>"))
    assert "多得异常" in refusal(bomb)


@pytest.mark.parametrize(
    ("member", "behind", "many"),
    [
        (FIRST_SHEET, b"</sheetData>", b"<row/>" * bounds.MAX_TAGS),
        (FIRST_SHEET, b"</sheetData>", b"<row>" + b"<a>" * bounds.MAX_TAGS + b"</row>"),
        (FIRST_SHEET, b"</worksheet>", b'<mergeCell ref="A1:B2"/>' * (bounds.MAX_MERGES + 1)),
        ("xl/sharedStrings.xml", b"</sst>", b"<si><t>a</t></si>" * (bounds.MAX_TAGS // 4)),
    ],
    ids=["rows", "depth", "merges", "texts"],
)
def test_too_much_of_anything_is_refused_before_it_is_parsed(member: str, behind: bytes, many: bytes) -> None:
    assert "多得异常" in refusal(with_part(GOOD, member, lambda part: part.replace(behind, many + behind)))


@pytest.mark.parametrize("member", [FIRST_SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"])
@pytest.mark.parametrize(
    "declaration",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/evil.dtd">',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_document_types_are_refused(member: str, declaration: bytes) -> None:
    def declare(part: bytes) -> bytes:
        head = part.index(b"?>") + 2 if part.startswith(b"<?xml") else 0
        return part[:head] + declaration + part[head:]

    assert "外部引用声明" in refusal(with_part(GOOD, member, declare))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-7", "cp037", "utf-32"])
def test_a_declaration_cannot_hide_in_another_encoding(encoding: str) -> None:
    def hide(part: bytes) -> bytes:
        body = part.decode().partition("?>")[2] if part.startswith(b"<?xml") else part.decode()
        return f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "b">]>{body}'.encode(encoding)

    assert "已损坏" in refusal(with_part(GOOD, FIRST_SHEET, hide))


def test_a_declaration_cannot_hide_in_an_encoding_that_nothing_names() -> None:
    def hide(part: bytes) -> bytes:
        return f'<!DOCTYPE x [<!ENTITY a "b">]>{part.decode().partition("?>")[2] or part.decode()}'.encode("utf-16-le")

    assert "已损坏" in refusal(with_part(GOOD, FIRST_SHEET, hide))


def test_an_encoding_that_writes_brackets_otherwise_is_refused() -> None:
    head = b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-'
    assert "已损坏" in refusal(with_part(GOOD, FIRST_SHEET, lambda part: head + part.partition(b"?>")[2]))


def test_an_encrypted_part_is_told_from_a_damaged_one() -> None:
    data = bytearray(GOOD)
    for place in range(len(data)):
        offset = {b"PK\x01\x02": 8, b"PK\x03\x04": 6}.get(bytes(data[place : place + 4]))
        if offset:
            data[place + offset] |= 1
    assert "打开密码" in refusal(bytes(data))


def test_pictures_remarks_and_links_are_never_unpacked() -> None:
    target = io.BytesIO(GOOD)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        for member in (
            "xl/media/image1.xml",
            "xl/externalLinks/externalLink1.xml",
            "docProps/custom.xml",
            "customXml/a.xml",
        ):
            archive.writestr(member, b"<!DOCTYPE x>" + b" " * (bounds.MAX_PART_BYTES + 1))
    assert len(read_ledger_bytes(target.getvalue(), "a.xlsx").rows) == 1


def test_rows_and_columns_far_away_cost_nothing() -> None:
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    beyond = b'<row r="99999999999999"><c r="A99999999999999"><v>1</v></c></row>'

    def place(part: bytes) -> bytes:
        # Without the size that a sheet states, a reader has only the rows' own numbers to go by.
        size = b'<dimension ref="A1:E2"/>'
        assert size in part
        return part.replace(size, b"").replace(b"</sheetData>", far + beyond + b"</sheetData>")

    assert len(read_ledger_bytes(with_part(GOOD, FIRST_SHEET, place), "a.xlsx").rows) == 1


def test_merged_areas_over_the_whole_sheet_cost_nothing() -> None:
    areas = b'<mergeCells count="2000">' + b'<mergeCell ref="B2:XFD1048576"/>' * 2000 + b"</mergeCells>"
    data = with_part(GOOD, FIRST_SHEET, lambda part: part.replace(b"</sheetData>", b"</sheetData>" + areas))
    assert len(read_ledger_bytes(data, "a.xlsx").rows) == 1


def test_a_hundred_thousand_rows_are_taken_and_one_more_is_not() -> None:
    row = "个人,公开\r\n".encode()
    head = "申请人类型,办理结果\r\n".encode()
    ledger = read_ledger_bytes(head + row * 100_000, "a.csv")
    assert len(ledger.rows) == 100_000
    assert "超过100000行" in refusal(head + row * 100_001)
    assert "超过100000行" in refusal(head + row * 160_000)


def test_a_draft_takes_as_many_applications_as_it_has_room_for() -> None:
    head = delimited([HEADINGS], "utf-8")
    row = delimited([["1", "自然人", "2024-01-02", "2024-01-09", "予以公开"]], "utf-8")
    check_room(cases_of(read_ledger_bytes(head + row * 20_000, "a.csv"), 2024))
    with pytest.raises(NianbaoError, match="有20001件申请，一份草稿最多登记20000件"):
        check_room(cases_of(read_ledger_bytes(head + row * 20_001, "a.csv"), 2024))


def test_a_text_of_one_endless_cell_is_refused() -> None:
    assert refusal('申请人类型,办理结果\r\n"'.encode() + b"x" * 200_000)


@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32), st.integers(1, 30))
def test_damage_anywhere_is_one_sentence_or_still_readable(seed: int, blows: int) -> None:
    chance = random.Random(seed)
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        member = chance.choice([name for name in archive.namelist() if not name.startswith("docProps")])

    def strike(part: bytes) -> bytes:
        struck = bytearray(part)
        for _ in range(blows):
            place = chance.randrange(len(struck))
            end = place + chance.choice((0, 1, 1, 5))
            struck[place:end] = chance.randbytes(chance.choice((0, 1, 3))) if chance.random() < 0.5 else b'"<0A'
        return bytes(struck)

    try:
        ledger = read_ledger_bytes(with_part(GOOD, member, strike), "a.xlsx")
    except NianbaoError as error:
        assert error.hint
    else:
        assert ledger.file == "a.xlsx"


@settings(max_examples=examples(60))
@given(st.binary(max_size=400))
def test_any_bytes_are_one_sentence_or_a_register(data: bytes) -> None:
    for start in (b"", b"PK\x03\x04", "申请人类型,办理结果\r\n".encode("gbk")):
        try:
            read_ledger_bytes(start + data, "a.csv")
        except NianbaoError as error:
            assert error.message.endswith("。") and error.hint
