"""The answers of a report, typed. ``None`` means "not answered yet"; "" or [] means "none".

A field's dotted path ("overview.trainings") is the key of the question that fills it.
Contents: 条例第五十条 and the annex of 国办公开办函〔2021〕30号.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter

from assistant.report.figures import DisclosureFigures, Figures, ProceedingFigures, RequestFigures
from assistant.report.types import Count, Day, KindKey, Line, Lines, OptionalLine, OptionalProse, Prose, Year, Yuan


class Part(BaseModel):
    """A part of the report: frozen, and deaf to fields that it does not know."""

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


class Overview(Part):
    """一、总体情况: organisation and the five aspects. Counts are those of the report year.

    ``leader`` "" means that there is no leading group. ``accountability`` counts 责任追究.
    """

    leader: OptionalLine | None = None
    deputy: OptionalLine | None = None
    members: Line | None = None
    in_assessment: bool | None = None

    website_items: Count | None = None
    new_media_items: Count | None = None
    notice_items: Count | None = None
    other_items: Count | None = None
    content_kinds: Lines | None = None
    interpretations: Count | None = None
    responses: Count | None = None
    key_fields: Lines | None = None

    request_channels: Lines | None = None

    review_systems: Lines | None = None
    review_practice: OptionalLine | None = None

    platforms: Lines | None = None
    zones: Count | None = None
    columns: Lines | None = None
    gazette_issues: Count | None = None

    trainings: Count | None = None
    trainees: Count | None = None
    checks: Count | None = None
    supervisors: Count | None = None
    complaints: Count | None = None
    assessment: OptionalLine | None = None
    social_evaluation: OptionalLine | None = None
    accountability: Count | None = None


class Problem(Part):
    """A problem of the report year and the measure against it, clauses without a full stop."""

    problem: Line
    measure: Line


class FormerProblem(Part):
    """A problem that last year's report named, and what became of it."""

    problem: Line
    outcome: Line


class Problems(Part):
    """五、存在的主要问题及改进情况."""

    last_year: list[FormerProblem] | None = None
    items: list[Problem] | None = None


class Other(Part):
    """六、其他需要报告的事项: 信息处理费 (notices sent, yuan charged, yuan received) and the rest."""

    fee_notices: Count | None = None
    fee_charged: Yuan | None = None
    fee_received: Yuan | None = None
    matters: OptionalProse | None = None


class Report(Part):
    """All answers. The three tables hold typed cells only; totals are derived."""

    agency: Agency = Agency()
    overview: Overview = Overview()
    disclosure: DisclosureFigures | None = None
    requests: RequestFigures | None = None
    proceedings: ProceedingFigures | None = None
    problems: Problems = Problems()
    other: Other = Other()


__all__ = ["Agency", "FormerProblem", "Other", "Overview", "Part", "Problem", "Problems", "Prose", "Report"]


PartType = TypeVar("PartType", bound=Part)


@cache
def field_paths() -> tuple[str, ...]:
    """The paths of all answers a report can hold, in the order of the model."""
    return tuple(_paths(Report, ""))


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
    if path not in field_paths():
        raise KeyError(path)
    model: type[Part] = Report
    *parts, name = path.split(".")
    for part in parts:
        model = model.model_fields[part].annotation  # type: ignore[assignment]
    info = model.model_fields[name]
    annotation: Any = Annotated[info.annotation, info]
    return TypeAdapter(annotation)


def figures_class(path: str) -> type[Figures] | None:
    """The table class that the field at ``path`` holds, or None for any other field."""
    for candidate in Figures.__subclasses__():
        if candidate.schema_of().section == path:
            return candidate
    return None


def read(report: Report, path: str) -> Any:
    """The answer at ``path``, None when there is none yet."""
    value: Any = report
    for part in path.split("."):
        value = getattr(value, part)
    return value


def with_answer(report: Report, path: str, value: Any) -> Report:
    """A copy of ``report`` with one answer put in (None takes it out).

    :raises pydantic.ValidationError: the value does not fit the field.
    """
    checked = None if value is None else adapter(path).validate_python(value)
    return _put(report, path.split("."), checked)


def _put(part: PartType, names: list[str], value: Any) -> PartType:
    name, *rest = names
    inner = _put(getattr(part, name), rest, value) if rest else value
    return part.model_copy(update={name: inner})
