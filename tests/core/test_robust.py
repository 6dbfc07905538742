"""How safe a predicate is, what a level is worth, and answers supposed."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import making
import pytest
import small
from making import scored
from test_insight import decimal_rubric
from test_plan import with_entries

from spbe_index.core.assessment import Evidence, Given
from spbe_index.core.problem import NOWHERE
from spbe_index.core.robust import robustness
from spbe_index.core.rubric import Band
from spbe_index.core.score import score
from spbe_index.core.stage import LATEST, TARGET
from spbe_index.core.suppose import suppose
from spbe_index.core.worth import worth

RUBRIC = small.small_rubric()
CODES = ("I1", "I2", "I3", "I4-1", "I4-2", "I4-3")
WEIGHTS = (20, 20, 30, 10, 10, 10)


def evidence(*levels):
    return {"evidence": tuple(Evidence(f"document {level}", NOWHERE, level=level) for level in levels)}


@pytest.mark.parametrize("values", [(5, 5, 5, 5, 5, 5), (3, 3, 2, 3, 3, 2), (3, 2, 3, 3, 2, 2), (1, 5, 3, 5, 1, 4)])
def test_the_smallest_set_of_losses_is_the_smallest_and_single_ones_are_those_that_do_alone(values):
    found = robustness(RUBRIC, scored(values))
    fewest = min(
        sum(values) - sum(sheet)
        for sheet in product(*(range(1, value + 1) for value in values))
        if sum(w * v for w, v in zip(WEIGHTS, sheet, strict=True)) < 260
    )
    assert sum(loss.levels for loss in found.smallest) == fewest == found.lower.moves
    lost = {loss.node.code: loss.levels for loss in found.smallest}
    left = [value - lost.get(code, 0) for code, value in zip(CODES, values, strict=True)]
    assert scored(left).verdict.name == "low"
    alone = []
    for place, code in enumerate(CODES):
        less = [value - (at == place) for at, value in enumerate(values)]
        if less[place] >= 1 and scored(less).verdict.name == "low":
            alone.append(code)
    assert sorted(loss.node.code for loss in found.single) == sorted(alone)


def test_in_the_lowest_band_there_is_nothing_to_lose_and_without_an_index_nothing_to_tell():
    found = robustness(RUBRIC, scored([1] * 6))
    assert (found.lower, found.smallest, found.single) == (None, (), ())
    assert found.upper.moves
    assert robustness(RUBRIC, scored([None] * 6)) is None


def test_a_band_that_no_losses_cost():
    bottom = Band(small.text("none"), small.text(""), small.span("0", "1"))
    low = RUBRIC.bands[0]._replace(values=small.span("1", "2.6"))
    found = robustness(small.small_rubric(bands=(bottom, low, RUBRIC.bands[1])), scored([2] * 6))
    assert found.lower.moves is None
    assert found.smallest == ()


def test_what_is_lost_is_told_answer_by_answer_and_one_level_of_each_before_the_second_of_any():
    # 2.8: the heaviest level is one of I3, and it alone goes below the edge at 2.6.
    found = robustness(RUBRIC, scored([4, 3, 3, 2, 2, 1]))
    assert [(loss.node.code, loss.levels, loss.lost) for loss in found.smallest] == [("I3", 1, Fraction("0.3"))]
    # 2.9 with I3 at the bottom: the first level of I1 and that of I2, not two levels of I1.
    found = robustness(RUBRIC, scored([5, 3, 1, 3, 3, 4]))
    assert [(loss.node.code, loss.levels, loss.lost) for loss in found.smallest] == [
        ("I1", 1, Fraction("0.2")), ("I2", 1, Fraction("0.2")),
    ]  # fmt: skip
    assert found.single == ()


def test_two_levels_of_one_answer_are_one_loss():
    found = robustness(RUBRIC, scored([1, 1, 5, 5, 4, 4]))
    # 3.2 - 2.6 = 0.6: two levels of I3 stand on the edge, and a third goes below it.
    assert [(loss.node.code, loss.levels, loss.lost) for loss in found.smallest] == [("I3", 3, Fraction("0.9"))]


def test_on_a_scale_of_decimals_the_last_level_to_lose_is_what_is_left():
    values = [Fraction("1.5"), Fraction("3.2"), 3, 3, 3, 3]
    found = robustness(decimal_rubric(), scored(values, decimal_rubric()))
    assert [(loss.node.code, loss.lost) for loss in found.smallest] == [("I3", Fraction("0.3"))]
    found = robustness(decimal_rubric(), scored([Fraction("1.2"), 5, 1, 3, 5, Fraction("3.2")], decimal_rubric()))
    assert [(loss.node.code, loss.lost) for loss in found.single] == [("I2", Fraction("0.2"))]


def test_evidence_of_the_claimed_level_supports_all_of_a_decimal():
    rubric = decimal_rubric()
    result = with_entries(scored([Fraction("3.2"), 3, 3, 3, 3, 3], rubric), I1=evidence(3))
    assert "I1" not in [one.node.code for one in robustness(rubric, result).evidenced.lowered]


def test_a_claim_begins_above_the_lowest_level():
    found = robustness(RUBRIC, scored([2, 1, 1, 1, 1, 1])).evidenced
    assert [leaf.code for leaf in found.claimed] == [leaf.code for leaf in found.without] == ["I1"]


def test_answers_count_as_far_as_evidence_supports_them():
    result = with_entries(
        scored([4, 4, 4, 3, 1, 5]),
        I1=evidence(None, 2),  # one document of no level: the claim stands
        I2=evidence(2, 3),  # up to 3
        I3=evidence(4, 5),  # more than claimed
    )  # I4-1: nothing, falls to 1; I4-2: at the lowest level; I4-3: nothing
    found = robustness(RUBRIC, result).evidenced
    assert [leaf.code for leaf in found.claimed] == ["I1", "I2", "I3", "I4-1", "I4-3"]
    assert [leaf.code for leaf in found.without] == ["I4-1", "I4-3"]
    assert (found.weight_claimed, found.weight_without) == (90, 20)
    assert [(one.node.code, one.value) for one in found.lowered] == [("I2", 3), ("I4-1", 1), ("I4-3", 1)]
    assert found.supported == result.index - Fraction(20 + 20 + 40, 100)
    assert found.verdict.name == "high"
    assert found.listed
    assert not robustness(RUBRIC, scored([1] * 6)).evidenced.listed


def test_evidence_for_a_level_below_the_scale_supports_the_lowest_value():
    found = robustness(RUBRIC, with_entries(scored([3, 1, 1, 1, 1, 1]), I1=evidence(0))).evidenced
    assert [(one.node.code, one.value) for one in found.lowered] == [("I1", 1)]


def test_decimals_fall_to_the_least_value_of_the_supported_level_and_other_indices_need_no_evidence():
    rubric = decimal_rubric()
    result = with_entries(scored([Fraction("3.8"), Fraction("3.8"), 1, 1, 1, 1], rubric), I1=evidence(3))

    def visit(node):
        if node.code == "I2":
            return node._replace(answer=Given(Fraction("3.8"), "70", NOWHERE, converted_from=Fraction(70)))
        return node._replace(children=tuple(map(visit, node.children)))

    found = robustness(rubric, result._replace(root=visit(result.root))).evidenced
    assert [(one.node.code, one.value) for one in found.lowered] == [("I1", Fraction("2.51"))]


def test_what_a_level_is_worth():
    found = worth(RUBRIC, scored([1, 5, 3, 5, None, 5]))
    assert [(one.node.code, one.rank, one.level) for one in found] == [
        ("I3", 1, Fraction(3, 10)),
        ("I1", 2, Fraction(1, 5)),
        ("I2", 2, Fraction(1, 5)),
        ("I4-1", 4, Fraction(1, 10)),
        ("I4-2", 4, Fraction(1, 10)),
        ("I4-3", 4, Fraction(1, 10)),
    ]
    assert [one.room for one in found] == [Fraction(3, 5), Fraction(4, 5), 0, 0, None, 0]


@pytest.mark.parametrize("stage", ["mandiri", "akhir", LATEST])
def test_what_is_supposed_counts_at_the_stage_that_is_scored(stage):
    made = making.assessment(RUBRIC, [1, 2, None, 4, 5, 5], stages=("mandiri", "akhir"))
    supposed = suppose(RUBRIC, made, stage, {"I1": Fraction(5), "I3": Fraction(3)})
    result = score(RUBRIC, supposed, stage)
    assert result.complete
    assert [result.node(code).value for code in ("I1", "I2", "I3")] == [5, 2, 3]
    assert result.node("I1").answer.place == made.entries[0].answer("mandiri").place
    assert made.entries[0].answer("mandiri") == making.given(1, 5)


def test_what_is_supposed_is_written_as_a_decimal_or_else_as_a_ratio():
    made = making.assessment(RUBRIC, [1] * 6)
    supposed = suppose(RUBRIC, made, "", {"I1": Fraction(5, 2), "I2": Fraction(10, 3)})
    assert [entry.answer("").text for entry in supposed.entries[:2]] == ["2.5", "10/3"]


def test_targets_can_be_supposed_too():
    made = making.assessment(RUBRIC, [1] * 6)
    supposed = suppose(RUBRIC, made, TARGET, dict.fromkeys(CODES, Fraction(4)))
    assert score(RUBRIC, supposed, TARGET).index == 4
    assert score(RUBRIC, supposed, "").index == 1
