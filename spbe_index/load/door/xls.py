"""Excel 97-2003 and older: xlrd, which keeps errors and dates, then calamine."""

from .reading import Reading
from .refusal import RefusedError, damaged, too_large
from .values import BOOLEAN, DATE, ERROR, TEXT, Found, duration, number, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

#: xlrd's types of cell.
_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = range(1, 6)
#: Excel's errors by their codes in xls and xlsb.
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
#: Types of the records that begin a part of the stream and end it, and the record that protects it (MS-XLS 2.4.207).
_BEGINS, _END, _PROTECT = (0x09, 0x209, 0x409, 0x809), 0x0A, b"\x12\0\x02\0\x01\0"
_VERY_HIDDEN = 2
_MAX_CELLS = 8_000_000  # of the rectangles that calamine fills


def read_xls(data: bytes, progress: "Callable[[str, str], None]") -> Reading:
    """Read an old workbook.

    Args:
        data: The file.
        progress: Told each reader before it starts, and what the one before it said.

    Raises:
        RefusedError: Neither reader can read it, or it is encrypted.

    """
    said: list[tuple[str, dict[str, str]]] = []
    if "_VBA_PROJECT".encode("utf-16-le") in data:
        said.append(("N115", {}))
    progress("xls: xlrd", "")
    try:
        sheets, locked = _by_xlrd(data)
        reading = Reading("xls", "xlrd", sheets, said)
        reading.locked = locked
        return reading
    except (RefusedError, MemoryError):
        raise
    except Exception as error:
        first_fault = f"{type(error).__name__}: {error}"
    progress("xls: calamine", first_fault)
    try:
        sheets = by_calamine(data)
    except (RefusedError, MemoryError):
        raise
    except BaseException:  # also calamine's panics
        raise damaged(first_fault) from None
    said += [("N113", {"reader": "calamine"}), ("W112", {"format": "xls"})]
    return Reading("xls", "calamine", sheets, said)


def _by_xlrd(data: bytes) -> tuple[list[Found], bool]:
    """The sheets, and whether the workbook's structure is locked."""
    from xlrd.biffh import XLRDError

    try:
        try:
            book = _open(data, formatted=True)
        except XLRDError:
            raise
        except Exception:  # what is wrong with the formats need not be wrong with the cells
            book = _open(data, formatted=False)
    except XLRDError as error:
        if "encrypted" in str(error).lower():
            raise RefusedError("E102") from None
        raise
    sheets = [_sheet(sheet, book.datemode) for sheet in book.sheets()]
    records = book.mem or b""  # xlrd keeps none of a workbook older than Excel 5
    if _PROTECT not in records:
        return sheets, False
    for found, start in zip(sheets, book._sh_abs_posn, strict=False):
        found.locked = _protected(records, start)
    return sheets, _protected(records, book.base)


def _protected(records: bytes, at: int) -> bool:
    """Whether the part of the stream that begins here, the globals or a sheet, says that it is protected."""
    depth = 0
    while at >= 0 and at + 4 <= len(records):
        kind, size = int.from_bytes(records[at : at + 2], "little"), int.from_bytes(records[at + 2 : at + 4], "little")
        depth += (kind in _BEGINS) - (kind == _END)
        if depth < 1:
            return False
        if depth == 1 and records[at : at + len(_PROTECT)] == _PROTECT:
            return True
        at += 4 + size
    return False


def _sheet(sheet: "Any", datemode: int) -> Found:
    found = Found(sheet.name, visible=sheet.visibility == 0)
    found.unlisted = sheet.visibility == _VERY_HIDDEN
    for row in range(sheet.nrows):
        for column, (kind, value) in enumerate(zip(sheet.row_types(row), sheet.row_values(row), strict=True)):
            shown = _cell(kind, value, datemode)
            if shown is not None:
                found.put(row, column, *shown)
    found.merged = [(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells]
    found.hidden_rows = {row for row, info in sheet.rowinfo_map.items() if info.hidden}
    found.hidden_columns = [(column, column) for column, info in sheet.colinfo_map.items() if info.hidden]
    return found


def _cell(kind: int, value: "Any", datemode: int) -> tuple[str, str] | None:
    """Kind and text of a cell as xlrd returns it; None for a blank."""
    if kind == _TEXT:
        return (TEXT, value) if value else None
    if kind == _NUMBER:
        return number(value)
    if kind == _DATE:
        return _date(value, datemode)
    if kind == _BOOLEAN:
        return BOOLEAN, "TRUE" if value else "FALSE"
    if kind == _ERROR:
        return ERROR, ERRORS.get(value, "#VALUE!")
    return None


def _open(data: bytes, *, formatted: bool) -> "Any":
    import sys

    import xlrd

    # On demand, so that the records are kept; every sheet is asked for here, where a fault in a format shows.
    options = {"formatting_info": formatted, "ragged_rows": True, "on_demand": True}
    book = xlrd.open_workbook(file_contents=data, logfile=sys.stderr, **options)
    book.sheets()
    return book


def _date(value: float, system: int) -> tuple[str, str]:
    """A serial number with a date's format; as a number of hours where it is no date of the calendar."""
    from xlrd.xldate import xldate_as_datetime

    try:
        moment = xldate_as_datetime(value, system)
    except (ValueError, OverflowError):
        return DATE, duration(value * 86_400)
    if 0 <= value < 1:
        return DATE, moment.time().isoformat(timespec="seconds")
    return plain(moment) or (DATE, "")


def by_calamine(data: bytes) -> list[Found]:
    """The sheets as calamine reads them, without errors and formulas that lack a value.

    Raises:
        RefusedError: E118, the cells are further apart than can be filled in.

    """
    from io import BytesIO

    from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

    from .fill import fill

    workbook = load_workbook(BytesIO(data))
    sheets = []
    for about in workbook.sheets_metadata:
        found = Found(about.name, visible=about.visible == SheetVisibleEnum.Visible)
        found.unlisted = about.visible == SheetVisibleEnum.VeryHidden
        sheets.append(found)
        if about.typ in (SheetTypeEnum.WorkSheet, SheetTypeEnum.MacroSheet):
            sheet = workbook.get_sheet_by_name(about.name)
            if sheet.total_height * sheet.total_width > _MAX_CELLS:
                raise too_large(_MAX_CELLS, "rectangle", sheet=about.name)
            fill(found, sheet.to_python(skip_empty_area=False))
    return sheets
