"""Worker processes and who looks after them: every file gets an answer, in order, whatever it does to its reader.

Each worker has a thread here that hands it files and waits for answers. A
worker has a file ahead, so that it never waits. When it dies, the file it was at
is asked of a new one once more, alone; those behind it again as they were.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from threading import Condition, Thread
from time import monotonic
from typing import Any, NamedTuple

from spbe_index.assess import name_shown
from spbe_index.batch.worker import Task
from spbe_index.core.outcome import Outcome, failed, from_plain
from spbe_index.core.problem import Place, Problem, problem
from spbe_index.load.answer import signal_name

#: What a worker runs. It finds the package where this process has found it.
_PROGRAM = """import sys
sys.path += [path for path in sys.argv[1:] if path not in sys.path]
from spbe_index.batch.worker import main
main()
"""
#: Files that a worker has at hand at once.
_AHEAD = 2
#: Files for each worker that may be done before the one whose turn it is.
_WINDOW = 32
#: After so many files a worker is replaced, so that nothing it keeps can grow.
_LIFE = 2_000
#: A worker and the reader it may have started end together, where there are groups of processes.
_GROUPS: dict[str, Any] = {"process_group": 0} if hasattr(os, "killpg") else {}
#: Seconds between two looks at whether a worker is late, and those it may take to start.
_GLANCE, _START = 0.2, 15


def cores() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not Linux
        return os.cpu_count() or 1


class Job(NamedTuple):
    """One file, and whether a report of it is wanted."""

    path: str
    report: bool = False


class Answer(NamedTuple):
    """What came of one file: its outcome and, where one was wanted and could be made, its report.

    `sha256` is the digest of the bytes that were read; "" for a file that nobody could read to its end.
    """

    outcome: Outcome
    report: bytes = b""
    sha256: str = ""


class Pool:
    """Several workers. `answers` is used once; leaving the `with` block ends every process, also half-way."""

    def __init__(
        self, task: Task, jobs: Sequence[Job], workers: int, stopped: Callable[[], bool] = lambda: False
    ) -> None:
        self.task = task
        self._stopped = stopped
        self.over = False
        self._jobs = jobs
        self._taken = self._given = 0
        self._done: dict[int, Answer] = {}
        self._fault: BaseException | None = None
        self._changed = Condition()
        self._workers = [_Worker(self) for _ in range(min(workers or cores(), len(jobs)))]

    def __enter__(self) -> Pool:
        """Start the workers."""
        for worker in self._workers:
            worker.thread.start()
        Thread(target=self._watch, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """End every process."""
        with self._changed:
            self.over = True
            self._changed.notify_all()
        for worker in self._workers:
            worker.kill()
        for worker in self._workers:
            worker.thread.join()

    def answers(self) -> Iterator[Answer]:
        """One answer a job, in the order of the jobs; fewer when the work is stopped."""
        for place in range(len(self._jobs)):
            with self._changed:
                while place not in self._done:
                    if self._fault:
                        raise self._fault
                    if self._stopped():
                        return
                    self._changed.wait(_GLANCE)
                answer = self._done.pop(place)
                self._given = place + 1
                self._changed.notify_all()
            yield answer

    def take(self, *, wait: bool) -> tuple[int, Job] | None:
        """The next job and its place; None when there is none or, unless one waits, when it is too early for it."""
        with self._changed:
            while not self.over and self._taken < len(self._jobs):
                if self._taken < self._given + _WINDOW * len(self._workers):
                    self._taken += 1
                    return self._taken - 1, self._jobs[self._taken - 1]
                if not wait:
                    return None
                self._changed.wait()
        return None

    def put(self, place: int, answer: Answer) -> None:
        """Hand in the answer to a job."""
        with self._changed:
            self._done[place] = answer
            self._changed.notify_all()

    def fail(self, fault: BaseException) -> None:
        """A fault of the program in one of the threads, which whoever waits for answers gets to know."""
        with self._changed:
            self._fault = fault
            self._changed.notify_all()

    def _watch(self) -> None:
        with self._changed:
            while not self.over:
                self._changed.wait(_GLANCE)
                for worker in self._workers:
                    worker.kill_if_late(monotonic())


class _Asked(NamedTuple):
    place: int
    job: Job
    alone: bool = False


class _Worker:
    """One worker process after the other, and the thread that serves it."""

    def __init__(self, pool: Pool) -> None:
        self.thread = Thread(target=self._run, daemon=True)
        self._pool = pool
        self._process: subprocess.Popen[bytes] | None = None
        self._answered = 0
        self._due = 0.0
        self._late = False
        self._asked: deque[_Asked] = deque()

    def kill(self) -> None:
        """End the process at once, if there is one."""
        if self._process:
            with suppress(OSError):
                if _GROUPS:
                    os.killpg(self._process.pid, signal.SIGKILL)
                else:
                    self._process.kill()

    def kill_if_late(self, now: float) -> None:
        """End the process when the file it is at has taken too long."""
        if self._asked and self._due and now > self._due and not self._late:
            self._late = True
            self.kill()

    def _run(self) -> None:
        try:
            self._start()
            while not self._pool.over and self._fill():
                self._receive()
        except BaseException as fault:
            self._pool.fail(fault)
        finally:
            self._end()

    def _fill(self) -> bool:
        """Hand over files up to the number at hand; whether there are any."""
        while len(self._asked) < _AHEAD and self._answered < _LIFE:
            taken = self._pool.take(wait=not self._asked)
            if taken is None:
                break
            self._ask(_Asked(*taken))
        if not self._asked and self._answered >= _LIFE:
            self._end()
            self._start()
            return self._fill()
        return bool(self._asked)

    def _ask(self, asked: _Asked) -> None:
        if not self._asked:
            self._set_due(asked.job)
        self._asked.append(asked)
        self._send({"path": asked.job.path, "alone": asked.alone, "report": asked.job.report})

    def _receive(self) -> None:
        plain, report = self._answer()
        done = self._asked.popleft()
        name = name_shown(done.job.path)
        if plain is None:
            status = self._end()
            late = self._late or signal_name(status) == "SIGXCPU"
            if self._pool.over:
                return
            self._start()
            if late:
                limits = self._pool.task.limits
                fault = problem("E105", Place(name), limit=limits.seconds, option="--reader-seconds")
                self._put(done, fault)
            elif done.alone:
                self._put(done, problem("E110", Place(name), detail=signal_name(status)))
            else:
                self._asked.appendleft(done._replace(alone=True))
            again, self._asked = self._asked, deque()
            for asked in again:
                self._ask(asked)
            return
        self._answered += 1
        if self._asked:
            self._set_due(self._asked[0].job)
        if "alone" in plain:
            self._ask(done._replace(alone=True))
            return
        try:
            self._pool.put(done.place, Answer(from_plain(plain["outcome"]), report, str(plain["sha256"])))
        except (KeyError, TypeError, ValueError):
            self._put(done, problem("E110", Place(name), detail="answer"))

    def _put(self, asked: _Asked, fault: Problem) -> None:
        self._pool.put(asked.place, Answer(failed((fault,), asked.job.path)))

    def _set_due(self, job: Job) -> None:
        # A worker that has answered nothing yet is still starting.
        start = 0 if self._answered else _START
        self._due = monotonic() + self._pool.task.seconds_for(report=job.report) + start

    def _answer(self) -> tuple[dict[str, Any] | None, bytes]:
        """The next answer and the report behind it; None when the process has ended."""
        if not self._process or not self._process.stdout:
            return None, b""
        try:
            line = self._process.stdout.readline()
            plain = json.loads(line) if line.endswith(b"\n") else None
            if not isinstance(plain, dict):
                return None, b""
            report = self._process.stdout.read(plain["report"])
        except (OSError, ValueError, KeyError, TypeError):
            return None, b""
        return (plain, report) if len(report) == plain["report"] else (None, b"")

    def _send(self, plain: dict[str, Any]) -> None:
        if self._process and self._process.stdin:
            with suppress(OSError):  # it has died, which the answer tells
                self._process.stdin.write(json.dumps(plain).encode() + b"\n")
                self._process.stdin.flush()

    def _start(self) -> None:
        self._answered, self._late, self._due = 0, False, 0.0
        paths = [path for path in sys.path if path and os.path.isabs(path)]
        command = [sys.executable, "-I", *(["-B"] if sys.dont_write_bytecode else []), "-c", _PROGRAM, *paths]
        # Our own interpreter and program; no file is part of the command.
        self._process = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **_GROUPS
        )
        if self._pool.over:  # the block was left meanwhile
            self.kill()
        self._send(self._pool.task._asdict())

    def _end(self) -> int:
        """End the process and return its status."""
        process = self._process
        if process is None:
            return 0
        for stream in (process.stdin, process.stdout):
            if stream:
                with suppress(OSError):
                    stream.close()
        # Closing its input ends a worker that is well; one that goes on is in the midst of a file nobody waits for.
        try:
            status = process.wait(0.2)
        except subprocess.TimeoutExpired:
            self.kill()
            status = process.wait()
        return status
