"""Laws of the arithmetic, on all three instruments with random answers."""

from __future__ import annotations

from fractions import Fraction

import making
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spbe_index.core.result import Open
from spbe_index.core.score import UNFILLED, score, score_again, verdict
from spbe_index.load.rubric import load_rubric, shipped

RUBRICS = {name: load_rubric(name) for name in shipped()}
NAMES = sorted(RUBRICS)


def answers(rubric, *, blanks=False):
    """A strategy for one answer per leaf, None for a blank."""
    each = []
    for leaf in rubric.leaves():
        scale = rubric.scale(leaf.scale)
        if scale.step is None:
            one = st.decimals(scale.low, scale.high, places=2).map(Fraction)
        else:
            one = st.integers(int(scale.low), int(scale.high)).map(Fraction)
        each.append(one | st.none() if blanks else one)
    return st.tuples(*each)


def index(rubric, values, **more):
    return score(rubric, making.assessment(rubric, values), "", **more).index


@pytest.mark.parametrize("name", NAMES)
@settings(deadline=None, max_examples=50)
@given(data=st.data())
def test_nested_means_equal_the_flat_weighted_sum(name, data):
    rubric = RUBRICS[name]
    values = data.draw(answers(rubric))
    flat = sum(leaf.weight * value for leaf, value in zip(rubric.leaves(), values, strict=True)) / 100
    assert index(rubric, values) == flat


@pytest.mark.parametrize("name", NAMES)
@settings(deadline=None, max_examples=50)
@given(data=st.data())
def test_a_result_scored_again_is_the_same(name, data):
    rubric = RUBRICS[name]
    values = data.draw(answers(rubric, blanks=True))
    stages = ("", *(stage.code for stage in rubric.stages))
    stage, unfilled = data.draw(st.sampled_from(stages)), data.draw(st.sampled_from(UNFILLED))
    result = score(rubric, making.assessment(rubric, values, stages=(stage,)), stage, unfilled=unfilled)
    assert score_again(result, rubric) == result


@pytest.mark.parametrize("name", NAMES)
@settings(deadline=None, max_examples=50)
@given(data=st.data())
def test_every_value_lies_between_the_lowest_and_highest_answer_below_it(name, data):
    rubric = RUBRICS[name]
    result = score(rubric, making.assessment(rubric, data.draw(answers(rubric))), "")
    for node in result.root.walk():
        below = [leaf.value for leaf in node.walk() if leaf.entry is not None]
        assert min(below) <= node.value <= max(below)


@pytest.mark.parametrize("name", NAMES)
@settings(deadline=None, max_examples=50)
@given(data=st.data())
def test_raising_one_level_raises_the_index_by_exactly_its_weight(name, data):
    rubric = RUBRICS[name]
    values = list(data.draw(answers(rubric)))
    place = data.draw(st.integers(0, len(values) - 1))
    leaf = rubric.leaves()[place]
    scale = rubric.scale(leaf.scale)
    raised = [*values]
    raised[place] = min(scale.high, values[place] + 1)
    gain = (raised[place] - values[place]) * leaf.weight / 100
    assert index(rubric, raised) - index(rubric, values) == gain


@pytest.mark.parametrize("name", NAMES)
@settings(deadline=None, max_examples=50)
@given(data=st.data())
def test_the_range_of_an_open_index_is_what_filling_it_can_give(name, data):
    rubric = RUBRICS[name]
    values = data.draw(answers(rubric, blanks=True))
    found = index(rubric, values)
    scales = [rubric.scale(leaf.scale) for leaf in rubric.leaves()]
    lowest = [scale.low if value is None else value for value, scale in zip(values, scales, strict=True)]
    highest = [scale.high if value is None else value for value, scale in zip(values, scales, strict=True)]
    if None in values:
        assert found == Open(index(rubric, lowest), index(rubric, highest))
        assert index(rubric, values, unfilled="lowest") == index(rubric, lowest)
    else:
        assert found == index(rubric, lowest) == index(rubric, highest)


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
def test_every_possible_index_has_exactly_one_band(name, data):
    rubric = RUBRICS[name]
    low, high = rubric.bands[0].values.low, rubric.bands[-1].values.high
    edges = [edge for band in rubric.bands for edge in (band.values.low, band.values.high)]
    value = data.draw(st.fractions(low, high, max_denominator=4000) | st.sampled_from(edges))
    assert sum(value in band.values for band in rubric.bands) == 1


def test_edges_belong_to_the_band_that_the_regulation_gives_them():
    old, new = RUBRICS["spbe-2020"], RUBRICS["pemdi-2026"]

    def band(rubric, value):
        return next(band.name.id for band in rubric.bands if Fraction(value) in band.values)

    assert [band(old, v) for v in ("1.8", "2.6", "3.5", "4.2", "5")] == [
        "Cukup",
        "Baik",
        "Sangat Baik",
        "Memuaskan",
        "Memuaskan",
    ]
    assert [band(new, v) for v in ("1.5", "2.5", "3.5", "4", "5")] == [
        "Kurang",
        "Cukup",
        "Baik",
        "Sangat Baik",
        "Memuaskan",
    ]


def test_the_grid_of_59_2020_is_a_two_thousandth():
    rubric = RUBRICS["spbe-2020"]
    units = [leaf.weight * 20 for leaf in rubric.leaves()]
    assert all(unit.denominator == 1 for unit in units)
    assert sum(units) == 2000
    assert {int(unit) for unit in units} == {26, 50, 30, 55, 60}


def test_thirds_of_5_2018_stay_thirds():
    rubric = RUBRICS["spbe-2018"]
    assert [leaf.weight for leaf in rubric.leaves()][-6:] == [Fraction(10, 3)] * 6
    zeroes = index(rubric, [0] * 37)
    assert zeroes == 0
    assert verdict(rubric.bands, rubric.decided_by, Fraction(0)).name == "Kurang"
