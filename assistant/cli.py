"""The command line: ``nianbao`` and its subcommands. Screens, and the larger commands, are imported only when wanted.

Exit codes: 0 done · 1 errors stand in a report · 2 bad input, one Chinese sentence on stderr · 70 a fault of the
program, told in a report without what was written.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

import click

from assistant import __version__, resources
from assistant.commands.messages import Group, entries, help_text, message, print_text
from assistant.commands.process import ReaderGone, give_up_what_is_refused, output_told, prepare
from assistant.commands.screen import need_terminal, open_screen
from assistant.errors import NianbaoError
from assistant.texts import ERRORS

if TYPE_CHECKING:
    pass


BAD_INPUT = 2
FAULT = 70
"""A fault of the program (EX_SOFTWARE of sysexits.h)."""
_WITHOUT_DATA = ("check", "completion", "doctor", "rules")
"""Commands that start sooner when they do not look for the data folder."""
_WITHOUT_PACKS = ("completion", "pack")
"""Commands that use no packs: one installs them, a shell waits for the other at every key."""
_SELDOM = 100_000
"""New objects after which garbage is looked for: what a command makes is loaded code and data nearly all of it."""

_FILE = click.Path(path_type=Path, dir_okay=False)
_ASKED_BY_SHELL = "_NIANBAO_COMPLETE"
"""The variable by which click knows that a shell asks what may follow."""


def _draft_names(*asked: Any) -> Any:
    from assistant.commands.completion import draft_names

    return draft_names(*asked)


def main() -> NoReturn:
    """Entry point of ``nianbao``: whatever goes wrong becomes one sentence and an exit code."""
    gc.set_threshold(_SELDOM)
    try:
        prepare()
        if _ASKED_BY_SHELL in os.environ:
            from assistant.commands.completion import register

            register()
        outcome = group.main(prog_name="nianbao", standalone_mode=False)
    except ReaderGone:
        give_up_what_is_refused()
        sys.exit(0)
    except NianbaoError as error:
        _fail(error.sentence())
    except click.exceptions.Abort:
        _fail("")
    except click.ClickException as error:
        _fail(_usage(error))
    except Exception as error:  # noqa: BLE001 - whatever it is, the clerk gets a sentence and its report a file
        from assistant.faults import fault_sentence

        _fail(fault_sentence(ERRORS.say("fault.command"), error), FAULT)
    gc.freeze()  # the process ends: nothing that is left need be looked through for garbage
    sys.exit(outcome if isinstance(outcome, int) else 0)


def _fail(sentence: str, code: int = BAD_INPUT) -> NoReturn:
    if sentence:
        # Where nobody can be told, the exit code still tells.
        with suppress(OSError):
            print_text(sentence if code == FAULT else " ".join(sentence.split()), err=True)
    give_up_what_is_refused()
    sys.exit(code)


def _usage(error: click.ClickException) -> str:
    """click's complaint in Chinese."""
    sentences = entries("usage")
    slots = {
        "option": getattr(error, "option_name", ""),
        "command": ([*error.message.split("'"), ""])[1],
        "parameter": _parameter_name(error),
    }
    for kind in type(error).__mro__:
        if kind.__name__ == "UsageError" and "No such command" in error.message:
            return sentences["NoSuchCommand"].format(**slots)
        if kind.__name__ in sentences:
            return sentences[kind.__name__].format(**slots)
    return error.format_message()


def _parameter_name(error: click.ClickException) -> str:
    parameter = getattr(error, "param", None)
    return str(parameter.opts[0] if parameter is not None and parameter.opts else "")


