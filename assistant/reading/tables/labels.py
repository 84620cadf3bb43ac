"""The labels of a statutory table, and how a printed text is held against them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from assistant.reading.bounds import MAX_LABEL
from assistant.reading.recognise.vocabulary import fold, fold_passage, vocabulary
from assistant.reading.stream import Table
from assistant.standard import Header, Leaf, Standard, TableSchema, formats, standard

ALIKE = 0.75
"""How alike (0 to 1) two labels must be to be the same with a slip: one character in four may differ."""


class Label(NamedTuple):
    """One label of the format: ``path`` of the leaf it names ("" for a group), word for word and folded."""

    path: str
    printed: str
    folded: str
    bare: str
    others: tuple[str, ...]


class SchemaLabels(NamedTuple):
    """All labels of a table: rows and columns that are leaves, the groups above them, corners and block headings."""

    rows: tuple[Label, ...]
    row_groups: tuple[Label, ...]
    columns: tuple[Label, ...]
    column_groups: tuple[Label, ...]
    corners: tuple[Label, ...]
    blocks: tuple[Label, ...]
    row_paths: Mapping[str, str]
    row_group_words: frozenset[str]
    undivided: Mapping[str, str]
    known: frozenset[str]

    def names(self, text: str) -> bool:
        """Whether a printed text names a row or a group of rows."""
        # Figures are most of a table's cells, and none of them is a name.
        if text.isdigit() or len(text) > MAX_LABEL:
            return False
        return bool(self.row(text)) or fold(text) in self.row_group_words

    def row(self, text: str) -> str:
        """The path of the row that a printed text surely names, or ""."""
        if len(text) > MAX_LABEL:
            return ""
        folded = fold(text)
        return self.row_paths.get(folded, "") or self.row_paths.get(bare(folded), "")

    def knows(self, text: str) -> bool:
        """Whether a printed text is any label of this table, its numeral or remark aside."""
        if len(text) > MAX_LABEL:
            return False
        folded = fold(text)
        return folded in self.known or bare(folded) in self.known


@cache
def labels_of(schema: TableSchema) -> SchemaLabels:
    """The labels of one table of a format."""
    variants = vocabulary().tables.get(schema.key, {})
    rows = _unique(_leaf(leaf, variants.get("rows", {})) for block in schema.blocks for leaf in block.row_leaves)
    columns = _unique(
        _leaf(leaf, variants.get("columns", {})) for block in schema.blocks for leaf in block.column_leaves
    )
    row_groups = _unique(_groups(schema, "rows", variants.get("rows", {})))
    column_groups = _unique(_groups(schema, "columns", variants.get("columns", {})))
    corners = _unique(_label("", block.corner) for block in schema.blocks if block.corner)
    blocks = _unique(_label("", block.heading) for block in schema.blocks if block.heading)
    undivided = {fold(label): path for label, path in variants.get("undivided", {}).items()}
    every = (*rows, *columns, *row_groups, *column_groups, *corners, *blocks)
    return SchemaLabels(
        rows=rows,
        row_groups=row_groups,
        columns=columns,
        column_groups=column_groups,
        corners=corners,
        blocks=blocks,
        row_paths=_paths(rows),
        row_group_words=frozenset(label.folded for label in row_groups),
        undivided=undivided,
        known=frozenset(word for label in every for word in (label.folded, label.bare, *label.others) if word),
    )


def without_year(folded: str) -> str:
    """A folded label without a year that was put in: 本年(2024)制发件数."""
    return vocabulary().label_year.sub("", folded) if "20" in folded else folded


@lru_cache(maxsize=2048)
def bare(folded: str) -> str:
    """A folded label without its numeral, without a remark in brackets and without a year."""
    words, folded = vocabulary(), without_year(folded)
    return words.label_remark.sub("", words.label_numeral.sub("", folded)) or folded


@lru_cache(maxsize=8192)
def is_number(text: str) -> bool:
    """Whether a cell holds a number, perhaps with its unit; a blank or a stroke is none."""
    return text.isdigit() or (len(text) <= MAX_LABEL and vocabulary().number.match(fold(text)) is not None)


def is_figure(text: str) -> bool:
    """Whether a cell holds what belongs in a number cell: a number, a blank or a stroke."""
    return len(text) <= MAX_LABEL and (fold(text) in vocabulary().strokes or is_number(text))


def is_note(texts: Sequence[str]) -> bool:
    """Whether a row holds nothing but a note under the table."""
    filled = [text for text in texts if text]
    return bool(filled) and vocabulary().label_note.search(fold_passage(filled[0][:MAX_LABEL])) is not None


@lru_cache(maxsize=4096)
def likeness(one: str, other: str) -> float:
    """How alike two folded labels are, 0 to 1; 0 for any that are less than :data:`ALIKE`."""
    if not one or not other or len(one) > MAX_LABEL or len(other) > MAX_LABEL:
        return 0.0
    # Lengths alone, then the characters without their order, bound the ratio: most pairs need no costly comparison.
    least = ALIKE * (len(one) + len(other)) / 2
    if min(len(one), len(other)) < least or (Counter(one) & Counter(other)).total() < least:
        return 0.0
    from difflib import SequenceMatcher  # most files have no label with a slip

    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def fits(label: Label, text: str) -> bool:
    """Whether a printed text is that label, exactly or by another known name."""
    if len(text) > MAX_LABEL:
        return False
    folded = fold(text)
    return folded == label.folded or bare(folded) in (label.bare, *label.others) or folded in label.others


def _leaf(leaf: Leaf, variants: dict[str, list[str]]) -> Label:
    return _label(leaf.path, leaf.header.label, variants.get(leaf.path) or variants.get(leaf.header.key, []))


def _label(path: str, printed: str, others: Iterable[str] = ()) -> Label:
    folded = fold(printed)
    return Label(path, printed, folded, bare(folded), tuple(fold(other) for other in others))


def _groups(schema: TableSchema, side: str, variants: dict[str, list[str]]) -> Iterable[Label]:
    for block in schema.blocks:
        yield from _inner(block.rows if side == "rows" else block.columns, variants)


def _inner(headers: tuple[Header, ...], variants: dict[str, list[str]]) -> Iterable[Label]:
    for header in headers:
        if header.children:
            yield _label("", header.label, variants.get(header.key, []))
            yield from _inner(header.children, variants)


def _unique(labels: Iterable[Label]) -> tuple[Label, ...]:
    return tuple({(label.path, label.folded): label for label in labels if label.folded}.values())


def _paths(rows: tuple[Label, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for words in (
        [(label.folded, label.path) for label in rows],
        [(label.bare, label.path) for label in rows],
        [(other, label.path) for label in rows for other in label.others],
    ):
        for word, path in words:
            found.setdefault(word, path)
    return found


ENOUGH = 2
"""Labels of one format table that a table must hold to be taken for it (a piece may have one row only)."""

_LAYOUT_TEXT = 60
"""Characters in a cell that no label or figure has: such a table lays out text."""


def schema_of(table: Table) -> str:
    """T2, T3 or T4, or "" when the table's labels are those of none of them in any known format."""
    if _nested(table):
        return ""
    return schema_of_texts(cell.text for row in table.rows for cell in row)


