"""The grid -> a table of results: sums of whole numbers, a block of rows at a time."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from spbe_index.core.exact import SHOWN_PLACES
from spbe_index.core.result import ROOT
from spbe_index.core.scaled import Scaled
from spbe_index.levels.indicators import Indicators
from spbe_index.levels.reading import NO_YEAR, Reading
from spbe_index.levels.records import Said
from spbe_index.levels.sentences import Sentences
from spbe_index.load.level_tables import BAD, BLANK

Array = Any
_BLOCK = 8_192
#: Whole numbers below these are exact as binary numbers of 24 and 53 digits, which processors multiply quickest.
_SINGLE = 2**24
#: In place of the hundredths of a value that is not known.
_NONE = -1
#: So many levels that do not count are named.
_NAMED, _SHOWN = 5, 300


class Instrument(NamedTuple):
    """An instrument that may be meant: its id, its years (the last None while in force), and itself."""

    id: str
    first: int
    last: int | None
    whole: Scaled

    def of(self, year: int) -> bool:
        """Whether it is in force in a year."""
        return self.first <= year and (self.last is None or year <= self.last)


class Scores:
    """Results of all rows of a grid, filled in instrument by instrument."""

    def __init__(self, reading: Reading, instruments: list[Instrument]) -> None:
        self._reading = reading
        self._instruments = instruments
        count = reading.grid.count
        codes = dict.fromkeys(node.code for one in instruments for node in one.whole.nodes)
        self._values = {code: np.full(count, _NONE, np.int16) for code in codes}
        self._rubric = np.full(count, -1, np.int8)
        self._tops = np.zeros(count, np.int64)
        self._bands = np.full(count, -1, np.int8)
        self._band_names: list[str] = []
        self._counts = {name: np.zeros(count, np.int32) for name in ("answered", "unfilled", "invalid", "repeated")}
        self._unknown = reading.grid.unknown[:count].copy()
        self._invalid: list[tuple[int, str]] = []

    def score(self, place: int, rows: Array | None) -> None:
        """Score these rows (None for all) with the instrument at a place of the list."""
        one = self._instruments[place]
        grid = self._reading.grid
        columns, weights = _weights(one.whole, self._reading.indicators)
        others = np.setdiff1d(np.arange(grid.width), columns)
        plain = len(others) == 0 and bool((columns == np.arange(grid.width)).all())
        shift = len(self._band_names)
        self._band_names += [step.name for step in one.whole.steps]
        count = grid.count if rows is None else len(rows)
        for start in range(0, count, _BLOCK):
            stop = min(start + _BLOCK, count)
            which: Any = slice(start, stop) if rows is None else rows[start:stop]
            block = grid.matrix[which]
            again = None if grid.again is None else grid.again[which]
            self._rubric[which] = place
            if len(others):
                self._unknown[which] += (block[:, others] != BLANK).sum(axis=1, dtype=np.int32)
                if again is not None:
                    self._unknown[which] += again[:, others].sum(axis=1, dtype=np.int32)
            off = self._block(which, block if plain else block[:, columns], one.whole, weights, shift)
            if again is not None:
                mine = again[:, columns]
                self._counts["repeated"][which] = (mine if off is None else np.where(off, 0, mine)).sum(axis=1)

    def _block(self, which: Any, block: Array, whole: Scaled, weights: Array, shift: int) -> Array | None:
        """Score a block whose columns are the instrument's; which of its cells are no answer, None when all are."""
        per = self._reading.grid.per
        low, high, step = (np.array([leaf[at] for leaf in whole.leaves]) for at in (2, 3, 4))
        if per < whole.per:
            block = np.where(block >= 0, block.astype(np.int32) * whole.per, block)
        elif per > whole.per:
            # Millionths, where this instrument has whole levels: what lies between two is none of its scale.
            fits = block % (per // whole.per) == 0
            block = np.where(block < 0, block, np.where(fits, block // (per // whole.per), BAD))
        off = (block < low) | (block > high)
        if (step != 1).any():
            off |= (block - low) % step != 0
        if not off.any():
            self._counts["answered"][which] = len(low)
            self._fill(which, block, None, whole, weights, shift)
            return None
        blank = block == BLANK
        self._counts["answered"][which] = (~off).sum(axis=1)
        self._counts["unfilled"][which] = blank.sum(axis=1)
        invalid = off & ~blank
        self._counts["invalid"][which] = invalid.sum(axis=1)
        self._note(which, invalid, whole)
        self._fill(which, np.where(off, 0, block), off, whole, weights, shift)
        return off

    def _note(self, which: Any, invalid: Array, whole: Scaled) -> None:
        """Note the first cells that hold no level of their scale."""
        room = _NAMED - len(self._invalid)
        if not room or not invalid.any():
            return
        rows = np.arange(self._reading.grid.count)[which]
        found = np.argwhere(invalid)[:room].tolist()
        self._invalid += [(int(rows[at]), whole.leaves[column].code) for at, column in found]

    def tell(self, said: Said) -> None:
        """Say which levels do not count: W899, with the first of them."""
        if self._invalid:
            reading = self._reading
            names = reading.agencies.all()
            cells = [f"{names[int(reading.agency_of[row])].as_py()} {code}" for row, code in self._invalid]
            count = int(self._counts["invalid"].sum())
            said.append(("W899", {"count": str(count), "found": ", ".join(cells)[:_SHOWN]}))

    def _fill(self, which: Any, block: Array, off: Array | None, whole: Scaled, weights: Array, shift: int) -> None:
        tops = (block.astype(weights.dtype) @ weights).astype(np.int64)
        gaps = None if off is None else off.astype(weights.dtype) @ (weights > 0)
        for at, node in enumerate(whole.nodes):
            shown = node.hundredths(tops[:, at])
            self._values[node.code][which] = shown if gaps is None else np.where(gaps[:, at] == 0, shown, _NONE)
        index = tops[:, 0]
        decides = whole.index.hundredths(index) if whole.rounded else index
        least = np.array([step.least for step in whole.steps])
        bands = np.maximum(np.searchsorted(least, decides, side="right") - 1, 0) + shift
        self._tops[which] = index
        self._bands[which] = bands if gaps is None else np.where(gaps[:, 0] == 0, bands, -1)

    def table(self, file: str, sentences: Sentences) -> Any:
        """Everything as an Arrow table, a row for each of the grid; values as places in a list of decimals."""
        reading = self._reading
        count = reading.grid.count
        complete = self._bands >= 0
        years = [None if year == NO_YEAR else year for year, _ in reading.periods]
        periods = reading.period_of
        repeated = self._counts["repeated"]
        errors = self._counts["unfilled"] + self._counts["invalid"] + self._unknown
        status = np.where(complete, 0, np.where(self._rubric >= 0, 1, 2))
        used = [one.whole for place, one in enumerate(self._instruments) if (self._rubric == place).any()]
        # As in a batch of workbooks: nodes of instruments that no row is scored by have no column.
        codes = dict.fromkeys(node.code for whole in used for node in whole.nodes if node.code != ROOT)
        columns = {
            "file": _named([file], np.zeros(count, np.int8)),
            "agency": reading.agencies.all().take(pa.array(reading.agency_of)),
            "group": pa.array(reading.groups) if reading.groups else _named([""], np.zeros(count, np.int8)),
            "year": pa.array(years, pa.int32()).take(pa.array(periods)),
            "stage": _named([stage for _, stage in reading.periods], periods),
            "rubric": _named([one.id for one in self._instruments], self._rubric),
            ROOT: _or_null(self._values[ROOT]),
            "index_exact": self._fractions(complete),
            "band": _named(self._band_names, self._bands),
            "complete": pa.array(complete),
            "errors": pa.array(np.where(self._rubric < 0, 1, errors)),
            "warnings": pa.array(repeated + self._out_of_years()),
            "status": _named(["scored", "incomplete", "failed"], status),
            "message": self._messages(status, sentences),
            **{name: pa.array(self._counts[name]) for name in ("answered", "unfilled", "invalid")},
            "repeated": pa.array(repeated),
            "unknown": pa.array(self._unknown),
            **{code: _or_null(self._values[code]) for code in codes},
        }
        return pa.table(columns)

    def _out_of_years(self) -> Array:
        """1 for each row whose year is none of its instrument's, else 0."""
        reading = self._reading
        odd = np.zeros(reading.grid.count, np.int32)
        for place, one in enumerate(self._instruments):
            late = np.array([not (year is None or year == NO_YEAR or one.of(year)) for year, _ in reading.periods])
            if late.any():
                odd[(self._rubric == place) & late[reading.period_of]] = 1
        return odd

    def _messages(self, status: Array, sentences: Sentences) -> Any:
        """Why a row has no index, each sentence stored once."""
        if not (status.any() or self._unknown.any()):
            return _named([""], np.zeros(len(status), np.int8))
        unfilled, invalid = self._counts["unfilled"].astype(np.int64), self._counts["invalid"]
        many, more = int(invalid.max()) + 1, int(self._unknown.max()) + 1
        clean = (status == 0) & (self._unknown == 0)
        marks = np.select([clean, status == 2], [-1, -2], (unfilled * many + invalid) * more + self._unknown)
        for at, row in enumerate(self._reading.faults):
            marks[row] = -3 - at
        found = pa.array(marks).dictionary_encode()
        texts = [sentences.of(mark, many, more) for mark in found.dictionary.to_pylist()]
        return pa.DictionaryArray.from_arrays(found.indices, pa.array(texts, pa.string()))

    def _fractions(self, complete: Array) -> Any:
        """The exact index of each row as text, each different one written once."""
        bottoms = np.array([one.whole.index.bottom for one in self._instruments])
        many = np.int64(len(bottoms) or 1)
        marks = self._tops * many + np.maximum(self._rubric, 0)
        found = pa.array(marks, mask=None if complete.all() else ~complete).dictionary_encode()
        texts = [
            None if mark is None else str(Fraction(mark // int(many), int(bottoms[mark % int(many)])))
            for mark in found.dictionary.to_pylist()
        ]
        return pa.DictionaryArray.from_arrays(found.indices, pa.array(texts, pa.string()))


def choose(reading: Reading, instruments: list[Instrument], *, certain: bool) -> list[tuple[int, Array | None]]:
    """Which rows are scored with which instrument (its place): by their year, else the only one that fits; None is all.

    `certain` says that there is one instrument, and that it was asked for.
    """
    unsound = [place for place, (year, _) in enumerate(reading.periods) if year == NO_YEAR]
    if certain:
        return [(0, np.flatnonzero(~np.isin(reading.period_of, unsound)) if unsound else None)]
    fitting: list[int] | None = None
    by_place: dict[int, list[int]] = {}
    for period, (year, _) in enumerate(reading.periods):
        if year == NO_YEAR:
            continue
        in_force = [place for place, one in enumerate(instruments) if year is not None and one.of(year)]
        if not in_force:
            fitting = _fitting(reading, instruments) if fitting is None else fitting
            in_force = fitting
        if len(in_force) == 1:
            by_place.setdefault(in_force[0], []).append(period)
    if len(by_place) == 1 and len(next(iter(by_place.values()))) == len(reading.periods):
        return [(next(iter(by_place)), None)]
    return [(place, np.flatnonzero(np.isin(reading.period_of, of))) for place, of in by_place.items()]


def settle_names(reading: Reading, chosen: list[tuple[int, Array | None]], said: Said) -> None:
    """Understand names by the instruments that their rows are scored with; what is noticed is added to `said`."""
    instrument_of = np.full(reading.grid.count, -1, np.int8)
    for place, rows in chosen:
        instrument_of[slice(None) if rows is None else rows] = place
    reading.later.settle(reading.grid, instrument_of, reading.period_of, said)
    reading.indicators.tell(said)


def _fitting(reading: Reading, instruments: list[Instrument]) -> list[int]:
    """The instruments that have all indicators of the table; the one that has no more than these, if there is one."""
    matrix = reading.grid.matrix
    used = {at for at in reading.indicators.place.values() if (matrix[:, at] != BLANK).any()}
    own = [set(reading.indicators.columns(one.whole)) for one in instruments]
    # What a name means hangs on the instrument, and -1 is an indicator of none.
    named = [reading.indicators.meanings[at] for at in reading.later.used]
    all_used = [used | {places[place] for places in named} for place in range(len(own))]
    same = [place for place, keys in enumerate(own) if keys == all_used[place]]
    return same or [place for place, keys in enumerate(own) if keys >= all_used[place]]


def _weights(whole: Scaled, indicators: Indicators) -> tuple[Array, Array]:
    """The grid's columns in rubric order, and the shares, shape (leaves, nodes), in a type that sums them exactly."""
    columns = np.array(indicators.columns(whole))
    highest = max(leaf.high for leaf in whole.leaves)
    most = max(node.total(highest) for node in whole.nodes)
    exact = np.float32 if most < _SINGLE else np.float64
    return columns, np.array([node.shares for node in whole.nodes], exact).T.copy()


def _named(names: list[str], places: Array) -> Any:
    """Names by their place in a list, -1 for none, each stored once."""
    codes = places.astype(np.int8 if len(names) < 100 else np.int32)
    absent = codes < 0
    return pa.DictionaryArray.from_arrays(pa.array(codes, mask=absent if absent.any() else None), pa.array(names))


def _or_null(hundredths: Array) -> Any:
    most = int(hundredths.max(initial=0))
    decimals = pa.array(np.arange(most + 1) / 10**SHOWN_PLACES)
    absent = hundredths == _NONE
    return pa.DictionaryArray.from_arrays(pa.array(hundredths, mask=absent if absent.any() else None), decimals)
