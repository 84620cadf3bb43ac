"""Packs of offices: questions, wordings, rules and lists of a county or a province in one zip file."""

from __future__ import annotations

from assistant.packs.installed import Pack, activate, install, installed, remove

__all__ = ["Pack", "activate", "install", "installed", "remove"]
