"""The most that each effort can gain: a knapsack with a chain of steps for each indicator, solved exactly.

A point of the frontier is an effort and the greatest gain that no smaller
effort reaches too. Both are whole numbers, kept in one: the effort in the high
bits and, in the low ones, what is missing to the largest number they can hold,
so that points sort by effort and, at equal effort, the greatest gain first.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spbe_index.core.chains import Chain, Group, groups


class Point(NamedTuple):
    """An effort and the most it gains, in whole units."""

    cost: int
    gain: int


class Frontier:
    """All points of a set of chains; `chains` is how many there are, `groups` is how they were taken together."""

    def __init__(self, chains: Sequence[Chain]) -> None:
        self.chains = len(chains)
        self.groups = groups(chains)
        self._bits = (sum(chain.gains[-1] for chain in chains if chain.gains) + 1).bit_length()
        self._mask = (1 << self._bits) - 1
        #: The points of the groups from each place on: the last ones first known, the whole set last.
        self._from = [[self._mask]]
        for group in reversed(self.groups):
            self._from.append(self._joined(self._from[-1], group))
        self._from.reverse()

    def points(self) -> Iterator[Point]:
        """Every point, from the least effort to the greatest gain."""
        return (Point(key >> self._bits, self._gain(key)) for key in self._from[0])

    def highest(self) -> Point:
        """The greatest gain there is, at the least effort."""
        key = self._from[0][-1]
        return Point(key >> self._bits, self._gain(key))

    def cheapest(self, need: int) -> Point | None:
        """The least effort that gains at least `need`, with the most it gains; None when nothing gains as much."""
        keys = self._from[0]
        place = bisect_left(keys, need, key=self._gain)
        return Point(keys[place] >> self._bits, self._gain(keys[place])) if place < len(keys) else None

    def most(self, cost: int, place: int = 0) -> int:
        """The greatest gain that the groups from a place on have for an effort of at most `cost`; -1 below 0."""
        keys = self._from[place]
        found = bisect_right(keys, (cost << self._bits) | self._mask) - 1
        return self._gain(keys[found]) if found >= 0 else -1

    def _gain(self, key: int) -> int:
        return self._mask - (key & self._mask)

    def _joined(self, points: list[int], group: Group) -> list[int]:
        """The points of a group and of what stands behind it."""
        own = sorted(
            (cost << self._bits) + self._mask - gain for cost, gain in zip(group.costs, group.gains, strict=True)
        )
        steps = [key - self._mask for key in _undominated(own, self._mask)]
        candidates = [key + step for step in steps for key in points]
        candidates.sort()
        return _undominated(candidates, self._mask)


def _undominated(keys: list[int], mask: int) -> list[int]:
    """Of sorted points those that gain more than every cheaper one."""
    kept = []
    missing = mask + 1
    for key in keys:
        if key & mask < missing:
            missing = key & mask
            kept.append(key)
    return kept
