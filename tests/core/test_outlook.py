"""The distribution after the external round, against every combination of changes there is."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import product

import making
import pytest
import small
from test_insight import decimal_rubric

from spbe_index.core.assessment import Given, Unanswered
from spbe_index.core.outlook import FEW, Case, NoOutlook, cases, outlook
from spbe_index.core.problem import NOWHERE
from spbe_index.core.result import known_value
from spbe_index.core.score import score
from spbe_index.core.sums import sum_of_independent

RUBRIC = small.small_rubric()
WEIGHTS = (20, 20, 30, 10, 10, 10)
#: Ten cases of level 3, twelve of level 4, three of level 2.
CASES = (
    *(Case("I1", 3, Fraction(change)) for change in (0, 0, 0, 0, 0, -1, -1, -1, 1, -2)),
    *(Case("I2", 4, Fraction(change)) for change in (0, 0, 0, 0, 0, 0, -1, -1, -1, -1, -2, 1)),
    *(Case("I3", 2, Fraction(change)) for change in (0, -1, 1)),
)


def scored(values, rubric=RUBRIC, stage="mandiri"):
    made = making.assessment(rubric, values, stages=(stage,))
    return score(rubric, made, stage)


def counted(level):
    changes = Counter(int(case.change) for case in CASES if case.level == level)
    return changes if changes.total() >= FEW else Counter(int(case.change) for case in CASES)


@pytest.mark.parametrize("values", [(3, 4, 3, 2, 5, 1), (4, 4, 4, 4, 4, 4), (5, 1, 2, 3, 3, 2)])
def test_the_distribution_is_that_of_all_combinations(values):
    found = outlook(RUBRIC, scored(values), CASES)
    brute = Counter()
    for changes in product(*(counted(value).items() for value in values)):
        ways, index = Fraction(1), Fraction(0)
        for weight, value, (change, times) in zip(WEIGHTS, values, changes, strict=True):
            index += Fraction(weight * min(5, max(1, value + change)), 100)
            ways *= times
        brute[index] += ways
    total = brute.total()
    assert {one.value: Fraction(one.ways, found.total) for one in found.outcomes} == {
        index: ways / total for index, ways in brute.items()
    }
    assert [one.value for one in found.outcomes] == sorted(brute)
    assert found.expected == sum(index * ways for index, ways in brute.items()) / total
    assert sum(one.chance for one in found.chances) == 1
    for one in found.chances:
        assert one.chance == sum(ways for index, ways in brute.items() if index in one.band.values) / total
    below = sum(ways for index, ways in brute.items() if index < found.low) / total
    above = sum(ways for index, ways in brute.items() if index > found.high) / total
    assert below < Fraction(1, 20)
    assert above < Fraction(1, 20)
    assert below + brute[found.low] / total >= Fraction(1, 20)
    assert found.cases == len(CASES)


def test_what_was_counted_is_told_by_level():
    found = outlook(RUBRIC, scored([3, 3, 4, 2, 5, 5]), CASES)
    told = {of_level.level: (of_level.cases, of_level.claims, of_level.pooled) for of_level in found.levels}
    assert told == {2: (3, 1, True), 3: (10, 2, False), 4: (12, 1, False), 5: (0, 2, True)}
    assert found.levels[0].changes == ((-1, 1), (0, 1), (1, 1))


def test_cases_are_answers_that_have_both_the_first_and_the_last_value():
    made = making.assessment(RUBRIC, [3] * 6, stages=("mandiri", "akhir"))
    first, second, third, *rest = made.entries
    converted = Given(Fraction(3), "70", NOWHERE, converted_from=Fraction(70))
    entries = (
        first._replace(answers=(("mandiri", making.given(4)), ("akhir", making.given(2)))),
        second._replace(answers=(("mandiri", making.given(4)), ("akhir", converted))),
        third._replace(answers=(("mandiri", Unanswered("blank")), ("akhir", making.given(2)))),
        *rest,
    )
    found = cases(RUBRIC, made._replace(entries=entries))
    assert found[0] == Case("I1", 4, Fraction(-2))
    assert [case.code for case in found] == ["I1", "I4-1", "I4-2", "I4-3"]
    assert cases(RUBRIC, making.assessment(RUBRIC, [3] * 6)) == ()


def test_an_instrument_without_stages_has_no_cases():
    unstaged = RUBRIC._replace(stages=())
    assert cases(unstaged, making.assessment(unstaged, [3] * 6)) == ()


def test_why_there_is_no_distribution():
    assert outlook(RUBRIC, scored([None, 1, 1, 1, 1, 1]), CASES) == NoOutlook("open")
    assert outlook(RUBRIC, scored([3] * 6), ()) == NoOutlook("cases")
    assert outlook(RUBRIC, scored([3] * 6, stage="akhir"), CASES) == NoOutlook("final")
    fine = [Case("I1", 3, Fraction(1, 10**9 + 7)), Case("I1", 3, Fraction(-1))]
    assert outlook(RUBRIC, scored([3] * 6), fine) == NoOutlook("fine")


def test_answers_that_are_final_or_of_another_index_stay():
    result = scored([3] * 6)
    converted = Given(Fraction(3), "70", NOWHERE, converted_from=Fraction(70))

    def visit(node):
        if node.code == "I1":
            return node._replace(answer=converted)
        if node.code == "I2":
            return node._replace(entry=node.entry._replace(answers=(("akhir", node.answer),)))
        if node.code == "I3":
            return node._replace(entry=None)
        return node._replace(children=tuple(map(visit, node.children)))

    found = outlook(RUBRIC, result._replace(root=visit(result.root)), CASES)
    assert [leaf.code for leaf in found.fixed] == ["I1", "I2"]
    assert max(one.value for one in found.outcomes) == 3 + Fraction(3, 10)


def test_a_blank_counted_as_zero_is_of_the_lowest_level_and_does_not_rise_by_itself():
    made = making.assessment(RUBRIC, [None, 3, 3, 3, 3, 3], stages=("mandiri",))
    result = score(RUBRIC, made, "mandiri", unfilled="zero")
    lowest = [Case("I1", 1, Fraction(0))] * FEW
    found = outlook(RUBRIC, result, [*lowest, *(Case("I1", 3, Fraction(0)) for _ in range(FEW))])
    assert [one.value for one in found.outcomes] == [result.index]


def test_where_the_rounded_index_decides_it_does_so_here_too():
    rubric = small.small_rubric(decided_by="rounded")
    changes = [Case("I1", 3, Fraction(change)) for change in (0, 0, 0, 0, 0, 0, 0, 0, 0, -1)]
    found = outlook(rubric, scored([3, 3, 2, 3, 2, 2], rubric), changes)
    sure = sum(one.ways for one in found.outcomes if one.value >= Fraction("2.595"))
    assert found.chances[1].chance == Fraction(sure, found.total)


def test_decimals_change_by_decimals():
    rubric = decimal_rubric()
    changes = [Case("I1", 3, Fraction(change, 100)) for change in (0, 25, -150)]
    found = outlook(rubric, scored([Fraction("2.8")] * 6, rubric), changes)
    assert found.outcomes[0].value == Fraction("1.3")
    assert found.outcomes[-1].value == Fraction("3.05")
    assert sum(one.chance for one in found.chances) == 1


def test_a_sum_of_nothing_is_nothing_for_sure():
    assert sum_of_independent([]) == [(0, 1)]
    assert sum_of_independent([{Fraction(1, 3): 2}]) == [(Fraction(1, 3), 2)]


def test_the_value_of_an_open_node_is_not_known():
    result = scored([None, 1, 1, 1, 1, 1])
    with pytest.raises(ValueError, match="I1"):
        known_value(result.node("I1"))


def test_of_three_stages_the_first_and_the_last_count():
    stages = (*RUBRIC.stages, RUBRIC.stages[0]._replace(code="banding"))
    rubric = small.small_rubric(stages=stages)
    made = making.assessment(rubric, [3] * 6, stages=("mandiri", "akhir", "banding"))
    answers = tuple((stage.code, making.given(value)) for stage, value in zip(stages, (4, 2, 3), strict=True))
    made = made._replace(entries=tuple(entry._replace(answers=answers) for entry in made.entries))
    assert {(case.level, case.change) for case in cases(rubric, made)} == {(4, -1)}
    assert outlook(rubric, scored([3] * 6, rubric, "banding"), CASES) == NoOutlook("final")
    assert len(outlook(rubric, scored([3] * 6, rubric, "akhir"), CASES).outcomes) > 1


@pytest.mark.parametrize(("same", "bounds"), [(18, (1, 5)), (19, (3, 3))])
def test_one_in_twenty_is_no_longer_less_than_a_twentieth(same, bounds):
    rubric = small.small_rubric(tree=(small.leaf("I1", "indicator", "100"),))
    changes = [Case("I1", 3, Fraction(change)) for change in (-2, 2, *[0] * same)]
    found = outlook(rubric, scored([3], rubric), changes)
    assert (found.low, found.high, found.total) == (*bounds, same + 2)
