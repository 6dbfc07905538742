"""Columns of a block -> whole numbers: levels in units, texts as codes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.types as kind

from spbe_index.levels.grid import FINE
from spbe_index.load.level_tables import BAD, BLANK, NEAR, read_text

Array = Any
#: Whole levels above this are no levels of any instrument; below it they fit a byte.
_MOST = 100
#: What holds a word: running letters and most Roman numbers are shorter.
WORD = r"\pL{4}"


def levels(column: Any) -> tuple[Array, int]:
    """A column of levels as (cells, per): units of one over `per`, BLANK, or BAD for what is no number."""
    of = column.type
    if kind.is_dictionary(of) or kind.is_string(of) or kind.is_large_string(of):
        return _texts(column)
    if kind.is_integer(of):
        return _whole(column)
    if kind.is_floating(of) or kind.is_decimal(of):
        return _numbers(column)
    # Truth values, dates and the like: something is there, and no level.
    return np.where(np.asarray(column.is_null()), BLANK, BAD).astype(np.int8), 1


def _whole(column: Any) -> tuple[Array, int]:
    absent = column.null_count > 0
    values = (column.fill_null(0) if absent else column).to_numpy(zero_copy_only=False)
    if len(values) and int(values.min()) >= 0 and int(values.max()) <= _MOST:
        cells = values.astype(np.int8)
    else:
        cells = np.where((values >= 0) & (values <= _MOST), values, BAD).astype(np.int8)
    if absent:
        cells[np.asarray(column.is_null())] = BLANK
    return cells, 1


def _numbers(column: Any) -> tuple[Array, int]:
    values = column.cast(pa.float64()).to_numpy(zero_copy_only=False)  # nulls become NaN
    some = np.where((values >= -NEAR) & (values <= _MOST), values, -1.0)
    units = np.rint(some * FINE)
    fits = (units >= 0) & (np.abs(units - some * FINE) <= NEAR * FINE)
    cells = np.where(fits, units, np.where(np.isnan(values), BLANK, BAD)).astype(np.int32)
    return _coarse(cells)


def _texts(column: Any) -> tuple[Array, int]:
    codes, values = coded(column)
    read = [read_text("" if text is None else str(text), FINE) for text in values.to_pylist()]
    units = [BLANK if one is None else one if one <= _MOST * FINE else BAD for one in read]
    of_code, per = _coarse(np.array([*units, BLANK], np.int32))  # code -1, of nulls, finds the last
    return of_code[codes], per


def _coarse(cells: Array) -> tuple[Array, int]:
    """Cells in whole levels where all are whole."""
    given = cells >= 0
    if (cells[given] % FINE).any():
        return cells, FINE
    return np.where(given, cells // FINE, cells).astype(np.int8), 1


def coded(column: Any) -> tuple[Array, Any]:
    """A column as (codes, values): for each row the place of its value, -1 for nulls; and the different values."""
    if not kind.is_dictionary(column.type):
        if not _is_plain(column):
            column = column.cast(pa.string())
        column = column.dictionary_encode()
    codes = column.indices
    if codes.null_count:
        codes = codes.fill_null(-1) if kind.is_signed_integer(codes.type) else codes.cast(pa.int64()).fill_null(-1)
    values = column.dictionary
    return codes.to_numpy(zero_copy_only=False), values if _is_plain(values) else values.cast(pa.string())


def filled(column: Any) -> Array:
    """Which rows of a column of names are not blank."""
    codes, values = coded(column)
    named = pc.not_equal(pc.utf8_trim_whitespace(values), "") if kind.is_string(values.type) else values.is_valid()
    return np.append(named.to_numpy(zero_copy_only=False), False)[codes]


def rows_of(column: Any, pattern: str) -> Array | None:
    """Which rows of a column hold text of this pattern; None when none does."""
    if kind.is_integer(column.type):
        return None
    codes, values = coded(column)
    found = matching(values, pattern)
    return None if found is None else np.append(found, False)[codes]


def matching(values: Any, pattern: str) -> Array | None:
    """Which values are text of this pattern; None when none is."""
    if not kind.is_string(values.type):
        return None
    found = pc.fill_null(pc.match_substring_regex(values, pattern), False).to_numpy(zero_copy_only=False)
    return found if found.any() else None


def few(column: Any) -> tuple[Array, Any]:
    """`coded` for a column that mostly has one value: that is seen sooner than each is looked up."""
    if kind.is_integer(column.type) and not column.null_count:
        ends = pc.min_max(column)
        if ends["min"].equals(ends["max"]):
            return np.zeros(1, np.int32), column.slice(0, 1)
    return coded(column)


def _is_plain(values: Any) -> bool:
    return bool(kind.is_integer(values.type) or kind.is_string(values.type))


def text(value: Any) -> str:
    """A value of a column of names as text without blanks at its ends; "" for null."""
    return "" if value is None else str(value).strip()
