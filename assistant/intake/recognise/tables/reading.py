"""What came of reading one table."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.intake.wording import message, quote


@dataclass
class Reading:
    """``cells`` by path as printed; ``departures`` from the format and what stayed ``unread``, in Chinese.

    ``place`` is where the table stands and ``name`` what it is called there; both open each
    passage of ``unread``.
    """

    place: str
    name: str
    cells: dict[str, str] = field(default_factory=dict)
    departures: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    old_format: list[str] = field(default_factory=list)

    def depart(self, key: str, **slots: object) -> None:
        """Notes one departure from the format, once."""
        quoted = {name: quote(value) if isinstance(value, str) else value for name, value in slots.items()}
        phrase = message("departure", key, **quoted)
        if phrase not in self.departures:
            self.departures.append(phrase)

    def add(self, other: Reading) -> None:
        """Takes in all that another reading of the same table found."""
        self.cells.update(other.cells)
        self.departures += [phrase for phrase in other.departures if phrase not in self.departures]
        self.unread += other.unread
        self.old_format += other.old_format

    def leave(self, key: str, **slots: object) -> None:
        """Notes one passage that was not read."""
        quoted = {name: quote(value) if isinstance(value, str) else value for name, value in slots.items()}
        self.unread.append(message("unread", key, place=self.place, table=self.name, **quoted))
