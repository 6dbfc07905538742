"""Plans over years, where steps cost fractions: the ceiling that is told is in efforts, as people gave them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from making import scored
from test_plan import CODES, RUBRIC, as_terms

from spbe_index.core.plan import plan
from spbe_index.core.planned import Horizon, Obstacle, Spread
from spbe_index.core.target import index_target

HALF = Fraction(1, 2)


def halves(horizon):
    """A plan for two steps that cost half an effort each."""
    costs = {code: dict.fromkeys(range(2, 6), HALF) for code in CODES}
    return plan(RUBRIC, scored([3] * 6), index_target(Fraction("3.4")), as_terms(costs), horizon)


@pytest.mark.parametrize("per_year", [None, HALF])
def test_two_halves_in_two_years(per_year):
    found = halves(Horizon(2, per_year))
    assert (found.cost, found.spread) == (1, Spread(2, HALF, "fits", best=True))
    assert [year.cost for year in found.by_year] == [HALF, HALF]


def test_what_is_left_of_a_year_beside_its_steps_is_of_no_use():
    found = halves(Horizon(2, Fraction(3, 4)))
    assert (found.spread, [year.cost for year in found.by_year]) == (
        Spread(2, Fraction(3, 4), "fits", best=True),
        [HALF, HALF],
    )


def test_years_that_do_not_hold_the_steps_are_told_as_they_were_given():
    assert halves(Horizon(1, HALF)).spread == Spread(1, HALF, "over")
    costs = {code: dict.fromkeys(range(2, 6), Fraction(2, 3)) for code in CODES}
    three = plan(
        RUBRIC, scored([4, 4, 4, 5, 5, 5]), index_target(Fraction(5)), as_terms(costs), Horizon(2, Fraction(1))
    )
    assert three.spread == Spread(2, Fraction(1), "apart")


def test_each_term_that_is_in_the_way_has_its_name():
    terms = as_terms({code: dict.fromkeys(range(2, 6), Fraction(2)) for code in CODES})
    result, target = scored([1] * 6), index_target(Fraction(5))
    for name, value, highest in (("max_raise", 1, 2), ("ceiling", Fraction(1), 1), ("locked", frozenset(CODES), 1)):
        found = plan(RUBRIC, result, target, terms._replace(**{name: value}))
        assert (found.reached, found.highest.reached, found.obstacles) == (
            False,
            highest,
            (Obstacle(name, Fraction(5)),),
        )
