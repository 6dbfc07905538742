"""What moved the index between two results: stages of a year, years of an instrument, or two instruments.

Within one instrument a difference belongs to the nodes of the tree: each adds
what its value changed by, times its weight. Across instruments it belongs to
groups of corresponding questions (`bridge`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby, pairwise
from typing import NamedTuple, TypeVar

from spbe_index.core.agency import agency_key
from spbe_index.core.bridge import Group, NoDifference, NotAsked, Parts, answers, groups, questions
from spbe_index.core.crosswalk import Crosswalk, identity
from spbe_index.core.result import Node, Open, Result
from spbe_index.core.rubric import Rubric
from spbe_index.core.stage import LATEST, TARGET

Scored = TypeVar("Scored", bound=tuple[Result, Rubric])


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


class Comparison(NamedTuple):
    """Two results, one held against the other.

    `difference` (of the indices) and `parts` are NoDifference("open") where one
    of the indices is open. `changes` hold every node where both are of the same
    rubric file, and nothing else.
    """

    before: Result
    after: Result
    crosswalk: Crosswalk
    difference: Fraction | NoDifference
    parts: Parts | NoDifference
    groups: tuple[Group, ...]
    changes: tuple[Change, ...]

    @property
    def one_instrument(self) -> bool:
        """Whether both are of the same instrument, in whatever version of its file."""
        return self.before.rubric.id == self.after.rubric.id

    @property
    def one_agency(self) -> bool:
        """Whether both may be of one agency: unless both are named, and named otherwise."""
        one, other = agency_key(self.before.agency), agency_key(self.after.agency)
        return not one or not other or one == other

    @property
    def middle(self) -> Fraction:
        """The middle of the two indices, from which the parts are measured (of the least ones, while one is open)."""
        return (self.before.low + self.after.low) / 2


class Movers(NamedTuple):
    """The groups that rose and fell, and those that moved the index, most effective first.

    Groups whose levels cannot be compared neither rise nor fall, but may move the index.
    """

    rose: tuple[Group, ...]
    fell: tuple[Group, ...]
    drove: tuple[Group, ...]


class Span(NamedTuple):
    """A comparison of two results of a series, by their places in it."""

    first: int
    last: int
    comparison: Comparison


class Series(NamedTuple):
    """Several results in order, each step from one to the next, and all of it where there is more than one step.

    `spans` lead through the several steps of one agency within one instrument,
    where that is not all of the series.
    """

    results: tuple[Result, ...]
    steps: tuple[Comparison, ...]
    whole: Comparison | None
    spans: tuple[Span, ...] = ()

    @property
    def comparisons(self) -> tuple[Span, ...]:
        """Every comparison: the steps, the spans, the whole way."""
        steps = tuple(Span(place, place + 1, step) for place, step in enumerate(self.steps))
        whole = (Span(0, len(self.results) - 1, self.whole),) if self.whole else ()
        return (*steps, *self.spans, *whole)


def changes(before: Result, after: Result) -> tuple[Change, ...]:
    """Every node of two results of the same rubric, the index first, then in rubric order.

    Raises:
        ValueError: the results are of different rubrics.

    """
    if before.rubric.sha256 != after.rubric.sha256:
        raise ValueError(f"{before.rubric.id} and {after.rubric.id} are not one rubric")
    pairs = zip(before.root.walk(), after.root.walk(), strict=True)
    return tuple(_change(one, other, after.root.weight) for one, other in pairs)


def own_crosswalk(before: Result, after: Result) -> Crosswalk:
    """The crosswalk between two results of one instrument, or of two versions of it: equal codes correspond."""
    old, new = ([answers(question) for question in questions(result)] for result in (before, after))
    return identity(before.rubric.id, old, new)


def compare(before: Result, after: Result, crosswalk: Crosswalk) -> Comparison:
    """Two results, one held against the other.

    Args:
        before: The earlier result.
        after: The later one, of the same instrument or of another.
        crosswalk: The pairs between their instruments; codes that a result
            lacks are passed over, and what no pair names stands alone: without
            any pair all of the difference is scope.

    Raises:
        ValueError: the crosswalk is one of other instruments.

    """
    if (crosswalk.before, crosswalk.after) != (before.rubric.id, after.rubric.id):
        raise ValueError(f"{crosswalk.before} to {crosswalk.after} is no crosswalk for these results")
    found = groups(before, after, crosswalk)
    difference: Fraction | NoDifference = NoDifference("open")
    parts: Parts | NoDifference = NoDifference("open")
    if not isinstance(before.index, Open) and not isinstance(after.index, Open):
        difference = after.index - before.index
        known = [group.parts for group in found if isinstance(group.parts, Parts)]
        parts = Parts(*(sum(column, Fraction(0)) for column in zip(*known, strict=True)))
    same = before.rubric.sha256 == after.rubric.sha256
    return Comparison(before, after, crosswalk, difference, parts, found, changes(before, after) if same else ())


def movers(comparison: Comparison) -> Movers:
    """What rose, what fell, and what drove the difference of the index; equals in the order of the crosswalk."""
    compared = [(group, group.difference) for group in comparison.groups if isinstance(group.difference, Fraction)]
    compared.sort(key=lambda one: -abs(one[1]) * _mean_share(one[0]))
    driving = [(group, group.parts.total) for group in comparison.groups if isinstance(group.parts, Parts)]
    driving.sort(key=lambda one: -abs(one[1]))
    return Movers(
        tuple(group for group, difference in compared if difference > 0),
        tuple(group for group, difference in compared if difference < 0),
        tuple(group for group, total in driving if total),
    )


def series(scored: Iterable[tuple[Result, Rubric]], between: Callable[[Result, Result], Crosswalk]) -> Series:
    """Results in the order of their years, then of their instruments, then of the stages of assessment, compared.

    Args:
        scored: At least two results, each with its rubric. One without a year
            comes behind those that have one; equals keep the order they are given in.
        between: Gives the crosswalk from the instrument of one result to that of another.

    """
    return in_line(in_order(scored), between)


def in_line(scored: Iterable[tuple[Result, Rubric]], between: Callable[[Result, Result], Crosswalk]) -> Series:
    """The same with the results in the order in which they are given."""
    results = tuple(result for result, _ in scored)
    steps = tuple(compare(one, other, between(one, other)) for one, other in pairwise(results))
    first, last = results[0], results[-1]
    whole = compare(first, last, between(first, last)) if len(steps) > 1 else None
    return Series(results, steps, whole, tuple(_spans(results, steps, between)))


def _spans(
    results: Sequence[Result], steps: Sequence[Comparison], between: Callable[[Result, Result], Crosswalk]
) -> Iterator[Span]:
    """The stretches of at least two steps within which neither the instrument nor the agency changes."""
    for same, run in groupby(enumerate(steps), key=lambda step: step[1].one_instrument and step[1].one_agency):
        places = [place for place, _ in run]
        if same and 1 < len(places) < len(steps):
            first, last = places[0], places[-1] + 1
            one, other = results[first], results[last]
            yield Span(first, last, compare(one, other, between(one, other)))


def in_order(scored: Iterable[Scored]) -> list[Scored]:
    """Results with their rubrics in the order that `series` compares them in."""
    return sorted(scored, key=_moment)


def _moment(scored: tuple[Result, Rubric]) -> tuple[bool, int, int, int]:
    result, rubric = scored
    rounds: Sequence[str] = ["", *(stage.code for stage in rubric.stages), LATEST, TARGET]
    stage = rounds.index(result.stage) if result.stage in rounds else len(rounds)
    return result.year is None, result.year or 0, rubric.first_year, stage


def _mean_share(group: Group) -> Fraction:
    """What a group weighs in the mean of both sides."""
    shares = (Fraction(0) if isinstance(side, NotAsked) else side.share for side in (group.before, group.after))
    return sum(shares, Fraction(0)) / 2


def _change(before: Node, after: Node, whole: Fraction) -> Change:
    if isinstance(before.value, Open) or isinstance(after.value, Open):
        return Change(before, after, None, None)
    difference = after.value - before.value
    return Change(before, after, difference, difference * after.weight / whole)
