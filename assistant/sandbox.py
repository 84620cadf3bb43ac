"""The sandbox for question scripts and templates, which anybody may have written: Jinja, in bounds.

What runs in it reaches no file, no attribute that is not meant for it, and comes to an end: loops,
calls and macros are counted, what is made out of other values is measured before it can grow, and the
processor time of one run is limited. Nothing here knows what a script or a template is for.

Source: Jinja 3.1 "Sandbox", which leaves bounds on time and memory to the application.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from numbers import Number
from typing import Any

from jinja2 import StrictUndefined, TemplateError, UndefinedError, nodes, pass_context
from jinja2.compiler import CodeGenerator, Frame, operators
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from assistant.errors import OutOfTime

MAX_STEPS = 100_000
"""Rounds of loops, calls and attributes of one run."""
MAX_MADE = 2_000_000
"""Characters and list items that one run may make on its way."""
MAX_WEIGHED = 5_000_000
"""Characters and list items that one run may compare, search or hand to filters and tests."""
MAX_WRITTEN = 200_000
"""Characters that one run may write."""
MAX_SECONDS = 1.0
"""Processor time of one run; a machine that sleeps or is busy with something else does not count."""
_MAX_NUMBER = 10**30
_LOOK = 64
_FILTERS = frozenset({
    "abs", "count", "d", "default", "first", "float", "int", "items", "last", "length", "list", "lower", "map", "max",
    "min", "reject", "rejectattr", "reverse", "select", "selectattr", "sort", "string", "trim", "unique",
    "upper",
})  # fmt: skip
TEXT_METHODS = frozenset({
    "count", "endswith", "find", "isdecimal", "isdigit", "lower", "lstrip", "partition", "removeprefix",
    "removesuffix", "rpartition", "rstrip", "split", "splitlines", "startswith", "strip", "upper",
})  # fmt: skip
_MAPPING_METHODS = frozenset({"get", "items", "keys", "values"})

FAULTS = (
    TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError, MemoryError,
    SyntaxError, OutOfTime,
)  # fmt: skip
"""What a script's or a template's own mistake can raise, while it is compiled or while it runs."""


class OutOfBounds(TemplateError):
    """A run that would not end, or makes more than anybody reads."""


@dataclass
class _Spent:
    """What one run has used up."""

    steps: int = 0
    made: int = 0
    written: int = 0
    weighed: int = 0
    seconds: float = MAX_SECONDS
    begun: float = field(default_factory=time.thread_time)

    def step(self) -> None:
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise OutOfBounds(f"more than {MAX_STEPS} steps")
        if self.steps % _LOOK == 0 and time.thread_time() - self.begun > self.seconds:
            raise OutOfBounds(f"more than {self.seconds:.1g} seconds")

    def make(self, size: int) -> None:
        self.made += size
        if self.made > MAX_MADE:
            raise OutOfBounds(f"more than {MAX_MADE} characters in between")

    def weigh(self, size: int) -> None:
        self.weighed += size
        if self.weighed > MAX_WEIGHED:
            raise OutOfBounds(f"more than {MAX_WEIGHED} characters compared")

    def write(self, size: int) -> None:
        self.written += size
        if self.written > MAX_WRITTEN:
            raise OutOfBounds(f"more than {MAX_WRITTEN} characters")


_spent: ContextVar[_Spent] = ContextVar("spent")


@contextmanager
def bounded(seconds: float = MAX_SECONDS) -> Iterator[None]:
    """One run of so much processor time: within, the counting starts at nothing. Every evaluation belongs into one."""
    token = _spent.set(_Spent(seconds=seconds))
    try:
        yield
    finally:
        _spent.reset(token)


class _Generator(CodeGenerator):
    """Compiles so that loops and macros count, and that joins and literals are measured."""

    def visit_For(self, node: nodes.For, frame: Frame) -> None:
        if node.recursive:
            self.fail("recursive loop", node.lineno)
        node.body.insert(0, _counted(node.body))
        if node.test is not None:
            # What the test leaves out never comes to the body.
            node.test = nodes.And(_call("round"), node.test)
        super().visit_For(node, frame)

    def macro_body(self, node: nodes.Macro | nodes.CallBlock, frame: Frame) -> Any:
        node.body.insert(0, _counted(node.body))
        return super().macro_body(node, frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        self.write("environment.joined((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")

    def visit_Compare(self, node: nodes.Compare, frame: Frame) -> None:
        self.write("(")
        self._weighed(node.expr, frame)
        for operand in node.ops:
            self.visit(operand, frame)
        self.write(")")

    def visit_Operand(self, node: nodes.Operand, frame: Frame) -> None:
        self.write(f" {operators[node.op]} ")
        self._weighed(node.expr, frame)

    def _weighed(self, node: nodes.Expr, frame: Frame) -> None:
        self.write("environment.weighed(")
        self.visit(node, frame)
        self.write(")")

    def _measured(self, visit: Callable[..., None], node: nodes.Expr, frame: Frame) -> None:
        self.write("environment.measured(")
        visit(node, frame)
        self.write(")")

    def visit_List(self, node: nodes.List, frame: Frame) -> None:
        self._measured(super().visit_List, node, frame)

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:
        self._measured(super().visit_Dict, node, frame)

    def visit_Tuple(self, node: nodes.Tuple, frame: Frame) -> None:
        if node.ctx == "load":
            self._measured(super().visit_Tuple, node, frame)
        else:
            super().visit_Tuple(node, frame)


def _counted(body: Sequence[nodes.Node]) -> nodes.ExprStmt:
    """A statement that counts one round, and the fixed text that it writes."""
    fixed = sum(len(data.data) for part in body for data in part.find_all(nodes.TemplateData))
    fixed += sum(len(part.data) for part in body if isinstance(part, nodes.TemplateData))
    return nodes.ExprStmt(_call("count", nodes.Const(fixed)))


def _call(method: str, *arguments: nodes.Expr) -> nodes.Call:
    """A call of a method of :class:`Sandbox`."""
    return nodes.Call(nodes.EnvironmentAttribute(method), list(arguments), [], None, None)


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment for other people's expressions and templates.

    It knows a fixed list of filters and of methods of texts, none of which makes much out of little.
    Evaluate within :func:`bounded`; what goes wrong is one of :data:`FAULTS`.
    """

    code_generator_class = _Generator
    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def __init__(self, finalize: Callable[[Any], Any] | None = None, **options: Any) -> None:
        # Nothing is computed while compiling: what is written in a script is not run by loading it.
        super().__init__(
            undefined=StrictUndefined, autoescape=False, optimized=False, finalize=self._finalizer(finalize), **options
        )
        self.globals.clear()
        kept = {name: self._measuring(filter_) for name, filter_ in self.filters.items() if name in _FILTERS}
        self.filters = {**kept, "join": self.joined_by}
        self.tests = {name: self._weighing(test) for name, test in self.tests.items()}

    def add_filters(self, **filters: Callable[..., Any]) -> None:
        """Filters of our own."""
        self.filters.update({name: self._measuring(filter_) for name, filter_ in filters.items()})

    def unknown_words(self, tree: nodes.Template) -> Iterator[str]:
        """The filters and tests in a parsed source that do not exist here."""
        yield from (found.name for found in tree.find_all(nodes.Filter) if found.name not in self.filters)
        yield from (found.name for found in tree.find_all(nodes.Test) if found.name not in self.tests)

    # -- what compiled code calls --------------------------------------------------------------
    def count(self, fixed: int) -> None:
        """One round of a loop or a macro, which writes ``fixed`` characters of its own."""
        spent = _spent.get()
        spent.step()
        spent.write(fixed)

    def round(self) -> bool:
        """One round of a loop whose test is still to come, counted as a call; true, so that the test decides."""
        return True

    def weighed(self, value: Any) -> Any:
        """``value``, whose size the run may still look through as a whole. :raises OutOfBounds: it may not."""
        spent = _spent.get()
        spent.step()
        if isinstance(value, str):
            spent.weigh(len(value))
        elif isinstance(value, list | tuple | dict | set | frozenset):
            _weigh(value, spent)
        return value

    def joined(self, parts: Iterable[Any]) -> str:
        """The parts as one text. :raises OutOfBounds: it would be too long."""
        spent = _spent.get()
        texts = []
        for part in parts:
            texts.append(str(self.measured(part)))
            spent.make(len(texts[-1]))
        return "".join(texts)

    def joined_by(self, value: Iterable[Any], d: str = "", attribute: str | None = None) -> str:
        """The filter ``join``."""
        items = (item if attribute is None else self.getattr(item, attribute) for item in value)
        texts: list[Any] = []
        for item in items:
            texts += [item] if not texts else [d, item]
            _spent.get().step()
        return self.joined(texts)

    def measured(self, value: Any) -> Any:
        """``value``, when it is not too large to go on with. :raises OutOfBounds: it is."""
        spent = _spent.get()
        if isinstance(value, str):
            spent.make(len(value))
        elif isinstance(value, int | float):
            if abs(value) > _MAX_NUMBER:
                raise OutOfBounds(f"a number over {_MAX_NUMBER:.0e}")
        else:
            _measure(value, spent)
        return value

    # -- what Jinja asks -----------------------------------------------------------------------
    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        _spent.get().step()
        numbers = isinstance(left, Number) and isinstance(right, Number)
        if operator == "**" or (operator in "*%" and not numbers):
            raise SecurityError(f"operator {operator}")
        return self.measured(self.binop_table[operator](self.measured(left), self.measured(right)))

    def call(__self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        _spent.get().step()
        return __self.measured(super().call(__context, __obj, *args, **kwargs))

    def getattr(self, obj: Any, attribute: str) -> Any:
        _spent.get().step()
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        _spent.get().step()
        return super().getitem(obj, argument)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        if isinstance(obj, str):
            return attr in TEXT_METHODS
        if isinstance(obj, Mapping):
            return attr in _MAPPING_METHODS
        # Of other objects only what they hold, no methods: strftime("%999999999d") is one of them.
        return (not callable(value) or isinstance(value, Macro)) and super().is_safe_attribute(obj, attr, value)

    # -- inside --------------------------------------------------------------------------------
    def _measuring(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **options: Any) -> Any:
            for argument in (*arguments, *options.values()):
                self.weighed(argument)
            return self.measured(function(*arguments, **options))

        # Jinja marks by an attribute what a filter wants besides its value: the context or the environment.
        run.__dict__.update(getattr(function, "__dict__", {}))
        return run

    def _weighing(self, function: Any) -> Callable[..., Any]:
        def run(*arguments: Any) -> Any:
            for argument in arguments:
                self.weighed(argument)
            return function(*arguments)

        run.__dict__.update(getattr(function, "__dict__", {}))
        return run

    @staticmethod
    def _finalizer(finalize: Callable[[Any], Any] | None) -> Callable[..., str]:
        # With the context wanted, Jinja does not print constants while it compiles, outside of any run.
        @pass_context
        def show(_: Context, value: Any) -> str:
            if isinstance(value, list | tuple | dict | set):
                raise TypeError("a list cannot be printed")
            shown = str(finalize(value) if finalize is not None else value)
            _spent.get().write(len(shown))
            return shown

        return show


def names_read(parsed: nodes.Template) -> Iterator[str]:
    """The dotted names that a source reads, the longest of each chain."""
    inner = {id(node.node) for node in parsed.find_all(nodes.Getattr)}
    for node in parsed.find_all((nodes.Getattr, nodes.Name)):
        if id(node) not in inner:
            parts: list[str] = []
            place: nodes.Node = node
            while isinstance(place, nodes.Getattr):
                parts.insert(0, place.attr)
                place = place.node
            if isinstance(place, nodes.Name) and place.ctx == "load":
                yield ".".join((place.name, *parts))


def _weigh(value: Any, spent: _Spent) -> None:
    """As :func:`_measure`, the lengths of texts included: comparing goes through them."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            spent.weigh(len(item))
        elif isinstance(item, list | tuple | set | frozenset):
            spent.weigh(len(item))
            waiting += item
        elif isinstance(item, dict):
            spent.weigh(len(item))
            waiting += (*item.keys(), *item.values())


def _measure(value: Any, spent: _Spent) -> None:
    """Go through a value as deep as it is: what holds itself twice on each level would be endless to compare."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list | tuple | set | frozenset):
            spent.make(len(item))
            waiting += item
        elif isinstance(item, dict):
            spent.make(len(item))
            waiting += item.values()


__all__ = [
    "FAULTS", "MAX_SECONDS", "MAX_WRITTEN", "TEXT_METHODS", "OutOfBounds", "Sandbox", "UndefinedError", "bounded",
    "names_read",
]  # fmt: skip
