"""pydantic without its plugins.

Before it builds its first model pydantic asks every distribution that is installed for plugins. None is
to take part in the validation of a report, and the asking alone is slow: it loads ``importlib.metadata``,
which loads the readers of e-mail headers and of archives, and opens a file of each distribution.

Source: pydantic 2 "Plugins", ``PYDANTIC_DISABLE_PLUGINS``.
"""

from __future__ import annotations

import importlib
import os
import sys
from contextlib import suppress
from types import ModuleType

_METADATA, _LOADER = "importlib.metadata", "pydantic.plugin._loader"


def leave_out() -> None:
    """Have no plugin take part, in this process and those that it starts. To be called before the first model."""
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    if _METADATA in sys.modules or _LOADER in sys.modules:
        return
    # The module that asks imports the slow one for nothing now: while it is loaded, and no longer, this one
    # stands in. Where another pydantic asks in another way, it does as it would have done.
    stand_in = ModuleType(_METADATA)
    stand_in.__dict__["entry_points"] = _none
    sys.modules[_METADATA] = stand_in
    try:
        with suppress(ImportError):
            importlib.import_module(_LOADER)
    finally:
        del sys.modules[_METADATA]


def _none(**_: object) -> tuple[()]:
    """The plugins that there are."""
    return ()


leave_out()
