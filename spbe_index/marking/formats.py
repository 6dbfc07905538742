"""Other formats for some cells of a worksheet part; blank cells are written where there are none."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

from spbe_index.marking.cells import Position, name_of, position, within
from spbe_index.marking.markup import Edits
from spbe_index.marking.worksheet import Row, Worksheet


def set_formats(sheet: Worksheet, edits: Edits, formats: Mapping[Position, int]) -> None:
    """Give cells other formats. The rows of the cells are among those the worksheet was asked for."""
    new: dict[int, dict[int, int]] = {}
    for place, number in sorted(formats.items()):
        cell = sheet.cell(place)
        if cell is None:
            new.setdefault(place[0], {})[place[1]] = number
        elif cell[2] != number:
            edits.set(cell[1], "s", str(number))
    prefix = sheet.root.prefix.encode()
    whole_rows: dict[int, list[bytes]] = {}
    for number, cells in new.items():
        markups = {column: _blank(prefix, (number, column), form) for column, form in cells.items()}
        if number in sheet.rows:
            _add_cells(edits, sheet.rows[number], markups)
        else:
            following = bisect_right(sheet.numbers, number)
            at = sheet.starts[following] if following < len(sheet.starts) else -1
            row = b'<%srow r="%d">%s</%srow>' % (prefix, number, b"".join(markups.values()), prefix)
            whole_rows.setdefault(at, []).append(row)
    for at, rows in whole_rows.items():
        markup = b"".join(rows)
        data = sheet.part("sheetData")
        if at >= 0:
            edits.insert(at, markup)
        elif data:
            edits.append(data, markup)
    _widen(sheet, edits, [(row, column) for row, cells in new.items() for column in cells])


def _blank(prefix: bytes, place: Position, number: int) -> bytes:
    return b'<%sc r="%s" s="%d"/>' % (prefix, name_of(place).encode(), number)


def _add_cells(edits: Edits, row: Row, markups: Mapping[int, bytes]) -> None:
    """Add cells, by column, to a row that is there, each before those that come after it."""
    if row.element.empty:
        edits.append(row.element, b"".join(markups.values()))
    else:
        for column, markup in markups.items():
            edits.insert(min((at for other, at, _ in row.cells if other > column), default=row.after_cells), markup)
    first, _, last = row.element.get("spans").partition(":")
    if first.isdecimal() and last.isdecimal() and (min(markups) < int(first) or max(markups) > int(last)):
        edits.set(row.element.start, "spans", f"{min(int(first), *markups)}:{max(int(last), *markups)}")


def _widen(sheet: Worksheet, edits: Edits, places: list[Position]) -> None:
    """Make the dimension hold these places."""
    dimension = sheet.part("dimension")
    if dimension is None:
        return
    first, _, last = dimension.get("ref").partition(":")
    corners = position(first), position(last or first)
    if corners[0] and corners[1] and not all(within(place, corners[0], corners[1]) for place in places):
        rows, columns = zip(corners[0], corners[1], *places, strict=True)
        edits.set(dimension.start, "ref", f"{name_of((min(rows), min(columns)))}:{name_of((max(rows), max(columns)))}")
