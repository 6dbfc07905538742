"""The level that a checklist of criteria supports.

The rule. The lowest level of the scale always holds: it asks for nothing. A
higher level holds when its own criteria are met (all of them or any one, as the
rubric says) and so does what lies below: the level it builds on where the
regulation names one, else every level between it and the lowest. The answer is
the highest level that holds. A criterion that nobody has judged is neither met
nor unmet; while it could still raise the level, there is no answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from spbe_index.core.assessment import Tick
from spbe_index.core.rubric import LevelCriteria

#: How people say that a criterion is met and that it is not, in small letters: the reader and the form's formulas know
#: the same words.
YES = (
    *("ya", "iya", "y", "yes", "sudah", "terpenuhi", "ada", "true", "v", "1", "ok", "met"),
    *("\u2713", "\u2714", "\u2611", "\u2705", "\u221a"),
)
NO = (
    *("tidak", "tdk", "t", "no", "n", "belum", "tidak terpenuhi", "belum terpenuhi", "tidak ada", "belum ada"),
    *("false", "0", "not met", "\u2717", "\u2718", "\u2612", "\u274c", "\u00d7"),
)

_Said = Mapping[tuple[int, int], bool | None]


class Criterion(NamedTuple):
    """A criterion by its level and its number within it, from 1, and what the checklist says of it."""

    level: int
    number: int
    met: bool | None


class Supported(NamedTuple):
    """What a checklist supports.

    `level` is the highest level that holds for sure, `highest` the highest that
    still can; where they differ, `undecided` is the first open criterion on the way.
    """

    level: int
    highest: int
    undecided: Criterion | None


def supported(levels: Sequence[LevelCriteria], ticks: Sequence[Tick]) -> Supported | None:
    """The level that these ticks support; None where nothing is judged.

    Args:
        levels: The criteria of an indicator, lowest level first.
        ticks: What the checklist says of them.

    """
    said = {(tick.level, tick.number): tick.met for tick in ticks}
    if not levels or all(met is None for met in said.values()):
        return None
    states = [(level, _holds(level, levels, said)) for level in levels]
    sure = max(level.level for level, state in states if state)
    possible = [level for level, state in states if level.level > sure and state is None]
    if not possible:
        return Supported(sure, sure, None)
    undecided = next(line for line in _not_met(possible[0], levels, said) if line.met is None)
    return Supported(sure, possible[-1].level, undecided)


def first_unmet(levels: Sequence[LevelCriteria], ticks: Sequence[Tick], wanted: int) -> Criterion | None:
    """The first criterion in the way of the level `wanted`, lowest level first; None when it holds."""
    said = {(tick.level, tick.number): tick.met for tick in ticks}
    level = next((level for level in levels if level.level == wanted), None)
    return next(_not_met(level, levels, said), None) if level else None


def rests_on(levels: Sequence[LevelCriteria], wanted: int) -> tuple[int, ...]:
    """The level `wanted` and those below that it rests on, lowest first; the lowest of the scale asks for nothing."""
    return tuple(needed.level for level in levels if level.level == wanted for needed in _needed(level, levels))


def _needed(level: LevelCriteria, levels: Sequence[LevelCriteria]) -> list[LevelCriteria]:
    """A level and all it rests on, lowest first, without the lowest of the scale."""
    floor = levels[0].level
    below: list[LevelCriteria] = []
    if level.builds_on is None:
        below = [other for other in levels if floor < other.level < level.level]
    else:
        for other in levels:
            if other.level == level.builds_on < level.level:
                below = _needed(other, levels)
    return [*below, level] if level.level > floor else []


def _holds(level: LevelCriteria, levels: Sequence[LevelCriteria], said: _Said) -> bool | None:
    """Whether a level holds with all it rests on; None while that is open."""
    states = [_own(needed, said) for needed in _needed(level, levels)]
    return False if False in states else None if None in states else True


def _own(level: LevelCriteria, said: _Said) -> bool | None:
    """Whether a level's own criteria are met."""
    met = [said.get((level.level, number)) for number in range(1, len(level.criteria) + 1)]
    decisive = level.match == "any"
    if decisive in met:
        return decisive
    return None if None in met else not decisive


def _not_met(level: LevelCriteria, levels: Sequence[LevelCriteria], said: _Said) -> Iterator[Criterion]:
    """The criteria that keep a level from holding: lowest level first, those said to be unmet before open ones."""
    for needed in _needed(level, levels):
        if _own(needed, said) is not True:
            lines = [
                Criterion(needed.level, n, said.get((needed.level, n))) for n in range(1, len(needed.criteria) + 1)
            ]
            yield from sorted((line for line in lines if line.met is not True), key=lambda line: line.met is None)
