"""The official list of 2023 as data, and levels that fit a row of it; shared by tests."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

LIST = Path(__file__).parents[2] / "rubrics" / "results" / "2023.csv"


@dataclass(frozen=True)
class Row:
    agency: str
    domains: tuple[str, str, str, str]
    index: str
    predicate: str


def rows() -> list[Row]:
    with LIST.open(encoding="utf-8", newline="") as file:
        return [
            Row(r["agency"], (r["D1"], r["D2"], r["D3"], r["D4"]), r["index"], r["predicate"])
            for r in csv.DictReader(file)
        ]


def fitting_levels(row: Row) -> Iterator[list[int]]:
    """47 levels for each combination of level sums that prints the row's domains and index.

    The arithmetic here is integer arithmetic of its own, independent of the package:
    hundredths by `(2 * 100 * top + bottom) // (2 * bottom)`.
    """
    d1, d2, d3, d4 = (int(Fraction(text) * 100) for text in row.domains)
    firsts = [s for s in range(10, 51) if _hundredths(s, 10) == d1]
    seconds = [s for s in range(10, 51) if _hundredths(s, 10) == d2]
    thirds = [s for s in range(11, 56) if _hundredths(s, 11) == d3]
    # Domain 4: ten indicators of 2.75 % and six of 3 %, so its value is (2.75 a + 3 b) / 45.5.
    fourths = [(a, b) for a in range(10, 51) for b in range(6, 31) if _hundredths(11 * a + 12 * b, 182) == d4]
    index = int(Fraction(row.index) * 100)
    for s1, s2, s3, (s7, s8) in itertools.product(firsts, seconds, thirds, fourths):
        # In units of 0.05 %: weights 26, 50, 30, 55, 60; all of them sum to 2000.
        if _hundredths(26 * s1 + 50 * s2 + 30 * s3 + 55 * s7 + 60 * s8, 2000) == index:
            yield [*spread(s1, 10), *spread(s2, 10), *spread(s3, 11), *spread(s7, 10), *spread(s8, 6)]


def spread(total: int, count: int) -> list[int]:
    """`count` levels as equal as can be that sum to `total`."""
    low, more = divmod(total, count)
    return [low + 1] * more + [low] * (count - more)


def _hundredths(top: int, bottom: int) -> int:
    return (200 * top + bottom) // (2 * bottom)
