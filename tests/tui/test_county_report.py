"""The sum of a made county becomes its own report: into the draft, the rest of the interview by keys, a Word file.

The rest is what depends on the tables and what follows them; all of an interview by keys is tried elsewhere.
"""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from assistant.cli import group
from assistant.drafts import DraftStore, read_draft
from assistant.interview import Interview, load_script
from assistant.report import with_answer
from assistant.tui import NianbaoApp
from tests.tui.clerk import Clerk
from tests.tui.desk import NARROW, SAMPLES, TODAY
from tests.tui.small_county import make_small

TABLES = ("disclosure", "requests", "proceedings")


def nianbao(*arguments: object) -> str:
    """What a command prints; it must not fail."""
    result = CliRunner().invoke(group, [str(each) for each in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


async def test_the_sum_of_a_county_reaches_a_report_without_errors_by_keys(tmp_path: Path) -> None:
    known = read_draft(SAMPLES / "qingpuyuan-county-2024.toml").report
    path = [question.key for question in Interview(load_script(), known, today=TODAY).path]
    begun = known
    for key in path[path.index("overview.accountability") :]:
        begun = with_answer(begun, key, None)
    store = DraftStore()
    draft = store.create(begun)
    nianbao("rollup", make_small(tmp_path), "--without-errors", "--into", draft.name)
    app = NianbaoApp(store, store.load(draft.name), TODAY, tmp_path)
    async with app.run_test(size=NARROW) as pilot:
        clerk = Clerk(pilot, known)
        await clerk.settle()
        await clerk.answer_all()
        assert not set(clerk.asked) & set(TABLES), "what is summed is not asked again"
        for keys in (("ctrl+e",), ("enter",), ("a", "enter")):
            await clerk.press(*keys)
            await clerk.settle()
    assert len(clerk.asked) > 8
    done = store.load(draft.name)
    assert all(done.origins.of(key) == "rollup" for key in TABLES)
    (written,) = tmp_path.glob("*.docx")
    assert "错误" not in nianbao("check", written)
