"""The phrase book of a folder: compiled in a sandbox, held against the names of answers, rendered within bounds."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Template, meta, nodes
from jinja2.utils import Namespace
from pydantic import ValidationError

from assistant import resources
from assistant.composing import values as counts
from assistant.composing import words
from assistant.composing.build import Build, PlannedParagraph, load_build
from assistant.composing.own import SENTENCES_FILE, not_fitting, own_sentences
from assistant.composing.phrases import Phrases, Sentence, read_phrases
from assistant.composing.typed import BREAK
from assistant.composing.values import PLACE, Looked, Reading, member_names
from assistant.errors import DataFileError
from assistant.report import LOCAL, is_local
from assistant.sandbox import FAULTS, Sandbox, bounded
from assistant.standard import chinese_date, period, standard
from assistant.texts import DATA_FILES

ADDED_FILE = "wordings.toml"
"""Further wordings of an office, laid over the phrase book: ``"overview.lead/group" = ["…"]``."""
SUBJECT, COUNT = "subject", "count"
"""What the assembly of a paragraph puts in: who and when, and the number of points of a numbered plan."""
_ENDINGS = (".toml", ".j2")
_OLD_ENDING = ".j2"
_TITLE = "title"
_ANSWER = 2
"""Names of an answer: its part and its own."""


@dataclass(frozen=True)
class Held:
    """A sentence whose needs are met: what it looked at to know that.

    ``unsettled``: a definition that it uses waits for an answer.
    """

    sentence: Sentence
    looked: Looked
    unsettled: bool = False


@dataclass(frozen=True)
class Material:
    """What a paragraph has to say: the sentences that hold, by slot, and the variables of their wordings."""

    held: Mapping[str, Held]
    context: Mapping[str, Any]
    reading: Reading


class Book:
    """All sentences of a folder, each compiled when it is first wanted.

    :raises DataFileError: the build or a phrase book does not fit.
    """

    def __init__(self, folder: Path) -> None:
        self._sources, self._laid = _files(folder)
        self._added = _added(self._laid.get(ADDED_FILE, ""))
        self.build: Build = load_build(self._sources)
        own = self._laid.get(SENTENCES_FILE)
        self._own = own_sentences(own, {one.key for one in self.build.paragraphs}) if own is not None else ()
        self._environment = _environment()
        self._phrases: dict[str, Phrases] = {}
        self._needs: dict[str, str] = {}
        self._trees: dict[str, nodes.Template] = {}
        self._templates: dict[str, Template] = {}

    def phrases(self, planned: PlannedParagraph) -> Phrases:
        """The phrase book of a paragraph. :raises DataFileError: it does not fit."""
        if planned.key not in self._phrases:
            found = self._with_own(planned, read_phrases(self._sources[planned.file], planned.file))
            self._phrases[planned.key] = found.with_wordings(self._added_to(planned, found))
        return self._phrases[planned.key]

    def check(self) -> None:
        """Look through everything, so that a misspelt name shows at once and not on the day its sentence prints.

        :raises DataFileError: something does not fit.
        """
        self._check(self.build.title, _TITLE, frozenset())
        for planned in self.build.paragraphs:
            phrases = self.phrases(planned)
            own = frozenset((SUBJECT, COUNT, *phrases.define))
            for source, place in self._all_sources(planned, phrases):
                self._check(source, place, own)

    def own_facts(self) -> Iterator[tuple[str, str]]:
        """The answers to questions of offices that something uses, by path, each with the file and line."""
        for key, wordings in self._added.items():
            yield from ((path, self._added_place(key)) for wording in wordings for path in self._own_in(wording))
        for planned in self.build.paragraphs:
            for source, place in self._all_sources(planned, self.phrases(planned)):
                yield from ((path, place) for path in self._own_in(source))

    def _own_in(self, source: str) -> Iterator[str]:
        for member in self.parsed(source).find_all(nodes.Getattr):
            chain = _chain(member)
            if len(chain) == _ANSWER and chain[0] == LOCAL:
                yield ".".join(chain)

    def _added_place(self, key: str) -> str:
        lines = enumerate(self._laid[ADDED_FILE].splitlines(), start=1)
        number = next((number for number, line in lines if line.lstrip().startswith((f'"{key}"', f"'{key}'"))), 0)
        return f"{ADDED_FILE}{DATA_FILES.say('line', number=number) if number else ''}：{key}"

    def material(self, planned: PlannedParagraph, reading: Reading) -> Material:
        """What a paragraph has to say. :raises DataFileError: an expression fails on these answers."""
        phrases = self.phrases(planned)
        defined: dict[str, Any] = {}
        parts: dict[str, Looked] = {}
        held: dict[str, Held] = {}

        def kept(name: str, value: Any) -> str:
            defined[name] = value
            looked = reading.looked()
            used = [parts[other] for other in _names_in((phrases.define[name],), tuple(parts))]
            waiting = {path: text for part in (*used, looked) for path, text in part.waiting.items()}
            parts[name] = Looked(looked.sources.union(*(part.sources for part in used)), waiting)
            return ""

        def begun() -> str:
            reading.looked()
            return ""

        def holds(number: int) -> str:
            sentence = phrases.sentence[number]
            looked = reading.looked()
            used = [parts[name] for name in _names_in(sentence.needs + sentence.wordings, tuple(parts))]
            looked = Looked(looked.sources.union(*(part.sources for part in used)), looked.waiting)
            held.setdefault(sentence.place, Held(sentence, looked, any(part.waiting for part in used)))
            return ""

        context = reading.context()
        if planned.key not in self._needs:
            self._needs[planned.key] = _needs(phrases)
        self._run(
            self._needs[planned.key], {**context, "kept": kept, "begun": begun, "holds": holds}, planned.file,
            lambda: self._check_all_needs(phrases, planned),
        )  # fmt: skip
        supported = phrases.supported(frozenset(held))
        return Material({slot: one for slot, one in held.items() if slot in supported}, {**context, **defined}, reading)

    def render(self, source: str, context: Mapping[str, Any], place: str) -> str:
        """The text of a wording, typed text still marked.

        :param place: what to call it when it fails.
        :raises DataFileError: it fails on these answers or writes without end.
        """
        return self._run(source, context, place)

    def parsed(self, source: str) -> nodes.Template:
        """A wording as Jinja's tree, for reading printed text back."""
        if source not in self._trees:
            self._trees[source] = self._environment.parse(source)
        return self._trees[source]

    def title(self, context: Mapping[str, Any]) -> str:
        """The report's title, typed text still marked. :raises DataFileError: as :meth:`render`."""
        return self._run(self.build.title, context, _TITLE)

    # -- inside --------------------------------------------------------------------------------
    def _run(
        self, source: str, context: Mapping[str, Any], place: str, explain: Callable[[], None] | None = None
    ) -> str:
        try:
            if source not in self._templates:
                self._templates[source] = self._environment.from_string(source)
            with bounded():
                return "".join(self._templates[source].generate(context))
        except FAULTS as error:
            if explain is not None:
                explain()
            raise _fault(place, error) from None

    def _check_all_needs(self, phrases: Phrases, planned: PlannedParagraph) -> None:
        """Find the expression that does not even compile, to name it."""
        for source, place in self._all_sources(planned, phrases):
            self._check(source, place, frozenset((SUBJECT, COUNT, *phrases.define)))

    def _check(self, source: str, place: str, own: frozenset[str]) -> None:
        try:
            for unknown in self._unknown_names(self._environment.parse(source), own):
                raise DataFileError(*DATA_FILES.refusal("template.no_name", name=place, unknown=unknown))
            self._environment.from_string(source)
        except FAULTS as error:
            raise _fault(place, error) from None

    def _unknown_names(self, tree: nodes.Template, own: frozenset[str]) -> Iterator[str]:
        known = {**member_names(), LOCAL: {}, PLACE: {fact: {} for fact in self.build.places}}
        # A name set inside one branch counts as undeclared for Jinja, so the template's own are taken off.
        set_here = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"}
        allowed = set_here | own | set(known) | set(self._environment.globals)
        yield from sorted(meta.find_undeclared_variables(tree) - allowed)
        yield from self._environment.unknown_words(tree)
        for member in tree.find_all(nodes.Getattr):
            chain = _chain(member)
            if chain[:1] == [LOCAL] and is_local(".".join(chain[:_ANSWER])):
                continue  # whether it is asked is seen where sentences and questions are side by side
            if chain and chain[0] in known and chain[0] not in own and not _reaches(known, chain):
                yield ".".join(chain)

    def check_added(self) -> None:
        """Hold the added wordings against the sentences. :raises DataFileError: one belongs to no sentence."""
        known = {
            f"{one.key}/{sentence.key}" for one in self.build.paragraphs for sentence in self.phrases(one).sentence
        }
        for key in self._added:
            if key not in known:
                raise DataFileError(*DATA_FILES.refusal("wordings.no_sentence", file=ADDED_FILE, key=key))

    def _with_own(self, planned: PlannedParagraph, phrases: Phrases) -> Phrases:
        """The phrases of a paragraph with the office's own sentences. :raises DataFileError: one does not fit."""
        for own in self._own:
            if own.paragraph == planned.key:
                try:
                    phrases = phrases.with_sentence(own.sentence)
                except ValidationError as error:
                    raise not_fitting(own.place, error) from None
        return phrases

    def _all_sources(self, planned: PlannedParagraph, phrases: Phrases) -> Iterator[tuple[str, str]]:
        """All that is Jinja in a phrase book, with what to call it."""
        own = {one.sentence.key: one.place for one in self._own if one.paragraph == planned.key}
        for opening in phrases.openings:
            yield opening, planned.file
        for name, expression in phrases.define.items():
            yield f"{{% set {name} = {expression} %}}", f"{planned.file}：{name}"
        for plan in phrases.plan:
            yield plan.lead, f"{planned.file}：{plan.name}"
        for sentence in phrases.sentence:
            place = own.get(sentence.key, f"{planned.file}：{sentence.key}")
            yield from ((f"{{% if {need} %}}{{% endif %}}", place) for need in sentence.needs)
            yield from ((wording, place) for wording in sentence.wordings)

    def _added_to(self, planned: PlannedParagraph, phrases: Phrases) -> dict[str, tuple[str, ...]]:
        """The office's own wordings of a paragraph, by sentence."""
        known = {f"{planned.key}/{sentence.key}": sentence.key for sentence in phrases.sentence}
        return {known[key]: wordings for key, wordings in self._added.items() if key in known}


