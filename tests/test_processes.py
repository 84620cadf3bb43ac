"""Many items on all cores, begun from the thread of a program with a screen."""

from __future__ import annotations

import subprocess
import sys

# In a process of its own: what helps processes to begin is started once and would be there already.
_IN_A_THREAD = """
import io, sys
from concurrent.futures import ThreadPoolExecutor
from assistant.processes import WORTH_PROCESSES, mapped

class Screen(io.StringIO):
    def fileno(self):
        return -1

sys.stderr = Screen()
work = lambda: list(mapped(str, range(WORTH_PROCESSES), repr))
print(ThreadPoolExecutor(1).submit(work).result() == [str(number) for number in range(WORTH_PROCESSES)])
"""


def test_a_thread_may_begin_processes_though_a_screen_stands_where_errors_are_printed() -> None:
    result = subprocess.run(
        [sys.executable, "-c", _IN_A_THREAD], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert result.stdout == "True\n", result.stderr
