"""Spreadsheet files in, tables of named cells out: the one door through which files are read.

`read_book` never parses anything itself. Files come from anywhere, and the
libraries that read them can be brought down by a few hundred bytes; so each file
is read in a process of its own with limited memory and time (`limited`, `door`),
and what that process answers is checked before it is believed (`answer`).
"""

import os
import stat
import sys
from time import monotonic
from typing import IO, NamedTuple

from spbe_index.core.problem import Place, Problem, SpbeError, problem


class Cell(NamedTuple):
    """One cell that is not blank. Row and column count from 1.

    `kind` is one of "text" (as typed), "number" (a decimal of at most 15
    significant digits, no exponent; see `door.values.number`), "boolean" (TRUE or FALSE), "date" (ISO 8601: a date,
    a time, both, or a duration), "error" (as Excel shows it, e.g. #REF!) and
    "formula" (a formula without a stored value; the text is the formula with its
    "=", or empty when it is not known).
    """

    row: int
    column: int
    kind: str
    text: str

    @property
    def name(self) -> str:
        """The cell as Excel names it, e.g. D17."""
        letters, column = "", self.column
        while column:
            column, rest = divmod(column - 1, 26)
            letters = chr(65 + rest) + letters
        return f"{letters}{self.row}"


class Sheet(NamedTuple):
    """One sheet. Rows and columns count from 1, and are those that Excel shows.

    `cells` holds the cells that are not blank, by row and then column. `merged`
    has (first row, first column, last row, last column) of each merged range.
    `hidden_rows` names only rows that hold a cell. `choices` are the drop-downs of
    an xlsx sheet: the ranges they stand in (`D5:D51 F5`) and what they offer, as
    the file writes it (`"1,2,3"` or `Daftar!$A$1:$A$5`). The cells of a `locked`
    one cannot be changed as long as it is protected; one that is `unlisted` is
    hidden so that Excel does not even offer to show it.
    """

    name: str
    visible: bool
    cells: tuple[Cell, ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    choices: tuple[tuple[str, str], ...] = ()
    locked: bool = False
    unlisted: bool = False


#: How the text of A1 ends on the sheet of findings that `spbe check --annotate` adds: it is no part of the assessment.
FINDINGS_MARK = "· spbe check"


def lists_findings(sheet: Sheet) -> bool:
    """Whether a sheet is our own list of findings, which no book that is read has among its sheets."""
    first = sheet.cells[0] if sheet.cells else None
    return first is not None and first.row == first.column == 1 and first.text.endswith(FINDINGS_MARK)


class Book(NamedTuple):
    """A file that was read: what it is, who read it, its sheets, and what should be known about it.

    `file` is the name shown to people, `format` one of xlsx, xls, xlsb, ods, csv
    and parquet, `sha256` the digest of the bytes that were read. `encoding` and
    `delimiter` are those of a csv file, else empty; `locked` is a workbook whose
    sheets cannot be added, moved or removed without a password.
    """

    file: str
    format: str
    reader: str
    sha256: str
    sheets: tuple[Sheet, ...]
    problems: tuple[Problem, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    locked: bool = False


class Limits(NamedTuple):
    """What the reading process may use: memory in MB, and seconds (of processor and of wall clock)."""

    memory_mb: int = 1024
    seconds: int = 20


DEFAULT_LIMITS = Limits()


def refuse_little_memory(memory_mb: int, least: int, usual: int) -> None:
    """Refuse a limit on memory that a reading process cannot even start in, whatever the file.

    Raises:
        SpbeError: E849, with the least (MB) that will do and the usual limit.

    """
    if memory_mb < least:
        raise SpbeError(problem("E849", limit=memory_mb, least=least, usual=usual, option="--reader-memory"))


#: Bytes of the largest file that is read.
_MAX_FILE = 100_000_000

#: Extensions under which each format goes; any other is worth a word.
_EXTENSIONS = {
    "xlsx": ("xlsx", "xlsm", "xltx", "xltm"),
    "xls": ("xls", "xlt", "xlm", "xla"),
    "xlsb": ("xlsb",),
    "ods": ("ods", "ots"),
    "csv": ("csv", "tsv", "tab", "txt"),
    "parquet": ("parquet", "pq"),
}


#: How the names begin of the small files that Excel and LibreOffice keep beside a workbook while it is open.
_LOCKS = ("~$", ".~lock.")


def is_lock(path: str) -> bool:
    """Whether a file, by its name, is no workbook but says that one is open."""
    return os.path.basename(path).startswith(_LOCKS)


def read_book(
    path: str | os.PathLike[str],
    *,
    shown: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    encoding: str | None = None,
) -> Book:
    """Read a spreadsheet, whatever its name says it is.

    Args:
        path: The file, or "-" for standard input.
        shown: The name of the file in problems and in the book; the path when None.
        limits: What the reading process may use. Memory and processor time are
            limited where the system can do it; on Windows only the wall clock is.
        encoding: Encoding of a text table; found out when None.

    Raises:
        SpbeError: E108, E109, E127 it cannot be opened; E101, E102, E103, E106, E107 it is no table that can be
            read; E118 it is too large; E119, E120, E121, E122 it is a text table that is not written as such, or in
            another encoding; E104, E105, E110 it takes more than `limits` allow, or ends the reader.

    """
    name = os.fspath(path)
    file = shown if shown is not None else name
    if encoding and not (encoding.isascii() and encoding.isprintable() and len(encoding) < 100):
        raise SpbeError(problem("E121", Place(file), encoding=encoding[:40]))
    until = monotonic() + limits.seconds
    with open_file(name, file) as opened:
        from spbe_index.load.answer import ask

        book = ask(opened, file, stem_of(name), limits, until, encoding or "")
    return with_ending_told(book, name)


def with_ending_told(book: Book, name: str) -> Book:
    """The book, with W111 where its file's name ends as those of another format do."""
    extension = os.path.splitext(name)[1][1:].lower()
    if extension and extension not in _EXTENSIONS[book.format]:
        wrong = problem("W111", Place(book.file), found=book.format, extension=f".{extension}")
        return book._replace(problems=(wrong, *book.problems))
    return book


def shown_name(path: str | os.PathLike[str]) -> str:
    """What results call a file: only its name, so that the same workbook gives the same result wherever it lies.

    Bytes that are no text are shown escaped.
    """
    return os.path.basename(os.fspath(path)).encode("utf-8", "backslashreplace").decode("utf-8")


def stem_of(name: str) -> str:
    """What a sheet without a name of its own is called: the file's name without extension, as in Excel."""
    return os.path.splitext(os.path.basename(name))[0].encode("utf-8", "replace").decode() if name != "-" else "-"


def open_file(name: str, file: str, *, whole: bool = False) -> IO[bytes]:
    """The file, opened without waiting for anything: only a regular file is read.

    Of standard input no more is taken than shows that it is too large for a
    workbook, unless the `whole` of it is wanted.

    Raises:
        SpbeError: E108 when there is none, E109 when it may not or cannot be read, E127 when it only says that a
            workbook is open.

    """
    if name == "-":
        return _spool(file, None if whole else _MAX_FILE + 1)
    if is_lock(name):
        meant = os.path.basename(name)
        for sign in _LOCKS:
            meant = meant.removeprefix(sign)
        raise SpbeError(problem("E127", Place(file), example=meant.removesuffix("#")))
    try:
        # A named pipe would hold up a plain open until somebody writes to it.
        handle = os.open(name, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        from spbe_index.load.missing import not_there

        raise SpbeError(not_there(name, file)) from None
    except (OSError, ValueError) as error:
        raise _refused(file, error) from None
    mode = os.fstat(handle).st_mode
    if not stat.S_ISREG(mode):
        os.close(handle)
        kinds = {stat.S_IFDIR: "EISDIR", stat.S_IFIFO: "FIFO", stat.S_IFCHR: "device", stat.S_IFBLK: "device"}
        detail = kinds.get(stat.S_IFMT(mode), "socket")
        advice = "folder" if detail == "EISDIR" else "close"
        raise SpbeError(problem("E109", Place(file), detail=detail, advice=advice))
    return open(handle, "rb", buffering=0)


def _refused(file: str, error: Exception) -> SpbeError:
    from spbe_index.load.system_error import reason

    return SpbeError(problem("E109", Place(file), detail=reason(error), advice="close"))


def _spool(file: str, most: int | None) -> IO[bytes]:
    """Standard input, up to so many bytes, in a temporary file, so that waiting for it counts against no limit.

    Raises:
        SpbeError: E109, there is no standard input, or no room for it.

    """
    from tempfile import TemporaryFile

    left = most if most is not None else sys.maxsize
    try:
        spooled = TemporaryFile()  # noqa: SIM115  closed by the caller
    except OSError as error:
        raise _refused(file, error) from None
    try:
        while left > 0 and (piece := sys.stdin.buffer.read(min(left, 1 << 20))):
            spooled.write(piece)
            left -= len(piece)
        spooled.seek(0)
    except (OSError, ValueError, AttributeError) as error:  # AttributeError: started without standard input
        spooled.close()
        raise _refused(file, error) from None
    return spooled
