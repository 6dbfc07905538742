"""Numbers of indicators that are formulas without a stored value: each is said with its cell, the rest is checked."""

from __future__ import annotations

import pytest
from book_making import NOBODY, Line, args, book, codes, full, read, rubric, sheet

from spbe_index.assess import Understood, assess
from spbe_index.core.problem import SpbeError
from spbe_index.core.result import Result
from spbe_index.load.choose import choose_rubric

FORMULA = ("formula", "=ROW()-1")
HEAD: Line = ["No", "Tingkat"]
ALL: list[Line] = [[FORMULA, 3] for _ in range(47)]


def scored(*lines: Line, **options: str) -> Result:
    whole = book(sheet(*lines))
    assessment, problems = read(sheet(*lines))
    return assess(Understood(whole, rubric(), assessment, problems), **options).result


@pytest.mark.parametrize("unfilled", ["refuse", "lowest", "zero"])
def test_every_number_is_said_with_its_cell_and_nothing_else(unfilled: str) -> None:
    result = scored(HEAD, *ALL, unfilled=unfilled)
    assert [(p.code, p.place.cell) for p in result.problems] == [("E207", f"A{row}") for row in range(2, 49)]
    assert args(result.problems[0]) == {"where": "label", "formula": "=ROW()-1"}
    assert result.verdict is None


def test_the_rest_is_still_checked() -> None:
    known: list[Line] = [[number, 3] for number in range(1, 40)]
    result = scored(HEAD, *known, *ALL[:7], [47, 9])
    assert codes(result.problems) == ["E207"] * 7 + ["E202"]
    assert [leaf.code for leaf in result.leaves if leaf.value != 3] == [f"I{n}" for n in range(40, 48)]


def test_rows_with_a_name_need_no_number() -> None:
    assert codes(scored(["No", "Indikator", "Tingkat"], *([FORMULA, *line[1:]] for line in full())).problems) == []
    by_number: list[Line] = [[line[0], FORMULA, line[2]] for line in full()]
    assert codes(scored(["No", "Indikator", "Tingkat"], *by_number).problems) == []


def test_a_name_that_was_not_calculated() -> None:
    lines: list[Line] = [["Indikator", "Tingkat"], *([line[1], 3] for line in full()[:46]), [("formula", "=B9"), 3]]
    found = scored(*lines).problems
    assert [(p.code, p.place.cell) for p in found] == [("E207", "A48")]


def test_without_a_known_row_the_instrument_is_unknown_for_that_reason() -> None:
    with pytest.raises(SpbeError) as caught:
        choose_rubric(book(sheet(HEAD, *ALL)), NOBODY, None)
    assert codes(caught.value.problems) == ["E207"] * 47
    assert caught.value.problems[0].place.cell == "A2"
