"""Columns as people have them -> keys of indicators and levels in whole units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw

from spbe_index.core.problem import NOWHERE, SpbeError, problem
from spbe_index.core.rubric import Rubric
from spbe_index.core.scaled import Scaled
from spbe_index.load.answer_codes import AnswerCodes, Coding, answer_codes
from spbe_index.load.level_tables import (
    BAD,
    BLANK,
    EDGES,
    EMPTY,
    JOINTS,
    NEAR,
    NOUGHTS,
    NUMBER,
)
from spbe_index.load.table_columns import Columns, settled, twice_told
from spbe_index.load.wide_headings import read_wide_heading

#: Columns on the way, named so that they meet none of the user's.
KEY, CELL = "spbe__key", "spbe__cell"
#: Numbers of indicators and levels are below this.
_MOST = 1000
# There are no nulls on the way, but BLANK and BAD: engines differ in what they make of whole numbers that are absent.


def keys_of(whole: Scaled) -> list[str]:
    """The keys of an instrument's leaves, in rubric order."""
    codes = tuple(leaf.code for leaf in whole.leaves)
    return list(map(answer_codes(Coding(codes)).of, codes))


def wide_columns(names: Sequence[Any], by: Sequence[str], year: str, rubric: Rubric, codes: AnswerCodes) -> Columns:
    """The columns of a wide table by the key of their indicator; names may be numbers.

    Raises:
        SpbeError: E846, two are of the same indicator; E848, a name may mean two things.

    """
    headings = list(map(str, names))
    read = ((place, read_wide_heading(headings[place], codes)) for place, name in enumerate(names) if name not in by)
    wide = tuple((place, said) for place, said in read if said)
    roles = {"year": names.index(year)} if year in by else {}
    columns = settled(Columns(roles, {}, (), None, wide, codes=codes), headings, (rubric,))
    if columns.doubt:
        raise SpbeError(problem("E848", NOWHERE, **columns.doubt))
    for first, second, key in columns.twice:
        raise SpbeError(problem("E846", **twice_told(headings, first, second, key, codes)))
    return columns


def twins(frame: Any, given: Mapping[str, str], codes: AnswerCodes) -> dict[str, Any]:
    """The particulars of E846: two columns of a frame that have the same name; `given` are those of what is read."""
    names = list(map(str, getattr(frame, "column_names", None) or frame.columns))
    first, second = next((names.index(name), at) for at, name in enumerate(names) if names.index(name) < at)
    said = read_wide_heading(names[first], codes)
    what = next((role for role, name in given.items() if name == names[first]), said.key if said else "")
    told = twice_told(names, first, second, what, codes)
    return told if what else {**told, "what": names[first][:60]}


def long_form(
    table: Any,
    whole: Scaled,
    codes: AnswerCodes,
    by: Sequence[str],
    indicator: str,
    level: str,
    wide: Columns | None,
) -> Any:
    """The rows of a long table, or of a wide one with these columns: the columns `by`, KEY and CELL.

    Where the headings of a wide table name years, the last of `by` is made of them.

    CELL is the level in units, BLANK, or BAD for what is no level of the
    item's scale. A key that the instrument does not have is left as it is.
    """
    schema = table.collect_schema()
    known = keys_of(whole)
    _demand(by[0] in schema, "agency", schema, codes)
    own = by[:-1] if wide and wide.years else by
    grouped = [_group(name, schema[name]) for name in own]
    if wide is None:
        _demand(level in schema, "level", schema, codes)
        cell = _cells(level, schema[level], whole.per).alias(CELL)
        long = table.select(*grouped, _keys(indicator, schema[indicator], codes).alias(KEY), cell)
    else:
        named = {key: list(schema)[place] for key, place in wide.keys.items()}
        _demand(any(key.partition(" ")[0] in known for key in named), "indicator", schema, codes)
        cells = (_cells(name, schema[name], whole.per).alias(key) for key, name in named.items())
        held = table.select(*grouped, *cells)
        if held.implementation.is_duckdb():
            # Its `unpivot` goes through the default connection, where a relation of another one is not known.
            parts = [held.select(*own, nw.lit(key).alias(KEY), nw.col(key).alias(CELL)) for key in named]
            long = nw.concat(parts)
        else:
            long = held.unpivot(on=list(named), index=list(own), variable_name=KEY, value_name=CELL)
        key: Any = nw.col(KEY).cast(nw.String)
        year = [key.str.replace_all("^.* ", "").cast(nw.Int64).alias(by[-1])] if wide.years else []
        long = long.with_columns(key.str.replace_all(" .*$", "").alias(KEY), *year)
    return long.with_columns(_on_scale(whole, known).alias(CELL))


