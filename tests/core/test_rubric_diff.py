"""What differs between two instruments: every field of a rubric, scales, predicates, items and their places."""

from __future__ import annotations

from fractions import Fraction

import pytest
from rubric_editing import item_of, with_item
from small import external, leaf, small_rubric, span, text

from spbe_index.core.crosswalk import Crosswalk, Pair
from spbe_index.core.facts import Fact
from spbe_index.core.item_diff import CriteriaDiff
from spbe_index.core.rubric import Band, Item, Level, LevelCriteria, Regulation, Rubric, Scale, Text
from spbe_index.core.rubric_diff import BandDiff, LevelDiff, ScaleDiff, rubric_diff
from spbe_index.core.wordings import Wording

SMALL = small_rubric()
(SCALE,) = SMALL.scales
LOW, HIGH = SMALL.bands


def only(diff, part):
    """What is in this part, where all others are empty."""
    parts = ("identity", "scales", "decided_by", "bands", "items", "also")
    assert [name for name in parts if getattr(diff, name)] == [part]
    assert diff.differs
    return getattr(diff, part)


def edited(**changes):
    return rubric_diff(SMALL, SMALL._replace(sha256="e" * 64, **changes))


def item_edited(code, **changes):
    (item,) = only(rubric_diff(SMALL, with_item(SMALL, code, **changes)), "items")
    assert [one.code for one in (*item.pair.before, *item.pair.after)] == [code] * 2
    return item


def test_an_instrument_does_not_differ_from_itself_nor_from_a_copy_under_another_id():
    assert not rubric_diff(SMALL, SMALL).differs
    assert not edited(id="other").differs


#: A change of each field that holds something, by where it is told.
OF_RUBRIC = {
    "title": (text("t"), "identity"),
    "index_name": (text("t"), "identity"),
    "first_year": (2001, "identity"),
    "last_year": (2005, "identity"),
    "kinds": (SMALL.kinds[:3], "also"),
    "scales": ((SCALE._replace(high=Fraction(6)),), "scales"),
    "bands": ((LOW,), "bands"),
    "bands_source": ("z", "also"),
    "decided_by": ("rounded", "decided_by"),
    "formula_source": ("z", "also"),
    "stages": ((), "also"),
    "sources": ((), "also"),
    "defects": ((text("d"),), "also"),
    "examples": ((text("d"),), "also"),
    "tree": (SMALL.tree[:1], "items"),
    "regulation": (SMALL.regulation._replace(number=text("n")), "identity"),
}


def test_every_field_of_an_instrument_is_looked_at():
    assert {*Rubric._fields} == {*OF_RUBRIC, "id", "sha256"}


@pytest.mark.parametrize("field", OF_RUBRIC)
def test_a_field_that_differs_is_told(field):
    value, part = OF_RUBRIC[field]
    found = only(edited(**{field: value}), part)
    if part in ("identity", "decided_by"):
        assert found[0].key == field
        assert found[0].difference is None
    if part == "also":
        assert found == ({"bands_source": "sources", "formula_source": "sources"}.get(field, field),)


@pytest.mark.parametrize("field", Regulation._fields)
def test_a_fact_of_the_regulation_that_differs_is_told(field):
    value = (text("x"),) if field == "notes" else text("x") if field in ("number", "about") else "x"
    diff = edited(regulation=SMALL.regulation._replace(**{field: value}))
    if field == "notes":
        assert only(diff, "also") == ("notes",)
    else:
        before = getattr(SMALL.regulation, field) or None  # an empty date is not known
        assert only(diff, "identity") == (Fact("regulation" if field == "number" else field, before, value),)


@pytest.mark.parametrize(
    ("field", "value"), [("name", text("n")), ("low", Fraction(0)), ("high", Fraction(7)), ("step", None)]
)
def test_a_fact_of_a_scale_that_differs_is_told(field, value):
    (scale,) = only(edited(scales=(SCALE._replace(**{field: value}),)), "scales")
    assert (scale.key, scale.facts, scale.levels) == ("whole", (Fact(field, getattr(SCALE, field), value),), ())
    assert {*Scale._fields} == {"name", "low", "high", "step", "key", "source", "levels"}


