"""The index to be expected after the external round, as an exact distribution counted from earlier years.

What is counted. Every answer of an earlier assessment that has both a value of
the first stage (self-assessment) and one of the last (final) is one case: how
far the final value lay from the claimed one. The cases of all indicators are
pooled by the claimed level. An answer now claimed at a level of which there are
at least `FEW` cases changes as those did, each case as likely as the other; at a
level of which there are fewer, as all cases together did. A change that would
leave the scale ends at its edge. Nothing is smoothed and no case is made up.

What is assumed. The answers change independently of each other, so the index is
a sum of independent changes and its distribution their convolution: it is done
in whole numbers, so that the chances add up to exactly 1. Answers that already
are of the last stage, and those that come from another agency's index, stay.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import accumulate
from math import gcd, lcm
from typing import NamedTuple, TypeGuard

from spbe_index.core.assessment import Answer, Assessment, Given
from spbe_index.core.result import Node, Open, Result, known_value
from spbe_index.core.rubric import Band, Rubric, Scale
from spbe_index.core.sums import sum_of_independent
from spbe_index.core.target import band_target

#: Fewer cases of a level than this say little about it.
FEW = 10

_ALL = -1


class Case(NamedTuple):
    """What became of one answer of an earlier year: its claimed level, and final value less claimed value."""

    code: str
    level: int
    change: Fraction


class OfLevel(NamedTuple):
    """The cases of one claimed level: how many, how often each change occurred, and how many answers claim it now.

    `pooled` marks a level of too few cases, whose answers change as all cases together did.
    """

    level: int
    cases: int
    changes: tuple[tuple[Fraction, int], ...]
    claims: int
    pooled: bool


class Outcome(NamedTuple):
    """A value of the index, and in how many of all equally likely ways it comes about."""

    value: Fraction
    ways: int


class Chance(NamedTuple):
    """A band and how likely it is."""

    band: Band
    chance: Fraction


class Outlook(NamedTuple):
    """The distribution of the index after the external round.

    `outcomes` are all that are possible, lowest first; their ways add up to
    `total`. `chances` add up to exactly 1. `low` and `high` bound the middle
    nine tenths: less than one in twenty outcomes lies below `low`, and as few
    above `high`. `fixed` are the answers that stay as they are.
    """

    cases: int
    levels: tuple[OfLevel, ...]
    fixed: tuple[Node, ...]
    outcomes: tuple[Outcome, ...]
    total: int
    expected: Fraction
    low: Fraction
    high: Fraction
    chances: tuple[Chance, ...]


class NoOutlook(NamedTuple):
    """No distribution, and why.

    `reason` is "open" (there is no index), "cases" (no earlier year has both
    values), "final" (no answer is still to go through the external round) or
    "fine" (values with so many decimals that counting would take too long).
    """

    reason: str


def cases(rubric: Rubric, assessment: Assessment) -> tuple[Case, ...]:
    """The answers of an assessment that have a value of the first stage and one of the last; none without stages."""
    if not rubric.stages:
        return ()
    first, last = rubric.stages[0].code, rubric.stages[-1].code
    scales = {leaf.code: rubric.scale(leaf.scale) for leaf in rubric.leaves()}
    found = []
    for entry in assessment.entries:
        claimed, final = entry.answer(first), entry.answer(last)
        if _own(claimed) and _own(final):
            level = scales[entry.code].level_of(claimed.value).number
            found.append(Case(entry.code, level, final.value - claimed.value))
    return tuple(found)


def outlook(rubric: Rubric, result: Result, known: Sequence[Case]) -> Outlook | NoOutlook:
    """The distribution of the index of a self-assessment after the external round, counted from the cases known."""
    if isinstance(result.index, Open):
        return NoOutlook("open")
    if not known:
        return NoOutlook("cases")
    scales = {leaf.code: rubric.scale(leaf.scale) for leaf in rubric.leaves()}
    last = rubric.stages[-1].code
    moving = [leaf for leaf in result.leaves if _moves(leaf, last)]
    if not moving:
        return NoOutlook("final")
    by_level = _by_level(known)
    gains = [
        {leaf.weight * change / result.root.weight: ways for change, ways in likely.items()}
        for leaf in moving
        for likely in [_likely(scales[leaf.code], leaf, by_level)]
    ]
    added = sum_of_independent(gains)
    if added is None:
        return NoOutlook("fine")
    total = sum(ways for _, ways in added)
    outcomes = tuple(Outcome(result.index + gain, ways) for gain, ways in added)
    # Over one denominator: thousands of sums of fractions would take as long as all the rest.
    below = lcm(*(outcome.value.denominator for outcome in outcomes))
    expected = Fraction(sum(int(outcome.value * below) * outcome.ways for outcome in outcomes), below * total)
    return Outlook(
        cases=len(known),
        levels=_of_levels(by_level, [_level(scales[leaf.code], leaf) for leaf in moving]),
        fixed=tuple(leaf for leaf in result.leaves if not _moves(leaf, last)),
        outcomes=outcomes,
        total=total,
        expected=expected,
        low=_bound(outcomes, total),
        high=_bound(outcomes[::-1], total),
        chances=_chances(rubric, outcomes, total),
    )


def _own(answer: Answer) -> TypeGuard[Given]:
    """Whether an answer is the agency's own, not one that follows from another agency's index."""
    return isinstance(answer, Given) and answer.converted_from is None


def _moves(leaf: Node, last: str) -> bool:
    """Whether an answer is still to go through the external round."""
    stage = leaf.entry.answers[0][0] if leaf.entry else ""
    return stage != last and not (isinstance(leaf.answer, Given) and leaf.answer.converted_from is not None)


def _level(scale: Scale, leaf: Node) -> int:
    """The level an answer is on; the lowest for one below its scale (a blank counted as 0)."""
    return scale.level_of(max(scale.low, known_value(leaf))).number


def _by_level(known: Sequence[Case]) -> dict[int, Counter[Fraction]]:
    """How often each change occurred, by claimed level; under `_ALL` for all levels together."""
    found: dict[int, Counter[Fraction]] = {_ALL: Counter()}
    for case in known:
        found[_ALL][case.change] += 1
        found.setdefault(case.level, Counter())[case.change] += 1
    return found


def _likely(scale: Scale, leaf: Node, by_level: Mapping[int, Counter[Fraction]]) -> Counter[Fraction]:
    """How an answer may change, and in how many ways each."""
    of_level = by_level.get(_level(scale, leaf), Counter())
    changes = of_level if of_level.total() >= FEW else by_level[_ALL]
    value = known_value(leaf)
    likely = Counter[Fraction]()
    for change, ways in changes.items():
        likely[min(max(value + change, min(value, scale.low)), scale.high) - value] += ways
    common = gcd(*likely.values())
    return Counter({change: ways // common for change, ways in likely.items()})


def _of_levels(by_level: Mapping[int, Counter[Fraction]], claims: Sequence[int]) -> tuple[OfLevel, ...]:
    found = []
    for level in sorted({*by_level, *claims} - {_ALL}):
        changes = by_level.get(level, Counter())
        few = changes.total() < FEW
        found.append(OfLevel(level, changes.total(), tuple(sorted(changes.items())), claims.count(level), few))
    return tuple(found)


def _bound(outcomes: Sequence[Outcome], total: int) -> Fraction:
    """The first index before which less than a twentieth of all ways lies."""
    passed = accumulate(outcome.ways for outcome in outcomes)
    return next(outcome.value for outcome, ways in zip(outcomes, passed, strict=True) if 20 * ways >= total)


def _chances(rubric: Rubric, outcomes: Sequence[Outcome], total: int) -> tuple[Chance, ...]:
    """How likely each band is. An index below the lowest band, which blanks counted as 0 can give, is of that band."""
    starts = [0]
    for band in rubric.bands[1:]:
        target = band_target(rubric, band)
        starts.append(sum(not target.met_by(outcome.value) for outcome in outcomes))
    ends = [*starts[1:], len(outcomes)]
    return tuple(
        Chance(band, Fraction(sum(outcome.ways for outcome in outcomes[start:end]), total))
        for band, start, end in zip(rubric.bands, starts, ends, strict=True)
    )
