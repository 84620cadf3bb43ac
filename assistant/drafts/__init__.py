"""Drafts on disk as TOML: saved whole after every answer, with history, private to the clerk."""

from assistant.drafts.atomic import NotSaved
from assistant.drafts.model import SCHEMA, DamagedDraft, Draft
from assistant.drafts.store import DraftEntry, DraftStore, NoSuchDraft, default_home, read_draft

__all__ = [
    "SCHEMA", "DamagedDraft", "Draft", "DraftEntry", "DraftStore", "NoSuchDraft", "NotSaved",
    "default_home", "read_draft",
]  # fmt: skip
