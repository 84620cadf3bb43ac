"""What a register calls an applicant or an outcome → the keys of T3."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from assistant.intake.ledger.folding import fold_words
from assistant.intake.ledger.words import words


def is_blank(text: str) -> bool:
    """Whether a cell is empty, or holds a stroke or a word that stands for nothing."""
    return not text or text in words().blank


@lru_cache(maxsize=8192)
def applicant_of(text: str) -> str | None:
    """The applicant key that a text names, None when no list knows it. Nothing is guessed from names."""
    return _meaning(text, words().applicants)


@lru_cache(maxsize=8192)
def outcome_of(text: str) -> str | None:
    """The outcome key that a text names, None when no list knows it.

    A group alone (不予公开, 不予处理 …) is no outcome: which of its cases it was is the clerk's to say.
    """
    return _meaning(text, words().outcomes)


def _meaning(text: str, known: Mapping[str, str]) -> str | None:
    flat = fold_words(text)
    if flat in known or flat in words().groups:
        return known.get(flat)
    cores = _cores(flat)
    found = {known[core] for core in cores if core in known}
    return found.pop() if len(found) == 1 and cores.isdisjoint(words().groups) else None


def _cores(flat: str) -> set[str]:
    """What is left of a phrase when polite words are taken off its ends in any order."""
    cores: set[str] = set()
    todo = [flat]
    while todo:
        phrase = todo.pop()
        shorter = [phrase.removeprefix(word) for word in words().before if phrase.startswith(word)]
        shorter += [phrase.removesuffix(word) for word in words().after if phrase.endswith(word)]
        todo += [rest for rest in shorter if rest and rest not in cores]
        cores.update(shorter)
    return cores
