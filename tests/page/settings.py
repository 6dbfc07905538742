"""Random answers that sliders can take, many exactly on the edge of a band or halfway between hundredths."""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction

from spbe_index.core.rubric import Item, Rubric

Values = dict[str, Fraction]


def settings(rubric: Rubric, count: int) -> Iterator[tuple[str, Values]]:
    """So many settings, always the same ones, with what each is meant to show."""
    chance = random.Random(f"{rubric.id} page")
    edges = [band.values.low for band in rubric.bands[1:]]
    ties = [Fraction(2 * n + 1, 200) for n in range(150, 450)]
    for number in range(count):
        kind = ("edge", "tie", "random")[number % 3]
        if kind != "random":
            for _ in range(60):
                found = _hit(rubric, chance, chance.choice(edges if kind == "edge" else ties))
                if found:
                    yield kind, found
                    break
            else:  # the weights of 5/2018 allow no tie
                yield "random", _any(rubric, chance)
        else:
            yield "random", _any(rubric, chance)


def _step(rubric: Rubric, leaf: Item) -> Fraction:
    return rubric.scale(leaf.scale).step or Fraction(1, 100)


def _any(rubric: Rubric, chance: random.Random) -> Values:
    found = {}
    for leaf in rubric.leaves():
        scale, step = rubric.scale(leaf.scale), _step(rubric, leaf)
        found[leaf.code] = scale.low + step * chance.randint(0, int((scale.high - scale.low) / step))
    return found


def index(rubric: Rubric, values: Values) -> Fraction:
    """The plain weighted sum, reckoned here once more."""
    leaves = rubric.leaves()
    return sum((leaf.weight * values[leaf.code] for leaf in leaves), Fraction(0)) / sum(
        (leaf.weight for leaf in leaves), Fraction(0)
    )


def _hit(rubric: Rubric, chance: random.Random, target: Fraction) -> Values | None:
    """Answers whose index is exactly the target, found by moving one after the other toward it."""
    values = _any(rubric, chance)
    leaves = rubric.leaves()
    gap = (target - index(rubric, values)) * sum((leaf.weight for leaf in leaves), Fraction(0))
    for _ in range(300):
        if not gap:
            return values
        leaf = chance.choice(leaves)
        scale, step = rubric.scale(leaf.scale), _step(rubric, leaf)
        steps = round(gap / leaf.weight / step) or (1 if (gap > 0) == (chance.random() < 0.8) else -1)
        moved = min(max(values[leaf.code] + steps * step, scale.low), scale.high)
        gap -= (moved - values[leaf.code]) * leaf.weight
        values[leaf.code] = moved
    return None
