"""What waits until it is known by which instrument each row is scored: levels of names, and names beside codes."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.types as kind

from spbe_index.levels.cells import coded, text
from spbe_index.levels.grid import Grid
from spbe_index.levels.indicators import OPEN, Indicators
from spbe_index.levels.records import Said
from spbe_index.load.level_tables import BLANK

Array = Any
#: With more different names than this, a column beside that of codes holds something else, and is not looked at.
_MOST_NAMES = 10_000
_SHOWN = 60


class Later:
    """Levels whose indicator hangs on the instrument of their row, and how often which name stands beside which code.

    `used` are the places in `Indicators.meanings` of those that have levels.
    """

    def __init__(self, indicators: Indicators) -> None:
        self.used: set[int] = set()
        self._indicators = indicators
        self._levels: list[tuple[Array, Array, Array, int]] = []
        self._names: dict[str, int] = {}
        self._pairs: Counter[tuple[int, int, int]] = Counter()
        self._of_names = True

    def take(self, rows: Array, at: Array, cells: Array, per: int) -> Array | None:
        """Keep those cells (as those of `Grid.put`) that must wait, and tell which need not; None when none must."""
        if not self._indicators.meanings or not (waits := at <= OPEN).any():
            return None
        mine = waits & (cells != BLANK)
        meanings = (OPEN - at[mine]).astype(np.int32)
        self.used.update(np.unique(meanings).tolist())
        self._levels.append((rows[mine].astype(np.int32), meanings, cells[mine], per))
        return ~waits

    def count(self, column: Any, periods: Array, at: Array, cells: Array) -> None:
        """Count names (a column of them) beside codes, with the period and the place of the indicator of each row."""
        if not self._of_names or not _is_text(column):
            return
        codes, values = coded(column)
        if len(values) <= _MOST_NAMES:
            named = [self._names.setdefault(name, len(self._names)) for name in map(text, values.to_pylist())]
        self._of_names = max(len(values), len(self._names)) <= _MOST_NAMES
        if not self._of_names:
            self._pairs.clear()
            return
        there = (codes >= 0) & (at >= 0) & (cells != BLANK)
        width, most = len(self._indicators.place), len(self._names)
        marks = (periods[there].astype(np.int64) * width + at[there]) * most + np.array(named, np.int64)[codes[there]]
        for found in pa.array(marks).value_counts().to_pylist():
            rest, name = divmod(found["values"], most)
            self._pairs[(*divmod(rest, width), name)] += found["counts"]

    def settle(self, grid: Grid, instrument_of: Array, period_of: Array, said: Said) -> None:
        """Enter what waited into the grid, and tell of names that contradict the code beside them.

        Args:
            grid: The levels.
            instrument_of: By row of the grid the place of its instrument, -1 where it has none.
            period_of: By row of the grid the place of its period, on which alone its instrument hangs.
            said: What is noticed is added here.

        """
        meanings = np.array(self._indicators.meanings, np.int64)
        strange: set[int] = set()
        while self._levels:
            rows, at, cells, per = self._levels.pop(0)
            instruments = instrument_of[rows]
            there = instruments >= 0
            rows, at, cells = rows[there].astype(np.int64), at[there], cells[there]
            places = meanings[at, instruments[there]]
            strange.update(np.unique(at[places < 0]).tolist())
            grid.put(rows, places, cells, per)
        for meaning in strange:
            self._indicators.note(meaning)
        self._tell(dict(zip(period_of.tolist(), instrument_of.tolist(), strict=True)) if self._pairs else {}, said)

    def _tell(self, by_period: dict[int, int], said: Said) -> None:
        names = list(self._names)
        keys = list(self._indicators.place)
        count = 0
        first: dict[str, str] = {}
        for (period, place, name), times in self._pairs.items():
            instrument = by_period[period]
            if instrument >= 0 and self._indicators.contradicts(instrument, place, names[name]):
                first = first or {"key": self._indicators.codes.shown(keys[place]), "found": names[name][:_SHOWN]}
                count += times
        if count:
            said.append(("W858", {"count": str(count), **first}))


def _is_text(column: Any) -> bool:
    of = column.type.value_type if kind.is_dictionary(column.type) else column.type
    return bool(kind.is_string(of) or kind.is_large_string(of))
