"""What moved the index between two results of one instrument: stages of a year, or years."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from spbe_index.core.result import Node, Open, Result


class Change(NamedTuple):
    """One node before and after.

    `difference` is after minus before, and `contribution` what it adds to the
    difference of the index, exact; both None where one of the two is open.
    Contributions of all answerable nodes add up to the difference of the index.
    """

    before: Node
    after: Node
    difference: Fraction | None
    contribution: Fraction | None


def changes(before: Result, after: Result) -> tuple[Change, ...]:
    """Every node of two results of the same rubric, the index first, then in rubric order.

    Raises:
        ValueError: the results are of different rubrics.

    """
    if before.rubric.sha256 != after.rubric.sha256:
        raise ValueError(f"{before.rubric.id} and {after.rubric.id} are not one rubric")
    pairs = zip(before.root.walk(), after.root.walk(), strict=True)
    return tuple(_change(one, other, after.root.weight) for one, other in pairs)


def _change(before: Node, after: Node, whole: Fraction) -> Change:
    if isinstance(before.value, Open) or isinstance(after.value, Open):
        return Change(before, after, None, None)
    difference = after.value - before.value
    return Change(before, after, difference, difference * after.weight / whole)
