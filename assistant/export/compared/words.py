"""A comparison in words: the same rows and lines for the page, the Word file, the workbook and the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.comparison import Carry, CellPair, Comparison, Piece, RulePair, SectionPair, TextPair
from assistant.document import print_number
from assistant.texts import COMPARISON

_NEIGHBOURHOOD = 12
"""Characters of a common piece that are shown on either side of a change."""
_CUT = "…"


def say(name: str, /, **slots: object) -> str:
    """A text of the ``[words]`` table with its slots filled."""
    return COMPARISON.say(f"words.{name}", **slots)


def head(name: str) -> list[str]:
    """The headings of a table's columns."""
    return say(name).split("|")


def title(comparison: Comparison) -> str:
    older, newer = comparison.older.document, comparison.newer.document
    return COMPARISON.say(f"title.{comparison.kind}", agency=newer.agency or older.agency)


def introduction(comparison: Comparison) -> list[str]:
    """Which reports they are, and what is to be said of them as a whole."""
    sides = (("older", comparison.older), ("newer", comparison.newer))
    return [
        *(
            say(
                name,
                file=side.file,
                agency=side.document.agency or side.document.title,
                year=year_of(side.document.year),
            )
            for name, side in sides
        ),
        *comparison.notes,
    ]


def year_of(year: int | None) -> str:
    return say("no_year") if year is None else say("year", year=year)


def summary(comparison: Comparison) -> Iterator[str]:
    """What differs, counted: one sentence for each table, for the text, the rules, what goes on from last year."""
    if comparison.same:
        yield say("same")
    for table in comparison.tables:
        count, slots = len(table.changed), {"heading": table.heading, "total": len(table.cells)}
        yield say("cells_changed", count=count, **slots) if count else say("cells_same", **slots)
    texts = [text for text in comparison.texts() if not text.heading]
    states = Counter[str](text.state for text in texts)
    names = ("unchanged", "changed", "moved", "new", "dropped")
    figures = sum(text.only_figures for text in texts)
    yield say("texts_counted", figures=figures, **{name: states[name] for name in names})
    rules = Counter[str](state for state, _ in comparison.rules)
    yield say("rules_counted", **{name: rules[name] for name in ("gone", "new", "still", "beside")})
    if not comparison.carried:
        yield say("carried_none")
        return
    carried = Counter(carry_key(carry) for carry in comparison.carried)
    yield say("carried_counted", total=len(comparison.carried), **{name: carried[name] for name in _CARRY_KEYS})


_CARRY_KEYS = ("right", "wrong", "open")


def printed(text: str | None) -> str:
    """What a cell prints; in words where it is blank or not there."""
    if text is None:
        return say("not_printed")
    return text if text.strip() else say("blank")


def difference(cell: CellPair) -> str:
    return "" if cell.difference is None else signed(cell.difference)


def percent(cell: CellPair) -> str:
    if cell.difference is None:
        return ""
    return say("no_percent") if cell.percent is None else say("percent", value=signed(cell.percent))


def signed(number: Decimal) -> str:
    return f"+{print_number(number)}" if number > 0 else print_number(number)


def cell_row(cell: CellPair) -> list[str]:
    return [cell.name, printed(cell.before), printed(cell.after), difference(cell), percent(cell)]


def carry_key(carry: Carry) -> str:
    return "open" if carry.holds is None else "right" if carry.holds else "wrong"


def carry_row(carry: Carry) -> list[str]:
    numbers = [
        say("no_percent") if number is None else print_number(number) for number in (carry.expected, carry.found)
    ]
    state = COMPARISON.say(f"carry_state.{carry_key(carry)}")
    return [COMPARISON.say(f"carry.{carry.rule}", name=carry.name), *numbers, state]


def rule_row(pair: RulePair) -> list[str]:
    state, finding = pair
    return [
        COMPARISON.say(f"rule_state.{state}"), COMPARISON.say(f"severity.{finding.severity}"), finding.message,
        finding.rule,
    ]  # fmt: skip


def state_of(text: TextPair) -> str:
    """The state in words, and what else is to be said of a change."""
    words = [COMPARISON.say(f"state.{text.state}")]
    words += [say("only_figures")] if text.only_figures else []
    words += [say("and_moved")] if text.moved and text.state == "changed" else []
    return "，".join(words)


def share(section: SectionPair) -> str:
    """The share of repeated text in words."""
    return say("no_share") if section.repeated is None else say("percent", value=round(section.repeated * 100))


def shown_changes(text: TextPair) -> tuple[str, str]:
    """Both texts with the changed pieces in brackets and long common pieces shortened; "" where there is none."""
    if text.state in ("new", "dropped"):
        return (text.before.text if text.before else ""), (text.after.text if text.after else "")
    return bracketed(text.pieces_before, shorten=True), bracketed(text.pieces_after, shorten=True)


def bracketed(pieces: Sequence[Piece], *, shorten: bool = False) -> str:
    """A text with the pieces in brackets that only one side has."""
    return "".join(
        (_short(piece.text) if shorten else piece.text) if piece.common else say("marked", text=piece.text)
        for piece in pieces
    )


def _short(text: str) -> str:
    if len(text) <= 2 * _NEIGHBOURHOOD + 1:
        return text
    return f"{text[:_NEIGHBOURHOOD]}{_CUT}{text[-_NEIGHBOURHOOD:]}"
