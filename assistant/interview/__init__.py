"""The interview: question scripts, kinds of answers, and the engine that walks them. No screen, no saving."""

from __future__ import annotations

from assistant.interview.acceptance import Offer, accept_section, has_offers, offers
from assistant.interview.engine import NO_LAST_YEAR, Exchange, Interview, LastYear, Progress, SectionState
from assistant.interview.kinds import KINDS, Raw, answered, read_cell
from assistant.interview.messages import from_validation, refused
from assistant.interview.script import Choice, ListField, Question, Script, ScriptSection, load_script

__all__ = [
    "KINDS", "NO_LAST_YEAR", "Choice", "Exchange", "Interview", "LastYear", "ListField", "Offer", "Progress",
    "Question", "Raw", "Script", "ScriptSection", "SectionState", "accept_section", "answered", "from_validation",
    "has_offers", "load_script", "offers", "read_cell", "refused",
]  # fmt: skip
