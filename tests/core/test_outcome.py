"""What became of a file, in one line: from results and faults, and out and in again."""

import json
from fractions import Fraction

import pytest
from making import assessment

from spbe_index.core.check import check
from spbe_index.core.outcome import failed, from_plain, outcome_of, to_plain
from spbe_index.core.problem import Place, problem
from spbe_index.core.score import score
from spbe_index.load.rubric import load_rubric

RUBRIC = load_rubric("spbe-2020")
WHOLE = [3] * 47
OPEN = [None, *[3] * 46]


def scored(values: list[int | None], unfilled: str = "refuse"):
    made = assessment(RUBRIC, values)
    return score(RUBRIC, made, "", unfilled=unfilled, problems=check(RUBRIC, made, ""))


def test_a_whole_assessment() -> None:
    found = outcome_of(scored(WHOLE), "a.xlsx")
    assert (found.status, found.index, found.band, found.complete) == ("scored", Fraction(3), "Baik", True)
    assert (found.errors, found.told) == (0, None)
    assert [code for code, _ in found.values][:3] == ["D1", "A1", "I1"]
    assert {value for _, value in found.values} == {Fraction(3)}


def test_one_with_an_open_answer() -> None:
    found = outcome_of(scored(OPEN), "a.xlsx")
    assert (found.status, found.index, found.band, found.complete) == ("incomplete", None, "", False)
    assert found.errors == 1
    assert found.told is not None
    assert (found.told.code, dict(found.values)["I1"], dict(found.values)["I2"]) == ("E211", None, Fraction(3))
    lowest = outcome_of(scored(OPEN, "lowest"), "a.xlsx")
    assert (lowest.status, lowest.index is not None, lowest.complete) == ("incomplete", True, False)


def test_one_that_came_to_nothing() -> None:
    faults = [problem("W111", Place("a.xlsx")), problem("E103", Place("a.xlsx"), detail="x"), problem("E104")]
    found = failed(faults, "a.xlsx")
    assert (found.status, found.errors, found.warnings, found.told) == ("failed", 2, 1, faults[1])
    assert found.file == "a.xlsx"
    assert failed(faults[:1], "a.xlsx").told == faults[0]


def test_an_outcome_tells_whose_and_of_what_it_is() -> None:
    problems = tuple(problem(code) for code in ("E204", "W254", "W255", "W256", "N263"))
    found = outcome_of(scored(WHOLE)._replace(stage="akhir", problems=problems), "a.xlsx")
    assert found[:7] == ("a.xlsx", "scored", "Kota Contoh", "Kota", 2023, "akhir", "spbe-2020")
    assert (found.errors, found.warnings, found.told) == (1, 3, problems[0])


@pytest.mark.parametrize("values", [WHOLE, OPEN])
def test_out_and_in_again(values: list[int | None]) -> None:
    for found in (outcome_of(scored(values), "a.xlsx"), failed([problem("E103", Place("a"), detail="x")], "a")):
        assert from_plain(json.loads(json.dumps(to_plain(found)))) == found


@pytest.mark.parametrize("spoiled", [{"values": 3}, {"told": [1]}, {"index": "x"}, {"more": 1}])
def test_other_data_are_refused(spoiled: dict[str, object]) -> None:
    plain = to_plain(outcome_of(scored(WHOLE), "a.xlsx"))
    with pytest.raises((KeyError, TypeError, ValueError)):
        from_plain({**plain, **spoiled})