def test_a_scale_that_rests_on_another_source_is_told_with_the_sources():
    assert only(edited(scales=(SCALE._replace(source="z"),)), "also") == ("sources",)


def test_a_scale_that_only_one_side_has_is_told_whole():
    other = SCALE._replace(key="other", source="z")
    assert only(edited(scales=(SCALE, other)), "scales") == (ScaleDiff("other", None, other),)
    assert only(edited(scales=()), "scales") == (ScaleDiff("whole", SCALE, None),)


@pytest.mark.parametrize("field", ["name", "summary", "values"])
def test_a_fact_of_a_level_that_differs_is_told(field):
    value = span("1", "1.5", closed="[]") if field == "values" else text("n")
    first = SCALE.levels[0]
    levels = (first._replace(**{field: value}), *SCALE.levels[1:])
    (scale,) = only(edited(scales=(SCALE._replace(levels=levels),)), "scales")
    changed = LevelDiff(1, first, levels[0], (Fact(field, getattr(first, field), value),))
    assert (scale.facts, scale.levels) == ((), (changed,))
    assert {*Level._fields} == {"name", "summary", "values", "number"}


def test_levels_that_only_one_side_has_are_told_in_their_order():
    first, *others = SCALE.levels
    extra = Level(6, text("six"), text(""), span("6", "6", closed="[]"))
    (scale,) = only(edited(scales=(SCALE._replace(levels=(extra, *others)),)), "scales")
    assert scale.levels == (LevelDiff(1, first, None), LevelDiff(6, None, extra))


@pytest.mark.parametrize("field", Band._fields)
def test_a_fact_of_a_predicate_that_differs_is_told_also_where_it_has_another_name(field):
    value = span("1", "2.6", closed="[]") if field == "values" else text("n")
    changed = LOW._replace(**{field: value})
    assert only(edited(bands=(changed, HIGH)), "bands") == (
        BandDiff(LOW, changed, (Fact(field, getattr(LOW, field), value),)),
    )


def test_predicates_are_told_from_the_lowest_and_those_of_one_side_alone_behind_them():
    top, third = HIGH._replace(values=span("3", "5")), Band(text("middle"), text(""), span("2", "3"))
    low = LOW._replace(alias=text("b"))
    diff = only(edited(bands=(low, third, top)), "bands")
    assert [(one.before, one.after) for one in diff] == [(LOW, low), (HIGH, top), (None, third)]
    assert only(edited(bands=(HIGH,)), "bands") == (BandDiff(LOW, None),)


def test_a_predicate_that_is_known_by_its_name_is_not_known_by_its_values_too():
    low = LOW._replace(values=span("0", "1"))
    third = Band(text("third"), text(""), LOW.values)
    diff = only(edited(bands=(low, HIGH, third)), "bands")
    assert [(one.before, one.after) for one in diff] == [(LOW, low), (None, third)]


def test_predicates_that_changed_places_are_told_in_the_order_that_they_had():
    low, high = LOW._replace(values=HIGH.values), HIGH._replace(values=LOW.values)
    assert [one.before for one in only(edited(bands=(high, low)), "bands")] == [LOW, HIGH]


#: A change of each field of an item, with the key that it is told by.
OF_ITEM = {
    "code": ("I9", "code"),
    "kind": ("aspect", "kind"),
    "number": ("9", "number"),
    "name": (text("n"), "name"),
    "weight": (Fraction(21), "weight"),
    "weight_source": ("z", "sources"),
    "scale": ("z", "scale"),
    "levels": ((), "criteria"),
    "criteria_source": ("z", "sources"),
    "page": ("9", "sources"),
    "aliases": (("z",), "aliases"),
    "scope": ((text("z"),), "scope"),
    "note": (text("z"), "note"),
    "external": (external(), "external"),
}


