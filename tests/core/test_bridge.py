"""Comparing across instruments: the four parts, by hand and by an oracle that computes them another way."""

from __future__ import annotations

from fractions import Fraction

import making
import pytest
import small
from hypothesis import given
from hypothesis import strategies as st

from spbe_index.core.bridge import NoDifference, NotAsked, Parts, answers, questions
from spbe_index.core.compare import compare, in_order, movers, own_crosswalk, series
from spbe_index.core.crosswalk import Crosswalk, Pair
from spbe_index.core.result import Open
from spbe_index.core.rubric import Item
from spbe_index.core.score import score

OLD = small.small_rubric()
#: Five questions of its own: I1 (40), I2 (10), I3 (20), I4 (10), I5 (20).
NEW = small.small_rubric(
    id="new",
    sha256="0" * 64,
    tree=(
        Item("D1", "domain", "1", small.text("d1"), Fraction(100), "s",
             tuple(small.leaf(f"I{n}", "indicator", w) for n, w in enumerate(("40", "10", "20", "10", "20"), 1))),
    ),
)  # fmt: skip
#: I1 is the same, I2 went into two, the three inputs of I4 became one that is measured otherwise, I3 is gone, I5 new.
PAIRS = (
    Pair(("I1",), ("I1",), "full"),
    Pair(("I2",), ("I2", "I3"), "partly"),
    Pair(("I4-1", "I4-2", "I4-3"), ("I4",), "low"),
    Pair(("I3",), (), "none", near=("I4",)),
    Pair((), ("I5",), "none"),
)
WALK = Crosswalk("small", "new", PAIRS)

old_values = st.lists(st.integers(1, 5), min_size=6, max_size=6)
new_values = st.lists(st.integers(1, 5), min_size=5, max_size=5)


def result(rubric, values, **more):
    return score(rubric, making.assessment(rubric, values, **more), "")


def bridge(old, new, walk=WALK):
    return compare(result(OLD, old), result(NEW, new), walk)


def test_the_parts_by_hand():
    # Before: I1 20 % at 2, I2 20 % at 3, I3 30 % at 1, I4 30 % at 2: index 1.9. After: 3, 3, 3, 1, 5: index 3.2.
    found = bridge([2, 3, 1, 2, 2, 2], [3, 3, 3, 1, 5])
    middle = Fraction("2.55")
    assert found.middle == middle
    same, split, low, gone, new = found.groups
    assert same.difference == 1
    assert same.parts == Parts(level=Fraction("0.3"), weight=Fraction("0.2") * (Fraction("2.5") - middle))
    assert split.parts == Parts(weight=Fraction("0.1") * (3 - middle))
    assert low.difference == NoDifference("low")
    assert low.parts == Parts(scale=Fraction("0.1") * (1 - middle) - Fraction("0.3") * (2 - middle))
    assert gone.parts == Parts(scope=-Fraction("0.3") * (1 - middle))
    assert new.parts == Parts(scope=Fraction("0.2") * (5 - middle))
    assert found.difference == found.parts.total == Fraction("1.3")
    assert (gone.difference, new.difference) == (NoDifference("dropped"), NoDifference("new"))
    assert isinstance(new.before, NotAsked)
    assert [node.code for node in gone.after.near] == ["I4"]
    assert [node.code for node in low.before.nodes] == ["I4"]
    assert not found.changes
    assert not found.one_instrument


def oracle(old, new):
    """The four parts from single answers, measured from the middle: no means of groups."""
    shares = {leaf.code: leaf.weight / 100 for leaf in OLD.leaves()}
    later = {leaf.code: leaf.weight / 100 for leaf in NEW.leaves()}
    before = dict(zip(shares, map(Fraction, old), strict=True))
    after = dict(zip(later, map(Fraction, new), strict=True))
    start = sum(shares[code] * value for code, value in before.items())
    end = sum(later[code] * value for code, value in after.items())
    level = weight = scope = scale = Fraction(0)
    for pair in PAIRS:
        # What the answers of a pair are above the middle, in points of the index, in both years.
        was = sum(shares[c] * (2 * before[c] - start - end) / 2 for c in pair.before)
        now = sum(later[c] * (2 * after[c] - start - end) / 2 for c in pair.after)
        if not pair.before or not pair.after:
            scope += now - was
        elif pair.comparable == "low":
            scale += now - was
        else:
            # The same answers with the weights of the other year; half of each way round is what the answers did.
            w, u = sum(shares[c] for c in pair.before), sum(later[c] for c in pair.after)
            answered = (now * w / u - was + now - was * u / w) / 2
            level += answered
            weight += now - was - answered
    return Parts(level, weight, scope, scale)


