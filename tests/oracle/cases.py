"""Random fillings of a form: complete and not, over several stages, and some that land exactly on an edge or a tie."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from fractions import Fraction
from math import gcd, lcm
from typing import NamedTuple

from filling import Form, Typed

from spbe_index.core.rubric import Item, Rubric

Levels = dict[str, Fraction]
Leaves = tuple[Item, ...]
#: The indicators whose mean is to have a value, and the value.
Wanted = tuple[Leaves, Fraction]
#: Steps of the search for levels that hit a wanted index.
_TRIES = 400


class Case(NamedTuple):
    """One filling: what it is meant to show, and what is typed where."""

    kind: str
    cells: dict[str, dict[str, Typed]]


def cases(form: Form, count: int, seed: str) -> Iterator[Case]:
    """So many fillings, always the same ones; each kind comes up again and again."""
    kinds: tuple[tuple[str, Callable[[Form, random.Random], Case]], ...] = (
        ("edge", lambda form, chance: _hit(form, chance, "edge", _at_edges(form.layout.rubric))),
        ("beside", lambda form, chance: _hit(form, chance, "beside", _beside_edges(form.layout.rubric))),
        ("tie", _tied),
        ("stages", _stages),
        ("incomplete", _incomplete),
        ("checklist", _checklist),
        ("random", lambda form, chance: _typed(form, "random", "mandiri", _any(form.layout.rubric, chance))),
    )
    for number in range(count):
        chance = random.Random(f"{seed} {number}")
        yield kinds[number % len(kinds)][1](form, chance)


def _any_level(rubric: Rubric, leaf: Item, chance: random.Random) -> Fraction:
    scale = rubric.scale(leaf.scale)
    if scale.step is None:
        places = chance.choice((10, 100, 100, 10**6))
        return Fraction(chance.randint(int(scale.low * places), int(scale.high * places)), places)
    return scale.low + scale.step * chance.randint(0, int((scale.high - scale.low) / scale.step))


def _any(rubric: Rubric, chance: random.Random) -> Levels:
    return {leaf.code: _any_level(rubric, leaf, chance) for leaf in rubric.leaves()}


def _typed(form: Form, kind: str, stage: str, levels: Levels) -> Case:
    layout = form.layout
    return Case(kind, {"levels": {f"{layout.columns[stage]}{layout.rows[code]}": v for code, v in levels.items()}})


def _mean(leaves: Leaves, levels: Levels) -> Fraction:
    weights = sum((leaf.weight for leaf in leaves), Fraction(0))
    return sum((leaf.weight * levels[leaf.code] for leaf in leaves), Fraction(0)) / weights


def _at_edges(rubric: Rubric) -> list[Wanted]:
    return [(rubric.leaves(), band.values.low) for band in rubric.bands[1:]]


def _beside_edges(rubric: Rubric) -> list[Wanted]:
    """As near to an edge as the weights allow: one step of the lightest indicator, or one millionth of one."""
    lightest = min(leaf.weight for leaf in rubric.leaves())
    steps = [rubric.scale(leaf.scale).step for leaf in rubric.leaves()]
    step = Fraction(1, 10**6) if None in steps else Fraction(1)
    return [(leaves, edge + sign * lightest * step / 100) for leaves, edge in _at_edges(rubric) for sign in (-1, 1)]


def _ties(rubric: Rubric) -> list[Wanted]:
    """Values halfway between two hundredths, of the index or of a part of it, where its weights allow any."""
    found: list[Wanted] = []
    low, high = rubric.bands[0].values.low, rubric.bands[-1].values.high
    finest = 10**6 if any(scale.step is None for scale in rubric.scales) else 1
    for leaves in (rubric.leaves(), *(_below(item) for item, _ in rubric.items() if item.children)):
        unit = lcm(*(leaf.weight.denominator for leaf in leaves))
        weights = [int(leaf.weight * unit) for leaf in leaves]
        parts = sum(weights) // gcd(*weights) * finest
        ties = (Fraction(2 * n + 1, 200) for n in range(int(low * 100) + 40, int(high * 100) - 40))
        found += [(leaves, tie) for tie in ties if (tie * parts).denominator == 1]
    return found


def _tied(form: Form, chance: random.Random) -> Case:
    """A tie, or beside an edge for an instrument whose weights allow no tie (5/2018)."""
    ties = _ties(form.layout.rubric)
    return _hit(form, chance, "tie", ties) if ties else _hit(form, chance, "beside", _beside_edges(form.layout.rubric))


def _below(item: Item) -> Leaves:
    return tuple(leaf for child in item.children for leaf in _below(child)) if item.children else (item,)


def _hit(form: Form, chance: random.Random, kind: str, wanted: list[Wanted]) -> Case:
    """Levels that give exactly one of the values wanted."""
    rubric = form.layout.rubric
    while True:
        leaves, target = chance.choice(wanted)
        levels = _any(rubric, chance)
        if _search(rubric, leaves, levels, chance, target):
            assert _mean(leaves, levels) == target
            return _typed(form, kind, "mandiri", levels)


def _search(rubric: Rubric, leaves: Leaves, levels: Levels, chance: random.Random, target: Fraction) -> bool:
    """Change one level after the other so that their mean comes nearer; whether it is reached."""
    gap = (target - _mean(leaves, levels)) * sum((leaf.weight for leaf in leaves), Fraction(0))
    for _ in range(_TRIES):
        if not gap:
            return True
        leaf = chance.choice(leaves)
        scale = rubric.scale(leaf.scale)
        before = levels[leaf.code]
        value = before + gap / leaf.weight
        exact = scale.low <= value <= scale.high and 10**6 % value.denominator == 0
        if scale.step is None:
            levels[leaf.code] = value if exact else min(max(_hundredths(value), scale.low), scale.high)
        elif scale.allows(value):
            levels[leaf.code] = value
        else:
            step = scale.step if (gap > 0) == (chance.random() < 0.8) else -scale.step
            levels[leaf.code] = min(max(before + step, scale.low), scale.high)
        gap -= (levels[leaf.code] - before) * leaf.weight
    return False


def _hundredths(value: Fraction) -> Fraction:
    return Fraction(int(value * 100), 100)


def _stages(form: Form, chance: random.Random) -> Case:
    """Every indicator at the first stage, some again at later ones; other agencies' indices where there are such."""
    rubric, layout = form.layout.rubric, form.layout
    cells: dict[str, Typed] = {}
    for stage in rubric.stages[: chance.randint(1, len(rubric.stages))]:
        share = 1 if stage is rubric.stages[0] else chance.random()
        for code, value in _any(rubric, chance).items():
            if chance.random() < share:
                cells[f"{layout.columns[stage.code]}{layout.rows[code]}"] = value
    for leaf in layout.leaves:
        if leaf.external and leaf.external.points and chance.random() < 0.8:
            first, last = leaf.external.points[0][0], leaf.external.points[-1][0]
            edge = chance.choice([x for x, _ in leaf.external.points])
            index = chance.choice((edge, Fraction(chance.randint(int(first * 100), int(last * 100)), 100)))
            cells[f"{layout.columns['external']}{layout.rows[leaf.code]}"] = index
            if chance.random() < 0.7:
                for stage in rubric.stages:
                    cells.pop(f"{layout.columns[stage.code]}{layout.rows[leaf.code]}", None)
    return Case("stages", {"levels": cells})


def _incomplete(form: Form, chance: random.Random) -> Case:
    case = _stages(form, chance)
    kept = {address: value for address, value in case.cells["levels"].items() if chance.random() < 0.7}
    return Case("incomplete", {"levels": kept})


def _checklist(form: Form, chance: random.Random) -> Case:
    """Some indicators typed, the others by their criteria, mostly answered, or only up to some level."""
    rubric, layout = form.layout.rubric, form.layout
    typed = {code: value for code, value in _any(rubric, chance).items() if chance.random() < 0.4}
    case = _typed(form, "checklist", chance.choice((rubric.stages[0], rubric.stages[-1])).code, typed)
    words = layout.words
    open_ones = chance.choice((0, 0, 0.01, 0.3))
    stops = chance.random() < 0.4
    ticks: dict[str, Typed] = {}
    for leaf in layout.leaves:
        met = chance.random()
        answered_to = chance.randint(0, 6) if stops else 6
        for one in layout.criteria:
            if one.leaf is leaf and one.level.level <= answered_to and chance.random() >= open_ones:
                ticks[f"G{one.row}"] = words("template.yes" if chance.random() < met**0.2 else "template.no")
    return Case("checklist", {"levels": case.cells["levels"], "criteria": ticks})
