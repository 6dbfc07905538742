"""The cheapest set of level raises that reaches a target, proved to be so, and everything that follows from it.

Efforts and gains are whole numbers of the rubric's common unit, so that "reached"
is never a matter of rounding. Of equally cheap sets the one is told that leads
highest, then the one that touches the fewest indicators, then the one that raises
those earlier in the rubric (indicators of one weight side by side). Where the
target is met already there is one way, to raise nothing, though some steps cost nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import accumulate
from math import gcd, lcm
from typing import NamedTuple

from spbe_index.core.chains import Chain
from spbe_index.core.frontier import Frontier
from spbe_index.core.optima import Choice, Optima
from spbe_index.core.planned import Alternative, Horizon, Obstacle, Plan, Reach, Spread, Step
from spbe_index.core.raises import Raise, Terms, ladders
from spbe_index.core.result import Open, Result
from spbe_index.core.rubric import Rubric
from spbe_index.core.score import verdict
from spbe_index.core.target import Target, band_target
from spbe_index.core.years import Division, divide, even

#: So many other sets of equal effort are told.
ALTERNATIVES = 5


class _Units(NamedTuple):
    """The steps of all answers in whole numbers: so many units of gain and of cost make one."""

    ladders: tuple[tuple[Raise, ...], ...]
    chains: list[Chain]
    gain: Fraction
    cost: Fraction


def plan(
    rubric: Rubric, result: Result, target: Target, terms: Terms | None = None, horizon: Horizon | None = None
) -> Plan:
    """The cheapest set of raises that reaches the target.

    Args:
        rubric: The instrument.
        result: Where the agency stands; its index must be known.
        target: What to reach.
        terms: What to keep to; nothing when None.
        horizon: The years to spread the steps over.

    Raises:
        ValueError: the result has no index.

    """
    if isinstance(result.index, Open):
        raise ValueError("a plan starts from an index")
    before, terms = result.index, terms or Terms()
    if horizon and horizon.per_year is not None:
        terms = terms._replace(ceiling=horizon.per_year)
    units = _units(ladders(rubric, result, terms))
    frontier = Frontier(units.chains)
    need = _need(target, before, units.gain)
    point = frontier.cheapest(need)
    chosen: Choice = (0,) * len(units.chains)
    others: tuple[Choice, ...] = ()
    sets: int | None = 1 if point else 0
    if point and need:
        optima = Optima(frontier, point, need)
        chosen, others, sets = optima.best(), optima.others(ALTERNATIVES), optima.count()
    spread, years = None, None
    if horizon and point:
        chosen, others, spread, years = _spread(units, chosen, others, horizon)
    bands = [band_target(rubric, band) for band in rubric.bands]
    steps = _steps(units.ladders, chosen, before, years)
    after = steps[-1].index_after if steps else before
    return Plan(
        target=target,
        before=before,
        reached=point is not None,
        cost=point and point.cost / units.cost,
        after=after,
        verdict=verdict(rubric.bands, rubric.decided_by, after),
        steps=steps,
        frontier=tuple(
            Reach(point.cost / units.cost, index, rubric.bands[max(0, sum(band.met_by(index) for band in bands) - 1)])
            for point in frontier.points()
            for index in [before + point.gain / units.gain]
        ),
        sets=sets,
        alternatives=tuple(_alternative(units.ladders, choice, before) for choice in others),
        obstacles=() if point else _obstacles(rubric, result, before, terms),
        spread=spread,
        untold=tuple(ladder[0].node.code for ladder in units.ladders if not all(move.told for move in ladder)),
        told=bool(terms.efforts) or any(leaf.entry and leaf.entry.efforts for leaf in result.leaves),
    )


def _units(of_answers: tuple[tuple[Raise, ...], ...]) -> _Units:
    gain = _per_unit(move.gain for ladder in of_answers for move in ladder)
    cost = _per_unit(move.cost for ladder in of_answers for move in ladder)
    chains = [
        Chain(
            tuple(accumulate(int(move.gain * gain) for move in ladder)),
            tuple(accumulate(int(move.cost * cost) for move in ladder)),
        )
        for ladder in of_answers
    ]
    return _Units(of_answers, chains, gain, cost)


def _per_unit(values: Iterable[Fraction]) -> Fraction:
    """How many of the largest unit that all values are whole multiples of make one."""
    distinct = set(values)
    below = lcm(*(value.denominator for value in distinct))
    return Fraction(below, gcd(*(int(value * below) for value in distinct)) or 1)


def _need(target: Target, before: Fraction, gain: Fraction) -> int:
    """How many units of gain reach the target."""
    missing = (target.at - before) * gain
    least = -(-missing // 1) if target.included else missing // 1 + 1
    return max(0, int(least))


def _alternative(of_answers: tuple[tuple[Raise, ...], ...], choice: Choice, before: Fraction) -> Alternative:
    moves = tuple(move for ladder, taken in zip(of_answers, choice, strict=True) for move in ladder[:taken])
    return Alternative(moves, sum((move.gain for move in moves), before))


def _steps(
    of_answers: tuple[tuple[Raise, ...], ...],
    choice: Choice,
    before: Fraction,
    years: tuple[tuple[int, ...], ...] | None,
) -> tuple[Step, ...]:
    """The chosen steps in the order in which they are told, with the index after each."""
    queues = [list(ladder[:taken]) for ladder, taken in zip(of_answers, choice, strict=True)]
    of_year = [list(of_steps) for of_steps in years] if years else [[-1] * len(queue) for queue in queues]
    steps: list[Step] = []
    index = before
    while waiting := [place for place, queue in enumerate(queues) if queue]:
        place = min(waiting, key=lambda place: (of_year[place][0], *_worth(queues[place][0]), place))
        move = queues[place].pop(0)
        index += move.gain
        steps.append(Step(move, index, of_year[place].pop(0) + 1))
    return tuple(steps)


def _worth(move: Raise) -> tuple[bool, Fraction, Fraction, int]:
    """What sorts steps by gain per effort, those without effort first; then by gain, the lower level first."""
    return bool(move.cost), -move.gain / (move.cost or 1), -move.gain, move.next.number


def _spread(
    units: _Units, chosen: Choice, others: tuple[Choice, ...], horizon: Horizon
) -> tuple[Choice, tuple[Choice, ...], Spread, tuple[tuple[int, ...], ...] | None]:
    """The first of the cheapest sets that can be divided among the years, and its division."""
    if horizon.per_year is None:
        chains = _chosen(units, chosen)
        division, ceiling = even(chains, horizon.years)
        spread = Spread(horizon.years, ceiling / units.cost, "fits", division.best)
        return chosen, others, spread, division.years
    ceiling = int(horizon.per_year * units.cost)
    needed = sum(chain.costs[-1] for chain in _chosen(units, chosen) if chain.costs)
    if needed > horizon.years * horizon.per_year * units.cost:
        return chosen, others, Spread(horizon.years, horizon.per_year, "over"), None
    outcome = "apart"
    for place, choice in enumerate((chosen, *others)):
        found = divide(_chosen(units, choice), horizon.years, ceiling)
        if isinstance(found, Division):
            rest = tuple(other for other in (chosen, *others) if other != choice)
            return choice, rest, Spread(horizon.years, horizon.per_year, "fits", found.best and not place), found.years
        if not found.impossible:
            outcome = "unknown"
    return chosen, others, Spread(horizon.years, horizon.per_year, outcome), None


def _chosen(units: _Units, choice: Choice) -> list[Chain]:
    return [Chain(chain.gains[:taken], chain.costs[:taken]) for chain, taken in zip(units.chains, choice, strict=True)]


def _obstacles(rubric: Rubric, result: Result, before: Fraction, terms: Terms) -> tuple[Obstacle, ...]:
    """Each term that holds the index down, with the highest index without it."""
    without: Sequence[tuple[str, Terms]] = (
        ("locked", terms._replace(locked=frozenset())),
        ("unit", terms._replace(unit="")),
        ("max_raise", terms._replace(max_raise=None)),
        ("within_targets", terms._replace(within_targets=False)),
        ("ceiling", terms._replace(ceiling=None)),
    )
    highest = before + _all_gains(rubric, result, terms)
    lifted = ((reason, before + _all_gains(rubric, result, other)) for reason, other in without if other != terms)
    return tuple(Obstacle(reason, index) for reason, index in lifted if index > highest)


def _all_gains(rubric: Rubric, result: Result, terms: Terms) -> Fraction:
    return sum((move.gain for ladder in ladders(rubric, result, terms) for move in ladder), Fraction(0))
