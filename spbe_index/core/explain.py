"""A figure opened: every step from the answers to the index and its band, so that each can be done again by hand.

Nothing is decided here: the figures are those of the result, the rules those
of the rubric, and each stands beside where the regulation lays it down.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from spbe_index.core.assessment import Answer, Entry, Given
from spbe_index.core.exact import SHOWN_PLACES, half_up
from spbe_index.core.insight import contribution, level_criteria
from spbe_index.core.result import Node, Open, Result, Value
from spbe_index.core.rubric import Band, Item, Level, LevelCriteria, Rubric, Scale
from spbe_index.core.score import verdict


class Term(NamedTuple):
    """One part of a weighted mean: a child, and the product of its weight and its value."""

    code: str
    weight: Fraction
    value: Value
    product: Value


class Mean(NamedTuple):
    """How an inner figure came about: its value is `total`, the sum of the products, over the sum of the weights."""

    terms: tuple[Term, ...]
    total: Value
    divisor: Fraction


class Conversion(NamedTuple):
    """How another agency's `published` index became the value: on the line from one (index, value) to the next."""

    published: Fraction
    start: tuple[Fraction, Fraction]
    end: tuple[Fraction, Fraction]


class Reading(NamedTuple):
    """How an answer is read: `entry` is all the workbook says of it, `answer` the one that counts.

    `how` it came to its value: "given" (typed), "checklist" (what its ticks
    support), "converted" (from another agency's index), "assumed" (counted as
    something because the user asked for it), or "open" (not at all).
    `level` is what the value counts as, None while it is open or where it lies
    below the scale; `following` the next level, None above the highest and
    while it is open. `criteria` and `asks` are what the two demand, None where
    the rubric does not say; `judged_by` is the item whose criteria they are.
    """

    entry: Entry
    answer: Answer
    how: str
    scale: Scale
    level: Level | None
    criteria: LevelCriteria | None
    following: Level | None
    asks: LevelCriteria | None
    judged_by: Item
    conversion: Conversion | None


class Figure(NamedTuple):
    """One node of the scored tree, opened.

    `item` is what the rubric says of it, None for the index. `share` is the
    part of the whole that its weight is, `contribution` what it adds to the
    index; those of all figures on a floor sum to the index exactly. An inner
    one has a `mean`, an answer a `reading`.
    """

    node: Node
    item: Item | None
    share: Fraction
    contribution: Value
    mean: Mean | None
    reading: Reading | None
    parts: tuple[Figure, ...]


class Rounding(NamedTuple):
    """The one rounding: `exact` lies between two neighbours with two decimals, and is shown as the nearer.

    From the `middle` on that is the one `above`. Where the value has no more
    than two decimals, both are the value itself.
    """

    exact: Fraction
    below: Fraction
    above: Fraction
    middle: Fraction
    shown: Fraction


class Decision(NamedTuple):
    """The band: which value decided, and the band it earned.

    `beneath` tells that the value lies below every band, as blanks counted as
    0 can make it, so that the lowest was taken. `otherwise` is the band that
    the other rule would give, None when it is the same.
    """

    decided_by: str
    deciding: Fraction
    band: Band
    beneath: bool
    otherwise: Band | None


class Explanation(NamedTuple):
    """A result opened; `rounding` and `decision` are None while there is no index."""

    result: Result
    rubric: Rubric
    whole: Figure
    rounding: Rounding | None
    decision: Decision | None


def explain(rubric: Rubric, result: Result) -> Explanation:
    """Every figure of a result, from the index down to the answers.

    Args:
        rubric: The instrument that the result was scored by, in the same version.
        result: What was scored.

    """
    items = {item.code: (item, parent) for item, parent in rubric.items()}

    def opened(node: Node) -> Figure:
        item, parent = items.get(node.code, (None, None))
        return Figure(
            node=node,
            item=item,
            share=node.weight / result.root.weight,
            contribution=contribution(node, result.root),
            mean=_mean(node.children) if node.children else None,
            reading=_reading(rubric, item, parent, node.value, node.entry) if item and node.entry else None,
            parts=tuple(map(opened, node.children)),
        )

    index = result.index
    return Explanation(
        result,
        rubric,
        opened(result.root),
        None if isinstance(index, Open) else rounding(index),
        None if isinstance(index, Open) else _decision(rubric, index),
    )


