"""Reports as text: the shapes in which tables come out of mails and extractions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from assistant.standard import standard
from making.facts import covered, printed


def lines(facts: Mapping[str, Any], table: Callable[[str], str], run_on: bool = False) -> Iterator[str]:
    """The report line by line; a table is one item of several lines."""
    yield from facts["title"]
    yield ""
    yield from (text for _, text in facts["preface"])
    for section in facts["section"]:
        yield section["heading"]
        pending = ""
        for kind, _, text, *_ in section.get("blocks", ()):
            if kind == "h" and run_on:
                pending = f"{text}。"
            else:
                yield pending + text
                pending = ""
        if section.get("table"):
            yield table(section["table"])
    yield from ("", *facts["signature"][:2])


def mail(facts: Mapping[str, Any]) -> str:
    """One cell a line, each after a tab; an empty line ends a row; cells merged downwards come out blank."""

    def table(key: str) -> str:
        schema = standard().tables[key]
        rows = []
        for number, row in enumerate(covered(printed(facts, key), schema.width)):
            texts: list[str] = []
            for column, cell in enumerate(row):
                if cell.column == column:
                    text = cell.text if cell.row == number else ""
                    texts.append(f" {text}" if key == "T4" and cell.role == "number" else text)
            rows.append("".join(f"\t{text}\n" for text in texts))
        return "\n".join(rows) + "\n"

    text = "\n".join(lines(facts, table, run_on=True))
    for section in facts["section"]:
        if section["key"] == "requests":
            text = text.replace(section["heading"], f" {section['heading']}")
    head, _, rest = text.partition(facts["section"][-1]["heading"])
    return f"{head}{facts['section'][-1]['heading']}\n[bookmark: _GoBack]{rest.lstrip()}"


def bars(facts: Mapping[str, Any]) -> str:
    """Rows between bars, a line under each; a cell merged over columns is printed once."""

    def table(key: str) -> str:
        rows = []
        for number, row in enumerate(covered(printed(facts, key), standard().tables[key].width)):
            texts = [
                cell.text if cell.row == number and cell.column == column else "" for column, cell in enumerate(row)
            ]
            rows.append("| " + " | ".join(texts) + " |")
        return "\n+----+----+\n".join(rows)

    return "\r\n".join(lines(facts, table)).replace("\n", "\r\n").replace("\r\r\n", "\r\n")


def tabs(facts: Mapping[str, Any]) -> str:
    """A tab before the first cell of a row, its other cells on the lines below."""

    def table(key: str) -> str:
        rows = []
        for number, row in enumerate(covered(printed(facts, key), standard().tables[key].width)):
            texts = [cell.text for column, cell in enumerate(row) if cell.column == column and cell.row == number]
            rows.append("\t" + "\n".join(texts))
        return "\n".join(rows)

    return "\n".join(lines(facts, table, run_on=True))


def plain(facts: Mapping[str, Any]) -> str:
    """Every cell a bare line, as a page is copied into a mail."""

    def table(key: str) -> str:
        return "\n".join(cell.text for row in printed(facts, key) for cell in row)

    return "\n".join(lines(facts, table))
