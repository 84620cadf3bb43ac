"""``nianbao completion SHELL``: the script by which a shell completes commands, options and names of drafts."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ClassVar

import click
from click.shell_completion import (
    CompletionItem,
    ShellComplete,
    add_completion_class,
    get_completion_class,
    split_arg_string,
)

from assistant.commands.messages import Command, help_text

if TYPE_CHECKING:
    from collections.abc import Sequence

_PROGRAM = "nianbao"


class PowerShellComplete(ShellComplete):
    """PowerShell 5 and 7, which click does not know."""

    name: ClassVar[str] = "powershell"
    source_template: ClassVar[str] = """\
Register-ArgumentCompleter -Native -CommandName %(prog_name)s -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $typed = $commandAst.ToString()
    if ($typed.Length -gt $cursorPosition) { $typed = $typed.Substring(0, $cursorPosition) }
    $before = [Console]::OutputEncoding
    [Console]::OutputEncoding = [Text.Encoding]::UTF8
    $env:%(complete_var)s = "powershell_complete"
    $env:COMP_WORDS = $typed
    $env:COMP_LAST = $wordToComplete
    $env:PYTHONUTF8 = "1"
    try {
        & %(prog_name)s | ForEach-Object {
            $value, $help = $_ -split "`t", 2
            if (-not $help) { $help = $value }
            $shown = $value
            if ($value -match "[\\s']") { $value = "'" + $value.Replace("'", "''") + "'" }
            [System.Management.Automation.CompletionResult]::new($value, $shown, "ParameterValue", $help)
        }
    } finally {
        foreach ($name in "%(complete_var)s", "COMP_WORDS", "COMP_LAST", "PYTHONUTF8") { Remove-Item "Env:$name" }
        [Console]::OutputEncoding = $before
    }
}
"""

    def get_completion_args(self) -> tuple[list[str], str]:
        words = split_arg_string(os.environ["COMP_WORDS"])[1:]
        last = os.environ.get("COMP_LAST", "")
        return (words[:-1] if last and words else words), last

    def format_completion(self, item: CompletionItem) -> str:
        return f"{item.value}\t{' '.join((item.help or '').split())}"


def register() -> None:
    """Let click answer PowerShell."""
    add_completion_class(PowerShellComplete)


def draft_names(context: click.Context, parameter: click.Parameter, incomplete: str) -> Sequence[CompletionItem]:
    """The names of drafts that begin as typed; a file may be meant instead where the parameter takes one."""
    from assistant.drafts import DraftStore

    names = [CompletionItem(entry.name) for entry in DraftStore().list() if entry.name.startswith(incomplete)]
    return names or [CompletionItem(incomplete, type="file")]


@click.command(cls=Command, help=help_text("completion"))
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish", "powershell"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    register()
    kind = get_completion_class(shell)
    assert kind is not None
    script = kind(context.find_root().command, {}, _PROGRAM, "_NIANBAO_COMPLETE")
    # Not its source(): of bash it would look up the version and complain in English.
    click.echo(kind.source_template % script.source_vars())
