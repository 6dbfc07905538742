"""Each problem code of the catalogue is raised here by the program itself, and told as its documentation shows it.

A new code needs one row in the table that fits: `by_files`, `by_contents`, `by_checks`, `by_comparing`, `by_lists`,
`by_many`, `by_plans`, `by_rubrics`, `by_tables`, `by_use` or `by_verifying`. A sentence or particular that changes
fails here until `make docs` has been run and the difference looked at.
"""

from __future__ import annotations

import json
import os
import runpy
from pathlib import Path
from typing import NoReturn

import pytest
from raised import RAISED, TABLES, raised

from spbe_index.core.problem import Problem
from spbe_index.write import words

ROOT = Path(__file__).parents[2]
DOCS = runpy.run_path(str(ROOT / "docs" / "problems.py"))
WRITTEN = {
    language: (ROOT / "docs" / f"problems.{language}.md").read_text(encoding="utf-8") for language in words.LANGUAGES
}
POSIX_ONLY = {"E104"}


def cannot_tell(_: words.Words, problem: Problem) -> NoReturn:
    """What the program falls back to for problems of another version must not hide a particular that is missing."""
    raise AssertionError(problem)


def catalogue() -> set[str]:
    text = Path(words.__file__).with_name("locale").joinpath("id", "problems.json").read_text(encoding="utf-8")
    return {key.partition(".")[0] for key in json.loads(text)}


def section(written: str, code: str) -> str:
    """What a page says of a code, to the next heading."""
    _, _, rest = written.partition(f"\n### {code}\n")
    return rest.partition("\n#")[0].strip()


def test_every_code_has_a_row_and_only_one() -> None:
    assert set(RAISED) == catalogue(), sorted(set(RAISED) ^ catalogue())
    assert sum(len(table.RAISED) for table in TABLES) == len(RAISED)


@pytest.mark.parametrize("code", sorted(RAISED))
def test_raised_and_told_as_documented(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if code in POSIX_ONLY and os.name != "posix":
        pytest.skip("a limit that this system does not have")
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(words.Words, "untold", cannot_tell)
    found = raised(code, tmp_path)
    assert found, code
    for language, written in WRITTEN.items():
        assert section(written, code) == "\n".join(DOCS["section"](code, found[0], language)), "run: make docs"


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_the_pages_hold_the_codes_of_the_catalogue_in_order(language: str) -> None:
    headed = [line.removeprefix("### ") for line in WRITTEN[language].splitlines() if line.startswith("### ")]
    assert headed == sorted(catalogue(), key=lambda code: (code[1:], code)), "run: make docs"
    assert WRITTEN[language].startswith(DOCS["opening"](language)), "run: make docs"
