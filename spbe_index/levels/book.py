"""Tables of levels in workbooks: a sheet as text, which is then read like any other table."""

from __future__ import annotations

import csv
import io
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import NamedTuple

from spbe_index.core.problem import Place, Problem, problem
from spbe_index.load.answer_codes import SHIPPED, AnswerCodes
from spbe_index.load.level_head import LEVELS, TOP, HeadingRows, headings_in
from spbe_index.load.level_tables import SUMS
from spbe_index.load.sheets import Book, Cell, Sheet
from spbe_index.load.table_columns import Columns, columns_of

#: How workbooks begin that are no text: zip archives and OLE containers.
PACKED = (b"PK", b"\xd0\xcf")
_SEPARATOR = ";"


class SheetText(NamedTuple):
    """A sheet as text in UTF-8, a line for each of its rows, and what must be said of its book."""

    text: bytes
    problems: tuple[Problem, ...]


def is_level_book(book: Book, codes: AnswerCodes = SHIPPED) -> bool:
    """Whether a sheet holds a table of the levels of several agencies, or of one, told apart by columns.

    Where the indicators of one agency stand below each other and no column tells the year or stage, it is its workbook.
    """
    return any(len(found.agencies()) > (not found.is_told_apart()) for found in _tables(book, codes))


def sheet_text(book: Book, codes: AnswerCodes = SHIPPED) -> SheetText:
    """The first sheet that holds a table of levels, else the first there is; N856 where others hold one too."""
    tables = list(_tables(book, codes))
    if not tables:
        return SheetText(_text(_rows(book.sheets[0].cells)) if book.sheets else b"", book.problems)
    first, *others = tables
    named = ", ".join(other.sheet.name for other in others)
    told = (problem("N856", Place(book.file, first.sheet.name), found=named),) if others else ()
    return SheetText(first.text(), (*book.problems, *told))


class _Table(NamedTuple):
    """A sheet that holds a table of levels, and where its headings stand."""

    sheet: Sheet
    heads: HeadingRows
    columns: Columns

    def agencies(self) -> set[str]:
        """The names of the agencies."""
        column = self.columns.roles["agency"] + 1
        below = (cell for cell in self.sheet.cells if cell.column == column and cell.row > self.heads.last + 1)
        return {name for cell in below if (name := cell.text.strip()) and not re.search(SUMS, name)}

    def is_told_apart(self) -> bool:
        """Whether columns tell the year or stage, or the indicators; a few numbers may head something else."""
        columns = self.columns
        dated = "level" in columns.roles and not {"year", "stage"}.isdisjoint(columns.roles)
        return dated or len({of.key for _, of in columns.wide if not of.unsure}) > LEVELS

    def text(self) -> bytes:
        """The sheet as text, as wide as it is headed."""
        rows = _rows(self.sheet.cells)
        _fill_down(rows, self.sheet)
        return _text(rows, len(self.heads.headings))


def _tables(book: Book, codes: AnswerCodes = SHIPPED) -> Iterator[_Table]:
    for sheet in book.sheets:
        if not sheet.visible:
            continue
        rows = _rows(takewhile(lambda cell: cell.row <= TOP, sheet.cells))
        records = [_line(rows.get(number, {})) for number in range(1, max(rows, default=0) + 1)]
        heads = headings_in(records, codes)
        columns = columns_of(heads.headings, codes)
        if columns.is_of_levels:
            yield _Table(sheet, heads, columns)


def _rows(cells: Iterable[Cell]) -> dict[int, dict[int, str]]:
    """The text of cells by row and column."""
    rows: dict[int, dict[int, str]] = {}
    for cell in cells:
        # A formula that nobody has calculated is no level, and not a blank either.
        rows.setdefault(cell.row, {})[cell.column] = " ".join(cell.text.split("\n")) or "="
    return rows


def _fill_down(rows: dict[int, dict[int, str]], sheet: Sheet) -> None:
    """What stands in cells that are merged downwards stands in their first column in each row that holds anything."""
    filled = sorted(rows)
    for top, left, bottom, _ in sheet.merged:
        text = rows.get(top, {}).get(left, "")
        # A merge may be as long as the sheet, and costs as much as there are rows within it.
        for row in filled[bisect_right(filled, top) : bisect_right(filled, bottom)] if text else ():
            rows[row][left] = text


def _text(rows: dict[int, dict[int, str]], width: int = 0) -> bytes:
    """The rows as text, each of this width, or as wide as it is filled; a blank row is a blank line."""
    text = io.StringIO(newline="")
    out = csv.writer(text, delimiter=_SEPARATOR, lineterminator="\n")
    out.writerows(_line(rows[number], width) if number in rows else [] for number in range(1, max(rows, default=0) + 1))
    return text.getvalue().encode()


def _line(cells: dict[int, str], width: int = 0) -> list[str]:
    return [cells.get(column, "") for column in range(1, (width or max(cells, default=0)) + 1)]
