"""T3 by its applications: entered one by one, or read from the office's register, the table counted from them."""

from __future__ import annotations

from assistant.tui.inputs.cases.requests_input import RequestsInput

__all__ = ["RequestsInput"]
