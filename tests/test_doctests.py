"""The examples in the docstrings of the public names are run, from the folder of the checkout; and what is refused."""

from __future__ import annotations

import doctest
import inspect
from importlib import import_module
from pathlib import Path

import pytest

import spbe_index

ROOT = Path(__file__).parents[1]
#: Public names whose docstring has an example.
WITH_EXAMPLE = {"assess_file", "load_rubric", "score_frame"}


def test_every_function_that_is_public_has_an_example() -> None:
    functions = {name for name in spbe_index.__all__ if inspect.isfunction(getattr(spbe_index, name))}
    assert functions <= WITH_EXAMPLE


@pytest.mark.parametrize("name", sorted(WITH_EXAMPLE))
def test_its_example_is_true(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    public = getattr(spbe_index, name)
    found = doctest.DocTestFinder(recurse=False).find(public, name, globs={"spbe_index": spbe_index})
    assert any(test.examples for test in found)
    assert all(doctest.DocTestRunner().run(test).failed == 0 for test in found)


def test_a_rule_for_blanks_that_is_none_is_refused_and_not_taken_for_zero() -> None:
    with pytest.raises(ValueError, match="refuse, lowest, zero"):
        spbe_index.assess_file(ROOT / "examples" / "kemenko-perekonomian-2021.xlsx", unfilled="Lowest")


def test_no_example_stands_where_it_is_not_run() -> None:
    homes = {import_module(getattr(spbe_index, name).__module__).__file__ for name in WITH_EXAMPLE}
    holding = {str(path) for path in (ROOT / "spbe_index").rglob("*.py") if ">>> " in path.read_text(encoding="utf-8")}
    assert holding == homes


def test_a_workbook_is_scored_by_an_instrument_that_is_loaded_already() -> None:
    example, rubric = ROOT / "examples" / "kemenko-perekonomian-2021.xlsx", spbe_index.load_rubric("spbe-2020")
    by_itself, by_id = (spbe_index.assess_file(example, rubric=one) for one in (rubric, "spbe-2020"))
    assert by_itself == by_id
    with pytest.raises(TypeError, match="its id or path, not int"):
        spbe_index.assess_file(example, rubric=2020)
