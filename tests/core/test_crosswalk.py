"""Crosswalks: the way back, the way through an instrument between, and to another version of the same one."""

from __future__ import annotations

import pytest

from spbe_index.core.crosswalk import Crosswalk, Pair, composed, identity
from spbe_index.core.rubric import Text


def walk(before, after, *pairs, **more):
    return Crosswalk(before, after, tuple(pairs), **more)


def pair(before, after, comparable=None, near="", note=""):
    old, new = tuple(before.split()), tuple(after.split())
    return Pair(
        old, new, comparable or ("full" if old and new else "none"), Text(note, note.upper()), tuple(near.split())
    )


def test_back_and_forth_is_the_same():
    there = walk("a", "c", pair("I1 I2", "I3"), pair("", "I4", near="I1"), via=("b1", "b2"))
    back = there.reversed()
    assert (back.before, back.after, back.via) == ("c", "a", ("b2", "b1"))
    assert back.pairs[0].before == ("I3",)
    assert back.reversed() == there


def test_an_instrument_corresponds_to_itself_and_what_another_version_lacks_stands_alone():
    found = identity("a", [("I1",), ("I2-1", "I2-2"), ("I3",)], [("I1",), ("I2-1", "I2-2"), ("I4",)])
    assert [(p.before, p.after, p.comparable) for p in found.pairs] == [
        (("I1",), ("I1",), "full"),
        (("I2-1", "I2-2"), ("I2-1", "I2-2"), "full"),
        (("I3",), (), "none"),
        ((), ("I4",), "none"),
    ]
    assert all(p.matched == p.levels_comparable for p in found.pairs)


def test_a_chain_through_the_instrument_between_is_one_pair_as_comparable_as_its_weakest_link():
    first = walk(
        "a", "b", pair("I1", "I1 I2"), pair("I2", "I3", "partly"), pair("I3", "I4", "low"), note=Text("x", "X")
    )
    second = walk("b", "c", pair("I2 I3", "I1", "full"), pair("I1", "I2"), pair("I4", "I3"), note=Text("x", "X"))
    found = composed(first, second)
    assert (found.before, found.after, found.via) == ("a", "c", ("b",))
    assert {(p.before, p.after, p.comparable) for p in found.pairs} == {
        (("I1", "I2"), ("I1", "I2"), "partly"),
        (("I3",), ("I3",), "low"),
    }
    assert found.note == Text("x", "X")


def test_what_was_asked_only_in_between_makes_the_rest_low_and_alone_it_is_nothing():
    first = walk("a", "b", pair("I1", "I1"), pair("", "I2"), pair("", "I3"))
    second = walk("b", "c", pair("I1 I2", "I1"), pair("I3", ""))
    assert [(p.before, p.after, p.comparable) for p in composed(first, second).pairs] == [(("I1",), ("I1",), "low")]


def test_what_ends_halfway_is_dropped_or_new_and_keeps_what_is_near():
    first = walk(
        "a",
        "b",
        pair("I1", "", near="I5", note="gone"),
        pair("I2", "I2"),
        pair("", "I5"),
        pair("", "I6", near="I1"),
    )
    second = walk(
        "b", "c", pair("I5", "I1"), pair("I2", "", near="I9", note="also"), pair("I6", "I8"), pair("", "I7", near="I2")
    )
    found = {(p.before, p.after): p for p in composed(first, second).pairs}
    assert set(found) == {(("I1",), ()), (("I2",), ()), ((), ("I1",)), ((), ("I8",)), ((), ("I7",))}
    assert found[("I1",), ()].near == ("I1",)
    assert found[("I2",), ()].near == ("I9",)
    assert found[("I2",), ()].note.id == "also"
    assert found[(), ("I8",)].near == ("I1",)
    assert found[(), ("I7",)].near == ("I2",)
    assert {p.comparable for p in found.values()} == {"none"}


def test_the_way_back_of_a_composed_crosswalk_is_composed_of_the_ways_back():
    first = walk("a", "b", pair("I1", "I1 I2"), pair("I2", "", near="I1"), pair("", "I3"))
    second = walk("b", "c", pair("I1", "I1"), pair("I2", "", near="I2"), pair("I3", "I2", "partly"))

    def meaning(crosswalk):
        return {(frozenset(p.before), frozenset(p.after), p.comparable, frozenset(p.near)) for p in crosswalk.pairs}

    there, back = composed(first, second), composed(second.reversed(), first.reversed())
    assert meaning(there.reversed()) == meaning(back)


def test_two_crosswalks_that_do_not_meet_are_refused():
    with pytest.raises(ValueError, match="b is not c"):
        composed(walk("a", "b"), walk("c", "d"))


def test_what_both_crosswalks_say_is_said_of_the_whole_and_what_they_share_once():
    def told(word, *sources):
        text = Text(word, word.upper())
        return {"title": text, "note": text, "warning": text, "sources": tuple(Text(s, s) for s in sources)}

    found = composed(walk("a", "b", **told("one", "x", "y")), walk("b", "c", **told("two", "y", "z")))
    both = Text("one two", "ONE TWO")
    assert (found.title, found.note, found.warning) == (both, both, both)
    assert [source.id for source in found.sources] == ["x", "y", "z"]


def test_a_low_link_beside_a_partial_one_makes_the_pair_low():
    first = walk("a", "b", pair("I1", "I1 I2", "partly"))
    second = walk("b", "c", pair("I1", "I1", "low"), pair("I2", "I2", "full"))
    assert [p.comparable for p in composed(first, second).pairs] == ["low"]
    second = walk("b", "c", pair("I1", "I1", "full"), pair("I2", "I2", "full"))
    assert [p.comparable for p in composed(first, second).pairs] == ["partly"]
