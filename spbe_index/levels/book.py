"""Tables of levels in workbooks: a sheet as text, which is then read like any other table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from spbe_index.core.problem import Place, Problem, problem
from spbe_index.load.door.refusal import RefusedError
from spbe_index.load.level_head import HEAD_BYTES, Head, read_head
from spbe_index.load.sheets import Book, Sheet

#: How workbooks begin that are no text: zip archives and OLE containers.
PACKED = (b"PK", b"\xd0\xcf")
_SEPARATOR = ";"
#: Rows among which the headings are looked for.
_TOP = 120


class SheetText(NamedTuple):
    """A sheet as text in UTF-8, a line for each of its rows, and what must be said of its book."""

    text: bytes
    problems: tuple[Problem, ...]


def is_level_book(book: Book) -> bool:
    """Whether a sheet holds a table of the levels of several agencies; a workbook of one agency is none."""
    return any(len(_agencies(rows, head)) > 1 for _, rows, head in _tables(book))


def sheet_text(book: Book) -> SheetText:
    """The first sheet that holds a table of levels, else the first there is; N856 where others hold one too."""
    tables = list(_tables(book))
    if not tables:
        return SheetText(_text(_rows(book.sheets[0])) if book.sheets else b"", book.problems)
    (sheet, rows, head), *others = tables
    named = ", ".join(other.name for other, _, _ in others)
    told = (problem("N856", Place(book.file, sheet.name), found=named),) if others else ()
    return SheetText(_text(rows, len(head.headings)), (*book.problems, *told))


def _tables(book: Book) -> Iterator[tuple[Sheet, dict[int, dict[int, str]], Head]]:
    """The sheets that hold a table of levels, each with its cells by row and column and how it begins."""
    for sheet in book.sheets:
        rows = _rows(sheet) if sheet.visible else {}
        try:
            head = read_head(_text({number: rows[number] for number in rows if number <= _TOP})[:HEAD_BYTES], "utf-8")
        except RefusedError:
            continue
        if head.columns.is_of_levels:
            yield sheet, rows, head


def _agencies(rows: dict[int, dict[int, str]], head: Head) -> set[str]:
    column = head.columns.roles["agency"] + 1
    names = (cells.get(column, "").strip() for number, cells in rows.items() if number > head.lines)
    return {name for name in names if name}


def _rows(sheet: Sheet) -> dict[int, dict[int, str]]:
    """The cells by row and column; what stands in cells that are merged downwards stands in each of them."""
    rows: dict[int, dict[int, str]] = {}
    for cell in sheet.cells:
        # A formula that nobody has calculated is no level, and not a blank either.
        rows.setdefault(cell.row, {})[cell.column] = " ".join(cell.text.split("\n")) or "="
    for top, left, bottom, right in sheet.merged:
        text = rows.get(top, {}).get(left) if left == right else None
        for row in range(top + 1, bottom + 1) if text else ():
            rows.setdefault(row, {})[left] = text or ""
    return rows


def _text(rows: dict[int, dict[int, str]], width: int = 0) -> bytes:
    """The rows as text, each of this width, or as wide as it is filled; a blank row is a blank line."""
    text = io.StringIO(newline="")
    out = csv.writer(text, delimiter=_SEPARATOR, lineterminator="\n")
    for number in range(1, max(rows, default=0) + 1):
        cells = rows.get(number, {})
        columns: Iterable[int] = range(1, (width or max(cells, default=0)) + 1)
        out.writerow([cells.get(column, "") for column in columns] if cells else [])
    return text.getvalue().encode()
