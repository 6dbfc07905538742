import dataclasses
from fractions import Fraction
from itertools import product

import making
import pytest
import small
from making import scored

from spbe_index.core import insight
from spbe_index.core.result import Open
from spbe_index.core.rubric import Band, Kind
from spbe_index.core.score import verdict

RUBRIC = small.small_rubric()
WEIGHTS = (20, 20, 30, 10, 10, 10)


def replace(value, /, **changes):
    """A value with some fields changed, named tuple or dataclass."""
    return value._replace(**changes) if isinstance(value, tuple) else dataclasses.replace(value, **changes)


def with_target(result, code, value):
    """The result with a target set for one leaf."""

    def visit(node):
        if node.code == code:
            return replace(node, entry=replace(node.entry, target=making.given(value)))
        return replace(node, children=tuple(visit(child) for child in node.children))

    return replace(result, root=visit(result.root))


def decimal_rubric(**changes):
    """The small rubric on a scale of decimals, with bands that own their upper edge."""
    scale = replace(RUBRIC.scales[0], step=None)
    levels = tuple(
        replace(level, values=small.span(low, high, closed=closed))
        for level, (low, high, closed) in zip(
            scale.levels,
            [("1", "1.5", "[]"), ("1.5", "2.5", "(]"), ("2.5", "3.5", "(]"), ("3.5", "4", "(]"), ("4", "5", "(]")],
            strict=True,
        )
    )
    low, high = RUBRIC.bands
    bands = (
        replace(low, values=small.span("1", "2.5", closed="[]")),
        replace(high, values=small.span("2.5", "5", closed="(]")),
    )
    return small.small_rubric(**({"scales": (replace(scale, levels=levels),), "bands": bands} | changes))


def test_contributions_of_each_floor_add_up_to_the_index():
    result = scored([1, 2, 3, 4, 4, 5])
    for floor in (result.root.children, insight.groups(RUBRIC, result), result.leaves):
        assert sum(insight.contribution(node, result.root) for node in floor) == result.index


def test_the_contribution_of_an_open_node_is_a_range():
    result = scored([None, 2, 3, 4, 4, 5])
    assert insight.contribution(result.node("I1"), result.root) == Open(Fraction(1, 5), Fraction(1))


def brute(values, reached):
    """The fewest single-level moves after which `reached(index)`, by trying every answer sheet."""
    counts = [
        sum(abs(new - old) for new, old in zip(sheet, values, strict=True))
        for sheet in product(range(1, 6), repeat=6)
        if reached(sum(w * v for w, v in zip(WEIGHTS, sheet, strict=True)))
    ]
    return min(counts)


@pytest.mark.parametrize("values", [(1, 1, 1, 1, 1, 1), (1, 2, 3, 1, 4, 2), (2, 3, 2, 5, 1, 1), (5, 1, 1, 2, 5, 1)])
def test_the_moves_to_the_upper_edge_are_the_fewest_that_exist(values):
    edge = insight.upper_edge(RUBRIC, scored(values))
    assert edge.band.name.id == "high"
    assert edge.distance == Fraction("2.6") - scored(values).index
    assert edge.moves == brute(values, lambda hundredths: hundredths >= 260)


@pytest.mark.parametrize("values", [(5, 5, 5, 5, 5, 5), (3, 3, 2, 3, 3, 2), (1, 5, 2, 5, 1, 4)])
def test_the_moves_to_the_lower_edge_are_the_fewest_that_lose_the_band(values):
    edge = insight.lower_edge(RUBRIC, scored(values))
    assert edge.at == Fraction("2.6")
    assert edge.distance == scored(values).index - Fraction("2.6")
    assert edge.moves == brute(values, lambda hundredths: hundredths < 260)


def test_standing_exactly_on_an_edge_of_the_band_above_one_move_loses_it():
    edge = insight.lower_edge(RUBRIC, scored([2, 3, 2, 3, 4, 3]))
    assert (edge.distance, edge.moves, edge.included) == (0, 1, True)


def test_standing_exactly_on_an_edge_of_the_band_below_one_move_leaves_it():
    edge = insight.upper_edge(decimal_rubric(), scored([Fraction("2.5")] * 6, decimal_rubric()))
    assert (edge.distance, edge.moves, edge.included) == (0, 1, False)


