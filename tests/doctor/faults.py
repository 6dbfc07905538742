"""What the tables of faults are written with: a fault is a change to the sound workbook, with what is found then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import openpyxl
import whole_book
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.datavalidation import DataValidation

Spoil = Callable[[openpyxl.Workbook], None]
Found = frozenset[tuple[str, str]]
ASSESSMENT, CHECKLIST, LEDGER = "Penilaian", "Kriteria", "Bukti Dukung"


class Fault(NamedTuple):
    """One fault. Two of them can stand in one workbook when they have nothing in `touches` in common."""

    name: str
    touches: frozenset[str]
    spoil: Spoil
    found: Found


def fault(name: str, touches: str, spoil: Spoil, *found: str) -> Fault:
    """Findings are written `E202 Penilaian!E10`; one about the whole file is a code alone."""
    pairs = ((code, address) for code, _, address in (text.partition(" ") for text in found))
    return Fault(name, frozenset(touches.split()), spoil, frozenset(pairs))


class Where:
    """Cells of the sound workbook of one instrument."""

    def __init__(self, by: str) -> None:
        self.by = by

    def row(self, code: str) -> int:
        return whole_book.rows(self.by, ASSESSMENT)[(code,)]

    def level(self, code: str, column: str = "E") -> str:
        return f"{ASSESSMENT}!{column}{self.row(code)}"

    def tick(self, code: str, point: str, column: str = "G") -> str:
        return f"{CHECKLIST}!{column}{whole_book.rows(self.by, CHECKLIST)[(code, point)]}"

    def document(self, code: str, level: int, column: str = "C") -> str:
        return f"{LEDGER}!{column}{whole_book.rows(self.by, LEDGER)[(code, str(level))]}"

    def answer_all(self, code: str, level: int, said: str | None) -> Spoil:
        """All criteria of one level of an indicator are answered so."""
        points = [point for other, point in whole_book.rows(self.by, CHECKLIST) if other == code]
        return both(*(put(self.tick(code, point), said) for point in points if point.startswith(f"{level}.")))


def put(address: str, value: Any) -> Spoil:
    sheet, cell = address.split("!")

    def spoil(book: openpyxl.Workbook) -> None:
        book[sheet][cell].value = value

    return spoil


def date_format(address: str, shown: str) -> Spoil:
    sheet, cell = address.split("!")

    def spoil(book: openpyxl.Workbook) -> None:
        book[sheet][cell].number_format = shown

    return spoil


def line(sheet: str, row: int, *values: Any) -> Spoil:
    """A whole row is written, or written over."""

    def spoil(book: openpyxl.Workbook) -> None:
        for column in range(1, max(len(values), book[sheet].max_column) + 1):
            book[sheet].cell(row, column).value = values[column - 1] if column <= len(values) else None

    return spoil


def emptied(address: str) -> Spoil:
    """The row of a cell is emptied, as far as it is part of the table."""
    sheet, cell = address.split("!")

    def spoil(book: openpyxl.Workbook) -> None:
        for column in range(1, 15):
            book[sheet].cell(book[sheet][cell].row, column).value = None

    return spoil


def without_documents(where: Where, code: str, *levels: int) -> Spoil:
    return both(*(emptied(where.document(code, level)) for level in levels))


def merged(sheet: str, cells: str, *, keep_hidden: bool = False) -> Spoil:
    """Cells are merged; what stands under the merge is dropped, as Excel does, or kept, as programs do."""

    def spoil(book: openpyxl.Workbook) -> None:
        if keep_hidden:
            book[sheet].merged_cells.ranges.add(CellRange(cells))
        else:
            book[sheet].merge_cells(cells)

    return spoil


def hidden_row(address: str) -> Spoil:
    sheet, cell = address.split("!")

    def spoil(book: openpyxl.Workbook) -> None:
        book[sheet].row_dimensions[book[sheet][cell].row].hidden = True

    return spoil


def hidden_column(sheet: str, letter: str) -> Spoil:
    def spoil(book: openpyxl.Workbook) -> None:
        book[sheet].column_dimensions[letter].hidden = True

    return spoil


def hidden_sheet(sheet: str, *, copy_of: str = "") -> Spoil:
    def spoil(book: openpyxl.Workbook) -> None:
        if copy_of:
            book.copy_worksheet(book[copy_of]).title = sheet
        book[sheet].sheet_state = "hidden"

    return spoil


def filled_column(where: Where, letter: str, heading: str | None, values: Callable[[int], Any]) -> Spoil:
    """A column of Penilaian is filled in each row, by the number of the row; its heading stays when None."""

    def spoil(book: openpyxl.Workbook) -> None:
        sheet = book[ASSESSMENT]
        if heading is not None:
            sheet[f"{letter}{whole_book.HEAD_ROW}"] = heading
        for row in whole_book.rows(where.by, ASSESSMENT).values():
            sheet[f"{letter}{row}"] = values(row)

    return spoil


def drop_down(address: str, offered: str) -> Spoil:
    """One more drop-down over a cell."""
    sheet, cell = address.split("!")

    def spoil(book: openpyxl.Workbook) -> None:
        choices = DataValidation(type="list", formula1=offered)
        book[sheet].add_data_validation(choices)
        choices.add(cell)

    return spoil


def both(*spoils: Spoil) -> Spoil:
    """One after the other."""

    def spoil(book: openpyxl.Workbook) -> None:
        for one in spoils:
            one(book)

    return spoil
