"""From the rectangle of values that calamine returns to cells."""

from .values import COLUMNS, TEXT, Found, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def fill(found: Found, rows: "Iterable[Iterable[object]]") -> None:
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
                    texts.append(value)
            else:
                kind, text = plain(value) or (TEXT, "")
                if text:
                    positions.append(column)
                    kinds.append(kind)
                    texts.append(text)
        start += COLUMNS
