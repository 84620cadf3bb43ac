"""The templates: compiled in a sandbox, held against the names that answers have, rendered within bounds."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FunctionLoader, Template, TemplateNotFound, TemplateSyntaxError, meta, nodes
from jinja2.utils import Namespace

from assistant import resources
from assistant.composing import values as counts
from assistant.composing import words
from assistant.composing.plan import PLAN_FILE, Plan, load_plan
from assistant.composing.typed import BREAK
from assistant.composing.values import member_names
from assistant.errors import DataFileError
from assistant.sandbox import FAULTS, Sandbox, bounded
from assistant.standard import chinese_date, period, standard
from assistant.texts import DATA_FILES

_TITLE = "title"
_ENDING = ".j2"


class Book:
    """All templates of a folder, each compiled when it is first wanted.

    :raises DataFileError: the plan does not fit.
    """

    def __init__(self, folder: Path) -> None:
        self._sources = resources.texts(folder, _ENDING, PLAN_FILE)
        self.plan: Plan = load_plan(self._sources)
        self._environment = _environment(self._sources)
        self._templates: dict[str, Template] = {}

    def check(self) -> None:
        """Look through every template, so that a misspelt name shows at once and not on the day its branch is taken.

        :raises DataFileError: a template does not fit.
        """
        for name in (*(name for name in self._sources if name.endswith(_ENDING)), _TITLE):
            self._check(name)
            self._template(name)

    def render(self, name: str, context: Mapping[str, Any]) -> str:
        """The text of one template, typed text still marked.

        :raises DataFileError: the template fails on these answers or writes without end.
        """
        template = self._template(name)
        try:
            with bounded():
                return "".join(template.generate(context))
        except FAULTS as error:
            raise _fault(name, error) from None

    def title(self, context: Mapping[str, Any]) -> str:
        """The report's title, typed text still marked. :raises DataFileError: as :meth:`render`."""
        return self.render(_TITLE, context)

    def _template(self, name: str) -> Template:
        if name not in self._templates:
            try:
                environment = self._environment
                made = environment.from_string(self.plan.title) if name == _TITLE else environment.get_template(name)
            except FAULTS as error:
                raise _fault(name, error) from None
            self._templates[name] = made
        return self._templates[name]

    def _check(self, name: str) -> None:
        source = self.plan.title if name == _TITLE else self._sources[name]
        try:
            for unknown in self._unknown_names(self._environment.parse(source, name)):
                raise DataFileError(*DATA_FILES.refusal("template.no_name", name=name, unknown=unknown))
        except FAULTS as error:
            raise _fault(name, error) from None

    def _unknown_names(self, tree: nodes.Template) -> Iterator[str]:
        known = member_names()
        # A name set inside one branch counts as undeclared for Jinja, so the template's own are taken off.
        own = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"}
        yield from sorted(meta.find_undeclared_variables(tree) - own - set(known) - set(self._environment.globals))
        yield from self._environment.unknown_words(tree)
        for member in tree.find_all(nodes.Getattr):
            chain = _chain(member)
            if chain and chain[0] in known and not _reaches(known, chain):
                yield ".".join(chain)
        for imported in tree.find_all(nodes.FromImport):
            yield from self._unknown_macros(imported)

    def _unknown_macros(self, imported: nodes.FromImport) -> Iterator[str]:
        if isinstance(imported.template, nodes.Const):
            if imported.template.value not in self._sources:
                raise TemplateNotFound(str(imported.template.value))
            tree = self._environment.parse(self._sources[imported.template.value])
            macros = {macro.name for macro in tree.find_all(nodes.Macro)}
            for entry in imported.names:
                name = entry[0] if isinstance(entry, tuple) else entry
                if name not in macros:
                    yield name


@cache
def book(folder: Path) -> Book:
    """The templates of ``folder``, read once and, unless they are the shipped ones, looked through.

    :raises DataFileError: as :class:`Book` and its ``check``.
    """
    found = Book(folder)
    if not resources.is_shipped(folder):
        found.check()
    return found


def _environment(sources: Mapping[str, str]) -> Sandbox:
    def source(name: str) -> tuple[str, str, None] | None:
        return (sources[name], name, None) if name in sources else None

    environment = Sandbox(
        finalize=words.show, loader=FunctionLoader(source), trim_blocks=True, lstrip_blocks=True, cache_size=-1
    )
    environment.add_filters(
        listed=words.listed,
        numbered=words.numbered,
        titled=words.titled,
        concerning=words.concerning,
        counted=words.counted,
        total=words.total,
    )
    environment.tests["pending"] = words.pending
    environment.globals |= {
        "namespace": Namespace,
        # For imported macros, which see no report; a template's own comes with the report.
        "standard": standard(),
        "outcomes": counts.outcomes,
        "applicants": counts.applicants,
        "reviews": counts.reviews,
        "suits": counts.suits,
        "ends": counts.ends,
        "first_day": lambda year: _edge_day(year, 0),
        "last_day": lambda year: _edge_day(year, 1),
        "new_paragraph": BREAK,
    }
    return environment


def _edge_day(year: object, edge: int) -> object:
    """The first or last day of the reporting period in words; a year still to come stays so."""
    return chinese_date(period(year)[edge]) if isinstance(year, int) else year


def _chain(member: nodes.Getattr) -> list[str]:
    """``requests.received.total`` as names; [] when it does not start with a plain name."""
    names: list[str] = []
    node: nodes.Node = member
    while isinstance(node, nodes.Getattr):
        names.append(node.attr)
        node = node.node
    return [node.name, *reversed(names)] if isinstance(node, nodes.Name) else []


def _reaches(tree: Mapping[str, Any], chain: list[str]) -> bool:
    for name in chain:
        if name not in tree:
            return False
        tree = tree[name]
    return True


def _fault(name: str, error: Exception) -> DataFileError:
    """What is wrong with a template, and in which line of which file."""
    file, line = name, getattr(error, "lineno", None) if isinstance(error, TemplateSyntaxError) else None
    for frame, number in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename.endswith(_ENDING):
            file, line = frame.f_code.co_filename, number
    place = DATA_FILES.say("template.line", line=line) if line else ""
    return DataFileError(*DATA_FILES.refusal("template.wrong", name=file, place=place, error=error))
