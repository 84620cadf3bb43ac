"""Where the executable begins: worker processes of its own, or the command line."""

from __future__ import annotations

import multiprocessing
import os
import sys

_LIBRARY_PATHS = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LIBPATH")


def _give_back_library_paths() -> None:
    """Programs of the system (LibreOffice, the browser) need their own libraries, not those of this executable."""
    for name in _LIBRARY_PATHS:
        before = os.environ.pop(f"{name}_ORIG", None)
        if before is not None:
            os.environ[name] = before
        else:
            os.environ.pop(name, None)


def begin() -> None:
    """Serve as a worker when this process was started as one, else run the command line."""
    multiprocessing.freeze_support()
    _give_back_library_paths()
    from assistant.program import CONFINED

    if sys.argv[1:2] == [CONFINED]:
        from assistant.confined import serve

        serve(int(sys.argv[2]))
        return
    from assistant.cli import main

    main()


if __name__ == "__main__":
    begin()