class _Commands(Group):
    """The subcommands; those with a module of their own are imported when called, the first question does without."""

    _ELSEWHERE: ClassVar[dict[str, tuple[str, str]]] = {
        "ask": ("assistant.commands.asking", "ask"),
        "compare": ("assistant.commands.comparing", "compare"),
        "check": ("assistant.commands.checking", "check"),
        "completion": ("assistant.commands.completion", "completion"),
        "doctor": ("assistant.commands.doctor", "doctor"),
        "import": ("assistant.commands.drafts", "import_report"),
        "ledger": ("assistant.commands.ledger", "ledger"),
        "letters": ("assistant.commands.county", "letters"),
        "list": ("assistant.commands.drafts", "list_drafts"),
        "pack": ("assistant.commands.packs", "pack"),
        "merge": ("assistant.commands.merging", "merge"),
        "practice": ("assistant.commands.practising", "practice"),
        "restore": ("assistant.commands.drafts", "restore"),
        "rollup": ("assistant.commands.county", "rollup"),
        "roster": ("assistant.commands.county", "roster"),
        "verdict": ("assistant.commands.county", "verdict"),
        "serve": ("assistant.commands.serving", "serve"),
        "window": ("assistant.commands.serving", "window"),
    }

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted((*super().list_commands(ctx), *self._ELSEWHERE))

    def make_context(self, *given: Any, **options: Any) -> click.Context:
        with output_told():
            return super().make_context(*given, **options)

    def invoke(self, ctx: click.Context) -> Any:
        with output_told():
            return super().invoke(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._ELSEWHERE:
            return super().get_command(ctx, cmd_name)
        module, name = self._ELSEWHERE[cmd_name]
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    help=help_text("main"),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--prompts", metavar="DIR", type=click.Path(path_type=Path), help=help_text("prompts"))
@click.option("--templates", metavar="DIR", type=click.Path(path_type=Path), help=help_text("templates"))
@click.version_option(__version__, "--version", message="nianbao %(version)s", help=help_text("version"))
@click.pass_context
def group(context: click.Context, prompts: Path | None, templates: Path | None) -> int:
    if context.invoked_subcommand not in _WITHOUT_PACKS:
        _use_packs()
    _use_own(prompts, templates)
    if context.invoked_subcommand != "doctor":  # which tells what is wrong with them beside what else is
        _look_through_own()
    if context.invoked_subcommand not in _WITHOUT_DATA:
        from assistant.staging import sweep_staging

        sweep_staging()
    return open_screen(None) if context.invoked_subcommand is None else 0


def _use_packs() -> None:
    """Use the packs of offices that are installed; one that cannot be used is told, and left out."""
    try:
        found = (resources.default_home() / resources.PACKS_FOLDER).is_dir()
    except NianbaoError:
        return  # who needs the folder says so
    if found or resources.packs():
        from assistant.packs import activate

        for sentence in activate():
            print_text(sentence, err=True)


def _use_own(prompts: Path | None, templates: Path | None) -> None:
    """Use other folders than the shipped ones from now on. :raises NianbaoError: a folder is not there."""
    for name, path in (("prompts", prompts), ("templates", templates)):
        if path is not None:
            resources.use(name, path)


def _look_through_own() -> None:
    """Load what is not shipped, also what the environment names. :raises NianbaoError: something in it does not fit.

    What comes from a pack was looked through when the pack was activated.
    """
    packed = {place / name for place in resources.packs() for name in ("prompts", "templates")}
    if resources.own("prompts") not in {None, *packed}:
        from assistant.interview import load_script

        load_script()
    if resources.own("templates") not in {None, *packed}:
        from assistant.composing import check_own_facts
        from assistant.interview import load_script
        from assistant.report import is_local

        check_own_facts(frozenset(question.key for question in load_script().questions if is_local(question.key)))


@group.command(help=help_text("new"))
@click.option("--last", default="", help=help_text("last_report"))
@click.option("--year", type=int, help=help_text("year"))
@click.option("--name", default="", help=help_text("name"))
@click.option(
    "--from", "sources", metavar="FILE", multiple=True, type=click.Path(path_type=Path), help=help_text("from")
)
def new(last: str, year: int | None, name: str, sources: tuple[Path, ...]) -> int:
    if not (last or year or name or sources):
        return open_screen(None, begin=True)
    from assistant.commands.checking import last_report
    from assistant.commands.drafts import sorted_materials
    from assistant.drafts import DraftStore
    from assistant.drafts.beginning import begin

    report, materials = sorted_materials(sources)
    draft = begin(last_report(last) or report, year)
    need_terminal()
    draft = DraftStore().create(draft.report, name, draft.last_year) if name else draft
    return open_screen(draft, materials=materials)


@group.command(help=help_text("resume"))
@click.argument("name", required=False, shell_complete=_draft_names)
def resume(name: str | None) -> int:
    from assistant.drafts import DraftStore
    from assistant.drafts.rescue import open_or_tell

    return open_screen(open_or_tell(DraftStore(), name))


@group.command(help=help_text("export"))
@click.argument("draft_name", metavar="DRAFT", shell_complete=_draft_names)
@click.option("-o", "--output", required=True, type=_FILE, help=help_text("output"))
@click.option("--draft", "as_draft", is_flag=True, help=help_text("draft"))
@click.option("--force", is_flag=True, help=help_text("force"))
@click.option("--proof", is_flag=True, help=help_text("proof"))
@click.option("--charts", is_flag=True, help=help_text("charts"))
def export(draft_name: str, output: Path, as_draft: bool, force: bool, proof: bool, charts: bool) -> int:
    from assistant.commands.checking import ERRORS_FOUND, finding_text
    from assistant.commands.drafts import draft_called, is_draft_file
    from assistant.drafts import DraftStore
    from assistant.drafts.grounds import grounds_of
    from assistant.drafts.proof_sheet import publish_with_proof
    from assistant.drafts.proposals import proposals
    from assistant.drafts.readiness import readiness
    from assistant.export import publish

    draft = draft_called(draft_name)
    state = readiness(draft)
    if state.unanswered and not as_draft:
        titles = "、".join(question.title for question in state.unanswered[:3])
        raise NianbaoError(message("unanswered", count=len(state.unanswered), titles=titles, name=draft.name))
    if state.errors and not as_draft:
        for finding in state.errors:
            print_text(finding_text(finding), err=True)
        print_text(message("errors_stand", count=len(state.errors)), err=True)
        return ERRORS_FOUND
    for proposal in proposals(draft):
        print_text(message("rests_on_proposal", title=proposal.title, shown=proposal.shown), err=True)
    store = None if is_draft_file(draft_name) else DraftStore()
    if charts:
        _refuse_charts(output, draft.last_year is not None)
    beside: Any = {"force": force, "charts": charts, "grounds": grounds_of(draft, state)}
    if proof:
        exported = None if store is None else store.exported(draft.name)
        written = list(publish_with_proof(draft, state, output, as_draft=as_draft, exported=exported, **beside))
    else:
        written = [publish(state.document, output, draft=as_draft, last=draft.last_year, **beside)]
    if store is not None:
        store.mark_exported(draft)
    for path in written:
        print_text(message("written", path=path))
    return 0


def _refuse_charts(output: Path, known: bool) -> None:
    """:raises NianbaoError: the file is no page, or last year's figures are not known."""
    if output.suffix.lower() != ".html":
        raise NianbaoError(message("charts_page", name=output.name))
    if not known:
        raise NianbaoError(message("charts_last"))


@group.command(help=help_text("rules"))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help=help_text("format"))
def rules(form: str) -> None:
    from assistant.checks import run as catalogue

    click.echo(catalogue.json() if form == "json" else catalogue.text())
