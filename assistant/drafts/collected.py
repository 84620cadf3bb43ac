"""A filled list, or a reply in labelled lines (培训：3次，120人次) → answers, after the clerk has looked at them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assistant.document import print_number
from assistant.drafts.beginning import interview_of
from assistant.drafts.collection import wanted
from assistant.drafts.draft import Draft
from assistant.drafts.proof_sheet import cell_label
from assistant.errors import AnswerRefused
from assistant.interview import Interview, Question, Raw, Script, answered, load_script, read_cell
from assistant.interview.more import tells_nothing, with_everything_asked
from assistant.interview.utterances import understood
from assistant.language.quantities import Quantity, quantities
from assistant.reading import read_rows
from assistant.report import Figures, Origin, figures_class, read, with_answer
from assistant.texts import COLLECTION

_COUNTS = ("integer", "money")
_LABELLED = re.compile(r"^\s*(?P<label>[^：:]{1,40}?)\s*[：:]\s*(?P<value>.*)$", re.DOTALL)
_PIECES = re.compile(r"[；;，,。\n]+")
_ITEMS = re.compile(r"[、，,；;\n]+")
_ENTRIES = re.compile(r"[；;\n]+")
_COUNTED = re.compile(r"^(?P<what>.+?)[\s：:]*(?P<count>\d[\d,]*)[^\d]{0,4}$")
_PARTS = re.compile(r"\s*(?:→|->|——|：|:)\s*")
_BLANK = re.compile("[_＿]+")
_BULLET = re.compile(r"^[\s·•*\-—]*(?:[（(]?\d{1,2}[）).．、])?\s*")
_LAST = re.compile(r"（上年[^（）]*）")
_NOTES = ("※", "【")
"""What begins a line of the list that is no blank."""
_LATER = "later"
_NAMED = 3
"""Cells that are named where a table is not complete."""
_LEAST = 2
"""Characters of a name that may stand within another one."""


@dataclass(frozen=True)
class Answer:
    """One answer that was understood; ``cell`` a cell of a table. ``before`` is the present answer as shown."""

    key: str
    title: str
    raw: Any
    shown: str
    before: str
    line: str
    cell: str = ""


@dataclass(frozen=True)
class Collected:
    """What was understood, and each line that was not, with the reason."""

    answers: tuple[Answer, ...]
    problems: tuple[tuple[str, str], ...]

    def without_parts(self, draft: Draft, chosen: Iterable[Answer]) -> list[Answer]:
        """``chosen`` without the cells of a table that is not answered yet and of which others are not wanted.

        Such a table is answered as a whole: a cell that the clerk does not believe would stand as 0.
        """
        taken = list(chosen)
        parts = {
            each.key
            for each in self.answers
            if each not in taken and figures_class(each.key) is not None and read(draft.report, each.key) is None
        }
        return [each for each in taken if each.key not in parts]


def collected_files(draft: Draft, paths: Iterable[Path], script: Script | None = None) -> Collected:
    """What the filled lists in some files say together. :raises UnreadableFile: one of them cannot be read."""
    return collected(draft, chain.from_iterable(map(read_rows, paths)), script)


def collected_text(draft: Draft, text: str, script: Script | None = None) -> Collected:
    """What a pasted reply says."""
    return collected(draft, [tuple(line.split("\t")) for line in text.splitlines()], script)


def collected(draft: Draft, rows: Iterable[Sequence[str]], script: Script | None = None) -> Collected:
    """What lines with labels say: a text with a colon or a figure, or a row whose first two cells are label and value.

    :param script: the question scripts; the shipped ones when None.
    """
    reader = _Reader(draft, script or load_script())
    for row in rows:
        reader.read(row)
    return reader.collected()


def with_collected(draft: Draft, answers: Iterable[Answer], origin: Origin, script: Script | None = None) -> Draft:
    """``draft`` with the answers; what they stand behind is ticked in its list of what else can be reported."""
    script = script or load_script()
    report, origins = draft.report, draft.origins
    choices = Interview(script, with_everything_asked(script, report))
    for each in answers:
        question = script.question(each.key)
        if question.kind == "table":
            figures = _figures(draft, each.key) if read(report, each.key) is None else read(report, each.key)
            value: Any = figures.with_cell(each.cell, each.raw) if each.cell else {}
            report = with_answer(report, each.key, value)
        else:
            report = answered(report, question, each.raw, choices.choices(question))
        origins = origins.given(each.key, origin)
        ticked = read(report, question.within) or [] if question.within else []
        if question.within and question.ticks.isdisjoint(ticked) and not tells_nothing(read(report, each.key)):
            report = with_answer(report, question.within, [*ticked, question.tick])
            origins = origins.given(question.within, origin)
    return draft.changed(report=report, origins=origins)


def _figures(draft: Draft, key: str) -> Figures:
    kind = figures_class(key)
    assert kind is not None, key
    return kind.of({}, draft.report.agency.year)


@dataclass(frozen=True)
class _Target:
    """What a label may mean. ``rank``: 0 wanted, 1 wanted where there is something to tell, 2 answered already."""

    question: Question
    title: str
    names: frozenset[str]
    unit: str
    rank: int
    cell: str = ""

    @property
    def counts(self) -> bool:
        return bool(self.cell) or self.question.kind in _COUNTS


def _why(name: str, /, **slots: object) -> str:
    return COLLECTION.say(f"why.{name}", **slots)


def _plain(text: str) -> str:
    """A name as it is compared: half-width, without white space, bullets and numbers before it."""
    return "".join(_BULLET.sub("", unicodedata.normalize("NFKC", text)).split())


class _Reader:
    def __init__(self, draft: Draft, script: Script) -> None:
        self._draft, self._script = draft, script
        self._interview = interview_of(draft, script)
        self._asked = Interview(script, with_everything_asked(script, draft.report))
        self._targets = list(self._all_targets())
        self.answers: list[Answer] = []
        self.problems: list[tuple[str, str]] = []

    def _all_targets(self) -> Iterator[_Target]:
        ranks = {(blank.question.key, blank.cell): int(blank.optional) for blank in wanted(self._draft, self._script)}
        for question in self._script.questions:
            if question.asks_more or not question.whom:
                continue
            rank = ranks.get((question.key, ""), 2)
            title, names = question.title, [question.title, *question.called]
            if (kind := figures_class(question.key)) is not None:
                title = COLLECTION.say("list.table_label", title=question.title)
                names = [title, question.title]
                for path, cell in kind.schema_of(self._draft.report.agency.year).cells.items():
                    if not cell.derived:
                        label = cell_label(cell)
                        own = frozenset(map(_plain, (cell.name, label)))
                        yield _Target(question, label, own, cell.unit, ranks.get((question.key, path), 2), path)
            yield _Target(question, title, frozenset(map(_plain, names)), question.unit, rank)

    def collected(self) -> Collected:
        """What was understood. A table is answered as a whole: one of which cells are still to be told is left out."""
        whole = {answer.key for answer in self.answers if self._script.question(answer.key).kind == "table"}
        for key in sorted(whole):
            told = {answer.cell for answer in self.answers if answer.key == key}
            if read(self._draft.report, key) is None and "" not in told:
                self._leave_out(key, told)
        answers = sorted(self.answers, key=lambda answer: answer.cell != "")
        return Collected(tuple(answers), tuple(self.problems))

    def _leave_out(self, key: str, told: set[str]) -> None:
        cells = _figures(self._draft, key).table_schema.cells
        missing = [cell_label(cell) for path, cell in cells.items() if not cell.derived and path not in told]
        if missing:
            self.answers = [answer for answer in self.answers if answer.key != key]
            title = self._script.question(key).title
            label = COLLECTION.say("list.table_label", title=title)
            more = COLLECTION.say("say.more") if len(missing) > _NAMED else ""
            named = COLLECTION.say("list.separator").join(missing[:_NAMED]) + more
            self.problems.append((title, _why("cells", count=len(missing), cells=named, label=label)))

    # -- lines ---------------------------------------------------------------------------------
    def read(self, row: Sequence[str]) -> None:
        cells = [cell.strip() for cell in row]
        if len([cell for cell in cells if cell]) > 1 and len(cells) > 1:
            if self._named(_plain(cells[0])):
                self._take(cells[0], cells[1], f"{cells[0]}：{cells[1]}")
            return
        text = "".join(cells)
        if not text or text.startswith(_NOTES):
            return
        match = _LABELLED.match(text)
        found = self._named(_plain(match["label"])) if match else []
        if match and found and not any(target.counts for target in found):
            self._take(match["label"], match["value"], text)
            return
        for label, value, piece in self._pieces(text):
            self._take(label, value, piece)

    def _pieces(self, text: str) -> list[tuple[str, str, str]]:
        """Label, value and words of each thing that a line says: 网站58条，公众号120条，培训：3次，120人次."""
        found: list[tuple[str, str, str]] = []
        for piece in filter(None, map(str.strip, _PIECES.split(text))):
            label, value = _parted(piece)
            if label and self._named(_plain(label)):
                found.append((label, value, piece))
            elif found and not label:
                before, values, words = found[-1]
                found[-1] = (before, f"{values}，{value}", f"{words}，{piece}")
            elif quantities(piece):
                self.problems.append((piece, _why("no_label")))
        return found

    def _named(self, label: str) -> list[_Target]:
        """What a label may mean: what is called exactly so, else what has it in its name or the other way round."""
        exact = [target for target in self._targets if label in target.names]
        if exact or len(label) < _LEAST:
            return exact
        return [
            target
            for target in self._targets
            if not target.cell
            and any(len(name) >= _LEAST and (name in label or label in name) for name in target.names)
        ]

    # -- values --------------------------------------------------------------------------------
    def _take(self, label: str, value: str, line: str) -> None:
        found = self._named(_plain(label))
        said = _BLANK.sub("", _LAST.sub("", value)).strip()
        if not said or said in {target.unit for target in found}:
            return  # the blank was left as it is
        if (utterance := understood(said, (), ())) is not None and utterance.intent == _LATER:
            return
        if not found:
            self.problems.append((line, _why("no_label")))
        elif any(target.counts for target in found):
            self._take_counts([target for target in found if target.counts], said, line, _plain(label))
        else:
            self._give(self._one(found, line, _plain(label)), said, line)

    def _take_counts(self, targets: list[_Target], said: str, line: str, label: str) -> None:
        """Each figure of a value to the answer of its measure word: 3次，120人次."""
        numbers = quantities(said)
        if not numbers:
            self._give(self._one(targets, line, label), said, line)
            return
        left = list(targets)
        for number in numbers:
            fitting = [target for target in left if target.unit == number.unit]
            if not fitting and len(numbers) == 1:
                fitting = left
            target = self._one(fitting, line, label)
            if target is not None and number.vague:
                self.problems.append((line, _why("vague")))
            elif target is not None:
                left.remove(target)
                self._give(target, _figure(number, target), line)

    def _one(self, targets: list[_Target], line: str, label: str) -> _Target | None:
        """The target that is wanted most; a problem where there is none or more than one."""
        best = [target for target in targets if target.rank == min(each.rank for each in targets)]
        best = [target for target in best if _plain(target.title) == label] or best
        if len(best) == 1:
            return best[0]
        titles = COLLECTION.say("list.separator").join(target.title for target in best)
        self.problems.append((line, _why("several", titles=titles) if best else _why("no_label")))
        return None

    def _give(self, target: _Target | None, said: str, line: str) -> None:
        if target is None:
            return
        if any((answer.key, answer.cell) == (target.question.key, target.cell) for answer in self.answers):
            self.problems.append((line, _why("twice")))
            return
        try:
            raw, shown = (
                self._table_answer(target, said) if target.question.kind == "table" else self._shown(target, said)
            )
        except (AnswerRefused, ValidationError) as error:
            why = error.message if isinstance(error, AnswerRefused) else _why("no_cell")
            self.problems.append((line, why.rstrip("，。；")))
            return
        before = self._before(target)
        if before != shown:
            self.answers.append(Answer(target.question.key, target.title, raw, shown, before, line, target.cell))

    def _shown(self, target: _Target, said: str) -> tuple[Raw, str]:
        """An answer as its kind takes it, and as it is shown. :raises AnswerRefused: it cannot be one."""
        raw = _raw(target.question, said)
        return raw, self._asked.show_raw(target.question, raw)

    def _table_answer(self, target: _Target, said: str) -> tuple[Any, str]:
        """A cell's number, or a table in which everything is 0. :raises ValidationError: it is no number.

        :raises AnswerRefused: a whole table is told by anything but that there was nothing.
        """
        none = said in COLLECTION.entry("none.words")
        figures = _figures(self._draft, target.question.key)
        if not target.cell:
            if not none:
                raise AnswerRefused(_why("no_cell"))
            return {}, str(COLLECTION.entry("none.words")[0])
        value = 0 if none else read_cell(said, figures.table_schema.cells[target.cell].unit)
        number = figures.with_cell(target.cell, value).cells.get(target.cell, 0)
        return number, f"{print_number(number)}{target.unit}"

    def _before(self, target: _Target) -> str:
        if not target.cell:
            return self._interview.shown(target.question) if target.question.kind != "table" else ""
        figures: Figures | None = read(self._draft.report, target.question.key)
        return "" if figures is None else f"{print_number(figures.cells.get(target.cell, 0))}{target.unit}"


def _parted(piece: str) -> tuple[str, str]:
    """The label and the value of a piece of a line; "" for the label of one that begins with its figure."""
    if match := _LABELLED.match(piece):
        return match["label"], match["value"]
    numbers = quantities(piece)
    start = numbers[0].start if numbers else len(piece)
    return piece[:start].strip(), piece[start:]


def _resembles(label: str, names: Iterable[str]) -> bool:
    return any(len(name) >= _LEAST and (name in label or label in name) for name in names)


def _figure(number: Quantity, target: _Target) -> str:
    """A figure as the answer takes it; money that was said with its unit is in yuan."""
    return f"{print_number(number.value)}{number.unit if target.unit == '万元' else ''}"


def _raw(question: Question, said: str) -> Raw:
    """What was said as the kind of answer takes it: items and entries apart."""
    if question.kind == "choices" or (question.kind == "list" and not question.fields):
        none = said in COLLECTION.entry("none.words")
        return [] if none else [item.strip() for item in _ITEMS.split(said) if item.strip()]
    if question.kind != "list":
        none = said in COLLECTION.entry("none.words") and question.kind in ("text", "paragraph", "choice")
        return "" if none else said
    counted = next((field for field in question.fields if field.unit), None)
    return [
        entry for piece in (_ITEMS if counted else _ENTRIES).split(said) if (entry := _entry(question, piece.strip()))
    ]


def _entry(question: Question, piece: str) -> dict[str, str]:
    """An entry of a list by its fields: what is counted with its count, or its parts between arrows."""
    keys = question.field_keys
    counts = [field.key for field in question.fields if field.unit]
    if len(keys) == 2 and len(counts) == 1 and (match := _COUNTED.match(piece)):
        what = next(key for key in keys if key not in counts)
        return {what: match["what"].strip(), counts[0]: match["count"]}
    return dict(zip(keys, _PARTS.split(piece, maxsplit=len(keys) - 1), strict=False))
