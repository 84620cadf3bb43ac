"""A finished report → the answers behind it, as far as they can be told with certainty."""

from assistant.intake.answers.reader import Answered, read_answers

__all__ = ["Answered", "read_answers"]
