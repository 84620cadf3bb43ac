"""One bad file among the drafts is judged by itself: it says what is wrong, in which line, and hides no other."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.drafts import DamagedDraft, Draft, DraftStore, read_draft
from assistant.drafts.gate import line_of
from assistant.report import Report, with_answer
from tests.command import nianbao, one_sentence
from tests.endless import ends

MEGABYTE = 1_000_000


def line(text: str) -> bytes:
    return f"schema = 1\n\n[overview]\n{text}\n".encode()


BAD: dict[str, tuple[bytes, str]] = {
    "year in hex": (b"schema = 1\n[agency]\nyear = 0x" + b"F" * 8_000, "第3行"),
    "format in hex": (b"schema = 0x" + b"F" * 8_000, "第1行"),
    "format in octal": (b"schema = 0o" + b"7" * 20_000, "第1行"),
    "a count without end": (line("website_items = 1e999999999"), "第4行"),
    "a count that is nearly nothing": (line("website_items = 1e-999999999"), "第4行"),
    "a count with digits without end": (line("website_items = 1." + "1" * 100_000), "第4行"),
    "digits without end": (line("website_items = " + "9" * 100_000), "TOML"),
    "keys within keys": (line("a" + ".a" * 20_000 + " = 1"), "第4行"),
    "quoted keys within keys": (line('"a"' + ' . "a"' * 20_000 + " = 1"), "第4行"),
    "tables within tables": (b"schema = 1\n[a" + b".a" * 20_000 + b"]\n", "第2行"),
    "inline tables within tables": (line("x = " + "{a=" * 300 + "1" + "}" * 300), "第4行"),
    "lists within lists": (line("x = " + "[" * 300 + "]" * 300), "第4行"),
    "lists without end": (line("x = " + "[" * 100_000), "TOML"),
    "many tables": (b"schema = 1\n" + b"[[a]]\n" * (2 * MEGABYTE), "括号"),
    "many items": (line("x = [" + "1," * (5 * MEGABYTE) + "]"), "括号"),
    "many keys": (b"schema = 1\n" + b"".join(b"a%d.a.a.a.a.a.a.a=1\n" % number for number in range(500_000)), "层"),
    "one long text": (line("leader = '" + "a" * (15 * MEGABYTE) + "'"), "第4行"),
    "one long text with escapes": (line('leader = "' + '\\"' * (7 * MEGABYTE) + '"'), "括号"),
    "one long key": (line("a" * (15 * MEGABYTE) + " = 1"), "第4行"),
    "a key that is no table": (b"schema = 1\nsession = 5\n", "第2行"),
    "where that is no text": (b"schema = 1\n[session]\nat = 5\n", "第3行"),
}


@pytest.fixture
def healthy() -> Draft:
    """A draft that opens, beside which the bad ones stand."""
    return DraftStore().save(Draft(with_answer(Report(), "agency.name", "清河镇人民政府")))


@pytest.mark.parametrize(("content", "words"), BAD.values(), ids=list(BAD))
def test_a_bad_file_is_told_and_hides_no_other(content: bytes, words: str, healthy: Draft) -> None:
    store = DraftStore()
    store.path("坏的").write_bytes(content)
    with ends():
        entries = {entry.name: entry for entry in store.list()}
    assert set(entries) == {healthy.name, "坏的"} and not entries[healthy.name].problem
    problem = entries["坏的"].problem
    assert problem.endswith("。") and words in problem and len(problem) < 500, problem[:500]
    assert store.find(healthy.name).report == healthy.report
    with pytest.raises(DamagedDraft):
        store.load("坏的")


def pipe(path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes here")
    os.mkfifo(path)


def endless(path: Path) -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("no devices here")
    path.symlink_to("/dev/zero")


@pytest.mark.parametrize("make", [pipe, endless, Path.mkdir], ids=["pipe", "device", "folder"])
def test_what_is_no_file_is_never_opened(make: Callable[[Path], None], healthy: Draft, tmp_path: Path) -> None:
    store = DraftStore()
    make(store.path("坏的"))
    rows = json.loads(nianbao("list", "--json").stdout)
    assert {row["name"]: bool(row["problem"]) for row in rows} == {healthy.name: False, "坏的": True}
    assert nianbao("export", healthy.name, "-o", str(tmp_path / "年报.txt"), "--draft").returncode == 0
    for name in ("年报.toml", "年报.docx", "台账.csv"):
        make(tmp_path / name)
    output = str(tmp_path / "新.docx")
    for command in (
        ("check", "年报.toml"), ("check", "年报.docx"), ("import", "年报.toml"), ("import", "年报.docx"),
        ("export", "年报.toml", "-o", output), ("ledger", "台账.csv"), ("new", "--last", "年报.docx"),
        ("check", healthy.name, "--last", "年报.toml"), ("check", healthy.name, "--last", "年报.docx"),
        ("resume", "坏的"),
    ):  # fmt: skip
        if make is Path.mkdir and command[0] in ("check", "new"):
            continue
        one_sentence(nianbao(*command, cwd=tmp_path))
    assert not Path(output).exists()


def test_a_day_that_no_calendar_has_is_long_ago(healthy: Draft) -> None:
    store = DraftStore()
    try:
        os.utime(store.path(healthy.name), (1e14, 1e14))
    except OSError:
        pytest.skip("this disk knows no such day")
    assert [entry.problem for entry in store.list()] == [""]


def test_a_draft_of_an_endless_file_cannot_be_read(tmp_path: Path) -> None:
    pipe(tmp_path / "年报.toml")
    with pytest.raises(Exception, match="不是普通文件"):
        read_draft(tmp_path / "年报.toml")


TEXT = '''schema = 1

[agency]
name = "甲"
self_word = """
[overview]
website_items = 1
"""

[overview]
key_fields = [
    "一",
    # note
    "二",
]
"website_items" = 3

[[problems.items]]
problem = "甲"

[[problems.items]]
problem = "乙"
deep.inner = 1
'''


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (("schema",), 1),
        (("agency", "name"), 4),
        (("overview", "website_items"), 16),
        (("overview", "key_fields", 1), 14),
        (("overview", "unknown"), 10),
        (("problems", "items", 0, "problem"), 19),
        (("problems", "items", 1, "problem"), 22),
        (("problems", "items", 1, "deep", "inner"), 23),
        (("other",), 0),
    ],
)
def test_the_line_of_a_place_is_found(place: tuple[str | int, ...], expected: int) -> None:
    assert line_of(TEXT, place) == expected


@pytest.mark.skipif(sys.platform != "linux", reason="asks the system for its highest memory")
def test_the_worst_files_fit_into_memory(tmp_path: Path) -> None:
    import subprocess

    code = (
        "import resource, sys; from assistant.drafts import DraftStore;"
        "resource.setrlimit(resource.RLIMIT_AS, (900_000_000, 900_000_000));"
        "print([bool(entry.problem) for entry in DraftStore().list()])"
    )
    store = DraftStore()
    store.folder.mkdir(parents=True)
    for name in ("many keys", "many items", "one long text", "keys within keys"):
        store.path(name).write_bytes(BAD[name][0])
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "[True, True, True, True]\n", done.stderr[-500:]
