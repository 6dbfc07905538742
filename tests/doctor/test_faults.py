"""The doctor's proof: every fault of the tables is found at its cell, and nothing that is not there."""

from __future__ import annotations

from pathlib import Path

import faults_of_levels
import faults_of_lists
import pytest
import whole_book
from faults import Fault

from spbe_index.assess import examine_file

BY = "spbe-2020"
FAULTS: list[Fault] = [*faults_of_levels.FAULTS, *faults_of_lists.FAULTS]


def found_in(path: Path, by: str = BY) -> set[tuple[str, str]]:
    problems = examine_file(path, today=whole_book.TODAY[by]).result.problems
    return {(problem.code, problem.place.address) for problem in problems}


@pytest.mark.parametrize("by", whole_book.YEARS)
def test_a_sound_workbook_has_no_problem(by: str, tmp_path: Path) -> None:
    whole_book.save(by, tmp_path / "a.xlsx")
    assert found_in(tmp_path / "a.xlsx", by) == set()


def test_the_tables_are_large_enough_and_no_name_stands_twice() -> None:
    assert len([one for one in FAULTS if one.found]) >= 60
    assert len({one.name for one in FAULTS}) == len(FAULTS)


@pytest.mark.parametrize("one", FAULTS, ids=lambda one: one.name)
def test_one_fault(one: Fault, tmp_path: Path) -> None:
    book = whole_book.sound_book(BY)
    one.spoil(book)
    book.save(tmp_path / "a.xlsx")
    assert found_in(tmp_path / "a.xlsx") == one.found
