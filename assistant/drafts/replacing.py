"""Before a draft file is replaced: nothing that it holds is lost, nobody's change is overwritten unasked."""

from __future__ import annotations

from pathlib import Path

from assistant.drafts.atomic import NotSaved
from assistant.drafts.history import SUFFIX, History, set_aside
from assistant.drafts.model import MAX_DRAFT_BYTES, Draft, dump, parse, trail_in, work_text
from assistant.errors import NianbaoError

DAMAGED = "损坏"
_BY_HAND = "手改"
BESIDE = ".txt"
"""A damaged file is kept under an ending that no list of drafts takes for a draft and every editor opens."""


class ChangedElsewhere(NotSaved):
    """The file holds other work than when it was last read or written here; it was not overwritten.

    ``theirs`` is the draft in the file, None when it cannot be opened (``problem`` says why).
    """

    title = "文件在别处改过了"

    def __init__(self, path: Path, theirs: Draft | None, problem: str = "") -> None:
        super().__init__(f"草稿文件“{path}”在这次打开以后被别的程序改过，", "请决定用哪一份；哪一份都不会丢。")
        self.path = path
        self.theirs = theirs
        self.problem = problem


def replacing(path: Path, history: History, draft: Draft, over: bool) -> Draft:
    """Keep what the file at ``path`` holds; the draft as it is then to be written, at a step of its own.

    :param over: the clerk wants it, though others have changed the file.
    :raises ChangedElsewhere: others have, and nobody has decided. :raises NotSaved: no room to keep it.
    """
    before = _text(path)
    if before is None:
        return draft if draft.trail.step else draft.changed(trail=draft.trail.onward())
    work = work_text(before)
    if work == work_text(dump(draft)):
        return draft
    step = trail_in(before).step or next(iter(history.numbers()), 0) + 1
    if work != work_text(draft.stored):
        _keep_theirs(path, before, history, draft, over)
        if over:
            return draft
    elif not history.holds(step, before):
        _keep_ours(path, before, history, draft, step)
    if draft.trail.step != step or _same_but_reasons(before, draft):
        return draft
    return draft.changed(trail=draft.trail.onward())


def _text(path: Path) -> str | None:
    """The text of the file, "" when it can be no draft, None when there is no file."""
    try:
        return "" if path.stat().st_size > MAX_DRAFT_BYTES else path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return ""
    except FileNotFoundError:
        return None
    except OSError as error:
        raise NotSaved.at(path, error) from error


def _keep_theirs(path: Path, before: str, history: History, draft: Draft, over: bool) -> None:
    """Keep what others have written: in the history when it is a draft, else beside the new one."""
    theirs, problem = None, ""
    try:
        theirs = parse(before, draft.name)
    except NianbaoError as error:
        problem = error.sentence()
    ours = parse(draft.stored, draft.name).work if draft.stored else None
    if ours is not None and not over and (theirs is None or theirs.work not in (ours, draft.work)):
        raise ChangedElsewhere(path, theirs, problem)
    if theirs is None:
        set_aside(path, path.parent, DAMAGED, BESIDE)
    else:
        set_aside(path, history.folder, _BY_HAND, SUFFIX)


def _keep_ours(path: Path, before: str, history: History, draft: Draft, step: int) -> None:
    """Keep the state that was read from the file, when it is not among the versions yet."""
    if not history.path(step).exists() or _same_but_reasons(before, history.draft(step)):
        history.record(step, before)
    elif draft.trail.before > step:
        # Edited by hand while it was closed: a step of its own, as loading counted it.
        history.record(draft.trail.before, before)
    else:
        set_aside(path, history.folder, _BY_HAND, SUFFIX)


def _same_but_reasons(before: str, draft: Draft | None) -> bool:
    """Whether only reasons given for warnings differ: they fall away with their figures, which is no step."""
    if draft is None:
        return False
    try:
        was = parse(before, draft.name)
    except NianbaoError:
        return False
    return (was.report, was.clerk, was.last_year) == (draft.report, draft.clerk, draft.last_year)
