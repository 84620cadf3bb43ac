"""The interview of a sample done by talking: a dozen sentences, and the report is the sample's."""

from __future__ import annotations

from pathlib import Path

from assistant.composing import compose
from assistant.document import to_data
from assistant.drafts import DraftStore, read_draft
from assistant.interview import Interview, load_script
from docs.make_conversation import DATA, TARGET, talked
from tests.samples import finished_samples

MOST = 12


def test_a_dozen_sentences_tell_the_whole_report(tmp_path: Path) -> None:
    assert len(DATA["sentences"]) <= MOST
    session, text = talked(DraftStore(tmp_path))
    sample = read_draft(finished_samples() / DATA["sample"])
    meant = Interview(load_script(), sample.report)
    printed = [to_data(compose(each.report, each.applicable, sample.clerk)) for each in (session.interview, meant)]
    assert printed[0] == printed[1]
    assert text == TARGET.read_text(encoding="utf-8"), "run python -m docs.make_conversation"
