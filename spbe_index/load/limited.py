"""Runs the reading process and gives back what it said, whatever becomes of it.

Where the system has such limits (Linux, macOS in part) the child limits its own
memory and processor time. On Windows only the wall clock here limits it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from threading import Timer
from time import monotonic
from typing import IO

#: More than any book within the limits needs; beyond it the answer is not believed.
MAX_ANSWER = 600_000_000

_DOOR = os.path.dirname(os.path.abspath(__file__))

#: What the reading child runs. The package is found by the plain name `door`; only then may libraries be found as well.
PROGRAM = """import sys
sys.path.insert(0, sys.argv[1])
from door.child import main
sys.path[:1] = []
sys.path += [path for path in sys.argv[7:] if path not in sys.path]
main(int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], sys.argv[5], sys.argv[6])
"""


class Outcome:
    """How the child ended: what it wrote, its exit status, and whether its time was up."""

    def __init__(self, output: bytes, status: int, late: bool) -> None:
        self.output = output
        self.status = status
        self.late = late


def run(
    file: IO[bytes] | int, memory_mb: int, seconds: int, until: float, *arguments: str, program: str = ""
) -> Outcome:
    """Read one file in a child process.

    Args:
        file: The opened file, which becomes the child's standard input.
        memory_mb: Address space of the child, in MB.
        seconds: Processor time of the child.
        until: Value of `time.monotonic()` at which it is killed.
        arguments: What else `door.child.main` takes.
        program: What the child runs instead, when it is not to read. Its arguments are the same.

    Raises:
        OSError: The process cannot be started.

    """
    paths = [path for path in sys.path if path and os.path.isabs(path)]
    command = [sys.executable, "-I", "-S", *(["-B"] if sys.dont_write_bytecode else [])]
    command += ["-c", program or PROGRAM, _DOOR, str(memory_mb), str(seconds), *arguments, *paths]
    # Our own interpreter and program; the file is no part of the command.
    with subprocess.Popen(command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:  # noqa: S603
        late: list[bool] = []

        def stop() -> None:
            late.append(True)
            child.kill()

        timer = Timer(max(0.0, until - monotonic()), stop)
        timer.daemon = True
        timer.start()
        try:
            output = child.stdout.read(MAX_ANSWER + 1) if child.stdout else b""
            if len(output) > MAX_ANSWER:
                child.kill()
            status = child.wait()
        finally:
            # Also on Ctrl-C: nothing of ours is left running.
            timer.cancel()
            child.kill()
    return Outcome(output, status, bool(late))
