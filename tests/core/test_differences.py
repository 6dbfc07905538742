"""Where two values of plain data differ, and what the place is called."""

import pytest

from spbe_index.core.differences import NOTHING, differences


def found(meant, said, **more):
    return [(one.path, one.meant, one.said) for one in differences(meant, said, **more)]


def test_equal_data_differ_nowhere():
    plain = {"a": [1, {"code": "I1", "b": None}], "c": "x"}
    assert found(plain, {"c": "x", "a": [1, {"b": None, "code": "I1"}]}) == []


@pytest.mark.parametrize(
    ("meant", "said", "path"),
    [
        ({"a": {"b": 1}}, {"a": {"b": 2}}, "a.b"),
        ({"a": [1, 2]}, {"a": [1, 3]}, "a[2]"),
        ([1], [2], "[1]"),
        (1, 2, ""),
        (1, True, ""),
        ({"a": "x"}, {"a": ["x"]}, "a"),
        ({"a": b"x"}, {"a": b"y"}, "a"),
    ],
)
def test_a_place_is_named_as_people_find_it(meant, said, path):
    assert found(meant, said) == [(path, *_at(meant, said, path))]


def _at(meant, said, path):
    for value in ("a", "b", "[2]", "[1]"):
        if value in path:
            key = int(value[1]) - 1 if value.startswith("[") else value
            meant, said = meant[key], said[key]
    return meant, said


def test_entries_with_a_label_of_their_own_are_matched_by_it():
    one, two = {"code": "I1", "weight": "1"}, {"code": "I2", "weight": "2"}
    (only,) = differences([one, two], [two | {"weight": "3"}, one])
    assert (only.path, only.label, only.meant, only.said) == ("[I2].weight", "I2", "2", "3")


def test_entries_whose_labels_repeat_are_matched_by_their_position():
    twice = [{"level": 1, "x": 1}, {"level": 1, "x": 2}]
    assert found(twice, [twice[0], {"level": 1, "x": 3}]) == [("[2].x", 2, 3)]


def test_what_only_one_side_has_stands_against_nothing():
    assert found({"a": 1}, {"b": 2}) == [("a", 1, NOTHING), ("b", NOTHING, 2)]
    assert found([1, 2], [1]) == [("[2]", 2, NOTHING)]
    assert repr(NOTHING) == "-"


def test_keys_that_are_not_to_be_looked_at_are_not():
    assert found({"a": {"hint": 1}}, {"a": {"hint": 2}}, without=frozenset(("hint",))) == []


def test_a_place_outside_of_any_list_has_no_label():
    (only,) = differences({"a": 1}, {"a": 2})
    assert only.label == ""


@pytest.mark.parametrize(("meant", "said"), [({"a": 1}, 5), (5, {"a": 1}), ([1], 5), (5, [1]), ({"a": 1}, ["a"])])
def test_values_of_different_shape_differ_as_a_whole(meant, said):
    assert found({"x": meant}, {"x": said}) == [("x", meant, said)]


def test_nothing_is_told_from_none_in_lists_and_mappings():
    assert found([1], [1, None]) == [("[2]", NOTHING, None)]
    assert found([1, None], [1]) == [("[2]", None, NOTHING)]
    assert found({}, {"a": None}) == [("a", NOTHING, None)]


@pytest.mark.parametrize("turned", [False, True])
def test_a_label_that_repeats_on_one_side_alone_matches_nothing_either(turned):
    once, twice = [{"code": "a"}, {"code": "b"}], [{"code": "a"}, {"code": "a"}]
    sides = (twice, once) if turned else (once, twice)
    assert [one.path for one in differences(*sides)] == ["[2].code"]
