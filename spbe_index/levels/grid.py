"""All levels of a table as one matrix of small numbers: a row for each agency, year and stage, a column an indicator.

Rows come in any order and are taken as in a workbook: blanks give way, the same
level twice is that level, two different ones are no answer. What comes out is
the same however the rows are cut into blocks.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from spbe_index.core.scaled import DECIMALS
from spbe_index.load.level_tables import BAD, BLANK

#: In how many parts levels with decimals are counted.
FINE = 10**DECIMALS

Array = Any


class Grid:
    """The matrix, growing as rows are met.

    `width` is how many columns there are. `per` is 1 while all levels are whole and fit a
    byte, FINE from the first one on that does not. `unknown` counts levels of
    indicators that have no column, for each row.
    """

    def __init__(self, width: int) -> None:
        self.width = width
        self.count = 0
        self.per = 1
        self._flat = np.empty(0, np.int8)
        self._again: Array | None = None
        self.unknown = np.zeros(0, np.int32)
        self._top = -1

    @property
    def matrix(self) -> Array:
        """The levels, shape (rows, columns), in units of one over `per`."""
        return self._flat[: self.count * self.width].reshape(self.count, self.width)

    @property
    def again(self) -> Array | None:
        """How often each cell was said after the first time, shape (rows, columns); None when none was."""
        return None if self._again is None else self._again[: self.count * self.width].reshape(self.count, self.width)

    def extend(self, count: int) -> None:
        """Make room for so many rows in all."""
        self.count = count
        if count > len(self.unknown):
            more = max(count, 2 * len(self.unknown), 4096)
            self._flat = _longer(self._flat, more * self.width, BLANK)
            self.unknown = _longer(self.unknown, more, 0)
            if self._again is not None:
                self._again = _longer(self._again, more * self.width, 0)

    def put(self, rows: Array, columns: Array, cells: Array, per: int) -> None:
        """Enter cells.

        Args:
            rows: Row of each cell, int64.
            columns: Its column, or -1 for an indicator that has none; shape as rows.
            cells: The level in units of one over `per`, BLANK or BAD; shape as rows.
            per: 1 or FINE.

        """
        if columns.min(initial=0) < 0 or cells.min(initial=0) == BLANK:
            there = cells != BLANK
            lost = there & (columns < 0)
            if lost.any():
                np.add.at(self.unknown, rows[lost], 1)
            there &= columns >= 0
            rows, columns, cells = rows[there], columns[there], cells[there]
        if not len(cells):
            return
        if per > self.per:
            self._refine()
        elif per < self.per:
            cells = _fine(cells)
        flat = rows * self.width
        flat += columns
        first, last = int(flat[0]), int(flat[-1])
        rising = bool((flat[1:] > flat[:-1]).all())
        if rising and first > self._top:
            if last - first + 1 == len(flat):
                self._flat[first : last + 1] = cells
            else:
                self._flat[flat] = cells
        else:
            self._merge(flat, cells, rising)
        self._top = max(self._top, last if rising else int(flat.max()))

    def _merge(self, flat: Array, cells: Array, rising: bool) -> None:
        """Enter cells of which some may be taken already, or come twice."""
        held = self._flat[flat]
        if (held == BLANK).all():
            self._flat[flat] = cells
            if rising or self._filled(flat) == len(flat):
                return
            self._flat[flat] = held
        order = np.argsort(flat, kind="stable")
        flat, cells, held = flat[order], cells[order], held[order]
        starts = np.flatnonzero(np.concatenate(([True], flat[1:] != flat[:-1])))
        least, most = np.minimum.reduceat(cells, starts), np.maximum.reduceat(cells, starts)
        times = np.diff(np.append(starts, len(flat)))
        before, target = held[starts], flat[starts]
        blank = before == BLANK
        self._flat[target] = np.where((least == most) & (blank | (before == least)), least, BAD)
        more = times - blank
        if more.any():
            if self._again is None:
                self._again = np.zeros(len(self._flat), np.int32)
            self._again[target] += more

    def _filled(self, flat: Array) -> int:
        """How many different cells these are."""
        low = int(flat.min())
        seen = np.zeros(int(flat.max()) - low + 1, bool)
        seen[flat - low] = True
        return int(seen.sum())

    def _refine(self) -> None:
        self._flat = _fine(self._flat)
        self.per = FINE


def _fine(cells: Array) -> Array:
    wide = cells.astype(np.int32)
    return np.where(wide >= 0, wide * FINE, wide)


def _longer(array: Array, length: int, filler: int) -> Array:
    longer = np.full(length, filler, array.dtype)
    longer[: len(array)] = array
    return longer
