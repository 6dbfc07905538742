"""The process that reads and scores the files of a batch, one after the other, under limits.

Its first line on standard input tells what is asked of all files, each further
line names one; each is answered by one line, and a report follows its line as
bytes. A file that brings the process down costs that file alone: `pool` starts
another one. What only another process can settle (a reader that fails where a
second one may succeed) is answered with "alone", and asked again that way.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from hashlib import sha256
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from spbe_index.assess import Assessed, Understood, assess, understand_book
from spbe_index.core.outcome import failed, outcome_of, to_plain
from spbe_index.core.problem import Place, Problem, Severity, SpbeError, problem
from spbe_index.levels import codes_of, is_level_table
from spbe_index.levels.book import PACKED, is_level_book
from spbe_index.load.door.child import limit
from spbe_index.load.inside import book_of, bytes_of
from spbe_index.load.scratch import temporary_folder
from spbe_index.load.sheets import Book, Limits, read_book, shown_name
from spbe_index.printing import SECONDS as PRINTING

if TYPE_CHECKING:
    from spbe_index.write.seal import Sealing
    from spbe_index.write.view import ReportView

#: What a worker takes itself, in MB, with a workbook of the usual size.
LEAST_MB = 192
#: After so many files the cycles that libraries leave behind are collected.
_TIDY = 100


class NoPrinterError(Exception):
    """This machine cannot print any report, whatever the file; `told` says why."""

    def __init__(self, told: Problem) -> None:
        super().__init__(told.code)
        self.told = told


class Task(NamedTuple):
    """What is asked of all files."""

    rubric: str | None = None
    stage: str | None = None
    unfilled: str = "refuse"
    encoding: str | None = None
    language: str = "id"
    memory_mb: int = Limits().memory_mb
    seconds: int = Limits().seconds

    @property
    def limits(self) -> Limits:
        """What a process that reads one file may use."""
        return Limits(self.memory_mb, self.seconds)

    def seconds_for(self, *, report: bool) -> int:
        """What one file may take: the limit is on reading it, and a report takes its time beside that."""
        return self.seconds + PRINTING * report


def main() -> None:
    """Answer for files until standard input ends."""
    answers = _own_output()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # on Ctrl-C the parent ends this process
    gc.disable()
    gc.freeze()
    task = Task(**json.loads(sys.stdin.buffer.readline()))
    for count, line in enumerate(sys.stdin.buffer, start=1):
        job = json.loads(line)
        limit(task.memory_mb, task.seconds_for(report=job["report"]))
        plain, report = answer(task, job["path"], alone=job["alone"], report=job["report"])
        answers.write(json.dumps({**plain, "report": len(report)}).encode() + b"\n" + report)
        answers.flush()
        if count % _TIDY == 0:
            gc.collect()


def _own_output() -> IO[bytes]:
    """Standard output for answers alone: what libraries print goes nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return answers


def answer(task: Task, path: str, *, alone: bool, report: bool) -> tuple[dict[str, Any], bytes]:
    """What came of one file as plain data, and its report where one is asked for.

    The data hold the digest of the file ("" when it cannot be opened) and the
    outcome, or "alone"; and where no report can be printed at all, why, as an
    outcome too.
    """
    digest = ""
    try:
        shown = shown_name(path)
        data = bytes_of(path, shown)
        digest = sha256(data).hexdigest()
        if not data.startswith(PACKED) and is_level_table(path, task.rubric, encoding=task.encoding):
            raise SpbeError(problem("E867", Place(shown)))
        if alone:
            book = read_book(path, shown=shown, limits=task.limits, encoding=task.encoding)
        else:
            book = book_of(data, digest, path, shown=shown, encoding=task.encoding)
        understood, assessed = _assessed(task, book)
        printed = _print(task, understood, assessed) if report else b""
        return {"sha256": digest, "outcome": to_plain(outcome_of(assessed.result, path))}, printed
    except SpbeError as error:
        return {"sha256": digest, "outcome": to_plain(failed(error.problems, path))}, b""
    except NoPrinterError as error:
        fault = to_plain(failed((error.told,), path))
        return {"sha256": digest, "outcome": fault, "fault": fault}, b""
    except KeyboardInterrupt:
        raise
    except BaseException:  # also panics of compiled readers, which are no Exception
        if alone:
            raise
        return {"alone": True}, b""


def _assessed(task: Task, book: Book) -> tuple[Understood, Assessed]:
    """A workbook understood and scored.

    Raises:
        SpbeError: E867, it is of several agencies; or why it cannot be scored.

    """
    try:
        understood = understand_book(book, rubric=task.rubric)
        assessed = assess(understood, stage=task.stage, unfilled=task.unfilled)
    except SpbeError:
        if is_level_book(book, codes_of(task.rubric)):
            raise SpbeError(problem("E867", Place(book.file))) from None
        raise
    # Looking for a table takes its time; read as an assessment, it would be told to contradict or repeat itself.
    faulty = any(found.severity is not Severity.NOTE for found in assessed.result.problems)
    if faulty and is_level_book(book, codes_of(task.rubric)):
        raise SpbeError(problem("E867", Place(book.file)))
    return understood, assessed


def _print(task: Task, understood: Understood, assessed: Assessed) -> bytes:
    """The report of one file.

    Raises:
        NoPrinterError: E504, the libraries are missing; E852, there is no room to work in.

    """
    from spbe_index.assess import stages_apart
    from spbe_index.reporting import Basis, printed, report_of
    from spbe_index.write.words import Words

    try:
        from spbe_index.write.pdf import report_pdf
    except OSError:
        raise NoPrinterError(problem("E504", advice="batch")) from None
    basis = Basis(apart=stages_apart(understood), rubric=task.rubric, stage=task.stage, encoding=task.encoding)
    report, words = report_of(assessed, basis, task.limits), Words(task.language)

    def printer(view: ReportView, *, logo: bytes | None, sealing: Sealing) -> bytes:
        try:
            return report_pdf(view, logo=logo, sealing=sealing)
        except SpbeError:
            raise NoPrinterError(problem("E852", Place(temporary_folder()))) from None

    return printed(report, words, printer)
