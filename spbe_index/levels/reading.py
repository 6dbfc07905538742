"""Blocks of rows -> one grid of levels, and the agency, year, stage and group of each of its rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.types as kind

from spbe_index.levels.blocks import ahead, for_each, used
from spbe_index.levels.cells import WORD, coded, few, filled, levels, rows_of, text
from spbe_index.levels.grid import Grid
from spbe_index.levels.indicators import Indicators
from spbe_index.levels.inside import repeated
from spbe_index.levels.later import Later
from spbe_index.levels.names import Names
from spbe_index.levels.records import Passed
from spbe_index.levels.source import BESIDE, FAULT, LABEL, Source
from spbe_index.load.door.refusal import RefusedError
from spbe_index.load.level_tables import BLANK, HEADS, NOUGHTS, SUMS, TABLE_HEADINGS
from spbe_index.load.table_columns import year_in

Array = Any
_FIRST_YEAR, _LAST_YEAR = 1900, 2999
_MOST_PERIODS = 1_000
#: In place of the year of rows that cannot be scored.
NO_YEAR = -1
_SHOWN = 100
#: So many rows that cannot be scored are told, beside what stands in each.
_TOLD = 10
#: So many rows that sum up others are named.
_NAMED = 5


class Reading:
    """Reads a source into `grid`.

    Afterwards `agencies` are the names, `agency_of` and `period_of` the
    places of a grid row's agency and period, `periods` (year or None, stage)
    pairs, `groups` the group of each grid row where the table has any.
    `faults` are the grid rows that cannot be scored, all of the year NO_YEAR: code and
    particulars of what is wrong with the first of an agency's rows. `keys`
    are the columns of the grid, `rubrics` the instruments they are of, by whose
    names indicators may be called. `later` is what must be settled before the
    grid is whole.
    """

    def __init__(self, source: Source, keys: list[str], rubrics: Sequence[str] = ()) -> None:
        self.grid = Grid(len(keys))
        self.indicators = Indicators(keys, rubrics, source.columns.codes)
        self.later = Later(self.indicators)
        self.agencies = Names()
        self.periods: dict[tuple[int | None, str], int] = {}
        self.agency_of = np.zeros(0, np.int32)
        self.period_of = np.zeros(0, np.int32)
        self.groups: list[str] = []
        self.faults: dict[int, tuple[str, dict[str, str]]] = {}
        self._sums: dict[str, int] = {}
        self._passed = Passed()
        source.watch(self._passed)
        self._nameless = 0
        self._heads_again = 0
        self._source = source
        self._rows: list[Array] = []
        self._places_of_keys = {key: self._place_of_key(key) for key in source.columns.keys}

    def read(self, rows: int) -> None:
        """Take in all blocks, each of about so many rows; one is placed while the next is read."""
        for block in ahead(self._source.blocks(rows)):
            self._block(block)
        self._source.passed.tell(self._source.said, self._passed)
        if self._heads_again:
            self._source.said.append(("N898", {"count": str(self._heads_again)}))
        if self._nameless:
            self._source.said.append(("W859", {"count": str(self._nameless)}))
        for row in sorted(self.faults)[:_TOLD]:
            self._source.said.append(self.faults[row])
        if self._sums:
            found = ", ".join(name[:_SHOWN] for name in list(self._sums)[:_NAMED])
            self._source.said.append(("N855", {"count": str(sum(self._sums.values())), "found": found}))

    def _block(self, block: Any) -> None:
        if (heads := self.agencies.like(HEADS, block.column("agency"))) is not None:
            again = repeated(block, heads, self._source.headings_of(block.schema.names))
            self._heads_again += int(again.sum())
            block = used(block.filter(pa.array(~again)))
        keys = self._source.columns.keys
        if keys:
            entries: list[Any] = [(self._places_of_keys[key], *levels(block.column(key))) for key in keys]
        else:
            entries = [(self._places(block.column("indicator")), *levels(block.column("level")))]
        if (some := self._some(block, [cells for _, cells, _ in entries])) is not None:
            block = block.filter(pa.array(some))
            entries = [(at if keys else at[some], cells[some], per) for at, cells, per in entries]
        if not block.num_rows:
            return
        self._passed.rows_follow()
        if years := self._source.columns.years:
            block = for_each(years, block)
        heads, row_of_head = self._heads(block)
        counts = np.diff(np.append(heads, block.num_rows))
        rows = row_of_head if len(heads) == block.num_rows else np.repeat(row_of_head, counts)
        self._note_faults(block, rows)
        self._nameless += self.agencies.nameless_in(self.agency_of[rows]) // max(1, len(years))
        for (at, cells, per), key in zip(entries, keys or ("",), strict=True):
            mine = rows[years.index(year_in(key)) :: len(years)] if years else rows
            places = np.full(len(mine), at) if keys else at
            if BESIDE in block.schema.names:
                self.later.count(block.column(BESIDE), self.period_of[mine], places, cells)
            if (now := self.later.take(mine, places, cells, per)) is None:
                self.grid.put(mine, places, cells, per)
            else:
                self.grid.put(mine[now], places[now], cells[now], per)

    def _place_of_key(self, key: str) -> int:
        """The place of the indicator of a wide table's column, as `Indicators.place_of`."""
        code = key.partition(" ")[0]
        if (only := self._source.columns.only.get(key)) is None:
            return self.indicators.place_of_column(code, self._source.heading_of(key))
        return self.indicators.place_in(code, self._source.heading_of(key), only)

    def _some(self, block: Any, cells: list[Array]) -> Array | None:
        """Which rows are of an agency; None when all are. Titles and notes have a name alone; they are counted.

        A row without a level is one where it names an agency and, beside it, an indicator, a year or the like.
        """
        some = np.zeros(block.num_rows, bool)
        summing = self._summing(block)
        for one in cells:
            some |= one != BLANK
            if some.all():
                return None if summing is None else ~summing
        others = [name for name in block.schema.names if name in TABLE_HEADINGS and name not in ("agency", "level")]
        beside = np.zeros(len(some), bool)
        for name in others:
            beside |= filled(block.column(name))
        named = filled(block.column("agency"))
        some |= beside & named
        if FAULT in block.schema.names:
            some |= filled(block.column(FAULT))
        if summing is not None:
            some &= ~summing
            named &= ~summing
        self._pass(block.column("agency"), named & ~some, some)
        if LABEL in block.schema.names and (noted := rows_of(block.column(LABEL), WORD)) is not None:
            self._pass(block.column(LABEL), noted & ~some & ~named & (True if summing is None else ~summing), some)
        return None if some.all() else some

    def _pass(self, column: Any, rows: Array, some: Array) -> None:
        """Take note of rows that are passed over and of what stands in this column; `some` are those of agencies."""
        for at in np.flatnonzero(rows).tolist():
            self._passed.add([text(column[at].as_py())])
            if self._passed.of_another_year and some[at:].any():
                self._passed.rows_follow()

    def _summing(self, block: Any) -> Array | None:
        """Which rows sum up others, by what stands in place of their agency; None when none does. They are counted."""
        rows = self.agencies.like(SUMS, block.column("agency"))
        if LABEL in block.schema.names and (labelled := rows_of(block.column(LABEL), SUMS)) is not None:
            labelled &= ~filled(block.column("agency"))
            rows = labelled if rows is None else rows | labelled
        if rows is None or not rows.any():
            return None
        for at in np.flatnonzero(rows).tolist():
            found = text(block.column("agency")[at].as_py()) or text(block.column(LABEL)[at].as_py())
            self._sums[found] = self._sums.get(found, 0) + 1
        return rows

    def _places(self, column: Any) -> Array:
        """The grid's column of each row's indicator, -1 where it has none."""
        codes, values = coded(column)
        places = np.array([*(self.indicators.place_of(text(value)) for value in values.to_pylist()), -1], np.int32)
        return places[codes]

    def _heads(self, block: Any) -> tuple[Array, Array]:
        """Where rows of another agency or period begin, and the grid row of each."""
        column = block.column("agency")
        period = self._periods(block)
        if FAULT in block.schema.names and (faulty := filled(block.column(FAULT))).any():
            period = np.where(faulty, self._period(NO_YEAR, ""), period)
        plain = kind.is_integer(column.type) and not column.null_count
        codes, values = (column.to_numpy(zero_copy_only=False), None) if plain else coded(column)
        begins = codes[1:] != codes[:-1]
        if not isinstance(period, int):
            begins |= period[1:] != period[:-1]
        heads = np.concatenate(([0], np.flatnonzero(begins) + 1))
        at_head = codes[heads]
        if values is None:
            at_head, values = coded(pa.array(at_head))
        places = np.append(self.agencies.places(values), -1)
        if at_head.min() < 0:
            places[-1] = self.agencies.nameless()
        agency = places[at_head]
        periods = np.full(len(heads), period) if isinstance(period, int) else period[heads]
        return heads, self._grid_rows(agency, periods, block, heads)

    def _note_faults(self, block: Any, rows: Array) -> None:
        """Note what is wrong with the rows of a block that cannot be scored; `rows` are those of the grid."""
        places = [place for (year, _), place in self.periods.items() if year == NO_YEAR]
        faulty = np.flatnonzero(np.isin(self.period_of[rows], places)) if places else ()
        if not len(faulty):
            return
        for row, first in zip(*np.unique(rows[faulty], return_index=True), strict=True):
            at = int(faulty[first])
            uneven = text(block.column(FAULT)[at].as_py()) if FAULT in block.schema.names else ""
            if uneven:
                fault = "E847", dict(zip(("line", "found", "expected"), uneven.split(), strict=True))
            else:
                agency = text(block.column("agency")[at].as_py())[:_SHOWN]
                fault = "E842", {"found": text(block.column("year")[at].as_py())[:60], "agency": agency or "-"}
            self.faults.setdefault(int(row), fault)

    def _periods(self, block: Any) -> Any:
        """The place of the period of all rows, or of each row."""
        parts = [(role, few(block.column(role))) for role in ("year", "stage") if role in block.schema.names]
        if not parts:
            return self._period(self._source.year, "")
        whole = np.zeros(1, np.int64)
        for _, (codes, values) in parts:
            whole = whole * (len(values) + 1) + codes + 1
        first = int(whole[0])
        different = np.array([first]) if (whole == first).all() else np.unique(whole)
        if len(different) > _MOST_PERIODS:
            raise RefusedError("E118", limit=_MOST_PERIODS, what="periods")
        places = []
        for one in different.tolist():
            left = one
            said: dict[str, Any] = {}
            for role, (_, values) in reversed(parts):
                left, code = divmod(left, len(values) + 1)
                said[role] = values[code - 1].as_py() if code else None
            year = _year(said["year"]) if "year" in said else self._source.year
            places.append(self._period(NO_YEAR if isinstance(year, str) else year, text(said.get("stage"))))
        return places[0] if len(different) == 1 else np.array(places)[np.searchsorted(different, whole)]

    def _period(self, year: int | None, stage: str) -> int:
        place = self.periods.setdefault((year, stage), len(self.periods))
        if place >= _MOST_PERIODS:
            raise RefusedError("E118", limit=_MOST_PERIODS, what="periods")
        if place == len(self._rows):
            self._rows.append(np.zeros(0, np.int32))
        return place

    def _grid_rows(self, agency: Array, periods: Array, block: Any, heads: Array) -> Array:
        """The grid row of each pair of agency and period, new ones in the order in which they come."""
        rows = np.empty(len(agency), np.int64)
        for period in np.unique(periods).tolist():
            if len(self._rows[period]) < self.agencies.count:
                longer = np.full(2 * self.agencies.count, -1, np.int32)
                longer[: len(self._rows[period])] = self._rows[period]
                self._rows[period] = longer
            mine = periods == period
            rows[mine] = self._rows[period][agency[mine]]
        fresh = np.flatnonzero(rows < 0)
        if not len(fresh):
            return rows
        pair = periods[fresh].astype(np.int64) * self.agencies.count + agency[fresh]
        if (pair[1:] > pair[:-1]).all():
            new = fresh
            rows[fresh] = np.arange(len(fresh)) + self.grid.count
        else:
            _, first, back = np.unique(pair, return_index=True, return_inverse=True)
            order = np.argsort(first, kind="stable")
            number = np.empty(len(first), np.int64)
            number[order] = np.arange(len(first)) + self.grid.count
            rows[fresh] = number[back]
            new = fresh[first[order]]
        for period in np.unique(periods[new]).tolist():
            mine = new[periods[new] == period]
            self._rows[period][agency[mine]] = rows[mine]
        self.grid.extend(self.grid.count + len(new))
        self.agency_of = np.concatenate((self.agency_of, agency[new].astype(np.int32)))
        self.period_of = np.concatenate((self.period_of, periods[new].astype(np.int32)))
        if "group" in block.schema.names:
            self.groups += map(text, pc.take(block.column("group"), pa.array(heads[new])).to_pylist())
        return rows


def _year(said: Any) -> int | str | None:
    """A year as a number; None for a blank, and the text itself where it is no year."""
    plain = text(said)
    if plain in ("", "-", "nan"):
        return None
    whole = re.sub(NOUGHTS, "", plain)
    if not (whole.isascii() and whole.isdigit() and _FIRST_YEAR <= int(whole[:9]) <= _LAST_YEAR):
        return plain
    return int(whole)
