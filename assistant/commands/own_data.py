"""An office's own question scripts and templates, looked through before anything else happens."""

from __future__ import annotations

from pathlib import Path

from assistant import resources


def take_own(prompts: Path | None, templates: Path | None) -> None:
    """Use other folders than the shipped ones from now on. Those that the environment names are looked through, too.

    :raises NianbaoError: a folder is not there, or something in it does not fit.
    """
    for name, path in (("prompts", prompts), ("templates", templates)):
        if path is not None:
            resources.use(name, path)
    if resources.own("prompts"):
        from assistant.interview import load_script

        load_script()
    if resources.own("templates"):
        from assistant.composing import paragraph_keys

        paragraph_keys()
