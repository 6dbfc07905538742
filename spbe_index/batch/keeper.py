"""Who looks after one worker: hands it files, waits for answers, and starts another one when it dies.

A worker has a file ahead, so that it never waits. When it dies, the file it was
at is asked of a new one once more, alone; those behind it again as they were.
"""

from __future__ import annotations

from collections import deque
from threading import Thread
from time import monotonic
from typing import NamedTuple, Protocol

from spbe_index.batch.process import WorkerProcess
from spbe_index.batch.worker import Task
from spbe_index.core.outcome import Outcome, failed, from_plain
from spbe_index.core.problem import Place, Problem, SpbeError, problem
from spbe_index.load.answer import signal_name
from spbe_index.load.sheets import shown_name

#: Files that a worker has at hand at once.
_AHEAD = 2
#: After so many files a worker is replaced, so that nothing it keeps can grow.
_LIFE = 2_000
#: Seconds that a worker may take to start.
_START = 15


class Job(NamedTuple):
    """One file, and whether a report of it is wanted."""

    path: str
    report: bool = False


class Answer(NamedTuple):
    """What came of one file: its outcome and, where one was wanted and could be made, its report.

    `sha256` is the digest of the bytes that were read; "" for a file that
    nobody could read to its end. `fault` is what keeps this machine from
    printing any report, whatever the file.
    """

    outcome: Outcome
    report: bytes = b""
    sha256: str = ""
    fault: Problem | None = None


class Work(Protocol):
    """Where a keeper gets files from and brings answers to."""

    task: Task
    over: bool

    def take(self, *, wait: bool) -> tuple[int, Job] | None:
        """The next job and its place, if there is one."""

    def put(self, place: int, answer: Answer) -> None:
        """Hand in the answer to a job."""

    def fail(self, fault: BaseException) -> None:
        """Tell of a fault of the program."""


class _Asked(NamedTuple):
    place: int
    job: Job
    alone: bool = False


class Keeper:
    """One worker process after the other, and the thread that serves it."""

    def __init__(self, work: Work) -> None:
        self.thread = Thread(target=self._run, daemon=True)
        self.process: WorkerProcess | None = None
        self._work = work
        self._answered = 0
        self._due = 0.0
        self._late = False
        self._asked: deque[_Asked] = deque()

    def kill(self) -> None:
        """End the process at once, if there is one."""
        if self.process:
            self.process.kill()

    def kill_if_late(self, now: float) -> None:
        """End the process when the file it is at has taken too long."""
        if self._asked and self._due and now > self._due and not self._late:
            self._late = True
            self.kill()

    def _run(self) -> None:
        try:
            while not self._work.over and self._fill():
                self._receive()
        except OSError as error:  # the system starts no further process
            detail = f"{type(error).__name__}: {error.strerror}"
            self._work.fail(SpbeError(problem("E110", detail=detail)))
        except BaseException as fault:
            self._work.fail(fault)
        finally:
            self._end()

    def _fill(self) -> bool:
        """Hand over files up to the number at hand; whether there are any."""
        while len(self._asked) < _AHEAD and self._answered < _LIFE:
            taken = self._work.take(wait=not self._asked)
            if taken is None:
                break
            self._ask(_Asked(*taken))
        if not self._asked and self._answered >= _LIFE:
            self._end()
            self._answered = 0
            return self._fill()
        return bool(self._asked)

    def _ask(self, asked: _Asked) -> None:
        process = self.process or self._start()
        if not self._asked:
            self._set_due(asked.job)
        self._asked.append(asked)
        process.send({"path": asked.job.path, "alone": asked.alone, "report": asked.job.report})

    def _receive(self) -> None:
        answer = self.process.answer() if self.process else None
        done = self._asked.popleft()
        if answer is None:
            self._died(done)
            return
        plain, report = answer
        self._answered += 1
        if self._asked:
            self._set_due(self._asked[0].job)
        if "alone" in plain:
            self._ask(done._replace(alone=True))
            return
        try:
            fault = from_plain(plain["fault"]).told if "fault" in plain else None
            self._work.put(done.place, Answer(from_plain(plain["outcome"]), report, str(plain["sha256"]), fault))
        except (KeyError, TypeError, ValueError):
            self._put(done, problem("E110", Place(shown_name(done.job.path)), detail="answer"))

    def _died(self, done: _Asked) -> None:
        """The process has died over a file: ask for it again, alone, or tell that it brings its reader down."""
        status = self._end()
        late = self._late or signal_name(status) == "SIGXCPU"
        if self._work.over:
            return
        place = Place(shown_name(done.job.path))
        if late:
            self._put(done, problem("E105", place, limit=self._work.task.limits.seconds, option="--reader-seconds"))
        elif done.alone:
            self._put(done, problem("E110", place, detail=signal_name(status)))
        else:
            self._asked.appendleft(done._replace(alone=True))
        again, self._asked = self._asked, deque()
        for asked in again:
            self._ask(asked)

    def _put(self, asked: _Asked, fault: Problem) -> None:
        self._work.put(asked.place, Answer(failed((fault,), asked.job.path)))

    def _set_due(self, job: Job) -> None:
        # A worker that has answered nothing yet is still starting.
        start = 0 if self._answered else _START
        self._due = monotonic() + self._work.task.seconds_for(report=job.report) + start

    def _start(self) -> WorkerProcess:
        self._answered, self._late, self._due = 0, False, 0.0
        self.process = WorkerProcess(self._work.task)
        if self._work.over:  # the work was left meanwhile
            self.process.kill()
        return self.process

    def _end(self) -> int:
        process, self.process = self.process, None
        return process.end() if process else 0
