"""Several workers at once: every file gets an answer, in order, whatever it does to its reader."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from threading import Condition, Thread
from time import monotonic

from spbe_index.batch.keeper import Answer, Job, Keeper
from spbe_index.batch.worker import Task

#: Files for each worker that may be done before the one whose turn it is.
_WINDOW = 32
#: Seconds between two looks at whether a worker is late.
_GLANCE = 0.2


def cores() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not Linux
        return os.cpu_count() or 1


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
        self._keepers = [Keeper(self) for _ in range(min(workers or cores(), len(jobs)))]

    def __enter__(self) -> Pool:
        """Start the workers."""
        for keeper in self._keepers:
            keeper.thread.start()
        Thread(target=self._watch, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """End every process."""
        with self._changed:
            self.over = True
            self._changed.notify_all()
        for keeper in self._keepers:
            keeper.kill()
        for keeper in self._keepers:
            keeper.thread.join()

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
                if self._taken < self._given + _WINDOW * len(self._keepers):
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
                for keeper in self._keepers:
                    keeper.kill_if_late(monotonic())
