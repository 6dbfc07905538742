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
