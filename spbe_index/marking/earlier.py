"""What an earlier run left in the workbook: its list of findings, and the formats its marks cover."""

from __future__ import annotations

from collections.abc import Sequence
from pyexpat import ExpatError

from spbe_index.load.door.prolog import make_parser
from spbe_index.load.door.values import letters
from spbe_index.marking.cells import position
from spbe_index.marking.findings import MEMORY, Remembered
from spbe_index.marking.markup import Element, local, parse
from spbe_index.marking.package import Package
from spbe_index.marking.workbook import Sheet, part_of_kind

_PIECE = 1 << 16


class _FoundError(Exception):
    """The first cell has been read."""


def earlier_list(package: Package, sheets: Sequence[Sheet], mark: str) -> Sheet | None:
    """The list of findings that the workbook already has: its A1 ends with the mark."""
    strings = _Strings(package)
    listed = (sheet for sheet in sheets if sheet.part and sheet.part in package)
    return next((sheet for sheet in listed if strings.text(_first_cell(package, sheet.part)).endswith(mark)), None)


def remembered(package: Package, sheet: Sheet) -> list[Remembered]:
    """The marks that a list of findings remembers."""
    strings = _Strings(package)
    data = parse(package.read(sheet.part), sheet.part).child("sheetData")
    column = letters(MEMORY - 1)
    found = []
    for cell in (cell for row in (data.children if data else ()) for cell in row.children):
        if not cell.get("r").startswith(column):
            continue
        name, _, address = strings.text(cell).rpartition("!")
        place, form = position(address), cell.get("s")
        if place and len(name) > 2:
            known = int(form) if form.isdecimal() and len(form) < 7 else 0
            found.append(Remembered(name[1:-1].replace("''", "'"), place, known))
    return found


class _Strings:
    """Texts of cells, also of those that stand in the table of strings: Excel moves them there."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._shared: list[Element] | None = None

    def text(self, cell: Element | None) -> str:
        if cell is None:
            return ""
        if cell.get("t") != "s":
            return _all_text(cell)
        if self._shared is None:
            part = part_of_kind(self._package, "sharedStrings")
            self._shared = parse(self._package.read(part), part).children if part else []
        number = _all_text(cell).strip()
        known = number.isdecimal() and len(number) < 8 and int(number) < len(self._shared)
        return _all_text(self._shared[int(number)]) if known else ""


def _all_text(element: Element) -> str:
    return element.text + "".join(
        _all_text(child) for child in element.children if child.local in ("t", "r", "is", "v")
    )


def _first_cell(package: Package, part: str) -> Element | None:
    """The first cell that is written, when it is A1; the rest of the part is not read."""
    parser = make_parser(part)
    path: list[Element] = []
    first: list[Element] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        element = Element(name, attributes, 0, b"")
        if path and first:
            path[-1].children.append(element)
        if local(name) == "c" and not first:
            first.append(element)
        path.append(element)

    def end(_: str) -> None:
        if path.pop() in first:
            raise _FoundError

    def text(piece: str) -> None:
        if first:
            path[-1].text += piece

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    data = package.read(part)
    try:
        for at in range(0, len(data), _PIECE):
            parser.Parse(data[at : at + _PIECE], False)
    except (_FoundError, ExpatError, ValueError, LookupError):
        pass  # a part that is not well-formed is refused by whoever needs it
    return first[0] if first and position(first[0].get("r") or "A1") == (1, 1) else None
