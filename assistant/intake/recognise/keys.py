"""Keys of paragraphs and headings."""

from __future__ import annotations


class Keys:
    """Numbers repeated keys: the first of a kind has the plain key, the next ``key.2``, ``key.3`` …"""

    def __init__(self) -> None:
        self._used: dict[str, int] = {}

    def next(self, key: str) -> str:
        """The key for the next paragraph or heading of that kind."""
        self._used[key] = self._used.get(key, 0) + 1
        return key if self._used[key] == 1 else f"{key}.{self._used[key]}"