def test_every_field_of_an_item_is_looked_at():
    assert {*Item._fields} == {*OF_ITEM, "children"}


@pytest.mark.parametrize("field", OF_ITEM)
def test_a_field_of_an_item_that_differs_is_told(field):
    value, key = OF_ITEM[field]
    if field == "code":
        (item,) = only(rubric_diff(SMALL, with_item(SMALL, "I1", code="I9", number="9")), "items")
    else:
        item = item_edited("I1", **{field: value})
    assert item.changes == (key,)
    if key == field and key not in ("aliases", "scope", "note", "external"):
        assert item.facts == (Fact(key, getattr(item_of(SMALL, "I1"), field), value),)


def test_the_difference_of_a_weight_is_exact():
    (fact,) = item_edited("I1", weight=Fraction(61, 3)).facts
    assert (fact.before, fact.after, fact.difference) == (Fraction(20), Fraction(61, 3), Fraction(1, 3))
    assert Fact("step", Fraction(1), None).difference is Fact("step", None, Fraction(1)).difference is None


def test_a_scale_that_a_question_no_longer_has_is_nothing():
    assert item_edited("I1", scale="").facts == (Fact("scale", "whole", None),)


def test_what_a_level_demands_is_told_by_level():
    first, second, *others = item_of(SMALL, "I1").levels
    added = LevelCriteria(6, 5, "all", (text("six"),), (text("paper"),))
    levels = (
        first._replace(match="any", criteria=(text("criterion one"),)),
        second._replace(builds_on=None, evidence=(text("file"),)),
        *others[:-1],
        added,
    )
    item = item_edited("I1", levels=levels)
    gone = others[-1].criteria[0]
    assert item.changes == ("criteria", "evidence")
    assert item.levels == (
        CriteriaDiff(1, (Fact("match", "all", "any"),), (Wording(text("criterion 1"), text("criterion one")),), ()),
        CriteriaDiff(2, (Fact("builds_on", 1, None),), (), (Wording(None, text("file")),)),
        CriteriaDiff(5, (), (Wording(gone, None),), ()),
        CriteriaDiff(6, (), (Wording(None, text("six")),), (Wording(None, text("paper")),)),
    )


def test_a_change_of_what_must_be_met_alone_is_one_of_the_criteria():
    first, *others = item_of(SMALL, "I1").levels
    assert item_edited("I1", levels=(first._replace(match="any"), *others)).changes == ("criteria",)


def test_evidence_that_is_asked_for_anew_is_told_as_that():
    first, *others = item_of(SMALL, "I1").levels
    assert item_edited("I1", levels=(first._replace(evidence=(text("x"),)), *others)).changes == ("evidence",)


def test_criteria_in_another_order_are_told_where_nothing_else_of_them_differs():
    both = LevelCriteria(1, None, "all", (text("a b"), text("c d")), ())
    before = with_item(SMALL, "I1", levels=(both,))
    turned = both._replace(criteria=both.criteria[::-1])
    (item,) = only(rubric_diff(before, with_item(SMALL, "I1", levels=(turned,))), "items")
    assert (item.levels, item.changes) == ((), ("criteria_order",))
    (item,) = only(rubric_diff(before, with_item(SMALL, "I1", levels=(turned._replace(match="any"),))), "items")
    assert item.changes == ("criteria",)


def test_children_in_another_order_are_told_at_their_parent_and_at_the_top():
    assert item_edited("A1", children=item_of(SMALL, "A1").children[::-1]).changes == ("order",)
    assert only(edited(tree=SMALL.tree[::-1]), "also") == ("order",)


