"""What a plan is to reach: a predicate, by the rule that decides it, or an index, met exactly."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from spbe_index.core.insight import threshold, upper_edge
from spbe_index.core.result import Result
from spbe_index.core.rubric import Band, Rubric


class Target(NamedTuple):
    """The least index that will do: `at` itself where `included`, else anything above it.

    `band` is the predicate that is meant, or None where an index was asked for.
    Where the rounded index decides the predicate, `at` is the least exact index
    that rounds into it; an index asked for as a number must be met unrounded.
    """

    at: Fraction
    included: bool
    band: Band | None = None

    def met_by(self, index: Fraction) -> bool:
        """Whether an index reaches it."""
        return index >= self.at if self.included else index > self.at


def band_target(rubric: Rubric, band: Band) -> Target:
    """A predicate, or any better one."""
    at, included = threshold(rubric, band)
    return Target(at, included, band)


def index_target(index: Fraction) -> Target:
    """An index, or any higher one."""
    return Target(index, True)


def next_target(rubric: Rubric, result: Result) -> Target | None:
    """The next higher predicate; None in the highest one or without an index."""
    edge = upper_edge(rubric, result)
    return band_target(rubric, edge.band) if edge else None
