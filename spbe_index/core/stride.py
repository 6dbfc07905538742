"""How far one level up or down is on a scale, and where the next level of an answer begins: one meaning for every verb.

The next level is reached at its least value (`rungs`). What a whole level is worth is
another question: where the levels of a scale are all equally far apart (whole numbers;
2 to 4, 4 to 6), a level is that far. Where they are not (1.50 to 2.50, 3.50 to 4.00), no one
distance is "a level", and what is counted is points.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from spbe_index.core.rubric import Rubric, Scale


class Stride(NamedTuple):
    """So many points an answer moves at a time; `level` tells whether that is a whole level, else about a point."""

    far: Fraction
    level: bool


def stride(scale: Scale) -> Stride:
    """What a single move of an answer on this scale is.

    The lowest and the highest level may be cut off by the ends of the scale.
    Where levels are not equally far apart it is a point, or where steps do not
    make one the fewest that make more.
    """
    gaps = [high - low for low, high in pairwise([*(level.values.low for level in scale.levels), scale.high])]
    whole = gaps[1:-1] or gaps[:1]
    if len(gaps) > 1 and max(gaps) == min(whole):
        return Stride(whole[0], level=True)
    return Stride(Fraction(1) if scale.step is None else scale.step * -(-1 // scale.step), level=False)


def strides(scale: Scale, room: Fraction) -> list[Fraction]:
    """The single moves that a room of so many points holds: whole ones, then what is left to the end of the scale."""
    far = stride(scale).far
    moves = [far] * int(max(room, Fraction(0)) // far)
    left = room - far * len(moves)
    return [*moves, left] if left > 0 else moves


def rungs(scale: Scale, start: Fraction) -> list[Fraction]:
    """The least values of the levels above `start`, then the end of the scale where that is higher."""
    least = [scale.least_of(level) for level in scale.levels]
    values = [value for value in least if value is not None and value > start]
    return [*values, scale.high] if scale.high > max([start, *values]) else values


def common_stride(rubric: Rubric) -> Stride | None:
    """The stride of all scales of an instrument; None where they differ."""
    found = {stride(scale) for scale in rubric.scales}
    return found.pop() if len(found) == 1 else None
