"""The house as such: rooms, sizes, what may be imported, what a wheel carries."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    "door", ["assistant.cli", "assistant.drafts.readiness", "assistant.export", "assistant.reading"]
)
def test_nothing_but_a_screen_loads_textual(door: str) -> None:
    code = f"import sys, {door}; print([name for name in ('textual', 'rich') if name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert loaded.strip() == "[]"


def test_checking_a_report_file_loads_neither_the_answers_nor_the_templates() -> None:
    """They take longer to load than the report to read; nor does a Word file need the readers of pages."""
    report = ROOT / "tests" / "reports" / "01-town-libreoffice.docx"
    unwanted = ("pydantic", "jinja2", "openpyxl", "docx", "lxml.html", "email", "cn2an", "multiprocessing")
    code = (
        "import sys, io; from assistant.commands.checking import check\n"
        f"check.main([{str(report)!r}], standalone_mode=False)\n"
        f"print([name for name in {unwanted!r} if name in sys.modules], file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert result.stderr.strip() == "[]"
    assert report.name in result.stdout


def test_checking_one_report_loads_nothing_for_many_and_nothing_that_writes_or_converts() -> None:
    report = ROOT / "tests" / "reports" / "01-town-libreoffice.docx"
    unwanted = (
        "assistant.checks.neighbours", "assistant.libreoffice", "assistant.staging", "difflib", "hashlib", "json",
        "pickle", "secrets", "subprocess", "tempfile",
    )  # fmt: skip
    code = (
        "import sys; from assistant.cli import group\n"
        f"group.main(['check', {str(report)!r}], standalone_mode=False)\n"
        f"print([name for name in {unwanted!r} if name in sys.modules], file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert result.stderr.strip() == "[]"
    assert report.name in result.stdout


def test_a_command_does_not_look_through_what_it_has_just_loaded_for_garbage() -> None:
    report = ROOT / "tests" / "reports" / "01-town-libreoffice.docx"
    code = (
        "import atexit, gc, sys; from assistant.cli import main\n"
        "looks = lambda: sum(each['collections'] for each in gc.get_stats())\n"
        "before = looks(); atexit.register(lambda: print(looks() - before, file=sys.stderr))\n"
        f"sys.argv = ['nianbao', 'check', {str(report)!r}]; main()"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=False)
    assert report.name in result.stdout
    assert int(result.stderr) <= 5


def test_functions_are_short() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {name} has {length} lines"
        for path, tree in _trees()
        for name, length in _functions(tree)
        if length > 40
    ]
    assert not long


def test_no_statutory_label_is_written_outside_the_standard() -> None:
    from assistant.standard import layout, standard

    labels = {
        cell.text for table in standard().tables.values() for cell in layout(table) if cell.text and len(cell.text) > 4
    }
    assert labels
    written = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.value}"
        for path, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in labels
    ]
    assert not written


def test_what_the_program_says_stands_in_the_catalogue_of_texts() -> None:
    """Patterns by which texts of others are read, units and small words of grammar are no sentences of the program."""
    small = {"一是", "万元", "个百分点", "问题", "的问题", "”的问题"}
    said = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.value}"
        for path, tree in _trees()
        for node in _texts(tree)
        if re.search(r"[\u4e00-\u9fff]{2}", node.value) and node.value not in small
    ]
    assert not said


def _texts(tree: ast.Module) -> Iterator[ast.Constant]:
    """The texts of a module but for docstrings, numerals and the patterns of regular expressions."""
    known: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            known.add(node.value)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _PATTERN_CALLS:
            known.update(ast.walk(node))
    for node in ast.walk(tree):
        text = isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in known
        if text and not set(node.value) <= _NUMERALS:
            yield node


_PATTERN_CALLS = {"compile", "match", "fullmatch", "search", "sub"}
_NUMERALS = set("〇○零一二三四五六七八九十廿卅百千万亿O0123456789") | set(r"[\d]{,}")


def _trees() -> Iterator[tuple[Path, ast.Module]]:
    """Every module of the program, parsed."""
    modules = sorted((ROOT / "assistant").rglob("*.py"))
    assert modules
    for path in modules:
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def _functions(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """The name of each function and how many lines it has."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1
