"""How far one level is, on scales whose levels are one apart, two apart, unequally far apart, or of several steps."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import making
import pytest
import small
from test_insight import decimal_rubric

from spbe_index.core import insight
from spbe_index.core.plan import plan
from spbe_index.core.robust import robustness
from spbe_index.core.rubric import Level, Scale
from spbe_index.core.score import score
from spbe_index.core.stride import Stride, common_stride, rungs, stride, strides
from spbe_index.core.target import index_target
from spbe_index.core.worth import worth


def scale(edges, *, step=None, numbers=None, key="whole"):
    """A scale whose levels lie between edges, each with its upper one, the lowest with both."""
    pairs = list(pairwise(edges))
    levels = tuple(
        Level(number, small.text("level"), small.text(""), small.span(low, high, closed="(]" if at else "[]"))
        for at, ((low, high), number) in enumerate(zip(pairs, numbers or range(1, len(edges)), strict=True))
    )
    step = None if step is None else Fraction(step)
    return Scale(key, small.text(key), "s", Fraction(edges[0]), Fraction(edges[-1]), step, levels)


TWO_WIDE = scale(["0", "2", "4", "6", "8", "10"], numbers=[1, 3, 5, 7, 9])
HALVES = scale(["0", "2", "4", "6", "8", "10"], step="1/2", numbers=[1, 3, 5, 7, 9])
ENDS_CUT = scale(["1", "3/2", "5/2", "7/2", "9/2", "5"])
PEMDI = scale(["1", "3/2", "5/2", "7/2", "4", "5"])
UNEQUAL = scale(["0", "1", "4", "5", "7"])
WHOLE = small.small_rubric().scales[0]


def of_scale(one):
    bands = tuple(
        band._replace(values=small.span(low, high, closed=closed))
        for band, (low, high, closed) in zip(
            small.small_rubric().bands, [("0", "5", "[]"), ("5", "10", "(]")], strict=True
        )
    )
    return small.small_rubric(scales=(one,), bands=bands)


def scored(rubric, values):
    return score(rubric, making.assessment(rubric, values), "")


@pytest.mark.parametrize(
    ("one", "far", "level"),
    [
        (WHOLE, 1, True),
        (ENDS_CUT, 1, True),  # the lowest and the highest level are cut to half
        (PEMDI, 1, False),  # its fourth level is half as wide as the others
        (TWO_WIDE, 2, True),
        (HALVES, 2, True),
        (scale(["0", "1", "2"]), 1, True),
        (scale(["0", "1", "3"]), 1, False),
        (scale(["0", "5"]), 1, False),
        (UNEQUAL, 1, False),
        (scale(["0", "3", "4", "5"]), 1, False),
        (scale(["0", "1", "2", "5"]), 1, False),
        (scale(["0", "1", "3", "4", "5"]), 1, False),
        (scale(["0", "2", "3", "9"], step="3/4"), Fraction(3, 2), False),
        (scale(["0", "4", "6", "12"], step="2"), 2, False),
    ],
)
def test_a_level_is_as_far_as_levels_are_apart_and_else_about_a_point(one, far, level):
    assert stride(one) == Stride(Fraction(far), level)


def test_scales_of_one_instrument_may_agree():
    assert common_stride(of_scale(TWO_WIDE)) == Stride(Fraction(2), level=True)
    assert common_stride(small.small_rubric(scales=(WHOLE, ENDS_CUT))) == Stride(Fraction(1), level=True)
    assert common_stride(small.small_rubric(scales=(WHOLE, TWO_WIDE))) is None


@pytest.mark.parametrize(
    ("one", "value", "reached"),
    [
        (WHOLE, "3", "4"),
        (PEMDI, "3.2", "3.51"),  # 4.2 would be the level after
        (PEMDI, "4.2", "5"),
        (PEMDI, "0", "1"),  # a blank counted as 0
        (TWO_WIDE, "6.5", "8.01"),
        (TWO_WIDE, "8", "8.01"),
        (TWO_WIDE, "8.5", "10"),
        (UNEQUAL, "0.5", "1.01"),
        (UNEQUAL, "4.5", "5.01"),
        (UNEQUAL, "6", "7"),
        (HALVES, "2.5", "4.5"),
        (HALVES, "4", "4.5"),
        (HALVES, "9", "10"),
    ],
)
def test_the_next_level_of_an_answer(one, value, reached):
    assert rungs(one, Fraction(value))[0] == Fraction(reached)


def test_a_plan_on_a_scale_of_steps_goes_to_answers_that_may_be_given():
    assert rungs(HALVES, Fraction("2.5")) == [Fraction(n) for n in ("4.5", "6.5", "8.5", "10")]
    rubric = of_scale(HALVES)
    made = plan(rubric, scored(rubric, [Fraction("2.5")] * 6), index_target(Fraction("4.5")))
    assert made.reached
    assert all(HALVES.allows(step.move.end) for step in made.steps)


def test_a_level_that_no_step_is_in_is_passed_over():
    odd = scale(["0", "1", "7/4", "4"], step="2")
    assert [odd.least_of(level) for level in odd.levels] == [0, None, 2]
    assert rungs(odd, Fraction(0)) == [2, 4]


def test_what_is_left_is_moved_by_levels_and_then_the_rest():
    assert strides(TWO_WIDE, Fraction(5)) == [2, 2, 1]
    assert strides(TWO_WIDE, Fraction(4)) == [2, 2]
    assert strides(TWO_WIDE, Fraction(0)) == strides(TWO_WIDE, Fraction(-1)) == []


def test_where_levels_are_two_apart_a_level_is_worth_two_points_and_plan_and_report_say_the_same():
    rubric = of_scale(TWO_WIDE)
    result = scored(rubric, [Fraction("4.01")] * 6)
    levels = {one.node.code: one.level for one in worth(rubric, result)}
    assert levels == {code: Fraction(w, 50) for code, w in zip(levels, (30, 20, 20, 10, 10, 10), strict=True)}
    made = plan(rubric, result, index_target(Fraction("4.4")))
    assert [(step.move.node.code, step.move.end, step.move.gain) for step in made.steps] == [
        ("I3", Fraction("6.01"), levels["I3"])
    ]
    assert {step.node.code: step.gain for step in insight.steps(rubric, result)} == levels


def test_losses_are_levels_and_worth_that_much_each():
    rubric = of_scale(TWO_WIDE)
    found = robustness(rubric, scored(rubric, [Fraction("5.5")] * 6))
    # 5.5: half a point above the edge, on which the index already is in the lower band: I3 alone loses 0.6.
    assert (found.lower.moves, [(loss.node.code, loss.levels, loss.lost) for loss in found.single]) == (
        1, [("I3", 1, Fraction("0.6"))],
    )  # fmt: skip


def test_where_levels_are_unequally_far_apart_worth_is_that_of_a_point_and_ranks_go_by_worth():
    rubric = small.small_rubric()
    mixed = small.small_rubric(scales=(WHOLE, scale(["0", "3", "6", "9"], key="wide")))
    assert {one.level for one in worth(decimal_rubric(), scored(decimal_rubric(), [3] * 6))} == {
        one.level for one in worth(rubric, scored(rubric, [3] * 6))
    }
    first, *others = mixed.tree
    aspect = first.children[0]
    of_wide = aspect.children[0]._replace(scale="wide")
    aspect = aspect._replace(children=(of_wide, *aspect.children[1:]))
    wide = first._replace(children=(aspect, *first.children[1:]))
    mixed = mixed._replace(tree=(wide, *others))
    found = {one.node.code: (one.rank, one.level) for one in worth(mixed, scored(mixed, [3] * 6))}
    assert (found["I1"], found["I3"]) == ((1, Fraction(60, 100)), (2, Fraction(30, 100)))


def test_of_two_levels_the_lower_one_tells_how_far_a_level_is():
    assert stride(scale(["0", "2", "3"])) == Stride(Fraction(2), level=True)
    assert stride(scale(["0", "2", "5"])) == Stride(Fraction(1), level=False)
