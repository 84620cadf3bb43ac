"""Reports as text: the shapes in which tables come out of mails and extractions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from assistant.standard import standard

from .facts import covered, printed


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


def spaced(facts: Mapping[str, Any]) -> str:
    """Every cell a line with empty lines around it, narrow labels broken, as extracted from a portal page."""
    breaks = {"商业企业": "商业\n\n企业", "科研机构": "科研\n\n机构", "（三）不予公开": "（三）\n\n不予公开"}

    def table(key: str) -> str:
        return "\n\n".join(breaks.get(cell.text, cell.text) for row in printed(facts, key) for cell in row)

    return "\n\n".join(lines(facts, table))


def lone_bars(facts: Mapping[str, Any]) -> str:
    """Every cell on lines of its own with a bar alone behind it, as another extraction makes it."""

    def table(key: str) -> str:
        cells = [
            cell.text.replace("商业企业", "商业\n企业").replace("（三）不", "（三）\n不")
            for row in printed(facts, key)
            for cell in row
        ]
        return "".join(f"{text}\n|\n" if text else "|\n" for text in cells)

    return "\n".join(lines(facts, table))


def trailing_bars(facts: Mapping[str, Any]) -> str:
    """Rows with a bar behind every cell and none before the first; merged cells only where they begin."""

    def table(key: str) -> str:
        return "\n".join("".join(f"{cell.text} | " for cell in row).rstrip() for row in printed(facts, key))

    return "\n".join(lines(facts, table))


def commas(facts: Mapping[str, Any], comma: str = ",") -> str:
    """Rows as a spreadsheet saves them: commas between cells, quotation marks around one, merged cells blank."""

    def table(key: str) -> str:
        rows = []
        for number, row in enumerate(covered(printed(facts, key), standard().tables[key].width)):
            texts = [
                cell.text if (cell.row, cell.column) == (number, column) else "" for column, cell in enumerate(row)
            ]
            rows.append(comma.join(f'"{text}"' if comma in text else text for text in texts))
        return "\n".join(rows)

    return "\n".join(lines(facts, table))


def chinese_commas(facts: Mapping[str, Any]) -> str:
    """Rows as somebody types them into a mail: Chinese commas, merged cells only where they begin, no marks around."""

    def table(key: str) -> str:
        return "\n".join("，".join(cell.text for cell in row) for row in printed(facts, key))

    return "\n".join(lines(facts, table))
