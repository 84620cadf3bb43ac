"""Rules that a report must keep, held against a Document and nothing else."""

from __future__ import annotations

from assistant.checks.examination import precedes
from assistant.checks.model import Finding, Rule, Severity
from assistant.checks.run import check, rules

__all__ = ["Finding", "Rule", "Severity", "check", "precedes", "rules"]
