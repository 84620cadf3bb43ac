"""``python -m assistant`` with its modules loaded once, then forked for each command.

A forked child is the same program in a process of its own: real arguments, streams, files and exit codes. Only
importing modules and compiling templates is spared it. Run as a script; it takes one JSON request a line on stdin
and answers each on stdout with the exit code, negative for a signal.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any, NoReturn

ROOT = Path(__file__).resolve().parents[1]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from click.testing import CliRunner  # noqa: E402

import assistant.cli  # noqa: E402

SAMPLE = str(ROOT / "samples" / "yongle-2024.toml")


def load() -> None:
    """Run a command of each kind once; what they write is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        report = str(Path(folder, "年报.docx"))
        for arguments in (["list"], ["export", SAMPLE, "-o", report, "--draft"], ["check", report]):
            CliRunner().invoke(assistant.cli.group, arguments)


def become(request: dict[str, Any]) -> NoReturn:
    """In the child: take streams, environment, folder, limits and arguments, and run the program."""
    for stream, place in enumerate((os.devnull, *request["streams"])):
        opened = os.open(place, os.O_RDWR | os.O_CREAT | os.O_TRUNC if stream else os.O_RDONLY)
        os.dup2(opened, stream)
        os.close(opened)
    sys.stdin = sys.__stdin__ = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = sys.__stdout__ = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = sys.__stderr__ = open(  # noqa: SIM115
        2, "w", encoding="utf-8", errors="backslashreplace", closefd=False, buffering=1
    )
    os.environ.clear()
    os.environ.update(request["environment"])
    os.chdir(request["folder"])
    for name, most in request["limits"].items():
        resource.setrlimit(getattr(resource, name), (most, most))
    sys.argv = ["nianbao", *request["arguments"]]
    assistant.cli.main()


def serve() -> None:
    """Answer requests until stdin is closed."""
    load()
    assert threading.active_count() == 1, "a fork would leave these threads behind"
    gc.freeze()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            become(json.loads(line))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


if __name__ == "__main__":
    serve()
