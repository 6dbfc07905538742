"""One table written in every format that is read; for tests."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import odf.opendocument
import odf.table
import odf.text
import openpyxl
import xlwt

Value = str | int | float | None
Rows = Sequence[Sequence[Value]]

SHEET = "penilaian"


def write_xlsx(rows: Rows, path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    for row in rows:
        sheet.append(list(row))
    book.save(path)


def write_xls(rows: Rows, path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet(SHEET)
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            if value is not None:
                sheet.write(y, x, value)
    book.save(str(path))


def write_ods(rows: Rows, path: Path) -> None:
    document = odf.opendocument.OpenDocumentSpreadsheet()
    table = odf.table.Table(name=SHEET)
    for row in rows:
        line = odf.table.TableRow()
        for value in row:
            if value is None:
                cell = odf.table.TableCell()
            elif isinstance(value, str):
                cell = odf.table.TableCell(valuetype="string")
                cell.addElement(odf.text.P(text=value))
            else:
                cell = odf.table.TableCell(valuetype="float", value=str(value))
                cell.addElement(odf.text.P(text=str(value)))
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    document.save(str(path))


def write_csv_comma(rows: Rows, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(["" if value is None else str(value) for value in row] for row in rows)


def write_csv_semicolon(rows: Rows, path: Path) -> None:
    """As Excel writes it in Indonesian: semicolons, decimal commas, a byte-order mark."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerows([_indonesian(value) for value in row] for row in rows)


def _indonesian(value: Value) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else str(value).replace(".", ",")


#: Ending and writer of every format.
FORMATS: dict[str, tuple[str, Callable[[Rows, Path], None]]] = {
    "xlsx": ("xlsx", write_xlsx),
    "xls": ("xls", write_xls),
    "ods": ("ods", write_ods),
    "csv with commas": ("csv", write_csv_comma),
    "csv with semicolons": ("csv", write_csv_semicolon),
}
