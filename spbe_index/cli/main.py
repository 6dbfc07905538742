"""The entry point: `--version` at once, everything else through the commands."""

from __future__ import annotations

import sys


def main() -> int:
    """Run `spbe` with the arguments of the process; returns the exit code."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        from spbe_index import __version__

        print(f"spbe {__version__}")  # noqa: T201
        return 0
    from spbe_index.cli.app import run

    return run(arguments)
