"""Drafts on disk as TOML: saved whole after every answer, with history, private to the clerk."""

from assistant.drafts.atomic import NotSaved
from assistant.drafts.claims import Claim, DraftInUse
from assistant.drafts.migrations import SCHEMA
from assistant.drafts.model import DamagedDraft, Draft, NewerDraft
from assistant.drafts.replacing import ChangedElsewhere
from assistant.drafts.store import DraftEntry, DraftStore, NoSuchDraft, read_draft
from assistant.resources import default_home

__all__ = [
    "SCHEMA", "ChangedElsewhere", "Claim", "DamagedDraft", "Draft", "DraftEntry", "DraftInUse", "DraftStore",
    "NewerDraft", "NoSuchDraft", "NotSaved", "default_home", "read_draft",
]  # fmt: skip
