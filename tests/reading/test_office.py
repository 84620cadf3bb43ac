"""LibreOffice opens no connection, is gone when its time is over or the clerk stops us, and leaves nothing behind."""

from __future__ import annotations

import io
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from assistant import libreoffice
from assistant.errors import NianbaoError
from assistant.reading import read_bytes

_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
)
_LINK = 'xlink:href="http://127.0.0.1:{port}/{name}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"'
_FRAME = '<text:p><draw:frame svg:width="2cm" svg:height="2cm" text:anchor-type="as-char">{}</draw:frame></text:p>'
_LINKED = {
    "a picture": _FRAME.format(f"<draw:image {_LINK}/>"),
    "an object": _FRAME.format(f"<draw:object {_LINK}/>"),
    "a foreign object": _FRAME.format(f"<draw:object-ole {_LINK}/>"),
    "a frame": _FRAME.format(f"<draw:floating-frame {_LINK}/>"),
    "a plug-in": _FRAME.format(f"<draw:plugin {_LINK}/>"),
    "a section": f'<text:section text:name="s"><text:section-source {_LINK}/><text:p>a</text:p></text:section>',
}
TITLE = "永乐镇人民政府2024年政府信息公开工作年度报告"


def linking(port: int) -> bytes:
    """An OpenDocument text that refers to a server of this machine in every way there is."""
    linked = "".join(part.format(port=port, name=place) for place, part in enumerate(_LINKED.values()))
    texts = (TITLE, "一、总体情况", "2024年，我镇公开信息5条。", "六、其他需要报告的事项", "无。")
    body = "".join(f"<text:p>{text}</text:p>" for text in texts)
    content = f"<office:document-content {_NAMES} office:version='1.2'><office:body><office:text>{body}{linked}"
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    kinds = {"/": "application/vnd.oasis.opendocument.text", "content.xml": "text/xml"}
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in kinds.items()
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", kinds["/"])
        archive.writestr("content.xml", f"{content}</office:text></office:body></office:document-content>")
        archive.writestr(
            "META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{manifest}">{entries}</manifest:manifest>'
        )
    return target.getvalue()


@pytest.fixture
def server() -> Iterator[tuple[int, list[bytes]]]:
    """A port of this machine, and what was asked for at it."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def listen() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = listening.accept()
                    with connection:
                        connection.settimeout(5)
                        asked.append(connection.recv(200))

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield listening.getsockname()[1], asked
        listening.shutdown(socket.SHUT_RDWR)
        thread.join()


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("parted", [True, False], ids=["without a network", "by its settings alone"])
def test_no_connection_is_opened(
    parted: bool, server: tuple[int, list[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    if not parted:
        monkeypatch.setattr(libreoffice, "_parts_networks", lambda unshare: False)
    port, asked = server
    assert read_bytes(linking(port), "年报.odt").title == TITLE
    assert asked == []


_STARTED = """
import os, pathlib, subprocess, sys, time
place = pathlib.Path(os.environ["STARTED"])
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
pathlib.Path(os.environ["TMPDIR"], "copy").write_text("x")
place.with_suffix(".new").write_text(f"{os.getpid()} {child.pid}")
place.with_suffix(".new").rename(place)
time.sleep(600)
"""


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A LibreOffice that starts a helper, writes a copy and hangs; where it says which processes it is."""
    program = tmp_path / "programs" / "soffice"
    program.parent.mkdir()
    program.write_text(f"#!{sys.executable}\n{_STARTED}", encoding="utf-8")
    program.chmod(0o755)
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("STARTED", str(tmp_path / "started"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path / "started"


def _is_gone(started: Path) -> bool:
    """Whether both processes have ended: the one that their parent has not asked after yet is a zombie."""
    states = [Path(f"/proc/{process}/stat") for process in started.read_text(encoding="ascii").split()]
    return all(not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z" for state in states)


_LINUX = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up by Linux means")


@_LINUX
def test_at_the_time_limit_all_its_processes_end_and_no_copy_stays(
    stand_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.reading.files.CONVERSION_SECONDS", 5)
    with pytest.raises(NianbaoError, match="已停止"):
        read_bytes(b"{\\rtf1 x}", "慢.rtf")
    assert _is_gone(stand_in)
    assert list((tmp_path / "temporary").iterdir()) == []


@_LINUX
def test_when_the_clerk_stops_us_all_its_processes_end_and_no_copy_stays(stand_in: Path, tmp_path: Path) -> None:
    # What a shell starts in the background ignores the signal, and leaves that to all its children.
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        r"from assistant.reading import read_bytes; read_bytes(b'{\\rtf1 x}', 'a.rtf')"
    )
    with subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL) as process:
        watch = threading.Event()
        while not stand_in.exists() and process.poll() is None:
            watch.wait(0.02)
        process.send_signal(signal.SIGINT)
        process.wait(30)
    assert _is_gone(stand_in)
    assert list((tmp_path / "temporary").iterdir()) == []
