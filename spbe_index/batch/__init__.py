"""Many workbooks scored one after the other, each in a process under limits; one bad file never stops the rest."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from spbe_index.batch.pool import Answer, Job, Pool
from spbe_index.batch.worker import Task

__all__ = ["Answer", "Job", "Pool", "Task", "cores", "score_many"]


def cores() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not Linux
        return os.cpu_count() or 1


def score_many(jobs: Sequence[Job], task: Task, *, workers: int = 0) -> Iterator[Answer]:
    """Score files and print reports, in worker processes.

    Args:
        jobs: The files, in the order in which answers are wanted.
        task: What is asked of all of them.
        workers: Number of processes; that of the processors when 0.

    Yields:
        One answer a job, in their order, as soon as it is its turn. Closing the
        generator ends every process.

    """
    if not jobs:
        return
    with Pool(task, jobs, workers or cores()) as pool:
        yield from pool.answers()
