"""Laws of comparing, on all pairs of the shipped instruments with random answers."""

from __future__ import annotations

import json
from fractions import Fraction

import making
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_scoring_laws import NAMES, RUBRICS, answers

from spbe_index.core.bridge import Parts
from spbe_index.core.compare import compare, movers, own_crosswalk
from spbe_index.core.crosswalk import Crosswalk
from spbe_index.core.result_json import from_plain, to_plain
from spbe_index.core.score import score
from spbe_index.load.crosswalk import crosswalk_between

PAIRS = [(one, other) for one in NAMES for other in NAMES]
WALKS = {pair: crosswalk_between(*pair) for pair in PAIRS if pair[0] != pair[1]}
quick = settings(deadline=None, max_examples=15)


def drawn(data, name):
    rubric = RUBRICS[name]
    return score(rubric, making.assessment(rubric, data.draw(answers(rubric)), year=2023), "")


def compared(before, after, walk=None):
    pair = (before.rubric.id, after.rubric.id)
    return compare(before, after, walk or WALKS.get(pair) or own_crosswalk(before, after))


@pytest.mark.parametrize("name", NAMES)
@quick
@given(data=st.data())
def test_a_result_held_against_itself_is_zero_everywhere(name, data):
    result = drawn(data, name)
    found = compared(result, result)
    assert found.difference == 0
    assert set(found.parts) == {0}
    assert {group.difference for group in found.groups} == {0}
    assert {group.parts for group in found.groups} == {Parts()}
    assert {(change.difference, change.contribution) for change in found.changes} == {(0, 0)}
    assert movers(found) == ((), (), ())


@pytest.mark.parametrize("pair", PAIRS)
@quick
@given(data=st.data())
def test_parts_and_contributions_add_up_and_the_way_back_mirrors_them(pair, data):
    before, after = drawn(data, pair[0]), drawn(data, pair[1])
    there = compared(before, after)
    assert there.difference == after.index - before.index == there.parts.total
    assert sum(group.parts.total for group in there.groups) == there.difference
    back = compared(after, before, there.crosswalk.reversed())
    assert back.difference == -there.difference
    assert back.parts == Parts(*(-part for part in there.parts))
    mirrored = {(g.pair.after, g.pair.before): g for g in back.groups}
    for group in there.groups:
        other = mirrored[group.pair.before, group.pair.after]
        assert other.parts.total == -group.parts.total
        if isinstance(group.difference, Fraction):
            assert other.difference == -group.difference
    if pair[0] == pair[1]:
        assert there.parts == Parts(level=there.difference)
        leaves = [change for change in there.changes if not change.before.children]
        assert sum(change.contribution for change in leaves) == there.difference


@pytest.mark.parametrize("pair", PAIRS)
@quick
@given(data=st.data())
def test_with_an_empty_crosswalk_all_is_scope(pair, data):
    before, after = drawn(data, pair[0]), drawn(data, pair[1])
    found = compared(before, after, Crosswalk(*pair, ()))
    assert found.parts == Parts(scope=found.difference)


@pytest.mark.parametrize("pair", PAIRS)
@quick
@given(data=st.data())
def test_results_that_went_through_json_compare_alike(pair, data):
    results = [drawn(data, name) for name in pair]
    again = [from_plain(json.loads(json.dumps(to_plain(one, lambda _: ("", ""))))) for one in results]
    assert compared(*again) == compared(*results)


@pytest.mark.parametrize("name", NAMES)
@quick
@given(data=st.data())
def test_one_indicator_raised_by_a_level_is_the_whole_difference(name, data):
    rubric = RUBRICS[name]
    values = list(data.draw(answers(rubric)))
    place = data.draw(st.integers(0, len(values) - 1))
    leaf = rubric.leaves()[place]
    values[place] = min(values[place], rubric.scale(leaf.scale).high - 1)
    raised = [*values]
    raised[place] += 1
    before, after = (score(rubric, making.assessment(rubric, given), "") for given in (values, raised))
    found = compared(before, after)
    gain = leaf.weight / 100
    assert found.difference == gain
    touched = {change.before.code for change in found.changes if change.contribution}
    above = {node.code for node in before.root.walk() if leaf.code in {below.code for below in node.walk()}}
    assert touched == above
    assert {change.contribution for change in found.changes} == {0, gain}
    moved = movers(found)
    assert (len(moved.rose), moved.fell, moved.drove) == (1, (), moved.rose)
