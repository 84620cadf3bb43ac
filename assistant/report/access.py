"""Answers by dotted path: list them, read one, validate one, put one in."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import TypeAdapter

from assistant.report.figures import Figures
from assistant.report.model import Part, Report

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
