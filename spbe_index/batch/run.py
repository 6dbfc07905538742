"""One run over many files: what is finished already is taken from the journal, the rest from the workers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from spbe_index.assess import PROGRAM
from spbe_index.batch.journal import Finished, Journal
from spbe_index.batch.keeper import Job
from spbe_index.batch.pool import Pool
from spbe_index.batch.worker import LEAST_MB, Task
from spbe_index.core.problem import SpbeError
from spbe_index.load.inside import bytes_of
from spbe_index.load.rubric import load_rubric, shipped
from spbe_index.load.sheets import Limits, refuse_little_memory

#: How much of a file is read at once for its digest.
_PIECE = 1 << 20


class Run(NamedTuple):
    """The files in order, the names of their reports ("" for none), what is asked of all, and how many work at it.

    `stopped` is asked again and again: whether the run shall end before its end.
    """

    paths: Sequence[str]
    reports: Sequence[str]
    task: Task
    workers: int
    stopped: Callable[[], bool]


def asked_of(task: Task, *, reports: bool) -> dict[str, Any]:
    """What results depend on beside the files: only a run that asks for the same can go on with another.

    Raises:
        SpbeError: the rubric that is asked for cannot be loaded; E849, no worker could start in so little memory.

    """
    refuse_little_memory(task.memory_mb, LEAST_MB, Limits().memory_mb)
    names = [task.rubric] if task.rubric else shipped()
    return {
        "program": PROGRAM,
        "rubric": {name: load_rubric(name).sha256 for name in names},
        "stage": task.stage,
        "unfilled": task.unfilled,
        "encoding": task.encoding,
        "memory_mb": task.memory_mb,
        "seconds": task.seconds,
        "reports": reports,
        "lang": task.language if reports else None,
    }


def finish(run: Run, journal: Journal, keep: Callable[[str, bytes], None]) -> Iterator[Finished]:
    """Finish file after file, in order, noting each in the journal before it is given.

    Args:
        run: What is to be done.
        journal: Where it is noted, and what was finished before.
        keep: Saves a report under its name, whole or not at all.

    Yields:
        What came of each file; fewer than there are when the run is stopped.

    Raises:
        SpbeError: E504, E852 no report can be printed; E503 the journal cannot be written; E110 no worker can be
            started; or what `keep` raises.

    """
    known: list[tuple[int, Finished] | None] = []
    for path, name in zip(run.paths, run.reports, strict=True):
        if run.stopped():
            return
        known.append(_known(journal, path, name))
    jobs = [
        Job(path, report=bool(name))
        for path, name, before in zip(run.paths, run.reports, known, strict=True)
        if before is None
    ]
    with Pool(run.task, jobs, run.workers, run.stopped) as pool:
        answers = pool.answers()
        for name, before in zip(run.reports, known, strict=True):
            if run.stopped():
                return
            if before is None:
                answer = next(answers, None)
                if answer is None:
                    return
                if answer.fault:
                    raise SpbeError(answer.fault)
                if answer.report:
                    keep(name, answer.report)
                finished = Finished(answer.sha256, answer.outcome, _digest(answer.report))
                journal.add(finished)
            else:
                start, finished = before
                journal.again(start)
            yield finished


def _known(journal: Journal, path: str, report: str) -> tuple[int, Finished] | None:
    """What an earlier run has finished of this file, if its report is there too where one is wanted."""
    if not journal.goes_on:
        return None
    try:
        found = journal.find(sha256(bytes_of(path, path)).hexdigest(), path)
    except SpbeError:
        return None
    if found is None or not report or not found[1].report:
        return found
    try:
        with open(report, "rb") as file:
            made = sha256()
            while piece := file.read(_PIECE):
                made.update(piece)
    except OSError:
        return None
    return found if made.hexdigest() == found[1].report else None


def _digest(report: bytes) -> str:
    return sha256(report).hexdigest() if report else ""
