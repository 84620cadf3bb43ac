"""Files that are missing, foreign, too large, or only an office program opens: one sentence each."""

from __future__ import annotations

import io
import os
import random
import shutil
import subprocess
import sys
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import openpyxl
import pytest

from assistant.reading import UnreadableFile, read_bytes, read_file

REPORTS = Path(__file__).resolve().parent.parent / "reports"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _workbook() -> bytes:
    written = io.BytesIO()
    openpyxl.Workbook().save(written)
    return written.getvalue()


def refusal(path: Path) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as refused:
        read_file(path)
    assert path.name in refused.value.message
    return refused.value


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    assert "找不到文件" in refusal(tmp_path / "没有.docx").message
    assert "是一个文件夹" in refusal(tmp_path).message
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "管道")
        assert "不是普通文件" in refusal(tmp_path / "管道").message
    (tmp_path / "空.docx").touch()
    assert "是空文件" in refusal(tmp_path / "空.docx").message
    with pytest.raises(UnreadableFile, match="“坏 名”"):
        read_file(Path("坏\0名"))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="an administrator may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "锁.docx"
    path.write_bytes(b"x")
    path.chmod(0)
    assert "没有权限" in refusal(path).message


def test_a_huge_file_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "大.docx"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    assert refusal(path).message == "“大.docx”太大（50 MB），不像一份年度报告。"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "是图片"),
        (b"\x00" * 500, "不是能读的文件类型"),
        (b"\xff\xd8\xff\xe0" + random.Random(7).randbytes(2000), "是图片"),
        (b"Rar!\x1a\x07\x01\x00" + random.Random(7).randbytes(2000), "是压缩文件"),
        (_OLE + bytes(600) + "Workbook".encode("utf-16-le") + bytes(600), "是 Excel 表格"),
        (_workbook(), "是 Excel 表格"),
        (random.Random(7).randbytes(2000), "不是能读的文件类型|没有找到"),
        ("随便一段话，与报告无关。".encode(), "没有找到年度报告"),
        ("# 使用说明\n\n这不是报告。\n\n## 安装\n\n一条命令。\n".encode(), "没有找到年度报告"),
        (b"   \n\n\t", "是空文件"),
        (("政府信息公开" * 400_000).encode(), "太长"),
        (b"1\n" * 30_000, "太长"),
        (b"x" * (9 * 1024 * 1024), "太大"),
        (_OLE + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n" + b"--x\n\n" * 5, "不是能读的文件类型"),
    ],
    ids=[
        "png",
        "zeros",
        "jpeg",
        "rar",
        "xls",
        "xlsx",
        "noise",
        "prose",
        "manual",
        "blank",
        "one-long-line",
        "many-lines",
        "nine-megabytes",
        "encrypted",
        "mhtml",
    ],
)
def test_what_is_no_report(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableFile, match=message) as refused:
        read_bytes(data, "某文件")
    assert "\n" not in refused.value.sentence()


@pytest.mark.parametrize(
    ("data", "kind"),
    [(_OLE + bytes(600), ".doc 或 .wps"), (b"{\\rtf1 x}", "RTF")],
)
def test_without_libreoffice_a_sentence_says_what_to_do(
    data: bytes, kind: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableFile, match="没有安装 LibreOffice") as refused:
        read_bytes(data, "旧文件")
    assert kind in refused.value.message
    assert "另存为 .docx" in refused.value.hint


def _program(folder: Path, script: str) -> None:
    path = folder / "soffice"
    path.write_text(f"#!{sys.executable}\n{script}", encoding="utf-8")
    path.chmod(0o755)


@pytest.mark.skipif(os.name != "posix", reason="a stand-in program needs a POSIX system")
def test_a_libreoffice_that_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _program(tmp_path, "import sys; sys.exit(3)")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableFile, match="LibreOffice 没能打开"):
        read_bytes(_OLE + bytes(600), "坏.doc")


@pytest.mark.skipif(os.name != "posix", reason="a stand-in program needs a POSIX system")
def test_a_libreoffice_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _program(tmp_path, "import time; time.sleep(60)")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("assistant.reading.files.CONVERSION_SECONDS", 0.5)
    with pytest.raises(UnreadableFile, match="已停止"):
        read_bytes(_OLE + bytes(600), "慢.doc")


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", ["rtf", "odt"])
def test_through_libreoffice(ending: str, tmp_path: Path) -> None:
    source = REPORTS / "02-street-opendocument.docx"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    found, expected = read_file(tmp_path / f"{source.stem}.{ending}"), read_file(source)
    assert [dict(table.cells) for table in found.tables()] == [dict(table.cells) for table in expected.tables()]
    assert [paragraph.text for paragraph in found.paragraphs()] == [
        paragraph.text for paragraph in expected.paragraphs()
    ]


_PORTAL = (REPORTS / "06-bureau-portal.html").read_bytes()
_OUTER = '<html><head><meta charset="utf-8"></head><body>{title}<iframe src="{address}"></iframe></body></html>'


@pytest.mark.parametrize("title", ["首页", "平川县水利局2024年政府信息公开工作年度报告"])
def test_a_page_with_its_report_in_a_frame_names_the_frame(title: str) -> None:
    page = _OUTER.format(title=title, address="年报_files/正文.html")
    with pytest.raises(UnreadableFile, match=r"年报_files/正文\.html") as refused:
        read_bytes(page.encode(), "年报.html")
    assert "改选那个文件" in refused.value.hint


def test_a_page_with_a_counter_in_a_frame_is_read() -> None:
    framed = _PORTAL.replace(b"</body>", b'<iframe src="counter.html"></iframe></body>')
    assert framed != _PORTAL
    assert read_bytes(framed, "年报.html") == read_bytes(_PORTAL, "年报.html")


def test_a_page_saved_in_one_file_is_read_where_its_frame_holds_the_report() -> None:
    saved = MIMEMultipart("related")
    saved.attach(MIMEText(_OUTER.format(title="首页", address="cid:1"), "html", "utf-8"))
    saved.attach(MIMEApplication(_PORTAL, "octet-stream"))
    saved.get_payload()[1].replace_header("Content-Type", "text/html")
    assert read_bytes(saved.as_bytes(), "年报.mht") == read_bytes(_PORTAL, "年报.html")
