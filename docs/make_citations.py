"""Writes docs/citations.md: every citation of a law or a document, the statement that rests on it, and where it stands.

Run ``python -m docs.make_citations`` in the checkout.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs" / "citations.md"
_FILES = (
    *sorted((ROOT / "prompts").glob("*.toml")),
    ROOT / "assistant" / "checks" / "rules.toml",
    *sorted((ROOT / "assistant" / "standard").glob("*.toml")),
    *sorted((ROOT / "assistant" / "texts").glob("*.toml")),
    ROOT / "assistant" / "register" / "template.toml",
)
HEAD = """# 引用的法条和文件

由 `python -m docs.make_citations` 生成，请不要手改。供法律人员逐条核对：
条、款、项对不对，依据它说的话对不对；核对过的打勾。
“条例”是《中华人民共和国政府信息公开条例》（国务院令第711号），“30号文”是国办公开办函〔2021〕30号。
只有一款的条不写款，由项组成的写到项。没有法条依据、只是各地通行做法的不列。

| 核对 | 依据 | 依据它说的话 | 出处 |
|---|---|---|---|
"""
_LAWS = "条例|立法法|行政复议法|土地管理法|城乡规划法|行政处罚法|个人信息保护法|保密法|地方组织法"
_ARTICLE = re.compile(
    rf"(?P<law>{_LAWS})?(?P<first>第[一二三四五六七八九十百]+条)(?P<more>(?:第[一二三四五六七八九十]+款)?(?:第?（[一二三四五六七八九十]+）、?)*项?(?:、第[一二三四五六七八九十]+款)*)"
)
_DOCUMENT = re.compile(
    r"法释〔\d{4}〕\d+号|国办函〔\d{4}〕\d+号|国办公开办函〔\d{4}〕\d+号|教育部令第\d+号|国务院令第\d+号|30号文|60号文|109号文|党政机关公文格式"
)
_TOLD = ("basis", "meaning", "heading", "number")
_ORDER = "〇一二三四五六七八九"


class Citation(NamedTuple):
    """One citation: the law or document with article and paragraph, the words resting on it, and where they stand."""

    basis: str
    statement: str
    place: str


def citations() -> list[Citation]:
    """All citations of the program's data files, by law and article."""
    found = {citation for file in _FILES for citation in _of(tomllib.loads(file.read_text(encoding="utf-8")), file)}
    return sorted(found, key=lambda citation: (_rank(citation.basis), citation.place, citation.statement))


def _of(entry: Any, file: Path, name: str = "") -> Iterator[Citation]:
    """The citations of an entry of a data file and of all below it."""
    if isinstance(entry, list):
        for place, item in enumerate(entry):
            yield from _of(item, file, name or str(place))
        return
    if not isinstance(entry, dict):
        return
    name = str(entry.get("key") or entry.get("slug") or name)
    place = f"{file.relative_to(ROOT).as_posix()} `{name}`" if name else file.relative_to(ROOT).as_posix()
    said = [str(entry[key]) for key in ("label", "title", "help", "meaning") if isinstance(entry.get(key), str)]
    for basis in _split(str(entry.get("basis", ""))) if said else ():
        yield Citation(basis, "：".join(said), place)
    for key, value in entry.items():
        if isinstance(value, str) and key not in _TOLD:
            for basis in _split(value):
                yield Citation(basis, value, f"{place} {key}")
        elif isinstance(value, dict | list):
            yield from _of(value, file, name if isinstance(value, list) else f"{name}.{key}" if name else key)


def _split(text: str) -> Iterator[str]:
    """The citations of a text one by one: 条例第二十三条、第二十四条 are two."""
    law = ""
    for match in _ARTICLE.finditer(text):
        law = match["law"] or law or "条例"
        yield f"{law}{match['first']}{match['more'].rstrip('、')}"
    for document in _DOCUMENT.finditer(text):
        yield document.group()


def _rank(basis: str) -> tuple[int, int, str]:
    article = re.search("第([一二三四五六七八九十百]+)条", basis)
    laws = ["条例", *(law for law in _LAWS.split("|") if law != "条例")]
    law = next((place for place, name in enumerate(laws) if basis.startswith(name)), len(laws))
    return law, _number(article[1]) if article else 0, basis


def _number(text: str) -> int:
    """An article's number up to 99."""
    tens, _, ones = text.rpartition("十")
    if "十" not in text:
        return _ORDER.index(text)
    return 10 * (_ORDER.index(tens) if tens else 1) + (_ORDER.index(ones) if ones else 0)


def citations_table() -> str:
    """The whole page."""
    rows = ((basis, statement, place) for basis, statement, place in citations())
    return HEAD + "".join(f"| ☐ | {' | '.join(_cell(cell) for cell in row)} |\n" for row in rows)


def _cell(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("|", "／")


if __name__ == "__main__":
    TABLE.write_text(citations_table(), encoding="utf-8")
