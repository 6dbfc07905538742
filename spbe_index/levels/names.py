"""The different names of agencies, in the order in which they first come."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from spbe_index.levels.cells import coded, matching
from spbe_index.load.level_tables import HEADS, SUMS

Array = Any


class Names:
    """Names with their places. Half a million are looked up in tens of milliseconds, and sorted ones in none."""

    def __init__(self) -> None:
        self._parts: list[Any] = []
        self._greatest: Any = None
        self._nameless = -1
        self._of = pa.string()
        self._last: tuple[Any, Array] | None = None
        self._like: dict[str, list[int]] = {SUMS: [], HEADS: []}
        self.count = 0

    def places(self, values: Any) -> Array:
        """The place of each of some names (an Arrow array without nulls), int32; new ones are added.

        Blanks at the ends of a name are no part of it, and a name of blanks is none.
        """
        self._of = values.type
        if not len(values):
            return np.zeros(0, np.int32)
        # Blocks of one row group come with the same dictionary.
        if self._last is None or not self._last[0].equals(values):
            self._last = values, self._found(values)
        return self._last[1]

    def _found(self, values: Any) -> Array:
        if pa.types.is_string(values.type):
            values = pc.utf8_trim_whitespace(values)
            named = pc.not_equal(values, "").to_numpy(zero_copy_only=False)
            if not named.all():
                places = np.full(len(values), self.nameless(), np.int32)
                places[named] = self._found(values.filter(pa.array(named)))
                return places
        if (rising := self._rising(values)) is not None:
            return rising
        known = pa.concat_arrays(self._parts) if self._parts else values.slice(0, 0)
        found = pc.index_in(values, value_set=known)
        if found.null_count:
            new = pc.unique(values.filter(found.is_null()))
            found = pc.coalesce(found, pc.add(pc.index_in(values, value_set=new), pa.scalar(self.count, pa.int32())))
            self._add(new, pc.max(new))
        return found.to_numpy()

    def like(self, pattern: str, column: Any) -> Array | None:
        """Which rows of a column of names hold none but what SUMS or HEADS tell; None when none does."""
        if pa.types.is_integer(column.type):
            return None
        codes, values = coded(column)
        places = self.places(values)
        found = np.append(np.isin(places, self._like[pattern]), False) if self._like[pattern] else np.zeros(1, bool)
        return found[codes] if found.any() else None

    def nameless(self) -> int:
        """The place of rows that name no agency."""
        if self._nameless < 0:
            self._nameless = self.count
            self._add(pa.nulls(1, self._of), self._greatest)
        return self._nameless

    def nameless_in(self, places: Array) -> int:
        """How many of these places are that of rows that name no agency."""
        return 0 if self._nameless < 0 else int((places == self._nameless).sum())

    def all(self) -> Any:
        """All names as text, by place."""
        parts = [part.cast(pa.string()) for part in self._parts]
        return pc.fill_null(pa.concat_arrays(parts), "") if parts else pa.array([], pa.string())

    def _rising(self, values: Any) -> Array | None:
        """The places of names in rising order behind all known ones, the first perhaps the last of them; else None."""
        same = self._greatest is not None and values[0].equals(self._greatest)
        if same and not self._parts[-1][-1].equals(self._greatest):
            return None
        if not same and self._greatest is not None and not pc.greater(values[0], self._greatest).as_py():
            return None
        if len(values) > 1 and not pc.all(pc.greater(values[1:], values[:-1])).as_py():
            return None
        first = self.count - same
        if len(values) > same:
            self._add(values[int(same) :], values[-1])
        return np.arange(first, first + len(values), dtype=np.int32)

    def _add(self, values: Any, greatest: Any) -> None:
        self._parts.append(values)
        for pattern in self._like:
            if (found := matching(values, pattern)) is not None:
                self._like[pattern] += (self.count + np.flatnonzero(found)).tolist()
        self.count += len(values)
        if self._greatest is None or (greatest is not None and pc.greater(greatest, self._greatest).as_py()):
            self._greatest = greatest