def test_on_a_scale_of_decimals_a_move_is_one_point_or_what_is_left():
    rubric = decimal_rubric(bands=tuple(replace(b, values=small.span(*v)) for b, v in zip(
        RUBRIC.bands, [("1", "4.9"), ("4.9", "5.1")], strict=True)))  # fmt: skip
    result = scored([Fraction("4.5"), 5, Fraction("4.8"), 5, 5, 5], rubric)
    assert result.index == Fraction("4.84")
    assert insight.upper_edge(rubric, result).moves == 1  # 0.10 from I1, before the 0.06 of I3
    assert insight.upper_edge(rubric, scored([4, 5, 5, 5, 4, 4], rubric)).moves == 2  # 0.2, then 0.1


def test_an_edge_that_no_answers_reach_has_no_number_of_moves():
    beyond = Band(small.text("beyond"), small.text(""), small.span("5", "6", closed="(]"))
    rubric = small.small_rubric(bands=(*RUBRIC.bands, beyond))
    assert insight.upper_edge(rubric, scored([4] * 6, rubric)).moves is None


def test_open_answers_are_no_moves():
    assert insight.upper_edge(RUBRIC, scored([1, 1, 1, 1, 1, None], unfilled="lowest")).moves == 6
    assert insight.upper_edge(RUBRIC, scored([1, 1, 1, 1, 1, None])) is None
    moves = insight._moves(RUBRIC, scored([5, 5, 5, 5, 4, None]), up=True)
    assert moves == [Fraction(1, 10)]


def test_a_move_is_worth_a_level_or_what_is_left_of_one_and_open_answers_in_between_are_none():
    rubric = decimal_rubric()
    result = scored([Fraction("4.5"), None, Fraction("3.8"), 5, 5, 5], rubric)
    assert insight._moves(rubric, result, up=True) == [Fraction("0.1"), Fraction("0.3"), Fraction("0.06")]
    down = [*[Fraction("0.2")] * 3, Fraction("0.1"), *[Fraction("0.3")] * 2, Fraction("0.24"), *[Fraction("0.1")] * 12]
    assert insight._moves(rubric, result, up=False) == down


def test_the_highest_band_has_no_upper_edge_and_the_lowest_no_lower_one():
    assert insight.upper_edge(RUBRIC, scored([5] * 6)) is None
    assert insight.lower_edge(RUBRIC, scored([1] * 6)) is None
    assert insight.lower_edge(RUBRIC, scored([None] * 6)) is None


@pytest.mark.parametrize("closed", ["[)", "()"])
@pytest.mark.parametrize("low", ["2.6", "2.605"])
def test_where_the_rounded_index_decides_the_threshold_is_where_the_verdict_turns(closed, low):
    below = "]" if closed == "()" else ")"
    bands = (
        replace(RUBRIC.bands[0], values=small.span("0", low, closed=f"[{below}")),
        replace(RUBRIC.bands[1], values=small.span(low, "6", closed=closed)),
    )
    rubric = small.small_rubric(bands=bands, decided_by="rounded")
    threshold, included = insight.threshold(rubric, bands[1])
    assert included
    assert verdict(rubric.bands, rubric.decided_by, threshold).name == "high"
    assert verdict(rubric.bands, rubric.decided_by, threshold - Fraction(1, 10**9)).name == "low"


def test_groups_are_the_nodes_right_above_the_indicators():
    assert [node.code for node in insight.groups(RUBRIC, scored([1] * 6))] == ["A1", "A2", "A3"]
    flat = small.small_rubric(
        kinds=(Kind("indicator", "I", small.text("indicator")),),
        tree=(small.leaf("I1", "indicator", "40"), small.leaf("I2", "indicator", "60")),
    )
    result = scored([1, 2], flat)
    assert insight.groups(flat, result) == (result.root,)


def nodes(*values):
    one = scored([1] * 6).node("A1")
    return [replace(one, code=str(i), value=v, weight=Fraction(w)) for i, (v, w) in enumerate(values)]


def codes(found):
    return [node.code for node in found]


def test_the_strongest_and_weakest_never_overlap_and_the_heavier_goes_first_among_equals():
    some = nodes((3, 1), (2, 5), (2, 9), (5, 1), (4, 1), (1, 1), (1, 1))
    assert codes(insight.strongest(some)) == ["3", "4", "0"]
    assert codes(insight.weakest(some)) == ["5", "6", "2"]
    assert codes(insight.strongest(some[:3])) == ["0"]


def test_a_value_that_reaches_from_one_end_into_the_other_is_of_neither():
    some = nodes((3, 1), (3, 2), (3, 3), (3, 4), (5, 1), (1, 1))
    assert codes(insight.strongest(some)) == ["4"]
    assert codes(insight.weakest(some)) == ["5"]


def test_equal_or_open_nodes_are_neither_strong_nor_weak():
    assert insight.strongest(nodes((3, 1), (3, 2))) == ()
    assert insight.weakest(nodes((3, 1), (Open(1, 5), 2))) == ()
    assert insight.weakest([]) == ()


