"""The other cheapest sets, and how many there are, on chains few enough to be told over by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from test_plan import RUBRIC, as_terms, scored

from spbe_index.core.chains import Chain
from spbe_index.core.frontier import Frontier
from spbe_index.core.optima import Optima
from spbe_index.core.plan import plan
from spbe_index.core.target import index_target


def optima(need, *chains):
    """The cheapest ways to a gain, for chains of one step each given as (gain, cost)."""
    frontier = Frontier([Chain((gain,), (cost,)) for gain, cost in chains])
    return Optima(frontier, frontier.cheapest(need), need)


#: For an effort of 2: a gain of 4; one of 3 in two places; one of 2 at once or from two halves.
CHAINS = ((4, 2), (3, 2), (3, 2), (2, 2), (1, 1), (1, 1))
BEST = (1, 0, 0, 0, 0, 0)
THREE, OTHER_THREE = (0, 1, 0, 0, 0, 0), (0, 0, 1, 0, 0, 0)
TWO, HALVES = (0, 0, 0, 1, 0, 0), (0, 0, 0, 0, 1, 1)


@pytest.mark.parametrize("most", range(6))
def test_others_come_by_gain_then_by_how_few_they_touch_and_each_mix_before_its_other_members(most):
    found = optima(2, *CHAINS)
    assert found.best() == BEST
    assert found.others(most) == (THREE, TWO, HALVES, OTHER_THREE)[:most]
    assert found.count() == 5


def test_one_other_member_of_a_single_mix_is_told():
    alike = optima(2, (2, 1), (2, 1), (2, 1))
    assert (alike.best(), alike.others(1), alike.others(9)) == ((1, 0, 0), ((0, 1, 0),), ((0, 1, 0), (0, 0, 1)))


def test_only_so_many_mixes_are_looked_at(monkeypatch):
    monkeypatch.setattr("spbe_index.core.optima._MIXES", 1)
    assert optima(2, *CHAINS).others(9) == ()


def test_counting_stops_at_so_many_partial_sets(monkeypatch):
    # What is left after nothing, after the first group with and without its step, and so on: of the states that take
    # the step three are known before the first that does not is looked at.
    chains = ((4, 2), (3, 2), (2, 2))
    for most, count in ((3, 3), (2, None)):
        monkeypatch.setattr("spbe_index.core.optima.MOST_STATES", most)
        assert optima(2, *chains).count() == count


def test_of_steps_that_gain_alike_for_their_effort_the_greater_comes_first():
    costs = {"I3": {4: Fraction(3)}, "I4-1": {4: Fraction(1)}, "I1": {4: Fraction(2)}}
    found = plan(RUBRIC, scored([3, 5, 3, 3, 5, 5]), index_target(Fraction("4.4")), as_terms(costs, max_raise=1))
    assert [step.move.node.code for step in found.steps] == ["I3", "I1", "I4-1"]
