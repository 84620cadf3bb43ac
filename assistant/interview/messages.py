"""The sentences for refused answers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from assistant.errors import AnswerRefused
from assistant.report import YEARS
from assistant.texts import INTERVIEW

_SHOWN = 30


def word(name: str) -> Any:
    """An entry of the ``[words]`` table: how answers are recognised and shown."""
    return INTERVIEW.entry(f"words.{name}")


def shorten(typed: str) -> str:
    """What was typed, on one line and short enough to be repeated in a sentence."""
    flat = "".join(character if character.isprintable() else "�" for character in " ".join(typed.split()))
    return flat if len(flat) <= _SHOWN else f"{flat[:_SHOWN]}…"


def refused(name: str, title: str, typed: str = "", /, **slots: Any) -> AnswerRefused:
    """The refusal called ``name`` with its slots filled."""
    slots = {"unit": "元", "length": len(typed), "le": "", **slots}
    return AnswerRefused(INTERVIEW.say(f"refused.{name}", title=title, typed=shorten(typed), **slots))


def told_bare(why: str, typed: str) -> str:
    """What is odd about a text that tells nothing."""
    return INTERVIEW.say(f"doubts.{why}", typed=shorten(typed))


def from_validation(error: ValidationError, title: str, typed: str) -> AnswerRefused:
    """The refusal for the first thing that pydantic found wrong."""
    first = error.errors(include_url=False)[0]
    context: dict[str, Any] = dict(first.get("ctx") or {})
    name = first["type"]
    if name == "cell":
        typed = context.pop("typed")
        name = INTERVIEW.entry("cells").get(context.pop("reason"), "cell_not_a_count")
    else:
        name = _named(name, first, context)
    if name == "too_long":
        context["length"] = context.get("actual_length", 0)
    return refused(name if name in INTERVIEW.entry("refused") else "other", title, typed, **context)


def _named(name: str, first: Any, context: dict[str, Any]) -> str:
    """Our name of a pydantic refusal; bounds on a year, a day or a list are told from those on others."""
    bound = context.get("ge", context.get("le"))
    if name in {"greater_than_equal", "less_than_equal"}:
        if not isinstance(bound, int | Decimal):
            return "day_out_of_range"
        if bound in (YEARS.start, YEARS.stop - 1):
            return "year_out_of_range"
    if name == "too_short" and isinstance(first.get("input"), list):
        return "too_few"
    if name == "string_too_long":
        context["length"] = len(str(first.get("input", "")))
    return str(INTERVIEW.entry("values").get(name, name))
