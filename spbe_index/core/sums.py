"""The exact distribution of a sum of independent values, in whole numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm

#: More bits of whole numbers than this are not multiplied: values with many decimals make for a very fine grid.
MOST_BITS = 80_000_000


def sum_of_independent(parts: Sequence[Mapping[Fraction, int]]) -> list[tuple[Fraction, int]] | None:
    """The sum of independent values, each given with its ways: every value it can have, lowest first, with its ways.

    A distribution is one whole number: the ways of the value n units above the
    lowest stand in the n-th stretch of its bits, so that adding an independent
    value is a handful of shifts. None when that number would be too long.
    """
    lows = [min(part) for part in parts]
    units = lcm(*((value - low).denominator for part, low in zip(parts, lows, strict=True) for value in part))
    spread = sum((max(part) - low for part, low in zip(parts, lows, strict=True)), Fraction(0)) * units
    width = -(-sum(sum(part.values()).bit_length() for part in parts) // 8) or 1
    if spread * width * 8 > MOST_BITS:
        return None
    whole = 1
    for part, low in zip(parts, lows, strict=True):
        whole = sum(ways * (whole << (8 * width * int((value - low) * units))) for value, ways in part.items())
    lowest, count = sum(lows, Fraction(0)), int(spread) + 1
    held = whole.to_bytes(width * count, "little")
    ways_of = (int.from_bytes(held[width * n : width * (n + 1)], "little") for n in range(count))
    return [(lowest + Fraction(n, units), ways) for n, ways in enumerate(ways_of) if ways]
