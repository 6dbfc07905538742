"""What a level is worth: how much one level of each indicator moves the index."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from spbe_index.core.result import Node, Open, Result
from spbe_index.core.rubric import Rubric
from spbe_index.core.stride import stride


class Worth(NamedTuple):
    """One answer: what a whole level of it is worth in the index, and what it could still add.

    Where the levels of its scale are not equally far apart, `level` is what a
    point is worth (`stride.Stride`). `rank` is 1 for the most worth; answers of
    equal worth share a rank. `room` is the gain to the top of the scale, None
    while the answer is open.
    """

    node: Node
    rank: int
    level: Fraction
    room: Fraction | None


def worth(rubric: Rubric, result: Result) -> tuple[Worth, ...]:
    """Every answer, the most worth first, then in rubric order."""
    scales = {leaf.code: rubric.scale(leaf.scale) for leaf in rubric.leaves()}
    levels = {node.code: node.weight * stride(scales[node.code]).far / result.root.weight for node in result.leaves}
    found = []
    for node in result.leaves:
        rank = 1 + sum(other > levels[node.code] for other in levels.values())
        above = None if isinstance(node.value, Open) else scales[node.code].high - node.value
        room = None if above is None else node.weight * above / result.root.weight
        found.append(Worth(node, rank, levels[node.code], room))
    return tuple(sorted(found, key=lambda one: one.rank))
