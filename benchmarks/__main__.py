"""Every bench of this package in one table of ratios, the peers measured in the same run.

    python -m benchmarks [--quick] [NAME ...]

``--quick`` takes few runs, enough to see that every bench still works; its figures mean little.
The exit code is 1 only when a bench is broken: a missed goal is told in the table, noise never fails.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
import traceback
from collections.abc import Iterator

import benchmarks
from benchmarks.figures import Figure

_HEAD = f"{'':<46}{'ours':>10}{'theirs':>10}{'':>4}{'ratio':>8}{'goal':>8}  peer"


def benches() -> list[str]:
    """The names of the modules here that measure something."""
    names = [found.name for found in pkgutil.iter_modules(benchmarks.__path__) if not found.name.startswith("_")]
    return [name for name in names if hasattr(importlib.import_module(f"benchmarks.{name}"), "figures")]


def measured(name: str, quick: bool) -> Iterator[Figure]:
    """What one bench measures, line by line."""
    yield from importlib.import_module(f"benchmarks.{name}").figures(quick)


def line(figure: Figure) -> str:
    """A figure as the table prints it."""
    goal = "" if figure.goal is None else f"{figure.goal:.2f}"
    mark = "!" if figure.missed else ""
    return (
        f"{figure.what:<46}{figure.ours:>10.1f}{figure.theirs:>10.1f}{figure.unit:>4}"
        f"{figure.ratio:>8.2f}{mark + goal:>8}  {figure.peer}"
    )


def main(arguments: list[str]) -> int:
    """Prints the table; 1 when a bench is broken."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which of {', '.join(benches())}; all when none")
    parser.add_argument("--quick", action="store_true", help="few runs: does every bench still work?")
    options = parser.parse_args(arguments)
    broken = False
    print(_HEAD)
    for name in options.names or benches():
        try:
            for figure in measured(name, options.quick):
                print(line(figure), flush=True)
        except Exception:  # noqa: BLE001  whatever breaks one bench, the others are still measured
            broken = True
            print(f"{name} is broken:", file=sys.stderr)
            traceback.print_exc()
    return int(broken)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
