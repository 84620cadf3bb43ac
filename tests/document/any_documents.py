"""Documents of any content, as a reader or a hand-edited draft may give them."""

from __future__ import annotations

from hypothesis import strategies as st

from assistant.document import Document, FigureTable, Heading, Paragraph, Section, Signature
from assistant.standard import agency_kinds, standard

_TEXTS = st.text(max_size=30)
_PHRASES = st.lists(_TEXTS, max_size=3).map(tuple)
_PARAGRAPHS = st.builds(Paragraph, _TEXTS, _TEXTS, _PHRASES, st.sampled_from(["written", "edited", "stale", "pending"]))
_HEADINGS = st.builds(Heading, _TEXTS, _TEXTS, st.integers(2, 9))


@st.composite
def tables(draw: st.DrawFn) -> FigureTable:
    key = draw(st.sampled_from(sorted(standard().tables)))
    paths = st.sampled_from(sorted(standard().tables[key].cells))
    return FigureTable(key, draw(st.dictionaries(paths, _TEXTS, max_size=12)), draw(_PHRASES))


_SECTIONS = st.builds(
    Section, _TEXTS, _TEXTS, st.lists(st.one_of(_PARAGRAPHS, _HEADINGS, tables()), max_size=4).map(tuple)
)
_SIGNATURES = st.builds(Signature, _TEXTS, _TEXTS, st.none() | st.dates())
DOCUMENTS = st.builds(
    Document,
    agency=_TEXTS,
    kind=st.sampled_from(["", *agency_kinds()]),
    year=st.none() | st.integers(1900, 2200),
    title=_TEXTS,
    preface=st.lists(_PARAGRAPHS, max_size=2).map(tuple),
    sections=st.lists(_SECTIONS, max_size=4).map(tuple),
    signature=_SIGNATURES,
    self_word=_TEXTS,
    unread=_PHRASES,
    old_format=_PHRASES,
)
