"""The entry point: `--version` at once, everything else through the commands."""

from __future__ import annotations

import gc
import os
import sys


def main() -> int:
    """Run `spbe` with the arguments of the process and end it with the exit code."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        from spbe_index import __version__

        print(f"spbe {__version__}")  # noqa: T201
        return 0
    # Most commands live for a tenth of a second: collecting garbage costs them more than the garbage does.
    # Those that live longer switch it on again.
    gc.disable()
    from spbe_index.cli.run import run

    code = run(arguments)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        pass  # the reader of our output has gone; there is nobody to tell
    # Everything is written and closed by now; taking the interpreter down piece by piece would cost a tenth of the run.
    os._exit(code)
