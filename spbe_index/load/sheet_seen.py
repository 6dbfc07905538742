"""What one sheet holds, as far as it can be told without understanding it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from spbe_index.core.inspection import HIDDEN, UNLISTED, VISIBLE, SheetSeen, Some
from spbe_index.load.level import unreadable
from spbe_index.load.sheets import Cell, Sheet

#: So many cells, rows or columns are named.
_NAMED = 10
#: Cells looked at for what lies under merges, each merge counting anew; a sheet that asks for more is made to tire us.
_MOST_LOOKED_AT = 500_000


def sheet_seen(sheet: Sheet, holds: Sequence[str]) -> SheetSeen:
    """What a sheet holds; `holds` is what was recognised in it."""
    cells = sheet.cells
    odd = [(cell, unreadable(cell)) for cell in cells if cell.kind in ("error", "formula") or "#" in cell.text]
    hidden = [cell for cell in cells if cell.row in sheet.hidden_rows or cell.column in sheet.hidden_columns]
    columns = sorted({cell.column for cell in hidden if cell.column in sheet.hidden_columns})
    return SheetSeen(
        name=sheet.name,
        state=VISIBLE if sheet.visible else UNLISTED if sheet.unlisted else HIDDEN,
        locked=sheet.locked,
        reach=_reach(cells),
        cells=len(cells),
        errors=_some([cell.name for cell, why in odd if why == "error"]),
        uncalculated=_some([cell.name for cell, why in odd if why == "formula"]),
        hidden_rows=_some([str(row) for row in sorted(sheet.hidden_rows)]),
        hidden_columns=_some([Cell(1, column, "text", "").name[:-1] for column in columns]),
        hidden_cells=len(hidden),
        merged=len(sheet.merged),
        under_merges=_some([cell.name for cell in _under_merges(sheet)]),
        holds=tuple(holds),
    )


def _some(names: Sequence[str]) -> Some:
    return Some(len(names), tuple(names[:_NAMED]))


def _reach(cells: Sequence[Cell]) -> str:
    """The smallest range that holds all cells."""
    if not cells:
        return ""
    columns = [cell.column for cell in cells]
    first = Cell(cells[0].row, min(columns), "text", "")
    last = Cell(cells[-1].row, max(columns), "text", "")
    return f"{first.name}:{last.name}"


def _under_merges(sheet: Sheet) -> Iterable[Cell]:
    """The cells under a merged range that are not its first, in order."""
    found = {(cell.row, cell.column): cell for cell in _looked_at(sheet)}
    return [found[place] for place in sorted(found)]


def _looked_at(sheet: Sheet) -> Iterator[Cell]:
    rows: dict[int, list[Cell]] = {}
    for cell in sheet.cells if sheet.merged else ():
        rows.setdefault(cell.row, []).append(cell)
    order = sorted(rows)
    left_to_look = _MOST_LOOKED_AT
    for top, left, bottom, right in sheet.merged:
        for row in order[bisect_left(order, top) : bisect_right(order, bottom)]:
            cells = rows[row]
            begin = bisect_left(cells, left, key=_column)
            end = bisect_right(cells, right, key=_column)
            left_to_look -= 1 + end - begin
            if left_to_look < 0:
                return
            yield from (cell for cell in cells[begin:end] if (cell.row, cell.column) != (top, left))


def _column(cell: Cell) -> int:
    return cell.column
