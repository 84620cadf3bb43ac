"""The statutory tables: a prompt, and a grid that counts its totals while it is filled in."""

from __future__ import annotations

from assistant.tui.inputs.table.table_input import TableInput

__all__ = ["TableInput"]
