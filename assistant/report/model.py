"""The answers of a report, typed. ``None`` means "not answered yet"; "" or [] means "none".

A field's dotted path ("overview.trainings") is the key of the question that fills it.
Contents: 条例第五十条 and the annex of 国办公开办函〔2021〕30号.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, StrictBool, TypeAdapter, ValidationInfo, field_validator
from pydantic.fields import FieldInfo

from assistant.report.figures import DisclosureFigures, Figures, ProceedingFigures, RequestFigures, in_format
from assistant.report.types import (
    Count,
    Day,
    KindKey,
    Line,
    Lines,
    LocalAnswers,
    LocalValue,
    OptionalLine,
    OptionalProse,
    Prose,
    Year,
    Yuan,
)
from assistant.standard import Standard, standard


class Part(BaseModel):
    """A part of the report: frozen; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Agency(Part):
    """Who reports, on which year, signed when."""

    name: Line | None = None
    kind: KindKey | None = None
    self_word: Line | None = None
    year: Year | None = None
    signed_on: Day | None = None
    contact: OptionalLine | None = None
    website: OptionalLine | None = None


class KindCount(Part):
    """How many of the published items are of one kind (工作动态 15条)."""

    kind: Line
    count: Count


class FieldCount(Part):
    """How many of the published items concern one key field (义务教育 12条)."""

    field: Line
    count: Count


class EventCount(Part):
    """How often an event for the public was held (政府开放日 2次)."""

    event: Line
    count: Count


class ChannelCount(Part):
    """How many applications came in one way (邮寄 5件)."""

    channel: Line
    count: Count


class GroupCount(Part):
    """How many applications came in at all agencies of a group together (乡镇街道 12件)."""

    group: Line
    count: Count


class UnitCount(Part):
    """How many applications came in at one of the agencies (县自然资源局 30件)."""

    unit: Line
    count: Count


class Overview(Part):
    """一、总体情况: organisation and the five aspects. Counts are those of the report year.

    ``*_more`` are the ticked names of what else an aspect can report; a fact behind such a list tells
    nothing while it is not ticked. ``requests_by_group``, ``requests_by_unit``, ``result_shares`` (the groups of
    results whose share is said) and ``summed_units`` (how many reports were added up) are of the report of an area,
    whose tables are the sum over its agencies. ``leader`` "" means that there is no leading group or that it is not
    said. ``*_last_year`` are last year's counts, from which a change is told. ``trainings`` were held by
    the agency, ``trainings_attended`` by others. ``accountability`` counts 责任追究.
    """

    leader: OptionalLine | None = None
    deputy: OptionalLine | None = None
    members: OptionalLine | None = None

    website_items: Count | None = None
    new_media_items: Count | None = None
    notice_items: Count | None = None
    other_items: Count | None = None
    proactive_more: Lines | None = None
    items_by_kind: list[KindCount] | None = None
    content_kinds: Lines | None = None
    messages: Count | None = None
    hotline_calls: Count | None = None
    events: list[EventCount] | None = None
    guide_updated: Lines | None = None
    items_last_year: Count | None = None
    key_fields: Lines | None = None
    field_items: list[FieldCount] | None = None
    interpretations: Count | None = None
    responses: Count | None = None
    comment_drafts: Count | None = None
    suggestions: Count | None = None
    proposals: Count | None = None

    answered_in_time: StrictBool | None = None
    request_channels: Lines | None = None
    requests_more: Lines | None = None
    requests_by_channel: list[ChannelCount] | None = None
    request_subjects: Lines | None = None
    requests_last_year: Count | None = None
    requests_by_group: list[GroupCount] | None = None
    requests_by_unit: list[UnitCount] | None = None
    result_shares: Lines | None = None
    summed_units: Count | None = None
    correction_reason: OptionalLine | None = None

    management_more: Lines | None = None
    office: OptionalLine | None = None
    staff: Count | None = None
    review_practice: OptionalLine | None = None
    review_systems: Lines | None = None
    purge_rounds: Count | None = None
    stale_items: Count | None = None
    dead_links: Count | None = None
    wrong_words: Count | None = None
    privacy_items: Count | None = None
    norm_cleanup: OptionalLine | None = None

    platforms: Lines | None = None
    platforms_more: Lines | None = None
    website_name: OptionalLine | None = None
    account_names: Lines | None = None
    boards: Count | None = None
    zones: Count | None = None
    columns: Lines | None = None
    accounts_opened: Count | None = None
    accounts_closed: Count | None = None
    followers: Count | None = None
    gazette_issues: Count | None = None
    gazette_digital: StrictBool | None = None
    platform_fixes: OptionalLine | None = None

    supervision_more: Lines | None = None
    trainings: Count | None = None
    trainees: Count | None = None
    trainings_attended: Count | None = None
    attendees: Count | None = None
    checks: Count | None = None
    check_findings: OptionalLine | None = None
    supervisors: Count | None = None
    complaints: Count | None = None
    in_assessment: StrictBool | None = None
    assessment_weight: OptionalLine | None = None
    assessment: OptionalLine | None = None
    social_evaluation: OptionalLine | None = None
    evaluation_method: OptionalLine | None = None
    accountability: Count | None = None
    accountability_reason: OptionalLine | None = None


