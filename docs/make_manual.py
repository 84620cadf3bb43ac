"""Writes docs/nianbao.1, the manual page, from the commands as they are: ``python -m docs.make_manual``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from assistant import __version__
from assistant.cli import group

PAGE = Path(__file__).with_name("nianbao.1")
WORDS = Path(__file__).with_name("manual.toml")


def manual() -> str:
    """The page as troff with the macros of man(7), in UTF-8."""
    words = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    context = group.make_context("nianbao", [], resilient_parsing=True)
    lines = [f'.TH NIANBAO 1 "" "nianbao {__version__}" "{words["manual"]}"']
    lines += [".ad l"]  # Chinese is not stretched to the margin
    lines += [f".SH {words['heading']['name']}", rf"nianbao \- {_safe(words['summary'])}"]
    lines += [f".SH {words['heading']['synopsis']}", r".B nianbao", r"[\fI选项\fR] [\fI命令\fR [\fI参数\fR]]"]
    lines += [f".SH {words['heading']['description']}", *_paragraphs(words["description"])]
    lines += [f".SH {words['heading']['options']}", *_options(group, context)]
    lines += [f".SH {words['heading']['commands']}"]
    lines += _commands(group, context)
    for heading, text in words["section"].items():
        lines += [f".SH {heading}", *_paragraphs(text)]
    return "\n".join(lines) + "\n"


def _commands(within: click.Group, above: click.Context, before: str = "") -> Iterator[str]:
    """The commands of a group, each followed by its own."""
    for name in within.list_commands(above):
        command = within.get_command(above, name)
        assert command is not None
        if not command.hidden:
            yield from _command(f"{before}{name}", command, above)
            if isinstance(command, click.Group):
                yield from _commands(command, click.Context(command, info_name=name, parent=above), f"{name} ")


def _command(name: str, command: click.Command, above: click.Context) -> Iterator[str]:
    """:param name: with those of the groups that it is in."""
    context = click.Context(command, info_name=name, parent=above)
    pieces = (parameter.make_metavar(context) for parameter in command.params if isinstance(parameter, click.Argument))
    yield f".SS {' '.join((f'nianbao {name}', *map(_safe, pieces)))}"
    yield _safe(command.help or "")
    yield from _options(command, context)


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context) if isinstance(parameter, click.Option) else None
        if record is not None:
            yield from (".TP", rf"\fB{_safe(record[0])}\fR", _safe(record[1]))


def _paragraphs(text: str) -> Iterator[str]:
    """Blank lines part paragraphs; indented lines are printed as they stand."""
    for paragraph in re.split(r"\n\s*\n", text.strip("\n")):
        yield ".PP"
        if paragraph.startswith("  "):
            yield from (".nf", *(_safe(line) for line in paragraph.splitlines()), ".fi")
        else:
            yield _safe("".join(line.strip() for line in paragraph.splitlines()))


def _safe(text: Any) -> str:
    """Text in which nothing is a request or an escape of troff."""
    escaped = str(text).replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{escaped}" if escaped.startswith((".", "'")) else escaped


if __name__ == "__main__":
    PAGE.write_text(manual(), encoding="utf-8", newline="\n")
