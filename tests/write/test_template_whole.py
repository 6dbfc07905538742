"""The formulas count in whole numbers that a spreadsheet keeps exactly."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from template_making import RUBRICS, layout, made, opened

from spbe_index.load.rubric import load_rubric
from spbe_index.write.template.whole import Units, band_of, converted, on_scale, rounded, units

LIMIT = 10**15


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("spbe-2018", Units(3, 1, 1)), ("spbe-2020", Units(20, 1, 1)), ("pemdi-2026", Units(1, 25_000_000, 1_000_000))],
)
def test_the_units(name: str, wanted: Units) -> None:
    assert units(load_rubric(name)) == wanted


@pytest.mark.parametrize("name", RUBRICS)
def test_every_number_in_the_formulas_is_whole_and_exact(name: str) -> None:
    book = opened(made(name))
    formulas = [
        cell.value
        for sheet in ("Hitungan", "Ringkasan")
        for cells in book[sheet].iter_rows()
        for cell in cells
        if cell.data_type == "f"
    ]
    assert len(formulas) > 100
    for formula in formulas:
        for text in re.findall(r"(?<![\w$.])\d+(?:\.\d+)?", re.sub(r'"[^"]*"', "", formula)):
            # The one fraction is the tolerance within which a typed number counts as whole.
            assert text == "0.000000001" or Fraction(text).denominator == 1
            assert Fraction(text) < LIMIT


@pytest.mark.parametrize("name", RUBRICS)
def test_the_largest_number_on_the_way_is_exact(name: str) -> None:
    rubric, unit = load_rubric(name), units(load_rubric(name))
    divisor = 100 * unit.weight * unit.value
    total = divisor * rubric.bands[-1].values.high
    assert 200 * total + divisor < LIMIT
    assert all(total * edge.denominator < LIMIT for band in rubric.bands for edge in (band.values.low,))


def test_band_edges_are_compared_as_products_open_or_closed_as_the_rubric_says() -> None:
    lower = band_of(load_rubric("spbe-2020"), "T", "D", by="exact", language_names=list("abcde"))
    assert lower == 'IF(T*5>=21*D,"e",IF(T*2>=7*D,"d",IF(T*5>=13*D,"c",IF(T*5>=9*D,"b","a"))))'
    upper = band_of(load_rubric("pemdi-2026"), "T", "D", by="exact", language_names=list("abcde"))
    assert upper == 'IF(T*1>4*D,"e",IF(T*2>7*D,"d",IF(T*2>5*D,"c",IF(T*2>3*D,"b","a"))))'
    by_rounded = band_of(load_rubric("spbe-2020"), "T", "D", by="rounded", language_names=list("abcde"))
    assert by_rounded.startswith(f'IF({rounded("T", "D")}*5>=21*100,"e"')


def test_halves_are_rounded_up() -> None:
    assert rounded("T", "D") == "INT((200*T+D)/(2*D))"


def test_another_agencys_index_is_converted_with_whole_coefficients() -> None:
    rubric = load_rubric("pemdi-2026")
    leaf = next(leaf for leaf in rubric.leaves() if leaf.external and leaf.external.points)
    assert leaf.external is not None
    formula = converted(leaf.external.points, "X", units(rubric))
    assert "IF(ROUND(X*1000000,0)<=12500000,25000000+(ROUND(X*1000000,0)-0)*1," in formula


def test_a_level_that_is_none_of_the_scale_is_marked() -> None:
    scale = load_rubric("spbe-2018").scales[0]
    assert on_scale(scale, "B5", Units(3, 1, 1)) == (
        "IF(AND(ABS((B5-0)/1-ROUND((B5-0)/1,0))<0.000000001,ROUND((B5-0)/1,0)>=0,ROUND((B5-0)/1,0)<=5),"
        'ROUND((B5-0)/1,0)*1+0,"?")'
    )


@pytest.mark.parametrize("name", RUBRICS)
def test_a_nodes_leaves_stand_one_below_the_other(name: str) -> None:
    form = layout(name)
    for item, _ in form.rubric.items():
        rows = [form.rows[leaf.code] for leaf in form.leaves_below(item)]
        assert rows == list(range(rows[0], rows[-1] + 1))
