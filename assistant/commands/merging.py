"""``nianbao merge``: a copy of a draft's report that comes back changed, taken over into the draft."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.commands.drafts import change_draft, draft_called, is_draft_file
from assistant.commands.messages import Command, entries, help_text, print_text
from assistant.commands.screen import open_screen
from assistant.errors import NianbaoError
from assistant.files import json_text
from assistant.reading.messages import quote
from assistant.texts import RETURNED

if TYPE_CHECKING:
    from assistant.checks import Finding
    from assistant.drafts import Draft
    from assistant.drafts.returned import Remark, Returned
    from assistant.last_year.returned import Change


@click.command(cls=Command, help=help_text("merge"))
@click.argument("name", metavar="DRAFT")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--all", "everything", is_flag=True, help=help_text("merge_all"))
@click.option("--take", default="", metavar="N,N...", help=help_text("merge_take"))
@click.option("--list", "only_list", is_flag=True, help=help_text("merge_list"))
@click.option("--json", "as_json", is_flag=True, help=help_text("json"))
def merge(name: str, file: Path, everything: bool, take: str, only_list: bool, as_json: bool) -> int:
    if sum((everything, bool(take), only_list)) > 1:
        raise NianbaoError(_say("ambiguous"))
    if not (everything or take or only_list or as_json):
        return _on_screen(name, file)
    if everything or take:
        change_draft(name, lambda draft: _merged(draft, file, take, as_json))
    else:
        draft = draft_called(name)
        _print(draft, _returned(draft, file), as_json)
    return 0


def _say(name: str, /, **slots: object) -> str:
    return RETURNED.say(f"say.{name}", **slots)


def _returned(draft: Draft, file: Path) -> Returned:
    from assistant.drafts.returned import returned

    return returned(draft, file)


def _on_screen(name: str, file: Path) -> int:
    """Open the draft with the list of differences over it. :raises NianbaoError: there is no terminal to ask in."""
    if is_draft_file(name):
        raise NianbaoError(_say("file_draft", name=name))
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise NianbaoError(_say("which"))
    from assistant.drafts import DraftStore
    from assistant.drafts.rescue import open_or_tell

    draft = open_or_tell(DraftStore(), name)
    _returned(draft, file)  # what is wrong with the file is told before the screen opens
    return open_screen(draft, returned=file)


def _merged(draft: Draft, file: Path, take: str, as_json: bool) -> Draft:
    """The draft with the changes taken over, which are printed with what contradicts another part of the report."""
    from assistant.drafts.returned import contradictions, with_changes

    found = _returned(draft, file)
    if not found.changes:
        raise NianbaoError(_say("nothing_to_take"))
    chosen = _chosen(found.changes, take) if take else found.changes
    after = with_changes(draft, chosen)
    wrong = contradictions(draft, after)
    if as_json:
        click.echo(json_text(_data(draft, found, wrong, chosen), indent=2))
    else:
        print_text("\n".join(_lines(found, chosen)))
        for line in _findings(wrong):
            print_text(line, err=True)
        print_text(_say("merged", count=len(chosen), name=draft.name))
    return after


def _chosen(changes: Sequence[Change], take: str) -> list[Change]:
    """The changes of the numbers in ``take``. :raises NianbaoError: one of them is no number of a change."""
    wanted = take.replace("，", ",").replace("、", ",").split(",")
    numbers = [int(one) if one.strip().isascii() and one.strip().isdigit() else 0 for one in wanted]
    if not all(0 < number <= len(changes) for number in numbers):
        raise NianbaoError(_say("bad_take", typed=take, count=len(changes)))
    return [change for number, change in enumerate(changes, start=1) if number in numbers]


def _print(draft: Draft, found: Returned, as_json: bool) -> None:
    from assistant.drafts.returned import contradictions, with_changes

    wrong = contradictions(draft, with_changes(draft, found.changes)) if found.changes else ()
    if as_json:
        click.echo(json_text(_data(draft, found, wrong), indent=2))
        return
    head = _say("count" if found.changes else "nothing", file=found.file, name=draft.name, count=len(found.changes))
    print_text("\n".join([head, *_lines(found, found.changes), *_findings(wrong)]))
    if found.changes:
        print_text(_say("how"), err=True)


def _lines(found: Returned, chosen: Sequence[Change]) -> Iterator[str]:
    for number, change in enumerate(found.changes, start=1):
        if change not in chosen:
            continue
        if change.kind != "text":
            yield _say("change", number=number, title=change.title, before=change.before, after=change.after)
            continue
        yield _say("text", number=number, title=change.title)
        for name, text in zip(("before", "after"), change.excerpts, strict=True):
            yield _say(name, text=text or _say("nowhere"))
        if change.follows:
            yield _say("follows")
    if found.remarks:
        yield _say("comments", count=len(found.remarks))
        for remark in found.remarks:
            yield _say("comment" if remark.quoted else "comment_bare", **_shown(remark))
    if found.notes:
        yield _say("notes")
        yield from (_say("note", note=note) for note in found.notes)


def _findings(findings: Sequence[Finding]) -> Iterator[str]:
    if findings:
        yield _say("contradictions")
        severities = entries("severity")
        for found in findings:
            severity = severities[found.severity]
            yield _say("contradiction", severity=severity, message=found.message, rule=found.rule)


def _shown(remark: Remark) -> dict[str, str]:
    """The parts of a comment on one line each, what it is on shortened."""
    lines = {name: " ".join(text.split()) for name, text in asdict(remark).items()}
    return {**lines, "quoted": quote(lines["quoted"])}


def _data(draft: Draft, found: Returned, wrong: Sequence[Finding], taken: Sequence[Change] = ()) -> dict[str, object]:
    keys = ("kind", "key", "cell", "title", "before", "after", "follows")
    return {
        "draft": draft.name,
        "file": found.file,
        "changes": [
            {"number": number, **{key: getattr(change, key) for key in keys}, "taken": change in taken}
            for number, change in enumerate(found.changes, start=1)
        ],
        "comments": [asdict(remark) for remark in found.remarks],
        "notes": list(found.notes),
        "contradictions": [
            {"rule": each.rule, "severity": each.severity, "message": each.message, "where": list(each.where)}
            for each in wrong
        ],
    }