OPEN = (Open(Fraction(1), Fraction(3)), Open(Fraction(2), Fraction(4)))


@pytest.mark.parametrize("values", list(product((1, 3, *OPEN), repeat=4)))
def test_the_named_are_strongest_and_weakest_whatever_the_open_ones_become(values):
    weights = (3, 1, 2, 2)
    some = nodes(*zip(values, weights, strict=True))
    spans = [value if isinstance(value, Open) else (value,) for value in values]
    for find in (insight.strongest, insight.weakest):
        becomes = [codes(find(nodes(*zip(ends, weights, strict=True)))) for ends in product(*spans)]
        assert set(codes(find(some))) == set.intersection(*map(set, becomes))


def test_an_open_node_is_named_where_its_range_is_beyond_all_others():
    some = nodes((3, 1), (Open(Fraction(4), Fraction(5)), 1), (2, 1), (Open(Fraction(1), Fraction(5)), 1))
    assert codes(insight.strongest(some[:3])) == ["1"]
    assert codes(insight.weakest(some[:3])) == ["2"]
    assert codes(insight.strongest(some)) == ["1"]
    assert codes(insight.weakest(some)) == ["2"]


def test_strengths_are_the_top_quarter_of_a_scale_and_weaknesses_the_bottom_one():
    scale = RUBRIC.scales[0]
    assert [v for v in range(1, 6) if insight.is_strength(scale, Fraction(v))] == [4, 5]
    assert [v for v in range(1, 6) if insight.is_weakness(scale, Fraction(v))] == [1, 2]
    assert (insight.strength_from(scale), insight.weakness_to(scale)) == (4, 2)
    from_nought = replace(scale, low=Fraction(0))
    assert [v for v in range(6) if insight.is_strength(from_nought, Fraction(v))] == [4, 5]
    assert [v for v in range(6) if insight.is_weakness(from_nought, Fraction(v))] == [0, 1]


def test_steps_come_most_valuable_first_then_lower_level_then_rubric_order():
    result = scored([4, 2, 5, 1, 3, 1])
    found = insight.steps(RUBRIC, result)
    assert [(s.node.code, s.now.number, s.next.number) for s in found] == [
        ("I2", 2, 3),
        ("I1", 4, 5),
        ("I4-1", 1, 2),
        ("I4-3", 1, 2),
        ("I4-2", 3, 4),
    ]
    assert [s.gain for s in found] == [Fraction(w, 100) for w in (20, 20, 10, 10, 10)]
    assert all(s.reaches == s.next.number for s in found)


def test_a_step_brings_the_index_up_by_its_gain():
    values = {"I1": 1, "I2": 2, "I3": 3, "I4-1": 4, "I4-2": 4, "I4-3": 4}
    before = scored(values).index
    for step in insight.steps(RUBRIC, scored(values)):
        code = step.node.code
        assert scored(values | {code: values[code] + 1}).index - before == step.gain


def test_a_leaf_at_its_target_has_no_step_and_one_below_it_has():
    result = scored([3] * 6)
    assert "I1" not in [s.node.code for s in insight.steps(RUBRIC, with_target(result, "I1", 3))]
    assert "I1" in [s.node.code for s in insight.steps(RUBRIC, with_target(result, "I1", 4))]


def test_open_leaves_have_no_step_and_blanks_counted_as_nought_begin_at_the_first_level():
    assert len(insight.steps(RUBRIC, scored([None, 1, 1, 1, 1, 1]))) == 5
    first = next(s for s in insight.steps(RUBRIC, scored([None, 1, 1, 1, 1, 1], unfilled="zero")) if s.now is None)
    assert (first.node.code, first.next.number, first.gain) == ("I1", 1, Fraction(1, 5))


def test_on_a_scale_of_decimals_the_gain_is_that_of_the_next_level_or_what_is_left():
    rubric = decimal_rubric()
    found = insight.steps(rubric, scored([Fraction("3.9"), Fraction("4"), Fraction("4.2"), 1, 1, 1], rubric))
    gains = {s.node.code: (s.next.number, s.gain) for s in found}
    # Its levels are not equally far apart: what is reached is the least value of the next.
    assert [s.reaches for s in found if s.node.code == "I1"] == [Fraction("4.01")]
    assert gains["I1"] == (5, Fraction("0.022"))
    assert gains["I2"] == (5, Fraction("0.002"))
    assert gains["I3"] == (5, Fraction(6, 25))  # in the top level already, with 0.8 to its end
    assert insight.steps(decimal_rubric(), scored([5] * 6, decimal_rubric())) == ()


