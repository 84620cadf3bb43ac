"""How many examples a property test draws: few at the desk, all of them in CI."""

from __future__ import annotations

import os

from hypothesis import settings

FEWEST = 10
"""No property is tried with fewer examples, unless all of them are fewer."""

_FULL, _FEW = 100, 10

# Speed is measured in benchmarks/, never by a deadline in a test; CI draws the same examples every time.
settings.register_profile("dev", deadline=None, max_examples=_FEW)
settings.register_profile("ci", deadline=None, max_examples=_FULL, derandomize=True)


def load_profile() -> None:
    """Choose the profile that ``HYPOTHESIS_PROFILE`` names; else ``ci`` where ``CI`` is set, ``dev`` at the desk."""
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))


def examples(full: int) -> int:
    """How many examples the chosen profile draws of a property that CI tries with ``full``.

    A tenth of them under ``dev``, but not fewer than 10: what costs much and what is tried often keep their proportion.
    """
    return max(min(full, FEWEST), full * settings.default.max_examples // _FULL)
