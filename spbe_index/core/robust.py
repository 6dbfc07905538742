"""How safe a predicate is: what it would take to lose it, and what the evidence at hand supports."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from spbe_index.core.assessment import Given
from spbe_index.core.insight import Edge, lower_edge, upper_edge
from spbe_index.core.result import Node, Open, Result, Verdict, known_value
from spbe_index.core.rubric import Rubric, Scale
from spbe_index.core.score import verdict
from spbe_index.core.stride import strides
from spbe_index.core.target import Target, band_target


class Loss(NamedTuple):
    """An answer that falls by so many levels (points, where levels are not equally far apart), and what that costs."""

    node: Node
    levels: int
    lost: Fraction


class Lowered(NamedTuple):
    """An answer and the value that its evidence supports, which is lower."""

    node: Node
    value: Fraction


class Evidenced(NamedTuple):
    """What is claimed above the lowest level, and what of that has evidence.

    `claimed` are all answers above the lowest level, `without` those of them
    that have no evidence; weights are percent of the index. `lowered` are the
    answers that fall when each counts only as far as evidence supports it, and
    `supported` the index that then comes out, with its `verdict`. `listed` tells whether the
    workbook holds any evidence at all; where it holds none, nothing was shown.

    The rule is the worst that is allowed: an answer with a piece of evidence
    that names no level keeps its value; one whose evidence names levels keeps
    the highest of them; one without falls to the lowest value of its scale. An
    answer in the lowest level, for which nothing is asked, keeps its value, and
    one that comes from another agency's index needs no evidence.
    """

    claimed: tuple[Node, ...]
    without: tuple[Node, ...]
    weight_claimed: Fraction
    weight_without: Fraction
    lowered: tuple[Lowered, ...]
    supported: Fraction
    verdict: Verdict
    listed: bool


class Robustness(NamedTuple):
    """How far the edges of the band are, and what would cost the predicate.

    `smallest` is a smallest set of one-level losses that costs it, heaviest
    first; `single` are the answers of which one level less does. Both are empty
    in the lowest band.
    """

    upper: Edge | None
    lower: Edge | None
    smallest: tuple[Loss, ...]
    single: tuple[Loss, ...]
    evidenced: Evidenced


def robustness(rubric: Rubric, result: Result) -> Robustness | None:
    """How safe the predicate of a result is; None while it has no index."""
    if isinstance(result.index, Open) or result.verdict is None:
        return None
    lower = lower_edge(rubric, result)
    smallest: tuple[Loss, ...] = ()
    single: tuple[Loss, ...] = ()
    if lower:
        name = result.verdict.name
        keeps = band_target(rubric, next(band for band in rubric.bands if band.name.id == name))
        moves = _moves(rubric, result)
        smallest = _smallest(moves, result.index, keeps)
        single = tuple(loss for loss in moves if loss.levels == 1 and not keeps.met_by(result.index - loss.lost))
    return Robustness(upper_edge(rubric, result), lower, smallest, single, evidenced(rubric, result))


def evidenced(rubric: Rubric, result: Result) -> Evidenced:
    """What is claimed and what of it the evidence supports, for a result with an index."""
    scales = {leaf.code: rubric.scale(leaf.scale) for leaf in rubric.leaves()}
    claimed = [leaf for leaf in result.leaves if _above_lowest(scales[leaf.code], leaf)]
    without = [leaf for leaf in claimed if leaf.proof.missing and not (leaf.entry and leaf.entry.evidence)]
    lowered = [
        Lowered(leaf, value) for leaf in claimed if (value := _supported(scales[leaf.code], leaf)) < known_value(leaf)
    ]
    lost = sum((one.node.weight * (known_value(one.node) - one.value) for one in lowered), Fraction(0))
    index = result.low - lost / result.root.weight
    return Evidenced(
        claimed=tuple(claimed),
        without=tuple(without),
        weight_claimed=_weight(claimed, result),
        weight_without=_weight(without, result),
        lowered=tuple(lowered),
        supported=index,
        verdict=verdict(rubric.bands, rubric.decided_by, index),
        listed=any(leaf.entry and leaf.entry.evidence for leaf in result.leaves),
    )


def _moves(rubric: Rubric, result: Result) -> list[Loss]:
    """Every level that an answer can lose, one by one: what it loses, and as `levels` its number; heaviest first."""
    scales = {leaf.code: rubric.scale(leaf.scale) for leaf in rubric.leaves()}
    found = []
    for leaf in result.leaves:
        scale = scales[leaf.code]
        for number, move in enumerate(strides(scale, known_value(leaf) - scale.low), 1):
            found.append(Loss(leaf, number, leaf.weight * move / result.root.weight))
    return sorted(found, key=lambda loss: (-loss.lost, loss.levels))


def _smallest(moves: list[Loss], index: Fraction, keeps: Target) -> tuple[Loss, ...]:
    """The heaviest single moves that together cost the predicate, those of one answer as one; empty when none do."""
    together: dict[str, Loss] = {}
    for move in moves:
        index -= move.lost
        before = together.get(move.node.code, Loss(move.node, 0, Fraction(0)))
        together[move.node.code] = Loss(move.node, before.levels + 1, before.lost + move.lost)
        if not keeps.met_by(index):
            return tuple(together.values())
    return ()


def _supported(scale: Scale, leaf: Node) -> Fraction:
    """The value of an answer as far as its evidence supports it."""
    value, evidence = known_value(leaf), leaf.entry.evidence if leaf.entry else ()
    if isinstance(leaf.answer, Given) and leaf.answer.converted_from is not None:
        return value
    if any(piece.level is None for piece in evidence):
        return value
    best = max((piece.level for piece in evidence if piece.level is not None), default=scale.levels[0].number)
    least = (scale.least_of(level) for level in reversed(scale.levels) if level.number <= best)
    shown = next((one for one in least if one is not None), scale.low)
    return value if best >= scale.level_of(value).number else min(value, shown)


def _weight(leaves: list[Node], result: Result) -> Fraction:
    return sum((leaf.weight for leaf in leaves), Fraction(0)) / result.root.weight * 100


def _above_lowest(scale: Scale, leaf: Node) -> bool:
    answer = leaf.answer
    return isinstance(answer, Given) and scale.level_of(answer.value).number > scale.levels[0].number
