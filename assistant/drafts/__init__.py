"""Drafts on disk as TOML: saved whole after every answer, with history, private to the clerk."""

from __future__ import annotations

from assistant.drafts.draft import SCHEMA, DamagedDraft, Draft, NewerDraft
from assistant.drafts.lock import Claim, DraftInUse
from assistant.drafts.recycle_bin import KEPT_DAYS, BinError, RecycleBin, ThrownAway
from assistant.drafts.store import ChangedElsewhere, DraftEntry, DraftStore, NoSuchDraft, read_draft
from assistant.files import NotSaved
from assistant.resources import default_home

__all__ = [
    "KEPT_DAYS", "SCHEMA", "BinError", "ChangedElsewhere", "Claim", "DamagedDraft", "Draft", "DraftEntry", "DraftInUse",
    "DraftStore", "NewerDraft", "NoSuchDraft", "NotSaved", "RecycleBin", "ThrownAway", "default_home", "read_draft",
]  # fmt: skip
