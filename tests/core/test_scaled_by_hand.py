"""Instruments in whole numbers, by hand: what is counted, where a band begins and ends, where numbers get too long."""

from __future__ import annotations

from fractions import Fraction

import pytest
import small

from spbe_index.core.problem import Place, SpbeError, problem
from spbe_index.core.rubric import Band
from spbe_index.core.scaled import Leaf, Ratio, Step, per_level, scaled
from spbe_index.core.sums import sum_of_independent

WHOLE = small.small_rubric().scales[0]


def test_all_of_a_small_instrument():
    found = scaled(small.small_rubric())
    assert (found.per, found.rounded) == (1, False)
    assert found.leaves == tuple(Leaf(code, code[1:], 1, 5, 1) for code in ("I1", "I2", "I3", "I4-1", "I4-2", "I4-3"))
    assert found.nodes == (
        Ratio("index", (2, 2, 3, 1, 1, 1), 10, 6),
        Ratio("D1", (2, 2, 3, 0, 0, 0), 7, 3),
        Ratio("A1", (1, 1, 0, 0, 0, 0), 2, 2),
        Ratio("A2", (0, 0, 1, 0, 0, 0), 1, 1),
        Ratio("D2", (0, 0, 0, 1, 1, 1), 3, 3),
        Ratio("A3", (0, 0, 0, 1, 1, 1), 3, 3),
        Ratio("I4", (0, 0, 0, 1, 1, 1), 3, 3),
    )  # fmt: skip
    assert found.steps == (Step("low", 10, 25), Step("high", 26, 50))


@pytest.mark.parametrize(
    ("edge", "closed", "rounded", "most", "least"),
    [
        # In tenths of the sum, or in hundredths where the rounded index decides.
        ("2.6", "[)[]", False, 25, 26),
        ("2.6", "[](]", False, 26, 27),
        ("2.55", "[)[]", False, 25, 26),
        ("2.55", "[](]", False, 25, 26),
        ("2.6", "[)[]", True, 259, 260),
        ("2.6", "[](]", True, 260, 261),
        ("2.555", "[)[]", True, 255, 256),
    ],
)
def test_a_band_goes_from_its_least_to_its_greatest_whole_number(edge, closed, rounded, most, least):
    bands = (
        Band(small.text("low"), small.text(""), small.span("1", edge, closed=closed[:2])),
        Band(small.text("high"), small.text(""), small.span(edge, "5", closed=closed[2:])),
    )
    found = scaled(small.small_rubric(bands=bands, decided_by="rounded" if rounded else "exact"))
    ends = (100, 500) if rounded else (10, 50)
    assert (found.rounded, found.steps) == (rounded, (Step("low", ends[0], most), Step("high", least, ends[1])))
    assert all(type(number) is int for step in found.steps for number in step[1:])


@pytest.mark.parametrize(
    ("low", "high", "step", "per"),
    [
        ("1", "5", "1", 1),
        ("1", "5", "1/4", 4),
        ("1/2", "5", "1", 2),
        ("1", "16/3", "1", 3),
        ("1", "5", None, 1_000_000),
        ("1/3", "5", None, 3_000_000),
    ],
)
def test_a_level_is_counted_in_as_many_parts_as_make_all_whole(low, high, step, per):
    scale = WHOLE._replace(low=Fraction(low), high=Fraction(high), step=step and Fraction(step))
    assert per_level(scale) == per


def test_a_step_is_told_in_the_parts_of_a_level():
    scale = WHOLE._replace(low=Fraction(1, 4), step=Fraction(1, 2))
    found = scaled(small.small_rubric(scales=(scale,)))
    assert (found.per, found.leaves[0]) == (4, Leaf("I1", "1", 1, 20, 2))
    decimal = scaled(small.small_rubric(scales=(WHOLE._replace(step=None),)))
    assert (decimal.per, decimal.leaves[0].step) == (1_000_000, 1)


def test_numbers_stay_below_those_that_doubles_cannot_tell_apart():
    # A single answer, counted in 96ths up to this one: 2 x (100 x sum + 96) is 2 to the 53rd; one part less is below.
    most = 45_035_996_273_704
    assert 2 * (100 * most + 96) == 2**53

    def instrument(parts):
        scale = WHOLE._replace(high=Fraction(parts, 96), step=Fraction(1, 96))
        return small.small_rubric(scales=(scale,), tree=(small.leaf("I1", "indicator", "100"),))

    assert scaled(instrument(most - 1)).leaves[0].high == most - 1
    with pytest.raises(SpbeError) as caught:
        scaled(instrument(most))
    assert caught.value.problems == (problem("E843", Place("small"), rubric="small"),)


@pytest.mark.parametrize(
    ("bottom", "powers"),
    [
        (1, ()),
        (2, ((2, 2),)),
        (7, ((7, 7),)),
        (12, ((2, 2), (2, 4), (3, 3))),
        (45, ((3, 3), (3, 9), (5, 5))),
        (49, ((7, 7), (7, 49))),
    ],
)  # fmt: skip
def test_the_powers_of_the_primes_of_a_bottom(bottom, powers):
    found = Ratio("x", (1,), bottom, 1).powers()
    assert found == powers
    assert all(type(number) is int for pair in found for number in pair)


def test_a_sum_takes_as_many_bits_as_there_are_steps_and_ways(monkeypatch):
    third = Fraction(1, 3)
    for bits, parts in ((8, [{third: 1, third + 1: 1}]), (16, [{Fraction(0): 2**9, Fraction(1): 1}])):
        monkeypatch.setattr("spbe_index.core.sums.MOST_BITS", bits)
        assert sum_of_independent(parts) == list(parts[0].items())
        monkeypatch.setattr("spbe_index.core.sums.MOST_BITS", bits - 1)
        assert sum_of_independent(parts) is None


def test_ways_that_fill_their_bits_to_the_last_do_not_run_over():
    assert sum_of_independent([{Fraction(2): 511}]) == [(2, 511)]
    both = [{Fraction(0): 255, Fraction(1): 256}, {Fraction(0): 127, Fraction(1): 128}]
    assert sum_of_independent(both) == [(0, 255 * 127), (1, 255 * 128 + 256 * 127), (2, 256 * 128)]
