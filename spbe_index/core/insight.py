"""What a result means for the next year, exactly: contributions, distances, strong and weak parts, next steps.

A "single-level move" is a change of one answer by the stride of its scale (a
level, or a point where levels are not equally far apart), or by what is left to
the end of it. Nothing here is a plan: it only tells what each move is worth.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from spbe_index.core.assessment import Given
from spbe_index.core.result import Node, Open, Result, Value
from spbe_index.core.rubric import Band, Item, Level, LevelCriteria, Rubric, Scale
from spbe_index.core.stride import rungs, strides

#: How many aspects or steps a summary names at most.
NAMED = 3

#: An answer in the top quarter of its scale is a strength, one in the bottom quarter a weakness.
QUARTER = Fraction(1, 4)


class Edge(NamedTuple):
    """An edge of the band that holds the index.

    `band` is the band above the edge, which begins at `at` (`included`) or just
    above it. `distance` is what the index must gain or may lose, by the rule
    that decides the band; `moves` the fewest single-level moves that cross the
    edge, or None when all together do not.
    """

    band: Band
    at: Fraction
    included: bool
    distance: Fraction
    moves: int | None


class Step(NamedTuple):
    """The next level of one answered leaf: from where, to where, what it asks and what it adds to the index.

    `now` is None for a value below its scale (a blank counted as 0). `next` is the
    highest level itself for a value within it that is not the end of the scale.
    `reaches` is the least value of that level, or the end of the scale; `gain` is that
    of reaching it. `criteria` is None where the rubric gives none.
    """

    node: Node
    now: Level | None
    next: Level
    reaches: Fraction
    gain: Fraction
    criteria: LevelCriteria | None


def contribution(node: Node, root: Node) -> Value:
    """What a node adds to the index: weight x value over the weight of the whole."""
    share = node.weight / root.weight
    if isinstance(node.value, Open):
        return Open(share * node.value.low, share * node.value.high)
    return share * node.value


def upper_edge(rubric: Rubric, result: Result) -> Edge | None:
    """The edge to the next higher band; None in the highest band or without an index."""
    position = _position(rubric, result)
    if position is None or position + 1 == len(rubric.bands):
        return None
    band = rubric.bands[position + 1]
    at, included = threshold(rubric, band)
    distance = at - result.low
    return _edge(band, distance, _fewest(_moves(rubric, result, up=True), distance, beyond=not included))


def lower_edge(rubric: Rubric, result: Result) -> Edge | None:
    """The edge to the next lower band; None in the lowest band or without an index."""
    position = _position(rubric, result)
    if not position:
        return None
    band = rubric.bands[position]
    at, included = threshold(rubric, band)
    distance = result.low - at
    return _edge(band, distance, _fewest(_moves(rubric, result, up=False), distance, beyond=included))


def indicator_kind(rubric: Rubric) -> str:
    """The key of the floor that the instrument counts its questions by: the lowest, inputs of a question aside."""
    return [kind.key for kind in rubric.kinds if kind.key != "input"][-1]


def groups(rubric: Rubric, result: Result) -> tuple[Node, ...]:
    """The nodes right above the indicators (the aspects), in rubric order; the root for a flat instrument."""
    kind = indicator_kind(rubric)
    return tuple(node for node in result.root.walk() if any(child.kind == kind for child in node.children))


def strongest(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """The nodes of highest value, heavier ones first among equals; empty when all are equal.

    One is named only when it is among them whatever the open answers become.
    """
    return _extreme(nodes, sign=-1)


def weakest(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """The nodes of lowest value, named as the strongest are."""
    return _extreme(nodes, sign=1)


def is_strength(scale: Scale, value: Fraction) -> bool:
    """Whether a value lies in the top quarter of its scale."""
    return value >= strength_from(scale)


def is_weakness(scale: Scale, value: Fraction) -> bool:
    """Whether a value lies in the bottom quarter of its scale."""
    return value <= weakness_to(scale)


def strength_from(scale: Scale) -> Fraction:
    """The least value that is a strength."""
    return scale.high - QUARTER * (scale.high - scale.low)


def weakness_to(scale: Scale) -> Fraction:
    """The greatest value that is a weakness."""
    return scale.low + QUARTER * (scale.high - scale.low)


def steps(rubric: Rubric, result: Result) -> tuple[Step, ...]:
    """The next level of every leaf below its target, or below the end of its scale without one; most valuable first.

    Among steps of equal worth the lower level comes first, then rubric order.
    """
    found = []
    for item, parent in rubric.items():
        if not item.children and (step := _step(rubric, item, parent, result.node(item.code), result.root)):
            found.append(step)
    return tuple(sorted(found, key=lambda step: (-step.gain, step.next.number)))


def level_criteria(item: Item, parent: Item | None, number: int) -> LevelCriteria | None:
    """What a level of a leaf demands; an input without criteria of its own has those of its indicator."""
    levels = item.levels or (parent.levels if parent else ())
    return next((level for level in levels if level.level == number), None)


def _step(rubric: Rubric, item: Item, parent: Item | None, node: Node, root: Node) -> Step | None:
    if isinstance(node.value, Open):
        return None
    value, scale = node.value, rubric.scale(item.scale)
    target = node.entry.target if node.entry else None
    if isinstance(target, Given) and value >= target.value:
        return None
    now = scale.level_of(value) if value >= scale.low else None
    if value == scale.high:
        return None
    reaches = rungs(scale, value)[0]
    above = scale.level_of(reaches)
    gain = node.weight * (reaches - value) / root.weight
    return Step(node, now, above, reaches, gain, level_criteria(item, parent, above.number))


def _position(rubric: Rubric, result: Result) -> int | None:
    verdict = result.verdict
    if verdict is None:
        return None
    return next(i for i, band in enumerate(rubric.bands) if band.name.id == verdict.name)


def threshold(rubric: Rubric, band: Band) -> tuple[Fraction, bool]:
    """The least exact index that earns a band, and whether that value itself does.

    Where the rounded index decides, half a hundredth less than the least
    two-decimal value of the band is enough.
    """
    low, included = band.values.low, band.values.low_included
    if rubric.decided_by == "exact":
        return low, included
    hundredths = -(-low * 100 // 1) if included else low * 100 // 1 + 1
    return Fraction(hundredths, 100) - Fraction(1, 200), True


def _edge(band: Band, distance: Fraction, moves: int | None) -> Edge:
    return Edge(band, band.values.low, band.values.low_included, distance, moves)


def _moves(rubric: Rubric, result: Result, *, up: bool) -> list[Fraction]:
    """What each possible single-level move of an answer changes in the index."""
    scales = {item.code: rubric.scale(item.scale) for item in rubric.leaves()}
    found: list[Fraction] = []
    for leaf in result.leaves:
        if isinstance(leaf.value, Open):
            continue
        scale = scales[leaf.code]
        room = scale.high - leaf.value if up else leaf.value - scale.low
        found += [leaf.weight * move / result.root.weight for move in strides(scale, room)]
    return found


def _fewest(moves: list[Fraction], distance: Fraction, *, beyond: bool) -> int | None:
    """How many of the largest moves reach the distance, or go beyond it."""
    total = Fraction(0)
    for count, move in enumerate(sorted(moves, reverse=True), 1):
        total += move
        if total > distance or (total == distance and not beyond):
            return count
    return None


def _extreme(nodes: Iterable[Node], sign: int) -> tuple[Node, ...]:
    """The nodes at one end that are there whatever the open ones become, among as many as there are at most."""
    ranked = []
    for place, node in enumerate(nodes):
        low, high = node.value if isinstance(node.value, Open) else (node.value, node.value)
        best, worst = sorted((sign * low, sign * high))
        behind = (-node.weight, place)
        ranked.append(((best, *behind), (worst, *behind), node))
    count = min(NAMED, len(ranked) // 2)
    if not count:
        return ()
    # A value that reaches into the other end belongs to neither.
    other_end = sorted((best[0] for best, _, _ in ranked), reverse=True)[count - 1]
    named = [
        (worst, node)
        for _, worst, node in ranked
        if worst[0] < other_end and sum(best < worst for best, _, other in ranked if other is not node) < count
    ]
    return tuple(node for _, node in sorted(named, key=lambda pair: pair[0]))
