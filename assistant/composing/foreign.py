"""Templates that came with the program are rendered in this process, those of others in a process of their own."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import cache, wraps
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

from assistant import confined as door
from assistant import resources
from assistant.confined import Confined, Limits, Lost
from assistant.errors import DataFileError
from assistant.texts import DATA_FILES

Arguments = ParamSpec("Arguments")
Value = TypeVar("Value")

_FOLDER = "templates"
_processes: dict[tuple[Path, str | None], Confined] = {}
"""That of the folder that was used last; it knows the environment of the time when it was started."""


def confined(function: Callable[Arguments, Value]) -> Callable[Arguments, Value]:
    """``function``, run where the templates that it uses may run: those of its argument ``templates``, or the usual.

    Arguments and value are to be such as can be pickled. Besides what it raises, raises DataFileError when the
    templates of others take more time or memory than a report can.
    """
    names = list(signature(function).parameters)
    place = names.index(_FOLDER) if _FOLDER in names else len(names)

    @wraps(function)
    def run(*arguments: Arguments.args, **options: Arguments.kwargs) -> Value:
        given = arguments[place] if place < len(arguments) else options.get(_FOLDER)
        folder = given if isinstance(given, Path) else resources.own(_FOLDER)
        if folder is None or resources.is_shipped(folder) or door.inside:
            return function(*arguments, **options)
        try:
            found = _process_of(folder).call(_called, function.__module__, function.__name__, arguments, options)
            return cast(Value, found)
        except Lost:
            raise DataFileError(*DATA_FILES.refusal("template.lost", folder=folder)) from None

    return run


def remembered(function: Callable[Arguments, Value]) -> Callable[Arguments, Value]:
    """:func:`confined`, and what it returns is kept for the templates in use. Arguments are to be hashable."""
    run = confined(function)

    @cache
    def kept(folder: Path, arguments: tuple[Any, ...], options: tuple[tuple[str, Any], ...]) -> Value:
        return run(*arguments, **dict(options))

    @wraps(function)
    def found(*arguments: Arguments.args, **options: Arguments.kwargs) -> Value:
        return kept(resources.folder(_FOLDER), arguments, tuple(sorted(options.items())))

    return found


def _called(module: str, name: str, arguments: tuple[Any, ...], options: Mapping[str, Any]) -> Any:
    """A public function of this room, found by its name: what stands there may be more than the function itself."""
    return getattr(import_module(module), name)(*arguments, **options)


def _process_of(folder: Path) -> Confined:
    wanted = folder, os.environ.get("NIANBAO_TEMPLATES")
    if wanted not in _processes:
        while _processes:
            _processes.popitem()[1].close()
        _processes[wanted] = Confined(Limits(), LookupError)
    return _processes[wanted]
