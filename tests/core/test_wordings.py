"""Which wordings of two lists are gone, new or put otherwise."""

import pytest

from spbe_index.core.rubric import Text
from spbe_index.core.wordings import Wording, reworded


def texts(*said):
    return tuple(Text(one, one) for one in said)


def found(before, after):
    return [tuple(text and text.id for text in one) for one in reworded(texts(*before), texts(*after))]


@pytest.mark.parametrize(
    ("before", "after", "differs"),
    [
        ([], [], []),
        (["a b", "c"], ["c", "a b"], []),
        (["a b c"], [], [("a b c", None)]),
        ([], ["a b c"], [(None, "a b c")]),
        (["x", "a b c d"], ["a b c e", "x"], [("a b c d", "a b c e")]),
        (["x", "quite"], ["another", "x"], [("quite", "another")]),
        (["one two", "three"], ["four"], [("one two", None), ("three", None), (None, "four")]),
        (["a a"], ["a a", "a a"], [(None, "a a")]),
        (["A b"], ["a B"], [("A b", "a B")]),
    ],
)
def test_what_both_say_is_left_out_and_the_rest_is_paired(before, after, differs):
    assert found(before, after) == differs


def test_the_most_alike_belong_together_whatever_their_order():
    before, after = (
        ["the plan is signed", "the plan covers all units"],
        ["plan covers all units", "the plan is signed off"],
    )
    assert found(before, after) == [(before[0], after[1]), (before[1], after[0])]
    assert found(["a b c d"], ["a b x y", "a b c z"]) == [("a b c d", "a b c z"), (None, "a b x y")]


def test_of_equals_those_furthest_up_belong_together():
    assert found(["a b x", "a b y"], ["a b v", "a b w"]) == [("a b x", "a b v"), ("a b y", "a b w")]
    assert found(["a b x", "c d"], ["a b v", "a b w"]) == [("a b x", "a b v"), ("c d", "a b w")]


def test_half_of_the_words_are_enough_and_less_is_not():
    before = ["a b", "p q"]
    assert found(before, ["a z", "m n"])[0] == ("a b", "a z")
    assert found(before, ["a y z", "m n", "o"]) == [
        ("a b", None),
        ("p q", None),
        *((None, x) for x in ("a y z", "m n", "o")),
    ]


def test_a_change_in_the_translation_alone_is_one():
    assert reworded((Text("a", "b"),), (Text("a", "c"),)) == (Wording(Text("a", "b"), Text("a", "c")),)


def test_texts_without_words_have_nothing_in_common():
    lone = Text("", "x"), Text("", "y")
    assert reworded(lone, (Text("", "z"),)) == (
        Wording(lone[0], None),
        Wording(lone[1], None),
        Wording(None, Text("", "z")),
    )


@pytest.mark.parametrize(("count", "paired"), [(100, True), (101, False)])
def test_of_very_long_lists_nothing_is_taken_as_reworded(count, paired):
    before, after = ([f"{word} {number}" for number in range(count)] for word in ("a", "b"))
    assert all((old is not None) is (new is not None) for old, new in found(before, after)) is paired
