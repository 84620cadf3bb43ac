"""Writes the generated pages of the handbook: how the three tables are filled in, and what reports are returned for.

Run ``python -m docs.make_handbook`` in the checkout.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from assistant.checks.registry import page
from assistant.checks.run import rules
from assistant.standard import standard
from assistant.standard.schema import Block, Header, Leaf, leaves

ROOT = Path(__file__).resolve().parent.parent
HANDBOOK = ROOT / "docs" / "handbook"
DATA: Mapping[str, Any] = tomllib.loads((ROOT / "docs" / "tables.toml").read_text(encoding="utf-8"))
_OUTCOME = "T4.outcome"


def pages() -> dict[str, str]:
    """The generated pages by file name."""
    return {"tables.md": tables_page(), "faults.md": faults_page()}


# -- the three tables ------------------------------------------------------------------------------
def row_keys() -> list[str]:
    """Every row of T2 and T3, every kind of procedure and every outcome of T4: each has its examples."""
    return [key for table in ("T2", "T3", "T4") for _, rows in _rows(table) for key, _ in rows]


def tables_page() -> str:
    """The page on the three tables. :raises KeyError: a row has no example."""
    words = DATA["page"]
    parts = [words["title"], words["intro"].strip()]
    for table in ("T2", "T3", "T4"):
        told = DATA["tables"][table]
        parts += [told["title"], told["intro"].strip(), *_columns(table)]
        for heading, rows in _rows(table):
            parts.append(heading)
            parts.append("\n".join([words["row_head"], *(_row(key, header) for key, header in rows)]))
    return "\n\n".join(parts) + "\n"


def _rows(table: str) -> Iterator[tuple[str, list[tuple[str, Header]]]]:
    """The rows to be explained, with the heading above each group."""
    blocks = standard(None).tables[table].blocks
    if table == "T4":
        told = DATA["tables"]["T4"]
        kinds = [_above(leaf) for leaf in leaves(blocks[0].columns)]
        yield told["kinds"], list(dict.fromkeys((f"T4.{path}", header) for path, header in kinds))
        first = [leaf.header for leaf in leaves(blocks[0].columns)][: len(blocks[0].columns[0].children)]
        yield told["outcomes"], [(f"{_OUTCOME}.{header.key}", header) for header in first]
        return
    for heading, group in groupby(_leaves(blocks), key=lambda pair: pair[0]):
        rows = [(f"{table}.{leaf.path}", leaf.header) for _, leaf in group]
        yield f"### {heading or DATA['page']['between'].join(header.short for _, header in rows)}", rows


def _leaves(blocks: tuple[Block, ...]) -> Iterator[tuple[str, Leaf]]:
    """The rows of a table, each with the name of the group that it stands in, "" where it stands in none."""
    for block in blocks:
        for leaf in leaves(block.rows):
            yield block.heading or "".join(header.label for header in leaf.headers[-2:-1]), leaf


def _above(leaf: Leaf) -> tuple[str, Header]:
    """The kind of procedure that an outcome stands under: its path and header."""
    return leaf.path.rpartition(".")[0], leaf.headers[-2]


def _row(key: str, header: Header) -> str:
    told = DATA["rows"][key]
    meaning = header.meaning
    if header.basis:
        meaning = DATA["page"]["basis"].format(meaning=meaning, basis=header.basis) if meaning else header.basis
    return f"| {header.label} | {meaning} | {told['yes']} | {told['no']} |"


def _columns(table: str) -> Iterator[str]:
    if table == "T4":
        return
    words = DATA["page"]
    every = [leaf.header for block in standard(None).tables[table].blocks for leaf in leaves(block.columns)]
    yield words["columns"]
    lines = dict.fromkeys(f"| {header.label} | {header.meaning} |" for header in every)
    yield "\n".join([words["column_head"], *lines])


# -- what reports are returned for -----------------------------------------------------------------
def faults_page() -> str:
    """The page on errors and warnings, by the family of their rules."""
    words, names = DATA["faults"], page()
    every = rules()
    advice = sum(rule.severity == "advice" for rule in every)
    parts = [words["title"], words["intro"].strip().format(advice=advice)]
    for family, members in groupby(every, key=lambda rule: rule.family):
        graver = [rule for rule in members if rule.severity != "advice"]
        if graver:
            parts.append(words["family"].format(family=family))
            lines = [
                words["row"].format(severity=names[rule.severity], meaning=rule.meaning, mend=rule.mend)
                for rule in sorted(graver, key=lambda rule: rule.severity)
            ]
            parts.append("\n".join([words["head"], *lines]))
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    for name, text in pages().items():
        (HANDBOOK / name).write_text(text, encoding="utf-8")
