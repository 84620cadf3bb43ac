"""Writes the golden files anew from the code as it is; look at the difference before you commit it."""

from __future__ import annotations

from pathlib import Path

from export_reports import township

from assistant.export import WRITERS

if __name__ == "__main__":
    for kind in (".md", ".txt", ".html"):
        with (Path(__file__).with_name("golden") / f"township{kind}").open("wb") as target:
            WRITERS[kind](township(), target)
