"""Whole numbers for the formulas: a spreadsheet computes with floats, and whole numbers below 10^15 it keeps exactly.

Weights count in units of 1/`weight` percent, values in units of 1/`value`. The
sum of weight x value over a node's indicators is then whole, and so is what
it is divided by; the two are never divided before they have been compared.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import lcm
from typing import NamedTuple

from spbe_index.core.exact import SHOWN_PLACES
from spbe_index.core.problem import SpbeError, problem
from spbe_index.core.rubric import Interval, Item, Rubric, Scale
from spbe_index.core.scaled import DECIMALS, per_level

#: Excel compares by 15 digits.
_LIMIT = 10**15
_HUNDRED = 10**SHOWN_PLACES


class Units(NamedTuple):
    """In how many parts one percent of weight, one level, and one point of another agency's index are counted."""

    weight: int
    value: int
    point: int

    def weight_of(self, item: Item) -> int:
        """An item's weight in whole units."""
        return _whole(item.weight * self.weight)

    def value_of(self, value: Fraction) -> int:
        """A level in whole units."""
        return _whole(value * self.value)


def units(rubric: Rubric) -> Units:
    """The units in which everything of this rubric is whole.

    Raises:
        SpbeError: E601, numbers would grow too large for a spreadsheet.

    """
    weight = lcm(*(item.weight.denominator for item, _ in rubric.items()))
    value = lcm(*(per_level(scale) for scale in rubric.scales))
    points = [leaf.external.points for leaf in rubric.leaves() if leaf.external and leaf.external.points]
    index = lcm(10**DECIMALS, *(x.denominator for line in points for x, _ in line)) if points else 1
    for line in points:
        for (x0, y0), (x1, y1) in pairwise(line):
            value = lcm(value, y0.denominator, index * ((y1 - y0) / (x1 - x0)).denominator)
    highest = max(scale.high for scale in rubric.scales)
    edges = max(edge.denominator for band in rubric.bands for edge in (band.values.low, band.values.high))
    total = sum((item.weight for item in rubric.tree), Fraction(0)) * weight * value
    if total * (highest + 1) * max(2 * _HUNDRED, edges * _HUNDRED) >= _LIMIT:
        raise SpbeError(problem("E601", rubric=rubric.id))
    return Units(weight, value, index)


def _whole(value: Fraction) -> int:
    if value.denominator != 1:
        raise ValueError(value)
    return value.numerator


def plain(value: Fraction) -> str:
    """A number as a formula writes it: whole, or as a quotient of whole numbers in brackets."""
    return str(value.numerator) if value.denominator == 1 else f"({value.numerator}/{value.denominator})"


def on_scale(scale: Scale, cell: str, unit: Units) -> str:
    """The level typed in a cell in whole units; "?" where that is none of the scale."""
    low, high = unit.value_of(scale.low), unit.value_of(scale.high)
    if scale.step is None:
        count = f"ROUND({cell}*{unit.value},0)"
        return f'IF(AND({count}>={low},{count}<={high}),{count},"?")'
    step = unit.value_of(scale.step)
    steps = f"({cell}-{plain(scale.low)})/{plain(scale.step)}"
    last = _whole((scale.high - scale.low) / scale.step)
    near = f"ABS({steps}-ROUND({steps},0))<0.000000001"
    value = f"ROUND({steps},0)*{step}+{low}"
    return f'IF(AND({near},ROUND({steps},0)>=0,ROUND({steps},0)<={last}),{value},"?")'


def converted(points: tuple[tuple[Fraction, Fraction], ...], cell: str, unit: Units) -> str:
    """The value that another agency's index gives, in whole units: straight lines between the points, "?" outside."""
    count = f"ROUND({cell}*{unit.point},0)"
    formula = '"?"'
    for (x0, y0), (x1, y1) in reversed(list(pairwise(points))):
        rise = _whole((y1 - y0) / (x1 - x0) * unit.value / unit.point)
        line = f"{unit.value_of(y0)}+({count}-{_whole(x0 * unit.point)})*{rise}"
        formula = f"IF({count}<={_whole(x1 * unit.point)},{line},{formula})"
    first = _whole(points[0][0] * unit.point)
    inside = f"AND({count}>={first},{count}<={_whole(points[-1][0] * unit.point)})" if points else "FALSE"
    return f'IF(ISNUMBER({cell}),IF({inside},{formula},"?"),"?")'


def rounded(total: str, divisor: str) -> str:
    """The quotient of two whole numbers as hundredths, halves up."""
    return f"INT(({2 * _HUNDRED}*{total}+{divisor})/(2*{divisor}))"


#: Characters of a text in a formula.
_LONGEST = 255


def band_of(rubric: Rubric, total: str, divisor: str, *, by: str, language_names: list[str]) -> str:
    """The name of the band that a quotient lies in, found by comparing whole numbers.

    Args:
        rubric: Whose bands they are.
        total: The cell of the dividend.
        divisor: The cell of the divisor.
        by: "exact" or "rounded", which value decides.
        language_names: The bands' names, lowest first.

    """
    if by == "rounded":
        total, divisor = rounded(total, divisor), str(_HUNDRED)
    lowest, *others = map(text, language_names)
    formula = lowest
    for band, name in zip(rubric.bands[1:], others, strict=True):
        formula = f"IF({_above(band.values, total, divisor)},{name},{formula})"
    return formula


def text(said: str) -> str:
    """A text as it stands in a formula: no quotation mark of its own ends it, and none is longer than Excel takes."""
    return '"' + (said if len(said) <= _LONGEST else said[: _LONGEST - 1] + "…").replace('"', '""') + '"'


def _above(values: Interval, total: str, divisor: str) -> str:
    sign = ">=" if values.low_included else ">"
    return f"{total}*{values.low.denominator}{sign}{values.low.numerator}*{divisor}"
