"""Places on a sheet, as rows and columns and as Excel names them."""

from __future__ import annotations

from spbe_index.load.door.refusal import MAX_COLUMNS, MAX_ROWS
from spbe_index.load.door.values import address, column_of

#: Row and column, counted from 1.
Position = tuple[int, int]


def position(name: str) -> Position | None:
    """Row and column of a cell's name, of a range its first cell; None when it names no cell."""
    plain = name.partition(":")[0].replace("$", "")
    digits = plain.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    column = column_of(plain[: len(plain) - len(digits)])
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 7 or not 0 <= column < MAX_COLUMNS:
        return None
    return (int(digits), column + 1) if 1 <= int(digits) <= MAX_ROWS else None


def name_of(place: Position) -> str:
    """A position as Excel names it, e.g. D17."""
    return address(place[0] - 1, place[1] - 1)


def within(place: Position, first: Position, last: Position) -> bool:
    """Whether a place is in the range from `first` to `last`."""
    return first[0] <= place[0] <= last[0] and first[1] <= place[1] <= last[1]
