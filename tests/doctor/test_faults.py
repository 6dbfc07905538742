"""The doctor's proof: every fault of the tables is found at its cell, and nothing that is not there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import faults_of_cells
import faults_of_levels
import faults_of_lists
import faults_of_others
import pytest
import whole_book
from faults import Fault
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spbe_index.assess import examine_file

FAULTS: dict[str, list[Fault]] = {
    "spbe-2020": [*faults_of_levels.FAULTS, *faults_of_lists.FAULTS, *faults_of_cells.FAULTS],
    "spbe-2018": faults_of_others.FAULTS_2018,
    "pemdi-2026": faults_of_others.FAULTS_2026,
}
EACH = [(by, one) for by, faults in FAULTS.items() for one in faults]


def found_in(folder: Path, by: str, faults: Iterable[Fault], *, on_form: bool = False) -> set[tuple[str, str]]:
    """Code and cell of everything found in the sound workbook, or in the filled template, with these faults."""
    book = whole_book.filled_template() if on_form else whole_book.sound_book(by)
    for one in faults:
        one.spoil(book)
    book.save(folder / "a.xlsx")
    problems = examine_file(folder / "a.xlsx", today=whole_book.TODAY[by]).result.problems
    assert len(set(problems)) == len(problems)
    return {(problem.code, problem.place.address) for problem in problems}


@pytest.mark.parametrize("by", whole_book.YEARS)
def test_a_sound_workbook_has_no_problem(by: str, tmp_path: Path) -> None:
    assert found_in(tmp_path, by, []) == set()


def test_the_tables_are_large_enough_and_no_name_stands_twice() -> None:
    assert len([one for _, one in EACH if one.found]) >= 100
    for faults in FAULTS.values():
        assert len({one.name for one in faults}) == len(faults)


@pytest.mark.parametrize(("by", "one"), EACH, ids=lambda value: getattr(value, "name", value))
def test_one_fault(by: str, one: Fault, tmp_path: Path) -> None:
    assert found_in(tmp_path, by, [one]) == one.found


def apart(faults: list[Fault]) -> list[list[Fault]]:
    """The faults in as few workbooks as need be: those in one touch nothing in common."""
    books: list[tuple[set[str], list[Fault]]] = []
    for one in faults:
        taken, chosen = next(((t, c) for t, c in books if t.isdisjoint(one.touches)), (set(), []))
        if not chosen:
            books.append((taken, chosen))
        taken |= one.touches
        chosen.append(one)
    return [chosen for _, chosen in books]


#: The form names its instrument also where it explains itself, so nobody has to be told which one was taken.
NAMED_ON_FORM = {"neither year nor instrument", "a hidden sheet of identity"}


@pytest.mark.parametrize("faults", apart([one for one in FAULTS["spbe-2020"] if one.name not in NAMED_ON_FORM]),
                         ids=lambda faults: f"{faults[0].name} and {len(faults) - 1} more")  # fmt: skip
def test_faults_of_the_filled_form(faults: list[Fault], tmp_path: Path) -> None:
    wanted = set().union(*(one.found for one in faults))
    assert found_in(tmp_path, "spbe-2020", faults, on_form=True) == wanted


def test_a_filled_form_has_no_problem(tmp_path: Path) -> None:
    assert found_in(tmp_path, "spbe-2020", [], on_form=True) == set()


@st.composite
def several(draw: st.DrawFn) -> tuple[str, list[Fault]]:
    """Faults of one instrument that do not touch the same things."""
    by = draw(st.sampled_from(["spbe-2020", "spbe-2020", "spbe-2018", "pemdi-2026"]))
    taken: set[str] = set()
    chosen = []
    for one in draw(st.lists(st.sampled_from(FAULTS[by]), min_size=2, max_size=25, unique_by=lambda one: one.name)):
        if taken.isdisjoint(one.touches):
            taken |= one.touches
            chosen.append(one)
    return by, chosen


@given(several())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_several_faults_at_once(tmp_path: Path, case: tuple[str, list[Fault]]) -> None:
    by, faults = case
    assert found_in(tmp_path, by, faults) == set().union(*(one.found for one in faults)), [one.name for one in faults]
