"""Plans against an independent exact solver, and chances against a million samples, on the shipped instruments."""

from __future__ import annotations

import random
import warnings
from fractions import Fraction

import making
import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from spbe_index.core.assessment import Effort
from spbe_index.core.outlook import Case, outlook
from spbe_index.core.plan import plan
from spbe_index.core.problem import NOWHERE
from spbe_index.core.raises import Terms
from spbe_index.core.score import score
from spbe_index.core.target import band_target, index_target
from spbe_index.load.rubric import load_rubric, shipped

RUBRICS = {name: load_rubric(name) for name in shipped()}
NAMES = sorted(RUBRICS)
#: Values that a Pemdi plan raises to, written down here again: above each edge, and the end of the scale.
DECIMALS = [Fraction(n) for n in ("1", "1.51", "2.51", "3.51", "4.01", "5")]
#: So many random assessments of each instrument.
EACH = 100


def random_values(rubric, rnd):
    """One answer for each leaf, and the values each can be raised to."""
    values, ladders = [], []
    for leaf in rubric.leaves():
        scale = rubric.scale(leaf.scale)
        if scale.step is None:
            value = Fraction(rnd.randint(100, 500), 100)
            ladders.append([end for end in DECIMALS if end > value])
        else:
            value = Fraction(rnd.randint(int(scale.low), int(scale.high)))
            ladders.append([Fraction(n) for n in range(int(value) + 1, int(scale.high) + 1)])
        values.append(value)
    return values, ladders


def instance(name, seed):
    """A random assessment, what it costs to raise it, what is locked, and a target, band edges among them."""
    rnd = random.Random(f"{name} {seed}")
    rubric = RUBRICS[name]
    values, ladders = random_values(rubric, rnd)
    parts, most = rnd.choice((1, 1, 4, 100)), rnd.choice((1, 5, 20))
    costs = [[Fraction(rnd.randint(0 if parts > 1 else 1, most * parts), parts) for _ in range(9)] for _ in values]
    if rnd.random() < 0.2:
        costs = [[Fraction(1)] * 9 for _ in values]
    leaves = rubric.leaves()
    locked = {leaf.code for leaf in leaves if rnd.random() < rnd.choice((0, 0.1, 0.5))}
    most_raises = rnd.choice((None, None, 1, 2))
    result = score(rubric, making.assessment(rubric, values), "")
    if seed % 2:
        target = band_target(rubric, rnd.choice(rubric.bands[1:]))
    else:
        target = index_target(Fraction(rnd.randint(int(result.index * 1000), 5000), 1000))
    efforts = {
        leaf.code: tuple(Effort(cost, NOWHERE, step=n) for n, cost in enumerate(of_leaf, 1))
        for leaf, of_leaf in zip(leaves, costs, strict=True)
    }
    terms = Terms(frozenset(locked), most_raises, efforts=efforts)
    rungs = [[] if leaf.code in locked else ladder[:most_raises] for leaf, ladder in zip(leaves, ladders, strict=True)]
    return rubric, values, rungs, costs, result, target, terms


