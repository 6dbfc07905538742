"""Runs the reading process and gives back what it said, whatever becomes of it.

Where the system has such limits (Linux, macOS in part) the child limits its own
memory and processor time. On Windows only the wall clock here limits it.
"""

from __future__ import annotations

import os
import sys
from time import monotonic, sleep

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
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
    file: IO[bytes] | int,
    memory_mb: int,
    seconds: int,
    until: float,
    *arguments: str,
    program: str = "",
    environment: Mapping[str, str] | None = None,
) -> Outcome:
    """Read one file in a child process.

    Args:
        file: The opened file, which becomes the child's standard input.
        memory_mb: Address space of the child, in MB.
        seconds: Processor time of the child.
        until: Value of `time.monotonic()` at which it is killed.
        arguments: What else `door.child.main` takes.
        program: What the child runs instead, when it is not to read. Its arguments are the same.
        environment: Its variables, where they are not ours; see `scratch`.

    Raises:
        OSError: The process cannot be started.

    """
    paths = [path for path in sys.path if path and os.path.isabs(path)]
    command = [sys.executable, "-I", "-S", *(["-B"] if sys.dont_write_bytecode else [])]
    command += ["-c", program or PROGRAM, _DOOR, str(memory_mb), str(seconds), *arguments, *paths]
    handle = file if isinstance(file, int) else file.fileno()
    if hasattr(os, "posix_spawn") and handle > 2:
        return _spawned(command, handle, until, environment)
    return _opened(command, handle, until, environment)


def _spawned(command: list[str], handle: int, until: float, environment: Mapping[str, str] | None) -> Outcome:
    """As `_opened`, by the system's own call: `subprocess` takes longer to load than the child takes to read.

    Raises:
        OSError: The process cannot be started.

    """
    from _signal import SIGKILL, SIGPIPE, SIGXFSZ

    answers, to_write = os.pipe()
    try:
        actions = [
            (os.POSIX_SPAWN_DUP2, handle, 0),
            (os.POSIX_SPAWN_DUP2, to_write, 1),
            (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
        ]
        # Our own interpreter and program; the file is no part of the command.
        variables = os.environ if environment is None else environment
        pid = os.posix_spawn(command[0], command, variables, file_actions=actions, setsigdef=[SIGPIPE, SIGXFSZ])
    except BaseException:
        os.close(answers)
        raise
    finally:
        os.close(to_write)
    ended: int | None = None
    try:
        output, late = _heard(answers, until)
        while ended is None:
            if late or len(output) > MAX_ANSWER:
                os.kill(pid, SIGKILL)
            found, status = os.waitpid(pid, 0 if late or len(output) > MAX_ANSWER else os.WNOHANG)
            if found:
                ended = os.waitstatus_to_exitcode(status)
            else:  # it has closed its output, and is about to end
                late = monotonic() > until
                sleep(0.001)
    finally:
        os.close(answers)
        if ended is None:  # Ctrl-C: nothing of ours is left running
            os.kill(pid, SIGKILL)
            os.waitpid(pid, 0)
    return Outcome(output, ended, late)


def _heard(answers: int, until: float) -> tuple[bytes, bool]:
    """What a child writes until it closes its output, writes too much, or its time is up; and whether that was so."""
    from select import select

    pieces: list[bytes] = []
    size = 0
    while size <= MAX_ANSWER:
        left = until - monotonic()
        if left <= 0 or not select([answers], [], [], left)[0]:
            return b"".join(pieces), True
        piece = os.read(answers, 1 << 20)
        if not piece:
            break
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces), False


def _opened(command: list[str], handle: int, until: float, environment: Mapping[str, str] | None) -> Outcome:
    """Run a child whose standard input is an opened file, until it ends or its time is up."""
    import subprocess
    from threading import Timer

    # Our own interpreter and program; the file is no part of the command.
    with subprocess.Popen(  # noqa: S603
        command, stdin=handle, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as child:
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
