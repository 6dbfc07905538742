"""Plans on a small rubric, against every answer sheet there is."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

import making
import pytest
import small
from making import scored
from test_insight import decimal_rubric, replace

from spbe_index.core.assessment import Effort, Given, Unanswered
from spbe_index.core.optima import MOST_STATES, Optima
from spbe_index.core.plan import plan
from spbe_index.core.planned import Horizon
from spbe_index.core.problem import NOWHERE
from spbe_index.core.raises import Terms, cost_of, has_unit, ladders
from spbe_index.core.rubric import Band
from spbe_index.core.target import Target, band_target, index_target, next_target

RUBRIC = small.small_rubric()
CODES = ("I1", "I2", "I3", "I4-1", "I4-2", "I4-3")
WEIGHTS = (20, 20, 30, 10, 10, 10)


def with_entries(result, **of_code):
    """The result with fields of some entries changed."""

    def visit(node):
        if node.code in of_code:
            return node._replace(entry=node.entry._replace(**of_code[node.code]))
        return node._replace(children=tuple(map(visit, node.children)))

    return result._replace(root=visit(result.root))


def effort(cost, **more):
    return Effort(Fraction(cost), NOWHERE, **more)


def random_efforts(rnd, most=4, parts=1):
    """What the step to each level costs, by code and level."""
    return {code: {n: Fraction(rnd.randint(0, most * parts), parts) for n in range(2, 6)} for code in CODES}


def as_terms(costs, **more):
    efforts = {code: tuple(effort(cost, level=n) for n, cost in levels.items()) for code, levels in costs.items()}
    return Terms(efforts=efforts, **more)


def every_sheet(values, costs, *, locked=(), most=4):
    """Every set of raises: what it costs, the index it leads to, how many answers it touches, the levels."""
    choices = [
        [old] if code in locked else range(old, min(5, old + most) + 1) for code, old in zip(CODES, values, strict=True)
    ]
    for sheet in product(*choices):
        cost = sum(
            costs[code][level]
            for code, old, new in zip(CODES, values, sheet, strict=True)
            for level in range(old + 1, new + 1)
        )
        index = Fraction(sum(w * v for w, v in zip(WEIGHTS, sheet, strict=True)), 100)
        yield cost, index, sum(new > old for new, old in zip(sheet, values, strict=True)), sheet


def sheet_of(values, moves):
    ends = {move.node.code: int(move.end) for move in moves}
    return tuple(ends.get(code, old) for code, old in zip(CODES, values, strict=True))


@pytest.mark.parametrize("seed", range(40))
def test_the_plan_is_the_cheapest_of_all_sheets_and_its_ties_are_broken_as_written(seed):
    rnd = random.Random(seed)
    values = [rnd.randint(1, 5) for _ in CODES]
    costs = random_efforts(rnd, most=rnd.choice((1, 4)), parts=rnd.choice((1, 3)))
    if rnd.random() < 0.3:
        costs = {code: dict.fromkeys(range(2, 6), Fraction(1)) for code in CODES}
    locked = {code for code in CODES if rnd.random() < 0.2}
    most = rnd.choice((1, 4))
    result = scored(values)
    at = Fraction(rnd.randint(int(result.index * 10), 50), 10)
    target = Target(at, included=rnd.random() < 0.7)
    found = plan(RUBRIC, result, target, as_terms(costs, locked=frozenset(locked), max_raise=most))
    sheets = list(every_sheet(values, costs, locked=locked, most=most))
    reaching = [sheet for sheet in sheets if target.met_by(sheet[1])]
    assert found.reached == bool(reaching)
    frontier = {}
    for cost, index, _, _ in sheets:
        frontier[cost] = max(index, frontier.get(cost, Fraction(0)))
    best = Fraction(0)
    points = [(c, best := i) for c, i in sorted(frontier.items()) if i > best]
    assert [(point.cost, point.reached) for point in found.frontier] == points
    assert all(point.reached in point.band.values for point in found.frontier)
    if not reaching:
        assert (found.cost, found.steps, found.alternatives, found.sets) == (None, (), (), 0)
        assert found.highest.reached == max(index for _, index, _, _ in sheets)
        return
    least = min(cost for cost, *_ in reaching)
    there = target.met_by(result.index)
    cheapest = [sheet for sheet in reaching if (sheet[3] == tuple(values) if there else sheet[0] == least)]
    assert found.cost == least == sum((step.move.cost for step in found.steps), Fraction(0))
    assert found.sets == len(cheapest)
    cost, after, touched, _ = max(cheapest, key=lambda sheet: (sheet[1], -sheet[2]))
    assert found.after == after
    assert len({step.move.node.code for step in found.steps}) == touched
    told = sheet_of(values, [step.move for step in found.steps])
    assert told in {sheet for *_, sheet in cheapest}
    others = {sheet_of(values, other.moves): other.after for other in found.alternatives}
    assert len(others) == len(found.alternatives) == min(5, len(cheapest) - 1)
    assert told not in others
    assert others.items() <= {sheet: index for _, index, _, sheet in cheapest}.items()
    again = scored([*told])
    assert again.index == after
    assert again.verdict == found.verdict


@pytest.mark.parametrize("horizon", [None, Horizon(2), Horizon(2, Fraction(1))])
@pytest.mark.parametrize("target", [index_target(Fraction(3)), Target(Fraction(29, 10), included=False)])
def test_a_target_already_met_asks_for_nothing_though_a_step_costs_nothing(target, horizon):
    costs = {code: dict.fromkeys(range(2, 6), Fraction(0)) for code in CODES}
    found = plan(RUBRIC, scored([3] * 6), target, as_terms(costs), horizon)
    assert (found.reached, found.cost, found.sets) == (True, 0, 1)
    assert (found.steps, found.alternatives) == ((), ())
    assert found.after == found.before == 3


def test_steps_come_in_order_of_gain_per_effort_those_of_one_indicator_in_order():
    costs = {code: dict.fromkeys(range(2, 6), Fraction(1)) for code in CODES}
    costs["I3"] = {2: Fraction(9), 3: Fraction(0), 4: Fraction(1), 5: Fraction(1)}
    costs["I2"] = dict.fromkeys(range(2, 6), Fraction(0))
    found = plan(RUBRIC, scored([1, 4, 1, 5, 5, 5]), index_target(Fraction(5)), as_terms(costs))
    told = [(step.move.node.code, int(step.move.end)) for step in found.steps]
    assert told == [
        ("I2", 5),  # without effort
        ("I1", 2), ("I1", 3), ("I1", 4), ("I1", 5),
        ("I3", 2), ("I3", 3), ("I3", 4), ("I3", 5),
    ]  # fmt: skip
    assert found.steps[0].index_after == found.before + Fraction(2, 10)
    assert found.steps[-1].index_after == found.after == 5


def test_a_step_knows_levels_criteria_and_worth():
    step = plan(RUBRIC, scored([3, 5, 5, 5, 5, 5]), index_target(Fraction("4.8"))).steps[0].move
    assert (step.now.number, step.next.number, step.start, step.end) == (3, 4, 3, 4)
    assert (step.gain, step.cost) == (Fraction(1, 5), 1)
    assert step.criteria.level == 4
    assert not step.external


def test_a_target_that_is_met_asks_for_nothing():
    found = plan(RUBRIC, scored([3] * 6), band_target(RUBRIC, RUBRIC.bands[1]))
    assert (found.reached, found.cost, found.steps, found.after, found.sets) == (True, 0, (), 3, 1)


def test_without_an_index_there_is_no_plan():
    with pytest.raises(ValueError, match="index"):
        plan(RUBRIC, scored([None, 1, 1, 1, 1, 1]), index_target(Fraction(3)))
    with pytest.raises(ValueError, match="I1 is open"):
        ladders(RUBRIC, scored([None, 1, 1, 1, 1, 1]), Terms())


def test_a_blank_counted_as_zero_is_raised_from_below_the_scale():
    (first, *_), *_ = ladders(RUBRIC, scored([None, 5, 5, 5, 5, 5], unfilled="zero"), Terms())
    assert (first.now, first.next.number, first.start, first.gain) == (None, 1, 0, Fraction(1, 5))


def test_what_is_in_the_way_is_told_with_the_index_without_it():
    result = with_entries(
        scored([3] * 6),
        I1={"unit": "Dinas Kominfo; BAPPEDA", "target": making.given(4)},
        I2={"unit": "dinas  kominfo", "target": Unanswered("blank")},
    )
    terms = Terms(
        frozenset({"I3"}), 1, "DINAS KOMINFO", within_targets=True, efforts={"I2": (effort(3), effort(7, step=2))}
    )
    found = plan(RUBRIC, result, index_target(Fraction(5)), terms, Horizon(2, Fraction(2)))
    assert found.highest.reached == Fraction("3.2")
    assert {one.reason: one.highest for one in found.obstacles} == {
        "unit": Fraction("3.5"),
        "ceiling": Fraction("3.4"),
    }
    open_terms = plan(RUBRIC, result, index_target(Fraction(5)), terms._replace(unit="", max_raise=None))
    assert {one.reason: one.highest for one in open_terms.obstacles} == {
        "locked": Fraction("4.8"),
        "within_targets": Fraction("4.4"),
    }
    assert plan(RUBRIC, result, index_target(Fraction(6))).obstacles == ()


def test_what_a_step_costs():
    efforts = (effort(2), effort(5, step=3), effort(9, level=4))
    assert [cost_of(efforts, level, step) for step, level in enumerate((2, 3, 4, 5), start=1)] == [2, 2, 9, 5]
    assert cost_of((), 2, 1) is None
    assert cost_of((effort(5, step=3),), 2, 1) is None
    assert not has_unit(None, "x")


def test_efforts_that_nobody_told_count_as_one_and_are_known_as_such():
    result = scored([3] * 6)
    silent = plan(RUBRIC, result, index_target(Fraction(5)))
    assert (silent.told, silent.untold) == (False, CODES)
    assert {step.move.cost for step in silent.steps} == {1}
    terms = Terms(efforts={"I1": (effort(1),), "I2": (effort(3, level=5),)})
    some = plan(RUBRIC, result, index_target(Fraction(5)), terms)
    assert (some.told, some.untold) == (True, CODES[1:])
    of_workbook = with_entries(result, **{code: {"efforts": (effort(2),)} for code in CODES})
    whole = plan(RUBRIC, of_workbook, index_target(Fraction(5)))
    assert (whole.told, whole.untold) == (True, ())


def test_efforts_of_the_workbook_count_and_those_given_come_before_them():
    result = with_entries(scored([4, 5, 5, 5, 5, 5]), I1={"efforts": (effort("5/2"),)})
    target = index_target(Fraction(5))
    assert plan(RUBRIC, result, target).cost == Fraction(5, 2)
    assert plan(RUBRIC, result, target, Terms(efforts={"I1": (effort(4),)})).cost == 4


def test_targets():
    low, high = RUBRIC.bands
    assert band_target(RUBRIC, high) == Target(Fraction("2.6"), True, high)
    assert next_target(RUBRIC, scored([1] * 6)) == band_target(RUBRIC, high)
    assert next_target(RUBRIC, scored([5] * 6)) is None
    rounded = small.small_rubric(decided_by="rounded")
    assert band_target(rounded, high).at == Fraction("2.595")
    assert index_target(Fraction(3)).met_by(Fraction(3))
    assert not Target(Fraction(3), False).met_by(Fraction(3))
    assert Target(Fraction(3), False).met_by(Fraction("3.0001"))
    assert band_target(RUBRIC, low).met_by(Fraction(1))


def test_on_a_scale_of_decimals_a_step_goes_to_the_least_value_of_the_next_level():
    rubric = decimal_rubric()
    external = small.external()
    tree = rubric.tree
    leaf = tree[0].children[0].children[0]._replace(external=external)
    aspect = tree[0].children[0]._replace(children=(leaf, *tree[0].children[0].children[1:]))
    tree = (tree[0]._replace(children=(aspect, *tree[0].children[1:])), *tree[1:])
    rubric = rubric._replace(tree=tree)
    result = scored([Fraction("1.2"), 5, Fraction("4.5"), 5, 5, Fraction("2.5")], rubric)
    of_first, of_third, of_last = ladders(rubric, result, Terms())
    ends = [move.end for move in of_first]
    assert ends == [Fraction(n) for n in ("1.51", "2.51", "3.51", "4.01", "5")]
    assert [move.next.number for move in of_first] == [2, 3, 4, 5, 5]
    assert of_first[-1].now == of_first[-1].next
    assert all(move.external for move in of_first)
    assert [(move.start, move.end, move.external) for move in of_third] == [(Fraction("4.5"), 5, False)]
    assert [move.end for move in of_last] == [Fraction(n) for n in ("2.51", "3.51", "4.01", "5")]
    found = plan(rubric, scored([Fraction("2.5")] * 6, rubric), band_target(rubric, rubric.bands[1]))
    assert found.cost == 1
    assert found.after > Fraction("2.5")


def test_an_answer_computed_from_another_index_is_marked():
    result = scored([3] * 6)

    def visit(node):
        if node.code == "I1":
            return node._replace(answer=Given(Fraction(3), "70", NOWHERE, converted_from=Fraction(70)))
        return node._replace(children=tuple(map(visit, node.children)))

    of_first, of_second, *_ = ladders(RUBRIC, result._replace(root=visit(result.root)), Terms())
    assert (of_first[0].external, of_second[0].external) == (True, False)


def test_an_item_without_weight_is_never_raised():
    tree = RUBRIC.tree
    aspect = tree[0].children[0]
    light = aspect._replace(children=(replace(aspect.children[0], weight=Fraction(0)), *aspect.children[1:]))
    rubric = RUBRIC._replace(tree=(tree[0]._replace(children=(light, *tree[0].children[1:])), *tree[1:]))
    assert len(ladders(rubric, scored([1] * 6, rubric), Terms())) == 5


def test_where_the_exact_index_is_below_every_band_the_frontier_names_the_lowest():
    found = plan(RUBRIC, scored([None] * 6, unfilled="zero"), index_target(Fraction(1)))
    assert found.frontier[0].reached == 0
    assert found.frontier[0].band == RUBRIC.bands[0]


def test_a_band_that_no_answers_reach_is_out_of_reach():
    beyond = Band(small.text("beyond"), small.text(""), small.span("5", "6", closed="(]"))
    rubric = small.small_rubric(bands=(*RUBRIC.bands, beyond))
    found = plan(rubric, scored([4] * 6, rubric), band_target(rubric, beyond))
    assert (found.reached, found.highest.reached, found.obstacles) == (False, 5, ())


def test_counting_gives_up_where_it_would_take_too_long(monkeypatch):
    monkeypatch.setattr("spbe_index.core.optima.MOST_STATES", 0)
    assert MOST_STATES > 0
    assert plan(RUBRIC, scored([1] * 6), index_target(Fraction(2))).sets is None


def test_the_years_are_kept():
    target = index_target(Fraction(4))
    found = plan(RUBRIC, scored([3] * 6), target, None, Horizon(3))
    assert found.spread.outcome == "fits"
    assert found.spread.best
    by_year = found.by_year
    assert [year.number for year in by_year] == [1, 2, 3]
    assert [step for year in by_year for step in year.steps] == list(found.steps)
    assert max(year.cost for year in by_year) <= found.spread.ceiling
    assert by_year[-1].index_after == found.after
    assert plan(RUBRIC, scored([3] * 6), target).by_year == ()


def test_years_that_are_too_few_too_tight_or_too_many():
    target = index_target(Fraction(4))
    result = scored([3] * 6)
    over = plan(RUBRIC, result, target, None, Horizon(1, Fraction(1)))
    assert (over.spread.outcome, over.spread.whole, over.by_year) == ("over", 1, ())
    assert {step.year for step in over.steps} == {0}
    empty = plan(RUBRIC, result, target, None, Horizon(9, Fraction(9)))
    assert [year.cost for year in empty.by_year][1:] == [0] * 8
    assert plan(RUBRIC, result, index_target(Fraction(6)), None, Horizon(2)).spread is None


def test_steps_that_fit_in_sum_only_are_told_apart(monkeypatch):
    # Steps of 2, 2, 2 and 3 in three years of 3 each: 9 in all, but no year holds two of them.
    costs = {code: dict.fromkeys(range(2, 6), Fraction(2)) for code in CODES}
    costs["I4-1"][5] = Fraction(3)
    result = scored([4, 4, 4, 4, 5, 5])
    terms = as_terms(costs)
    found = plan(RUBRIC, result, index_target(Fraction(5)), terms, Horizon(3, Fraction(3)))
    assert (found.spread.outcome, found.cost) == ("apart", 9)
    monkeypatch.setattr("spbe_index.core.years.MOST_FILLINGS", 0)
    found = plan(RUBRIC, result, index_target(Fraction(5)), terms, Horizon(3, Fraction(3)))
    assert found.spread.outcome == "unknown"


def test_another_set_as_cheap_is_taken_where_the_first_cannot_be_divided():
    costs = {
        "I1": {4: 3, 5: 3},
        "I3": {4: 3, 5: 2},
        "I4-1": {4: 0, 5: 4},
        "I4-3": {4: 1, 5: 2},
    }
    terms = as_terms({code: {n: Fraction(cost) for n, cost in levels.items()} for code, levels in costs.items()})
    result, target = scored([3, 5, 3, 3, 5, 3]), index_target(Fraction("4.7"))
    first = plan(RUBRIC, result, target, terms._replace(ceiling=Fraction(4)))
    found = plan(RUBRIC, result, target, terms, Horizon(3, Fraction(4)))
    assert found.cost == first.cost
    assert found.spread == (3, 4, "fits", False)
    told = {step.move for step in found.steps}
    assert told != {step.move for step in first.steps}
    assert any({*other.moves} == told for other in first.alternatives)
    assert {step.move for step in first.steps} in [{*other.moves} for other in found.alternatives]
    assert all(year.cost <= 4 for year in found.by_year)


def test_the_best_is_the_first_of_the_ways_to_share():
    from spbe_index.core.chains import Chain
    from spbe_index.core.frontier import Frontier

    frontier = Frontier([Chain((2, 4), (1, 2)), Chain((), ()), Chain((2, 4), (1, 2)), Chain((3,), (5,))])
    point = frontier.cheapest(4)
    assert point == (2, 4)
    optima = Optima(frontier, point, 4)
    assert optima.best() == (2, 0, 0, 0)
    assert optima.others(5) == ((0, 0, 2, 0), (1, 0, 1, 0))
    assert optima.count() == 3
    assert frontier.most(-1) == -1
    assert frontier.highest() == (9, 11)
    assert frontier.cheapest(12) is None
