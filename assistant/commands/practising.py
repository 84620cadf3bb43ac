"""``nianbao practice``: an invented town with its papers, to be tried out without harm."""

from __future__ import annotations

import click

from assistant.commands.messages import Command, help_text, print_text
from assistant.commands.screen import need_terminal, open_screen
from assistant.errors import NianbaoError
from assistant.texts import COMMANDS


@click.command(cls=Command, help=help_text("practice"))
@click.option("--again", is_flag=True, help=help_text("practice_again"))
@click.option("--result", "only_result", is_flag=True, help=help_text("practice_result"))
def practice(again: bool, only_result: bool) -> int:
    from assistant.drafts.practice import Practice, result

    own = Practice()
    if again and only_result:
        raise NianbaoError(COMMANDS.say("say.practice_both"))
    if only_result:
        title, lines = result(own.draft())
        print_text("\n".join([title, *(f"  {line}" for line in lines)]))
        return 0
    need_terminal()
    if again:
        own.again()
    return open_screen(None, practice=True)
