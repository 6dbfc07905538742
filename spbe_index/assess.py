"""A workbook in, a scored result out: the one path that every command and caller takes."""

from __future__ import annotations

import os
from typing import NamedTuple

from spbe_index import __version__
from spbe_index.core.check import check
from spbe_index.core.result import Result
from spbe_index.core.rubric import Rubric
from spbe_index.core.score import score
from spbe_index.core.stage import choose_stage
from spbe_index.load.assessment import understand
from spbe_index.load.choose import better_fit, choose_rubric, stage_meant
from spbe_index.load.identity import identify
from spbe_index.load.ragged import without_idle_lines
from spbe_index.load.sheets import Limits, read_book

PROGRAM = f"spbe {__version__}"


class Assessed(NamedTuple):
    """A result together with the rubric it was scored by."""

    result: Result
    rubric: Rubric


def assess_file(
    path: str | os.PathLike[str],
    *,
    rubric: str | None = None,
    stage: str | None = None,
    unfilled: str = "refuse",
    encoding: str | None = None,
    limits: Limits | None = None,
) -> Assessed:
    """Read, understand, check and score one workbook.

    Args:
        path: An xlsx, xls, xlsb, ods or csv file, or "-" for standard input.
        rubric: Id or path of the instrument; chosen from the workbook when None.
        stage: Which level column to score, by code, name or heading; the latest filled one when None.
        unfilled: "refuse", "lowest" or "zero"; see `core.score.score`.
        encoding: Encoding of a csv file, when it should not be found out.
        limits: Memory and time the reading process may use.

    Raises:
        SpbeError: The file cannot be read, holds nothing to score, or the
            rubric is invalid; the problems say which.

    """
    # Only the name: the same workbook gives the same result wherever it lies. Bytes that are no text are shown escaped.
    shown = os.path.basename(os.fspath(path)).encode("utf-8", "backslashreplace").decode("utf-8")
    book = read_book(path, shown=shown, limits=limits or Limits(), encoding=encoding)
    identity = identify(book)
    chosen, why = choose_rubric(book, identity, rubric)
    assessment, misread = understand(book, chosen, identity)
    picked, choice = choose_stage(chosen, assessment, stage_meant(chosen, stage) if stage else None)
    better = better_fit(book, identity, rubric, chosen, misread)
    problems = (*without_idle_lines(book, chosen), *why, *better, *misread, *choice, *check(chosen, assessment, picked))
    result = score(chosen, assessment, picked, unfilled=unfilled, problems=problems, program=PROGRAM)
    return Assessed(result, chosen)
