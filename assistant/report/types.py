"""The kinds of values an answer may have, each with its bounds, validated by pydantic one by one.

Every refusal has a type of its own; the Chinese sentence for it stands in the interview's messages.
"""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, StrictBool, StringConstraints, Tag
from pydantic_core import PydanticCustomError

from assistant.standard import agency_kinds, first_report_year

MAX_COUNT = 999_999_999
MAX_MONEY = Decimal("99999999.9999")
MAX_LINE = 200
MAX_PROSE = 2000
MAX_ITEMS = 60
MAX_LOCAL = 50
YEARS = range(first_report_year(), 2100)

# Controls, formats (bidi overrides), line separators, surrogates, private use, unassigned.
_UNPRINTABLE = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
# Line breaks and tabs in prose; the joiner and the selector that compose emoji.
_ALLOWED = set("\n\t\u200d\ufe0f")


def printable(text: str) -> str:
    """Refuses what no document can print: control characters, bidi overrides, lone surrogates.

    :raises PydanticCustomError: type ``control_character`` with the ``code`` of the character.
    """
    if text.isprintable():
        # Nearly every text, told at once where tens of thousands of applications are read.
        return text
    for character in text:
        if unicodedata.category(character) in _UNPRINTABLE and character not in _ALLOWED:
            code = f"U+{ord(character):04X}"
            raise PydanticCustomError("control_character", "unprintable {code}", {"code": code})
    return text


def _one_line(text: str) -> str:
    if "\n" in text or "\t" in text:
        raise PydanticCustomError("several_lines", "one line only", {})
    return text


def _known_kind(key: str) -> str:
    if key not in agency_kinds():
        raise PydanticCustomError("unknown_kind", "no such agency kind", {})
    return key


def _real_money(value: Decimal) -> Decimal:
    if not value.is_finite():
        raise PydanticCustomError("decimal_parsing", "not a number", {})
    return value


def _number(value: Any) -> Any:
    """Refuses true and false, which Python takes for 1 and 0 though nobody wrote a number."""
    if isinstance(value, bool):
        raise PydanticCustomError("int_parsing", "not a number", {})
    return value


def _calendar_day(value: Any) -> Any:
    """Refuses numbers, as such or as text, which pydantic takes for seconds since 1970."""
    if isinstance(value, int | float | Decimal) or (isinstance(value, str) and value.count("-") != 2):
        raise PydanticCustomError("date_type", "not a day", {})
    return value


Count = Annotated[int, Field(ge=0, le=MAX_COUNT), BeforeValidator(_number)]
"""A whole number of items, pieces or people."""

TenThousandYuan = Annotated[
    Decimal, Field(ge=0, le=MAX_MONEY, decimal_places=4), AfterValidator(_real_money), BeforeValidator(_number)
]
"""Money in 万元, to one yuan (T2 fees)."""

Yuan = Annotated[
    Decimal, Field(ge=0, le=MAX_MONEY, decimal_places=2), AfterValidator(_real_money), BeforeValidator(_number)
]
"""Money in 元, to one fen (信息处理费)."""

Year = Annotated[int, Field(ge=YEARS.start, le=YEARS.stop - 1), BeforeValidator(_number)]
"""A report year that a known format covers."""

OptionalLine = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=MAX_LINE),
    AfterValidator(_one_line),
    AfterValidator(printable),
]
"""One line of text; "" means there is none."""

Line = Annotated[OptionalLine, StringConstraints(min_length=1)]
"""One line of text that must not be empty."""

OptionalProse = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=MAX_PROSE), AfterValidator(printable)
]
"""Text of one or more paragraphs; "" means there is none."""

Prose = Annotated[OptionalProse, StringConstraints(min_length=1)]
"""Text of one or more paragraphs that must not be empty."""

Lines = Annotated[list[Line], Field(max_length=MAX_ITEMS)]
"""Any number of short texts in the clerk's order; [] means none."""

_OF_KIND = {
    "integer": "count",
    "money": "money",
    "text": "line",
    "choice": "line",
    "yesno": "yes",
    "choices": "lines",
    "list": "lines",
}
LOCAL_KINDS = tuple(_OF_KIND)
"""The kinds of questions that an office may ask for itself."""
_SHAPES: tuple[tuple[type, str], ...] = (
    (bool, "yes"), (int, "count"), (Decimal, "money"), (str, "line"), (list, "lines"), (tuple, "lines"),
)  # fmt: skip
_NUMBERS = ("count", "money")


def _shape(value: Any) -> str | None:
    return next((shape for type_, shape in _SHAPES if isinstance(value, type_)), None)


def is_of_kind(value: Any, kind: str) -> bool:
    """Whether an answer to a question of an office is such as ``kind`` takes; an amount may be written as a count."""
    wanted, shape = _OF_KIND.get(kind), _shape(value)
    return shape == wanted or (wanted == "money" and shape in _NUMBERS)


LocalName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
"""The name of a question that an office asks for itself."""

LocalValue = Annotated[
    Annotated[StrictBool, Tag("yes")]
    | Annotated[Count, Tag("count")]
    | Annotated[Yuan, Tag("money")]
    | Annotated[OptionalLine, Tag("line")]
    | Annotated[Lines, Tag("lines")],
    Discriminator(_shape, custom_error_type="no_answer", custom_error_message="no answer of any kind"),
]
"""An answer to such a question. Which kind the question is of says the pack that asks it."""

LocalAnswers = Annotated[dict[LocalName, LocalValue], Field(max_length=MAX_LOCAL)]
"""The answers to the questions that offices ask for themselves, by name."""

KindKey = Annotated[str, AfterValidator(_known_kind)]
"""A key of :func:`assistant.standard.agency_kinds`."""

AnyDay = Annotated[date, BeforeValidator(_calendar_day)]
"""A day of the calendar."""

Day = Annotated[AnyDay, Field(ge=date(YEARS.start + 1, 1, 1), le=date(YEARS.stop, 12, 31))]
"""A calendar day on which a report may be signed."""
