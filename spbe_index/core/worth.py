"""What a level is worth: how much one level of each indicator moves the index."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from spbe_index.core.result import Node, Open, Result
from spbe_index.core.rubric import Rubric


class Worth(NamedTuple):
    """One answer: what a whole level (a point) of it is worth in the index, and what it could still add.

    `rank` is 1 for the most worth; answers of equal worth share a rank. `room`
    is the gain to the top of the scale, None while the answer is open.
    """

    node: Node
    rank: int
    level: Fraction
    room: Fraction | None


def worth(rubric: Rubric, result: Result) -> tuple[Worth, ...]:
    """Every answer, the most worth first, then in rubric order."""
    tops = {leaf.code: rubric.scale(leaf.scale).high for leaf in rubric.leaves()}
    found = []
    for node in result.leaves:
        level = node.weight / result.root.weight
        rank = 1 + sum(other.weight > node.weight for other in result.leaves)
        room = None if isinstance(node.value, Open) else level * (tops[node.code] - node.value)
        found.append(Worth(node, rank, level, room))
    return tuple(sorted(found, key=lambda one: one.rank))