def test_an_item_that_stands_below_another_parent_has_moved_and_nothing_else_has():
    moved = item_of(SMALL, "I2")
    there = with_item(SMALL, "A1", children=item_of(SMALL, "A1").children[:1])
    there = with_item(there, "A2", children=(moved, *item_of(SMALL, "A2").children))
    (item,) = only(rubric_diff(SMALL, there), "items")
    assert (item.pair.before, item.facts) == ((moved,), (Fact("parent", "A1", "A2"),))
    (back,) = only(rubric_diff(there, SMALL), "items")
    assert back.facts == (Fact("parent", "A2", "A1"),)


def test_an_item_that_became_one_of_the_topmost_has_none_above_it():
    aspect = item_of(SMALL, "A3")
    (item,) = [one for one in rubric_diff(SMALL, SMALL._replace(tree=(SMALL.tree[0], aspect))).items if one.facts]
    assert item.facts == (Fact("parent", "D2", None),)


def test_what_stands_below_an_item_with_another_code_has_not_moved():
    (item,) = only(rubric_diff(SMALL, with_item(SMALL, "A1", code="A7")), "items")
    assert item.changes == ("code",)


def test_items_of_one_side_alone_come_first_in_the_order_of_their_instrument():
    extra = leaf("I6", "indicator", "1")
    changed = with_item(SMALL, "A2", children=(extra, item_of(SMALL, "I3")._replace(name=text("n"))))
    changed = with_item(changed, "A1", children=(item_of(SMALL, "I1"), leaf("I7", "indicator", "1")))
    told = [(item.changes, (*item.pair.before, *item.pair.after)[0].code) for item in rubric_diff(SMALL, changed).items]
    assert told == [(("added",), "I7"), (("added",), "I6"), (("removed",), "I2"), (("name",), "I3")]


def crossed(*pairs: Pair) -> Crosswalk:
    return Crosswalk("small", "next", pairs)


def test_by_a_crosswalk_questions_are_split_merged_and_regrouped():
    after = SMALL._replace(id="next")
    walk = crossed(
        Pair(("I1",), ("I1", "I2"), "partly", Text("catatan", "note")),
        Pair(("I2", "I3"), ("I3",), "low"),
        Pair(("I4-1", "I4-2"), ("I4-2", "I4-3"), "full"),
        Pair(("I4-3",), (), "none", near=("I1",)),
        Pair((), ("I4-1",), "none"),
    )
    diff = rubric_diff(SMALL, after, walk)
    assert (diff.before, diff.after, diff.crosswalk) == (SMALL, after, walk)
    found = {item.changes[0]: item for item in diff.items}
    assert [*found] == ["added", "removed", "split", "merged", "regrouped"]
    assert found["split"].facts == (Fact("weight", Fraction(20), Fraction(40)),)
    assert (found["split"].pair.comparable, found["split"].pair.note.en) == ("partly", "note")
    assert found["merged"].facts[0].difference == Fraction(-20)
    assert (found["regrouped"].facts, found["regrouped"].levels) == ((), ())
    assert found["removed"].pair.near == ("I1",)


def test_by_a_crosswalk_one_question_is_told_with_its_criteria_but_not_with_its_sources():
    item = item_of(SMALL, "I1")._replace(code="I5", page="7", note=text("n"), levels=())
    after = with_item(SMALL._replace(id="next"), "I1", **item._asdict())
    same = tuple(Pair((code,), (code,), "full") for code in ("I2", "I3"))
    service = Pair(("I4-1", "I4-2", "I4-3"), ("I4-1", "I4-2", "I4-3"), "full")
    (found,) = rubric_diff(SMALL, after, crossed(Pair(("I1",), ("I5",), "low"), *same, service)).items
    assert found.changes == ("code", "criteria")
    assert (len(found.levels), found.also) == (5, ())


def test_a_crosswalk_of_other_instruments_is_refused():
    with pytest.raises(ValueError, match="small to next is no crosswalk for these instruments"):
        rubric_diff(SMALL, SMALL, crossed())
    with pytest.raises(ValueError, match="small to next"):
        rubric_diff(SMALL._replace(id="next"), SMALL._replace(id="next"), crossed())
