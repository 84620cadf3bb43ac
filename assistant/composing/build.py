"""The build of a report as data: which paragraphs stand where, in printed order.

Read from ``templates/report.toml``; section and aspect titles come from the standard.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import DataFileError
from assistant.standard import Standard, in_any_format
from assistant.texts import DATA_FILES

BUILD_FILE = "report.toml"
PREFACE = "preface"


class Words(BaseModel):
    """Small words that composing itself prints.

    ``pending`` holds ``{label}``; ``unknown`` is the label of an answer without one, ``total`` of a sum of which
    a part is missing, ``figure`` of a figure in last year's sentence that is no answer; ``whole`` stands before a
    place (全县); ``none`` are typed answers that mean "there is none".
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    pending: str
    unknown: str
    total: str = ""
    figure: str = ""
    whole: str
    none: tuple[str, ...]


class PlannedParagraph(BaseModel):
    """One paragraph: its stable key, the section ("preface" before the first) and aspect it stands in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    section: str
    aspect: str = ""

    @property
    def file(self) -> str:
        """The file of its sentences, relative to the templates folder."""
        return f"{self.key.replace('.', '/')}.toml"


@dataclass(frozen=True)
class Build:
    """The whole build: the title's template, the paragraphs in printed order, the small words.

    ``headings`` holds, for a section, what may stand behind the titles of its aspects; ``places``, for a fact that
    several paragraphs may tell, the names of these paragraphs.
    """

    title: str
    words: Words
    paragraphs: tuple[PlannedParagraph, ...]
    headings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

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


def load_build(files: Mapping[str, str]) -> Build:
    """The build among the files of a folder of templates, by name.

    :raises DataFileError: it is missing, is no TOML, or names a section, aspect or file that does not exist.
    """
    if BUILD_FILE not in files:
        raise DataFileError(*DATA_FILES.refusal("plan.none", file=BUILD_FILE))
    try:
        build = _build(tomllib.loads(files[BUILD_FILE]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        reason = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
        raise DataFileError(*DATA_FILES.refusal("plan.unreadable", file=BUILD_FILE, reason=reason)) from None
    _check(build, files)
    return build


def _build(data: dict[str, Any]) -> Build:
    return Build(
        title=str(data["title"]),
        words=Words.model_validate(data["words"]),
        paragraphs=tuple(PlannedParagraph.model_validate(item) for item in data["paragraph"]),
        headings={section: tuple(map(str, ends)) for section, ends in data.get("headings", {}).items() if ends},
        places={fact: tuple(map(str, names)) for fact, names in data.get("places", {}).items() if names},
    )


def _is_place(section: str, aspect: str) -> bool:
    """Whether a report has such a place in any year."""
    return (section, aspect) == (PREFACE, "") or in_any_format(lambda known: (section, aspect) in _places(known))


@cache
def _places(known: Standard) -> frozenset[tuple[str, str]]:
    places = {(section.key, aspect.key) for section in known.sections for aspect in section.aspects}
    return frozenset(places | {(section.key, "") for section in known.sections})


def _check(build: Build, files: Mapping[str, str]) -> None:
    seen: set[str] = set()
    for paragraph in build.paragraphs:
        if not _is_place(paragraph.section, paragraph.aspect):
            raise DataFileError(*DATA_FILES.refusal("plan.no_place", file=BUILD_FILE, key=paragraph.key))
        if paragraph.key in seen:
            raise DataFileError(*DATA_FILES.refusal("plan.twice", file=BUILD_FILE, key=paragraph.key))
        seen.add(paragraph.key)
        if paragraph.file not in files:
            raise DataFileError(*DATA_FILES.refusal("plan.no_template", key=paragraph.key, name=paragraph.file))
