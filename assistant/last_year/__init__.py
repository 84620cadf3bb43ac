"""A finished report → the answers behind it, as far as they can be told with certainty."""

from __future__ import annotations

from assistant.last_year.answers import Answered, read_answers

__all__ = ["Answered", "read_answers"]
