"""The kinds of answers, one handler each."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from assistant.document import is_blank, is_remarked, normalise, number_in, one_line, print_number, read_number
from assistant.errors import AnswerRefused
from assistant.interview.messages import from_validation, refused, word
from assistant.interview.script import Choice, ListField, Question
from assistant.report import Figures, Report, RequestFigures, checked_answer, figures_class, is_local, with_answer
from assistant.standard import Unit, chinese_date, formats

Raw = str | list[Any] | dict[str, str]
"""What a screen hands in: typed text, a list of texts or of entries (mappings by field), table cells by path."""


class Kind(ABC):
    """One kind of answer; a screen has one input widget for each."""

    name: str

    @abstractmethod
    def parse(self, raw: Raw, question: Question, choices: Sequence[Choice]) -> Any:
        """What was given as a value for the report field.

        :raises AnswerRefused: it cannot be understood as this kind of answer.
        """

    @abstractmethod
    def show(self, value: Any, question: Question, choices: Sequence[Choice]) -> str:
        """The answer as the transcript shows it."""

    @abstractmethod
    def raw(self, value: Any) -> Raw:
        """The answer as a screen's input takes it up for editing; ``parse`` of it gives ``value`` again."""

    def read(self, raw: Raw, question: Question, choices: Sequence[Choice] = (), year: int | None = None) -> Any:
        """``parse``, then the field's own bounds in a report on ``year``.

        :raises AnswerRefused: with the Chinese sentence for what is wrong.
        """
        value = self.parse(raw, question, choices)
        try:
            return checked_answer(question.key, value, year)
        except ValidationError as error:
            typed = raw if isinstance(raw, str) else _first_bad(value, error)
            raise from_validation(error, question.title, typed) from error


def _first_bad(value: Any, error: ValidationError) -> str:
    """The part of a composed answer that was refused."""
    for step in error.errors(include_url=False)[0]["loc"]:
        try:
            value = value[step]
        except (LookupError, TypeError):
            break
    return value if isinstance(value, str) else ""


def text_of(raw: Raw) -> str:
    """A typed answer, without the invisible marks that pasted text brings along."""
    text = raw if isinstance(raw, str) else "、".join(str(item) for item in raw)
    return clean(text)


_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u2060\ufeff\u00ad\r"))


def clean(text: str) -> str:
    """Text without zero-width spaces, byte order marks, soft hyphens and carriage returns; NBSP as a space."""
    return text.translate(_INVISIBLE).replace("\u00a0", " ").strip()


class YesNoKind(Kind):
    """Yes or no."""

    name = "yesno"

    def parse(self, raw: Raw, question: Question, choices: Sequence[Choice]) -> bool:
        typed = text_of(raw)
        flat = normalise(typed).lower()
        if flat in word("yes"):
            return True
        if flat in word("no"):
            return False
        raise refused("not_yes_or_no", question.title, typed)

    def show(self, value: Any, question: Question, choices: Sequence[Choice]) -> str:
        return str(word("yes_shown") if value else word("no_shown"))

    def raw(self, value: Any) -> Raw:
        return "是" if value else "否"


class ChoiceKind(Kind):
    """One of the offered answers by value or label, or the clerk's own words where allowed."""

    name = "choice"

    def parse(self, raw: Raw, question: Question, choices: Sequence[Choice]) -> str:
        typed = text_of(raw)
        for choice in choices:
            if typed in (choice.value, choice.shown):
                return choice.value
        if question.own_words and typed:
            return typed
        raise refused("not_a_choice" if typed else "required", question.title, typed)

    def show(self, value: Any, question: Question, choices: Sequence[Choice]) -> str:
        shown = {choice.value: choice.shown for choice in choices}
        return shown.get(value, value) or str(word("nothing_shown"))

    def raw(self, value: Any) -> Raw:
        return str(value)