def schema_of_texts(texts: Iterable[str]) -> str:
    """As :func:`schema_of`, for loose texts."""
    found: dict[str, set[str]] = defaultdict(set)
    # Most cells are figures, and no figure is a label.
    for text in texts:
        if text and not text.isdigit() and (schema := tells(text)):
            found[schema].add(bare(fold(text)))
    best = max(found, key=lambda key: len(found[key]), default="")
    return best if best and len(found[best]) >= ENOUGH else ""


def tells(text: str) -> str:
    """The schema that a single text by itself points to, or ""."""
    return _told(text, formats()) if len(text) <= MAX_LABEL else ""


@lru_cache(maxsize=4096)
def _told(text: str, known: tuple[Standard, ...]) -> str:
    folded, telling = fold(text), _telling(known)
    return telling.get(folded, "") or telling.get(bare(folded), "")


def is_label(text: str) -> bool:
    """Whether a text is a label of any table of a known format."""
    return len(text) <= MAX_LABEL and any(
        labels_of(schema).knows(text) for known in formats() for schema in known.tables.values()
    )


def format_of(texts: Iterable[str]) -> Standard:
    """The known format whose tables print these texts: the one with the most of its labels among them.

    Of several the one with the fewest labels that are not; the newest where there are no labels at all.
    """
    folded = {fold(text) for text in texts if len(text) <= MAX_LABEL and not text.isdigit()}
    best, most = standard(), (0, 0)
    for known in formats():
        labels = {word for schema in known.tables.values() for word in _printed(schema)}
        found = len(labels & folded)
        if found and (found, found - len(labels)) > most:
            best, most = known, (found, found - len(labels))
    return best


@cache
def _printed(schema: TableSchema) -> frozenset[str]:
    """The labels of a table word for word, folded."""
    labels = labels_of(schema)
    every = (*labels.rows, *labels.columns, *labels.row_groups, *labels.column_groups, *labels.corners, *labels.blocks)
    return frozenset(label.folded for label in every)


def lays_out(table: Table) -> bool:
    """Whether a table that is none of the format serves to lay out text, not to show figures."""
    if _nested(table) or all(sum(bool(cell.text) for cell in row) <= 1 for row in table.rows):
        return True
    if len(table.rows) == 1 and not any(is_number(cell.text) for cell in table.rows[0]):
        return True
    return any(len(cell.text) > _LAYOUT_TEXT for row in table.rows for cell in row)


def fingerprints(texts: Iterable[str]) -> Iterator[str]:
    """The labels of the 2019 trial format among some texts, as that format prints them."""
    folded = {fold(text) for text in texts if len(text) <= MAX_LABEL}
    yield from (label for label in vocabulary().fingerprints if fold(label) in folded)


def _nested(table: Table) -> bool:
    return any(isinstance(block, Table) for row in table.rows for cell in row for block in cell.blocks)


@cache
def _telling(known: tuple[Standard, ...]) -> dict[str, str]:
    """Words that stand in one table only of the known formats, and which."""
    owners: dict[str, set[str]] = {}
    for schema in (schema for one in known for schema in one.tables.values()):
        for word in labels_of(schema).known:
            owners.setdefault(word, set()).add(schema.key)
    telling = {word: keys.pop() for word, keys in owners.items() if len(keys) == 1}
    telling |= {fold(word): "T2" for word in vocabulary().fingerprints}
    return telling
