"""Python looks for a module of this name when it starts: a process started by a watched one is watched as well."""

from __future__ import annotations

import sys

from tests.reliability.offline import watch

sys.addaudithook(watch)