class ChoicesKind(Kind):
    """Any number of the offered answers and of own words, in the order given, each once."""

    name = "choices"

    def parse(self, raw: Raw, question: Question, choices: Sequence[Choice]) -> list[str]:
        items = [raw] if isinstance(raw, str) else list(raw)
        by_text = {text: choice.value for choice in choices for text in (choice.shown, choice.value)}
        values: list[str] = []
        for item in items:
            typed = clean(str(item))
            if typed and typed not in by_text and not question.own_words:
                raise refused("not_a_choice", question.title, typed)
            value = by_text.get(typed, typed)
            if value and value not in values:
                values.append(value)
        return values

    def show(self, value: Any, question: Question, choices: Sequence[Choice]) -> str:
        shown = {choice.value: choice.shown for choice in choices}
        return str(word("item_separator")).join(shown.get(item, item) for item in value) or str(word("nothing_shown"))

    def raw(self, value: Any) -> Raw:
        return list(value)


_WRITTEN = re.compile(r"(\d{4})[年./\-](\d{1,2})[月./\-](\d{1,2})日?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_WITHOUT_YEAR = re.compile(r"(\d{1,2})[月./\-](\d{1,2})日?")


class DateKind(Kind):
    """A day: 2025年1月9日, 2025-1-9, 2025/1/9, 2025.1.9 or 20250109; 1月9日 is in the year after the report year."""

    name = "date"

    def read(self, raw: Raw, question: Question, choices: Sequence[Choice] = (), year: int | None = None) -> Any:
        match = _WITHOUT_YEAR.fullmatch(normalise(text_of(raw)))
        if match is None or year is None:
            return super().read(raw, question, choices, year)
        try:
            return super().read(f"{year + 1}-{match[1]}-{match[2]}", question, choices, year)
        except AnswerRefused:
            raise refused("not_a_day", question.title, text_of(raw)) from None

    def parse(self, raw: Raw, question: Question, choices: Sequence[Choice]) -> date:
        text = text_of(raw)
        if not text:
            raise refused("required", question.title)
        flat = normalise(text)
        match = _WRITTEN.fullmatch(flat) or _COMPACT.fullmatch(flat)
        if match is None:
            raise refused("day_without_year" if _WITHOUT_YEAR.fullmatch(flat) else "no_day", question.title, text)
        try:
            return date(*(int(part) for part in match.groups()))
        except ValueError as error:
            raise refused("not_a_day", question.title, text) from error

    def show(self, value: Any, question: Question, choices: Sequence[Choice]) -> str:
        return chinese_date(value)

    def raw(self, value: Any) -> Raw:
        return chinese_date(value)


class ListKind(Kind):
    """A list; entries that are empty throughout are left out."""

    name = "list"

    def parse(self, raw: Raw, question: Question, choices: Sequence[Choice]) -> list[Any]:
        items: Sequence[Any] = [raw] if isinstance(raw, str) else list(raw)
        if not question.fields:
            return [text for text in (clean(str(item)) for item in items) if text]
        entries: list[dict[str, str | int]] = []
        for item in items:
            if not isinstance(item, dict):
                raise refused("missing", question.title, str(item))
            entry = {field.key: clean(str(item.get(field.key, ""))) for field in question.fields}
            empty = [field.ask for field in question.fields if not entry[field.key]]
            if len(empty) == len(question.fields):
                continue
            if empty:
                raise refused("entry_part", question.title, number=len(entries) + 1, part=empty[0])
            entries.append(
                {
                    field.key: _whole_number(entry[field.key], field.unit, field.ask)
                    if field.unit
                    else entry[field.key]
                    for field in question.fields
                }
            )
        return entries

    def show(self, value: Any, question: Question, choices: Sequence[Choice]) -> str:
        separator = word("entry_separator" if question.fields else "item_separator")
        parts = [item if isinstance(item, str) else self._entry(dict(item), question.fields) for item in value]
        return str(separator).join(parts) or str(word("nothing_shown"))

    def _entry(self, entry: dict[str, Any], fields: Sequence[ListField]) -> str:
        """One entry on one line: its parts one after the other, a count right behind what it counts."""
        if any(field.unit for field in fields):
            return "".join(f"{entry[field.key]}{field.unit}" for field in fields)
        return str(word("part_separator")).join(entry.values())

    def raw(self, value: Any) -> Raw:
        return [
            item if isinstance(item, str) else {key: str(part) for key, part in dict(item).items()} for item in value
        ]


def is_begun(question: Question, raw: Raw) -> bool:
    """Whether ``raw`` is a list of entries that may still lack some of their parts."""
    known = {field.key for field in question.fields}
    entries = raw if isinstance(raw, list) else []
    return bool(entries) and all(isinstance(entry, dict) and entry.keys() <= known for entry in entries)


_COUNT = re.compile(r"[-−]?\d{1,40}")
_AMOUNT = re.compile(r"[-−]?\d{1,40}(?:\.\d{1,40})?")
_TEN_THOUSAND = Decimal(10_000)


def _without_unit(flat: str, units: Sequence[str]) -> str:
    for unit in sorted(units, key=len, reverse=True):
        if unit and flat.endswith(unit):
            return flat.removesuffix(unit)
    return flat


def _whole_number(text: str, unit: str, title: str) -> int:
    """A typed count. :raises AnswerRefused: it is none."""
    flat = _without_unit(normalise(text), [unit, *word("units")])
    if flat in word("none"):
        return 0
    if not _COUNT.fullmatch(flat):
        raise refused("not_a_count", title, text)
    return int(flat.replace("−", "-"))


class IntegerKind(Kind):
    """A whole number; full-width digits, spaces, thousands separators and a measure word are understood."""

    name = "integer"

    def parse(self, raw: Raw, question: Question, choices: Sequence[Choice]) -> int:
        text = text_of(raw)
        if not text:
            raise refused("required", question.title)
        try:
            return _whole_number(text, question.unit, question.title)
        except AnswerRefused:
            if question.key == _YEAR:
                raise refused("not_a_year", question.title, text) from None
            raise

    def show(self, value: Any, question: Question, choices: Sequence[Choice]) -> str:
        return f"{value}{question.unit}"

    def raw(self, value: Any) -> Raw:
        return str(value)


class MoneyKind(Kind):
    """An amount in yuan; an amount written with 万元 is converted."""

    name = "money"

    def parse(self, raw: Raw, question: Question, choices: Sequence[Choice]) -> Decimal:
        text = text_of(raw)
        if not text:
            raise refused("required", question.title)
        flat = normalise(text)
        number = _without_unit(flat, ["万元", "元", "万", "￥", "¥"]).lstrip("￥¥")
        if number in word("none"):
            return Decimal(0)
        if not _AMOUNT.fullmatch(number):
            raise refused("not_an_amount", question.title, text)
        amount = Decimal(number.replace("−", "-"))
        return amount * _TEN_THOUSAND if "万" in flat else amount

    def show(self, value: Any, question: Question, choices: Sequence[Choice]) -> str:
        return f"{print_number(value)}{question.unit or '元'}"

    def raw(self, value: Any) -> Raw:
        return print_number(value)


class TableKind(Kind):
    """A table's typed cells by path, or for T3 its applications one by one.

    A blank cell is 0, and no cells at all is "none this year".
    """

    name = "table"

    def parse(self, raw: Raw, question: Question, choices: Sequence[Choice]) -> dict[str, Any]:
        figures = figures_class(question.key)
        if isinstance(raw, list) and figures is RequestFigures:
            return {"cases": raw}
        if not isinstance(raw, dict) or figures is None:
            raise refused("other", question.title, str(raw))
        units = _units(figures)
        return {path: read_cell(text, units.get(path, "件")) for path, text in raw.items() if not is_blank(text)}

    def show(self, value: Any, question: Question, choices: Sequence[Choice]) -> str:
        if not value.cells:
            return str(word("zero_table_shown"))
        every = list(_told(value))
        more = str(word("table_more")).format(count=len(every)) if len(every) > _MOST_TOLD else ""
        told = str(word("table_separator")).join(every[:_MOST_TOLD]) + more
        cases = getattr(value, "cases", ())
        return str(word("cases_shown")).format(cases=len(cases), told=told) if cases else told

    def raw(self, value: Any) -> Raw:
        if cases := getattr(value, "cases", ()):
            return [case.model_dump() for case in cases]
        return {path: print_number(number) for path, number in value.cells.items()}


def _told(figures: Figures) -> Iterator[str]:
    """What a table says, in words: the totals of its rows where it has them, else its cells that are not 0."""
    cells, values = figures.table_schema.cells, figures.values()
    totals = [path for path, cell in cells.items() if cell.derived and cell.row.header.short]
    for path in totals or figures.cells:
        number, cell = values[path], cells[path]
        if number and not (totals and cell.row.path == _ALL_DONE):
            name = cell.row.header.short if totals else cell.name
            for filler in () if totals else word("cell_fillers"):
                name = name.replace(filler, "")
            yield word("cell_told").format(name=name, number=print_number(number), unit=cell.unit)


def _units(figures: type[Figures]) -> dict[str, Unit]:
    """The unit of each cell that the table has in any known format; of two formats the newer one's."""
    tables = (known.tables[figures.schema_key] for known in reversed(formats()))
    return {path: cell.unit for table in tables for path, cell in table.cells.items()}


def read_cell(text: str, unit: Unit = "件") -> int | Decimal | str:
    """A typed cell as a number in ``unit``; the text itself when it is none, for the table to refuse.

    A measure word behind a count is left out; in a cell of 万元 an amount written with 元 is converted.
    Two numbers are never joined to one.
    """
    flat = one_line(text)
    number = read_number(flat)
    if number is None and unit == "万元":
        number = read_number(flat.removesuffix("万元").removesuffix("万"))
        if number is None and (yuan := read_number(flat.removesuffix("元"))) is not None:
            number = yuan / 10_000
    elif number is None:
        found = (read_number(flat.removesuffix(measure)) for measure in word("units"))
        number = next((value for value in found if value is not None), None)
    if number is None and is_remarked(flat):
        number = number_in(flat)
    if number is None:
        return text
    return int(number) if number == number.to_integral_value() and abs(number) < 10**15 else number


class TextKind(Kind):
    """One line of text."""

    name = "text"

    def parse(self, raw: Raw, question: Question, choices: Sequence[Choice]) -> str:
        text = text_of(raw)
        # "无" typed where a line may be left out means that there is none.
        return "" if question.default and text in word("none") else text

    def show(self, value: Any, question: Question, choices: Sequence[Choice]) -> str:
        return str(value) or str(word("nothing_shown"))

    def raw(self, value: Any) -> Raw:
        return str(value)


class ParagraphKind(TextKind):
    """Text of one or more lines."""

    name = "paragraph"


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        TextKind(), ParagraphKind(), IntegerKind(), MoneyKind(), DateKind(), YesNoKind(),
        ChoiceKind(), ChoicesKind(), ListKind(), TableKind(),
    )
}  # fmt: skip
"""Every kind by name. A question script names one for each question."""


_YEAR = "agency.year"
_MOST_TOLD = 8
"""Figures of a table that are told in words."""
_ALL_DONE = "total"
"""The row of T3 that adds up the results."""


def answered(report: Report, question: Question, raw: Raw, choices: Sequence[Choice] = ()) -> Report:
    """The report with ``raw`` for its answer to ``question``.

    :raises AnswerRefused: the answer cannot be right, or the tables hold a number that has no place in
        the format of the year that it names.
    """
    value = KINDS[question.kind].read(raw, question, choices, report.agency.year)
    try:
        return with_answer(report, question.key, value)
    except ValidationError as error:
        if is_local(question.key):
            raise refused("too_many_own", question.title) from error
        if question.key != _YEAR:
            raise
        raise refused("cell_of_other_year", question.title, str(value), cell=_cell_name(error)) from error


def _cell_name(error: ValidationError) -> str:
    """The cell that a table of one format has and that of another has not."""
    path = error.errors(include_url=False)[0].get("ctx", {}).get("path", "")
    cells = (table.cells.get(path) for known in formats() for table in known.tables.values())
    return next((cell.name for cell in cells if cell is not None), path)


__all__ = ["KINDS", "Kind", "Raw", "answered", "read_cell"]
