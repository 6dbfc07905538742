"""Laws of what differs between two instruments, on the shipped ones and on random edits of them."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rubric_editing import item_of, with_item
from test_scoring_laws import NAMES, RUBRICS

from spbe_index.core.facts import Fact
from spbe_index.core.rubric import Rubric, Text
from spbe_index.core.rubric_diff import rubric_diff
from spbe_index.core.wordings import Wording, reworded
from spbe_index.load.crosswalk import crosswalk_between

PAIRS = [(one, other) for one in NAMES for other in NAMES if one != other]
WALKS = {pair: crosswalk_between(*pair) for pair in PAIRS}
SIDES = ("before", "after")
quick = settings(deadline=None, max_examples=25)
words = st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=5).map(lambda said: Text(" ".join(said), ""))
new_words = st.text("xyz ", min_size=1, max_size=20).filter(str.strip).map(lambda said: Text(f"lain {said}", said))


def told(value, *, turned):
    """All that a difference says, whatever the order; with `turned` each side for the other."""
    if isinstance(value, Rubric):
        return value.id
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        fields = value._asdict()
        if turned and "before" in fields:
            fields |= {"before": fields["after"], "after": fields["before"]}
        return type(value).__name__, tuple((key, told(one, turned=turned)) for key, one in fields.items())
    if isinstance(value, tuple):
        return frozenset(Counter(told(one, turned=turned) for one in value).items())
    return value


def both_ways(before, after, walk=None):
    """What differs, after seeing that the way back says the same from the other side."""
    there = rubric_diff(before, after, walk)
    back = rubric_diff(after, before, walk and walk.reversed())
    for part in ("identity", "scales", "decided_by", "bands", "items", "also"):
        assert told(getattr(there, part), turned=True) == told(getattr(back, part), turned=False), part
    assert there.differs is back.differs
    return there


@pytest.mark.parametrize("name", NAMES)
def test_an_instrument_held_against_itself_differs_in_nothing(name):
    assert not both_ways(RUBRICS[name], RUBRICS[name]).differs


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("crossed", [True, False])
def test_the_way_back_mirrors_the_way_there_and_each_item_stands_in_it_once(pair, crossed):
    before, after = (RUBRICS[name] for name in pair)
    diff = both_ways(before, after, WALKS[pair] if crossed else None)
    for side, rubric in zip(SIDES, (before, after), strict=True):
        found = [item for one in diff.items for item in getattr(one.pair, side)]
        assert len({item.code for item in found}) == len(found)
        assert {item.code for item in found} <= {item.code for item, _ in rubric.items()}
    # All indicators weigh 100 % on both sides, so what is gone, what came and what differs make up for one another.
    asked = [one for one in diff.items if {i.kind for i in (*one.pair.before, *one.pair.after)} == {"indicator"}]
    weights = (sum((i.weight for one in asked for i in getattr(one.pair, side)), Fraction(0)) for side in SIDES)
    assert len(set(weights)) == 1


def picked(data, name, *, with_levels=False):
    rubric = RUBRICS[name]
    items = [item for item, _ in rubric.items() if item.levels or not with_levels]
    return rubric, data.draw(st.sampled_from(items))


def found_alone(before, after, code):
    """What differs in this item, which is all that does."""
    diff = both_ways(before, after)
    (item,) = diff.items
    assert [one.code for one in (*item.pair.before, *item.pair.after)] == [code, code]
    assert (diff.identity, diff.scales, diff.decided_by, diff.bands, diff.also) == ((),) * 5
    return item


@pytest.mark.parametrize("name", NAMES)
@quick
@given(data=st.data())
def test_a_weight_that_was_changed_is_found_and_nothing_else(name, data):
    rubric, item = picked(data, name)
    weight = data.draw(st.fractions(Fraction(1, 100), 100, max_denominator=999).filter(lambda new: new != item.weight))
    found = found_alone(rubric, with_item(rubric, item.code, weight=weight), item.code)
    assert (found.changes, found.facts) == (("weight",), (Fact("weight", item.weight, weight),))
    assert item.weight + found.facts[0].difference == weight


@pytest.mark.parametrize("name", NAMES)
@quick
@given(data=st.data())
def test_a_name_that_was_changed_is_found_and_nothing_else(name, data):
    rubric, item = picked(data, name)
    called = data.draw(new_words)
    found = found_alone(rubric, with_item(rubric, item.code, name=called), item.code)
    assert (found.changes, found.facts) == (("name",), (Fact("name", item.name, called),))


@pytest.mark.parametrize("part", ["criteria", "evidence"])
@pytest.mark.parametrize("name", NAMES)
@quick
@given(data=st.data())
def test_a_criterion_that_was_changed_added_or_removed_is_found_and_nothing_else(name, part, data):
    rubric, item = picked(data, name, with_levels=True)
    place = data.draw(st.integers(0, len(item.levels) - 1))
    level = item.levels[place]
    texts = list(getattr(level, part))
    at, said = data.draw(st.integers(0, len(texts))), data.draw(new_words)
    kept = data.draw(st.booleans()) or at == len(texts)
    old = None if kept else texts.pop(at)
    if kept or data.draw(st.booleans()):
        texts.insert(at, said)
    else:
        said = None
    levels = (*item.levels[:place], level._replace(**{part: tuple(texts)}), *item.levels[place + 1 :])
    found = found_alone(rubric, with_item(rubric, item.code, levels=levels), item.code)
    (told_level,) = found.levels
    other = "evidence" if part == "criteria" else "criteria"
    assert (found.changes, told_level.level, told_level.facts) == ((part,), level.level, ())
    assert (getattr(told_level, part), getattr(told_level, other)) == ((Wording(old, said),), ())


@pytest.mark.parametrize("name", NAMES)
@quick
@given(data=st.data())
def test_an_item_that_was_removed_is_found_with_all_below_it(name, data):
    rubric, item = picked(data, name)
    above = next(parent for one, parent in rubric.items() if one is item)
    siblings = tuple(one for one in (above.children if above else rubric.tree) if one is not item)
    after = with_item(rubric, above.code, children=siblings) if above else rubric._replace(tree=siblings)
    diff = both_ways(rubric, after)
    gone = {one.pair.before[0].code for one in diff.items}
    assert {one.changes for one in diff.items} == {("removed",)}
    below, pending = set(), [item]
    while pending:
        one = pending.pop()
        below.add(one.code)
        pending += one.children
    assert gone == below
    assert item_of(rubric, item.code) is item


@settings(deadline=None, max_examples=200)
@given(st.lists(words, max_size=6), st.lists(words, max_size=6))
def test_rewording_takes_each_text_once_and_mirrors(before, after):
    found = reworded(before, after)
    both = Counter(before) & Counter(after)
    assert Counter(one.before for one in found if one.before) == Counter(before) - both
    assert Counter(one.after for one in found if one.after) == Counter(after) - both
    assert Counter(reworded(after, before)) == Counter(Wording(one.after, one.before) for one in found)
    assert reworded(before, before[::-1]) == ()
