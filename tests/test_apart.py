"""A task in a process of its own gives its answer, or its loss is told; it never takes ours with it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.apart import Limits, Lost, answer_of

LIMITS = Limits(memory=256 << 20, seconds=1)

TASKS = {
    "memory": "    return str(len(bytearray(1 << 30)))",
    "time": "    while True: pass",
    "failed": "    raise ValueError",
}


def _task(folder: Path, body: str) -> Path:
    path = folder / "task.py"
    path.write_text(f"def answer(data, *arguments):\n{body}\n", encoding="utf-8")
    return path


def test_a_task_answers(tmp_path: Path) -> None:
    task = _task(tmp_path, "    return data.decode() + ''.join(arguments) + '\\ud800'")
    assert answer_of(task, "年报".encode(), 1, "乙", limits=LIMITS) == "年报1乙\ud800"


@pytest.mark.skipif(os.name != "posix", reason="the limits are those of POSIX systems")
@pytest.mark.parametrize("why", TASKS)
def test_a_task_without_an_answer_says_why(tmp_path: Path, why: str) -> None:
    with pytest.raises(Lost) as lost:
        answer_of(_task(tmp_path, TASKS[why]), b"", limits=LIMITS)
    assert lost.value.why == why


@pytest.mark.skipif(os.name != "posix", reason="a signal ends it")
def test_a_task_that_ends_its_process_ends_no_other(tmp_path: Path) -> None:
    with pytest.raises(Lost) as lost:
        answer_of(_task(tmp_path, "    import os; os.abort()"), b"", limits=LIMITS)
    assert lost.value.why == "failed"