def test_a_blank_counted_as_nought_far_below_its_scale_still_begins_at_the_first_level():
    rubric = decimal_rubric()
    high = replace(rubric.scales[0], low=Fraction(2))
    rubric = replace(rubric, scales=(high,))
    first = next(
        s for s in insight.steps(rubric, scored([None, 3, 3, 3, 3, 3], rubric, unfilled="zero")) if s.now is None
    )
    assert (first.node.code, first.next.number, first.reaches) == ("I1", 1, 1)


def test_a_level_of_several_steps_is_entered_at_its_first_and_left_at_the_end_of_the_scale():
    halves = replace(RUBRIC.scales[0], step=Fraction(1, 2), high=Fraction(11, 2))
    levels = [
        replace(level, values=replace(level.values, high=level.values.high + Fraction(1, 2))) for level in halves.levels
    ]
    rubric = replace(RUBRIC, scales=(replace(halves, levels=tuple(levels)),))
    reached = {s.node.code: s.reaches for s in insight.steps(rubric, scored([3, Fraction(7, 2), 5, 1, 1, 1], rubric))}
    assert [reached[code] for code in ("I1", "I2", "I3")] == [4, 4, Fraction(11, 2)]


def test_criteria_come_from_the_leaf_or_from_the_indicator_above_it():
    (first, *_) = insight.steps(RUBRIC, scored([3, 5, 5, 5, 5, 5]))
    assert first.criteria.criteria[0].id == "criterion 4"
    (first, *_) = insight.steps(RUBRIC, scored([5, 3, 5, 5, 5, 5]))
    assert first.criteria is None
    items = {item.code: (item, parent) for item, parent in RUBRIC.items()}
    criteria = items["I1"][0].levels
    answered = replace(items["I4"][0], levels=criteria)
    assert insight.level_criteria(items["I4-1"][0], answered, 2) == criteria[1]
    assert insight.level_criteria(items["I2"][0], None, 2) is None
    inputs = replace(items["I4"][0], levels=criteria)
    whole = replace(items["D2"][0], children=(replace(items["A3"][0], children=(inputs,)),))
    rubric = small.small_rubric(tree=(RUBRIC.tree[0], whole))
    (first, *_) = insight.steps(rubric, scored([5, 5, 5, 5, 2, 5], rubric))
    assert (first.node.code, first.criteria) == ("I4-2", criteria[2])


def test_on_a_scale_of_half_levels_a_step_goes_to_the_next_whole_one():
    scale = RUBRIC.scales[0]
    spans = [small.span(str(n), str(n + 1), closed="[)" if n < 5 else "[]") for n in range(1, 6)]
    levels = tuple(replace(level, values=span) for level, span in zip(scale.levels, spans, strict=True))
    rubric = small.small_rubric(scales=(replace(scale, step=Fraction(1, 2), levels=levels),))
    (first, *_) = insight.steps(rubric, scored([Fraction("2.5"), 5, 5, 5, 5, 5], rubric))
    assert (first.now.number, first.next.number, first.reaches, first.gain) == (2, 3, 3, Fraction("0.1"))


def test_the_official_result_of_2021_stands_where_a_calculator_puts_it():
    from spbe_index.load.rubric import load_rubric

    rubric = load_rubric("spbe-2020")
    levels = [3] * 10 + [2, 2, 5, 4] + [3] * 5 + [2] + [1] * 11 + [4] * 6 + [3, 3, 4, 5, 4, 3, 2, 4, 3, 3]
    result = scored(levels, rubric)
    upper, lower = insight.upper_edge(rubric, result), insight.lower_edge(rubric, result)
    assert result.index == Fraction("2.9475")
    # Up 0.5525: all 11 levels left in aspect 8 (0.33), then 9 of 0.0275. Down 0.3475: 12 of 0.03 are more than it.
    assert (upper.band.name.id, upper.at, upper.distance) == ("Sangat Baik", Fraction("3.5"), Fraction("0.5525"))
    assert (lower.band.name.id, lower.at, lower.distance) == ("Baik", Fraction("2.6"), Fraction("0.3475"))
    assert (upper.moves, lower.moves) == (20, 12)
    assert codes(insight.strongest(insight.groups(rubric, result))) == ["A7", "A2", "A8"]
    assert codes(insight.weakest(insight.groups(rubric, result))) == ["A5", "A6", "A4"]
    assert [s.node.code for s in insight.steps(rubric, result)[:3]] == ["I44", "I43", "I46"]
    assert len(insight.steps(rubric, result)) == 45
