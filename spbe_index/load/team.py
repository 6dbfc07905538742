"""Who assessed: the rows of a workbook that name the members of the team."""

from __future__ import annotations

from collections.abc import Iterator

from spbe_index.load.folding import fold, one_line, phrases
from spbe_index.load.sheets import Book, Sheet

#: How a label begins behind which a member stands.
LABELS = phrases("tim penilai | tim asesor | tim evaluasi | assessment team")


def read_team(book: Book) -> tuple[tuple[str, ...], ...]:
    """The members, each as the texts behind its label: name, position, department as far as they are given."""
    return tuple(member for sheet in book.sheets if sheet.visible for member in _members(sheet))


def _members(sheet: Sheet) -> Iterator[tuple[str, ...]]:
    rows: dict[int, dict[int, str]] = {}
    for cell in sheet.cells:
        if text := one_line(cell.text):
            rows.setdefault(cell.row, {})[cell.column] = text
    for texts in rows.values():
        first = min(texts)
        label = fold(texts[first])
        if any(label == start or label.removeprefix(start).strip().isdigit() for start in LABELS):
            member = tuple(texts.get(first + offset, "") for offset in range(1, 4))
            if any(member):
                yield member
