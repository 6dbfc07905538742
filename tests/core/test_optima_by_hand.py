"""The other cheapest sets, and how many there are, on chains few enough to be told over by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from making import scored
from test_plan import RUBRIC, as_terms

from spbe_index.core.chains import Chain, Group, groups
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


def test_of_sets_that_gain_alike_the_one_that_touches_the_fewest_is_told():
    for chains, best in (
        (((4, 2), (2, 1), (2, 1)), (1, 0, 0)),
        (((2, 1), (2, 1), (4, 2)), (0, 0, 1)),
    ):
        assert optima(4, *chains).best() == best


def test_the_most_for_an_effort_is_that_of_all_groups_or_of_those_from_a_place_on():
    frontier = Frontier([Chain((4,), (2,)), Chain((1,), (1,))])
    assert [frontier.most(cost) for cost in (0, 1, 2, 3)] == [0, 1, 4, 5]
    assert [frontier.most(cost, 1) for cost in (0, 1, 2)] == [0, 1, 1]
    assert frontier.most(9, 2) == 0


def test_steps_are_shared_out_on_few_members_first_and_never_more_than_there_are():
    group = Group((0, 1, 2), [Chain((1, 2), (1, 2))] * 3, range(7))
    assert list(group.shares(4)) == [(2, 2, 0), (2, 0, 2), (0, 2, 2), (2, 1, 1), (1, 2, 1), (1, 1, 2)]
    assert (group.touched, group.costs) == ((0, 1, 1, 2, 2, 3, 3), (0, 1, 2, 3, 4, 5, 6))
    assert group.ways()[4] == 6
    # The second step is free, and yet one step is one.
    free = Group((0,), [Chain((1, 2), (1, 1))], range(3))
    assert (list(free.shares(1)), list(free.shares(2))) == ([(1,)], [(2,)])


def test_efforts_of_any_fraction_add_up():
    costs = {"I1": {4: Fraction(13, 2)}, "I2": {4: Fraction(25, 2)}}
    found = plan(RUBRIC, scored([3, 3, 5, 5, 5, 5]), index_target(Fraction("4.6")), as_terms(costs, max_raise=1))
    assert [reach.cost for reach in found.frontier] == [0, Fraction(13, 2), 19]
    assert found.cost == 19


def test_a_plan_tells_its_target_and_has_no_obstacles_where_it_gets_there():
    target = index_target(Fraction("3.2"))
    found = plan(RUBRIC, scored([3] * 6), target, as_terms({}, locked=frozenset({"I4-1"})))
    assert (found.target, found.reached, found.obstacles) == (target, True, ())
    with pytest.raises(ValueError, match=r"^a plan starts from an index$"):
        plan(RUBRIC, scored([None, 3, 3, 3, 3, 3]), target)


def test_a_step_from_the_lowest_level_knows_it_and_what_the_next_one_asks_of_an_input():
    levels = next(item.levels for item, _ in RUBRIC.items() if item.code == "I1")

    def given(item):
        if item.code == "I4":
            return item._replace(levels=levels)
        return item._replace(children=tuple(given(child) for child in item.children))

    rubric = RUBRIC._replace(tree=tuple(given(item) for item in RUBRIC.tree))
    (step,) = plan(rubric, scored([5, 5, 5, 1, 5, 5], rubric), index_target(Fraction("4.7"))).steps
    assert (step.move.node.code, step.move.now.number, step.move.criteria) == ("I4-1", 1, levels[1])


def test_chains_that_gain_alike_with_every_step_are_one_group():
    chains = [Chain((1, 2), (1, 2)), Chain((1, 3), (1, 2)), Chain((1,), (5,)), Chain((), ())]
    assert [(group.places, group.gains) for group in groups(chains)] == [((0, 2), (0, 1, 2, 3)), ((1,), (0, 1, 3))]
