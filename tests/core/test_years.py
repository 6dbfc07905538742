"""Steps divided among years, against every division there is."""

from __future__ import annotations

import random
from itertools import combinations_with_replacement, pairwise, product

import pytest

from spbe_index.core.chains import Chain
from spbe_index.core.years import Division, Undecided, divide, even


def chain(*steps):
    """A chain of (gain, cost) steps."""
    gains, costs, gain, cost = [], [], 0, 0
    for won, spent in steps:
        gain, cost = gain + won, cost + spent
        gains.append(gain)
        costs.append(cost)
    return Chain(tuple(gains), tuple(costs))


def steps(one):
    return [b - a for a, b in pairwise((0, *one.costs))], [b - a for a, b in pairwise((0, *one.gains))]


def totals(chains, years, count):
    spent, won = [0] * count, [0] * count
    for one, of_steps in zip(chains, years, strict=True):
        assert list(of_steps) == sorted(of_steps)
        for year, cost, gain in zip(of_steps, *steps(one), strict=True):
            spent[year] += cost
            won[year] += gain
    return spent, won


def all_divisions(chains, count, ceiling):
    ways = [combinations_with_replacement(range(count), len(one.costs)) for one in chains]
    for years in product(*ways):
        spent, won = totals(chains, years, count)
        if max(spent) <= ceiling:
            yield won


def made(rnd, parts=4):
    return [chain(*((rnd.randint(1, 5), rnd.randint(0, 4)) for _ in range(rnd.randint(0, 3)))) for _ in range(parts)]


@pytest.mark.parametrize("seed", range(60))
def test_a_division_is_found_exactly_where_there_is_one_and_gains_most_early(seed):
    rnd = random.Random(seed)
    chains, count = made(rnd), rnd.randint(1, 3)
    whole = sum(one.costs[-1] for one in chains if one.costs)
    ceiling = rnd.randint(0, whole // count + 2)
    found = divide(chains, count, ceiling)
    possible = list(all_divisions(chains, count, ceiling))
    if not possible:
        assert found == Undecided(impossible=True)
        return
    spent, won = totals(chains, found.years, count)
    assert max(spent) <= ceiling
    assert found.best
    assert won == max(possible)


@pytest.mark.parametrize("seed", range(60))
def test_where_not_all_ways_are_looked_at_what_is_said_still_holds(seed, monkeypatch):
    monkeypatch.setattr("spbe_index.core.years.MOST_FILLINGS", 0)
    rnd = random.Random(seed)
    chains, count = made(rnd), rnd.randint(1, 3)
    whole = sum(one.costs[-1] for one in chains if one.costs)
    ceiling = rnd.randint(0, whole // count + 2)
    found = divide(chains, count, ceiling)
    possible = any(True for _ in all_divisions(chains, count, ceiling))
    if isinstance(found, Division):
        spent, _ = totals(chains, found.years, count)
        assert max(spent) <= ceiling
        assert not found.best or not chains
    else:
        assert not (found.impossible and possible)


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("most", [0, 3_000])
def test_an_even_division_keeps_its_ceiling(seed, most, monkeypatch):
    monkeypatch.setattr("spbe_index.core.years.MOST_FILLINGS", most)
    rnd = random.Random(seed)
    chains, count = made(rnd, parts=6), rnd.randint(1, 4)
    division, ceiling = even(chains, count)
    spent, _ = totals(chains, division.years, count)
    assert max(spent) <= ceiling
    if most:
        whole = sum(one.costs[-1] for one in chains if one.costs)
        assert not any(True for _ in all_divisions(chains, count, ceiling - 1)) if count < 3 and whole else True


def test_steps_in_turn_begin_a_new_year_where_one_does_not_fit(monkeypatch):
    monkeypatch.setattr("spbe_index.core.years.divide", lambda *_: Undecided(impossible=False))
    chains = [chain((1, 2), (1, 2)), chain((1, 2))]
    division, ceiling = even(chains, 3)
    assert ceiling == 4
    assert division == Division(((0, 0), (1,)), best=False)


def test_nothing_to_do_is_divided_at_once():
    assert even([], 2) == (Division((), best=True), 0)
    assert divide([], 2, 0) == Division((), best=True)


def year_by_year(monkeypatch, count, ceiling, *chains):
    """Steps divided where not all ways are looked at."""
    monkeypatch.setattr("spbe_index.core.years.MOST_FILLINGS", 0)
    return divide(chains, count, ceiling)


def test_year_by_year_what_gains_most_comes_first_and_steps_keep_their_order(monkeypatch):
    found = year_by_year(monkeypatch, 3, 2, chain((3, 2)), chain((5, 2)), chain((1, 2)))
    assert found == Division(((1,), (0,), (2,)), best=False)
    found = year_by_year(monkeypatch, 3, 2, chain((5, 2), (1, 2)), chain((3, 2)))
    assert found == Division(((0, 2), (1,)), best=False)


def test_year_by_year_as_much_is_done_early_as_the_later_years_have_no_room_for(monkeypatch):
    # 1 for 5 and 4 for 1: the dear one fits only into the second year, where nothing else does.
    assert year_by_year(monkeypatch, 2, 4, chain((5, 1)), chain((1, 4))) == Division(((0,), (1,)), best=False)
    # Both years are needed to the last: 3 goes with 1 and 2 with 2, whatever gains most.
    found = year_by_year(monkeypatch, 2, 4, chain((9, 3)), chain((1, 1)), chain((4, 2)), chain((4, 2)))
    assert found == Division(((0,), (0,), (1,), (1,)), best=False)


def test_year_by_year_it_may_be_unknown_whether_there_is_a_way_but_not_where_the_sums_forbid_it(monkeypatch):
    threes = [chain((1, 3)) for _ in range(4)]
    assert year_by_year(monkeypatch, 3, 5, *threes) == Undecided(impossible=False)
    assert year_by_year(monkeypatch, 3, 2, chain((1, 3))) == Undecided(impossible=True)
    assert year_by_year(monkeypatch, 2, 5, *threes) == Undecided(impossible=True)


def test_so_many_ways_to_fill_the_years_are_looked_at(monkeypatch):
    for most, best in ((2, True), (1, False)):
        monkeypatch.setattr("spbe_index.core.years.MOST_FILLINGS", most)
        assert divide([chain((1, 1))], 2, 1) == Division(((0,),), best=best)


def test_the_ceiling_of_an_even_division_is_the_lowest_and_of_dear_steps_nearly_so():
    assert even([chain((1, 3)) for _ in range(3)], 2)[1] == 6
    # 406 is the lowest; from 305 on every fifth is tried, a fortieth of the dearest step.
    assert even([chain((1, 203)) for _ in range(3)], 2)[1] == 410


def test_a_new_year_begins_with_nothing_spent(monkeypatch):
    monkeypatch.setattr("spbe_index.core.years.divide", lambda *_: Undecided(impossible=False))
    division, ceiling = even([chain((1, 2), (1, 2)), chain((1, 2), (1, 2))], 4)
    assert (division.years, ceiling) == (((0, 0), (1, 1)), 4)