class Problem(Part):
    """A problem of the report year and the measure against it, clauses without a full stop."""

    problem: Line
    measure: Line


class FormerProblem(Part):
    """A problem that last year's report named, and what became of it."""

    problem: Line
    outcome: Line


class Problems(Part):
    """五、存在的主要问题及改进情况: at least one problem of the report year."""

    last_year: list[FormerProblem] | None = None
    items: Annotated[list[Problem], Field(min_length=1)] | None = None


class Other(Part):
    """六、其他需要报告的事项: 信息处理费 (notices sent, yuan charged, yuan received) and the rest."""

    fee_notices: Count | None = None
    fee_charged: Yuan | None = None
    fee_received: Yuan | None = None
    matters: OptionalProse | None = None


class Report(Part):
    """All answers. The three tables hold typed cells only; totals are derived.

    Which cells they have says the format in force in the report year. ``local`` are the answers to questions
    that offices ask for themselves; their paths are ``local.NAME``.
    """

    agency: Agency = Agency()
    overview: Overview = Overview()
    disclosure: DisclosureFigures | None = None
    requests: RequestFigures | None = None
    proceedings: ProceedingFigures | None = None
    problems: Problems = Problems()
    other: Other = Other()
    local: LocalAnswers = {}

    @property
    def standard(self) -> Standard:
        """The format in force in the report year; the newest while the year is unknown."""
        return standard(self.agency.year)

    @field_validator("disclosure", "requests", "proceedings", mode="before")
    @classmethod
    def _in_format(cls, value: Any, info: ValidationInfo) -> Any:
        agency = info.data.get("agency")
        return None if value is None else in_format(value, standard(agency.year if agency else None).key)


_YEAR = "agency.year"
LOCAL = "local"
_LOCAL_PATH = re.compile(rf"{LOCAL}\.[a-z][a-z0-9_]{{0,39}}")
_LOCAL_VALUE: TypeAdapter[Any] = TypeAdapter(LocalValue)
_LOCAL_ANSWERS: TypeAdapter[dict[str, Any]] = TypeAdapter(LocalAnswers)

__all__ = [
    "Agency", "ChannelCount", "EventCount", "FieldCount", "FormerProblem", "GroupCount", "KindCount", "Other",
    "Overview", "Part", "Problem", "Problems", "Prose", "Report", "UnitCount",
]  # fmt: skip


IDENTITY = ("agency.name", "agency.kind", "agency.self_word", "agency.year", "agency.signed_on")
"""Who reports on which year, signed when: printed outside of the paragraphs too, and told by no sentence."""

PartType = TypeVar("PartType", bound=Part)


@cache
def field_paths() -> tuple[str, ...]:
    """The paths of all answers that the program asks for, in the order of the model."""
    return tuple(path for path in _paths(Report, "") if path != LOCAL)


