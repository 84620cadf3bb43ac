"""Drafts of earlier formats, brought to today's one step at a time.

A new format raises ``SCHEMA`` and adds to ``STEPS`` the function that brings a draft of the format
before to it; a draft of each format lies under tests/drafts/versions/. So far format 1 has only
gained parts that may be missing, and there is nothing to bring over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Data = dict[str, Any]
Step = Callable[[Data], Data]

SCHEMA = 1

STEPS: Mapping[int, Step] = {}
"""By the format that it starts from: a function that takes a draft's parsed TOML and gives the next format's."""


def migrated(data: Data, schema: int, steps: Mapping[int, Step] = STEPS, to: int = SCHEMA) -> Data:
    """``data`` of format ``schema`` as format ``to`` has it.

    :raises KeyError: no such format was ever written.
    """
    for number in range(schema, to):
        data = {**steps[number](data), "schema": number + 1}
    return data
