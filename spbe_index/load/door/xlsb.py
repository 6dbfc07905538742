"""Binary Open XML workbooks: calamine, put right by a pass over the records of each sheet.

calamine returns a blank for an error; the records tell which, and which ranges
are merged, and what is hidden.
"""

from .ooxml import elements, notes
from .reading import Reading
from .refusal import MAX_COLUMNS, MAX_MERGED, MAX_ROWS, RefusedError, damaged, too_large
from .values import ERROR, Found, address
from .xls import ERRORS, by_calamine
from .zipped import Zip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Types of record (MS-XLSB 2.3.1).
_ROW, _BLANK, _CELL_ERROR, _FORMULA_ERROR, _COLUMN, _SHEET, _MERGE = 0, 1, 3, 11, 60, 156, 176
_BOOK_PROTECTION, _SHEET_PROTECTION = 534, 535

_RECTANGLE = 8_000_000


def read_xlsb(package: Zip, main: str, progress: "Callable[[str, str], None]") -> Reading:
    """Read a binary workbook whose workbook part is `main`.

    Raises:
        RefusedError: It cannot be read, or a limit is passed.

    """
    parts, locked = _parts(package, main)
    known: dict[str, Found] = {}
    for name, part in parts.items():
        known[name] = Found(name)
        if part in package:
            _scan(package.read(part), known[name])
    progress("xlsb: calamine", "")
    try:
        sheets = by_calamine(package.data)
    except (RefusedError, MemoryError):
        raise
    except BaseException as error:  # also calamine's panics
        raise damaged(error) from None
    for found in sheets:
        more = known.get(found.name)
        if more is not None:
            found.certain, found.merged = more.certain, more.merged
            found.hidden_rows, found.hidden_columns = more.hidden_rows, more.hidden_columns
            found.locked = more.locked
    reading = Reading("xlsb", "calamine", sheets, notes(package))
    reading.locked = locked
    return reading


def _parts(package: Zip, main: str) -> tuple[dict[str, str], bool]:
    """Name of the part of each sheet, by the sheet's name; and whether the workbook's structure is locked."""
    folder, _, file = main.rpartition("/")
    relations = f"{folder}/_rels/{file}.rels"
    targets: dict[str, str] = {}
    if relations in package:
        for name, attributes in elements(package.read(relations), relations):
            if name == "Relationship":
                target = attributes.get("Target", "")
                targets[attributes.get("Id", "")] = target[1:] if target.startswith("/") else f"{folder}/{target}"
    parts: dict[str, str] = {}
    locked = False
    for kind, body in _records(package.read(main)):
        if kind == _SHEET:
            relation, at = _wide(body, 8)
            name, _ = _wide(body, at)
            parts[name] = targets.get(relation, "")
        elif kind == _BOOK_PROTECTION and len(body) > 4:
            locked = bool(body[4] & 1)
    return parts, locked


def _records(data: bytes) -> "Iterator[tuple[int, memoryview]]":
    """Type and body of each record; stops where the part ends early."""
    view = memoryview(data)
    at, end = 0, len(data)
    while at < end:
        kind = data[at]
        at += 1
        if kind & 0x80 and at < end:
            kind = (kind & 0x7F) | (data[at] & 0x7F) << 7
            at += 1
        size = shift = 0
        for _ in range(4):
            if at >= end:
                return
            byte = data[at]
            at += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        if at + size > end:
            raise damaged("xlsb: record")
        yield kind, view[at : at + size]
        at += size


def _wide(body: memoryview, at: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends."""
    length = int.from_bytes(body[at : at + 4], "little")
    end = at + 4 + (0 if length == 0xFFFFFFFF else 2 * length)
    if end > len(body):
        raise damaged("xlsb: text")
    return bytes(body[at + 4 : end]).decode("utf-16-le", "replace"), end


def _scan(data: bytes, found: Found) -> None:
    row = rows = columns = 0
    for kind, body in _records(data):
        if kind == _ROW:
            row = _number(body, 0)
            if row >= MAX_ROWS:
                raise too_large(MAX_ROWS, "rows", sheet=found.name)
            if len(body) > 11 and body[11] & 0x10:
                found.hidden_rows.add(row)
        elif _BLANK < kind <= _FORMULA_ERROR:
            column = _number(body, 0)
            if column >= MAX_COLUMNS:
                raise too_large(MAX_COLUMNS, "columns", sheet=found.name)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            if kind in (_CELL_ERROR, _FORMULA_ERROR) and len(body) > 8:
                found.know(row, column, ERROR, ERRORS.get(body[8], "#VALUE!"))
        elif kind == _MERGE and len(found.merged) < MAX_MERGED:
            top, bottom, left, right = (_number(body, place) for place in (0, 4, 8, 12))
            if top <= bottom < MAX_ROWS and left <= right < MAX_COLUMNS:
                found.merged.append((top + 1, left + 1, bottom + 1, right + 1))
        elif kind == _COLUMN and len(body) > 16 and body[16] & 1 and len(found.hidden_columns) < MAX_COLUMNS:
            found.hidden_columns.append((_number(body, 0), min(_number(body, 4), MAX_COLUMNS - 1)))
        elif kind == _SHEET_PROTECTION and len(body) > 2:
            found.locked = bool(body[2])
    if rows * columns > _RECTANGLE:
        raise too_large(_RECTANGLE, "rectangle", sheet=found.name, cell=address(rows - 1, columns - 1))


def _number(body: memoryview, at: int) -> int:
    if at + 4 > len(body):
        raise damaged("xlsb: record")
    return int.from_bytes(body[at : at + 4], "little")
