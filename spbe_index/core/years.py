"""Steps spread over years: how much each year may cost is kept to, and what gains most comes early.

A division gives every step a year, the steps of one indicator in order, so that
no year costs more than the ceiling. Finding one is like packing boxes: it is
done exactly while there are few ways to fill the years, and by filling one year
after the other where there are many. A division that is told always keeps the
ceiling; that there is none is said only where every way was looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations_with_replacement
from typing import NamedTuple

from spbe_index.core.chains import Chain
from spbe_index.core.frontier import Frontier
from spbe_index.core.optima import Optima

#: More ways to fill the years than this are not all looked at.
MOST_FILLINGS = 3_000
#: So many ceilings are tried to find a low one.
_TRIES = 40


class Division(NamedTuple):
    """The year of each step of each chain, from 0; `best` where no division gains more early (year by year)."""

    years: tuple[tuple[int, ...], ...]
    best: bool


class Undecided(NamedTuple):
    """No division was found: `impossible` where there is none."""

    impossible: bool


def divide(chains: Sequence[Chain], count: int, ceiling: int) -> Division | Undecided:
    """The steps of these chains divided among `count` years that cost at most `ceiling` each.

    Of all divisions the one is taken that gains most in the first year, then in
    the second, and so on, where they could all be looked at.
    """
    steps = [step for chain in chains for step in _apart(chain.costs)]
    if sum(steps) > count * ceiling or max(steps, default=0) > ceiling:
        return Undecided(impossible=True)
    found = _all_ways(chains, count, ceiling)
    if isinstance(found, Undecided) and not found.impossible:
        filled = _year_by_year(chains, count, ceiling)
        return found if filled is None else Division(filled, best=False)
    return found


def even(chains: Sequence[Chain], count: int) -> tuple[Division, int]:
    """A division without a given ceiling, and the ceiling it keeps: as low as was found to do.

    A ceiling of the mean of the years and the dearest step together always does.
    """
    steps = [step for chain in chains for step in _apart(chain.costs)]
    dearest = max(steps, default=0)
    least = max(dearest, -(-sum(steps) // count))
    for ceiling in range(least, least + max(1, dearest), max(1, dearest // _TRIES)):
        found = divide(chains, count, ceiling)
        if isinstance(found, Division):
            return found, ceiling
    return Division(_in_turn(chains, least + dearest), best=False), least + dearest


def _apart(sums: Sequence[int]) -> Iterator[int]:
    """The steps of which these are the running sums."""
    return (after - before for before, after in zip((0, *sums), sums, strict=False))


def _all_ways(chains: Sequence[Chain], count: int, ceiling: int) -> Division | Undecided:
    """The best division of all, unless there are too many ways to look at.

    Kept for each way that years can be filled: what is gained year by year, and how.
    """
    ways: dict[tuple[int, ...], tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]]
    ways = {(0,) * count: ((0,) * count, ())}
    for chain in chains:
        costs, gains = list(_apart(chain.costs)), list(_apart(chain.gains))
        further: dict[tuple[int, ...], tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]] = {}
        for of_steps in combinations_with_replacement(range(count), len(costs)):
            spent, won = [0] * count, [0] * count
            for year, cost, gain in zip(of_steps, costs, gains, strict=True):
                spent[year] += cost
                won[year] += gain
            for filled, (gained, how) in ways.items():
                filling = tuple(map(sum, zip(filled, spent, strict=True)))
                if max(filling) <= ceiling:
                    gaining = tuple(map(sum, zip(gained, won, strict=True)))
                    known = further.get(filling)
                    if known is None or gaining > known[0]:
                        further[filling] = gaining, (*how, of_steps)
            if len(further) > MOST_FILLINGS:
                return Undecided(impossible=False)
        ways = further
    return Division(max(ways.values())[1], best=True) if ways else Undecided(impossible=True)


def _year_by_year(chains: Sequence[Chain], count: int, ceiling: int) -> tuple[tuple[int, ...], ...] | None:
    """Each year takes what gains most, as long as the rest does not cost more than the years after it have."""
    done = [0] * len(chains)
    years: list[list[int]] = [[] for _ in chains]
    for year in range(count):
        left = [_rest(chain, taken) for chain, taken in zip(chains, done, strict=True)]
        whole = sum(chain.costs[-1] for chain in left if chain.costs)
        least = whole - (count - year - 1) * ceiling
        frontier = Frontier(left)
        fitting = [point for point in frontier.points() if least <= point.cost <= ceiling]
        if not fitting:
            return None
        point = fitting[-1]
        for place, taken in enumerate(Optima(frontier, point, point.gain).best()):
            done[place] += taken
            years[place] += [year] * taken
    return tuple(map(tuple, years))


def _rest(chain: Chain, taken: int) -> Chain:
    """A chain without its first steps."""
    gained, spent = (0, *chain.gains)[taken], (0, *chain.costs)[taken]
    return Chain(
        tuple(gain - gained for gain in chain.gains[taken:]), tuple(cost - spent for cost in chain.costs[taken:])
    )


def _in_turn(chains: Sequence[Chain], ceiling: int) -> tuple[tuple[int, ...], ...]:
    """Steps one after the other, a new year whenever the next one does not fit."""
    year = spent = 0
    years = []
    for chain in chains:
        of_steps = []
        for cost in _apart(chain.costs):
            if spent + cost > ceiling:
                year, spent = year + 1, 0
            spent += cost
            of_steps.append(year)
        years.append(tuple(of_steps))
    return tuple(years)
