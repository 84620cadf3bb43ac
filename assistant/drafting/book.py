"""The templates: compiled in a sandbox, held against the names that answers have, rendered within bounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, Template, TemplateError, TemplateSyntaxError, meta, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace

from assistant.drafting import counts, words
from assistant.drafting.plan import Plan, load_plan
from assistant.drafting.typed import BREAK
from assistant.drafting.values import member_names
from assistant.errors import DataFileError
from assistant.standard import chinese_date, period, standard

MAX_RENDERED = 200_000
_TITLE = "title"
# What a template's own mistake can raise while it runs, besides Jinja's errors.
_FAULTS = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError)


class _Sandbox(ImmutableSandboxedEnvironment):
    """Without the operators that make much out of little."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        raise SecurityError(f"operator {operator}")


class Book:
    """All templates of a folder.

    :raises DataFileError: the plan or a template does not fit; every template is compiled and
        checked here, so that a misspelt name shows at once and not on the day its branch is taken.
    """

    def __init__(self, folder: Path) -> None:
        self.plan: Plan = load_plan(folder)
        self._environment = _environment(folder)
        self._templates: dict[str, Template] = {}
        for name in self._environment.list_templates(extensions=["j2"]):
            self._templates[name] = self._compiled(name)
        self._templates[_TITLE] = self._guarded(_TITLE, self.plan.title)

    def render(self, name: str, context: Mapping[str, Any]) -> str:
        """The text of one template, typed text still marked.

        :raises DataFileError: the template fails on these answers or writes without end.
        """
        parts: list[str] = []
        length = 0
        try:
            for part in self._templates[name].generate(context):
                parts.append(part)
                length += len(part)
                if length > MAX_RENDERED:
                    raise DataFileError(f"模板“{name}”写出的文字超过{MAX_RENDERED}字。")
        except _FAULTS as error:
            raise _fault(name, error) from None
        return "".join(parts)

    def title(self, context: Mapping[str, Any]) -> str:
        """The report's title, typed text still marked. :raises DataFileError: as :meth:`render`."""
        return self.render(_TITLE, context)

    def _compiled(self, name: str) -> Template:
        try:
            source = self._source(name)
        except _FAULTS as error:
            raise _fault(name, error) from None
        return self._guarded(name, source)

    def _guarded(self, name: str, source: str) -> Template:
        try:
            for unknown in self._unknown_names(self._environment.parse(source, name)):
                raise DataFileError(f"模板“{name}”用了不存在的名称“{unknown}”。")
            if name == _TITLE:
                return self._environment.from_string(source)
            return self._environment.get_template(name)
        except _FAULTS as error:
            raise _fault(name, error) from None

    def _source(self, name: str) -> str:
        loader = self._environment.loader
        assert loader is not None
        return loader.get_source(self._environment, name)[0]

    def _unknown_names(self, tree: nodes.Template) -> Iterator[str]:
        known = member_names()
        # A name set inside one branch counts as undeclared for Jinja, so the template's own are taken off.
        own = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"}
        yield from sorted(meta.find_undeclared_variables(tree) - own - set(known) - set(self._environment.globals))
        for filter_ in tree.find_all(nodes.Filter):
            if filter_.name not in self._environment.filters:
                yield filter_.name
        for test in tree.find_all(nodes.Test):
            if test.name not in self._environment.tests:
                yield test.name
        for member in tree.find_all(nodes.Getattr):
            chain = _chain(member)
            if chain and chain[0] in known and not _reaches(known, chain):
                yield ".".join(chain)
        for imported in tree.find_all(nodes.FromImport):
            yield from self._unknown_macros(imported)

    def _unknown_macros(self, imported: nodes.FromImport) -> Iterator[str]:
        if isinstance(imported.template, nodes.Const):
            tree = self._environment.parse(self._source(imported.template.value))
            macros = {macro.name for macro in tree.find_all(nodes.Macro)}
            for entry in imported.names:
                name = entry[0] if isinstance(entry, tuple) else entry
                if name not in macros:
                    yield name


@cache
def book(folder: Path) -> Book:
    """The templates of ``folder``, compiled once. :raises DataFileError: as :class:`Book`."""
    return Book(folder)


def _environment(folder: Path) -> _Sandbox:
    environment = _Sandbox(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        finalize=words.show,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
    )
    environment.filters.update(
        listed=words.listed,
        numbered=words.numbered,
        titled=words.titled,
        concerning=words.concerning,
        counted=words.counted,
        total=words.total,
    )
    environment.tests["pending"] = words.pending
    environment.globals = {
        "namespace": Namespace,
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
    place = f"第{error.lineno}行" if isinstance(error, TemplateSyntaxError) else ""
    return DataFileError(f"模板“{name}”{place}有误：{error}。", "请重新安装 nianbao，或者改正模板。")
