"""``nianbao serve``: the screen in a browser on this machine."""

from __future__ import annotations

import os
import sys

import click

from assistant.commands.messages import Command, help_text, print_text
from assistant.errors import NianbaoError
from assistant.texts import WEB


@click.command(cls=Command, help=help_text("serve"))
@click.option("--port", type=click.IntRange(0, 65535), default=0, help=help_text("port"))
@click.option("--no-browser", is_flag=True, help=help_text("no_browser"))
def serve(port: int, no_browser: bool) -> int:
    try:
        from assistant.web.server import BrowserServer, listen, open_browser
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("assistant"):
            raise
        raise NianbaoError(*WEB.refusal("say.missing", module=error.name)) from error

    server = BrowserServer(listen(port))

    def started() -> None:
        print_text(WEB.say("say.started", url=server.url))
        print_text(WEB.say("say.how"))
        sys.stdout.flush()
        if not no_browser and _has_desktop():
            open_browser(server.url_once)

    server.run(started)
    print_text(WEB.say("say.stopped"))
    return 0


def _has_desktop() -> bool:
    """Whether there is one: a browser that draws in the terminal would get in the way of what is printed."""
    desktops = ("DISPLAY", "WAYLAND_DISPLAY")
    return sys.platform in ("win32", "darwin") or any(os.environ.get(name) for name in desktops)


@click.command(cls=Command, hidden=True, help=help_text("window"))
def window() -> int:
    """A window of the server above; pipes are its terminal."""
    from assistant.commands.screen import open_window

    return open_window()
