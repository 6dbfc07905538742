from fractions import Fraction

import making
import pytest
import small

from spbe_index.core.assessment import Entry, Given, Unanswered
from spbe_index.core.problem import Place, problem
from spbe_index.core.result import Open, RubricRef
from spbe_index.core.score import band_name, evaluate, score, score_again, verdict

RUBRIC = small.small_rubric()


def scored(values, **more):
    return score(RUBRIC, making.assessment(RUBRIC, values), "", **more)


def test_values_go_up_the_tree_by_weight():
    result = scored([1, 2, 3, 4, 4, 5])
    assert result.node("A1").value == Fraction(3, 2)
    assert result.node("D1").value == (Fraction(3, 2) * 40 + 3 * 30) / 70
    assert result.node("I4").value == Fraction(13, 3)
    assert result.index == Fraction(20 + 40 + 90 + 40 + 40 + 50, 100)
    assert result.complete
    assert result.low == result.high == result.index
    assert result.verdict.name == "high"
    assert [leaf.code for leaf in result.leaves] == ["I1", "I2", "I3", "I4-1", "I4-2", "I4-3"]


def test_an_unanswered_item_leaves_a_range_and_no_index():
    result = scored([1, None, 3, 4, 4, 5])
    assert result.index == Open(Fraction(260, 100), Fraction(340, 100))
    assert (result.low, result.high) == (Fraction(13, 5), Fraction(17, 5))
    assert result.verdict is None
    assert not result.complete
    assert result.node("A2").value == 3
    assert result.node("A1").value == Open(Fraction(1), Fraction(3))


@pytest.mark.parametrize(("unfilled", "index"), [("lowest", Fraction(13, 5)), ("zero", Fraction(12, 5))])
def test_blanks_are_counted_only_when_asked_for(unfilled, index):
    result = scored([1, None, 3, 4, 4, 5], unfilled=unfilled)
    assert result.index == index
    assert result.node("I2").assumed
    assert not result.complete
    assert result.verdict is not None


def test_a_faulty_cell_is_never_counted():
    assessment = making.assessment(RUBRIC, [1, 2, 3, 4, 4, 5])
    place = Place("f", "s", "D6")
    bad = Entry("I2", (("", Unanswered("faulty", place, problem("E202", place))),))
    entries = (assessment.entries[0], bad, *assessment.entries[2:])
    result = score(RUBRIC, assessment._replace(entries=entries), "", unfilled="zero")
    assert isinstance(result.index, Open)


def test_the_stage_chosen_is_the_one_that_counts():
    assessment = making.assessment(RUBRIC, [1] * 6, stages=("mandiri",))
    entries = tuple(e._replace(answers=(*e.answers, ("akhir", making.given(5)))) for e in assessment.entries)
    both = assessment._replace(entries=entries, stages=("mandiri", "akhir"))
    assert score(RUBRIC, both, "mandiri").index == 1
    final = score(RUBRIC, both, "akhir")
    assert final.index == 5
    assert final.stage == "akhir"
    assert final.leaves[0].entry.answers == (("akhir", making.given(5)),)


def test_a_stage_named_by_the_workbook_stands_for_a_bare_column():
    assessment = making.assessment(RUBRIC, [1] * 6)._replace(stage_named="akhir")
    result = score(RUBRIC, assessment, "")
    assert (result.stage, result.stages) == ("akhir", ("akhir",))
    assert all(leaf.entry.answer(result.stage) == leaf.answer for leaf in result.leaves)


@pytest.mark.parametrize(
    ("index", "rule", "name", "otherwise"),
    [
        ("2.6", "exact", "high", ""),
        ("2.595", "exact", "low", "high"),
        ("2.595", "rounded", "high", "low"),
        ("2.594", "rounded", "low", ""),
    ],
)
def test_the_verdict_tells_when_the_other_rule_differs(index, rule, name, otherwise):
    found = verdict(RUBRIC.bands, rule, Fraction(index))
    assert (found.name, found.decided_by, found.otherwise) == (name, rule, otherwise)


def test_an_index_below_the_lowest_band_is_of_the_lowest_band():
    assert band_name(RUBRIC.bands, Fraction(1, 2)) == "low"


def test_evaluation_may_begin_at_any_floor():
    assert evaluate(RUBRIC.tree, {"D1": Fraction(3), "D2": Fraction(4)})["index"] == Fraction(33, 10)
    found = evaluate(RUBRIC.tree, {"I1": Fraction(1), "I2": Fraction(2)})
    assert found == {"I1": 1, "I2": 2, "A1": Fraction(3, 2)}


def test_given_answers_stay_given():
    assert all(isinstance(leaf.answer, Given) for leaf in scored([3] * 6).leaves)


def test_a_result_scored_again_is_reckoned_from_its_answers_alone():
    result = scored([1, None, 3, 4, 4, 5], unfilled="lowest")
    leaf = result.node("I1")
    spoiled = result._replace(
        root=result.root._replace(value=Fraction(5), children=tuple(one for one in result.root.children)),
        verdict=verdict(RUBRIC.bands, "exact", Fraction(5)),
    )
    assert leaf.entry is not None
    assert score_again(spoiled, RUBRIC) == result
    other = RUBRIC._replace(sha256="1" * 64, title=RUBRIC.index_name)
    assert score_again(result, other) == result._replace(rubric=RubricRef(other.id, other.title.id, other.sha256))
    whole = scored([1, 2, 3, 4, 4, 5])
    assert score_again(whole._replace(verdict=None), RUBRIC) == whole


@pytest.mark.parametrize("spoil", ["leaves", "unfilled"])
def test_answers_that_the_rubric_does_not_ask_for_are_not_scored_again(spoil):
    result = scored([1, 2, 3, 4, 4, 5])
    if spoil == "leaves":
        root = result.root._replace(children=result.root.children[:1])
        result = result._replace(root=root)
    else:
        result = result._replace(unfilled="half")
    with pytest.raises(ValueError, match="small"):
        score_again(result, RUBRIC)


def test_a_level_is_shown_with_those_that_it_or_its_indicator_builds_on():
    # Level 4 builds on 2, so that no document for 3 is missing.
    levels = tuple(
        level._replace(builds_on=2) if level.level == 4 else level
        for item, _ in RUBRIC.items() if item.code == "I1" for level in item.levels
    )  # fmt: skip

    def given(item):
        levels_of = {"I1": levels, "I4": levels}
        children = tuple(given(child) for child in item.children)
        return item._replace(levels=levels_of.get(item.code, item.levels), children=children)

    rubric = small.small_rubric(tree=tuple(given(item) for item in RUBRIC.tree))
    result = score(rubric, making.assessment(rubric, [4, 4, 1, 4, 1, 1]), "")
    missing = {leaf.code: leaf.proof.missing for leaf in result.leaves if leaf.proof.missing}
    assert missing == {"I1": (2, 4), "I2": (2, 3, 4), "I4-1": (2, 4)}
    assert result.program == ""
