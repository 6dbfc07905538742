"""Reads a file in this very process, where that is itself a limited one: for workers that read thousands."""

from __future__ import annotations

from spbe_index.core.problem import Place, SpbeError, problem
from spbe_index.load.answer import refused, said_of, sheet_of
from spbe_index.load.door.child import reading_of
from spbe_index.load.door.refusal import MAX_FILE, RefusedError
from spbe_index.load.door.values import Found
from spbe_index.load.sheets import Book, lists_findings, open_file, stem_of, with_ending_told


def bytes_of(path: str, shown: str) -> bytes:
    """The bytes of a regular file, one more than may be read at most.

    Raises:
        SpbeError: E108 there is none, E109 it cannot be read, E127 it only says that a workbook is open.

    """
    with open_file(path, shown) as opened:
        return opened.read(MAX_FILE + 1)


def book_of(data: bytes, digest: str, path: str, *, shown: str, encoding: str | None = None) -> Book:
    """As `sheets.read_book`, without a process of its own.

    Args:
        data, digest: What `bytes_of` gave, and its SHA-256.
        path: The file they are of.
        shown, encoding: As for `read_book`.

    Raises:
        SpbeError: Its contents are refused, as for `read_book`: E101, E102, E103, E106, E107, E118 to E122.
        BaseException: Whatever the readers raise beside that, panics of compiled
            ones included. `read_book` has more to try then.

    """
    if len(data) > MAX_FILE:
        raise SpbeError(problem("E118", Place(shown), limit=MAX_FILE // 1_000_000, what="megabytes"))
    try:
        reading = reading_of(data, encoding or "", stem_of(path), "calamine", _nothing)
    except RefusedError as error:
        raise SpbeError(refused(error.code, Place(shown, error.sheet, error.cell), error.particulars)) from None
    sheets = tuple(sheet for sheet in map(sheet_of, map(_plain, reading.sheets)) if not lists_findings(sheet))
    said = tuple(said_of(reading.said, shown))
    traits = reading.encoding, reading.delimiter, reading.locked
    return with_ending_told(Book(shown, reading.form, reading.reader, digest, sheets, said, *traits), path)


def _plain(found: Found) -> dict[str, object]:
    """A sheet in the form in which the reading process tells it."""
    return {
        "name": found.name,
        "visible": found.visible,
        "positions": found.positions,
        "kinds": "".join(found.kinds),
        "texts": found.texts,
        "merged": [list(corners) for corners in found.merged],
        "hidden_rows": found.hidden_rows_used(),
        "hidden_columns": [list(ends) for ends in found.hidden_columns],
        "choices": found.choices,
        "locked": found.locked,
        "unlisted": found.unlisted,
    }


def _nothing(_reader: str, _after: str) -> None:
    """Nobody has to be told which reader starts: when it brings this process down, the file is read alone."""
