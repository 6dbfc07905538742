"""The level that a checklist supports, against an oracle that tries every way of answering it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
import small

from spbe_index.core.assessment import Tick
from spbe_index.core.checklist import Criterion, first_unmet, rests_on, supported
from spbe_index.core.problem import NOWHERE
from spbe_index.core.rubric import LevelCriteria, Text

Said = dict[tuple[int, int], bool | None]
CASES = [
    (counts, matches, on3, on4)
    for counts in ((2, 2, 1), (1, 2, 2))
    for matches in product(("all", "any"), repeat=3)
    for on3 in (None, 1, 2)
    for on4 in (None, 2, 3)
]


def made(counts: tuple[int, ...], matches: tuple[str, ...], on3: int | None, on4: int | None) -> list[LevelCriteria]:
    """Four levels: the lowest with one criterion, then three with these counts, matches and bases."""
    bases = (None, 1, on3, on4)
    return [
        LevelCriteria(level, base, match, tuple(small.text(f"{level}.{n}") for n in range(1, count + 1)), ())
        for level, base, match, count in zip((1, 2, 3, 4), bases, ("all", *matches), (1, *counts), strict=True)
    ]


def every_answer(levels: list[LevelCriteria]) -> Iterator[Said]:
    keys = [(level.level, n) for level in levels for n in range(1, len(level.criteria) + 1)]
    for states in product((True, False, None), repeat=len(keys)):
        yield dict(zip(keys, states, strict=True))


def ticks(said: Said) -> list[Tick]:
    return [Tick(level, number, met, NOWHERE) for (level, number), met in said.items()]


def highest(levels: list[LevelCriteria], said: Said) -> int:
    """The oracle, for a checklist without open questions."""
    by_number = {level.level: level for level in levels}

    def own(number: int) -> bool:
        level = by_number[number]
        answers = [said[number, n] is True for n in range(1, len(level.criteria) + 1)]
        return any(answers) if level.match == "any" else all(answers)

    def holds(number: int) -> bool:
        if number == 1:
            return True
        base = by_number[number].builds_on
        below = all(own(between) for between in range(2, number)) if base is None else holds(base)
        return below and own(number)

    return max(number for number in by_number if holds(number))


def settled(said: Said, *, openly: bool) -> Said:
    return {key: openly if met is None else met for key, met in said.items()}


@pytest.mark.parametrize("case", CASES)
def test_every_state_of_every_small_checklist(case: tuple[tuple[int, ...], tuple[str, ...], int | None, int | None]):
    levels = made(*case)
    for said in every_answer(levels):
        held = supported(levels, ticks(said))
        if all(met is None for met in said.values()):
            assert held is None
            continue
        least, most = highest(levels, settled(said, openly=False)), highest(levels, settled(said, openly=True))
        assert held is not None
        assert (held.level, held.highest) == (least, most), said
        assert (held.undecided is not None) == (most > least), said
        if held.undecided:
            assert said[held.undecided.level, held.undecided.number] is None, said


@pytest.mark.parametrize("case", CASES[::5])
def test_the_first_unmet_criterion_is_in_the_way_and_meeting_one_after_the_other_reaches_the_level(
    case: tuple[tuple[int, ...], tuple[str, ...], int | None, int | None],
):
    levels = made(*case)
    for said in every_answer(levels):
        held = supported(levels, ticks(said))
        for wanted in (1, 2, 3, 4):
            state = dict(said)
            first = first_unmet(levels, ticks(state), wanted)
            if held and wanted > held.level:
                assert first is not None, said
            met = 0
            while first is not None:
                assert first.met is state[first.level, first.number] is not True
                assert first.level in rests_on(levels, wanted)
                state[first.level, first.number] = True
                met += 1
                first = first_unmet(levels, ticks(state), wanted)
            assert met <= len(said)
            assert wanted == 1 or highest(levels, settled(state, openly=False)) >= wanted


def test_the_order_of_ticks_and_missing_ones_change_nothing():
    levels = made((2, 2, 1), ("all", "any", "all"), 2, 3)
    for said in every_answer(levels):
        whole = supported(levels, ticks(said))
        assert supported(levels, ticks(said)[::-1]) == whole
        assert supported(levels, [tick for tick in ticks(said) if tick.met is not None]) == whole


def test_an_indicator_without_criteria_has_no_checklist():
    assert supported((), [Tick(2, 1, True, NOWHERE)]) is None
    assert first_unmet((), [], 3) is None
    assert rests_on((), 3) == ()


def test_a_level_rests_on_what_the_regulation_names_else_on_all_below():
    assert rests_on(made((1, 1, 1), ("all",) * 3, None, None), 4) == (2, 3, 4)
    assert rests_on(made((1, 1, 1), ("all",) * 3, 2, 2), 4) == (2, 4)
    assert rests_on(made((1, 1, 1), ("all",) * 3, 1, 3), 4) == (3, 4)
    assert rests_on(made((1, 1, 1), ("all",) * 3, 1, 3), 1) == ()


def test_among_any_of_several_the_open_criterion_is_asked_for_not_the_one_denied():
    levels = made((2, 1, 1), ("any", "all", "all"), None, None)
    held = supported(levels, ticks({(2, 1): False, (2, 2): None}))
    assert held is not None
    assert held.undecided is not None
    assert held.undecided.number == 2


def test_what_is_said_to_be_unmet_is_in_the_way_before_what_nobody_has_said():
    levels = (
        LevelCriteria(1, None, "all", (Text("a", "a"),), ()),
        LevelCriteria(2, None, "all", (Text("b", "b"), Text("c", "c"), Text("d", "d")), ()),
    )
    said = [Tick(2, 1, None, NOWHERE), Tick(2, 2, False, NOWHERE), Tick(2, 3, False, NOWHERE)]
    assert first_unmet(levels, said, 2) == Criterion(2, 2, False)
    assert first_unmet(levels, said[:1], 2) == Criterion(2, 1, None)


@pytest.mark.parametrize("builds_on", [2, 3, 9])
def test_a_level_that_builds_on_none_below_it_rests_on_itself(builds_on: int):
    levels = tuple(
        LevelCriteria(n, on, "all", (Text("a", "a"),), ()) for n, on in ((1, None), (2, builds_on), (3, None))
    )
    assert rests_on(levels, 2) == (2,)
