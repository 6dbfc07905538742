"""What stands between the rows of a table and is none: its headings once more, or those of another, of another year."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np

from spbe_index.levels.cells import text
from spbe_index.load.door.refusal import RefusedError
from spbe_index.load.folding import fold
from spbe_index.load.level_tables import TABLE_HEADINGS

Array = Any
#: So many numbers, each one more than that before, are headings and no levels.
_NUMBERED = 6
_NAMED, _SHOWN = 5, 200


def repeated(block: Any, rows: Array, headings: Mapping[str, str]) -> Array:
    """Which of some rows are the headings of the table once more.

    Args:
        block: The rows of a table.
        rows: Those of which the agency reads like a heading.
        headings: What heads each of the block's columns.

    Raises:
        RefusedError: E898, one of them heads another table, whose columns hold something else.

    """
    found = np.zeros(block.num_rows, bool)
    for at in np.flatnonzero(rows).tolist():
        cells = {name: text(block.column(name)[at].as_py()) for name in headings}
        beside = {name: cell for name, cell in cells.items() if cell and name != "agency"}
        if beside and all(fold(cell) == fold(headings[name]) for name, cell in cells.items() if cell):
            found[at] = True
        elif _are_headings([cell for name, cell in beside.items() if name == "level" or name not in TABLE_HEADINGS]):
            named = ", ".join([cells["agency"], *list(beside.values())[:_NAMED]])
            raise RefusedError("E898", cause="headings", advice="headings", found=named[:_SHOWN])
    return found


def _are_headings(cells: list[str]) -> bool:
    """Whether what stands in place of levels is headings, and no levels of a group of agencies."""
    if any(sign.isalpha() for cell in cells for sign in cell):
        return True
    numbers = [int(cell) for cell in cells if cell.isascii() and cell.isdigit()]
    rising = all(after == before + 1 for before, after in pairwise(numbers))
    return len(numbers) == len(cells) >= _NUMBERED and rising
