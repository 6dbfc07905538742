"""Which levels each indicator can still be raised by, what each raise gains, and what it costs.

On a scale of whole levels a raise goes to the next level. On a scale of
decimals, for which no regulation sets a step, it goes to the least value that
counts as the next level, and from the highest level to the end of the scale.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from spbe_index.core.assessment import Effort, Entry, Given
from spbe_index.core.insight import level_criteria
from spbe_index.core.result import Node, Result, known_value
from spbe_index.core.rubric import Item, Level, LevelCriteria, Rubric
from spbe_index.core.stride import rungs
from spbe_index.core.units import unit_key

#: What a step costs of which nobody says anything.
USUAL = Fraction(1)

_NONE: Mapping[str, Sequence[Effort]] = {}


class Terms(NamedTuple):
    """What a plan must keep to.

    `locked` are codes of answers that stay as they are; `max_raise` is the most
    steps an answer may be raised (None: to the top); `unit` the responsible unit
    that alone has work to do ("" for all); `within_targets` keeps each answer
    from going beyond its target in the workbook; `ceiling` is the most that a
    step may cost; `efforts` are what steps cost, by code, in place of what the
    workbook says.
    """

    locked: frozenset[str] = frozenset()
    max_raise: int | None = None
    unit: str = ""
    within_targets: bool = False
    ceiling: Fraction | None = None
    efforts: Mapping[str, Sequence[Effort]] = _NONE


class Raise(NamedTuple):
    """One step of one answer.

    `now` is None for a value below its scale (a blank counted as 0). `gain` is
    what it adds to the index. `criteria` is None where the rubric gives none.
    `told` is whether anybody said what it costs. `external` marks an answer that
    comes from another agency's index.
    """

    node: Node
    now: Level | None
    next: Level
    start: Fraction
    end: Fraction
    gain: Fraction
    cost: Fraction
    told: bool
    criteria: LevelCriteria | None
    external: bool


def ladders(rubric: Rubric, result: Result, terms: Terms) -> tuple[tuple[Raise, ...], ...]:
    """The steps that each answer can still be raised by, lowest first, in rubric order; answers without any left out.

    Raises:
        ValueError: an answer is open, so that nobody knows where it starts.

    """
    leaves = {leaf.code: leaf for leaf in result.leaves}
    found = []
    for item, parent in rubric.items():
        if item.children or not item.weight:
            continue
        ladder = tuple(_ladder(rubric, item, parent, leaves[item.code], result.root.weight, terms))
        if ladder:
            found.append(ladder)
    return tuple(found)


def cost_of(efforts: Sequence[Effort], level: int, step: int) -> Fraction | None:
    """What the step of this number, to this level, costs: what is said of the level, else of the step, else None."""
    for effort in efforts:
        if effort.level == level:
            return effort.cost
    of_steps = [effort for effort in efforts if effort.level is None and effort.step <= step]
    return max(of_steps, key=lambda effort: effort.step).cost if of_steps else None


def has_unit(entry: Entry | None, unit: str) -> bool:
    """Whether a unit is one of those responsible for an answer."""
    named = entry.unit if entry else ""
    return unit_key(unit) in {unit_key(part) for part in named.split(";")}


def _ladder(
    rubric: Rubric, item: Item, parent: Item | None, node: Node, whole: Fraction, terms: Terms
) -> Iterator[Raise]:
    value = known_value(node)
    if node.code in terms.locked or (terms.unit and not has_unit(node.entry, terms.unit)):
        return
    scale, entry = rubric.scale(item.scale), node.entry
    efforts = terms.efforts.get(node.code) or (entry.efforts if entry else ())
    target = entry.target if entry and terms.within_targets else None
    external = item.external is not None or (isinstance(node.answer, Given) and node.answer.converted_from is not None)
    values = rungs(scale, value)[: terms.max_raise]
    for step, (start, end) in enumerate(pairwise((value, *values)), start=1):
        level = scale.level_of(end)
        told = cost_of(efforts, level.number, step)
        cost = USUAL if told is None else told
        if isinstance(target, Given) and end > target.value:
            return
        if terms.ceiling is not None and cost > terms.ceiling:
            return
        now = scale.level_of(start) if start >= scale.low else None
        criteria = level_criteria(item, parent, level.number)
        yield Raise(
            node,
            now,
            level,
            start,
            end,
            node.weight * (end - start) / whole,
            cost,
            told is not None,
            criteria,
            external,
        )