@cache
def book(folder: Path) -> Book:
    """The phrase book of ``folder``, read once and, unless it is the shipped one, looked through.

    :raises DataFileError: as :class:`Book` and its ``check``.
    """
    found = Book(folder)
    if not resources.is_shipped(folder):
        found.check()
        found.check_added()
    return found


def _files(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """The texts of a folder by name, and those of them that add wordings or sentences.

    A folder that holds nothing but such is laid over the shipped one.
    """
    found = resources.texts(folder, *_ENDINGS)
    old = next((name for name in found if name.endswith(_OLD_ENDING)), None)
    if old is not None:
        names = {"old": old, "new": _renamed(old), "file": ADDED_FILE}
        raise DataFileError(*DATA_FILES.refusal("wordings.old", **names))
    laid = {name: found.pop(name) for name in (ADDED_FILE, SENTENCES_FILE) if name in found}
    if laid and not found:
        found = resources.texts(resources.shipped("templates"), *_ENDINGS)
    return found, laid


def _renamed(old: str) -> str:
    return re.sub(r"(?:\.\d+)?\.j2$", ".toml", old)


def _added(text: str) -> dict[str, tuple[str, ...]]:
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise DataFileError(*DATA_FILES.refusal("wordings.unreadable", file=ADDED_FILE, error=error)) from None
    for key, wordings in data.items():
        if not isinstance(wordings, list) or not wordings or not all(isinstance(one, str) and one for one in wordings):
            raise DataFileError(*DATA_FILES.refusal("wordings.no_list", file=ADDED_FILE, key=key))
    return {key: tuple(wordings) for key, wordings in data.items()}


def _environment() -> Sandbox:
    environment = Sandbox(finalize=words.show, trim_blocks=True, lstrip_blocks=True, cache_size=-1)
    environment.add_filters(
        listed=words.listed,
        numbered=words.numbered,
        titled=words.titled,
        concerning=words.concerning,
        counted=words.counted,
        bracketed=words.bracketed,
        shared=words.shared,
        parted=words.parted,
        largest=words.largest,
        paired=words.paired,
        total=words.total,
        at_most=words.at_most,
        yuan=words.yuan,
        plain=words.plain,
        in_words=words.in_words,
    )
    environment.tests |= {"pending": words.pending, "led": words.leads}
    environment.globals |= {
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


def _needs(phrases: Phrases) -> str:
    """One template that defines what a paragraph defines and tells which of its sentences hold."""
    lines = [
        f"{{% set {name} = {expression} %}}{{{{ kept('{name}', {name}) }}}}"
        for name, expression in phrases.define.items()
    ]
    for number, sentence in enumerate(phrases.sentence):
        condition = " and ".join(f"({need})" for need in sentence.needs) or "true"
        lines.append(f"{{{{ begun() }}}}{{% if {condition} %}}{{{{ holds({number}) }}}}{{% endif %}}")
    return "".join(lines)


@cache
def _names_in(sources: tuple[str, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    """Which of the defined names some sources use."""
    text = "\n".join(sources)
    return tuple(name for name in names if re.search(rf"\b{name}\b", text))


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


def _fault(place: str, error: Exception) -> DataFileError:
    """What is wrong, and in which sentence of which file."""
    return DataFileError(*DATA_FILES.refusal("template.wrong", name=place, place="", error=error))
