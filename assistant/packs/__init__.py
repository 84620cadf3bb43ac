"""Packs of offices: questions, wordings, rules and lists of a county or a province in one zip file."""

from __future__ import annotations

from assistant.packs.installed import LETTERS, ROSTER, Pack, activate, install, installed, remove

__all__ = ["LETTERS", "ROSTER", "Pack", "activate", "install", "installed", "remove"]