@given(old_values, new_values)
def test_the_parts_are_those_of_the_oracle(old, new):
    found = bridge(old, new)
    assert found.parts == oracle(old, new)
    assert found.parts.total == found.difference


@given(old_values, new_values)
def test_without_a_crosswalk_all_is_scope(old, new):
    found = bridge(old, new, Crosswalk("small", "new", ()))
    assert found.parts == Parts(scope=found.difference)
    assert len(found.groups) == 6 + 5


@given(old_values, new_values)
def test_the_way_back_has_the_signs_turned(old, new):
    there = bridge(old, new)
    back = compare(result(NEW, new), result(OLD, old), WALK.reversed())
    assert back.difference == -there.difference
    assert back.parts == Parts(*(-part for part in there.parts))
    for one, other in zip(there.groups, back.groups, strict=True):
        assert other.parts == Parts(*(-part for part in one.parts))
        if isinstance(one.difference, Fraction):
            assert other.difference == -one.difference


def test_an_open_index_gives_values_and_known_differences_but_no_parts():
    found = bridge([2, None, 1, 2, 2, 2], [3, 3, 3, 1, 5])
    assert found.difference == found.parts == NoDifference("open")
    same, split, *_ = found.groups
    assert same.difference == 1
    assert split.difference == NoDifference("open")
    assert split.before.value == Open(Fraction(1), Fraction(5))
    assert {group.parts for group in found.groups} == {NoDifference("open")}
    moved = movers(found)
    assert (moved.rose, moved.fell, moved.drove) == ((same,), (), ())


def test_codes_that_a_result_lacks_are_passed_over():
    walk = WALK._replace(
        pairs=(Pair(("I1", "I9"), ("I9",), "full"), Pair(("I9",), ("I8",), "full"), Pair(("I4-2",), ("I4",), "full"))
    )
    found = bridge([2, 3, 1, 2, 5, 2], [3, 3, 3, 1, 5], walk)
    assert [(g.pair.before, g.pair.after, g.pair.comparable) for g in found.groups[:2]] == [
        (("I1",), (), "none"),
        (("I4-2",), ("I4",), "full"),
    ]
    assert [node.code for node in found.groups[1].before.nodes] == ["I4-2"]
    assert found.parts.total == found.difference


def test_movers_come_by_what_they_did():
    found = bridge([5, 1, 1, 2, 2, 2], [4, 3, 3, 1, 5])
    moved = movers(found)
    assert [group.pair.after for group in moved.rose] == [("I2", "I3")]
    assert [group.pair.before for group in moved.fell] == [("I1",)]
    totals = [abs(group.parts.total) for group in moved.drove]
    assert totals == sorted(totals, reverse=True)


def test_a_question_with_inputs_is_one_group_within_an_instrument():
    one, other = result(OLD, [3] * 6), result(OLD, [3, 3, 3, 3, 5, 1])
    found = compare(one, other, own_crosswalk(one, other))
    assert [question.code for question in questions(one)] == ["I1", "I2", "I3", "I4"]
    assert answers(questions(one)[3]) == ("I4-1", "I4-2", "I4-3")
    assert [group.difference for group in found.groups] == [0] * 4
    assert found.one_instrument
    assert len(found.changes) == 13
    assert movers(found) == ((), (), ())


