"""A function called in a process with bounds gives its answer, or its loss is told; it never takes ours with it."""

from __future__ import annotations

import os
import signal
import sys
import time
from fractions import Fraction

import pytest

from assistant import confined
from assistant.confined import Confined, Limits, Lost
from assistant.errors import NianbaoError
from tests.confined_tasks import counts, refuses

posix = pytest.mark.skipif(os.name != "posix", reason="the limits are those of POSIX systems")
LIMITS = Limits(memory=256 << 20, seconds=0.5, waiting=60, answer=1_000_000)
LOST = {
    "memory": (bytes, 1 << 30),
    "time": (sum, range(10**12)),
    "failed": (os._exit, 3),
}


@pytest.fixture
def process() -> Confined:
    return Confined(LIMITS)


def test_one_process_answers_call_after_call(process: Confined) -> None:
    assert process.call(max, 1, 2) == 2
    first = process.call(os.getpid)
    assert first != os.getpid() and process.call(os.getpid) == first
    process.call(print, "not an answer")
    assert process.call("{}\ud800".format, "甲") == "甲\ud800"


@posix
@pytest.mark.parametrize("why", LOST)
def test_a_lost_call_says_why_and_the_next_one_finds_a_process(process: Confined, why: str) -> None:
    function, argument = LOST[why]
    with pytest.raises(Lost) as lost:
        process.call(function, argument)
    assert lost.value.why == why
    assert process.call(max, 1, 2) == 2


@posix
def test_native_code_that_ends_its_process_ends_no_other(process: Confined) -> None:
    with pytest.raises(Lost) as lost:
        process.call(os.abort)
    assert lost.value.why == "failed"


@posix
def test_who_neither_works_nor_answers_is_given_up() -> None:
    with pytest.raises(Lost) as lost:
        Confined(Limits(waiting=0.5)).call(time.sleep, 10_000)
    assert lost.value.why == "time"


def test_an_answer_has_its_size(process: Confined) -> None:
    assert len(process.call(bytes, 900_000)) == 900_000
    with pytest.raises(Lost) as lost:
        process.call(bytes, 1_100_000)
    assert lost.value.why == "memory"
    assert process.call(max, 1, 2) == 2


@pytest.mark.parametrize("answer", [Fraction, getattr], ids=["a class of others", "a function"])
def test_an_answer_is_made_of_plain_values(process: Confined, answer: object) -> None:
    with pytest.raises(Lost) as lost:
        process.call(dict, only=answer)
    assert lost.value.why == "failed"


def test_errors_for_people_and_those_of_the_caller_are_raised_others_lose_the_call() -> None:
    with pytest.raises(NianbaoError) as told:
        Confined(LIMITS).call(refuses)
    assert (told.value.message, told.value.hint, told.value.title) == ("不行。", "再试。", "没有做")
    with pytest.raises(ZeroDivisionError):
        Confined(LIMITS, ZeroDivisionError).call(divmod, 1, 0)
    with pytest.raises(Lost):
        Confined(LIMITS).call(divmod, 1, 0)


def test_what_is_told_on_the_way_is_heard_and_who_hears_it_may_end_the_call(process: Confined) -> None:
    heard: list[int] = []
    assert process.followed(heard.append, counts, 5) == 5
    assert heard == [0, 1, 2, 3, 4]

    def enough(number: int) -> None:
        if number == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        process.followed(enough, counts, 10**9)
    assert process.call(max, 1, 2) == 2, "nothing of the call before is taken for an answer"


def test_within_such_a_process_a_function_is_called_there(process: Confined, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "inside", True)
    heard: list[int] = []
    assert process.followed(heard.append, counts, 2) == 2
    assert heard == [0, 1]
    assert process.call(os.getpid) == os.getpid()


def test_a_process_that_is_not_needed_ends(process: Confined, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "IDLE_SECONDS", 0.0)
    first = process.call(os.getpid)
    assert process._rest is not None
    process._rest.join()
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)
    assert process.call(max, 1, 2) == 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_a_forked_process_has_one_of_its_own(process: Confined) -> None:
    first = process.call(os.getpid)
    if not (child := os.fork()):
        os._exit(0 if process.call(os.getpid) != first else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert process.call(os.getpid) == first


@posix
def test_it_ends_with_its_caller() -> None:
    import subprocess

    code = (
        "import os; from assistant.confined import Confined; process = Confined();"
        "print(process.call(os.getpid), flush=True); os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL
    for _ in range(1000):
        try:
            os.kill(int(done.stdout), 0)
        except ProcessLookupError:
            return
        time.sleep(0.01)
    pytest.fail("it still runs")
