"""From the accepting key to the next question on the terminal, the answer on disk (fsynced) between the two.

The real program in a pseudo-terminal of 80 x 24 (at ten answers of 140 x 40, too), real keys; the
clerk accepts what stands in the box, waits until all is at rest, takes the answer back (Ctrl+Z) and
gives it again, so many times at the tenth answer and at the last question of the script, when 200
and when 1,000 answers have been given in the session (the questions are some forty: what has grown then
is the transcript, the undo and the history on disk). The peer is a bare Textual application that
writes a line, fsyncs it and shows another question. Not measured is what a terminal emulator takes
to draw the bytes.

    python -m benchmarks answering
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from assistant.drafts import Draft, DraftStore
from assistant.interview import Interview, load_script
from assistant.report import Report
from benchmarks.figures import Figure, at_95
from benchmarks.terminal import Terminal

LIMIT = 40.0
"""Milliseconds between the accepting key and the next question."""
GROWTH = 1.1
"""How much longer an answer may take late in a session than at its beginning."""
SMALL, WIDE = (80, 24), (140, 40)
_ENTER, _UNDO = "\r", "\x1a"
_NEXT_SAMPLE = 0.15
_BARE = """
import os, sys
from textual.app import App
from textual.widgets import Input, Static

class Bare(App):
    number = 1
    def compose(self):
        yield Static("Question 1.")
        yield Input()
    def on_input_submitted(self, event):
        with open(sys.argv[1], "ab") as file:
            file.write(b"an answer\\\\n")
            file.flush()
            os.fsync(file.fileno())
        self.number += 1
        self.query_one(Static).update(f"Question {self.number}.")
        event.input.clear()

Bare().run()
""".replace("\\\\n", "\\n")


def answered(wanted: int) -> Interview:
    """An interview whose first questions are answered, ``wanted`` of them, as the defaults say or with a number."""
    interview = Interview(load_script(), Report(), today=date.today())
    while (question := interview.current) is not None and interview.progress.answered < wanted:
        default = interview.default(question)
        if default is None:
            entry = {field.key: "信息更新不够及时" for field in question.fields}
            plain = {"text": "清河镇人民政府", "yesno": "是", "list": [entry or "政务公开"], "table": {}}
            default = plain.get(question.kind, "7")
        interview.answer(default)
    return interview


def heading(interview: Interview, ahead: int = 0) -> str:
    """The number of the question at which the interview stands, as the card shows it."""
    keys = [question.key for question in interview.path]
    return f"第{keys.index(str(interview.at)) + 1 + ahead}题，"


def latencies(interview: Interview, home: str, answers: int, size: tuple[int, int]) -> list[float]:
    """Milliseconds of ``answers`` answers at the question where the interview stands, on a terminal of ``size``."""
    name = DraftStore(Path(home)).save(Draft(interview.report, at=interview.at)).name
    here, following = heading(interview), heading(interview, 1)
    times = []
    with Terminal([sys.executable, "-m", "assistant", "resume", name], {"NIANBAO_HOME": home}, size) as terminal:
        terminal.wait_for(here)
        for _ in range(answers):
            terminal.rest(_NEXT_SAMPLE)
            pressed = terminal.press(_ENTER)
            times.append((terminal.wait_for(following) - pressed) * 1000)
            terminal.rest(_NEXT_SAMPLE)
            terminal.press(_UNDO)
            terminal.wait_for(here)
    return times


def at(answers: int, samples: int, size: tuple[int, int] = SMALL) -> list[float]:
    """The latencies of ``samples`` answers, ``answers`` of the script given before."""
    with tempfile.TemporaryDirectory() as home:
        return latencies(answered(answers), home, samples, size)


def late(samples: int, counts: Sequence[int]) -> list[list[float]]:
    """The latencies of ``samples`` answers at the last line, after so many of each of ``counts`` in one session."""
    with tempfile.TemporaryDirectory() as home:
        times = latencies(answered(last_line()), home, counts[-1] + samples, SMALL)
    return [times[count : count + samples] for count in counts]


def bare(samples: int) -> list[float]:
    """The peer's latencies."""
    times = []
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-c", _BARE, str(Path(home) / "answers")]
        with Terminal(command, size=SMALL) as terminal:
            terminal.wait_for("Question 1.")
            for number in range(2, samples + 2):
                terminal.rest(_NEXT_SAMPLE)
                pressed = terminal.press(_ENTER)
                times.append((terminal.wait_for(f"Question {number}.") - pressed) * 1000)
    return times


def figures(quick: bool = False) -> Iterator[Figure]:
    """Early and late in the interview against the limit, against each other and against the peer."""
    samples, counts = (3, (0, 3)) if quick else (60, (200, 1000))
    early, peer = at_95(at(10, samples)), at_95(bare(samples))
    yield Figure("answer to next question at 10, 95 % under", early, "ms", "limit", LIMIT, 1.0)
    yield Figure("answer to next question at 10, 95 % under", early, "ms", "a bare Textual app, fsync", peer)
    for count, times in zip(counts, late(samples, counts), strict=True):
        yield Figure(f"answer to next question at {count}, 95 % under", at_95(times), "ms", "limit", LIMIT, 1.0)
        yield Figure(f"the same, growth from 10 to {count}", at_95(times), "ms", "ours at 10 answers", early, GROWTH)
    wide = at_95(at(10, samples, size=WIDE))
    yield Figure("the same at 140 x 40", wide, "ms", "limit", LIMIT, 1.0)


def last_line() -> int:
    """How many answers lie before the last two questions of one line each: there Ctrl+Z is nobody else's key."""
    kinds = [question.kind in ("text", "integer", "money") for question in answered(10_000).path]
    return max(number for number in range(len(kinds) - 1) if kinds[number] and kinds[number + 1])
