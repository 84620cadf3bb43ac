"""The turns of words in which the phrase book prints an answer, as patterns that find it in a printed paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jinja2 import nodes

from assistant.composing.book import SUBJECT, Book
from assistant.composing.build import PlannedParagraph
from assistant.composing.phrases import Phrases, Sentence
from assistant.composing.values import PARTS

VALUE = "v"
_ANYTHING = "[^。]+?"
_NUMBER = r"\d+"
_CLAUSE = "[^，；。]+?"
"""What an answer is at the beginning of a sentence: it takes no clause before it with it."""
_OWN_VALUE = re.compile(re.escape(f"(?P<{VALUE}>") + "[^)]*" + re.escape(")"))
_WHO = ".{0,40}?"
_LIST_FILTERS = ("listed",)
_ANSWER = 2
"""Names of an answer: its part and its own."""
_ENDS = ("(?=[，；。]|$)", "(?=[；。]|$)", "(?=。|$)")
"""Where a sentence may end: at the first mark, or later where the answer has pauses of its own."""


@dataclass(frozen=True)
class _Wanted:
    """The answer that is looked for, as its names; ``defined`` are the answers that defined names are made from."""

    names: tuple[str, ...]
    defined: Mapping[str, tuple[str, ...]]

    def is_in(self, node: nodes.Node) -> bool:
        """Whether an expression prints the answer; a list may be cut in two whose order changes."""
        if isinstance(node, nodes.Add):
            parts = (node.left, node.right)
            return all(isinstance(part, nodes.Getitem) and self.is_in(part.node) for part in parts)
        if isinstance(node, nodes.Name):
            return self.defined.get(node.name) == self.names
        return _names(node) == self.names


def turns(book: Book, planned: PlannedParagraph, path: str, counts: bool) -> Iterator[str]:
    """Patterns whose group "v" is the answer at ``path`` as the paragraph prints it; for a yes the whole sentence.

    :param counts: whether the answer is a whole number.
    """
    phrases = book.phrases(planned)
    wanted = _Wanted(tuple(path.split(".")), {name: _answer_in(book, name, phrases) for name in phrases.define})
    names = [path, *(name for name, answer in wanted.defined.items() if answer == wanted.names)]
    for sentence in phrases.sentence:
        for wording in sentence.wordings:
            if path not in sentence.needs and not any(name in wording for name in names):
                continue
            for pattern in _turns(book, sentence, wording, wanted):
                yield _OWN_VALUE.sub(lambda _: f"(?P<{VALUE}>{_NUMBER})", pattern) if counts else pattern


def _turns(book: Book, sentence: Sentence, wording: str, wanted: _Wanted) -> Iterator[str]:
    tree = book.parsed(wording)
    pattern = "".join(_pattern(node, wanted) for node in tree.body)
    if f"(?P<{VALUE}>" in pattern:
        # A name stands once in a pattern; where the answer prints twice, the first place counts.
        first, _, rest = pattern.partition(f"(?P<{VALUE}>")
        rest = rest.replace(f"(?P<{VALUE}>", "(?:")
        pattern = f"{first}(?P<{VALUE}>{rest}"
    elif ".".join(wanted.names) in sentence.needs:
        pattern = f"(?P<{VALUE}>{pattern})"
    else:
        return
    start = f"(?P<{VALUE}>{_ANYTHING})"
    if pattern.startswith(start) and len(pattern) > len(start):
        pattern = pattern.replace(_ANYTHING, _CLAUSE, 1)
    begin = "" if wording.startswith("{{ subject }}") else "(?:^|(?<=[，；：。是]))"
    for end in _ENDS if sentence.apart else _ENDS[:1]:
        yield f"{begin}{pattern}{end}"


def _pattern(node: nodes.Node, wanted: _Wanted) -> str:
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
    return f"(?P<{VALUE}>{_ANYTHING})" if wanted.is_in(node) else _ANYTHING


def _answer_in(book: Book, name: str, phrases: Phrases) -> tuple[str, ...]:
    """The only answer that a definition is made from; () for a table, several or none."""
    tree = book.parsed(f"{{{{ {phrases.define[name]} }}}}")
    chains = {_names(member) for member in tree.find_all(nodes.Getattr)}
    answers = [chain for chain in chains if len(chain) == _ANSWER and chain[0] in PARTS]
    return answers[0] if len(answers) == 1 else ()


def _constant(node: nodes.Node | None) -> str:
    return re.escape(str(node.value)) if isinstance(node, nodes.Const) else _ANYTHING


def _tail(node: nodes.Filter) -> str:
    """What a list ends with besides its entries: 等领域, 领域, or nothing where its last entry says it."""
    if node.name not in _LIST_FILTERS or not node.args or not isinstance(node.args[0], nodes.Const):
        return ""
    noun = str(node.args[0].value).removeprefix("等")
    return f"(?:等{re.escape(noun)}|{re.escape(noun)}|)"


def _names(node: nodes.Node) -> tuple[str, ...]:
    """``overview.leader`` as its names; () for anything else."""
    names: list[str] = []
    while isinstance(node, nodes.Getattr):
        names.append(node.attr)
        node = node.node
    return (node.name, *reversed(names)) if isinstance(node, nodes.Name) else ()