def test_another_version_of_an_instrument_is_compared_by_its_codes():
    version = small.small_rubric(sha256="1" * 64, tree=OLD.tree[:1])
    one, other = result(OLD, [3] * 6), result(version, [4, 3, 3])
    found = compare(one, other, own_crosswalk(one, other))
    assert found.one_instrument
    assert not found.changes
    assert found.parts.total == found.difference
    assert found.groups[-1].difference == NoDifference("dropped")


def test_a_crosswalk_of_other_instruments_is_refused():
    with pytest.raises(ValueError, match="no crosswalk for these"):
        bridge([3] * 6, [3] * 5, WALK.reversed())


def test_a_series_is_in_the_order_of_years_instruments_and_stages():
    def at(year, stage, rubric=OLD):
        count = len(rubric.leaves())
        made = making.assessment(rubric, [3] * count, stages=(stage,), year=year)
        return score(rubric, made, stage), rubric

    newer = NEW._replace(first_year=2010)
    given_order = [at(None, "akhir"), at(2024, "akhir", newer), at(2024, "akhir"), at(2023, "akhir")]
    given_order += [at(2023, "odd"), at(2023, "mandiri"), at(2023, "target")]
    ordered = in_order(given_order)
    assert [(one.year, one.stage, one.rubric.id) for one, _ in ordered] == [
        (2023, "mandiri", "small"),
        (2023, "akhir", "small"),
        (2023, "target", "small"),
        (2023, "odd", "small"),
        (2024, "akhir", "small"),
        (2024, "akhir", "new"),
        (None, "akhir", "small"),
    ]

    def between(one, other):
        return (
            own_crosswalk(one, other)
            if one.rubric.id == other.rubric.id
            else Crosswalk(one.rubric.id, other.rubric.id, ())
        )

    found = series(given_order, between)
    assert len(found.steps) == 6
    assert found.whole.before is found.results[0]
    assert found.whole.after is found.results[-1]
    assert series(given_order[:2], between).whole is None


def test_movers_come_by_how_far_they_moved_times_what_they_weigh():
    # I1 falls by 2 at 20 %, I3 by 1 at 30 %, I2 rises by 1 at 20 %, I4 by 1 at 30 %.
    one, other = result(OLD, [5, 2, 3, 2, 2, 2]), result(OLD, [3, 3, 2, 3, 3, 3])
    moved = movers(compare(one, other, own_crosswalk(one, other)))
    assert [group.pair.before[0] for group in moved.rose] == ["I4-1", "I2"]
    assert [group.pair.before[0] for group in moved.fell] == ["I1", "I3"]


def test_a_stretch_within_one_instrument_is_compared_from_end_to_end():
    results = [result(OLD, [n] * 6, year=2020 + n) for n in (1, 2, 3, 4)]
    rubrics = [(one, OLD) for one in results] + [(result(NEW, [5] * 5, year=2025), NEW)]
    found = series(rubrics, lambda one, other: own_crosswalk(one, other) if one.rubric.id == other.rubric.id else WALK)
    assert [(first, last, span.difference) for first, last, span in found.spans] == [(0, 3, 3)]


def test_a_result_of_no_stage_comes_before_those_of_a_stage():
    def at(stage):
        return score(OLD, making.assessment(OLD, [3] * 6, stages=(stage,)), stage), OLD

    assert [one.stage for one, _ in in_order([at("mandiri"), at("")])] == ["", "mandiri"]


def test_twice_the_way_of_a_third_of_the_weight_moves_less():
    # I2 rises by 2 at 10 %, I1 by 1 at 40 %.
    one, other = result(NEW, [3, 1, 3, 3, 3]), result(NEW, [4, 3, 3, 3, 3])
    assert [group.pair.before[0] for group in movers(compare(one, other, own_crosswalk(one, other))).rose] == [
        "I1",
        "I2",
    ]


def test_what_no_pair_names_stands_alone_on_its_side():
    found = bridge([3] * 6, [3] * 5, Crosswalk("small", "new", PAIRS[2:3]))
    assert [group.pair for group in found.groups] == [
        PAIRS[2],
        *(Pair((code,), (), "none") for code in ("I1", "I2", "I3")),
        *(Pair((), (code,), "none") for code in ("I1", "I2", "I3", "I5")),
    ]
