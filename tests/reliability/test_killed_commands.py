"""Commands killed at random moments: what they change is as before or as after, never between; nothing stays behind.

``NIANBAO_KILLS`` says how many kills of each command; the suite takes a few.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from assistant.drafts import DraftStore, RecycleBin, read_draft
from assistant.report import RequestFigures
from assistant.staging import sweep_staging
from tests.reliability.conftest import Start
from tests.samples import finished_samples

KILLS = int(os.environ.get("NIANBAO_KILLS", "5"))
YONGLE = finished_samples() / "yongle-2024.toml"
ROWS = 3_000
"""Applications of the register, so that its draft takes a while to write."""
NAME = "永乐镇人民政府"


class Office:
    """The drafts and the folder of exports that the killed commands work on."""

    def __init__(self, home: Path, folder: Path) -> None:
        self.home = home
        self.folder = folder
        self.before = read_draft(YONGLE).report
        self.register = folder / "台账.csv"
        lines = ["收到日期,申请人,办理结果", *(f"2024-03-{day % 28 + 1:02d},个人,予以公开" for day in range(ROWS))]
        self.register.write_text("\n".join(lines), encoding="utf-8")

    @property
    def store(self) -> DraftStore:
        """The drafts as a program that starts now finds them."""
        return DraftStore(self.home)

    def fresh(self) -> None:
        """One draft, nothing thrown away, and yesterday's exports."""
        shutil.rmtree(self.home, ignore_errors=True)
        self.store.add(read_draft(YONGLE))
        for path in self.folder.iterdir():
            if path != self.register:
                path.unlink()
        (self.folder / "年报.txt").write_text("昨天的", encoding="utf-8")

    def thrown(self) -> None:
        self.fresh()
        RecycleBin(self.store).throw_away(NAME)

    # -- what may stand there after a kill -----------------------------------------------------
    def counted(self) -> str:
        (draft,) = self._drafts()
        table = draft.requests
        done = isinstance(table, RequestFigures) and len(table.cases) == ROWS
        assert done or draft == self.before
        return "after" if done else "before"

    def imported(self) -> str:
        drafts = self._drafts()
        assert len(drafts) in (1, 2) and all(report == self.before for report in drafts)
        return "after" if len(drafts) == 2 else "before"

    def restored(self) -> str:
        here, there = self._drafts(), RecycleBin(self.store).list()
        assert len(here) + len(there) == 1
        assert all(report == self.before for report in here)
        assert all(not RecycleBin(self.store).summary(thrown).problem for thrown in there)
        return "after" if here else "before"

    def exported(self) -> str:
        text = (self.folder / "年报.txt").read_text(encoding="utf-8")
        done = text != "昨天的"
        assert not done or (text.strip().startswith(NAME) and text.rstrip().endswith("日"))
        return "after" if done else "before"

    def _drafts(self) -> list[object]:
        entries = self.store.list()
        assert not [entry.problem for entry in entries if entry.problem]
        return [self.store.load(entry.name).report for entry in entries]


COMMANDS: dict[str, tuple[Callable[[Office], None], tuple[str, ...], Callable[[Office], str]]] = {
    "ledger": (
        Office.fresh,
        ("ledger", "{folder}/台账.csv", "--year", "2024", "--into", NAME, "--force"),
        Office.counted,
    ),
    "import": (Office.fresh, ("import", str(YONGLE)), Office.imported),
    "restore": (Office.thrown, ("restore", NAME), Office.restored),
    "export": (Office.fresh, ("export", NAME, "-o", "{folder}/年报.txt", "--force"), Office.exported),
}


@pytest.mark.parametrize("kind", COMMANDS)
def test_a_killed_command_leaves_the_old_or_the_new(
    kind: str, start: Start, data_home: Path, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    begin, given, judge = COMMANDS[kind]
    arguments = [part.format(folder=tmp_path / "office") for part in given]
    (tmp_path / "office").mkdir()
    office, chance = Office(data_home, tmp_path / "office"), Random(kind)
    lasts, seen = 0.0, Counter[str]()
    for kill in range(KILLS + 1):
        begin(office)
        terminal = start(*arguments)
        began = time.monotonic()
        if kill:
            end = began + chance.uniform(0, 1) * lasts
            while (left := end - time.monotonic()) > 0:
                terminal.read(left)
            terminal.kill()
            terminal.wait()
        else:
            assert terminal.wait() == 0, terminal.text
            lasts = time.monotonic() - began
        terminal.close()
        state = judge(office)
        assert kill or state == "after"
        seen[state] += 1
        sweep_staging()  # as the next start does
        left_over = [path.name for path in office.folder.iterdir() if path.name.startswith(".")]
        assert not left_over
        office.store.claim(NAME).release()
    record_property("states", json.dumps(seen))
    assert seen.total() == KILLS + 1
