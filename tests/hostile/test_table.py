"""The table of what holds whatever arrives names tests that there are, for each of its lines."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
LINES = [
    [cell.strip() for cell in line.split("|")[1:-1]]
    for line in (TESTS / "HOSTILE.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\| R\d", line)
]
NAMED = {test for line in LINES for test in re.findall(r"`([^`]+)`", line[2])}


def test_every_line_is_there_once_and_says_something() -> None:
    assert [line[0] for line in LINES] == [f"R{number}" for number in range(1, 55)]
    assert all(len(line) == 4 and line[1].endswith(".") for line in LINES)
    assert len({line[1] for line in LINES}) == len(LINES)
    assert all(re.search(r"`[^`]+::test_\w+`", line[2]) for line in LINES)


def test_every_test_that_is_named_is_one_that_runs(request: pytest.FixtureRequest) -> None:
    there: set[str] = set()
    for file in {test.partition("::")[0] for test in NAMED}:
        assert Path(file).name.startswith("test_")
        tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
        there |= {f"{file}::{node.name}" for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert there >= NAMED, NAMED - there
    # Of the files that this very run has collected, pytest itself says what it has found.
    found = {(item.path, getattr(item, "originalname", item.name)) for item in request.session.items}
    files = {path for path, _ in found}
    if not request.config.getoption("keyword") and not any("::" in given for given in request.config.args):
        for test in NAMED:
            file, _, name = test.partition("::")
            assert TESTS / file not in files or (TESTS / file, name) in found, test
