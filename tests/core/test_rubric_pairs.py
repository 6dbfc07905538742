"""Which items of two instruments are the same."""

from __future__ import annotations

from fractions import Fraction

from rubric_editing import item_of, with_item
from small import leaf, small_rubric, text

from spbe_index.core.crosswalk import Crosswalk, Pair
from spbe_index.core.rubric_pairs import item_pairs

SMALL = small_rubric()


def paired(before, after, walk=None):
    return [
        (" ".join(item.code for item in pair.before), " ".join(item.code for item in pair.after))
        for pair in item_pairs(before, after, walk)
    ]


def below_a1(*items):
    return with_item(SMALL, "A1", children=items)


def test_an_item_is_the_one_of_its_code():
    codes = [item.code for item, _ in SMALL.items()]
    assert paired(SMALL, SMALL) == [(code, code) for code in codes]
    renamed = with_item(SMALL, "I1", name=text("quite another"))
    assert paired(SMALL, renamed) == paired(SMALL, SMALL)


def test_an_inserted_item_shifts_codes_and_the_names_tell():
    first, second = item_of(SMALL, "A1").children
    after = below_a1(first, leaf("I2", "indicator", "1")._replace(name=text("new")), second._replace(code="I9"))
    found = paired(SMALL, after)
    assert found[0] == ("", "I2")
    assert ("I2", "I9") in found
    assert ("I1", "I1") in found


def test_a_name_is_the_same_however_it_is_spaced_and_capitalised():
    first, second = item_of(SMALL, "A1").children
    after = below_a1(first, second._replace(code="I9", name=text("  I2 ")))
    assert ("I2", "I9") in paired(SMALL, after)


def test_a_name_on_another_floor_or_one_that_comes_twice_says_nothing():
    first, second = item_of(SMALL, "A1").children
    other = second._replace(code="I9", kind="aspect")
    assert paired(SMALL, below_a1(first, other))[:2] == [("", "I9"), ("I2", "")]
    twice = below_a1(first, second._replace(code="I8"), second._replace(code="I9"))
    assert paired(SMALL, twice)[:3] == [("", "I8"), ("", "I9"), ("I2", "")]


def test_two_names_that_changed_places_are_two_codes_that_did():
    first, second = item_of(SMALL, "A1").children
    after = below_a1(first._replace(name=second.name), second._replace(name=first.name))
    assert {("I1", "I2"), ("I2", "I1")} <= {*paired(SMALL, after)}


def test_by_a_crosswalk_a_question_with_inputs_is_known_by_itself_where_all_of_them_belong_to_it():
    inputs = ("I4-1", "I4-2", "I4-3")
    walk = Crosswalk("small", "small", (Pair(inputs, inputs[:2], "full"), Pair(("I1",), ("I3",), "low")))
    found = paired(SMALL, SMALL, walk)
    assert found == [
        ("", "I1"),
        ("", "I2"),
        ("", "I4-3"),
        ("I2", ""),
        ("I3", ""),
        ("D1", "D1"),
        ("A1", "A1"),
        ("I1", "I3"),
        ("A2", "A2"),
        ("D2", "D2"),
        ("A3", "A3"),
        ("I4", "I4-1 I4-2"),
    ]


def test_what_stands_above_questions_is_known_by_its_name_alone():
    after = with_item(SMALL, "A1", code="A5", weight=Fraction(1))
    after = with_item(after, "A2", name=text("other"))
    leaves = tuple(Pair((item.code,), (item.code,), "full") for item in SMALL.leaves())
    found = paired(SMALL, after, Crosswalk("small", "small", leaves))
    assert found[:2] == [("", "A2"), ("A2", "")]
    assert ("A1", "A5") in found


def test_codes_that_an_instrument_lacks_are_passed_over_and_half_a_pair_compares_nothing():
    walk = Crosswalk("small", "small", (Pair(("I1", "I77"), ("I88",), "full"), Pair(("I78",), ("I79",), "full")))
    found = [pair for pair in item_pairs(SMALL, SMALL, walk) if not pair.after]
    assert [pair.before[0].code for pair in found] == ["I1", "I2", "I3", "I4-1", "I4-2", "I4-3"]
    assert {pair.comparable for pair in found} == {"none"}
