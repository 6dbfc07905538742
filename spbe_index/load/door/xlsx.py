"""Open XML workbooks: calamine, put right by a pass of our own; openpyxl where calamine fails."""

from .ooxml import Part, main_part, notes, read_workbook
from .prolog import root_of
from .reading import Reading
from .refusal import MAX_COLUMNS, MAX_ROWS, RefusedError, damaged
from .scan import Scan
from .values import COLUMNS, TEXT, Found, plain
from .zipped import Zip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

#: Cells of the rectangle from A1 to the furthest cell that calamine may fill; beyond it openpyxl is asked.
_RECTANGLE = 8_000_000


class FarApartError(Exception):
    """The sheet is no case for calamine; openpyxl reads it cell by cell."""


def read_xlsx(package: Zip, progress: "Callable[[str, str], None]", reader: str) -> Reading:
    """Read a workbook of the Open XML family.

    Args:
        package: The zip file, checked.
        progress: Told the name of each reader before it starts.
        reader: "openpyxl" when calamine has already brought a process down.

    Raises:
        RefusedError: No reader can read it, or a limit is passed.
    """
    main = main_part(package)
    workbook = read_workbook(package, main)
    said = notes(package)
    sheets = []
    widest = 0
    for part in workbook.sheets:
        found = Found(part.name, visible=part.visible)
        sheets.append(found)
        if part.part in package:
            scan = Scan(found)
            scan.read(package.chunks(part.part), part.part)
            widest = max(widest, scan.rows * scan.columns)
            if workbook.recalculates and found.formulas and found.formulas == found.zeros:
                said.append(("W119", {"sheet": part.name, "count": str(found.formulas)}))
    first_fault = ""
    if reader != "openpyxl":
        try:
            if widest > _RECTANGLE or _boasts(package):
                raise FarApartError
            progress("xlsx: calamine", "")
            _by_calamine(package, workbook.sheets, sheets)
            return Reading("xlsx", "calamine", sheets, said)
        except (RefusedError, MemoryError):
            raise
        except FarApartError:
            pass
        except BaseException as error:  # a panic of calamine is no Exception
            first_fault = str(error)
    progress("xlsx: openpyxl", first_fault)
    try:
        _by_openpyxl(package, sheets)
    except (RefusedError, MemoryError):
        raise
    except Exception as error:
        raise damaged(first_fault or f"{type(error).__name__}: {error}") from None
    said.append(("N113", {"reader": "openpyxl"}))
    return Reading("xlsx", "openpyxl", sheets, said)


def _boasts(package: Zip) -> bool:
    """Whether the shared strings claim a number that their bytes cannot hold: calamine reserves memory for it."""
    if "xl/sharedStrings.xml" not in package:
        return False
    size = package.members["xl/sharedstrings.xml"][4]
    root = root_of(next(package.chunks("xl/sharedStrings.xml"), b""))
    claimed = root.attributes.get("uniqueCount", "0")
    return not claimed.isdecimal() or len(claimed) > 12 or int(claimed) > size


def _by_calamine(package: Zip, parts: list[Part], sheets: list[Found]) -> None:
    from io import BytesIO

    from python_calamine import load_workbook

    workbook = load_workbook(BytesIO(package.data))
    names = set(workbook.sheet_names)
    for part, found in zip(parts, sheets, strict=True):
        if part.part in package and part.name in names:
            fill(found, workbook.get_sheet_by_name(part.name).to_python(skip_empty_area=False))


def fill(found: Found, rows: list[list[object]]) -> None:
    """Add the values of a rectangle that starts at A1."""
    found.clear()
    positions, kinds, texts = found.positions, found.kinds, found.texts
    start = 0
    for values in rows:
        for column, value in enumerate(values, start):
            if value.__class__ is str:
                if value:
                    positions.append(column)
                    kinds.append(TEXT)
                    texts.append(value)  # type: ignore[arg-type]
            else:
                kind, text = plain(value) or (TEXT, "")
                if text:
                    positions.append(column)
                    kinds.append(kind)
                    texts.append(text)
        start += COLUMNS


def _by_openpyxl(package: Zip, sheets: list[Found]) -> None:
    import os
    import sys
    from io import BytesIO

    # openpyxl imports these when they are there; it needs none of them to read, and they reserve much memory.
    for name in ("numpy", "PIL", "lxml"):
        sys.modules[name] = None  # type: ignore[assignment]
    os.environ["OPENPYXL_LXML"] = "False"
    import warnings

    import defusedxml  # noqa: F401  openpyxl parses with it when it is there; without it nothing is read
    from openpyxl import load_workbook

    warnings.simplefilter("ignore")
    workbook = load_workbook(BytesIO(package.data), read_only=True, data_only=True, keep_links=False)
    by_name = {sheet.title: sheet for sheet in workbook.worksheets}
    for found in sheets:
        sheet = by_name.get(found.name)
        if sheet is None:
            continue
        sheet.reset_dimensions()
        found.clear()
        for row in _rows(sheet):
            for cell in row:
                if cell.value is not None and cell.data_type != "e":
                    found.put_value(cell.row - 1, cell.column - 1, cell.value)


def _rows(sheet: "Any") -> "Iterator[tuple[Any, ...]]":
    return sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS)  # type: ignore[no-any-return]
