"""Each problem code of the catalogue is raised here by the program itself.

A new code needs one row in the table that fits: `by_files`, `by_contents`,
`by_checks`, `by_comparing`, `by_lists`, `by_plans`, `by_rubrics` or `by_use`.
"""

from __future__ import annotations

import json
import os
import runpy
from pathlib import Path
from typing import NoReturn

import by_checks
import by_comparing
import by_contents
import by_files
import by_lists
import by_plans
import by_rubrics
import by_use
import pytest

from spbe_index.core.problem import Problem
from spbe_index.write import words

TABLES = (by_files, by_contents, by_checks, by_comparing, by_lists, by_plans, by_rubrics, by_use)
RAISED = {code: raised for table in TABLES for code, raised in table.RAISED.items()}
ROOT = Path(__file__).parents[2]
POSIX_ONLY = {"E104"}


def cannot_tell(_: words.Words, problem: Problem) -> NoReturn:
    """What the program falls back to for problems of another version must not hide a particular that is missing."""
    raise AssertionError(problem)


def catalogue() -> set[str]:
    text = Path(words.__file__).with_name("locale").joinpath("id", "problems.json").read_text(encoding="utf-8")
    return {key.partition(".")[0] for key in json.loads(text)}


def test_every_code_has_a_row_and_only_one() -> None:
    assert set(RAISED) == catalogue(), sorted(set(RAISED) ^ catalogue())
    assert sum(len(table.RAISED) for table in TABLES) == len(RAISED)


@pytest.mark.parametrize("code", sorted(RAISED))
def test_raised(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if code in POSIX_ONLY and os.name != "posix":
        pytest.skip("a limit that this system does not have")
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(words.Words, "untold", cannot_tell)
    found = set(RAISED[code](tmp_path))
    assert code in found, found


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_code_is_documented_as_the_catalogue_has_it(language: str) -> None:
    page = runpy.run_path(str(ROOT / "docs" / "problems.py"))["page"](language)
    written = (ROOT / "docs" / f"problems.{language}.md").read_text(encoding="utf-8")
    assert written == page, "run: make docs"
    assert all(f"\n### {code}\n" in page for code in catalogue())
