"""The sentences for refused answers, from messages.toml."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assistant.errors import AnswerRefused
from assistant.report import YEARS

_FILE = Path(__file__).with_name("messages.toml")
_SHOWN = 30


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def word(name: str) -> Any:
    """An entry of the ``[words]`` table: how answers are recognised and shown."""
    return _tables()["words"][name]


def shorten(typed: str) -> str:
    """What was typed, on one line and short enough to be repeated in a sentence."""
    flat = "".join(character if character.isprintable() else "�" for character in " ".join(typed.split()))
    return flat if len(flat) <= _SHOWN else f"{flat[:_SHOWN]}…"


def refused(name: str, title: str, typed: str = "", /, **slots: Any) -> AnswerRefused:
    """The refusal called ``name`` with its slots filled."""
    slots = {"unit": "元", "length": len(typed), "le": "", **slots}
    return AnswerRefused(_tables()["refused"][name].format(title=title, typed=shorten(typed), **slots))


def from_validation(error: ValidationError, title: str, typed: str) -> AnswerRefused:
    """The refusal for the first thing that pydantic found wrong."""
    first = error.errors(include_url=False)[0]
    context: dict[str, Any] = dict(first.get("ctx") or {})
    name = first["type"]
    if name == "cell":
        typed = context.pop("typed")
        name = _tables()["cells"].get(context.pop("reason"), "cell_not_a_count")
    else:
        name = _named(name, first, context)
    if name == "too_long":
        context["length"] = context.get("actual_length", 0)
    return refused(name if name in _tables()["refused"] else "other", title, typed, **context)


def _named(name: str, first: Any, context: dict[str, Any]) -> str:
    """Our name of a pydantic refusal; bounds on a year or a day are told from bounds on a count."""
    bound = context.get("ge", context.get("le"))
    if name in {"greater_than_equal", "less_than_equal"}:
        if not isinstance(bound, int | Decimal):
            return "day_out_of_range"
        if bound in (YEARS.start, YEARS.stop - 1):
            return "year_out_of_range"
    if name == "string_too_long":
        context["length"] = len(str(first.get("input", "")))
    return str(_tables()["values"].get(name, name))
