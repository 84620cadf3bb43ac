"""Sentences that an office adds to the phrase book: each names its paragraph and stands there as the book's own do.

A plan prints them where it has room for sentences that it does not name.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from assistant.composing.phrases import Sentence
from assistant.errors import DataFileError
from assistant.resources import line_of
from assistant.texts import DATA_FILES

SENTENCES_FILE = "sentences.toml"
MAX_SENTENCES = 100
_PARAGRAPH = "paragraph"


@dataclass(frozen=True)
class OwnSentence:
    """A sentence of an office, the key of its paragraph, and where it stands: file, line and key."""

    paragraph: str
    sentence: Sentence
    place: str


def own_sentences(text: str, paragraphs: Container[str]) -> tuple[OwnSentence, ...]:
    """The sentences in the text of an office's file.

    :param paragraphs: the keys of those that a report has.
    :raises DataFileError: it is no such file, or a sentence does not fit.
    """
    try:
        items = tomllib.loads(text)["sentence"]
        placed = list(_placed(text, items))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise DataFileError(*DATA_FILES.refusal("sentences.unreadable", file=SENTENCES_FILE, error=error)) from None
    if len(placed) > MAX_SENTENCES:
        raise DataFileError(*DATA_FILES.refusal("sentences.too_many", file=SENTENCES_FILE, most=MAX_SENTENCES))
    return tuple(_own(item, place, paragraphs) for item, place in placed)


def _placed(text: str, items: list[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], str]]:
    seen: Counter[str] = Counter()
    for item in items:
        key = str(item["key"])
        yield item, f"{SENTENCES_FILE}{line_of(text, key, seen[key])}：{key}"
        seen[key] += 1


def _own(item: Mapping[str, Any], place: str, paragraphs: Container[str]) -> OwnSentence:
    paragraph = item.get(_PARAGRAPH)
    if paragraph not in paragraphs:
        shown = str(paragraph or "")[:60]
        raise DataFileError(*DATA_FILES.refusal("sentences.no_paragraph", place=place, paragraph=shown))
    try:
        sentence = Sentence.model_validate({name: value for name, value in item.items() if name != _PARAGRAPH})
    except ValidationError as error:
        raise not_fitting(place, error) from None
    if sentence.only_named:
        raise DataFileError(*DATA_FILES.refusal("sentences.never", place=place))
    return OwnSentence(str(paragraph), sentence, place)


def not_fitting(place: str, error: ValidationError) -> DataFileError:
    """The refusal of a sentence that does not fit by itself, or not with the others of its paragraph."""
    first = error.errors(include_url=False)[0]
    entry = ".".join(str(part) for part in first["loc"] if not isinstance(part, int))
    reason = first["msg"].removeprefix("Value error, ")
    return DataFileError(*DATA_FILES.refusal("sentences.wrong", place=place, entry=entry, reason=reason))