def is_local(path: str) -> bool:
    """Whether ``path`` is that of an answer to a question that an office asks for itself."""
    return _LOCAL_PATH.fullmatch(path) is not None


def is_path(path: str) -> bool:
    """Whether a report can hold an answer at ``path``."""
    return path in field_paths() or is_local(path)


def answered_paths(report: Report) -> tuple[str, ...]:
    """The paths of all answers that a report holds, those to questions of offices behind the others."""
    own = (f"{LOCAL}.{name}" for name in report.local)
    return (*(path for path in field_paths() if read(report, path) is not None), *own)


def _paths(model: type[Part], above: str) -> list[str]:
    found: list[str] = []
    for name, info in model.model_fields.items():
        path = f"{above}.{name}" if above else name
        if isinstance(info.annotation, type) and issubclass(info.annotation, Part):
            found += _paths(info.annotation, path)
        else:
            found.append(path)
    return found


@cache
def adapter(path: str) -> TypeAdapter[Any]:
    """The validator of one answer. :raises KeyError: the report has no such field."""
    if is_local(path):
        return _LOCAL_VALUE
    info = _field(path)
    annotation: Any = Annotated[info.annotation, info]
    return TypeAdapter(annotation)


def _field(path: str) -> FieldInfo:
    if path not in field_paths():
        raise KeyError(path)
    model: type[Part] = Report
    *parts, name = path.split(".")
    for part in parts:
        model = model.model_fields[part].annotation  # type: ignore[assignment]
    return model.model_fields[name]


@cache
def holds_prose(path: str) -> bool:
    """Whether the answer at ``path`` is text of several paragraphs."""
    return not is_local(path) and any(kind in (OptionalProse, Prose) for kind in get_args(_field(path).annotation))


@cache
def _tables() -> dict[str, type[Figures]]:
    """The answers that are tables, by path."""
    fields = {name: get_args(info.annotation) for name, info in Report.model_fields.items()}
    return {
        name: kind
        for name, kinds in fields.items()
        for kind in kinds
        if isinstance(kind, type) and issubclass(kind, Figures)
    }


def figures_class(path: str) -> type[Figures] | None:
    """The table class that the field at ``path`` holds, or None for any other field."""
    return _tables().get(path)


def read(report: Report, path: str) -> Any:
    """The answer at ``path``, None when there is none yet."""
    value: Any = report
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else getattr(value, part)
    return value


def with_answer(report: Report, path: str, value: Any) -> Report:
    """A copy of ``report`` with one answer put in (None takes it out).

    With the year the tables go over into its format.

    :raises pydantic.ValidationError: the value does not fit the field, or a table holds a number in a
        cell that the format of the new year does not have.
    """
    checked = None if value is None else checked_answer(path, value, report.agency.year)
    if is_local(path):
        return _with_local(report, path, checked)
    changed = _put(report, path.split("."), checked)
    return _with_tables(changed) if path == _YEAR and changed.standard is not report.standard else changed


def _with_local(report: Report, path: str, value: Any) -> Report:
    """:raises pydantic.ValidationError: there are as many answers of this sort as a report may hold."""
    others = {name: other for name, other in report.local.items() if f"{LOCAL}.{name}" != path}
    own = others if value is None else {**others, path.partition(".")[2]: value}
    return report.model_copy(update={LOCAL: _LOCAL_ANSWERS.validate_python(own)})


def checked_answer(path: str, value: Any, year: int | None) -> Any:
    """``value`` as the answer at ``path`` of a report on ``year``.

    :raises pydantic.ValidationError: it does not fit the field.
    """
    return adapter(path).validate_python(in_format(value, standard(year).key) if path in _tables() else value)


def _with_tables(report: Report) -> Report:
    """The report with its tables in the format of its year."""
    answered = {path: figures for path in _tables() if (figures := read(report, path)) is not None}
    return report.model_copy(
        update={path: type(figures).of(figures, report.agency.year) for path, figures in answered.items()}
    )


def _put(part: PartType, names: list[str], value: Any) -> PartType:
    name, *rest = names
    inner = _put(getattr(part, name), rest, value) if rest else value
    return part.model_copy(update={name: inner})
