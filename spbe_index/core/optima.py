"""The sets of steps that reach a gain at the least effort: the one to be told, some others, and how many there are.

Ties are broken the same way always: of equal effort the greater gain, then the
fewer indicators, then the earlier ones in the order in which they were given
(indicators that gain alike standing side by side).

What makes this quick: a set that has spent some effort on the first groups can
be completed to a cheapest one exactly when the frontier of the remaining groups
gains enough for the remaining effort. No search ever comes to a dead end.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from spbe_index.core.frontier import Frontier, Point

#: A set of steps: how many each chain is raised.
Choice = tuple[int, ...]

#: More partial sets than this are not looked at to count or to compare; the count is then not known.
MOST_STATES = 4_000
#: So many mixes of groups are compared to find the alternatives worth telling.
_MIXES = 60


class Optima:
    """All sets that gain at least `need` for the effort of `point`, which is the least such effort.

    Args:
        frontier: The points of all chains.
        point: What `frontier.cheapest(need)` gave.
        need: The gain asked for.

    """

    def __init__(self, frontier: Frontier, point: Point, need: int) -> None:
        self._frontier = frontier
        self._groups = frontier.groups
        self._point = point
        self._need = need

    def best(self) -> Choice:
        """The set to be told: of the cheapest ones that gain most, the one that touches the fewest indicators."""
        memory: dict[tuple[int, int, int], tuple[int, int]] = {}
        self._fewest(0, self._point.cost, self._point.gain, memory)
        mix: list[int] = []
        cost, gain = self._point.cost, self._point.gain
        for place, group in enumerate(self._groups):
            steps = -memory[place, cost, gain][1]
            mix.append(steps)
            cost, gain = cost - group.costs[steps], gain - group.gains[steps]
        return self._spread([next(group.shares(steps)) for group, steps in zip(self._groups, mix, strict=True)])

    def others(self, most: int) -> tuple[Choice, ...]:
        """Up to so many other cheapest sets, different mixes of groups before different members of one mix."""
        mixes = list(islice(self._mixes(0, self._point.cost, self._need), _MIXES))
        mixes.sort(key=lambda mix: (-self._gain(mix), self._touched(mix)))
        found = {self.best(): None}
        for mix in mixes:
            if len(found) <= most:
                found.setdefault(self._spread([next(g.shares(n)) for g, n in zip(self._groups, mix, strict=True)]))
        for mix in mixes:
            for choice in islice(self._spreads(mix), most + 1):
                if len(found) <= most:
                    found.setdefault(choice)
        return tuple(found)[1:]

    def count(self) -> int | None:
        """How many cheapest sets there are; None where telling would take too long."""
        ways = [group.ways() for group in self._groups]
        memory: dict[tuple[int, int, int], int] = {}

        def visit(place: int, cost: int, need: int) -> int:
            if place == len(self._groups):
                return 1
            known = memory.get((place, cost, need))
            if known is None:
                if len(memory) >= MOST_STATES:
                    raise _TooMany
                memory[place, cost, need] = known = sum(
                    ways[place][steps] * visit(place + 1, left, rest)
                    for steps, left, rest in self._viable(place, cost, need)
                )
            return known

        try:
            return visit(0, self._point.cost, self._need)
        except _TooMany:
            return None

    def _viable(self, place: int, cost: int, need: int) -> Iterator[tuple[int, int, int]]:
        """The steps of a group after which the rest can still be gained: with the effort and the gain left to make."""
        group = self._groups[place]
        for steps in reversed(range(len(group.gains))):
            left, rest = cost - group.costs[steps], need - group.gains[steps]
            if left >= 0 and self._frontier.most(left, place + 1) >= rest:
                yield steps, left, max(rest, 0)

    def _fewest(self, place: int, cost: int, gain: int, memory: dict[tuple[int, int, int], tuple[int, int]]) -> int:
        """The fewest indicators that the groups from a place on need; `memory` keeps them with the steps to take."""
        if place == len(self._groups):
            return 0
        if (place, cost, gain) not in memory:
            touched = self._groups[place].touched
            memory[place, cost, gain] = min(
                (touched[steps] + self._fewest(place + 1, left, rest, memory), -steps)
                for steps, left, rest in self._viable(place, cost, gain)
            )
        return memory[place, cost, gain][0]

    def _mixes(self, place: int, cost: int, need: int) -> Iterator[tuple[int, ...]]:
        if place == len(self._groups):
            yield ()
            return
        for steps, left, rest in self._viable(place, cost, need):
            for mix in self._mixes(place + 1, left, rest):
                yield (steps, *mix)

    def _gain(self, mix: tuple[int, ...]) -> int:
        return sum(group.gains[steps] for group, steps in zip(self._groups, mix, strict=True))

    def _touched(self, mix: tuple[int, ...]) -> int:
        return sum(group.touched[steps] for group, steps in zip(self._groups, mix, strict=True))

    def _spreads(self, mix: tuple[int, ...]) -> Iterator[Choice]:
        """Every set of one mix."""
        return map(self._spread, self._shared(mix, 0))

    def _shared(self, mix: tuple[int, ...], place: int) -> Iterator[list[tuple[int, ...]]]:
        if place == len(self._groups):
            yield []
            return
        for share in self._groups[place].shares(mix[place]):
            for rest in self._shared(mix, place + 1):
                yield [share, *rest]

    def _spread(self, shares: list[tuple[int, ...]]) -> Choice:
        """Steps group by group as steps chain by chain; a chain without steps has 0."""
        of_chain = {
            place: steps
            for group, share in zip(self._groups, shares, strict=True)
            for place, steps in zip(group.places, share, strict=True)
        }
        return tuple(of_chain.get(place, 0) for place in range(self._frontier.chains))


class _TooMany(Exception):  # noqa: N818  says what there is
    """More partial sets than are looked at."""
