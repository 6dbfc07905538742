"""Open XML workbooks: calamine, put right by a pass of our own; openpyxl where calamine fails."""

from .fill import fill
from .ooxml import Part, Workbook, notes, read_workbook
from .prolog import root_of
from .reading import Reading
from .refusal import RefusedError, damaged
from .scan import look_at
from .values import Found
from .zipped import Zip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

#: Cells of the rectangle from A1 to the furthest cell that calamine may fill; beyond it openpyxl is asked.
_RECTANGLE = 8_000_000


class FarApartError(Exception):
    """The sheet is no case for calamine; openpyxl reads it cell by cell."""


def read_xlsx(package: Zip, main: str, progress: "Callable[[str, str], None]", reader: str) -> Reading:
    """Read a workbook of the Open XML family.

    Args:
        package: The zip file, checked.
        main: Name of its workbook part.
        progress: Told the name of each reader before it starts.
        reader: "openpyxl" when calamine has already brought a process down; "calamine" when nothing else may be tried.

    Raises:
        RefusedError: No reader can read it, or a limit is passed.

    """
    workbook = read_workbook(package, main)
    said = notes(package)
    sheets = []
    widest = 0
    for part in workbook.sheets:
        found = Found(part.name, visible=part.visible)
        found.unlisted = part.unlisted
        sheets.append(found)
        if part.part in package:
            widest = max(widest, look_at(package, part.part, found))
            if workbook.recalculates and found.formulas and found.formulas == found.zeros:
                said.append(("W124", {"sheet": part.name, "count": str(found.formulas)}))
    first_fault = ""
    if reader != "openpyxl":
        try:
            if widest > _RECTANGLE or _boasts(package):
                raise FarApartError
            progress("xlsx: calamine", "")
            _by_calamine(package, workbook.sheets, sheets)
            return _reading("calamine", sheets, said, workbook)
        except (RefusedError, MemoryError):
            raise
        except FarApartError:
            if reader == "calamine":
                raise
        except BaseException as error:  # a panic of calamine is no Exception
            if reader == "calamine":
                raise
            first_fault = str(error)
    progress("xlsx: openpyxl", first_fault)
    try:
        _by_openpyxl(package, sheets)
    except (RefusedError, MemoryError, ImportError):  # without defusedxml openpyxl is not even asked
        raise
    except Exception as error:
        raise damaged(first_fault or f"{type(error).__name__}: {error}") from None
    said.append(("N113", {"reader": "openpyxl"}))
    return _reading("openpyxl", sheets, said, workbook)


def _reading(reader: str, sheets: list[Found], said: list[tuple[str, dict[str, str]]], workbook: Workbook) -> Reading:
    reading = Reading("xlsx", reader, sheets, said)
    reading.locked = workbook.locked
    return reading


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


def _by_openpyxl(package: Zip, sheets: list[Found]) -> None:
    import os
    import sys
    from io import BytesIO

    # openpyxl imports these when they are there; it needs none of them to read, and they reserve much memory.
    for name in ("numpy", "PIL", "lxml"):
        sys.modules[name] = None  # type: ignore[assignment]  # as `import` allows
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
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None and cell.data_type != "e":
                    found.put_value(cell.row - 1, cell.column - 1, cell.value)
