"""Drafts on disk as TOML: saved whole after every answer, with history, private to the clerk."""

from assistant.drafts.atomic import NotSaved
from assistant.drafts.model import SCHEMA, DamagedDraft, Draft
from assistant.drafts.readiness import Readiness, readiness
from assistant.drafts.store import DraftEntry, DraftStore, NoSuchDraft, default_home, read_draft

__all__ = [
    "SCHEMA", "DamagedDraft", "Draft", "DraftEntry", "DraftStore", "NoSuchDraft", "NotSaved",
    "Readiness", "default_home", "read_draft", "readiness",
]  # fmt: skip
