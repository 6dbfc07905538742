"""The entry point: `--version` at once, everything else through the commands."""

from __future__ import annotations

import gc
import os
import sys
from types import FrameType


def main() -> int:
    """Run `spbe` with the arguments of the process and end it with the exit code."""
    try:
        _end_as_ctrl_c_does()
        code = _run(sys.argv[1:])
    except KeyboardInterrupt:  # before `run` was there to hear it
        code = 130
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (KeyboardInterrupt, OSError):
        pass  # the reader of our output has gone; there is nobody to tell
    # Everything is written and closed by now; taking the interpreter down piece by piece would cost a tenth of the run.
    os._exit(code)


def _run(arguments: list[str]) -> int:
    if arguments == ["--version"]:
        from spbe_index.cli.interpreter import is_safe

        if is_safe(sys.version_info[:3]):
            from spbe_index import __version__

            print(f"spbe {__version__}")  # noqa: T201  what was asked for
            return 0
    # Most commands live for a tenth of a second: collecting garbage costs them more than the garbage does.
    # Those that live longer switch it on again.
    gc.disable()
    from spbe_index.cli.run import run

    return run(arguments)


def _end_as_ctrl_c_does() -> None:
    """SIGTERM, too, ends what was started and leaves no half of a file; by itself it would end this process alone."""
    from _signal import SIGTERM, signal  # built in: `signal` loads a tenth of what `spbe score` does

    signal(SIGTERM, _stop)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
