"""What a plan is: its steps, what they lead to, what else was possible. `plan` makes one."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from spbe_index.core.raises import Raise
from spbe_index.core.result import Verdict
from spbe_index.core.rubric import Band
from spbe_index.core.target import Target


class Horizon(NamedTuple):
    """So many years, each with at most `per_year` of effort; None spreads it as evenly as can be."""

    years: int
    per_year: Fraction | None = None


class Spread(NamedTuple):
    """Whether the plan could be spread over the years.

    `outcome` is "fits"; "over" (the effort of any set that reaches the target
    exceeds that of all years together), "apart" (the cheapest sets that were
    tried cannot be divided so) or "unknown" (no division was found, but not all
    were looked at). `ceiling` is the most that a year costs or may cost; `best`
    whether no division of these steps gains more in the first year, then in the
    second, and so on.
    """

    years: int
    ceiling: Fraction
    outcome: str
    best: bool = False

    @property
    def whole(self) -> Fraction:
        """What all years may cost together."""
        return self.years * self.ceiling


class Step(NamedTuple):
    """One raise of a plan, the index after it and all before it, and its year (0 without years)."""

    move: Raise
    index_after: Fraction
    year: int = 0


class Reach(NamedTuple):
    """An effort and the best index that it reaches, with the predicate of that index."""

    cost: Fraction
    reached: Fraction
    band: Band


class Year(NamedTuple):
    """One year of a plan that was spread, from 1: its steps, what they cost, and the index after it."""

    number: int
    steps: tuple[Step, ...]
    cost: Fraction
    index_after: Fraction


class Alternative(NamedTuple):
    """Another set that is as cheap, in rubric order, and the index it leads to."""

    moves: tuple[Raise, ...]
    after: Fraction


class Obstacle(NamedTuple):
    """What keeps a target out of reach, and the highest index without that alone.

    `reason` is "locked", "unit", "max_raise", "within_targets" or "ceiling".
    """

    reason: str
    highest: Fraction


class Plan(NamedTuple):
    """The cheapest way to a target.

    Args:
        target: What was to be reached.
        before: The index as it is.
        reached: Whether it can be reached at all.
        cost: The least effort that reaches it; None when nothing does.
        after: The index after all steps.
        verdict: The predicate after all steps.
        steps: The steps in the order of gain per effort, those of one indicator in order; year by year if spread.
        frontier: The best index for every effort, from none to all.
        sets: How many sets of steps are as cheap; None where counting them would take too long.
        alternatives: Some of the others.
        obstacles: Why the target cannot be reached; empty when it can.
        spread: How the years came out; None without years.
        untold: The answers that can be raised of which nobody says what every step costs; such a step costs 1.
        told: Whether anybody says of any answer what its steps cost.

    """

    target: Target
    before: Fraction
    reached: bool
    cost: Fraction | None
    after: Fraction
    verdict: Verdict
    steps: tuple[Step, ...]
    frontier: tuple[Reach, ...]
    sets: int | None
    alternatives: tuple[Alternative, ...]
    obstacles: tuple[Obstacle, ...]
    spread: Spread | None
    untold: tuple[str, ...] = ()
    told: bool = False

    @property
    def highest(self) -> Reach:
        """The highest index within the terms, at the least effort."""
        return self.frontier[-1]

    @property
    def by_year(self) -> tuple[Year, ...]:
        """The years, also those without steps; none where the plan was not, or could not be, spread."""
        found: list[Year] = []
        index = self.before
        for number in range(1, self.spread.years + 1) if self.spread and self.spread.outcome == "fits" else ():
            steps = tuple(step for step in self.steps if step.year == number)
            index = steps[-1].index_after if steps else index
            found.append(Year(number, steps, sum((step.move.cost for step in steps), Fraction(0)), index))
        return tuple(found)
