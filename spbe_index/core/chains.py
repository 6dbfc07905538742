"""Indicators whose levels gain alike, taken together: how many levels for how much effort, in whole numbers.

Ten indicators of one weight need not be told apart while a plan is looked for:
what counts is how many levels they are raised in all, and the least that
costs. So a plan over 47 indicators is one over a handful of groups.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

#: More than any number of indicators: efforts and indicators touched share one whole number, compared in this order.
_TOUCHED_BITS = 12


class Chain(NamedTuple):
    """One indicator: gain and cost of its first step, of its first two steps, and so on, in whole units.

    Gains rise strictly from above 0; costs are 0 or more and never fall.
    """

    gains: tuple[int, ...]
    costs: tuple[int, ...]


class Group:
    """Chains that gain alike with every step, or a single one of any kind.

    Args:
        places: Where the members stand among all chains.
        members: The chains.
        gains: What 0, 1, 2, ... steps of the group gain, however they are shared out.

    """

    def __init__(self, places: Sequence[int], members: Sequence[Chain], gains: Sequence[int]) -> None:
        self.places = tuple(places)
        self.gains = tuple(gains)
        self._rungs = [(0, *((cost << _TOUCHED_BITS) + 1 for cost in member.costs)) for member in members]
        self._least = _least(self._rungs)
        #: What 0, 1, 2, ... steps cost at least, and on how few indicators that can be done.
        self.costs = tuple(both >> _TOUCHED_BITS for both in self._least[0])
        self.touched = tuple(both & ((1 << _TOUCHED_BITS) - 1) for both in self._least[0])

    def ways(self) -> tuple[int, ...]:
        """In how many ways 0, 1, 2, ... steps can be shared out at the least cost."""
        table = [[1]]
        for place in reversed(range(len(self._rungs))):
            below, counts = self._least[place + 1], table[-1]
            row = []
            for steps in range(len(self._least[place])):
                cost = self._least[place][steps] >> _TOUCHED_BITS
                row.append(
                    sum(
                        counts[steps - rung]
                        for rung, own in enumerate(self._rungs[place])
                        if 0 <= steps - rung < len(below) and (own + below[steps - rung]) >> _TOUCHED_BITS == cost
                    )
                )
            table.append(row)
        return tuple(table[-1])

    def shares(self, steps: int) -> Iterator[tuple[int, ...]]:
        """Every way to share out so many steps at the least cost, as steps of each member.

        The first way touches the fewest members and, of those that touch as few,
        raises the first ones most.
        """
        seen: set[tuple[int, ...]] = set()
        for strict in (True, False):
            for share in self._shares(0, steps, strict=strict):
                if share not in seen:
                    seen.add(share)
                    yield share

    def _shares(self, place: int, steps: int, *, strict: bool) -> Iterator[tuple[int, ...]]:
        if place == len(self._rungs):
            yield ()
            return
        shift = 0 if strict else _TOUCHED_BITS
        below = self._least[place + 1]
        for rung in reversed(range(min(steps + 1, len(self._rungs[place])))):
            left = steps - rung
            if left >= len(below):
                break
            both = self._rungs[place][rung] + below[left]
            if both >> shift == self._least[place][steps] >> shift:
                for rest in self._shares(place + 1, left, strict=strict):
                    yield (rung, *rest)


def groups(chains: Sequence[Chain]) -> tuple[Group, ...]:
    """The chains in groups that are as large as can be, in the order of their first members."""
    alike: dict[int | tuple[int, ...], list[int]] = {}
    for place, chain in enumerate(chains):
        steps = {after - before for before, after in pairwise((0, *chain.gains))}
        if len(steps) == 1:
            alike.setdefault(steps.pop(), []).append(place)
        elif steps:
            alike[-1 - place, *chain.gains] = [place]
    made = []
    for key, places in alike.items():
        members = [chains[place] for place in places]
        if isinstance(key, int):
            gains = [key * steps for steps in range(sum(len(member.gains) for member in members) + 1)]
        else:
            gains = [0, *members[0].gains]
        made.append(Group(places, members, gains))
    return tuple(made)


def _least(rungs: Sequence[Sequence[int]]) -> list[list[int]]:
    """For the members from each place on: the least that 0, 1, 2, ... steps cost them (and touch, in the low bits)."""
    table = [[0]]
    for own in reversed(rungs):
        below = table[-1]
        row = [
            min(own[rung] + below[steps - rung] for rung in range(len(own)) if 0 <= steps - rung < len(below))
            for steps in range(len(own) + len(below) - 1)
        ]
        table.append(row)
    return table[::-1]