def route(explanation: Explanation, code: str) -> tuple[Figure, ...]:
    """The figures from the index down to the one with this code.

    Raises:
        KeyError: there is none.

    """

    def below(figure: Figure) -> tuple[Figure, ...]:
        if figure.node.code == code:
            return (figure,)
        way = next((found for part in figure.parts if (found := below(part))), ())
        return (figure, *way) if way else ()

    if not (found := below(explanation.whole)):
        raise KeyError(code)
    return found


def rounding(value: Fraction) -> Rounding:
    """How a value is rounded half-up to the decimals that are shown; no regulation prints a rule."""
    unit = Fraction(1, 10**SHOWN_PLACES)
    below = value // unit * unit
    above = below if value == below else below + unit
    return Rounding(value, below, above, (below + above) / 2, half_up(value))


def _mean(children: Iterable[Node]) -> Mean:
    terms = tuple(Term(node.code, node.weight, node.value, _times(node.weight, node.value)) for node in children)
    low, high = (sum((_end(term.product, end) for term in terms), Fraction(0)) for end in (0, 1))
    is_open = any(isinstance(term.value, Open) for term in terms)
    return Mean(terms, Open(low, high) if is_open else low, sum((term.weight for term in terms), Fraction(0)))


def _times(weight: Fraction, value: Value) -> Value:
    return Open(weight * value.low, weight * value.high) if isinstance(value, Open) else weight * value


def _end(value: Value, end: int) -> Fraction:
    """The least (0) or the greatest (1) that a value can be."""
    return value[end] if isinstance(value, Open) else value


def _reading(rubric: Rubric, item: Item, parent: Item | None, value: Value, entry: Entry) -> Reading:
    scale = rubric.scale(item.scale)
    ((_, answer),) = entry.answers  # in a result an entry has the one that counts
    level = following = None
    if not isinstance(value, Open):
        level = scale.level_of(value) if value >= scale.low else None
        following = next((one for one in scale.levels if level is None or one.number > level.number), None)
    published = answer.converted_from if isinstance(answer, Given) else None
    return Reading(
        entry=entry,
        answer=answer,
        how=_how(entry, answer, value),
        scale=scale,
        level=level,
        criteria=level_criteria(item, parent, level.number) if level else None,
        following=following,
        asks=level_criteria(item, parent, following.number) if following else None,
        judged_by=parent if parent and not item.levels and parent.levels else item,
        conversion=None if published is None else _conversion(item, published),
    )


def _how(entry: Entry, answer: Answer, value: Value) -> str:
    if not isinstance(answer, Given):
        return "open" if isinstance(value, Open) else "assumed"
    if answer.converted_from is not None:
        return "converted"
    # What a checklist supports has no cell of its own: it is told with that of a tick.
    return "checklist" if any(tick.place == answer.place for tick in entry.ticks) else "given"


def _conversion(item: Item, published: Fraction) -> Conversion | None:
    points = item.external.points if item.external else ()
    lines = pairwise(points)
    return next((Conversion(published, *line) for line in lines if line[0][0] <= published <= line[1][0]), None)


def _decision(rubric: Rubric, index: Fraction) -> Decision:
    deciding = index if rubric.decided_by == "exact" else half_up(index)
    holding = next((band for band in rubric.bands if deciding in band.values), None)
    other = verdict(rubric.bands, rubric.decided_by, index).otherwise
    return Decision(
        decided_by=rubric.decided_by,
        deciding=deciding,
        band=holding or rubric.bands[0],
        beneath=holding is None,
        otherwise=next((band for band in rubric.bands if band.name.id == other), None),
    )