def cheapest_by_milp(rubric, values, rungs, costs, target, result):
    """The least cost by HiGHS: a binary for each rung, the lower ones first, gains in whole units; None if too few."""
    whole = 60 * 100 * 100
    steps, gains, prices = [], [], []
    for place, (leaf, value, ladder) in enumerate(zip(rubric.leaves(), values, rungs, strict=True)):
        for n, end in enumerate(ladder):
            start = ladder[n - 1] if n else value
            steps.append((place, n))
            gains.append(int(leaf.weight * (end - start) * whole / 100))
            prices.append(costs[place][n])
    missing = (target.at - result.index) * whole
    need = -(-missing // 1) if target.included else missing // 1 + 1
    if need <= 0:
        return Fraction(0)
    if sum(gains) < need:
        return None
    scale = 400
    price = np.array([float(one * scale) for one in prices])
    rows, low = [np.array(gains, float) / 100], [float(need) / 100 - 1e-5]
    for at, (_, n) in enumerate(steps):
        if n:
            row = np.zeros(len(steps))
            row[at - 1], row[at] = 1, -1
            rows.append(row)
            low.append(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = milp(
            price,
            constraints=LinearConstraint(np.array(rows), low, np.inf),
            integrality=np.ones(len(steps)),
            bounds=Bounds(0, 1),
            options={"mip_rel_gap": 0},
        )
    assert found.success, found.message
    taken = [round(x) for x in found.x]
    assert sum(gain for gain, used in zip(gains, taken, strict=True) if used) >= need
    return sum((one for one, used in zip(prices, taken, strict=True) if used), Fraction(0))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("part", range(4))
def test_the_plan_costs_what_an_independent_exact_solver_finds(name, part):
    reached = 0
    for seed in range(part, EACH, 4):
        rubric, values, rungs, costs, result, target, terms = instance(name, seed)
        found = plan(rubric, result, target, terms)
        assert found.cost == cheapest_by_milp(rubric, values, rungs, costs, target, result), seed
        if not found.reached:
            assert not target.met_by(found.highest.reached)
            continue
        reached += 1
        ends = {step.move.node.code: step.move.end for step in found.steps}
        leaves = rubric.leaves()
        raised = [max(value, ends.get(leaf.code, value)) for leaf, value in zip(leaves, values, strict=True)]
        again = score(rubric, making.assessment(rubric, raised), "")
        assert again.index == found.after
        assert target.met_by(again.index)
        assert all(not target.met_by(point.reached) for point in found.frontier if point.cost < found.cost)
        assert not {step.move.node.code for step in found.steps} & terms.locked
    assert reached


def test_a_band_with_an_open_edge_asks_for_more_than_the_edge():
    rubric = RUBRICS["pemdi-2026"]
    very_good = next(band for band in rubric.bands if band.name.id == "Sangat Baik")
    result = score(rubric, making.assessment(rubric, [Fraction("3.5")] * 20), "")
    found = plan(rubric, result, band_target(rubric, very_good))
    assert result.verdict.name == "Baik"
    assert (found.cost, found.verdict.name) == (1, "Sangat Baik")


@pytest.mark.parametrize("name", NAMES)
def test_the_chance_of_each_band_agrees_with_a_million_samples(name):
    rubric, rnd = RUBRICS[name], random.Random(name)
    values, _ = random_values(rubric, rnd)
    made = making.assessment(rubric, values, stages=("mandiri",))
    result = score(rubric, made, "mandiri")
    parts = 4 if name.startswith("pemdi") else 1
    known = [
        Case("I1", level, Fraction(rnd.choice((0, 0, 0, -parts, -parts, -2 * parts, parts, 1 - parts)), parts))
        for level in range(6)
        for _ in range(8 + 3 * level)
    ]
    found = outlook(rubric, result, known)
    assert sum(one.chance for one in found.chances) == 1
    rng = np.random.default_rng(1)
    count = 1_000_000
    index = np.zeros(count, np.int64)
    unit = 60 * parts * 100
    for leaf, value in zip(rubric.leaves(), values, strict=True):
        scale = rubric.scale(leaf.scale)
        level = scale.level_of(value).number
        own = [case.change for case in known if case.level == level]
        pool = own if len(own) >= 10 else [case.change for case in known]
        ends = np.array([int(leaf.weight * min(max(value + c, scale.low), scale.high) * unit) for c in pool])
        index += ends[rng.integers(0, len(pool), count)]
    mean = float(found.expected)
    assert abs(index.mean() / (100 * unit) - mean) < 6 * index.std() / (100 * unit) / 1000 + 1e-9
    for one in found.chances:
        low, high = (int(edge * 100 * unit) for edge in (one.band.values.low, one.band.values.high))
        above = index >= low if one.band.values.low_included else index > low
        below = index <= high if one.band.values.high_included else index < high
        chance = float(one.chance)
        assert abs((above & below).mean() - chance) <= 5 * (chance * (1 - chance) / count) ** 0.5 + 3e-6, one.band.name