def _group(name: str, dtype: Any) -> Any:
    """A column of agencies or years, with null for a blank or NaN: all without a name are one."""
    column: Any = nw.col(name)
    if dtype in (nw.String, nw.Categorical, nw.Enum):
        trimmed = column.cast(nw.String).str.replace_all(EDGES, "")
        return nw.when(trimmed != "").then(trimmed).alias(name)
    return nw.when(~column.is_nan()).then(column).alias(name) if dtype.is_float() else column


def _demand(there: bool, what: str, schema: Any, codes: AnswerCodes) -> None:
    if not there:
        found, first = ", ".join(map(str, schema))[:200], ", ".join(codes.first)
        raise SpbeError(problem("E841", what=what, found=found, codes=first))


def _on_scale(whole: Scaled, known: Sequence[str]) -> Any:
    """CELL with BAD in place of what the scale of the item does not allow."""
    allowed: dict[tuple[int, int, int], list[str]] = {}
    for key, leaf in zip(known, whole.leaves, strict=True):
        allowed.setdefault((leaf.low, leaf.high, leaf.step), []).append(key)
    cell: Any = nw.col(CELL)
    held = cell
    for (low, high, step), names in allowed.items():
        off = (cell < low) | (cell > high) | ((cell - low) % step != 0)
        held = nw.when(nw.col(KEY).is_in(names) & (cell >= 0) & off).then(nw.lit(BAD)).otherwise(held)
    return held


def _keys(name: str, dtype: Any, codes: AnswerCodes) -> Any:
    column: Any = nw.col(name)
    text = column.cast(nw.String)
    if dtype.is_float():  # 3.0 is 3, and what has a part is an input: 35.1
        whole = (column >= 0) & (column < _MOST) & (column.round(0) == column)
        number = nw.when(whole).then(column).otherwise(nw.lit(-1.0)).cast(nw.Int64).cast(nw.String)
        text = nw.when(whole).then(number).otherwise(text)
    text = text.str.replace_all(EDGES, "").str.replace_all(NOUGHTS, "").str.to_uppercase()
    for pattern, kept in codes.steps():
        text = text.str.replace_all(pattern, kept)
    key = text = text.str.replace_all(JOINTS, "-")
    for prefix, known in codes.lone().items():
        key = nw.when(text.is_in(known)).then(text.str.replace_all(f"^{prefix}", "")).otherwise(key)
    return key


def _cells(name: str, dtype: Any, per: int) -> Any:
    """A column of levels in units, BLANK, or BAD for what is no number or has too many decimals."""
    column: Any = nw.col(name)
    if dtype == nw.Boolean:
        return nw.when(column.is_null()).then(nw.lit(BLANK)).otherwise(nw.lit(BAD))
    if dtype.is_numeric():
        number = column.cast(nw.Float64)
        blank = column.is_null() | number.is_nan() if dtype.is_float() else column.is_null()
        return _units(number, blank, per)
    # Text, and columns of mixed values as pandas has them. What is no text at all (a date) is no level.
    text = column.cast(nw.String).str.replace_all(EDGES, "").str.replace_all(",", ".", literal=True)
    blank = column.is_null() | text.str.contains(EMPTY)
    number = nw.when(text.str.contains(NUMBER)).then(text).cast(nw.Float64)
    return _units(number, blank, per)


def _units(number: Any, blank: Any, per: int) -> Any:
    # Infinite and absent numbers are replaced first: an engine may refuse to make whole numbers of them.
    some = nw.when((number >= -NEAR) & (number < _MOST)).then(number).otherwise(nw.lit(-1.0))
    units = (some * per).round(0)
    fits = (units >= 0) & ((units - some * per).abs() <= NEAR * per)
    found = nw.when(fits).then(units.cast(nw.Int64)).otherwise(nw.lit(BAD))
    return nw.when(blank).then(nw.lit(BLANK)).otherwise(found)
