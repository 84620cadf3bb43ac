"""The one catalogue of Chinese texts: what the program says to people, a TOML file of this folder for each subject.

Words by which texts of others are recognised are no texts of the program and stay with their readers.
"""

from __future__ import annotations

import tomllib
from functools import cached_property
from pathlib import Path
from typing import Any


class Texts:
    """One file of the catalogue, read when its first text is wanted.

    :param name: the file's name without its ending.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    @cached_property
    def _tables(self) -> dict[str, Any]:
        return tomllib.loads(Path(__file__).with_name(f"{self._name}.toml").read_text(encoding="utf-8"))

    def entry(self, name: str) -> Any:
        """The entry at a dotted name, as it stands: a text, or a table of texts. :raises KeyError: there is none."""
        found: Any = self._tables
        for part in name.split("."):
            found = found[part]
        return found

    def say(self, name: str, /, **slots: object) -> str:
        """The text at a dotted name with its slots filled. What fills a slot is taken as it is.

        :raises KeyError: there is no such text, or a slot of it is not filled.
        """
        return str(self.entry(name)).format(**slots)

    def refusal(self, name: str, /, **slots: object) -> tuple[str, str]:
        """What was wrong and what to do, for a :class:`~assistant.errors.NianbaoError`; the slots of both filled.

        :raises KeyError: there is no such pair of texts, or a slot of it is not filled.
        """
        message, hint = self.entry(name)
        return message.format(**slots), hint.format(**slots)


ERRORS = Texts("errors")
SCREENS = Texts("screens")
INPUTS = Texts("inputs")
CASES = Texts("cases")
KEYS = Texts("keys")
COMMANDS = Texts("commands")
INTERVIEW = Texts("interview")
READING = Texts("reading")
REGISTER = Texts("register")
LAST_YEAR = Texts("last_year")
EXPORT = Texts("export")
COMPARISON = Texts("comparison")
DIFFERENCES = Texts("differences")
PROOF_SHEET = Texts("proof_sheet")
RECYCLE_BIN = Texts("recycle_bin")
DRAFTS = Texts("drafts")
TALK = Texts("talk")
RETURNED = Texts("returned")
COLLECTION = Texts("collection")
PRACTICE = Texts("practice")
COUNTY = Texts("county")
LETTERS = Texts("letters")
COUNTY_SCREEN = Texts("county_screen")
DATA_FILES = Texts("data_files")
WEB = Texts("web")
DOCTOR = Texts("doctor")
PACKS = Texts("packs")
