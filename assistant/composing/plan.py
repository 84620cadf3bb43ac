"""The build of a report as data: which paragraphs stand where, and how many wordings each has.

Read from ``templates/report.toml``; section and aspect titles come from the standard.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import DataFileError
from assistant.standard import Standard, in_any_format
from assistant.texts import DATA_FILES

PLAN_FILE = "report.toml"
PREFACE = "preface"


class Words(BaseModel):
    """Small words that composing itself prints.

    ``pending`` holds ``{label}``; ``unknown`` is the label of an answer without one; ``whole``
    stands before a place (全县); ``none`` are typed answers that mean "there is none".
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    pending: str
    unknown: str
    whole: str
    none: tuple[str, ...]


class PlannedParagraph(BaseModel):
    """One paragraph: its stable key, the section ("preface" before the first) and aspect it stands in.

    ``wordings`` names its phrasings for the clerk; the n-th is the template ``<key as path>.<n>.j2``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    section: str
    aspect: str = ""
    wordings: tuple[str, ...] = Field(min_length=1)

    def template(self, index: int) -> str:
        """The template file of a wording (from 0), relative to the templates folder."""
        return f"{self.key.replace('.', '/')}.{index + 1}.j2"


@dataclass(frozen=True)
class Plan:
    """The whole build: the title's template, the paragraphs in printed order, the small words."""

    title: str
    words: Words
    paragraphs: tuple[PlannedParagraph, ...]

    def paragraph(self, key: str) -> PlannedParagraph:
        """The planned paragraph of a printed one, whose key may carry a number (``other.matters.2``).

        :raises KeyError: the report has no such paragraph.
        """
        base, _, number = key.rpartition(".")
        wanted = base if number.isdecimal() else key
        for paragraph in self.paragraphs:
            if paragraph.key == wanted:
                return paragraph
        raise KeyError(key)

    def within(self, section: str, aspect: str = "") -> tuple[PlannedParagraph, ...]:
        """The paragraphs of a section that stand under one aspect, or under none."""
        return tuple(item for item in self.paragraphs if item.section == section and item.aspect == aspect)


def load_plan(files: Mapping[str, str]) -> Plan:
    """The plan among the files of a folder of templates, by name.

    :raises DataFileError: it is missing, is no TOML, or names a section, aspect or template that
        does not exist.
    """
    if PLAN_FILE not in files:
        raise DataFileError(*DATA_FILES.refusal("plan.none", file=PLAN_FILE))
    try:
        plan = _plan(tomllib.loads(files[PLAN_FILE]))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        reason = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
        raise DataFileError(*DATA_FILES.refusal("plan.unreadable", file=PLAN_FILE, reason=reason)) from None
    _check(plan, files)
    return plan


def _plan(data: dict[str, Any]) -> Plan:
    return Plan(
        title=str(data["title"]),
        words=Words.model_validate(data["words"]),
        paragraphs=tuple(PlannedParagraph.model_validate(item) for item in data["paragraph"]),
    )


def _is_place(section: str, aspect: str) -> bool:
    """Whether a report has such a place in any year."""
    return (section, aspect) == (PREFACE, "") or in_any_format(lambda known: (section, aspect) in _places(known))


@cache
def _places(known: Standard) -> frozenset[tuple[str, str]]:
    places = {(section.key, aspect.key) for section in known.sections for aspect in section.aspects}
    return frozenset(places | {(section.key, "") for section in known.sections})


def _check(plan: Plan, files: Mapping[str, str]) -> None:
    seen: set[str] = set()
    for paragraph in plan.paragraphs:
        if not _is_place(paragraph.section, paragraph.aspect):
            raise DataFileError(*DATA_FILES.refusal("plan.no_place", file=PLAN_FILE, key=paragraph.key))
        if paragraph.key in seen:
            raise DataFileError(*DATA_FILES.refusal("plan.twice", file=PLAN_FILE, key=paragraph.key))
        seen.add(paragraph.key)
        for index in range(len(paragraph.wordings)):
            if paragraph.template(index) not in files:
                name = paragraph.template(index)
                raise DataFileError(*DATA_FILES.refusal("plan.no_template", key=paragraph.key, name=name))
