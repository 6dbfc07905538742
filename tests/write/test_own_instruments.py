"""Sentences about an instrument of one's own: levels that are not one apart, no stages, names that need no quotes."""

from __future__ import annotations

import io
from fractions import Fraction
from itertools import pairwise

import openpyxl
import pytest

from spbe_index.core.rubric import Interval, Level, Rubric, Scale, Text
from spbe_index.load.level import allowed
from spbe_index.load.rubric import load_rubric
from spbe_index.write.template import template_workbook
from spbe_index.write.template.guide import _argument
from spbe_index.write.wording import move_unit, worth_form
from spbe_index.write.words import Words


def scale(*edges: str, step: str = "") -> Scale:
    levels = tuple(
        Level(at + 1, Text("a", "b"), Text("", ""), Interval(Fraction(low), not at, Fraction(high), high_included=True))
        for at, (low, high) in enumerate(pairwise(edges))
    )
    of_steps = Fraction(step) if step else None
    return Scale("s", Text("s", "s"), "", Fraction(edges[0]), Fraction(edges[-1]), of_steps, levels)


def with_scales(*scales: Scale) -> Rubric:
    return load_rubric("spbe-2020")._replace(scales=scales)


WHOLE = load_rubric("spbe-2020").scales[0]
WIDE, UNEQUAL = scale("0", "2", "4", "6"), scale("0", "1", "4", "5", "7")


@pytest.mark.parametrize(
    ("scales", "unit", "form"),
    [
        ((WHOLE,), "satu tingkat", ""),
        ((WHOLE, WIDE), "satu tingkat", ""),
        ((WIDE,), "satu tingkat (2,00 poin)", ""),
        ((scale("0", "1", "2", "3"),), "1,00 poin", ""),
        ((load_rubric("pemdi-2026").scales[0],), "1,00 poin", "_point"),
        ((WHOLE, UNEQUAL), "satu tingkat (satu poin pada skala yang jarak tingkatnya tidak sama)", "_mixed"),
    ],
)
def test_what_a_move_is_called(scales: tuple[Scale, ...], unit: str, form: str) -> None:
    rubric = with_scales(*scales)
    assert move_unit(rubric, Words("id"))[0] == unit
    assert worth_form(rubric) == form


def test_a_list_of_steps_has_the_marks_of_its_reader() -> None:
    steps = allowed(scale("0", "1", "2", step="1/2"))["steps"]
    assert steps == "0; 0.5; 1; 1.5; 2"
    assert allowed(WHOLE)["steps"] == "1, 2, 3, 4, 5"


def test_without_stages_the_guide_speaks_of_one_column() -> None:
    content = template_workbook(load_rubric("spbe-2020")._replace(stages=()), Words("en"), rubric_file="own.yaml")
    told = [str(cell.value) for row in openpyxl.load_workbook(io.BytesIO(content)).worksheets[0] for cell in row]
    assert any("in the column Level." in text for text in told)
    assert not any("current stage" in text for text in told)
    assert any("spbe score FILE.xlsx --rubric own.yaml" in text for text in told)


def test_a_file_that_no_quotes_hold_is_named_after_the_rubric() -> None:
    assert _argument("a b.yaml", "own-one") == '"a b.yaml"'
    assert _argument("$(a).yaml", "own-one") == "own-one.yaml"
