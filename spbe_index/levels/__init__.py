"""One long table of levels in a file, of any number of rows: read in blocks and scored with whole numbers.

Like every file it is read in a limited process (`child`), which here also does
the scoring: what comes back is a row for each agency, and not what was read.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from tempfile import TemporaryFile
from threading import Thread
from time import monotonic
from typing import IO, TYPE_CHECKING, NamedTuple

from spbe_index.core.problem import Place, Problem, SpbeError, problem
from spbe_index.core.rubric import Rubric
from spbe_index.core.scaled import scaled
from spbe_index.levels.book import PACKED, is_level_book, sheet_text
from spbe_index.load.answer_codes import SHIPPED, AnswerCodes, answer_codes, coding_of
from spbe_index.load.door.refusal import RefusedError
from spbe_index.load.level_head import HEAD_BYTES, read_head
from spbe_index.load.level_tables import PARQUET
from spbe_index.load.limited import run
from spbe_index.load.rubric import is_shipped, load_rubric, shipped
from spbe_index.load.sheets import Limits, open_file, read_book, refuse_little_memory

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["TABLE_LIMITS", "ScoredTable", "is_level_table", "score_levels"]

#: What reading and scoring a table may use: address space in MB, and seconds.
TABLE_LIMITS = Limits(memory_mb=8192, seconds=1800)
#: What the libraries that read tables take themselves, in MB, with a table of a few rows.
LEAST_MB = 512
#: Rows of a block: few enough to stay in the processor's cache, many enough that what is done once for each is little.
BLOCK_ROWS = 1 << 19
_ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
_PROGRAM = """import sys
sys.path[:0] = [sys.argv[4], *(path for path in sys.argv[6:] if path != sys.argv[4])]
from spbe_index.levels.child import main
main(int(sys.argv[2]), int(sys.argv[3]), sys.argv[5])
"""


class ScoredTable(NamedTuple):
    """The results of a table of levels, and what was noticed in it."""

    table: pa.Table
    problems: tuple[Problem, ...]


def score_levels(
    path: str | os.PathLike[str],
    rubric: Rubric | str | None = None,
    *,
    shown: str | None = None,
    language: str = "id",
    limits: Limits = TABLE_LIMITS,
    encoding: str | None = None,
    block_rows: int = BLOCK_ROWS,
) -> ScoredTable:
    """Score a parquet or csv file, or a workbook, with levels of many agencies.

    The table is long (columns of agencies, indicators and levels) or wide (of
    agencies, and one for each indicator), with or without columns of years,
    stages and groups; see `load.level_tables` for their headings, which may stand below a title, and
    `score_frame` for how cells are read. Rows may stand in any order.

    Args:
        path: The file, or "-" for standard input.
        rubric: The instrument, or its id or path. When None, each row is scored
            by the instrument in force in its year, and where that tells none, by
            the only one that the table's indicators fit.
        shown: The name of the file in problems and in the column `file`; the path when None.
        language: Of the column `message`: "id" or "en".
        limits: Memory and time the reading process may use.
        encoding: Encoding of a text table; found out when None.
        block_rows: Rows that are read at a time.

    Returns:
        What was noticed in the file, and a table with a row for each agency,
        year and stage, in the order in which they first appear: `file`,
        `agency`, `group`, `year`, `stage`, `rubric`, `index` (two decimals,
        halves up), `index_exact` (`1179/400`), `band`, `complete`, `errors`
        (items without a level, and levels of no item), `warnings` (rows that
        say what was said before, and a year that is none of the instrument's),
        `status` (scored, incomplete, failed), `message`
        (E842 a year is none and E847 a line with surplus cells cost their own agency's row alone); then the counts
        `answered`, `unfilled`, `invalid`, `repeated` and `unknown`, and each
        domain, aspect and indicator of several inputs by its code.

    Raises:
        SpbeError: E108, E109 the file cannot be opened; E101, E103, E107 it is
            no such table, E121, E122 not in the encoding that was told; E104,
            E105, E110 it is more than `limits` allow, or brings the reader
            down; E849 not even the reader itself fits them; E118 it has too many different years and stages, or a cell
            that is too long; E119 a quote is not closed, E847 most lines have
            more cells than there are columns; E841 a column is missing, E846 two
            hold the same, E848 one may mean two things, E858 one holds lists; E898 headings
            of another table or a title of another year stand between the rows; E850 it has no
            row; E127 it only says that a workbook is open; E843 or E3xx the instrument cannot be used.

    """
    name = os.fspath(path)
    file = shown if shown is not None else name
    refuse_little_memory(limits.memory_mb, LEAST_MB, TABLE_LIMITS.memory_mb)
    rubrics = [load_rubric(one) for one in shipped()] if rubric is None else [load_rubric(rubric)]
    coding = coding_of(rubrics)
    request = {
        "rows": block_rows,
        "certain": rubric is not None,
        "file": file,
        "language": language,
        "encoding": encoding or "",
        "choices": shipped(),
        "coding": coding,
        "names": [rubric] if isinstance(rubric, str) else [one.id for one in rubrics if is_shipped(one.id)],
        "instruments": [
            {"id": one.id, "first": one.first_year, "last": one.last_year, "whole": scaled(one)} for one in rubrics
        ],
    }
    until = monotonic() + limits.seconds
    with _opened(name, file, limits, answer_codes(coding)) as (opened, problems):
        if problems is not None:
            request["encoding"] = "utf-8"
        # The child takes a second or more: what looks at its answer is loaded meanwhile.
        Thread(target=import_module, args=("spbe_index.levels.answer",), daemon=True).start()
        try:
            text = json.dumps(request, separators=(",", ":"))
            outcome = run(opened, limits.memory_mb, limits.seconds, until, _ROOT, text, program=_PROGRAM)
        except OSError as error:
            raise SpbeError(problem("E110", Place(file), detail=type(error).__name__)) from None
    from spbe_index.levels.answer import table_of

    table, noticed = table_of(outcome, file, limits)
    return ScoredTable(table, (*(problems or ()), *noticed))


def is_level_table(
    path: str | os.PathLike[str], rubric: Rubric | str | None = None, *, encoding: str | None = None
) -> bool:
    """Whether a file is a table of many agencies' levels; else it may be a workbook.

    Parquet files are; a text table is when one of its first lines heads columns
    of agencies, and of indicators or of several indicators; a workbook, when
    it has a sheet of that kind which names more than one agency, or has a
    column for each indicator, or one of years or stages. Columns may be headed by the codes of `rubric`, where one is
    named, else by those of the instruments that ship with the program.

    Raises:
        SpbeError: E108, E109, E127, the file cannot be opened; E3xx the instrument cannot be used.

    """
    name = os.fspath(path)
    with open_file(name, name) as opened:
        start = opened.read(HEAD_BYTES)
    if start.startswith(PARQUET):
        return True
    codes = codes_of(rubric)
    if start.startswith(PACKED):
        try:
            return is_level_book(read_book(name), codes)
        except SpbeError:
            return False
    # In a wrong encoding it is no less a table, which is refused when it is read.
    for tried in dict.fromkeys((encoding or "", "")):
        try:
            if read_head(start, tried, codes=codes).columns.is_of_levels:
                return True
        except RefusedError:
            continue
    return False


def codes_of(rubric: Rubric | str | None) -> AnswerCodes:
    """How answers are coded where this instrument is named, or none is.

    Raises:
        SpbeError: E3xx the instrument cannot be used.

    """
    return SHIPPED if rubric is None else answer_codes(coding_of((load_rubric(rubric),)))


@contextmanager
def _opened(
    name: str, file: str, limits: Limits, codes: AnswerCodes
) -> Iterator[tuple[IO[bytes], tuple[Problem, ...] | None]]:
    """The table as a file to read; of a workbook, its sheet as text, and what must be said of the book."""
    with open_file(name, file, whole=True) as opened:
        start = opened.read(len(PARQUET))
        opened.seek(0)
        if name == "-" or not start.startswith(PACKED):
            yield opened, None
            return
    text, problems = sheet_text(read_book(name, shown=file, limits=limits), codes)
    with TemporaryFile() as copy:
        copy.write(text)
        copy.seek(0)
        yield copy, problems
