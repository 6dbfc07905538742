"""Instruments in whole numbers: the same index, nodes and bands as with fractions."""

import json
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import assessment

from spbe_index.core.exact import half_up
from spbe_index.core.problem import SpbeError
from spbe_index.core.result import known_value
from spbe_index.core.rubric import Rubric
from spbe_index.core.scaled import DECIMALS, Ratio, Scaled, from_plain, scaled
from spbe_index.core.score import score
from spbe_index.load.rubric import load_rubric

RUBRICS = [load_rubric(name) for name in ("spbe-2018", "spbe-2020", "pemdi-2026")]


@st.composite
def filled(draw: st.DrawFn) -> tuple[Rubric, list[Fraction]]:
    """An instrument, by either rule for its bands, and a level for each answer."""
    rubric = draw(st.sampled_from(RUBRICS))._replace(decided_by=draw(st.sampled_from(["exact", "rounded"])))
    values = []
    for leaf in rubric.leaves():
        scale = rubric.scale(leaf.scale)
        step = scale.step or Fraction(1, 100)
        count = int((scale.high - scale.low) / step)
        values.append(scale.low + step * draw(st.integers(0, count)))
    return rubric, values


def band(whole: Scaled, top: int) -> str:
    decides = whole.index.hundredths(top) if whole.rounded else top
    inside = [step.name for step in whole.steps if step.least <= decides <= step.most]
    return inside[0] if inside else whole.steps[0].name


@given(filled())
@settings(max_examples=60)
def test_every_node_and_the_band_are_those_of_fractions(case: tuple[Rubric, list[Fraction]]) -> None:
    rubric, values = case
    whole = scaled(rubric)
    levels = [int(value * whole.per) for value in values]
    assert [Fraction(level, whole.per) for level in levels] == values
    result = score(rubric, assessment(rubric, values), "")
    nodes = {node.code: known_value(node) for node in result.root.walk()}
    for ratio in whole.nodes:
        top = sum(share * level for share, level in zip(ratio.shares, levels, strict=True))
        value = nodes[ratio.code]
        assert Fraction(top, ratio.bottom) == value
        assert ratio.hundredths(top) == half_up(value) * 100
        assert ratio.counted == sum(share > 0 for share in ratio.shares)
    index = sum(share * level for share, level in zip(whole.index.shares, levels, strict=True))
    assert result.verdict is not None
    assert band(whole, index) == result.verdict.name


@pytest.mark.parametrize("rubric", RUBRICS, ids=[rubric.id for rubric in RUBRICS])
def test_leaves_out_and_in_again(rubric: Rubric) -> None:
    whole = scaled(rubric)
    assert from_plain(json.loads(json.dumps(whole))) == whole
    for leaf, item in zip(whole.leaves, rubric.leaves(), strict=True):
        scale = rubric.scale(item.scale)
        assert (Fraction(leaf.low, whole.per), Fraction(leaf.high, whole.per)) == (scale.low, scale.high)
        assert Fraction(leaf.step, whole.per) == (scale.step or Fraction(1, 10**DECIMALS))


@pytest.mark.parametrize("rubric", RUBRICS, ids=[rubric.id for rubric in RUBRICS])
def test_a_sum_is_reduced_by_the_powers_that_divide_it(rubric: Rubric) -> None:
    index = scaled(rubric).index
    powers = index.powers()
    product = 1
    for prime, _ in powers:
        product *= prime
    assert product == index.bottom
    for top in (0, 1, 60, index.bottom, 3 * index.bottom // 2, index.total(1)):
        divisor = 1
        for prime, power in powers:
            if top % power == 0:
                divisor *= prime
        assert Fraction(top, index.bottom) == Fraction(top // divisor, index.bottom // divisor)
        assert Fraction(top, index.bottom).denominator == index.bottom // divisor


def test_weights_too_fine_for_whole_numbers_are_refused() -> None:
    rubric = RUBRICS[1]
    domain = rubric.tree[0]
    aspect = domain.children[0]
    fine = Fraction(1, 10**15 + 37)
    first, second, *others = aspect.children
    children = (
        first._replace(weight=first.weight + fine),
        second._replace(weight=second.weight - fine),
        *others,
    )
    tree = (domain._replace(children=(aspect._replace(children=children), *domain.children[1:])), *rubric.tree[1:])
    with pytest.raises(SpbeError) as caught:
        scaled(rubric._replace(tree=tree))
    assert caught.value.problems[0].code == "E843"


def test_powers_of_any_number() -> None:
    assert Ratio("index", (1,), 14, 1).powers() == ((2, 2), (7, 7))
    assert Ratio("index", (1,), 1, 1).powers() == ()
    assert Ratio("index", (1,), 72, 1).powers() == ((2, 2), (2, 4), (2, 8), (3, 3), (3, 9))
