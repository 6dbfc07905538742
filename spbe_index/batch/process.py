"""One worker process: started, spoken to in lines of JSON, and ended with everything it has started."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from typing import Any

from spbe_index.batch.worker import Task
from spbe_index.load.scratch import Scratch

#: What a worker runs. It finds the package where this process has found it.
_PROGRAM = """import sys
sys.path += [path for path in sys.argv[1:] if path not in sys.path]
from spbe_index.batch.worker import main
main()
"""
#: A worker and the reader it may have started end together, where there are groups of processes.
_GROUPS: dict[str, Any] = {"process_group": 0} if hasattr(os, "killpg") else {}
#: Seconds in which a worker that is well ends by itself.
_ENDING = 0.2


class WorkerProcess:
    """A process that answers for files; see `worker`."""

    def __init__(self, task: Task) -> None:
        paths = [path for path in sys.path if path and os.path.isabs(path)]
        command = [sys.executable, "-I", *(["-B"] if sys.dont_write_bytecode else []), "-c", _PROGRAM, *paths]
        pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
        self._scratch = Scratch()
        # Our own interpreter and program; no file is part of the command.
        self.running = subprocess.Popen(  # noqa: S603
            command, stdin=pipe, stdout=pipe, stderr=nowhere, env=self._scratch.environment, **_GROUPS
        )
        self.send(task._asdict())

    def send(self, plain: dict[str, Any]) -> None:
        """Hand over a line; to one that has died, nothing, which its answer tells."""
        if self.running.stdin:
            with suppress(OSError):
                self.running.stdin.write(json.dumps(plain).encode() + b"\n")
                self.running.stdin.flush()

    def answer(self) -> tuple[dict[str, Any], bytes] | None:
        """Wait for the next answer and the report behind it; None when the process has ended."""
        if not self.running.stdout:
            return None
        try:
            line = self.running.stdout.readline()
            plain = json.loads(line) if line.endswith(b"\n") else None
            if not isinstance(plain, dict):
                return None
            report = self.running.stdout.read(plain["report"])
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return (plain, report) if len(report) == plain["report"] else None

    def kill(self) -> None:
        """End the process at once."""
        with suppress(OSError):
            if _GROUPS:
                os.killpg(self.running.pid, signal.SIGKILL)
            else:
                self.running.kill()

    def end(self) -> int:
        """End the process and return its status."""
        for stream in (self.running.stdin, self.running.stdout):
            if stream:
                with suppress(OSError):
                    stream.close()
        # Closing its input ends a worker that is well; one that goes on is in the midst of a file nobody waits for.
        try:
            status = self.running.wait(_ENDING)
        except subprocess.TimeoutExpired:
            self.kill()
            status = self.running.wait()
        self._scratch.close()
        return status
