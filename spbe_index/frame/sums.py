"""Rows of levels -> sums of whole numbers for each agency and year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw

from spbe_index.core.scaled import Ratio, Scaled
from spbe_index.frame.cells import CELL, KEY, keys_of
from spbe_index.load.level_tables import BAD

#: The sum of a node, and how many of its items are answered (or invalid, where blanks count as something).
TOP, COUNT = "spbe__top_", "spbe__count_"
COUNTS = ("answered", "invalid", "repeated", "unknown")
#: Above any level, for the least of none.
_HIGHEST = 2**40
_LOW, _HIGH, _GIVEN, _FAULTS = "spbe__low", "spbe__high", "spbe__given", "spbe__faults"


def settled(long: Any, whole: Scaled, by: Sequence[str]) -> Any:
    """One row for each agency, year and indicator: `_LOW` is its level in units, COUNTS tell what became of its rows.

    Rows for one indicator are taken as in a workbook: blank ones give way, the
    same level twice is that level, and different ones are no answer.
    """
    cell: Any = nw.col(CELL)
    marked = long.with_columns(
        nw.when(cell >= 0).then(cell).otherwise(nw.lit(_HIGHEST)).alias(_LOW),
        nw.when(cell >= 0).then(cell).otherwise(nw.lit(BAD)).alias(_HIGH),
        _flag(cell >= 0).alias(_GIVEN),
        _flag(cell == BAD).alias(_FAULTS),
    )
    one = marked.group_by(*by, KEY).agg(
        nw.col(_LOW).min(), nw.col(_HIGH).max(), nw.col(_GIVEN).sum(), nw.col(_FAULTS).sum()
    )
    given, faults = nw.col(_GIVEN).cast(nw.Int64), nw.col(_FAULTS).cast(nw.Int64)
    known = nw.col(KEY).is_in(keys_of(whole)).fill_null(value=False)
    one = one.with_columns(
        nw.when(known).then(nw.lit(0)).otherwise(given + faults).alias("unknown"),
        _flag(known & (faults == 0) & (given > 0) & (nw.col(_LOW) == nw.col(_HIGH))).alias("answered"),
        _flag(known & (faults + given > 0)).alias("invalid"),
    )
    return one.with_columns(
        (nw.col("invalid") - nw.col("answered")).alias("invalid"),
        nw.when(nw.col("answered") == 1).then(given - 1).otherwise(nw.lit(0)).alias("repeated"),
    )


def summed(one: Any, whole: Scaled, by: Sequence[str], unfilled: str) -> Any:
    """One row for each agency and year: COUNTS, and TOP and COUNT of each node.

    TOP is the sum of share x (level - what an unfilled item counts as) over the
    items answered; `assumed_total` has what is then to be added.
    """
    counted = "answered" if unfilled == "refuse" else "invalid"
    columns = {name: nw.col(name) for name in COUNTS}
    for node in whole.nodes:
        below = [key for key, share in zip(keys_of(whole), node.shares, strict=True) if share]
        columns[COUNT + node.code] = nw.when(_is(below)).then(nw.col(counted)).otherwise(nw.lit(0))
        columns[TOP + node.code] = _top(node, whole, unfilled)
    rows = one.select(*by, *(column.alias(name) for name, column in columns.items()))
    sums = rows.group_by(*by).agg(*(nw.col(name).sum() for name in columns))
    return sums.with_columns(*(nw.col(name).cast(nw.Int64) for name in columns))


def assumed_total(node: Ratio, whole: Scaled, unfilled: str) -> int:
    """The sum of a node when nothing is answered."""
    return sum(share * unit for share, unit in zip(node.shares, _assumed(whole, unfilled), strict=True))


def _assumed(whole: Scaled, unfilled: str) -> list[int]:
    return [leaf.low if unfilled == "lowest" else 0 for leaf in whole.leaves]


def _top(node: Ratio, whole: Scaled, unfilled: str) -> Any:
    alike: dict[tuple[int, int], list[str]] = {}
    for key, share, assumed in zip(keys_of(whole), node.shares, _assumed(whole, unfilled), strict=True):
        if share:
            alike.setdefault((share, assumed), []).append(key)
    top: Any = nw.lit(0)
    for (share, assumed), names in alike.items():
        counts = _is(names) & (nw.col("answered") == 1)
        top = nw.when(counts).then((nw.col(_LOW) - assumed) * share).otherwise(top)
    return top


def _is(names: Sequence[str]) -> Any:
    # A row that names no indicator is of none; without this it would be of nobody knows which.
    return nw.col(KEY).is_in(names).fill_null(value=False)


def _flag(condition: Any) -> Any:
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))
