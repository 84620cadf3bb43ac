"""``nianbao`` as a shell sees it: each call is a process of its own with its exit code and what it printed."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from threading import Lock

ROOT = Path(__file__).resolve().parent.parent


def nianbao(
    *arguments: str,
    cwd: Path | None = None,
    cold: bool = False,
    environment: Mapping[str, str] | None = None,
    limits: Mapping[str, int] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, as a clerk's shell would.

    :param cold: start Python anew instead of forking the program from one that has loaded its modules; that takes
        half a second of processor time.
    :param environment: that of the process; this one's when None.
    :param limits: what the process may take, by the names of :mod:`resource`; not with ``cold``.
    """
    environment = {**(environment or os.environ), "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(ROOT)}
    if not cold and hasattr(os, "fork"):
        return _loaded().run(arguments, environment, cwd or Path.cwd(), limits or {})
    assert not limits
    command = [sys.executable, "-m", "assistant", *arguments]
    return subprocess.run(
        command, check=False, capture_output=True, text=True, encoding="utf-8", cwd=cwd, env=environment
    )


def one_sentence(done: subprocess.CompletedProcess[str]) -> str:
    """The one sentence that a command ended with on bad input."""
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].endswith("。"), lines[0]
    return lines[0]


class _Loaded:
    """The program with its modules loaded, from which each command is forked (``tests/loaded.py``)."""

    def __init__(self) -> None:
        self._printed = tempfile.TemporaryDirectory(prefix="nianbao-printed-")
        self._server = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("loaded.py"))],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT), "NIANBAO_HOME": str(Path(self._printed.name, "home"))},
        )  # fmt: skip
        self._turn = Lock()

    def run(
        self, arguments: tuple[str, ...], environment: dict[str, str], folder: Path, limits: Mapping[str, int]
    ) -> subprocess.CompletedProcess[str]:
        out, err = (Path(self._printed.name, name) for name in ("out", "err"))
        request = {
            "arguments": arguments, "environment": environment, "folder": str(folder), "limits": dict(limits),
            "streams": [str(out), str(err)],
        }  # fmt: skip
        assert self._server.stdin is not None and self._server.stdout is not None
        with self._turn:
            print(json.dumps(request), file=self._server.stdin, flush=True)
            code = int(self._server.stdout.readline())
            printed, said = (path.read_text(encoding="utf-8") for path in (out, err))
        return subprocess.CompletedProcess(["nianbao", *arguments], code, printed, said)

    def close(self) -> None:
        self._server.communicate()
        self._printed.cleanup()


@cache
def _loaded() -> _Loaded:
    found = _Loaded()
    atexit.register(found.close)
    return found
