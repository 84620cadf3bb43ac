"""The turns of words in which the phrase book prints an answer, as patterns that find it in a printed paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import nodes

from assistant.composing.book import SUBJECT, Book
from assistant.composing.build import PlannedParagraph
from assistant.composing.phrases import Phrases, Sentence

VALUE = "v"
_ANYTHING = ".+?"
_WHO = ".{0,40}?"
_LIST_FILTERS = ("listed",)
_ENDS = ("(?=[，；。]|$)", "(?=[；。]|$)", "(?=。|$)")
"""Where a sentence may end: at the first mark, or later where the answer has pauses of its own."""


def turns(book: Book, planned: PlannedParagraph, path: str) -> Iterator[str]:
    """Patterns whose group "v" is the answer at ``path`` as the paragraph prints it; for a yes the whole sentence."""
    phrases = book.phrases(planned)
    for sentence in phrases.sentence:
        for wording in sentence.wordings:
            yield from _turns(book, phrases, sentence, wording, path)


def _turns(book: Book, phrases: Phrases, sentence: Sentence, wording: str, path: str) -> Iterator[str]:
    tree = book.parsed(wording)
    pattern = "".join(_pattern(node, tuple(path.split("."))) for node in tree.body)
    if f"(?P<{VALUE}>" in pattern:
        # A name stands once in a pattern; where the answer prints twice, the first place counts.
        first, _, rest = pattern.partition(f"(?P<{VALUE}>")
        rest = rest.replace(f"(?P<{VALUE}>", "(?:")
        pattern = f"{first}(?P<{VALUE}>{rest}"
    elif path in sentence.needs:
        pattern = f"(?P<{VALUE}>{pattern})"
    else:
        return
    begin = "" if wording.startswith("{{ subject }}") else "(?:^|(?<=[，；：。]))"
    for end in _ENDS if sentence.apart else _ENDS[:1]:
        yield f"{begin}{pattern}{end}"


def _pattern(node: nodes.Node, wanted: tuple[str, ...]) -> str:
    """A piece of a wording as a pattern."""
    if isinstance(node, nodes.Output):
        return "".join(_pattern(part, wanted) for part in node.nodes)
    if isinstance(node, nodes.TemplateData):
        return re.escape("".join(node.data.split()))
    if isinstance(node, nodes.If):
        yes = "".join(_pattern(part, wanted) for part in node.body)
        no = "".join(_pattern(part, wanted) for part in node.else_)
        return f"(?:{yes}|{no})"
    if isinstance(node, nodes.Name) and node.name == SUBJECT:
        return _WHO
    if isinstance(node, nodes.Filter) and isinstance(node.node, nodes.Node):
        inner = _pattern(node.node, wanted)
        return inner + _tail(node) if inner != _ANYTHING else inner
    if isinstance(node, nodes.CondExpr):
        return f"(?:{_constant(node.expr1)}|{_constant(node.expr2)})"
    return f"(?P<{VALUE}>{_ANYTHING})" if _names(node) == wanted else _ANYTHING


def _constant(node: nodes.Node | None) -> str:
    return re.escape(str(node.value)) if isinstance(node, nodes.Const) else _ANYTHING


def _tail(node: nodes.Filter) -> str:
    """What a list ends with besides its entries: 等领域, 领域 or nothing."""
    if node.name not in _LIST_FILTERS or not node.args or not isinstance(node.args[0], nodes.Const):
        return ""
    noun = str(node.args[0].value).removeprefix("等")
    return f"(?:等{re.escape(noun)}|{re.escape(noun)})"


def _names(node: nodes.Node) -> tuple[str, ...]:
    """``overview.leader`` as its names; () for anything else."""
    names: list[str] = []
    while isinstance(node, nodes.Getattr):
        names.append(node.attr)
        node = node.node
    return (node.name, *reversed(names)) if isinstance(node, nodes.Name) else ()
